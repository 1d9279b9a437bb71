"""What an evaluation could not tell, as findings with the place where the fact belongs."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings.engine import FIRST_UNKNOWN
from junheng.findings.evaluation import Evaluation, SchoolVerdict
from junheng.terms import Finding, Message, Severity, Stage


def doubts(evaluation: Evaluation) -> list[Finding]:
    """Facts that contradict each other; stages of which it cannot be told whether they count; nothing to judge at all."""
    lost = _unregistered(evaluation)
    if not evaluation.areas.keys:
        return [*lost, _nothing(evaluation)]
    return lost + _contradictions(evaluation) + [_doubt(evaluation, each) for each in evaluation.not_counted if each.status >= FIRST_UNKNOWN]


def _unregistered(evaluation: Evaluation) -> list[Finding]:
    """Facts of a school that stands in no list of schools: they lie in no area and cannot be used."""
    facts = evaluation.facts
    key = ["school", "year"]
    stages = nw.from_native(facts.school_years)
    lost = stages.join(nw.from_native(facts.schools).select(*key), on=key, how="anti").select(*key, "stage").sort(*key, "stage")
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


def _contradictions(evaluation: Evaluation) -> list[Finding]:
    """A part that is larger than its total."""
    found = []
    for indicator in evaluation.rules.indicators:
        parts = {part for stage in Stage for part in indicator.numerator_of(stage)}
        taken = sorted(part.column for part in parts if part.sign == -1)
        total = sorted(part.column for part in parts if part.sign == 1)
        if taken and total:
            found += _larger(evaluation, taken, total)
    return list(dict.fromkeys(found))


def _larger(evaluation: Evaluation, taken: list[str], total: list[str]) -> list[Finding]:
    difference = nw.sum_horizontal(*[nw.col(name) for name in taken]) - nw.sum_horizontal(*[nw.col(name) for name in total])
    known = ~nw.any_horizontal(*[nw.col(name).is_null() for name in (*taken, *total)], ignore_nulls=True)
    rows = nw.from_native(evaluation.facts.school_years).filter(known & (difference > 0))
    return [_one_larger(evaluation, row, taken, total) for row in rows.iter_rows(named=True)]


def _one_larger(evaluation: Evaluation, row: dict[str, Any], taken: list[str], total: list[str]) -> Finding:
    key = {"school": row["school"], "year": row["year"], "stage": row["stage"]}
    part, whole = SCHOOL_YEARS.column(taken[0]), SCHOOL_YEARS.column(total[0])
    places = evaluation.facts.places("school_years", key, taken[0])
    file, sheet, cell = places[0] if places else ("", "", "")
    scale = part.unit.scale if part.unit else 1
    numbers = f"{row[taken[0]] / scale:g} > {row[total[0]] / scale:g}"
    return Finding(
        Severity.ERROR, "part-larger-than-total",
        Message(
            f"{row['school']}：“{part.header.zh}”大于“{whole.header.zh}”（{numbers}），两者矛盾；请核对后更正",
            f"{row['school']}: `{part.header.en}` is larger than `{whole.header.en}` ({numbers}). They contradict each other: "
            "correct one of them",
        ),
        file, sheet, cell, numbers, f"<= {row[total[0]] / scale:g}",
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
