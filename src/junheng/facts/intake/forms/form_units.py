"""The unit of a figure in a form: its label names it, its row (计量单位), the head over it, the title; else the source's habit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from junheng.facts.intake.forms.form_tables import FormGrid
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.values.figures import figure_or_0
from junheng.facts.intake.values.sheet import Cell, Sheet, cell_in
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.intake.values.units import LAND, MONEY, UNITS, VOLUMES, called
from junheng.terms import Finding, Message, Severity, Unit

_MOST = {"万元": 200_000, "mbps": 100_000}  # more than a school has; the bounds are our own
_HEADS = ("计量单位", "单位")
_MANY = re.compile("[十百千万亿]")
_AREAS = ("平方米", "平米", "㎡", "m2")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile("[、,;/]")
_OTHERS = {unit: set().union(*(names for kind, names in UNITS.items() if kind != unit)) - names for unit, names in UNITS.items()}
_SAID: dict[Unit | None, set[str]] = {Unit.YUAN: set(MONEY), Unit.VOLUME: set(VOLUMES), Unit.SQUARE_METRE: {"平方米", "平米", "㎡", "m2", *LAND}}  # of which more than one is in use


def column_of_units(grid: FormGrid) -> int | None:
    return next((column.column for column in grid.columns if column.parts[-1] in _HEADS), None)


def rows_of_amounts(grid: FormGrid, sheet: Sheet, units: int | None) -> list[int]:
    """The rows of money, or of a line to the internet, whose unit says how much is too much."""
    return [row for row, _ in grid.rows if units is not None and called(plain(sheet.cell(row, units))) in _MOST]


def too_large(sheet: Sheet, title: str, places: Iterable[tuple[int, int]], units: int) -> Iterator[Finding]:
    """Amounts in 万元 or Mbps that no school has: yuan, or kbps, were typed. units: the column of the rows' units."""
    least = min(_MOST.values())
    for row, column in places:
        number = figure_or_0(sheet.cell(row, column))
        unit = called(plain(sheet.cell(row, units))) if number > least else ""
        most = _MOST.get(unit)
        if most is None or number <= most:
            continue
        asked = Message("请看是否把元填成了万元", "is the figure in yuan?") if unit == "万元" else Message("请看是否以 kbps 填写", "is the figure in kbps?")
        said = Message("万元", "x 10,000 yuan") if unit == "万元" else Message("Mbps", "Mbps")
        label, found = shown(sheet.rows[row][0]).lstrip("　 #＃"), f"{number:.10g}"
        yield Finding(
            Severity.WARNING, "amount-implausible",
            Message(
                f"《{title}》“{label}”填的是 {found} {said.zh}，一所学校不会有这么多；{asked.zh}",
                f"{title}: `{label}` is {found} {said.en}, more than a school has: {asked.en}",
            ),
            *sheet.at(row, column), found, f"≤ {most}",
        )


def fixed_unit(grid: FormGrid, row: int, column: int, kind: Unit | None) -> str:
    """The unit that the label of a row or the head of its column names, the same in every sheet of the layout; '' where neither does."""
    head = next((each for each in grid.columns if each.column == column), None)
    named = [unit for at, unit in grid.units if at == row] + (_of_head(head) if head else [])
    return next((unit for unit in named if unit in _SAID.get(kind, ())), "")


def _of_head(head: ColumnHead) -> list[str]:
    """数量（平方米、册、元） names the units of several rows."""
    return [unit for said in _BRACKETS.findall(plain(head.shown)) for unit in map(called, _BETWEEN.split(said))]


def said_unit(cells: list[Cell], at: int | None, kind: Unit | None, said: tuple[str, ...]) -> str:
    """The unit in the row's own column, else the title's. said: the lines over the head that name units, which are the same for all schools."""
    return _unit_said(cell_in(cells, at) if at is not None else "", kind, said)


@lru_cache(maxsize=1 << 10, typed=True)  # forms of one kind say the same in all schools
def _unit_said(own: Cell, kind: Unit | None, said: tuple[str, ...]) -> str:
    own = called(plain(own))
    if own in _SAID.get(kind, ()) or wrong_unit(own, kind):
        return own
    return title.money_unit(said) if kind == Unit.YUAN else _larger_in(said, kind) if kind in (Unit.SQUARE_METRE, Unit.VOLUME) else ""


