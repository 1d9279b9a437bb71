"""What an evaluation could not tell, as findings with the place where the fact belongs."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from junheng.findings.engine import FIRST_UNKNOWN
from junheng.findings.evaluation import Evaluation, SchoolVerdict
from junheng.terms import Finding, Message, Severity


def doubts(evaluation: Evaluation) -> list[Finding]:
    """Schools that stand in no list; stages of which it cannot be told whether they count; nothing to judge at all."""
    lost = _unregistered(evaluation)
    if not evaluation.areas.keys:
        return [*lost, _nothing(evaluation)]
    return lost + [_doubt(evaluation, each) for each in evaluation.not_counted if each.status >= FIRST_UNKNOWN]


def _unregistered(evaluation: Evaluation) -> list[Finding]:
    """Facts of a year without any list of schools: they lie in no area and cannot be used. Where there is a list, the check S48 tells what is not on it."""
    facts = evaluation.facts
    key = ["school", "year"]
    stages = nw.from_native(facts.school_years)
    lost = stages.join(nw.from_native(facts.schools).select(*key), on=key, how="anti")
    lost = lost.join(nw.from_native(facts.schools).select("year").unique(), on="year", how="anti").select(key).unique().sort(key)
    return [_one_unregistered(evaluation, row) for row in lost.iter_rows(named=True)]


def _one_unregistered(evaluation: Evaluation, row: dict[str, Any]) -> Finding:
    rows = evaluation.facts.records["school_years"]
    where = nw.from_native(rows).filter((nw.col("school") == row["school"]) & (nw.col("year") == row["year"]))
    file, sheet, place = next(iter(where.select("_file", "_sheet", "_row").iter_rows()), ("", "", ""))
    return Finding(
        Severity.ERROR, "school-unregistered",
        Message(
            f"{row['school']} {row['year']} 不在“学校”表中，不知属于哪个县（市、区），有关数据未采用；请在“学校”表中补上同一标识码和学年",
            f"{row['school']} {row['year']} stands in no list of schools, so its area is not known and its facts were not used; "
            "add it to the sheet 学校 with the same code and year",
        ),
        file, sheet, str(place), str(row["school"]),
    )


def _nothing(evaluation: Evaluation) -> Finding:
    reasons = sorted({each.status.message for each in evaluation.not_counted}, key=lambda message: message.en)
    zh = "；".join(each.zh for each in reasons) or "没有读到任何学校"
    en = "; ".join(each.en for each in reasons) or "no school was read"
    return Finding(
        Severity.ERROR, "nothing-to-judge",
        Message(f"没有可以评估的学校（{zh}）", f"there is no school to judge ({en}); check the files with junheng check"),
    )


def _doubt(evaluation: Evaluation, each: SchoolVerdict) -> Finding:
    places = evaluation.facts.places("schools", {"school": each.school, "year": each.year}, "name")
    file, sheet, cell = places[0] if places else ("", "", "")
    reason = each.status.message
    return Finding(
        Severity.WARNING, f"who-counts-{each.status.name.lower().replace('_', '-')}",
        Message(
            f"{each.name}（{each.stage.label.zh}）：{reason.zh}，因此全县差异系数无法判断。请补上，或用 --exclude {each.name} 指名排除",
            f"{each.name} ({each.stage.label.en}): {reason.en}, so the area's CVs cannot be told. "
            f"Supply it, or leave the school out with --exclude {each.name}",
        ),
        file, sheet, cell, each.name,
    )
