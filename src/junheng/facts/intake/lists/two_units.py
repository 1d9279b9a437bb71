"""One area in two columns, in 亩 and in 平方米: the second is used, and a line in which they do not agree is told."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.units import LAND
from junheng.facts.tables import TABLES
from junheng.terms import Finding, Message, Severity

_NEAR, _ROUNDED, _MOST = 0.01, 70.0, 0.5  # a hundredth, or a tenth of a 亩 in square metres; so in more than half of the lines


def one_of_two_units(sheet: Sheet, rows: Sequence[int], columns: tuple[Assigned, Assigned], values: tuple[pl.Series, pl.Series], findings: list[Finding]) -> tuple[pl.Series, Assigned] | None:
    """The values to be used and the column they are of; None where the two are not one measure in two units."""
    in_land = [each.head.unit in LAND for each in columns]
    unit = next((each.unit for each in TABLES[columns[0].source.table].columns if each.name == columns[0].source.fact), None)
    if in_land.count(True) != 1 or unit is None:
        return None
    at = in_land.index(False)
    own, other = values[at], values[1 - at]
    both = own.is_not_null() & other.is_not_null()
    most = pl.select(pl.max_horizontal(own * _NEAR, pl.lit(_ROUNDED * float(unit.scale)))).to_series()
    off = (both & ((own - other).abs() > most)).fill_null(False)
    if not both.any() or int(off.sum()) >= _MOST * int(both.sum()):
        return None
    for index in off.arg_true():
        row, scale = rows[index], unit.scale
        place, there = (sheet.place(row, each.head.column) for each in (columns[at], columns[1 - at]))
        first, second = own[index] / scale, other[index] / scale
        findings.append(Finding(
            Severity.WARNING, "units-disagree",
            Message(
                f"“{columns[at].head.shown}”是 {first:.10g} 平方米，“{columns[1 - at].head.shown}”（{there}）折合 {second:.10g} 平方米，不一致；采用前者，请核对这两格",
                f"`{columns[at].head.shown}` is {first:.10g} m2, `{columns[1 - at].head.shown}` ({there}) {second:.10g} m2: they do not agree. The first was used; compare both",
            ),
            sheet.file, sheet.name, place, f"{first:.10g}", f"{second:.10g}", ((sheet.file, sheet.name, there),),
        ))
    return own, columns[at]
