"""The row of totals under the schools: it is no school, but its figures must be the sums of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from junheng.facts.intake.heads.total_words import GRAND_TOTALS
from junheng.facts.intake.lists.rounding import is_off
from junheng.facts.intake.values.cells import Reading
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import shown, words
from junheng.terms import Finding, Message, Place, Severity, Stage, Unit

_GRAND = re.compile(r"(全[县区市旗])?(合计|总计|总数)|total|grandtotal")
_AGREEING = 0.75  # of the columns: fewer, and it may be a total of something else
_FEWEST_OFF, _FEWEST_SCHOOLS = 3, 4  # columns that are off in one way: not by chance; of fewer schools all but one may be a group of them
_MOSTLY, _FEWEST_MOVED = 0.6, 3  # of the columns that say a figure: what is so in these is no chance
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
    worth: float = 0  # steps in one of the column's own unit, of a measure; 0 of counts, which nobody rounds

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
        wrong = [(each, total, value) for each, total, value in given if is_off(sheet, row, schools, each, total, value)]
        agreeing = sum(total == value and value >= _LARGE * each.scale for each, total, value in given)
        if slip := slip_of_formula(sheet, row, schools, wrong):
            findings.append(slip)
        elif len(wrong) > (1 - _AGREEING) * len(given) and all(value > total for _, total, value in wrong):
            findings.append(_larger(sheet, row, wrong, len(given)))
        elif len(wrong) <= (1 - _AGREEING) * len(given) or agreeing >= _NO_CHANCE:
            findings += [disagrees(sheet, row, each, total) for each, total, _ in wrong]
        elif len(wrong) > 1:
            findings.append(_of_others(sheet, row, wrong, given))


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
    return any(words(cell) in GRAND_TOTALS or _GRAND.fullmatch(words(cell)) for cell in cells[:4] if isinstance(cell, str))


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
            "可能有学校的行被删去，也可能合计把某个小计又加了一遍；请补全被删的行，或核对合计的公式和它包括哪些学校",
            f"the total is more than the schools in {len(wrong)} of {count} columns (`{each.head}`: {found}, the schools add up to {allowed}{unit.en}) "
            "and less in none: lines of schools were perhaps lost, or a subtotal was added once more. Restore the lines, or see what its formula adds up and which schools it is of",
        ),
        *sheet.at(row, each.column), found, f"= {allowed}",
    )


def _of_others(sheet: Sheet, row: int, wrong: Sequence[tuple[Summed, int, int]], given: Sequence[tuple[Summed, int, int]]) -> Finding:
    """Wrong in most columns: of other schools, moved sideways, or zeros. It may be right where it is of the whole county; said once."""
    each, total, said = max(wrong, key=lambda one: one[1] / one[0].scale)
    found, allowed, unit = f"{said / each.scale:.10g}", f"{total / each.scale:.10g}", each.in_unit
    why = _why(given)
    return Finding(
        Severity.WARNING, "total-differs",
        Message(
            f"第 {sheet.place(row)} 行合计在 {len(given)} 列中有 {len(wrong)} 列与各校之和不符（如“{each.head}”合计 {found}，各校之和 {allowed}{unit.zh}）{why.zh}；"
            "合计不作为数据，请核对它的公式；若合计不是本表这些学校的，请在行首写明",
            f"the total in row {sheet.place(row)} is not the sum of the schools in {len(wrong)} of {len(given)} columns (`{each.head}`: {found}, the schools add up to {allowed}{unit.en}){why.en}. "
            "A total is no fact: look at its formula, or say at its beginning which schools it is of, where it is not of these",
        ),
        *sheet.at(row), f"{len(wrong)} / {len(given)}", "0", tuple(sheet.at(row, one.column) for one, _, _ in wrong),
    )


def _why(given: Sequence[tuple[Summed, int, int]]) -> Message:
    """What most columns have in common."""
    totals = {each.column: total / each.scale for each, total, _ in given if total}
    said = {each.column: value / each.scale for each, _, value in given if each.column in totals}
    if len(said) >= _FEWEST_MOVED and sum(not value for value in said.values()) >= _MOSTLY * len(said):
        return Message("，合计多为 0，可能公式没有算出", ": most of it are zeros, as of formulas that were not worked out")
    for way, zh, en in ((1, "右", "right"), (-1, "左", "left")):
        moved = {column: value for column, value in said.items() if column - way in totals}
        if len(moved) >= _FEWEST_MOVED and sum(value == totals[column - way] for column, value in moved.items()) >= _MOSTLY * len(moved):
            return Message(f"，多数列填的是{'左' if way == 1 else '右'}边一列的合计，可能整行向{zh}错了一列", f": most columns hold the total of the one beside them, as if the row moved one column to the {en}")
    if all(value <= total for _, total, value in given):
        return Message("，没有一列多于：可能有小计行被当作学校、有学校重复，或合计只含一部分学校", " and is more in none: is a line of subtotals read as a school, is a school there twice, or is the total of some schools?")
    return Message("，可能是其他范围的合计，也可能填错了行", ": is it of other schools, or of another sheet?")


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
