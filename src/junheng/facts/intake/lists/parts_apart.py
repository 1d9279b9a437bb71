"""A total of which the parts are printed beside it, and which they are not in most rows: a column was perhaps filled with another's figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.source import AddedUp, Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity

_FEWEST, _MOST = 4, 0.4  # rows that differ, and the share of them from which it is no slip of one school, which is told at its cell


def parts_apart(facts: Columns, source: Source, sheet: Sheet, head_row: int) -> Iterator[Finding]:
    """Told once, at the head of the total."""
    for added in source.added_up:
        for table, fact, stage in [key for key in facts if key[1] == added.fact and added.complete]:
            parts = {part: facts[table, part, stage] for part in added.parts if (table, part, stage) in facts}
            if len(parts) == len(added.parts):
                yield from _compared(added, facts[table, fact, stage], parts, sheet, head_row)


def _compared(added: AddedUp, total: tuple[pl.Series, str], parts: dict[str, tuple[pl.Series, str]], sheet: Sheet, head_row: int) -> Iterator[Finding]:
    own, letters = total
    values = [series for series, _ in parts.values()]
    together = reduce(add, values)
    fits = own == together
    if added.overlap is not None:  # some offices fill it with the sum of the others
        fits = fits | (own == reduce(add, [series for part, (series, _) in parts.items() if part != added.overlap]))
    known, off = own.is_not_null() & together.is_not_null(), int((~fits).sum())
    if off < _FEWEST or off < _MOST * int(known.sum()) or not letters.isalpha():
        return
    about, columns = SCHOOL_YEARS.column(added.fact).header, "+".join(letter for _, letter in parts.values())
    at = f"{letters}{head_row + 1}"
    yield Finding(
        Severity.WARNING, "parts-apart",
        Message(
            f"“{about.zh}”（{letters} 列）有 {off} 行不等于它的各项之和（{columns}）；可能有一列填了别的数（如两列互换），请核对这几列",
            f"`{about.en}` (column {letters}) is not the sum of its parts ({columns}) in {off} rows: has a column another's figures, or did two change places? Look at these columns",
        ),
        sheet.file, sheet.name, at, letters, columns, tuple((sheet.file, sheet.name, f"{letter}{head_row + 1}") for _, letter in parts.values()),
    )
