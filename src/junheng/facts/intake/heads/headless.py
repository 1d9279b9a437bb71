"""Columns that hold something under an empty head, since nothing is dropped in silence; and heads of what every school has over nothing at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import polars as pl

from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.values.sheet import Sheet, letter
from junheng.facts.intake.values.text import brief, plain
from junheng.terms import Finding, Message, Severity, Stage


def report_headless(sheet: Sheet, head_row: int, rows: Sequence[int], headed: Collection[int], findings: list[Finding]) -> None:
    for column in (each for each in range(sheet.width(rows)) if each not in headed):
        filled = [row for row, cell in sheet.filled(column, rows) if plain(cell)]
        if filled:
            findings.append(_headless(sheet, head_row, filled[0], len(filled), column))


# what no school is without: a whole column of blanks is no answer, as one of 博士 may be
_OF_ALL_TEACHERS = ("teachers_bachelor", "teachers_bachelor_up", "teachers_college_up", "titles_middle", "titles_middle_up")  # some in any five schools
_EVERY_SCHOOL_HAS = (
    "pupils", "classes", "teachers", "land_area", "sports_ground_area", "floor_area", "teaching_area", "classrooms", "books", "computers", "equipment_value", *_OF_ALL_TEACHERS,
)
_FEWEST_ROWS = 5


def report_empty(sheet: Sheet, head_row: int, rows: Sequence[int], facts: Iterable[tuple[Assigned, pl.Series]], findings: list[Finding]) -> None:
    """Of the whole school, and of stages of which half of such columns hold figures. facts: with what was read of them."""
    if len(rows) < _FEWEST_ROWS:
        return
    asked = [
        (each, values.null_count() < len(rows) or any(plain(cell) for _, cell in sheet.filled(each.head.column, rows)))
        for each, values in facts if each.source.fact in _EVERY_SCHOOL_HAS
    ]
    for each, is_filled in asked:
        beside = [other_is_filled for other, other_is_filled in asked if each.stage in (None, Stage.WHOLE) or other.stage == each.stage]
        if not is_filled and 2 * sum(beside) >= len(beside):
            findings.append(Finding(
                Severity.WARNING, "column-empty",
                Message(
                    f"“{each.head.shown}”一列 {len(rows)} 行都空着：各校都应有这一项，请补填；确实没有统计的，请删去这一列",
                    f"the column `{each.head.shown}` is blank in all {len(rows)} rows, though every school has some: fill it in, or remove the column if it was not counted",
                ),
                *sheet.at(head_row, each.head.column), each.head.shown,
            ))


def _headless(sheet: Sheet, head_row: int, row: int, count: int, column: int) -> Finding:
    found = brief(sheet.rows[row][column])
    return Finding(
        Severity.WARNING, "column-headless",
        Message(
            f"{letter(column)} 列没有表头，却有 {count} 行填有内容（如“{found}”），整列未采用；若是数据，请补上表头",
            f"column {letter(column)} has no head, but {count} rows hold something there ({found!r}): it was not used; if these are data, write the head",
        ),
        *sheet.at(head_row, column), found,
    )
