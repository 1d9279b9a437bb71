"""A cell merged over several rows of a list says the same of each: the township over its schools, the school over its stages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.values.sheet import Cell, Sheet, cell_in
from junheng.facts.intake.values.text import is_filled, plain


def merged_down(sheet: Sheet, head: Head, columns: Collection[int]) -> Sheet:
    """With the words of merged cells in every row they cover, in columns that say what school it is. Figures are never spread."""
    heads = {plain(cell) for cells in sheet.rows[head.first : head.last + 1] for cell in cells}
    rows: list[list[Cell]] | None = None
    for first, column, last, last_column in sheet.merged:
        said = sheet.cell(first, column)
        if first <= head.last or first == last or column != last_column or column not in columns or plain(said) in heads | {""}:
            continue
        rows = rows or [*sheet.rows]
        for row in range(first + 1, min(last, len(rows) - 1) + 1):
            cells = rows[row]
            if is_filled(cells) and not plain(cell_in(cells, column)):
                rows[row] = [*cells[:column], *[""] * (column - len(cells)), said, *cells[column + 1 :]]
    return replace(sheet, rows=rows) if rows else sheet
