"""Which rows of a sheet of our own workbook are data: under the head, not marked as a note or the example, no totals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.merged_down import merged_down
from junheng.facts.intake.heads.rows import is_note_or_total
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import brief, head_part, plain, shown
from junheng.facts.tables import Table, Type
from junheng.terms import Finding, Message, Severity

MARKS = {"说明", "示例", "note", "example"}
_HIGHEST = 10  # rows above the head that a hand may have put there
_FEWEST_HEADS = 2
_EXAMPLES: dict[str, Any] = {
    "school": "2199000001", "name": "示例县示例小学", "area": "示例县", "year": 2023, "kind": "小学", "counted": "是",
    "ownership": "公办", "run_by": "县级", "location": "镇区", "township": "示例镇", "working": "是", "stage": "小学",
    "pupils": 270, "classes": 6, "classes_standard": 6, "teachers": 16, "teachers_bachelor": 12, "teachers_college": 4,
    "teachers_master": 0, "teachers_doctor": 0, "backbone_teachers": 3, "teachers_pe": 2, "teachers_arts": 2,
    "teaching_area": 1620.5, "indoor_sports_area": 0, "sports_ground_area": 3200, "equipment_value": 560000,
    "multimedia_rooms": 7, "books": 8100, "teaching_computers": 30, "item": "s1_satisfaction", "value": 90,
    "place": "C001", "staff": "T0001", "group": "家长", "amount": 1000000, "sent": 100, "valid": 96, "satisfied": 90,
    "minutes": 15, "kilometres": 1.2, "latitude": 41.8, "longitude": 81.9, "datum": "WGS-84",
}
_EXAMPLES_OF: dict[str, dict[str, Any]] = {
    "places": {"name": "示例村", "township": "示例镇"},
    "funds": {"item": "公用经费拨款"},
    "county_years": {"stage": "", "met": "", "evidence": "示例教〔2024〕1号"},
}


def example_of(table: str) -> dict[str, Any]:
    """What stands in the example row of a sheet."""
    return {**_EXAMPLES, **_EXAMPLES_OF.get(table, {})}


@dataclass
class Rows:
    """data: the places of the rows that are read; aside: findings of those that are not, one each."""

    data: list[int] = field(default_factory=list)
    aside: list[Finding] = field(default_factory=list)


def head_row(sheet: Sheet, heads: Collection[str]) -> int:
    """The row of the template's heads: the first, unless a hand has put a title above it."""
    for row, cells in enumerate(sheet.rows[:_HIGHEST]):
        if len({head_part(cell)[0] for cell in cells if plain(cell)} & set(heads)) >= _FEWEST_HEADS:
            return row
    return 0


def keys_merged_down(sheet: Sheet, top: int, table: Table, places: dict[str, int]) -> Sheet:
    """A code, a year or an area merged over several rows holds for each of them; figures are never spread."""
    keys = {index for name, index in places.items() if table.column(name).type != Type.QUANTITY}
    return merged_down(sheet, Head(top, top, ()), keys) if sheet.merged else sheet


def rows_of(sheet: Sheet, top: int, table: Table, places: dict[str, int], marked: int | None) -> Rows:
    found = Rows()
    example = {places[name]: plain(value) for name, value in example_of(table.name).items() if name in places}
    meanings = {places[column.name]: plain(column.meaning.zh) for column in table.columns if column.name in places}
    naming = [places[name] for name in ("school", "name") if name in places] if table.columns[0].name == "school" else []
    for row, cells in enumerate(sheet.rows):
        if row > top and _is_plain_data(cells, example, meanings, marked, naming):
            found.data.append(row)
            continue
        filled = {index: plain(cell) for index, cell in enumerate(cells) if plain(cell)}
        mark = filled.pop(marked, "") if marked is not None and row > top else ""
        if row == top or not filled:
            continue
        if row < top:
            found.aside.append(_aside(sheet, row, "row-note", _ABOVE))
        elif mark in MARKS:
            found.aside += [_aside(sheet, row, "row-example", _MARKED, Severity.WARNING)] if _names_another(filled, example, table, places) else []
        elif all(text.startswith(meanings.get(index, " ")) for index, text in filled.items()):
            found.aside.append(_aside(sheet, row, "row-note", _MEANING))
        elif filled == {index: text for index, text in example.items() if text}:
            found.aside.append(_aside(sheet, row, "row-example", _EXAMPLE))
        elif _is_total([cells[index] for index in (marked, *naming) if index is not None and index < len(cells)], naming):
            found.aside.append(_aside(sheet, row, "row-total", _TOTAL))
        else:
            found.data.append(row)
    return found


def _is_plain_data(cells: list[Cell], example: dict[int, str], meanings: dict[int, str], marked: int | None, naming: list[int]) -> bool:
    """Told by its first cell, as of nearly all rows it can be: not marked, neither a note nor the example of the template, no total."""
    first = next((index for index, cell in enumerate(cells) if cell != "" and plain(cell)), None)
    if first not in naming or (marked is not None and marked < len(cells) and cells[marked] != ""):
        return False
    assert first is not None  # for it is one of them
    text = plain(cells[first])
    return text != example.get(first) and not text.startswith(meanings[first]) and not _is_total([cells[first]], naming)


def _names_another(filled: dict[int, str], example: dict[int, str], table: Table, places: dict[str, int]) -> bool:
    """A marked row of a school (a place, an area) that is not the example's: written over it, or marked by dragging the cell down."""
    named = [places[column.name] for column in table.columns if column.required and column.type in (Type.CODE, Type.TEXT) and column.name in places]
    return any(filled.get(index, "") not in ("", example.get(index, "")) and _is_no_meaning(filled[index], table) for index in named)


def _is_no_meaning(text: str, table: Table) -> bool:
    """Not one of the notes that the template writes under its heads."""
    return not any(text.startswith(plain(column.meaning.zh)) for column in table.columns)


def _is_total(cells: list[Cell], naming: list[int]) -> bool:
    filled = [cell for cell in cells if plain(cell)]
    return bool(naming and filled) and all(isinstance(cell, str) and is_note_or_total(cell) for cell in filled)


_ABOVE = Message("表头上方的行，不作为数据", "a row above the head, not taken for data")
_MARKED = Message(
    "A 列标着“示例”或“说明”，填的却不是模板的示例，未读取；若是数据，请清空 A 列的标记",
    "column A marks it as an example or a note, but it is not the template's example; it was not read. If these are data, empty its cell in column A",
)
_MEANING = Message("模板的说明行，不作为数据", "the template's row of notes, not taken for data")
_EXAMPLE = Message("与模板的示例行完全相同，不作为数据；请删去这一行", "it is the template's example row and not taken for data; delete it")
_TOTAL = Message("合计、小计或填表说明的行，不作为数据；模板不必填合计", "a row of totals or a note, not taken for data; the template needs no totals")


def _aside(sheet: Sheet, row: int, rule: str, message: Message, severity: Severity = Severity.INFO) -> Finding:
    first = next((shown(cell) for cell in sheet.rows[row] if plain(cell)), "")
    return Finding(severity, rule, message, *sheet.at(row), brief(first))
