"""A last line that no word calls a total and whose figures are those of all schools above it, together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.columns import Assigned, table_column
from junheng.facts.intake.heads.rows import SCHOOLS_NAME
from junheng.facts.intake.lists.reading import Reading, column_of
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import plain
from junheng.facts.tables import Type

_FEWEST, _MOSTLY = 3, 0.75  # schools; of their names, that share a word
_NEAR = 1e-6
_WORD = re.compile(r"[^\W\d_]{3,}")
_SCHOOL = "小学"  # stands for all that Chinese names of schools end with


def last_total(reading: Reading, assigned: Sequence[Assigned]) -> int | None:
    """Its row. It has no code where the schools do, or no word of the schools' names; by chance one school is the sum of three others too."""
    rows = reading.rows
    name, code, kind = (column_of([*assigned], fact) for fact in ("name", "school", "kind"))
    if name is None or reading.source.add_rows or not _FEWEST < len(rows) <= LONGEST_BY_HAND:
        return None
    last, others = rows[-1], rows[:-1]
    said = plain(reading.sheet.cell(last, name))
    if not said or SCHOOLS_NAME.fullmatch(said) or (code is not None and any(map(str.isdigit, plain(reading.sheet.cell(last, code))))):
        return None
    if kind is not None and plain(reading.sheet.cell(last, kind)):
        return None
    lacks_code = code is not None and all(map(plain, reading.sheet.column(code, others)))
    if not lacks_code and not _is_unlike(reading.sheet.cell(last, name), reading.sheet.column(name, others)):
        return None
    figures = [each.head.column for each in assigned if each.source.table == "school_years" and table_column(reading.source, each.source).type == Type.QUANTITY]
    told = list(_comparisons(reading, figures, last, others))
    return last if told and all(told) else None


def _comparisons(reading: Reading, columns: Sequence[int], last: int, others: Sequence[int]) -> Iterator[bool]:
    """For each column in which the line has a figure: whether it is the sum of the others."""
    for column in dict.fromkeys(columns):
        total = figure(reading.sheet.cell(last, column))
        parts = [figure(cell) for cell in reading.sheet.column(column, others)]
        given = [part for part in parts if part is not None]
        if total:
            yield len(given) >= _FEWEST and abs(sum(given) - total) <= _NEAR * total


def _is_unlike(name: Cell, others: Sequence[Cell]) -> bool:
    """Whether it lacks a word that most of the others share: Primary, SD, 小学."""
    count = Counter(word for each in others for word in _words(each))
    common = {word for word, times in count.items() if times >= _MOSTLY * len(others)}
    return bool(common) and not common & _words(name)


def _words(name: Cell) -> set[str]:
    found = set(_WORD.findall(str(name).lower()))
    return found | {_SCHOOL} if SCHOOLS_NAME.fullmatch(plain(name)) else found
