"""The head of a sheet: where it is, and the words over each column from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import head_part, plain, unit_alone, words

DEEPEST = 6  # head rows; four are the most seen, so more is already a doubt
_UNIT, _LOOKED_AT = "单位", 5
SEARCHED = 40  # rows from the top in which a head is looked for
# what only a title line says, e.g. 填报单位：… or 2023学年
_SAID = re.compile(r"(?<!其中)(?<!分):|(?:19|20)\d{2}|[二一][〇○零Oo0九][〇○零Oo0一二三四五六七八九]{2}")


class ColumnHead(NamedTuple):
    column: int
    parts: tuple[str, ...]  # words from the top group to the leaf
    unit: str  # the unit named nearest to the leaf, '' where none
    shown: str  # as a person reads it


@dataclass(frozen=True)
class Head:
    first: int  # row of its first line, from 0
    last: int
    columns: tuple[ColumnHead, ...]


def find_head(sheet: Sheet, is_anchor: Callable[[str], bool]) -> Head | None:
    """The block of rows round the first cell that names the anchor column (the school's name or code)."""
    merged = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in sheet.merged}
    start = next((row for row, cells in enumerate(sheet.rows) if cells), 0)  # a list below another one has no rows above it
    for row, cells in enumerate(sheet.rows[start : start + SEARCHED], start):
        filled = [column for column, cell in enumerate(cells) if plain(cell)]
        if len(filled) < 2:
            continue
        for column in filled:
            labels = plain(cells[column]).endswith(":")  # 单位名称： before its answer
            if not labels and not _is_of_units(sheet, row, column) and is_anchor(head_part(cells[column])[0]):
                first = _first_row(sheet, row)
                last = max(merged.get((row, column), (row, 0))[0], last_row(sheet, row, column))
                return Head(first, last, columns_between(sheet, first, last))
    return None


def _is_of_units(sheet: Sheet, row: int, column: int) -> bool:
    """单位 over units (人, 平方米), or beside one, names no school."""
    if plain(sheet.rows[row][column]) != _UNIT:
        return False
    beside = sheet.rows[row][column + 1] if column + 1 < len(sheet.rows[row]) else ""
    below = [str(_at(cells, column)) for cells in sheet.rows[row + 1 : row + 1 + _LOOKED_AT]]
    return bool(unit_alone(str(beside))) or any(map(unit_alone, filter(None, below)))


def _first_row(sheet: Sheet, anchor_row: int) -> int:
    """Group heads may stand above the anchor's row; a title has few cells, or says a year or `单位：`."""
    row = anchor_row
    while row > 0 and _is_group_line(sheet.rows[row - 1]):
        row -= 1
    return row


def _is_group_line(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if plain(cell)]
    said = any(is_number(cell) or _SAID.search(plain(cell)) for cell in filled)
    return len({plain(cell) for cell in filled}) >= 3 and not said


def last_row(sheet: Sheet, anchor_row: int, anchor_column: int) -> int:
    """Lines below belong to the head while the anchor column is empty there and nothing is a number; a word alone before it (石鼓镇) stands over the schools."""
    row = anchor_row
    while row + 1 < len(sheet.rows) and row - anchor_row < DEEPEST:
        below = sheet.rows[row + 1]
        filled = [cell for cell in below if plain(cell)]
        is_over_schools = len(filled) == 1 and not any(map(plain, below[anchor_column:]))
        if not filled or plain(_at(below, anchor_column)) or any(is_number(cell) for cell in filled) or is_over_schools:
            break
        row += 1
    return row


def _at(cells: list[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""


_Range = tuple[int, int, int, int]


def columns_between(sheet: Sheet, first: int, last: int) -> tuple[ColumnHead, ...]:
    lines = tuple(tuple(cells) for cells in sheet.rows[first : last + 1])
    merged = tuple((r1 - first, c1, r2 - first, c2) for r1, c1, r2, c2 in sheet.merged if first <= r1 <= last)
    if all(type(cell) is str for cells in lines for cell in cells):
        return _columns_again(lines, merged)
    return _columns(lines, merged)


def _columns(lines: tuple[tuple[Cell, ...], ...], merged: tuple[_Range, ...]) -> tuple[ColumnHead, ...]:
    width = max(map(len, lines))
    grid = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    spread = _spread_merged(grid, merged)
    _spread_groups(grid, spread)
    found = []
    for column in range(width):
        texts = [grid[row][column] for row in range(len(grid)) if plain(grid[row][column])]
        texts = [text for index, text in enumerate(texts) if index == 0 or plain(text) != plain(texts[index - 1])]
        if texts:
            alone = unit_alone(str(texts[-1])) if len(texts) > 1 else ""  # 教室 > 平方米 is no number of rooms
            parts, units = zip(*(head_part(text) for text in (texts[:-1] if alone else texts)), strict=True)
            unit = alone or next((unit for unit in reversed(units) if unit), "")
            found.append(ColumnHead(column, tuple(parts), unit, " > ".join(str(text).strip() for text in texts)))
    return tuple(found)


# the heads of a form are the same in every workbook; 1, 1.0 and true would be one key, so only texts are remembered
_columns_again = lru_cache(maxsize=1 << 10)(_columns)


def _spread_merged(grid: list[list[Cell]], merged: tuple[_Range, ...]) -> set[tuple[int, int]]:
    """Fill merged ranges with their text; the cells filled so are returned."""
    covered: set[tuple[int, int]] = set()
    for r1, c1, r2, c2 in merged:
        for row in range(r1, min(r2, len(grid) - 1) + 1):
            for column in range(c1, min(c2, len(grid[0]) - 1) + 1):
                grid[row][column] = grid[r1][c1]
                covered.add((row, column))
    return covered


def _spread_groups(grid: list[list[Cell]], covered: set[tuple[int, int]]) -> None:
    """Where a group's cells are not merged: its text holds to the right while something stands below it."""
    for row in range(len(grid) - 1):
        for column in range(1, len(grid[0])):
            if plain(grid[row][column]) or (row, column) in covered:
                continue
            below = any(plain(grid[lower][column]) for lower in range(row + 1, len(grid)))
            same_group = all(words(grid[upper][column]) == words(grid[upper][column - 1]) for upper in range(row))
            if below and same_group:
                grid[row][column] = grid[row][column - 1]
