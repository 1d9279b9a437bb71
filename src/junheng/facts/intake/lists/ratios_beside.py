"""Columns that a list works out of others (生均图书, 生师比, 平均班额): they are not read, but they contradict a figure that slid, or was altered, in their line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, letter
from junheng.facts.intake.values.text import plain
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage

_PER_PUPIL = re.compile(r"^(?:生均|每生(?:平均)?)(?:拥有)?")
_PUPILS = "在校生数"
_RATIOS = {"生师比": ("pupils", "teachers"), "平均班额": ("pupils", "classes"), "班均人数": ("pupils", "classes"), "班均学生数": ("pupils", "classes")}
_ONE_STAGE = ("小学", "教学点", "初级中学", "初中")  # names of schools whose buildings are of no other stage
_FEWEST = 5  # lines in which both stand
_MOST_APART = 0.5  # of them: where more are, one word is said of the column
_SLACK, _MOST_DECIMALS = 0.01, 4  # what is divided was rounded itself
_IN_UNITS = (1.0, 1e-4, 1e-3)  # 元, 万元, 千元
Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]


class _Ratio(NamedTuple):
    head: ColumnHead
    over: str  # the letters of the columns
    under: str
    name: Message  # 图书 ÷ 在校生数
    given: Numbers
    expected: Numbers
    wrong: list[int]  # the places of the lines that contradict it

    @property
    def is_wrong_throughout(self) -> bool:
        return len(self.wrong) > _MOST_APART * int(np.isfinite(self.given - self.expected).sum())


def ratios_beside(reading: Reading, matcher: Matcher) -> Iterator[Finding]:
    """Each line that contradicts, where most come out; else the column, once. Where all that is worked out of the pupils contradicts, the pupils are told."""
    if not _FEWEST <= len(reading.rows) <= LONGEST_BY_HAND:
        return
    found = [ratio for head in reading.head.columns if (ratio := _ratio(reading, head, matcher)) and len(ratio.wrong)]
    beside = Counter(each.under for each in found)
    told = set[tuple[str, int]]()
    for each in found:
        at_under = beside[each.under] > 1 or each.over == "" or not each.over.isalpha()
        column = each.under if at_under else each.over
        for place in [-1] if each.is_wrong_throughout else each.wrong:
            if (column, place) not in told:
                told.add((column, place))
                yield _finding(reading, each, column, place)


def _ratio(reading: Reading, head: ColumnHead, matcher: Matcher) -> _Ratio | None:
    leaf = head.parts[-1]
    over, under = _RATIOS.get(leaf, ("", "pupils"))
    if (not over and not _PER_PUPIL.match(leaf)) or any(map(str.isdigit, head.shown)):
        return None
    of = _PUPILS if over else _PER_PUPIL.sub("", leaf)
    match = matcher.match(head._replace(parts=(*head.parts[:-1], of), shown=of))  # no column of last year's, or of some pupils
    if not match or not match.column or match.column.table != "school_years" or match.doubt or match.column.fact not in SCHOOL_YEARS.by_name:
        return None
    over = match.column.fact
    pair = _columns(reading, over, under, match.stage)
    if pair is None:
        return None
    (values, letters), (below, letters_below), is_whole = pair
    scales = SCHOOL_YEARS.column(over).scale / SCHOOL_YEARS.column(under).scale
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(below > 0, values / below / scales, np.nan)
    if is_whole:
        expected[_of_several_stages(reading)] = np.nan
    cells = reading.sheet.column(head.column, reading.rows)
    given = np.array([_number(cell) for cell in cells])
    both = np.isfinite(given - expected)
    if int(both.sum()) < _FEWEST:
        return None
    step = 10.0 ** -max(_decimals(cell) for cell in cells)
    times = _IN_UNITS if over == "equipment_value" else _IN_UNITS[:1]
    wrong = [np.flatnonzero(both & ~(np.abs(given - expected * each) <= np.maximum(step, _SLACK * expected * each))).tolist() for each in times]
    best = min(range(len(times)), key=lambda place: len(wrong[place]))
    above, by = (SCHOOL_YEARS.column(name).header for name in (over, under))
    return _Ratio(head, letters, letters_below, Message(f"{above.zh} ÷ {by.zh}", f"{above.en} / {by.en}"), given, expected * times[best], wrong[best])


def _columns(reading: Reading, over: str, under: str, said: Stage | None) -> tuple[tuple[Numbers, str], tuple[Numbers, str], bool] | None:
    """Where the list has one column of each, and both are of one stage, or what is divided is of the whole school. Whether it is. said: the stage that the head of the ratio names."""
    found = {name: [(stage, *facts) for (table, fact, stage), facts in reading.facts.items() if (table, fact) == ("school_years", name)] for name in (over, under)}
    if len(found[over]) != 1 or len(found[under]) != 1:
        return None
    (stage, values, letters), (other, below, letters_below) = found[over][0], found[under][0]
    is_whole = SCHOOL_YEARS.column(over).whole and other != Stage.WHOLE
    if (stage != other and not is_whole) or said not in (None, other):
        return None
    return (_numbers(values), letters), (_numbers(below), letters_below), is_whole


def _numbers(values: object) -> Numbers:
    return values.cast(float).fill_null(np.nan).to_numpy().copy()  # type: ignore[attr-defined,no-any-return]


def _of_several_stages(reading: Reading) -> list[int]:
    """Lines of schools whose books and land may be shared with another stage, whose pupils stand elsewhere."""
    kinds, names = (reading.column("schools", fact) for fact in ("kind", "name"))
    if kinds is None and names is None:
        return list(range(len(reading.rows)))
    of_kind = [] if kinds is None else [place for place, kind in enumerate(kinds) if kind and len(SchoolKind(kind).stages) > 1]
    by_name = [] if names is None or kinds is not None else [place for place, name in enumerate(names) if not str(name or "").endswith(_ONE_STAGE)]
    return [*of_kind, *by_name]


def _number(cell: Cell) -> float:
    said = plain(cell).removesuffix(":1")  # 18.5:1
    return float(said) if is_number(said) and said.replace(".", "", 1).isdecimal() else np.nan


def _decimals(cell: Cell) -> int:
    said = plain(cell).removesuffix(":1")
    return min(len(said.partition(".")[2]), _MOST_DECIMALS) if is_number(said) else 0


def _finding(reading: Reading, ratio: _Ratio, column: str, place: int) -> Finding:
    """place: among the rows; -1: the whole column."""
    sheet, head = reading.sheet, ratio.head.shown
    at = letter(ratio.head.column)
    if place < 0:
        count = int(np.isfinite(ratio.given - ratio.expected).sum())
        message = Message(
            f"“{head}”{count} 行中有 {len(ratio.wrong)} 行与 {ratio.name.zh} 不符；请看某一列是否整体错了行、填了别列的数。这一列若按别的数计算，可不理会",
            f"`{head}` is not {ratio.name.en} in {len(ratio.wrong)} of {count} rows: did a column slide, or does it hold another column's figures? No fault where it is worked out of other figures",
        )
        return Finding(Severity.WARNING, "ratio-apart", message, sheet.file, sheet.name, f"{at}{reading.head.last + 1}", head)
    given, expected = (f"{float(f'{each[place]:.4g}'):.10g}" for each in (ratio.given, ratio.expected))
    row = reading.rows[place] + 1
    message = Message(
        f"这一行的“{head}”是 {given}，而 {ratio.name.zh} 是 {expected}，其他多数行相符；请看这一行的数是否填错或错了行",
        f"`{head}` of this line is {given}, and {ratio.name.en} is {expected}; in most other lines they agree: is a figure of this line wrong, or another line's?",
    )
    return Finding(Severity.WARNING, "ratio-apart", message, sheet.file, sheet.name, f"{column}{row}", given, expected, ((sheet.file, sheet.name, f"{at}{row}"),))
