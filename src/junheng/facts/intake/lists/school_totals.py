"""Lines 小计, 合计 and 九年一贯制 in the column of the stages: each is of its own school, whose stages stand in the lines beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.lists.reading import Reading, column_of
from junheng.facts.intake.lists.totals import Summed
from junheng.facts.intake.values.cells import is_number, quantity
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, words
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import SchoolKind, Stage

_OF_SEVERAL = {kind.value for kind in SchoolKind if len(kind.stages) > 1}  # 九年一贯制 over 小学 and 初中
_ADDED_UP = ("pupils", "classes", "teachers", "boarders")  # of the whole school the sum of its stages (R01)
_LARGE = 100  # two stages with one figure that is smaller are nothing strange


def totals_of_schools(reading: Reading, assigned: list[Assigned], below: range) -> set[int]:
    """The lines of totals that say nothing new. One with a figure that is not in all lines of the stages (books), or that is not their sum, is that of the whole school, and says so from here on."""
    stage, name = column_of(assigned, "stage"), column_of(assigned, "name")
    if stage is None or name is None or not reading.source.compared or not reading.sheet.may_be_typed or type(reading.sheet.rows) is not list:
        return set()
    of_years = [each for each in assigned if each.source.table == "school_years" and each.source.fact != "stage"]
    figures, summed = [each.head.column for each in of_years], [each.head.column for each in of_years if each.source.fact in _ADDED_UP]
    shared = [each.head.column for each in of_years if each.stage == Stage.WHOLE]  # books and land are read as the whole school's in whatever line they stand
    found, rows = set[int](), [*reading.sheet.rows]
    for row, beside in _totals(reading, stage, name, below):
        reading.stages_of[row] = beside
        given = all(any(is_number(reading.sheet.cell(other, column)) for other in beside) for column in figures if is_number(reading.sheet.cell(row, column)))
        given = given and not any(_is_apart(reading.sheet, row, beside, column) for column in shared)
        if given and all(_is_sum(reading.sheet, row, beside, column) for column in summed):
            found.add(row)
        else:
            said: Cell = Stage.WHOLE.label.zh
            rows[row] = [*rows[row][:stage], said, *rows[row][stage + 1 :]]
    reading.sheet = replace(reading.sheet, rows=rows)
    return found


def _totals(reading: Reading, stage: int, name: int, below: range) -> Iterator[tuple[int, list[int]]]:
    """Each with the lines of its school's stages right above or below it: a total that stands alone is all that a school has."""
    stages, totals = reading.source.allowed("stage"), set(map(words, reading.source.total_rows))
    totals |= {words(word) for word, kind in reading.source.allowed("kind").items() if kind in _OF_SEVERAL} - {words(word) for word in stages}
    said = [plain(cell) for cell in reading.sheet.column(stage, below)]
    if not any(words(text) in totals for text in set(said)):
        return
    names = [plain(cell) for cell in reading.sheet.column(name, below)]
    for at, text in enumerate(said):
        if words(text) in totals and names[at] and (beside := [*_run(at, -1, names, said, stages)] or [*_run(at, 1, names, said, stages)]):
            yield below[at], [below[each] for each in beside]


def _run(at: int, step: int, names: list[str], said: list[str], stages: dict[str, str]) -> Iterator[int]:
    other = at + step
    while 0 <= other < len(names) and names[other] == names[at] and said[other] in stages:
        yield other
        other += step


def _is_apart(sheet: Sheet, row: int, beside: list[int], column: int) -> bool:
    """Whether a stage's line says another figure than the total."""
    total = plain(sheet.cell(row, column))
    return bool(total) and not {plain(sheet.cell(other, column)) for other in beside} <= {total, ""}


def _is_sum(sheet: Sheet, row: int, beside: list[int], column: int) -> bool:
    """A total that cannot be read, and one of which a part cannot, contradict nothing."""
    total, *parts = (quantity(sheet.cell(each, column), 1).value for each in (row, *beside))
    return total is None or None in parts or total == sum(part for part in parts if isinstance(part, int))


def whole_schools(reading: Reading) -> set[str]:
    """The names of schools of which a line says that it is of the whole school: it may well be the sum of the lines beside it."""
    names, stages = reading.column("schools", "name"), reading.column("school_years", "stage")
    if names is None or stages is None:
        return set()
    return set(names.filter((stages == Stage.WHOLE.value).fill_null(False)).drop_nulls())


def split_by_stages(reading: Reading) -> None:
    """Books of 5000 and 3000 in the lines of two stages under a total of 8000 are each stage's own, and the total is the whole school's. Where they do not make it, the store tells the figures, and none is used."""
    if not reading.stages_of:
        return
    places = {row: at for at, row in enumerate(reading.rows)}
    schools = [(places[row], [places[each] for each in beside if each in places]) for row, beside in reading.stages_of.items() if row in places]
    for key in [key for key in reading.facts if key[2] == Stage.WHOLE and (column := SCHOOL_YEARS.by_name.get(key[1])) and column.whole]:
        (values, letters), own_key, is_measure = reading.facts[key], (*key[:2], None), SCHOOL_YEARS.column(key[1]).scale > 1
        shared, own = values.to_list(), [None] * len(values)
        for total, stages in schools:
            parts = [shared[at] for at in stages]
            if not _make(shared[total], parts, len(parts) if is_measure else 0):
                continue
            added = sum(filter(None, parts))
            are_own = added < shared[total] if None in parts else added == shared[total] and shared[total] not in parts  # all of it in one line beside 0 is shared; what only rounding makes is the total's alone
            for at in stages:
                own[at], shared[at] = shared[at] if are_own else None, None
        if shared != values.to_list() and own_key not in reading.facts:
            reading.facts[key] = pl.Series(shared, dtype=values.dtype), letters
            if any(each is not None for each in own):
                reading.facts[own_key] = pl.Series(own, dtype=values.dtype), letters


def _make(total: int | None, parts: Sequence[int | None], slack: int) -> bool:
    """Whether the stages' figures are parts of the total. slack: steps, of a measure that may be rounded. One large figure in all lines is perhaps the whole school's, counted several times in the total."""
    given = [part for part in parts if part is not None]
    if total is None or not given or set(given) == {total} or (len(given) > 1 and len(set(given)) == 1 and given[0] >= _LARGE):
        return False
    return abs(sum(given) - total) <= slack or (len(given) < len(parts) and sum(given) < total)


def counted_once(reading: Reading, summed: list[Summed]) -> list[Summed]:
    """The columns as the totals of a list count them: of a school with a line of its own total either that line, or those of its stages."""
    if not reading.stages_of:
        return summed
    places = {row: at for at, row in enumerate(reading.rows)}
    return [replace(each, values=_once(each, reading.stages_of, places)) for each in summed]


def _once(each: Summed, stages_of: dict[int, list[int]], places: dict[int, int]) -> pl.Series:
    values = each.values.to_list()
    for row, beside in stages_of.items():
        stages = [places[other] for other in beside if other in places]
        total, given = places.get(row), {values[at] for at in stages}
        if total is not None and values[total] is not None and (each.scope[1] == Stage.WHOLE or None in given):
            unused = stages
        elif total is not None:
            unused = [total]
        else:  # the figure of the whole school, in the line of each stage
            unused = stages[1:] if each.scope[1] == Stage.WHOLE and len(given) == 1 else []
        for at in unused:
            values[at] = 0
    return pl.Series(values, dtype=each.values.dtype)
