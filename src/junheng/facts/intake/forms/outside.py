"""Figures that stand in no form: a table that nobody knows, on a sheet of its own, or above or below a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from junheng.facts.intake.forms.form_tables import FormGrid, is_note
from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown

_FEWEST = 2  # lines with figures: one may be a code, or a date
MOST_ABOVE, MOST_BELOW = 8, 3  # rows over a head and below a form that hold no table: title, school, year; notes and signatures


_Line = tuple[int, list[Cell]]


class Outside(NamedTuple):
    row: int  # from which on it stands there
    name: str
    lines: int  # that hold anything, to the last with figures


def outside(sheet: Sheet, grid: FormGrid | None, form_of: Callable[[Cell], Form | None]) -> Outside | None:
    """The first of them. grid: of the form beside which it stands. On a cover there are no figures, and beside the numbers of a list of forms stand their titles."""
    rows = _around(sheet, grid)
    held = [(row, cells) for row in rows if (cells := [cell for cell in sheet.rows[row] if plain(cell)]) and not is_note(sheet.rows[row])]
    filled = list(_without_unneeded(held, form_of))
    figures = [row for row, cells in filled if len(cells) > 1 and any(map(is_number, cells)) and not all(map(is_number, cells)) and not any(form_of(cell) for cell in cells)]
    if len(figures) < _FEWEST:
        return None
    row, cells = next(((row, cells) for row, cells in filled if row < figures[0] and len(cells) == 1 and not is_number(cells[0])), filled[0])
    return Outside(row, shown(cells[0]), sum(row <= each <= figures[-1] for each, _ in filled))


def _without_unneeded(filled: Iterable[_Line], form_of: Callable[[Cell], Form | None]) -> Iterator[_Line]:
    """Without the rows right below the title of a form of which nothing is needed, up to a blank one, a note or another title."""
    is_unneeded, before = False, -1
    for row, cells in filled:
        if len(cells) == 1 and not is_number(cells[0]):
            form = form_of(cells[0])
            is_unneeded = form is not None and not form.facts
        is_unneeded, before = is_unneeded and (row == before + 1 or len(cells) == 1), row
        if not is_unneeded:
            yield row, cells


def _around(sheet: Sheet, grid: FormGrid | None) -> Iterable[int]:
    """The rows above a form and below it, where there are more than belong to it."""
    if grid is None:
        return range(len(sheet.rows))
    above = range(grid.head_row if grid.head_row > MOST_ABOVE and not sheet.top else 0)  # what stands between two forms is below the first
    below = range(grid.end, len(sheet.rows) if len(sheet.rows) - grid.end > MOST_BELOW else grid.end)
    return (*above, *below)
