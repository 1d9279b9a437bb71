"""Columns of who runs a school, whose it is and what kind it is: offices write each under the head of another, and the cells tell which it is."""

from __future__ import annotations

import re

import polars as pl

from junheng.facts.intake.heads.columns import table_column
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.source import SourceColumn
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.values.cells import choice, is_missing
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Severity

_FACTS = ("run_by", "ownership", "kind")
_MOST = 40  # different words; a column of more says something else
_NUMBERING = re.compile("[\\d甲乙丙丁戊己庚辛a-z]{1,3}")


def fact_by_cells(reading: Reading, column: SourceColumn, head: ColumnHead) -> SourceColumn:
    """The column as one of another of these facts, where some cells do not fit its own and all fit the other; that is told."""
    if column.fact not in _FACTS or not reading.source.compared:
        return column
    said = _words(reading, head)
    if not 0 < len(said) <= _MOST or _all_fit(reading, column.fact, said):
        return column
    fitting = [fact for fact in _FACTS if fact != column.fact and _all_fit(reading, fact, said)]
    other = next((each for each in reading.source.columns if len(fitting) == 1 and each.table == column.table and each.fact == fitting[0]), None)
    if other is None:
        return column
    reading.delivery.findings.append(column_by_cells(reading, head, other, sorted(said)[0]))
    return other


def _words(reading: Reading, head: ColumnHead) -> set[str]:
    cells = reading.sheet.cells(head.column, range(reading.head.last + 1, len(reading.sheet.rows)))
    different = cells.unique().to_list() if isinstance(cells, pl.Series) else set(cells)
    return {plain(cell) for cell in different if not is_missing(cell) and not _NUMBERING.fullmatch(plain(cell))}


def _all_fit(reading: Reading, fact: str, said: set[str]) -> bool:
    names = reading.source.allowed(fact)
    return all(choice(word, names, "").value is not None for word in said)


def column_by_cells(reading: Reading, head: ColumnHead, other: SourceColumn, first: str) -> Finding:
    own = table_column(reading.source, other)
    return Finding(
        Severity.INFO, "column-by-cells",
        Message(
            f"“{head.shown}”一列填的是“{first}”等，按“{own.header.zh}”读取；请把表头写成“{own.header.zh}”",
            f"the column {head.shown} says {first} and the like: it was read as {own.header.en}. Call it {own.header.zh}",
        ),
        *reading.sheet.at(reading.head.last, head.column), first, own.header.zh,
    )
