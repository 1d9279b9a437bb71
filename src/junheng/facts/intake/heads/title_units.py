"""The units that the title of a list, or a group over its heads, names (单位：亩、万册) and its heads do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.columns import Assigned, table_column, unit_assumed
from junheng.facts.intake.heads.odd_units import odd_unit
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.units import LAND, MONEY, UNITS, VOLUMES
from junheng.facts.tables import Type
from junheng.terms import Finding, Message, Severity, Unit

_OF_LAND = ("land_area", "sports_ground_area")  # what 亩 and 公顷 are said of; never buildings
_SQUARES = ("平方米", "平米", "㎡", "m2")
_SQUARE_METRE, _OF_ALL = "平方米", "万平方米"  # the latter is said of buildings too


def in_units_of_title(
    assigned: list[Assigned], source: Source, titles: Sequence[str], sheet: Sheet, head_row: int, findings: list[Finding]
) -> list[Assigned]:
    """Areas of land in 亩 where the title says so and their heads say nothing; a figure in a unit that cannot be turned into ours is not used."""
    of_list, found = title.units_named(titles), list[Assigned]()
    for each in [known for one in assigned for known in _as_its_head_says(one, source, sheet, head_row, findings)]:
        of_group = title.units_named(each.head.shown.split(" > ")[:-1])
        found += _in_unit(each, source, of_group or of_list, sheet, head_row, findings)
    return found


def _as_its_head_says(each: Assigned, source: Source, sheet: Sheet, head_row: int, findings: list[Finding]) -> list[Assigned]:
    """Its words may name a unit that is none of ours, which a pattern of a source may hold: （百人）, (sq ft)."""
    column = table_column(source, each.source)
    said, unit = odd_unit(each.head.shown, column.unit) if column.type == Type.QUANTITY and not each.head.unit else ("", "")
    if unit:
        return [replace(each, head=each.head._replace(unit=unit))]
    if said and not each.source.unit:
        allowed = "、".join(sorted(UNITS.get(column.unit, ()))) if column.unit else ""
        findings.append(Finding(
            Severity.ERROR, "unit-unusable",
            Message(
                f"表头“{each.head.shown}”的单位“{said}”不认识，未采用，以免读错倍数；可用的单位为 {allowed}，请改填并改表头",
                f"the head `{each.head.shown}` names the unit {said}, which is not understood: the column was not used, lest its figures be a multiple off; allowed are {allowed}. Change the figures and the head",
            ),
            *sheet.at(head_row, each.head.column), said, allowed,
        ))
    return [] if said and not each.source.unit else [each]


def _in_unit(each: Assigned, source: Source, named: set[str], sheet: Sheet, head_row: int, findings: list[Finding]) -> list[Assigned]:
    """The column with its unit, as it is where nothing is said of it; none where its unit cannot be turned."""
    kind = table_column(source, each.source).unit
    if not named or each.head.unit or (each.source.unit and kind != Unit.YUAN):
        return [each]
    if kind == Unit.YUAN:
        money = [unit for unit in MONEY if unit in named]
        return [replace(each, head=each.head._replace(unit=money[0])) if len(money) == 1 else each]
    land = [unit for unit in LAND if unit in named]
    many = sorted(unit for unit in named if unit[:1] in "十百千万亿" and unit[1:] in UNITS[Unit.VOLUME])
    areas = sorted(unit for unit in named if unit[:1] in "十百千万亿" and unit[1:] in _SQUARES and unit not in LAND)
    square = bool(named & (UNITS[Unit.SQUARE_METRE] - set(LAND)))
    if kind == Unit.SQUARE_METRE and len(land) == 1 and not square and (each.source.fact in _OF_LAND or land[0] == _OF_ALL):
        return [_as_the_title_says(sheet, head_row, each, land[0], Unit.SQUARE_METRE, findings)]
    if kind == Unit.SQUARE_METRE and areas and not square:
        findings.append(_cannot_be_turned(sheet, head_row, each, areas[0], Unit.SQUARE_METRE))
        return []
    if kind == Unit.SQUARE_METRE and land and (each.source.fact in _OF_LAND or not square):
        findings.append(unit_assumed(sheet, head_row, each, _SQUARE_METRE))
    if kind == Unit.VOLUME and many and not named & (UNITS[Unit.VOLUME] - set(many)):
        if len(many) > 1 or many[0] not in VOLUMES:
            findings.append(_cannot_be_turned(sheet, head_row, each, many[0], Unit.VOLUME))
            return []
        return [_as_the_title_says(sheet, head_row, each, many[0], Unit.VOLUME, findings)]
    return [each]


def _as_the_title_says(sheet: Sheet, row: int, each: Assigned, unit: str, kind: Unit, findings: list[Finding]) -> Assigned:
    own = kind.label
    findings.append(Finding(
        Severity.INFO, "unit-of-title",
        Message(
            f"“{each.head.shown}”没有写单位，按标题写的{unit}读取，换算为{own.zh}", f"`{each.head.shown}` names no unit and was read in {unit}, as the title says, and turned into {own.en}"
        ),
        *sheet.at(row, each.head.column), unit,
    ))
    return replace(each, head=each.head._replace(unit=unit))


def _cannot_be_turned(sheet: Sheet, row: int, each: Assigned, unit: str, kind: Unit) -> Finding:
    allowed = "、".join(sorted(UNITS[kind]))
    return Finding(
        Severity.ERROR, "unit-unusable",
        Message(
            f"标题写的单位是“{unit}”，不能换算，“{each.head.shown}”未采用；可用的单位为 {allowed}，请改填并在表头注明",
            f"the title names the unit {unit}, which cannot be turned into ours: `{each.head.shown}` was not used; allowed are {allowed}. Change the figures and name the unit in the head",
        ),
        *sheet.at(row, each.head.column), unit, allowed,
    )
