"""Several lists under each other on one sheet, each with a head of its own: primary schools, below them junior schools."""

from __future__ import annotations

from dataclasses import replace

from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.head import ColumnHead, Head, find_head
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.heads.rows import is_note_or_total
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import head_part, plain

_HEAD_TEXT = 16  # characters of a head that names the school; names of schools without a digit are looked at too
_SUMMARY = 2  # figures that a line names which is the head of a table
_TITLE_CELLS = 3  # a line of more says no title: 填报单位, 年月, 计量单位


def lists_of(sheet: Sheet, head: Head, matcher: Matcher, source: Source) -> list[Sheet]:
    """The sheet, cut where another list begins. Each keeps its rows' places, with nothing above it.

    A head that is printed again on every page begins no list: another one has other heads, or a title that names another stage, year or area.
    """
    if not sheet.may_be_typed:
        return [sheet]
    lines = {_line(cells) for cells in sheet.rows[head.first : head.last + 1]}
    starts, last = [0], head.last
    said = _said(sheet, range(head.first), source)
    for row in _heads_below(sheet, head, matcher):
        if row <= last:
            continue  # a lower line of a head
        first = _title_above(sheet, row)
        now = _said(sheet, range(first, row), source)
        other = any(new and new != old for new, old in zip(now, said, strict=True))
        if other or _line(sheet.rows[row]) not in lines:
            starts.append(first)
            said = tuple(new or old for new, old in zip(now, said, strict=True))
            own = find_head(_cut(sheet, first, len(sheet.rows)), matcher.is_anchor)
            last = own.last if own else row
            lines = {_line(cells) for cells in sheet.rows[own.first if own else row : last + 1]}
    return [_cut(sheet, first, end) for first, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True)] if len(starts) > 1 else [sheet]


def _line(cells: list[Cell]) -> tuple[str, ...]:
    texts = [plain(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _heads_below(sheet: Sheet, head: Head, matcher: Matcher) -> list[int]:
    """The first rows of heads below the first one: a cell that names the school's column, or two that name figures, and no figures."""
    found: list[int] = []
    for row in range(head.last + 1, len(sheet.rows)):
        if any(map(is_number, sheet.rows[row])):
            continue
        texts = [cell for cell in sheet.rows[row] if isinstance(cell, str) and plain(cell)]
        if len(texts) < _TITLE_CELLS:
            continue
        near = {head_part(cell)[0] for cell in texts if len(cell) <= _HEAD_TEXT}
        if (any(map(matcher.is_anchor, near)) or _names_figures(near, matcher)) and not any(plain(cell).endswith(":") for cell in texts):
            found.append(row)
    return found


def _names_figures(texts: set[str], matcher: Matcher) -> bool:
    """Whether a line heads a table without schools, a summary by township: 学校数, 班数, 在校生数."""
    found = [matcher.match(ColumnHead(0, (text,), "", text)) for text in texts if text]
    return len({each.column.fact for each in found if each and each.column and each.column.table == "school_years"}) >= _SUMMARY


def _title_above(sheet: Sheet, row: int) -> int:
    """The first of the lines right above a head that are neither schools nor totals nor notes."""
    while row > 0 and _may_be_title(sheet.rows[row - 1]):
        row -= 1
    return row


def _may_be_title(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if plain(cell)]
    return len(filled) <= _TITLE_CELLS and not any(is_number(cell) or is_note_or_total(cell) for cell in filled)


def _said(sheet: Sheet, rows: range, source: Source) -> tuple[object, ...]:
    texts = [str(cell) for row in rows for cell in sheet.rows[row] if plain(cell)]
    return title.stage(texts, source.stages), title.school_year(texts), title.area(texts)


def _cut(sheet: Sheet, first: int, end: int) -> Sheet:
    above: list[list[Cell]] = [[]] * first
    return replace(sheet, rows=[*above, *sheet.rows[first:end]], merged=[each for each in sheet.merged if first <= each[0] < end])
