"""Columns that hold something under an empty head: reported, since nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from junheng.facts.intake.sheet import Sheet, letter
from junheng.facts.intake.text import brief, plain
from junheng.terms import Finding, Message, Severity


def report_headless(sheet: Sheet, head_row: int, rows: Sequence[int], headed: Collection[int], findings: list[Finding]) -> None:
    for column in (each for each in range(sheet.width(rows)) if each not in headed):
        filled = [row for row, cell in sheet.filled(column, rows) if plain(cell)]
        if filled:
            findings.append(_headless(sheet, head_row, filled[0], len(filled), column))


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
