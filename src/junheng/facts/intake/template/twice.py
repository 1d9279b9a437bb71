"""A line of the template that was entered twice, the same in every cell: what differs is told by what it says (fact-twice)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from junheng.facts.delivery import Value
from junheng.facts.intake.schools.twice import twice
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS, Table
from junheng.terms import Finding


def entered_twice(sheet: Sheet, table: Table, rows: Sequence[int], columns: Mapping[str, Sequence[Value]], letters: Mapping[str, str]) -> Iterator[Finding]:
    """rows: those that are read, with their columns. Told as of a list (`school-twice`)."""
    if table not in (SCHOOLS, SCHOOL_YEARS) or not rows:
        return
    keys = list(zip(*(columns[name] for name in table.key), strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[Value, ...], int] = {}
    for index, key in enumerate(keys):
        before = first.setdefault(key, index)
        if before != index and all(values[before] == values[index] for values in columns.values()):
            yield twice(sheet, letters["school"], rows[before], rows[index], str(key[0]))
