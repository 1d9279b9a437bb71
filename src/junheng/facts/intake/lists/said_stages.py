"""The column 学段: some offices write the kind of school there (九年一贯制)."""

from __future__ import annotations

import polars as pl

from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.source import SourceColumn
from junheng.facts.intake.lists.by_cells import column_by_cells
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.schools.parts_elsewhere import part_of
from junheng.facts.intake.values.text import plain, words


def stage_by_cells(reading: Reading, column: SourceColumn, head: ColumnHead, name: int | None, has_kind: bool) -> SourceColumn | None:
    """The column as that of the stages; as that of the kinds where each school has one line and all cells are kinds; else None.

    name: the place of the names. has_kind: the list has a column of the kinds, too. A list with several lines for a school says stages, and a kind among them is a slip.
    """
    below = range(reading.head.last + 1, len(reading.sheet.rows))
    cells = reading.sheet.cells(head.column, below)
    stages, kinds = reading.source.allowed(column.fact), reading.source.allowed("kind")
    different = set(map(plain, cells.unique() if isinstance(cells, pl.Series) else cells))
    if not any(word in kinds and word not in stages for word in different):
        return column
    totals = set(map(words, reading.source.total_rows))
    said = [text for text in map(plain, cells) if text and words(text) not in totals]
    names = [text for text in map(plain, reading.sheet.cells(name, below)) if text] if name is not None else []
    has_several = 0 < len(set(names)) < len(said)
    if sum(text in stages for text in said) * 2 > len(said) and has_several:
        return column
    kind = next((each for each in reading.source.columns if each.table == "schools" and each.fact == "kind"), None)
    if kind is None or has_kind or has_several or any(map(part_of, names)) or not all(text in kinds for text in said):
        return None
    reading.delivery.findings.append(column_by_cells(reading, head, kind, next(text for text in said if text not in stages)))
    return kind
