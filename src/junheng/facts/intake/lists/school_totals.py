"""Lines 小计, 合计 and 九年一贯制 in the column of the stages: each is of its own school, whose stages stand in the lines beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.lists.reading import Reading, column_of
from junheng.facts.intake.values.cells import is_number, quantity
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, words
from junheng.terms import SchoolKind, Stage

_OF_SEVERAL = {kind.value for kind in SchoolKind if len(kind.stages) > 1}  # 九年一贯制 over 小学 and 初中
_ADDED_UP = ("pupils", "classes", "teachers", "boarders")  # of the whole school the sum of its stages (R01)


def totals_of_schools(reading: Reading, assigned: list[Assigned], below: range) -> set[int]:
    """The lines of totals; one with a figure that the lines of the stages leave blank (books), or that is not their sum, is that of the whole school, and says so from here on."""
    stage, name = column_of(assigned, "stage"), column_of(assigned, "name")
    if stage is None or name is None or not reading.source.compared or not reading.sheet.may_be_typed or type(reading.sheet.rows) is not list:
        return set()
    of_years = [each for each in assigned if each.source.table == "school_years" and each.source.fact != "stage"]
    figures, summed = [each.head.column for each in of_years], [each.head.column for each in of_years if each.source.fact in _ADDED_UP]
    found, rows = set[int](), [*reading.sheet.rows]
    for row, beside in _totals(reading, stage, name, below):
        given = all(any(is_number(reading.sheet.cell(other, column)) for other in beside) for column in figures if is_number(reading.sheet.cell(row, column)))
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