@lru_cache(maxsize=1 << 10)
def _larger_in(said: tuple[str, ...], kind: Unit) -> str:
    """亩 or 万册 where the title says 计量单位：亩、万册 and no square metres or 册 beside it."""
    named = {called(unit) for text in said if "单位:" in plain(text) for unit in _BETWEEN.split(re.split("单位:", plain(text))[-1])}
    unknown = [unit for unit in named if unit.endswith(_AREAS) and wrong_unit(unit, kind)] if kind == Unit.SQUARE_METRE else []
    if unknown and not named & UNITS[kind]:
        return unknown[0]  # 百平方米, which the cell then refuses
    larger = set(LAND) if kind == Unit.SQUARE_METRE else VOLUMES.keys() - {"册"}
    found = sorted(larger & named)
    return found[0] if len(found) == 1 and not named & UNITS[kind] - larger else ""


TURNED = {*LAND, *VOLUMES, *MONEY} - {"册", "万元"}  # what is no fact's own unit, nor the one that forms are printed with
_READ_AS = {
    **dict.fromkeys(LAND, Message("已换算为平方米", "it was turned into square metres")), **dict.fromkeys(VOLUMES, Message("已换算为册", "it was turned into volumes")),
    **dict.fromkeys(MONEY, Message("已照此读取，通常以万元填报", "it was read so; mostly 10,000 yuan (万元) are asked for")),
}


def told_of_units(sheet: Sheet, form: str, head_row: int, units: int | None, turned: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    """Another unit than the form is printed with, at the cell that says it: all figures below it are larger or smaller by it. turned: the units, each with the row that was read in it."""
    by_place: dict[tuple[str, int, int], list[int]] = {}
    for unit, row in turned:
        own = units is not None and called(plain(sheet.cell(row, units))) == unit
        at = (row, units or 0) if own else next((place for place in _over(sheet, head_row) if unit in plain(sheet.cell(*place))), (row, 0))
        by_place.setdefault((unit, *at), []).append(row)
    for (unit, line, column), rows in by_place.items():
        labels = list(dict.fromkeys(_label(sheet, row) for row in rows))
        read = _READ_AS[unit]
        yield Finding(
            Severity.INFO, "unit-turned",
            Message(
                f"《{form}》“{'、'.join(labels)}”的单位写的是“{unit}”，{read.zh}；请核对各数确实以{unit}填写",
                f"the unit of {', '.join(labels)} of {form} is {unit}: {read.en}. See that the figures are in {unit}",
            ),
            *sheet.at(line, column), unit,
        )


def _over(sheet: Sheet, head_row: int) -> Iterator[tuple[int, int]]:
    """The cells over a head, those next to it first."""
    return ((row, column) for row in range(head_row, -1, -1) for column, cell in enumerate(sheet.rows[row]) if isinstance(cell, str) and cell and title.names_unit(cell))


def _label(sheet: Sheet, row: int) -> str:
    return next((text for cell in sheet.rows[row] if (text := shown(cell).lstrip("　 #＃"))), "")


def two_units(named: str, cells: list[Cell], at: int | None, kind: Unit | None) -> Message | None:
    """教学仪器设备资产值（元） whose unit of measure is 万元. named: in the label, or the head."""
    beside = called(plain(cell_in(cells, at))) if at is not None else ""
    if not beside or beside not in _SAID.get(kind, ()) or beside == named or {named, beside} <= set(_AREAS):
        return None
    return Message(
        f"名称（表头）写的单位是“{named}”，计量单位一列写的是“{beside}”，不知用的是哪一个", f"its label (or head) says {named}, the column of units {beside}: which one is it in?"
    )


def wrong_unit(said: str, kind: Unit | None) -> Message | None:
    """What is said of a unit that is none of this fact's: 亿元, or 平方米 of rooms that are counted."""
    if kind not in UNITS or said in UNITS[kind] or not said or not (_MANY.match(said) or said in _OTHERS[kind]):
        return None
    allowed = "、".join(sorted(UNITS[kind]))
    return Message(
        f"计量单位写的是“{said}”，不能换算；可用的单位为 {allowed}", f"its unit of measure is {said}, which cannot be turned into ours; allowed are {allowed}"
    )
