"""Figures of a form that have slipped: beside a note, right of its last column, in a row that does not balance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from junheng.facts.intake.forms.form_matcher import FormMatcher
from junheng.facts.intake.forms.form_tables import FormGrid, FormTable, figures_in, notes_below
from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.cells import Reading
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import shown
from junheng.terms import Finding, Message, Severity

_ROUNDED = 500  # of 1/10 000: three figures rounded to two digits
Columns = tuple[int, int, int]  # of the year before, of what came to it, of what went


def report_slipped(sheet: Sheet, table: FormTable) -> Iterator[Finding]:
    """What stands beside the notes below a form, and right of its last column."""
    grid = table.grid
    for row in notes_below(sheet, grid):
        cells = sheet.rows[row]
        for column in figures_in(cells, grid.columns)[:1] if cells.count("") < len(cells) - 1 else ():  # nearly always nothing
            yield _beside_note(sheet, table, row, column)
    width = grid.width
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


def not_balanced(sheet: Sheet, row: int, column: int, change: Columns, figures: tuple[int, int, int], scale: int) -> Finding:
    before, more, less = (f"{each / scale:.10g}" for each in figures)
    label, found, allowed = shown(sheet.rows[row][0]), shown(sheet.rows[row][column]), f"{(figures[0] + figures[1] - figures[2]) / scale:.10g}"
    return Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"“{label}”本学年填的是“{found}”，而上学年 {before}，增加 {more}，减少 {less}，应为 {allowed}；请看这一行或这一列的数是否错位",
            f"`{label}` is {found!r} this year, but {before} the year before, {more} more and {less} less make {allowed}: see whether the row or the column has slipped",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found, f"= {allowed}", tuple((sheet.file, sheet.name, sheet.place(row, other)) for other in change),
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
