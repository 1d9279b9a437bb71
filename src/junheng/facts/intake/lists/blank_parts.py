"""A blank degree or title of the teachers is none where the filled ones make the teachers: nobody is left for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.values.sheet import Sheet, number_of
from junheng.facts.intake.values.text import plain
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity, Stage

_FAMILIES = ("teachers_", "titles_")
_NO_DEGREES = ("teachers_pe", "teachers_arts")
_MOST_ROWS = 20_000  # what is longer was exported


def blank_parts(facts: Columns, sheet: Sheet, rows: Sequence[int]) -> Iterator[Finding]:
    """Puts 0 into them, told once for each list. Columns that may count a teacher twice (本科及以上 beside 本科) bear nothing out."""
    if len(rows) > _MOST_ROWS:
        return
    found = 0, ""
    for stage in dict.fromkeys(stage for _, fact, stage in facts if fact == "teachers"):
        for family in _FAMILIES:
            count, place = _settle(facts, sheet, rows, _apart(facts, family, stage), stage)
            found = found[0] + count, found[1] or place
    if found[0]:
        yield _told(sheet, *found)


def _apart(facts: Columns, family: str, stage: Stage | None) -> list[str]:
    """The columns of a family, none of whose teachers is counted in another."""
    there = [each for each in SCHOOL_YEARS.columns if each.name.startswith(family) and each.name not in _NO_DEGREES and ("school_years", each.name, stage) in facts]
    parts = [part for each in there for part in each.sum_of or (each.name,)]
    return [each.name for each in there] if len(set(parts)) == len(parts) else []


def _settle(facts: Columns, sheet: Sheet, rows: Sequence[int], names: list[str], stage: Stage | None) -> tuple[int, str]:
    """How many cells, and the first of them."""
    if len(names) < 2:
        return 0, ""
    teachers = facts["school_years", "teachers", stage][0]
    filled = pl.DataFrame([facts["school_years", name, stage][0].alias(name) for name in names]).sum_horizontal()
    told = (filled == teachers) & (teachers > 0)
    count, first = 0, ""
    for name in names:
        values, letters = facts["school_years", name, stage]
        at = [place for place in (told & values.is_null()).arg_true() if _is_blank(sheet, rows[place], letters)]
        if at:
            facts["school_years", name, stage] = values.scatter(at, 0), letters
            count, first = count + len(at), first or sheet.place(rows[at[0]], number_of(letters) - sheet.left)
    return count, first


def _is_blank(sheet: Sheet, row: int, letters: str) -> bool:
    """Nothing or a dash; what could not be read is no blank."""
    return letters.isalpha() and not any(map(str.isalnum, plain(sheet.cell(row, number_of(letters) - sheet.left))))


def _told(sheet: Sheet, count: int, place: str) -> Finding:
    return Finding(
        Severity.INFO, "blank-none",
        Message(
            f"学历、职称有 {count} 格空着或填“-”，同行已填各项之和就是专任教师数，按 0 读取",
            f"{count} cells of degrees or titles are blank or a dash where the others of the line make all its teachers: read as 0",
        ),
        sheet.file, sheet.name, place,
    )
