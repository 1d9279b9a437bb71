"""The units that the title of a list names (单位：亩、万册) and its heads do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.columns import Assigned, table_column, unit_assumed
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.units import LAND, UNITS, VOLUMES
from junheng.terms import Finding, Message, Severity, Unit

_OF_LAND = ("land_area", "sports_ground_area")  # what 亩 and 公顷 are said of; never buildings
_SQUARES = ("平方米", "平米", "㎡", "m2")
_SQUARE_METRE, _OF_ALL = "平方米", "万平方米"  # the latter is said of buildings too


def in_units_of_title(
    assigned: list[Assigned], source: Source, titles: Sequence[str], sheet: Sheet, head_row: int, findings: list[Finding]
) -> list[Assigned]:
    """Areas of land in 亩 where the title says so and their heads say nothing; a figure in a unit that cannot be turned into ours is not used."""
    named = title.units_named(titles)
    land = [unit for unit in LAND if unit in named]
    many = sorted(unit for unit in named if unit[:1] in "十百千万亿" and unit[1:] in UNITS[Unit.VOLUME])
    areas = sorted(unit for unit in named if unit[:1] in "十百千万亿" and unit[1:] in _SQUARES and unit not in LAND)
    if not land and not many and not areas:
        return assigned
    square = bool(named & (UNITS[Unit.SQUARE_METRE] - set(LAND)))
    found = []
    for each in assigned:
        kind = table_column(source, each.source).unit
        if each.head.unit or each.source.unit:
            found.append(each)
        elif kind == Unit.SQUARE_METRE and len(land) == 1 and not square and (each.source.fact in _OF_LAND or land[0] == _OF_ALL):
            found.append(_as_the_title_says(sheet, head_row, each, land[0], Unit.SQUARE_METRE, findings))
        elif kind == Unit.SQUARE_METRE and areas and not square:
            findings.append(_cannot_be_turned(sheet, head_row, each, areas[0], Unit.SQUARE_METRE))
        elif kind == Unit.SQUARE_METRE and land:
            found.append(each)
            findings += [unit_assumed(sheet, head_row, each, _SQUARE_METRE)] if each.source.fact in _OF_LAND or not square else []
        elif kind == Unit.VOLUME and many and not named & (UNITS[Unit.VOLUME] - set(many)):
            if len(many) == 1 and many[0] in VOLUMES:
                found.append(_as_the_title_says(sheet, head_row, each, many[0], Unit.VOLUME, findings))
            else:
                findings.append(_cannot_be_turned(sheet, head_row, each, many[0], Unit.VOLUME))
        else:
            found.append(each)
    return found


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
