"""A figure with its unit behind it: 800人, 35.5亩, 12万元. The unit is said in the cell itself, so nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from dataclasses import replace
from decimal import Decimal

from junheng.facts.intake.cells import LONGEST, Reading, converted, is_number, quantity
from junheng.facts.intake.units import LAND, MONEY, UNITS
from junheng.terms import Message, Unit

_BEHIND = re.compile(r"(.*\d)\s*([^\d\s.,]+|m2)", re.IGNORECASE)


def with_unit(cell: Hashable, kind: Unit | None, most: int) -> Reading | None:
    """In steps of the fact's own unit, at most `most` units; None where no unit of its kind stands behind a number: 5万, 约800人, or 12间 of persons."""
    found = _BEHIND.fullmatch(unicodedata.normalize("NFKC", cell).strip()) if type(cell) is str and len(cell) <= LONGEST else None
    unit = found.group(2).lower() if found else ""
    if not found or kind is None or unit not in UNITS.get(kind, ()) or not is_number(number := found.group(1)):
        return None
    reading = converted(number, kind.scale, LAND[unit], most) if unit in LAND else quantity(number, kind.scale, MONEY.get(unit, 1), most)
    if not isinstance(reading.value, int):
        return reading
    value = f"{Decimal(reading.value) / kind.scale:f}"
    return replace(reading, note=Message(f"带有单位“{unit}”，读作 {value} {kind.label.zh}", f"with its unit, {unit}, read as {value} {kind.label.en}"))
