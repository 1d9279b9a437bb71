"""The row of totals under the schools: it is no school, but its figures must be the sums of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from junheng.facts.intake.values.cells import Reading
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import shown, words
from junheng.terms import Finding, Message, Place, Severity, Stage, Unit

_GRAND = re.compile(r"(全[县区市旗])?(合计|总计|总数)|total|grandtotal")
_AGREEING = 0.75  # of the columns: fewer, and it may be a total of something else
_FEWEST_OFF, _FEWEST_SCHOOLS = 3, 4  # columns that are off in one way: not by chance; of fewer schools all but one may be a group of them
_NO_CHANCE, _LARGE = 2, 100  # so many totals of that size in whole units agree with the schools only where it is theirs


@dataclass(frozen=True)
class Summed:
    """A column of counts or measures: how its cells are read, and the values of the schools' rows. scope: the stage it is of, with its table."""

    column: int
    head: str
    scale: int
    read: Callable[[Cell], Reading]
    values: pl.Series
    scope: tuple[str, Stage | None] = ("", None)
    slack: int = 0  # steps by which the sum of converted figures (亩), each rounded, may miss the converted total
    turned_into: Unit | None = None  # where the column stands in another unit than its values

    @property
    def in_unit(self) -> Message:
        """The unit of the sum, where the column has another."""
        label = self.turned_into.label if self.turned_into else None
        return Message(f" {label.zh}", f" {label.en}") if label else Message("", "")


def check_totals(sheet: Sheet, rows: Sequence[int], schools: Sequence[int], columns: Sequence[Summed], findings: list[Finding]) -> None:
    """`rows`: the rows of totals. Columns in which a school's figure is missing say nothing; a stage that it does not teach is none that is missing."""
    known = [(each, int(each.values.sum())) for each in _without_gaps(columns)] if rows else []
    for row in rows:
        cells = sheet.rows[row]
        if not is_grand(cells):
            continue
        said = [(each, total, each.read(cells[each.column]).value) for each, total in known if each.column < len(cells)]
        given = [(each, total, int(value)) for each, total, value in said if value is not None]
        wrong = [(each, total, value) for each, total, value in given if abs(total - value) > each.slack]
        agreeing = sum(total == value and value >= _LARGE * each.scale for each, total, value in given)
        if slip := slip_of_formula(sheet, row, schools, wrong):
            findings.append(slip)
        elif len(wrong) > (1 - _AGREEING) * len(given) and all(value > total for _, total, value in wrong):
            findings.append(_larger(sheet, row, wrong, len(given)))
        elif len(wrong) <= (1 - _AGREEING) * len(given) or agreeing >= _NO_CHANCE:
            findings += [disagrees(sheet, row, each, total) for each, total, _ in wrong]


def slip_of_formula(sheet: Sheet, row: int, schools: Sequence[int], wrong: Sequence[tuple[Summed, int, int]], first: int = 0) -> Finding | None:
    """All that is off in a total is off in one way: one school is left out, or each is counted twice. Said once. first: the place of the first school among the values."""
    if len(wrong) < _FEWEST_OFF or len(schools) < _FEWEST_SCHOOLS:
        return None
    wrong = sorted(wrong, key=lambda one: one[0].column)
    each, total, _ = wrong[0]

    def is_left_out(place: int) -> bool:
        return all(abs(whole - (one.values[place] or 0) - said) <= one.slack for one, whole, said in wrong)

    left_out = next((line for place, line in enumerate(schools, first) if is_left_out(place)), None)
    against: tuple[Place, ...] = ()
    if left_out is not None:
        what = Message(f"没有计入第 {sheet.place(left_out)} 行，请看公式是否少了这一行", f"leaves out row {sheet.place(left_out)}: see whether its formula does")
        against = tuple(sheet.at(left_out, one.column) for one, _, _ in wrong)
    elif all(abs(said - 2 * whole) <= one.slack for one, whole, said in wrong):
        what = Message("是各校之和的两倍，请看公式是否把小计也加了进去", "is twice the sum of the schools: see whether its formula adds up the subtotals too")
    else:
        return None
    found, allowed, unit = shown(sheet.rows[row][each.column]), f"{total / each.scale:.10g}", each.in_unit
    return Finding(
        Severity.WARNING, "total-disagrees",
        Message(
            f"第 {sheet.place(row)} 行（合计、小计）有 {len(wrong)} 列{what.zh}（如“{each.head}”填的是 {found}，各校之和为 {allowed}{unit.zh}）；合计不作为数据",
            f"the total in row {sheet.place(row)} {what.en}. So it is in {len(wrong)} columns (`{each.head}` is {found}, the schools add up to {allowed}{unit.en}); a total is no fact",
        ),
        *sheet.at(row, each.column), found, f"= {allowed}", against,
    )


def is_grand(cells: Sequence[Cell]) -> bool:
    """Whether a row of totals says that it is of all schools."""
    return any(_GRAND.fullmatch(words(cell)) for cell in cells[:4] if isinstance(cell, str))


def _without_gaps(columns: Sequence[Summed]) -> Iterator[Summed]:
    """A school without a single figure above 0 in a stage does not teach it."""
    taught: dict[tuple[str, Stage | None], pl.Series] = {}
    for each in columns:
        if not each.values.null_count():
            yield each
        elif each.scope[1] not in (None, Stage.WHOLE):
            if each.scope not in taught:
                frame = pl.DataFrame([other.values.alias(str(place)) for place, other in enumerate(columns) if other.scope == each.scope])
                taught[each.scope] = frame.select(pl.any_horizontal((pl.all() > 0).fill_null(False))).to_series()
            if not (taught[each.scope] & each.values.is_null()).any():
                yield each


def _larger(sheet: Sheet, row: int, wrong: Sequence[tuple[Summed, int, int]], count: int) -> Finding:
    """The total of a part of the schools is smaller than their sum; a larger one is of schools that are not there."""
    each, total, value = max(wrong, key=lambda one: one[2] - one[1])
    found, allowed, unit = f"{value / each.scale:.10g}", f"{total / each.scale:.10g}", each.in_unit
    return Finding(
        Severity.WARNING, "total-larger",
        Message(
            f"合计行 {count} 列中有 {len(wrong)} 列多于各校之和（如“{each.head}”合计 {found}，各校之和 {allowed}{unit.zh}），没有一列少于："
            "可能有学校的行被删去；请补全，或核对合计行包括哪些学校",
            f"the total is more than the schools in {len(wrong)} of {count} columns (`{each.head}`: {found}, the schools add up to {allowed}{unit.en}) "
            "and less in none: lines of schools were perhaps lost. Restore them, or see which schools the total is of",
        ),
        *sheet.at(row, each.column), found, f"= {allowed}",
    )


def disagrees(sheet: Sheet, row: int, each: Summed, total: int) -> Finding:
    found, allowed, unit = shown(sheet.rows[row][each.column]), f"{total / each.scale:.10g}", each.in_unit
    return Finding(
        Severity.WARNING, "total-disagrees",
        Message(
            f"合计行“{each.head}”填的是 {found}，各校之和为 {allowed}{unit.zh}；合计不作为数据，但两者之一有误，请核对",
            f"the total of `{each.head}` is {found}, the schools add up to {allowed}{unit.en}; a total is no fact, "
            "but one of the two is wrong: look at both",
        ),
        *sheet.at(row, each.column), found, f"= {allowed}",
    )
