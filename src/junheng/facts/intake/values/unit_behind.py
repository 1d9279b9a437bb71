"""A figure with its unit behind it: 800人, 35.5亩, 12万元. The unit is said in the cell itself, so nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable
from decimal import Decimal

from junheng.facts.intake.values.cells import LONGEST, Reading, converted, has_mark, is_number, quantity
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.units import LAND, UNITS, called, times_of
from junheng.facts.tables import Column
from junheng.terms import Message, Unit

COUNTED = frozenset().union(*(UNITS[kind] for kind in (Unit.PERSON, Unit.CLASS, Unit.ROOM, Unit.SET, Unit.VOLUME))) - {"千册", "万册"}  # the same number in any column
_BEHIND = re.compile(r"(.*\d)\s*([^\d\s.,]+|m2)", re.IGNORECASE)


def quantities(column: Column, unit: str = "") -> Callable[[Cell], Reading]:
    """How the cells of such a fact are read. unit: of the column, where it is not the fact's own; one in the cell goes before it."""
    assert column.unit is not None
    kind, scale, most = column.unit, column.unit.scale, column.most
    times = times_of(kind, unit)
    is_land = kind == Unit.SQUARE_METRE and unit in LAND

    def read_cell(cell: Cell) -> Reading:
        found = converted(cell, scale, LAND[unit], most) if is_land else quantity(cell, scale, times, most)
        return (with_unit(cell, kind, most) or found) if found.wrong else found

    return read_cell


def number_behind(cell: str) -> str:
    """The number before a unit of counting; '' where none stands behind it. Measures (35亩) are what the unit of their column makes of them."""
    if cell[-1:].isdigit() or len(cell) > LONGEST or has_mark(cell):
        return ""
    found = _BEHIND.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    return found.group(1) if found and called(found.group(2).lower()) in COUNTED else ""


def with_unit(cell: Hashable, kind: Unit | None, most: int) -> Reading | None:
    """In steps of the fact's own unit, at most `most` units; None where no unit of its kind stands behind a number: 5万, 约800人, or 12间 of persons."""
    found = _BEHIND.fullmatch(unicodedata.normalize("NFKC", cell).strip()) if type(cell) is str and len(cell) <= LONGEST and not has_mark(cell) else None
    unit = called(found.group(2).lower()) if found else ""
    if not found or kind is None or unit not in UNITS.get(kind, ()) or not is_number(number := found.group(1)):
        return None
    reading = converted(number, kind.scale, LAND[unit], most) if unit in LAND else quantity(number, kind.scale, times_of(kind, unit), most)
    if not isinstance(reading.value, int):
        return reading
    value = f"{Decimal(reading.value) / kind.scale:f}"
    return reading._replace(note=Message(f"带有单位“{unit}”，读作 {value} {kind.label.zh}", f"with its unit, {unit}, read as {value} {kind.label.en}"))
