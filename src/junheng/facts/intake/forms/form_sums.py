"""Parts of a form against their wholes, in every figure of it, whether it is read as a fact or not.

All sums of a form are looked at in one go, blanks taken as 0; only where one does not come out are its cells read with care, and then a
blank makes no sum wrong but one whose known parts are too much already.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from operator import itemgetter
from random import Random
from typing import NamedTuple

import numpy as np

from junheng.facts.intake.forms.form_outline import Rule
from junheng.facts.intake.forms.form_tables import FormTable
from junheng.facts.intake.values.figures import figure, figure_or_0, is_odd, probably_wrong
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.witnesses import Witnesses
from junheng.terms import Finding, Message, Severity

_Place = tuple[int, int]  # row, column
_Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
_Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
_NONE = np.zeros(0, np.int64)
_LARGE, _FEW, _SOME, _ALONE, _MANY = 100, 2, 4, 6, 3  # what figures have to bear out, see `_is_borne_out`
_MOST_TERMS = 20_000  # of all sums of a form: beyond it is no form anybody prints
_MEASURED = re.compile("平方米|平米|㎡|亩|公顷|元")
_PART = re.compile(r"[#＃]|其中")
_MARKS = re.compile(r"^[\s#＃]*(?:其中[:：])?\s*")
_NAMED = 4  # parts that a message names; of more it gives the cells
_SLACK = 1e-6
_SEED, _MOST_TIMES, _SLACK_DRAWN = 20_261_127, 1_000_000, 0.004
_AT_ONCE, _MOST_TOGETHER = 24, 200  # forms looked at in one go; such sets of forms kept


class Said(NamedTuple):
    """The words of a form as all schools have them, whichever stages they teach: of its title, its rows and its columns."""

    title: str
    rows: Mapping[int, Hashable]
    columns: Mapping[int, Hashable]


class _Sum(NamedTuple):
    """One rule in one column or row. is_told: what is wrong with it is told by another check."""

    rule: Rule
    whole: _Place
    parts: tuple[_Place, ...]
    minus: tuple[_Place, ...]
    is_told: bool

    @property
    def cells(self) -> tuple[_Place, ...]:
        return (self.whole, *self.parts, *self.minus)


class FormSums:
    """What has to add up in a form as one office prints it: rules, crossed with its columns and rows.

    said: the words of the rows and of the columns, by which a rule is known in the forms of other schools; facts: the cells that are read as facts, which `facts.checks` compares with each other; told: rows and wholes that are told elsewhere.
    measured: the rows whose unit is named; where nothing adds up, what stands in place of a figure is told of these alone, since others may ask for words.
    """

    def __init__(
        self, rules: Sequence[Rule], rows: Sequence[int], columns: Sequence[int], said: Said, facts: Collection[_Place], told: Collection[_Place], units: int | None, measured: Sequence[int] = (),
    ) -> None:
        self._rows, self._columns, self._said = rows, columns, said
        self._facts, self._told, self._units, self._sums = facts, told, units, dict[int, list[_Sum]]()
        self._complete = [rule for rule in rules if rule.complete and not rule.minus]
        self.crossings = [(rule, columns if rule.is_rows else rows) for rule in rules if not rule.is_rows or rule.said or not rule.complete or len(columns) > 1]
        terms = sum(len(others) * len(rule.lines) for rule, others in self.crossings)
        if not terms or terms > _MOST_TERMS:
            self.crossings, self._rows = [], measured
        self.size = 0
        if not self._rows or not columns:
            return
        self._first, self._end, self._left, self._right = min(self._rows), max(self._rows) + 1, min(columns), max(columns) + 1
        self.size = (self._end - self._first) * (self._right - self._left)
        self._lay_out()

    def complete_with(self, cell: _Place) -> Iterator[tuple[_Place, tuple[_Place, ...]]]:
        """The wholes of which a cell is one of all parts, each with these parts; in a form of one column too, whose sums nothing else bears out."""
        for rule in self._complete:
            line, other = cell if rule.is_rows else cell[::-1]
            if line in rule.parts:
                yield _placed(rule, (rule.whole,), other)[0], _placed(rule, rule.parts, other)

    def _lay_out(self) -> None:
        """All terms of all sums one after another: where each stands in the form's cells, and with which sign."""
        at, starts, owners, signs, done = [_NONE], [_NONE], [_NONE], [np.zeros(0)], 0
        for number, (rule, others) in enumerate(self.crossings):
            lines, across = np.array(rule.lines), np.array(others)
            rows, columns = (lines, across[:, None]) if rule.is_rows else (across[:, None], lines)
            at.append(((rows - self._first) * (self._right - self._left) + columns - self._left).ravel())
            signs.append(np.tile([-1.0, *[1.0] * len(rule.parts), *[-1.0] * len(rule.minus)], len(others)))
            starts.append(done + np.arange(0, at[-1].size, len(lines)))
            owners.append(np.full(len(others), number))
            done += at[-1].size
        self.at, self.starts, self._owner, self.signs = np.concatenate(at), np.concatenate(starts), np.concatenate(owners), np.concatenate(signs)
        self.slack = np.array([0.005 * len(rule.lines) + _SLACK for rule, _ in self.crossings])[self._owner]
        self.least = np.array([-math.inf if not rule.complete else 0 for rule, _ in self.crossings])[self._owner] - self.slack
        self._needs_proof = {number for number, (rule, _) in enumerate(self.crossings) if rule.complete and not rule.said}

    def put(self, rows: Sequence[Sequence[Cell]], values: array[float]) -> None:
        """The form's figures behind those that are there, row by row; nearly all are numbers, which need no look each."""
        left, right, done = self._left, self._right, len(values)
        some = rows[self._first : self._end]
        cells = chain.from_iterable(map(itemgetter(slice(left, right)), some))
        values.fromlist([cell if type(cell) is float else 0.0 if cell == "" else figure_or_0(cell) for cell in cells])
        if len(values) != done + self.size:  # rows that are too short
            del values[done:]
            values.fromlist([figure_or_0(row[at]) if at < len(row) else 0.0 for row in some for at in range(left, right)])

    def findings(self, sheet: Sheet, table: FormTable, values: _Numbers, off: _Flags, others: Witnesses) -> Iterator[Finding]:
        """off: which sums do not come out, blanks taken as 0. A rule that nowhere comes out is none, but where those of other schools bear it out."""
        fits = set(self._owner[~off & (values[self.at[self.starts]] > 0)].tolist())
        wrong = sorted(set(self._owner[off].tolist()))
        suspect = [number for number in wrong if number in fits or number not in self._needs_proof]
        seen = _Seen(sheet, table, [self._crossed(number) for number in suspect], self._units)
        yield from seen.findings()
        for number in wrong:
            if others.asks(self.known_by[number]) and (doubted := seen.off(self._crossed(number))):
                others.hear(self.known_by[number], seen.doubted(doubted))

    @cached_property
    def known_by(self) -> list[Hashable]:
        """Of each rule what is the same wherever it is printed: the words of its lines, and those of the lines across."""
        return [self._known_by(rule, others) for rule, others in self.crossings]

    @cached_property
    def are_known_by(self) -> frozenset[Hashable]:
        return frozenset(self.known_by)

    def _known_by(self, rule: Rule, others: Sequence[int]) -> Hashable:
        lines, across = (self._said.rows, self._said.columns) if rule.is_rows else (self._said.columns, self._said.rows)
        whole, parts, minus = (tuple(lines[line] for line in some) for some in ((rule.whole,), rule.parts, rule.minus))
        return self._said.title, rule.is_rows, rule.complete, whole, parts, minus, frozenset(across[other] for other in others)

    def borne_out(self, values: _Numbers) -> set[Hashable]:
        """The rules that come out in a form wherever there are parts, and somewhere with two and more if nothing but the figures says what adds up."""
        filled, excess = values[self.at] > 0, np.add.reduceat(values[self.at] * self.signs, self.starts)
        parts = np.add.reduceat(filled & (self.signs > 0), self.starts, dtype=np.int64)
        off = ~((excess <= self.slack) & (excess >= self.least)) & (parts > 0)
        good = ~off & (values[self.at[self.starts]] > 0) & (parts > np.isin(self._owner, list(self._needs_proof)))
        came_out, failed = ({self.known_by[number] for number in set(self._owner[some].tolist())} for some in (good, off))
        return came_out - failed

    def odd(self, sheet: Sheet, table: FormTable) -> Iterator[Finding]:
        """What stands in place of a figure that no fact is read from; of a fact it is told where it is read."""
        for row in self._rows:
            for column in [column for column in self._columns if column < len(sheet.rows[row]) and is_odd(sheet.rows[row][column]) and (row, column) not in self._facts]:
                yield _no_figure(sheet, table, row, column)

    def _crossed(self, number: int) -> list[_Sum]:
        """A rule in every column or row. Made once: what is wrong in one school's form is so in those of others."""
        if number not in self._sums:
            rule, others = self.crossings[number]
            self._sums[number] = [self._sum(rule, other) for other in others]
        return self._sums[number]

    def _sum(self, rule: Rule, other: int) -> _Sum:
        whole, parts, minus = (_placed(rule, lines, other) for lines in ((rule.whole,), rule.parts, rule.minus))
        is_told = all(place in self._facts for place in (*whole, *parts)) or (rule.complete and not rule.is_rows and whole[0] in self._told)
        return _Sum(rule, whole[0], parts, minus, is_told)


