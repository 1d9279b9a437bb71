"""A note amid the rows of a form (注：以下为分项): below it the numbers of the rows go on, and so does the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from junheng.facts.intake.heads.labels_first import ROW_NUMBERS
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, words

_MOST = 3  # notes right below each other


def without_notes_within(sheet: Sheet, forms: Iterable[tuple[int, int]], is_note: Callable[[list[Cell]], bool]) -> Sheet:
    """The sheet with such notes left blank, so that every cell keeps its address. forms: of each the row of its head and the one by which it has ended."""
    notes = [note for head, end in forms if end + 1 < len(sheet.rows) for note in _within(sheet.rows, head, end, is_note)]
    if not notes:
        return sheet
    rows = list(sheet.rows)
    for note in notes:
        rows[note] = []
    return without_notes_within(replace(sheet, rows=rows), [(head, _next_note(rows, end, is_note)) for head, end in forms if end in notes], is_note)


def _within(rows: list[list[Cell]], head: int, end: int, is_note: Callable[[list[Cell]], bool]) -> range:
    """The notes from a row on, where the row below them is the next of the form."""
    below = next((row for row in range(end + 1, min(end + 1 + _MOST, len(rows))) if not is_note(rows[row])), end) if is_note(rows[end]) else end
    if below == end or len(rows[below]) < 2 or rows[below][0] == "":
        return range(0)
    column = next((at for at, cell in enumerate(rows[head]) if words(cell) in ROW_NUMBERS), None)
    numbers = [_number(rows[row], column) for row in (end - 1, below)] if column else [None, None]
    return range(end, below) if numbers[0] is not None and numbers[1] == numbers[0] + 1 else range(0)


def _next_note(rows: list[list[Cell]], after: int, is_note: Callable[[list[Cell]], bool]) -> int:
    return next((row for row in range(after + 1, len(rows)) if is_note(rows[row])), len(rows))


def _number(cells: list[Cell], column: int) -> int | None:
    said = plain(cells[column]) if column < len(cells) else ""
    return int(said) if said.isdigit() and said.isascii() else None
