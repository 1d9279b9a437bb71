"""Lines between two forms that are of the one below: a title that nobody knows, the name of a school. Below a form without a signature they would be its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from junheng.facts.intake.forms.school_words import school_in
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import plain

_TITLE = re.compile(r"(?:情况|统计表|一览表|汇总表|报表|学生数|教职工数?)(?:表|\(续\)|续表)?$")
_MOST = 3  # lines that say of whom and of when the next form is


def reads_as_title(said: str) -> bool:
    return _TITLE.search(plain(said)) is not None


def begins_below(rows: Sequence[list[Cell]], first: int, end: int) -> int | None:
    """The first of them. first: the row below the head of the form above; end: that of the title, or the head, of the form below."""
    found = None
    filled = ((row, said) for row in range(end - 1, first, -1) if (said := [cell for cell in rows[row] if plain(cell)]))
    for at, (row, said) in enumerate(islice(filled, _MOST)):
        if any(map(is_number, said)) or not isinstance(said[0], str):
            break  # a row of the form: figures, or the code of the row
        if (at == 0 and len(said) == 1 and reads_as_title(str(said[0]))) or school_in(said[0]).name:
            found = row
    return found