def _no_figure(sheet: Sheet, table: FormTable, row: int, column: int) -> Finding:
    found, label = shown(sheet.rows[row][column]), shown(next((cell for cell in sheet.rows[row] if plain(cell)), ""))
    return Finding(
        Severity.WARNING, "cell-unusable",
        Message(
            f"《{table.title}》“{label}”一行填的是“{found}”，不是 0 或更大的数；未采用，也没有与其他各项核对，请更正",
            f"{table.title}: row `{label}` holds {found!r}, which is no number from 0 on: it was neither used nor compared with the others; correct it",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found,
    )


def _placed(rule: Rule, lines: Sequence[int], other: int) -> tuple[_Place, ...]:
    return tuple((line, other) if rule.is_rows else (other, line) for line in lines)


class _Together:
    """Several forms, whose sums are looked at in one go: a number alone is quickly added, a call is not."""

    def __init__(self, forms: Sequence[FormSums]) -> None:
        self._forms = forms  # held, so that their ids stay theirs
        sizes, terms, sums = ([len(each) for each in lists] for lists in ([range(form.size) for form in forms], [form.at for form in forms], [form.slack for form in forms]))
        self._ends, self._sums = np.cumsum(sizes).tolist(), np.cumsum(sums).tolist()
        self._at = np.concatenate([form.at + end - form.size for form, end in zip(forms, self._ends, strict=True)])
        self._starts = np.concatenate([form.starts + end - done for form, end, done in zip(forms, np.cumsum(terms).tolist(), terms, strict=True)])
        self._signs, self._slack, self._least = (np.concatenate([getattr(form, name) for form in forms]) for name in ("signs", "slack", "least"))
        self._draw()

    def _draw(self) -> None:
        """Complete sums all come out where their sum does, each times a number of its own; drawn once, the same in every run."""
        lengths = np.diff([*self._starts, self._at.size])
        complete = np.isfinite(self._least)
        times = np.where(complete, Random(_SEED).sample(range(1, _MOST_TIMES), complete.size), 0)
        self._weights = np.bincount(self._at, self._signs * np.repeat(times, lengths), self._ends[-1])
        some = np.repeat(~complete, lengths)
        self._part_at, self._part_signs = self._at[some], self._signs[some]
        self._part_starts, self._part_slack = np.cumsum([0, *lengths[~complete][:-1]])[: (~complete).sum()], self._slack[~complete]

    def _come_out(self, values: _Numbers) -> bool:
        if not abs(values @ self._weights) <= _SLACK_DRAWN:  # nor where a cell is no number at all
            return False
        terms = values.take(self._part_at, mode="clip")
        terms *= self._part_signs
        return not terms.size or bool((np.add.reduceat(terms, self._part_starts) <= self._part_slack).all())

    def witnesses(self, values: array[float], asked: Collection[Hashable]) -> Iterator[Hashable]:
        """Of each form the rules among those asked that its figures bear out."""
        numbers = np.frombuffer(values)
        with np.errstate(all="ignore"):
            for form, end in zip(self._forms, self._ends, strict=True):
                if not form.are_known_by.isdisjoint(asked):
                    yield from form.borne_out(numbers[end - form.size : end]).intersection(asked)

    def findings(self, tables: Sequence[tuple[Sheet, FormTable]], others: Witnesses) -> Iterator[Finding]:
        held = array("d")
        for form, (sheet, _) in zip(self._forms, tables, strict=True):
            form.put(sheet.rows, held)
        values = np.frombuffer(held)
        values[values < 0] = math.nan  # as odd as a text
        others.see(self, held)
        with np.errstate(all="ignore"):  # a cell may hold no number, or one beyond all sums
            if self._come_out(values):
                return
            excess = np.add.reduceat(values[self._at] * self._signs, self._starts)
            off = ~((excess <= self._slack) & (excess >= self._least))
        for form, (sheet, table), end, last in zip(self._forms, tables, self._ends, self._sums, strict=True):
            own = off[last - form.slack.size : last]
            if np.isnan(values[end - form.size : end]).any():
                yield from form.odd(sheet, table)
            if own.any():
                yield from form.findings(sheet, table, values[end - form.size : end], own, others)


_together: dict[tuple[int, ...], _Together] = {}


def wrong_sums(forms: Sequence[tuple[FormSums, Sheet, FormTable]], others: Witnesses) -> Iterator[Finding]:
    """Of the forms of a file. Those of one kind of school are the same in all files. others: the forms of the whole delivery."""
    some = [each for each in forms if each[0].size]
    for first in range(0, len(some), _AT_ONCE):
        batch = some[first : first + _AT_ONCE]
        key = tuple([id(sums) for sums, _, _ in batch])
        if key not in _together:
            if len(_together) >= _MOST_TOGETHER:
                _together.clear()
            _together[key] = _Together([sums for sums, _, _ in batch])
        yield from _together[key].findings([(sheet, table) for _, sheet, table in batch], others)


class _State(NamedTuple):
    """A sum as its cells have it: by how much the parts are too much (too little), None where that cannot be said."""

    total: float | None
    added: float
    excess: float | None
    filled: int  # parts above 0

    @property
    def is_off(self) -> bool:
        return bool(self.excess)

    @property
    def bears_out(self) -> bool:
        return self.excess == 0 and bool(self.total)


class _Broken(NamedTuple):
    sum: _Sum
    state: _State


@dataclass
class _Seen:
    """A form of which some sum does not come out, read with care."""

    sheet: Sheet
    table: FormTable
    rules: list[list[_Sum]]  # of each the sum in every row or column
    units: int | None
    _figures: dict[_Place, float | None] = field(default_factory=dict)
    _off: dict[Rule, list[_Broken]] = field(default_factory=dict)  # of each rule the sums that do not come out
    _told_of: set[_Sum] = field(default_factory=set)

    def findings(self) -> Iterator[Finding]:
        broken, doubtful = list[_Broken](), list[_Broken]()
        for sums in self.rules:
            states = [(each, self._state(each)) for each in sums]
            off = self._off[sums[0].rule] = [_Broken(each, state) for each, state in states if state.is_off and self._same_units(each)]
            if _is_borne_out(sums[0].rule, [state for _, state in states]):
                broken += off
            elif len(off) >= _MANY and self._are_girls(sums[0]) and all(state.is_off for _, state in states if state.filled and state.excess is not None):
                broken += off[:1]
            else:
                doubtful += off
        broken += self._agreeing(broken, doubtful)
        self._told_of = {each.sum for each in broken}
        yield from self._told(sorted(broken, key=lambda each: each.sum.whole))

    def off(self, sums: Sequence[_Sum]) -> list[_Broken]:
        """Of one rule; nothing where some of it is told, or borne out by the form's own figures."""
        if sums[0].rule not in self._off:
            states = [_Broken(each, self._state(each)) for each in sums]
            self._off[sums[0].rule] = [each for each in states if each.state.is_off and self._same_units(each.sum)]
        off = self._off[sums[0].rule]
        return [] if any(each.sum in self._told_of for each in off) else sorted(off, key=lambda each: each.sum.whole)

    def doubted(self, off: list[_Broken]) -> list[Finding]:
        """What is to be told of a rule where other schools bear it out: of many cells once, since they were then copied or moved together."""
        if len(off) < _MANY:
            return list(self._told(off))
        own = [each for each in off if not each.sum.is_told]
        return [self._in_many(self._finding(each, each.sum.whole, 0), own[1:]) for each in own[:1]]

    def _in_many(self, finding: Finding, others: Sequence[_Broken]) -> Finding:
        places = [(self.sheet.file, self.sheet.name, self.sheet.place(*each.sum.whole)) for each in others]
        here = Message("、".join(place for _, _, place in places), ", ".join(place for _, _, place in places))
        message = Message(f"{finding.message.zh}；{here.zh} 也是如此，请看是否整行（列）错位或公式漏加", f"{finding.message.en}. So it is at {here.en}: was a row (column) moved, or is a part missing in a formula?")
        return replace(finding, message=message, against=tuple(dict.fromkeys((*finding.against, *places))))

    def _agreeing(self, broken: list[_Broken], doubtful: list[_Broken]) -> list[_Broken]:
        """Of sums that the form's figures do not bear out: those by which a cell's row and its column want the same figure of it."""
        wanted: dict[tuple[_Place, float], list[_Broken]] = {}
        for each in (*broken, *doubtful):
            for place in each.sum.cells if each.sum.rule.complete else ():
                wanted.setdefault((place, self._wanted(each, place)), []).append(each)
        alike = [some for some in wanted.values() if {each.sum.rule.is_rows for each in some} == {False, True}]
        return [each for each in doubtful if any(each in some for some in alike)]

    def _cell(self, place: _Place) -> Cell:
        cells = self.sheet.rows[place[0]]
        return cells[place[1]] if place[1] < len(cells) else ""

    def _figure(self, place: _Place) -> float | None:
        if place not in self._figures:
            self._figures[place] = figure(self._cell(place))
        return self._figures[place]

    def _state(self, each: _Sum) -> _State:
        total, parts, minus = self._figure(each.whole), [*map(self._figure, each.parts)], [*map(self._figure, each.minus)]
        given = [part for part in parts if part]
        added, filled = sum(given) - sum(part for part in minus if part), len(given)
        if total is None and filled > each.rule.complete and not each.minus and self._is_left_out(each):
            return _State(None, added, added, filled)
        if total is None or all(part is None for part in parts) or (each.minus and parts[0] is None):
            return _State(total, added, None, filled)
        excess = added - total
        slack = self._slack([total, *parts, *minus]) + _SLACK
        if abs(excess) <= slack:
            return _State(total, added, 0, filled)
        if self._is_open(each):
            return _State(total, added, excess if excess > 0 and not each.minus else None, filled)
        if excess > 0 or each.rule.complete:  # too little: a figure is wrong, or a blank is no 0
            return _State(total, added, excess, filled)
        return _State(total, added, None if None in parts and not each.minus else 0, filled)  # of a change a blank says that nothing changed

    def _is_open(self, each: _Sum) -> bool:
        """What stands in place of a figure (35亩 among square metres, 约30) may be all that is too little; it is told at its own cell."""
        return any(self._figure(place) is None and is_odd(self._cell(place)) for place in (*each.parts, *each.minus))

    def _is_left_out(self, each: _Sum) -> bool:
        """A blank total over parts that are given; of girls in a row of totals many say nothing, since the girls' own row does."""
        return self._cell(each.whole) == "" and (each.rule.complete or not _PART.search(self._head(each.whole[1])))

    def _slack(self, numbers: Sequence[float | None]) -> float:
        """Each figure of a measure is rounded; counts are not."""
        broken = [number for number in numbers if number is not None and not number.is_integer()]
        places = max((len(f"{number:.10g}".partition(".")[2]) for number in broken), default=0)
        return 0.5 * 10**-places * len(numbers) if places or self._is_measured else 0

    @cached_property
    def _is_measured(self) -> bool:
        return any(_MEASURED.search(text) for text in self.table.said)

    def _are_girls(self, each: _Sum) -> bool:
        """Girls beside everyone: too many in every column is no misread form, but two lines that changed places. Said once."""
        if not each.rule.is_rows or each.rule.complete or len(each.parts) != 1:
            return False
        whole, part = (self._label(place[0]) for place in (each.whole, each.parts[0]))
        return "女" in part and "女" not in whole

    def _same_units(self, each: _Sum) -> bool:
        if self.units is None or not each.rule.is_rows:
            return True
        return len({plain(self._cell((row, self.units))) for row, _ in each.cells}) == 1

    def _told(self, broken: list[_Broken]) -> Iterator[Finding]:
        """A cell at which several sums break is the one that is wrong; it is told once, and not where another check tells it."""
        while broken:
            times = Counter(place for each in broken for place in dict.fromkeys(each.sum.cells))
            told = Counter(place for each in broken if each.sum.is_told for place in dict.fromkeys(each.sum.cells))
            parts = {place for each in broken if not each.sum.rule.complete for place in each.sum.parts}
            place = max(times, key=lambda place: (times[place], told[place], self._cell(place) == "", place in parts))
            here = [each for each in broken if place in each.sum.cells] if times[place] > 1 else broken[:1]
            broken = [each for each in broken if each not in here]
            if self._cell(place) == "":
                here.sort(key=lambda each: -each.state.added)  # the sum that asks most of it
            else:
                here.sort(key=lambda each: not each.sum.rule.complete and len(each.sum.parts) > 1)  # of one part what is wrong is plainer
            own = [each for each in here if not each.sum.is_told]
            if own and all(place != each.sum.whole for each in here if each.sum.is_told):  # a check of facts stands at the whole
                yield self._finding(own[0], place if len(here) > 1 else self._of_one(*own[0]), len(here) - 1)

    def _of_one(self, each: _Sum, state: _State) -> _Place:
        """The cell at which a sum is told that alone is broken: of too little the part that is blank."""
        blank = [place for place in each.parts if self._cell(place) == ""]
        if state.total is None:
            return each.whole
        if each.rule.complete and (state.excess or 0) < 0 and len(blank) == 1:
            return blank[0]
        return each.whole if each.rule.complete or len(each.parts) > 1 else each.parts[0]

    def _finding(self, broken: _Broken, place: _Place, others: int) -> Finding:
        each, state = broken
        found, at, whole = shown(self._cell(place)), self.sheet.place(*place), self._named(each, each.whole)
        parts, line = self._parts(each), self._line(each)
        wrong = probably_wrong(at, found, others)
        must = Message("应相等", "which should be equal") if each.rule.complete else Message("部分不能多于整体", "and a part is not more than its whole")
        total = Message("没有填", "is blank") if state.total is None else Message(f"填的是 {state.total:.10g}", f"is {state.total:.10g}")
        blank = sum(self._cell(part) == "" for part in each.parts) if state.total is None or (state.excess or 0) < 0 else 0
        blanks = Message(f"（{blank} 格空白）", f" ({blank} of them blank)") if blank else Message("", "")
        return Finding(
            Severity.WARNING, "form-unbalanced",
            Message(
                f"《{self.table.title}》{line.zh}：“{whole}”{total.zh}，{parts.zh} {state.added:.10g}{blanks.zh}，{must.zh}{wrong.zh}；请核对这几格，改正填错的一格",
                f"{self.table.title}, {line.en}: `{whole}` {total.en}, {parts.en} {state.added:.10g}{blanks.en}, {must.en}{wrong.en}. Compare these cells and correct the wrong one",
            ),
            self.sheet.file, self.sheet.name, at, found, self._allowed(broken, place),
            tuple((self.sheet.file, self.sheet.name, self.sheet.place(*other)) for other in each.cells if other != place and (blank or shown(self._cell(other)))),
        )

    def _line(self, each: _Sum) -> Message:
        """The column of a rule about rows, the row of one about columns."""
        if not each.rule.is_rows:
            return Message(f"“{self._label(each.whole[0])}”一行", f"row `{self._label(each.whole[0])}`")
        return Message(f"“{self._head(each.whole[1])}”一列", f"column `{self._head(each.whole[1])}`")

    def _parts(self, each: _Sum) -> Message:
        signed = [*((" + ", place) for place in each.parts), *((" - ", place) for place in each.minus)]
        if len(signed) > _NAMED:
            places = [self.sheet.place(*place) for _, place in signed]
            return Message(f"其余各项（{'、'.join(places)}）之和为", f"its parts ({', '.join(places)}) add up to")
        zh, en = ("".join(f"{sign}{left}{self._named(each, place)}{right}" for sign, place in signed).removeprefix(" + ") for left, right in ("“”", "``"))
        return Message(f"而{zh}为", f"but {en} is")

    def _named(self, each: _Sum, place: _Place) -> str:
        return f"{self._label(place[0]) if each.rule.is_rows else self._head(place[1])} {self.sheet.place(*place)}"

    def _label(self, row: int) -> str:
        first, second = (shown(self._cell((row, at))) for at in (0, 1))
        return _MARKS.sub("", first) or _MARKS.sub("", second)

    def _head(self, column: int) -> str:
        return next((each.shown for each in self.table.grid.columns if each.column == column), "")

    def _allowed(self, broken: _Broken, place: _Place) -> str:
        is_least = place == broken.sum.whole or place in broken.sum.minus
        return f"{'=' if broken.sum.rule.complete else '≥' if is_least else '≤'} {self._wanted(broken, place):.10g}"

    def _wanted(self, broken: _Broken, place: _Place) -> float:
        """What the other figures of the sum leave for this cell."""
        own, excess = self._figure(place) or 0.0, broken.state.excess or 0.0
        return round(own + excess if place == broken.sum.whole or place in broken.sum.minus else own - excess, 6)


def _is_borne_out(rule: Rule, states: Sequence[_State]) -> bool:
    """Whether the figures say that the rule is one: a slip breaks few of its sums and leaves the others.

    What the form does not say in words must come out elsewhere in the form, in figures that chance does not make equal.
    """
    off = sum(state.is_off for state in states)
    good = [state for state in states if state.bears_out]
    if not rule.complete:
        return off <= _FEW or off * _FEW <= sum(bool(state.filled) and state.excess is not None for state in states)
    if rule.said:
        return off <= max(1, len(good))
    full = [state for state in good if state.filled > 1]
    if off <= len(full) and any((state.total or 0) >= _LARGE or (state.total or 0) % 1 for state in full):
        return True
    enough = len(full) >= _FEW or len(good) >= (_ALONE if len(rule.parts) == 1 else _SOME if full else len(states))
    return enough and off * _MANY <= len(good)
