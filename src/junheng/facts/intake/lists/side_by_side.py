"""Two lists beside each other on one sheet, each with its own column of names: primary schools left, junior schools right."""

from __future__ import annotations

from dataclasses import replace

from junheng.facts.intake.heads.head import ColumnHead, Head
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain


def lists_beside(sheet: Sheet, head: Head, matcher: Matcher) -> list[Sheet]:
    """The sheet, cut where the first head stands again and names of other schools below it. Each keeps its columns' places, with nothing beside it.

    A wide list may repeat its names in the middle, to be read when printed: that is one list.
    """
    if not sheet.may_be_typed:
        return [sheet]
    heads = {each.column: each.parts[-1] for each in head.columns}
    names = [each.column for each in head.columns if _names_schools(each, matcher)]
    starts = [column for column, text in heads.items() if text == heads[min(heads)]]
    below = range(head.last + 1, len(sheet.rows))
    said = [[plain(cell) for cell in sheet.column(column, below)] for column in names]
    if len(names) < 2 or len(starts) != len(names) or any(said.count(each) > 1 for each in said):
        return [sheet]
    ends = [*starts[1:], max(map(len, sheet.rows))]
    blocks = list(zip(starts, ends, strict=True))
    if any(not first <= name < end for name, (first, end) in zip(names, blocks, strict=True)):
        return [sheet]
    return [_cut(sheet, first, end) for first, end in blocks]


def _names_schools(head: ColumnHead, matcher: Matcher) -> bool:
    match = matcher.match(head)
    return bool(match and match.column and (match.column.table, match.column.fact) == ("schools", "name"))


def _cut(sheet: Sheet, first: int, end: int) -> Sheet:
    before: list[Cell] = [""] * first
    rows = [[*before, *cells[first:end]] if len(cells) > first else [] for cells in sheet.rows]
    return replace(sheet, rows=rows, merged=[each for each in sheet.merged if first <= each[1] and each[3] < end])
