"""Parts of a list's columns against their wholes, in figures that are not stored: 女 and 在校生, 绿化 and 占地, grades without a fact of their own.

Only of sources that say what is part of what (`compared`): in a foreign census columns may add up nearly everywhere, and rightly not in
some lines. What the catalogue compares (docs/checks.md) is left to it. Some rows are looked at first; only columns that are part of something are read in all rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.forms.form_outline import Rule
from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.lists.list_parts import (
    Figures,
    are_alike,
    figures_among,
    of_one_unit,
    outermost,
    parts_by_words,
)
from junheng.facts.intake.lists.list_runs import (
    FigureColumns,
    Flags,
    Matrix,
    Numbers,
    bears_out,
    excess_of,
    runs_among,
    slack_of,
    surely_bears_out,
)
from junheng.facts.intake.lists.totals import Summed
from junheng.facts.intake.values.cells import Reading, quantity
from junheng.facts.intake.values.figures import figure, probably_wrong
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Message, Severity, joined

_SOME, _MORE = 60, 2_000  # rows that are looked at first, and where columns seem to add up there
_NAMED = 4  # parts that a message names; of more it gives the cells
_MANY = 3  # rows that bear a part out, for each in which it is more than its whole
_FEWEST_LACKING = 2  # rows whose whole is more than its parts: a part may have no column. In one alone it is a slip
_FEWEST_OVER, _SAME = 3, 1e-6  # rows whose parts are more than their whole, which may be counted twice: in fewer a slip is likelier
_LARGE = 100
_SCALE = 10_000  # parts of a unit in which the totals' check adds figures up: 亩 have four decimals
_MOST = 1e10  # beyond it is no figure of a school, and no sum of a list's can be kept
# pupils, teachers: of fewer a share may be anything. How far it is from the middle of so many others, in itself and in spreads (theirs, and that of chance)
LEAST_OF_SHARE, FEWEST_OTHERS, APART, SPREADS = {"pupils": 40, "teachers": 20}, {"pupils": 5, "teachers": 8}, {"pupils": 0.25, "teachers": 0.35}, 5.0
_ALL_WOMEN = 5  # schools of that size with nothing but girls, or women: a column pasted over another
_BESIDE = 2  # columns: 男 may stand between
_FEW_GIRLS, _MANY_GIRLS, _MOST_SCHOOLS = 0.35, 0.6, 0.5  # a share of girls that most schools of a list never have
_Places = np.ndarray[tuple[int], np.dtype[np.intp]]
_MEASURES = ("平方米", "亩", "公顷", "元")


@dataclass(frozen=True)
class _Broken:
    rule: Rule
    row: int
    total: float
    added: float
    good: int  # rows in which it comes out
    times: int = 1  # rows in which it does not, where they are said at once
    may_be_right: bool = False  # unless the row breaks another sum too
    may_lack: bool = False  # a part that has no column

    @property
    def excess(self) -> float:
        return self.added - self.total


@dataclass
class ListSums:
    """Of one list: what is part of what in it, and the figures of those columns in all its rows."""

    sheet: Sheet
    rows: Sequence[int]
    figures: dict[int, Figures]
    rules: list[Rule]
    values: dict[int, Numbers] = field(default_factory=dict)
    steps: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column in dict.fromkeys(line for rule in self.rules for line in rule.lines):
            self.values[column] = numbers_in(self.sheet, column, self.rows)
            self.steps[column] = _step(self.figures[column], self.values[column])

    def findings(self) -> Iterator[Finding]:
        yield from self._unusable()
        broken, lacking = dict[int, list[_Broken]](), dict[Rule, list[_Broken]]()
        for rule in self.rules:
            for each in self._broken(rule):
                broken.setdefault(each.row, []).append(each)
        for row in sorted(broken):
            if len(broken[row]) > 1 or not broken[row][0].may_be_right:
                yield from self._told(broken[row])
            elif broken[row][0].may_lack:
                lacking.setdefault(broken[row][0].rule, []).append(broken[row][0])
        yield from map(self._lacking, lacking.values())
        for rule in filter(self._is_of_women, self.rules):
            yield from (self._far_share(rule, at, usual) for at, usual in self._far(rule) if at not in broken)
            yield from self._all_women(rule) or self._not_girls(rule)

    def _unusable(self) -> Iterator[Finding]:
        """What stands in place of a figure that is not kept: it was compared with nothing. Of facts it is told where they are read."""
        for column in (column for column in self.values if not self.figures[column].is_kept):
            cells = self.sheet.cells(column, self.rows)
            for at in np.flatnonzero(np.isnan(self.values[column])).tolist() if isinstance(cells, list) else ():
                wrong = quantity(cells[at], _SCALE).wrong
                if wrong:
                    yield self._no_figure(column, self.rows[at], wrong)

    def _no_figure(self, column: int, row: int, wrong: Message) -> Finding:
        found, head = shown(next(iter(self.sheet.column(column, [row])))), self.figures[column].head.shown
        return Finding(
            Severity.WARNING, "cell-unusable",
            Message(f"“{head}”填的是“{found}”，{wrong.zh}；没有与其他各列核对，请更正", f"`{head}` holds {found!r}, {wrong.en}: it was not compared with the other columns; correct it"),
            *self.sheet.at(row, column), found,
        )

    def _all_women(self, rule: Rule) -> list[Finding]:
        """Nothing but girls in all schools of some size: the column of the total was pasted. Said once."""
        whole, parts = self.values[rule.whole], self.values[rule.parts[0]]
        large = (whole >= LEAST_OF_SHARE[self.figures[rule.whole].fact]) & ~np.isnan(parts)
        if large.sum() >= _ALL_WOMEN and (parts[large] == whole[large]).all():
            at, count, column = int(np.flatnonzero(large)[0]), int(large.sum()), rule.parts[0]
            one, other = self._named(column, self.rows[at]), self._named(rule.whole, self.rows[at])
            return [Finding(
                Severity.WARNING, "share-apart",
                Message(f"{one.zh}与{other.zh}在 {count} 行都相同，可能把总数列贴到了这一列；请看这一列", f"{one.en} is {other.en} in {count} rows: was the column of the total pasted over this one? Look at the column"),
                *self.sheet.at(self.rows[at], column), shown(next(iter(self.sheet.column(column, [self.rows[at]])))), against=(self.sheet.at(self.rows[at], rule.whole),),
            )]
        return []

    def _not_girls(self, rule: Rule) -> list[Finding]:
        """Girls are nearly half everywhere; where they are not in half of the schools, the column holds something else, boarders say. Said once."""
        whole, parts = self.values[rule.whole], self.values[rule.parts[0]]
        large = (whole >= LEAST_OF_SHARE["pupils"]) & ~np.isnan(parts)
        odd = large & ((parts < _FEW_GIRLS * whole) | (parts > _MANY_GIRLS * whole))
        beside = 1 <= rule.parts[0] - rule.whole <= _BESIDE  # 寄宿生 | 其中：女 may be of the boarders
        if self.figures[rule.whole].fact != "pupils" or not beside or large.sum() < _ALL_WOMEN or odd.sum() < _MOST_SCHOOLS * large.sum():
            return []
        at, count, column = int(np.flatnonzero(odd)[0]), int(odd.sum()), rule.parts[0]
        one, other = self._named(column, self.rows[at]), self._named(rule.whole, self.rows[at])
        return [Finding(
            Severity.WARNING, "share-apart",
            Message(
                f"{one.zh}占{other.zh}的比例在 {count} 行不到三成五或超过六成（共 {int(large.sum())} 行），可能填的是另一列的数；请看这一列",
                f"{one.en} is less than 35 % or more than 60 % of {other.en} in {count} of {int(large.sum())} rows: does the column hold other figures? Look at the column"),
            *self.sheet.at(self.rows[at], column), shown(next(iter(self.sheet.column(column, [self.rows[at]])))), against=(self.sheet.at(self.rows[at], rule.whole),),
        )]

    def _is_of_women(self, rule: Rule) -> bool:
        """Girls of the pupils, women of the teachers."""
        return len(rule.parts) == 1 and "女" in self.figures[rule.parts[0]].head.parts[-1].replace("子女", "") and self.figures[rule.whole].fact in LEAST_OF_SHARE

    def _far(self, rule: Rule) -> Iterator[tuple[int, float]]:
        """The rows in which the share of girls, or of women, is far from the middle of the list: a digit lost, all for the girls."""
        whole, parts = self.values[rule.whole], self.values[rule.parts[0]]
        large = whole >= LEAST_OF_SHARE[self.figures[rule.whole].fact]
        share = np.where(large & ~np.isnan(parts), parts / np.where(large, whole, 1.0), np.nan)
        fact = self.figures[rule.whole].fact
        if int((~np.isnan(share)).sum()) <= FEWEST_OTHERS[fact]:
            return
        usual = min(1.0, float(np.nanmedian(share)))  # more where two columns are in each other's place
        apart, chance = np.abs(share - usual), usual * (1 - usual) / np.where(large, whole, 1.0)
        spread = np.sqrt((1.4826 * float(np.nanmedian(apart))) ** 2 + chance)
        yield from ((int(at), usual) for at in np.flatnonzero((apart > APART[fact]) & (apart > SPREADS * spread)))

    def _far_share(self, rule: Rule, at: int, usual: float) -> Finding:
        row, column = self.rows[at], rule.parts[0]
        whole, part = self._named(rule.whole, row), self._named(column, row)
        share = self.values[column][at] / self.values[rule.whole][at]
        return Finding(
            Severity.WARNING, "share-apart",
            Message(
                f"{part.zh}占{whole.zh}的 {share:.0%}，同表学校的中位数为 {usual:.0%}；请看是否少写一位，或填成了合计",
                f"{part.en} is {share:.0%} of {whole.en}; the median of the list is {usual:.0%}: is a digit lost, or is it the total?",
            ),
            *self.sheet.at(row, column), shown(next(iter(self.sheet.column(column, [row])))),
            against=(self.sheet.at(row, rule.whole),),
        )

    def summed(self) -> Iterator[Summed]:
        """Of the columns that are not kept, so that their totals are compared too."""
        for column, values in self.values.items():
            if not self.figures[column].is_kept:
                fine = pl.Series([None if np.isnan(each) else round(each * _SCALE) for each in values.tolist()], dtype=pl.Int64)
                yield Summed(column, self.figures[column].head.shown, _SCALE, _finely, fine, ("", None), worth=_SCALE if self.steps[column] else 0)

    def _broken(self, rule: Rule) -> list[_Broken]:
        """In the rows where it does not come out; none where the list does not bear it out."""
        whole, parts = self.values[rule.whole], np.column_stack([self.values[part] for part in rule.parts])
        slack = slack_of(np.array([self.steps[line] for line in rule.lines]))
        excess, is_full = excess_of(whole, parts)
        known = ~np.isnan(excess)
        off = known & ((excess > slack) | (rule.complete & is_full & (excess < -slack)))
        fits = known & ~off & (whole > 0) & (np.nansum(parts, axis=1) > 0)
        if not _is_borne_out(rule, int(off.sum()), fits, whole, parts):
            return []
        good = int(fits.sum())
        places = np.flatnonzero(off)
        is_doubtful = rule.complete and not surely_bears_out(int(_full(fits, parts).sum()), len(places), rule.said)
        is_elsewhere = is_doubtful and self._is_elsewhere(rule, places, excess[off])
        may_lack = is_doubtful and not is_elsewhere and len(places) >= _FEWEST_LACKING and bool((excess[off] < 0).all()) and not self._are_all_there(rule, places)
        may_be_right = is_elsewhere or may_lack or (is_doubtful and len(places) >= _FEWEST_OVER and bool((excess[off] > 0).all()))
        is_all = len(places) > max(_MANY, good)  # two columns in two units, or one for the other: said once
        shown_at, times = (places[:1], len(places)) if is_all else (places, 1)
        return [_Broken(rule, int(at), float(whole[at]), float(np.nansum(parts[at])), good, times, may_be_right, may_lack) for at in shown_at]

    def _is_elsewhere(self, rule: Rule, places: _Places, excess: Numbers) -> bool:
        """Whether the rows that are off are all so by what another column says (复式班)."""
        rows = [self.rows[at] for at in places.tolist()]
        return any(bool((np.abs(np.abs(excess) - numbers_in(self.sheet, other, rows)) < _SAME).all()) for other in self.figures if other not in rule.lines)

    def _are_all_there(self, rule: Rule, places: _Places) -> bool:
        """Whether a larger sum with the same parts comes out in these rows: 校舍 of all rooms, beside 教学用房 of some of them. A part that lacks would lack there too."""
        for larger in (each for each in self.rules if each.complete and set(each.parts) > set(rule.parts)):
            excess, _ = excess_of(self.values[larger.whole][places], np.column_stack([self.values[part][places] for part in larger.parts]))
            if (np.abs(excess) <= slack_of(np.array([self.steps[line] for line in larger.lines]))).all():
                return True
        return False

    def _lacking(self, broken: Sequence[_Broken]) -> Finding:
        """教职工 are more than 专任教师 and 工勤人员 in some schools: those perhaps have 行政人员 too. Said once."""
        first, column, rows = broken[0], broken[0].rule.whole, [self.rows[each.row] for each in broken]
        whole, parts = self._named(column, rows[0]), self._parts(first.rule, rows[0])
        return Finding(
            Severity.INFO, "list-part-lacking",
            Message(
                f"{whole.zh}填的是 {first.total:.10g}，{parts.zh} {first.added:.10g}；共 {len(rows)} 行多于各部分之和，另有 {first.good} 行相等，没有一行少于：可能有一部分没有单独成列，若是则不必改，若不是请核对这几行",
                f"{whole.en} is {first.total:.10g}, {parts.en} {first.added:.10g}. So it is more than its parts in {len(rows)} rows, equal in {first.good} others and less in none: "
                "a part perhaps has no column of its own. If so, nothing has to be done; if not, look at these rows",
            ),
            *self.sheet.at(rows[0], column), shown(self.sheet.cell(rows[0], column)), against=tuple(self.sheet.at(row, column) for row in rows[1:]),
        )

    def _told(self, broken: list[_Broken]) -> Iterator[Finding]:
        """A cell at which several sums break is the one that is wrong, where it is the only one; it is told once."""
        while broken:
            times = Counter(line for each in broken for line in each.rule.lines)
            column, count = times.most_common(1)[0]
            is_sure = list(times.values()).count(count) == 1
            here = sorted((each for each in broken if column in each.rule.lines), key=lambda each: len(each.rule.parts)) if count > 1 else broken[:1]
            broken = [each for each in broken if each not in here]
            if not is_sure:
                column = here[0].rule.whole if here[0].rule.complete else here[0].rule.parts[0]
            yield self._finding(here[0], column, len(here) - 1 if is_sure else 0)

    def _finding(self, broken: _Broken, column: int, others: int) -> Finding:
        rule, row = broken.rule, self.rows[broken.row]
        at, found = self.sheet.place(row, column), shown(next(iter(self.sheet.column(column, [row]))))
        whole, parts = self._named(rule.whole, row), self._parts(rule, row)
        wrong = probably_wrong(at, found, others)
        if broken.times > 1:
            wrong = Message(
                f"；共 {broken.times} 行如此，请看两列的单位是否不同，或列是否填反",
                f"; so it is in {broken.times} rows: see whether the two columns are in two units, or in each other's place",
            )
        must = Message("部分不能多于整体", "and a part is not more than its whole")
        if rule.complete:
            must = Message(f"应相等（本表另有 {broken.good} 行相等）", f"which should be equal (they are in {broken.good} other rows)")
        against = (line for line in rule.lines if line != column and not np.isnan(self.values[line][broken.row]))
        return Finding(
            Severity.WARNING, "list-unbalanced",
            Message(
                f"{whole.zh}填的是 {broken.total:.10g}，{parts.zh} {broken.added:.10g}，{must.zh}{wrong.zh}；请核对这几格，改正填错的一格",
                f"{whole.en} is {broken.total:.10g}, {parts.en} {broken.added:.10g}, {must.en}{wrong.en}. Compare these cells and correct the wrong one",
            ),
            self.sheet.file, self.sheet.name, at, found, self._allowed(broken, column),
            tuple(self.sheet.at(row, line) for line in against),
        )

    def _allowed(self, broken: _Broken, column: int) -> str:
        """What the cell should say: the sum for a whole, for a part what it says without what is too much."""
        is_whole = column == broken.rule.whole
        own = float(np.nan_to_num(self.values[column][broken.row]))
        wanted = broken.added if is_whole else round(own - broken.excess, 6)
        sign = "=" if broken.rule.complete else "≥" if is_whole else "≤"
        return f"{sign} {wanted:.10g}"

    def _named(self, column: int, row: int) -> Message:
        head, place = self.figures[column].head.shown, self.sheet.place(row, column)
        return Message(f"“{head}”（{place}）", f"`{head}` ({place})")

    def _parts(self, rule: Rule, row: int) -> Message:
        if len(rule.parts) > _NAMED:
            places = [self.sheet.place(row, part) for part in rule.parts]
            return Message(f"其余各项（{'、'.join(places)}）之和为", f"its parts ({', '.join(places)}) add up to")
        named = joined((self._named(part, row) for part in rule.parts), " + ", " + ")
        return Message(f"而{named.zh}为", f"but {named.en} is")


def list_sums(sheet: Sheet, head: Head, rows: Sequence[int], matcher: Matcher, source: Source, kept: Collection[int]) -> ListSums:
    """kept: the columns that are read as facts."""
    columns = figures_among(head.columns, matcher, source, kept) if len(rows) and source.compared else []
    if all(each.is_kept for each in columns):
        return ListSums(sheet, rows, {}, [])
    some, more = _spread(rows, _SOME), _spread(rows, _MORE)
    in_more = lru_cache(maxsize=None)(lambda column: numbers_in(sheet, column, more))
    seen = {each.column: numbers_in(sheet, each.column, some) for each in columns}
    columns = [each for each in columns if _are_figures(sheet, each.column, some, seen[each.column])]
    figures = {each.column: each for each in columns}
    sums = list(_runs(columns, seen, in_more, len(rows) <= LONGEST_BY_HAND))
    rules = outermost(parts_by_words(columns, source), columns, sums)
    return ListSums(sheet, rows, figures, _once([*sums, *(rule for rule in rules if of_one_unit(rule, figures))], figures))


def _spread(rows: Sequence[int], count: int) -> list[int]:
    """So many of the rows, from all over the list."""
    return [rows[at] for at in np.linspace(0, len(rows) - 1, min(len(rows), count)).astype(int).tolist()]


def _runs(columns: Sequence[Figures], seen: dict[int, Numbers], closer: Callable[[int], Numbers], is_short: bool) -> Iterator[Rule]:
    if len(columns) > 2:
        steps = np.array([_step(each, seen[each.column]) for each in columns])
        values = np.column_stack([seen[each.column] for each in columns])

        def said_alike(places: Sequence[int]) -> bool:
            return are_alike([columns[place] for place in places])

        for run in runs_among(FigureColumns(values, steps, lambda place: closer(columns[place].column), said_alike, is_short)):
            parts = tuple(columns[part].column for part in run.parts)
            yield Rule(False, columns[run.whole].column, parts, complete=True, said=said_alike(run.parts))


def _once(rules: Sequence[Rule], figures: dict[int, Figures]) -> list[Rule]:
    """Not what the catalogue compares, and no part by itself whose sum is compared."""
    found: dict[tuple[int, frozenset[int], bool], Rule] = {}
    for rule in rules:
        if not all(figures[line].is_kept for line in rule.lines):
            found.setdefault((rule.whole, frozenset(rule.parts), rule.complete), rule)
    return list(found.values())


def numbers_in(sheet: Sheet, column: int, rows: Sequence[int]) -> Numbers:
    """NaN where a cell is blank or holds no figure, which is told elsewhere where it matters."""
    cells = sheet.cells(column, rows)
    if isinstance(cells, pl.Series):
        values = cells.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy().copy()
        values[~((values >= 0) & (values <= _MOST))] = np.nan
        return values
    return np.array(list(map(_number, cells)), dtype=float)


@lru_cache(maxsize=1 << 14, typed=True)  # small numbers come again and again
def _number(cell: Cell) -> float:
    number = figure(cell)
    return np.nan if number is None or number > _MOST else number


def _are_figures(sheet: Sheet, column: int, rows: Sequence[int], numbers: Numbers) -> bool:
    filled = sum(bool(plain(cell)) for cell in sheet.column(column, rows))
    return int((~np.isnan(numbers)).sum()) * 2 > filled or not filled


def _step(each: Figures, values: Numbers) -> float:
    """The last place of a measure, in its unit: 1, 0.1 or 0.01; 0 of a count."""
    known = values[~np.isnan(values)]
    places = 0
    if known.size:
        places = next((places for places in range(2) if np.abs(known - known.round(places)).max() < 1e-9), 2)
    is_measured = places or any(word in each.head.shown for word in _MEASURES)
    return float(10.0**-places) if is_measured else 0.0


def _is_borne_out(rule: Rule, off: int, fits: Flags, whole: Numbers, parts: Matrix) -> bool:
    """What a head says in words holds, what only the layout suggests has to come out in the other rows."""
    good = int(fits.sum())
    if not off or not rule.complete:
        return bool(off) and (rule.said or off * _MANY <= good)
    full = _full(fits, parts)
    return bears_out(int(full.sum()), off, rule.said, len(whole) <= LONGEST_BY_HAND) and (rule.said or bool((whole[full] >= _LARGE).any()))


def _full(fits: Flags, parts: Matrix) -> Flags:
    """The rows that prove something: more than one part makes the whole."""
    full: Flags = fits & ((np.nan_to_num(parts) > 0).sum(axis=1) > 1)
    return full


def _finely(cell: Cell) -> Reading:
    number = _number(cell)
    return Reading(None if np.isnan(number) else round(number * _SCALE))


