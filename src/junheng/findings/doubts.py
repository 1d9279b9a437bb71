"""What an evaluation could not tell, as findings with the place where the fact belongs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import narwhals.stable.v2 as nw

from junheng.findings.engine import FIRST_UNKNOWN
from junheng.findings.engine.status import unknown
from junheng.findings.evaluation import Evaluation, SchoolVerdict
from junheng.terms import Finding, Message, Severity, joined

_EACH = 4  # schools of a sheet that are told each
_SAID_OF_ALL = ("who-counts-kind-unknown", "who-counts-ownership-unknown", "who-counts-run-by-unknown")


def doubts(evaluation: Evaluation) -> list[Finding]:
    """Schools that stand in no list; stages of which it cannot be told whether they count; nothing to judge at all."""
    lost = _unregistered(evaluation)
    if not evaluation.areas.keys:
        return [*lost, _nothing(evaluation)]
    return lost + _by_sheet(evaluation, [each for each in evaluation.not_counted if each.status >= FIRST_UNKNOWN])


def _by_sheet(evaluation: Evaluation, unclear: list[SchoolVerdict]) -> list[Finding]:
    """What no school of a sheet says (a list without a column of kinds) is told once for the sheet, at its first school that no sheet before tells."""
    of_sheet: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    doubted: dict[str, set[str]] = defaultdict(set)
    reasons = _reasons(evaluation, unclear)
    for each in unclear:
        found = _doubt(evaluation, each, reasons.get((each.school, each.year), each.status.message))
        of_sheet[found.rule, found.file, found.sheet].append(found)
        doubted[found.rule].add(each.school)
    told = []
    for (rule, file, sheet), same in of_sheet.items():
        records = nw.from_native(evaluation.facts.records["schools"]) if len(same) > _EACH else None
        listed = set() if records is None else set(records.filter((nw.col("_file") == file) & (nw.col("_sheet") == sheet))["school"])
        told += [_of_all(same, len(listed))] if listed and listed <= doubted[rule] else same
    return told


def _of_all(same: list[Finding], count: int) -> Finding:
    """Of the sentences of its schools the first, and how many schools it lists."""
    first = min(same, key=lambda each: (len(each.cell), each.cell))
    more = Message(f"。这张表的 {count} 所学校都是如此，只说一次；表中没有相应列的，请加上", f" So it is of all {count} schools of this sheet, and said once: where it has no column for this, add one")
    if first.rule in _SAID_OF_ALL:
        more = Message(f"{more.zh}，各校都相同的，也可在命令中说明，如 --every 举办者=县级", f"{more.en}, or say it with the command where it is the same in all of them, e.g. --every run_by=county")
    return replace(first, message=Message(f"{first.message.zh}{more.zh}", f"{first.message.en}.{more.en}"), against=tuple(each.place for each in same if each is not first))


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


def _reasons(evaluation: Evaluation, unclear: list[SchoolVerdict]) -> dict[tuple[str, int], Message]:
    """By school and year all that it does not say, so that nobody adds one column only to be asked for the next."""
    if not unclear:
        return {}
    schools = nw.from_native(evaluation.facts.schools).filter(nw.col("school").is_in([each.school for each in unclear]))
    counts = evaluation.rules.standard.counts
    missing = {(row["school"], row["year"]): unknown(row, counts) for row in schools.iter_rows(named=True)}
    return {key: joined((each.message for each in said), "，", "; ") for key, said in missing.items() if len(said) > 1}


def _doubt(evaluation: Evaluation, each: SchoolVerdict, reason: Message) -> Finding:
    places = evaluation.facts.places("schools", {"school": each.school, "year": each.year}, "name")
    file, sheet, cell = places[0] if places else ("", "", "")
    return Finding(
        Severity.WARNING, f"who-counts-{each.status.name.lower().replace('_', '-')}",
        Message(
            f"{each.name}（{each.stage.label.zh}）：{reason.zh}，因此全县差异系数无法判断。请补上，或用 --exclude {each.name} 指名排除",
            f"{each.name} ({each.stage.label.en}): {reason.en}, so the area's CVs cannot be told. "
            f"Supply it, or leave the school out with --exclude {each.name}",
        ),
        file, sheet, cell, each.name,
    )
