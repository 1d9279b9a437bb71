"""Figures of a form that have slipped: beside a note, right of its last column, in a row whose own sum is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from junheng.facts.intake.cells import Reading, is_number
from junheng.facts.intake.forms import FormGrid, FormMatcher, FormTable, figures_in, notes_below
from junheng.facts.intake.sheet import Cell, Sheet
from junheng.facts.intake.source import Form
from junheng.facts.intake.text import plain, shown
from junheng.terms import Finding, Message, Severity

_ROUNDED = 500  # of 1/10 000: three figures rounded to two digits
_OF_WHICH = re.compile("[#女]|其中|少数民族|在编")
_WHOLE = ("计", "小计", "合计")  # of a group, whose other columns are its parts
_FEWEST_COLUMNS = 3  # of facts: such a row gives every part
Columns = tuple[int, int, int]  # of the year before, of what came to it, of what went


def report_slipped(sheet: Sheet, table: FormTable) -> Iterator[Finding]:
    """What stands beside the notes below a form, and right of its last column."""
    grid = table.grid
    for row in notes_below(sheet, grid):
        beside = any(cell != "" for cell in sheet.rows[row][1:])  # nearly always nothing
        for column in figures_in(sheet.rows[row], grid.columns)[:1] if beside else ():
            yield _beside_note(sheet, table, row, column)
    width = max((each.column for each in grid.columns), default=0) + 1
    if len(sheet.rows[grid.head_row]) > width:
        for row, _ in grid.rows:
            for column in [at for at, cell in enumerate(sheet.rows[row][width:], start=width) if cell != ""][:1]:
                yield _beyond(sheet, table, row, column)


def columns_of_change(form: Form, grid: FormGrid, matcher: FormMatcher) -> Columns | None:
    """None where the form tells no change, or one of the columns is not there."""
    if form.change is None:
        return None
    found = [matcher.column_under((head,), grid.columns) for head in (form.change.before, form.change.more, form.change.less)]
    before, more, less = (each and each[0] for each in found)
    return None if before is None or more is None or less is None else (before, more, less)


def unbalanced(cells: list[Cell], columns: Columns, now: object, read: Callable[[Cell], Reading]) -> tuple[int, int, int] | None:
    """The figures of a row of which this year's is not what the others make; what is blank has not changed."""
    before, more, less = (read(cells[at]).value if at < len(cells) else None for at in columns)
    if not isinstance(before, int) or not isinstance(now, int):
        return None
    changed = [each if isinstance(each, int) else 0 for each in (more, less)]
    return (before, changed[0], changed[1]) if abs(before + changed[0] - changed[1] - now) > _ROUNDED else None


def not_balanced(sheet: Sheet, row: int, column: int, figures: tuple[int, int, int], scale: int) -> Finding:
    before, more, less = (f"{each / scale:.10g}" for each in figures)
    label, found, allowed = shown(sheet.rows[row][0]), shown(sheet.rows[row][column]), f"{(figures[0] + figures[1] - figures[2]) / scale:.10g}"
    return Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"“{label}”本学年填的是“{found}”，而上学年 {before}，增加 {more}，减少 {less}，应为 {allowed}；请看这一行或这一列的数是否错位",
            f"`{label}` is {found!r} this year, but {before} the year before, {more} more and {less} less make {allowed}: see whether the row or the column has slipped",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found, f"= {allowed}",
    )


@dataclass(frozen=True)
class Parts:
    """A column of a form and those it is the sum of; rows: those that give every part."""

    total: int
    parts: tuple[int, ...]
    rows: tuple[int, ...]


def parts_of(form: Form, grid: FormGrid, matcher: FormMatcher, facts: Mapping[int, int]) -> Parts | None:
    """facts: how many facts each row gives. None where the form has no column of totals."""
    total = matcher.column_under((form.total,), grid.columns) if form.total else None
    if total is None:
        return None
    named = [each for each in grid.columns if each.column > total[0] and not any(_OF_WHICH.search(part) for part in each.parts)]
    summed = {each.parts[0] for each in named if len(each.parts) > 1 and each.parts[-1] in _WHOLE}
    parts = [each.column for each in named if each.parts[0] not in summed or each.parts[-1] in _WHOLE]
    return Parts(total[0], tuple(parts), tuple(row for row, count in facts.items() if count >= _FEWEST_COLUMNS))


def not_added_up(sheet: Sheet, table: FormTable, parts: Parts) -> Iterator[Finding]:
    """Rows whose total is not the sum of their parts, where it is in another row: else the columns are not as they seem."""
    sums = [(row, *_sums(sheet.rows[row], parts)) for row in parts.rows]
    wrong = [each for each in sums if each[1] != each[2]]
    if wrong and any(total == added > 0 for total, added in (_sums(sheet.rows[row], parts) for row, _ in table.grid.rows)):
        yield from (_sum_disagrees(sheet, table, row, parts.total, total, added) for row, total, added in wrong)


def _sums(cells: list[Cell], parts: Parts) -> tuple[float, float]:
    """What a row gives as its total, and the sum of its parts."""
    return _count(cells, parts.total), sum(_count(cells, part) for part in parts.parts)


def _count(cells: list[Cell], column: int) -> float:
    text = plain(cells[column]).replace(",", "") if column < len(cells) else ""
    return float(text) if is_number(text) else 0


def _sum_disagrees(sheet: Sheet, table: FormTable, row: int, column: int, total: float, added: float) -> Finding:
    label = shown(sheet.rows[row][0])
    return Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"《{table.title}》“{label}”合计 {total:g}，这一行各项之和为 {added:g}；请看这一行的数是否错位",
            f"{table.title}: the total of `{label}` is {total:g}, its parts add up to {added:g}: see whether the row has slipped",
        ),
        sheet.file, sheet.name, sheet.place(row, column), f"{total:g}", f"= {added:g}",
    )


def _beside_note(sheet: Sheet, table: FormTable, row: int, column: int) -> Finding:
    found = shown(sheet.rows[row][column])
    return Finding(
        Severity.WARNING, "row-slipped",
        Message(
            f"《{table.title}》表下的说明行旁填有数（{found}），未采用；请看这一列的数是否下移了",
            f"a figure ({found}) stands beside a note below {table.title} and was not used: see whether the column has slipped down",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found,
    )


def _beyond(sheet: Sheet, table: FormTable, row: int, column: int) -> Finding:
    found = shown(sheet.rows[row][column])
    return Finding(
        Severity.WARNING, "row-slipped",
        Message(
            f"《{table.title}》最后一列之外还填有“{found}”，未采用；请看这一行的数是否右移了",
            f"{found!r} stands right of the last column of {table.title} and was not used: see whether the row has slipped to the right",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found,
    )
