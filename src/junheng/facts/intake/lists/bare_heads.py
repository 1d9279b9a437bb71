"""Heads that lists made by hand leave bare: 七年级, 其中：女, 本科, 45人及以下, 合计 beside 在校生数, 专任教师, 班级数.

What such a column is a part of stands beside it, and its figures bear it out: grades add up to the pupils (or to the classes), a part is not
more than its whole. It is then read as if the whole's head stood over it; one that nothing bears out stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import NamedTuple

import numpy as np

from junheng.facts.intake.heads.head import ColumnHead, Head
from junheng.facts.intake.heads.head_years import years_apart
from junheng.facts.intake.heads.match import WORDS_OF_WHOLES, Match, Matcher
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.lists.preschool import PRESCHOOL, Preschool, is_preschool, is_without_preschool, may_be_in
from junheng.facts.intake.lists.staff_beside import StaffParts, bears_out, counts_staff
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import words
from junheng.terms import Finding, Message, Severity, Stage

_SOME = 60  # rows, from all over the list
_NEAR, _FEW = 0.1, 2  # by how much, or by how many, the parts may miss their whole and still be its parts
_OFF = 9
_LABELS, _TOTAL = 4, re.compile("(?:合计|总计|小计|总数)$|^计$")  # cells of a line that may say that it is a sum
_PUPILS_OF_A_GRADE = 15  # where nothing says whether grades are pupils or classes: no school has as many classes of one grade
_OF_UNIT = {"人": "pupils", "名": "pupils", "班": "classes", "个班": "classes"}  # 一年级 over 班 and 人
_STAGES = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中", Stage.SENIOR: "高中"}
_GRADE = re.compile(r"(?:小学|初中|高中)?(?:(?:在校)?学?生(?:人?数)?)?(?:([一二三四五六七八九1-9])年级|([初高])([一二三])(?:年级)?)(?:合计|小计|人数|数)?")
_NUMERAL = re.compile("([一二三四五六七八九])")  # 一 to 六 alone
_FEWEST_ALIKE = 4  # different figures of a grade that are another's in the same rows: no chance
_SEXES = ("男", "女")  # stand before their total, too
_NUMERALS = "一二三四五六七八九"
_LAST = {Stage.PRIMARY: 6, Stage.JUNIOR: 9}
_OF_PUPILS, _OF_CLASSES = re.compile("学生|在校生|生数|人数"), re.compile("班级|班数|教学班|班情况")
_TEACHERS = re.compile("^教师中|教师(?:人?数)?$")
_WITH_PRESCHOOL = ("pupils", "classes", "teachers")
_BY_STAGE = ("teachers", "classes")  # whose bare parts may be of a school of several stages
_Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class _Grade:
    head: ColumnHead
    number: int  # 1 to 9 through primary and junior school; 1 to 3 where the head says 高一
    stage: Stage | None  # as the head alone says it: 七年级 and 初一 are junior


def heads_in_context(sheet: Sheet, head: Head, matcher: Matcher, source: Source, titles: Sequence[str], stage: Stage | None) -> InContext:
    """The head with its bare columns under the whole that they belong to. Of sources that know what is part of what (`compared`).

    titles: all that is said of the sheet. stage: of the sheet, where something says it.
    """
    all_known = all(matcher.match(each) or each.parts == ("",) for each in head.columns)
    if not source.compared or (all_known and not any(map(is_preschool, head.columns)) and len({grade.stage for each in head.columns if (grade := _grade_in(each))}) < 2):
        return InContext(head, ())
    return _Context(sheet, head, matcher, "".join(map(words, titles)), stage).told()


class Apart(NamedTuple):
    """Grades that are not the pupils in too many rows (a class attached to the school has no column): they are compared, and not kept."""

    heads: tuple[ColumnHead, ...]
    total: ColumnHead
    rows: tuple[int, ...]  # in which they differ, of those that were looked at
    is_more: bool  # the total, in all of them, and no grade tells why
    at: ColumnHead  # the grade that makes the difference, else the first
    why: Message


class InContext(NamedTuple):
    """others: parts of other staff than the teachers. unstaged: bare parts behind the totals of two stages, of which stage nothing tells."""

    head: Head
    apart: tuple[Apart, ...]
    others: tuple[StaffParts, ...] = ()
    unstaged: tuple[ColumnHead, ...] = ()
    preschool: tuple[Preschool, ...] = ()


def grades_apart(sheet: Sheet, head: Head, apart: Sequence[Apart]) -> Iterator[Finding]:
    """Told at the grade that makes the difference, else at the first one, with the totals that differ."""
    for heads, total, rows, is_more, at, why in apart:
        first = heads[0]
        yield Finding(
            Severity.INFO if is_more else Severity.WARNING, "grades-apart",
            Message(
                f"“{first.shown}”等各年级之和有 {len(rows)} 行不等于“{total.shown}”（{why.zh}），只作比较，没有作为各年级学生数采用；请核对这些行",
                f"`{first.shown}` and the other grades are not `{total.shown}` in {len(rows)} rows ({why.en}): they were compared, and not used as the pupils by grade; look at these rows",
            ),
            sheet.file, sheet.name, sheet.place(head.first, at.column), at.shown,
            against=tuple(sheet.at(row, total.column) for row in rows),
        )


class _Context:
    def __init__(self, sheet: Sheet, head: Head, matcher: Matcher, said: str, stage: Stage | None) -> None:
        self._sheet, self._head, self._matcher, self._said, self._stage = sheet, head, matcher, said, stage
        self._found: dict[int, ColumnHead] = {}
        self._apart: list[Apart] = []
        self._others: dict[int, list[ColumnHead]] = {}  # by the column of other staff
        self._unstaged: list[ColumnHead] = []
        self._numbers: dict[int, _Numbers] = {}
        self._wholes = self._all_wholes()
        below = len(sheet.rows) - head.last - 1
        rows = [head.last + 1 + at for at in np.linspace(0, below - 1, min(below, _SOME)).astype(int).tolist()] if below > 0 else []
        self._rows = [row for row in rows if not any(map(_is_total, sheet.rows[row][:_LABELS]))]  # one slip would count twice, at its school and in the sum

    def told(self) -> InContext:
        grades = [grade for each in self._head.columns if (grade := _grade(each))]
        bare = [each for each in grades if self._matcher.match(each.head) is None]
        for unit in dict.fromkeys(each.head.unit for each in bare):
            for run in _runs([each for each in bare if each.head.unit == unit]):
                self._settle_grades(run)
        self._grand_total()
        self._wholes = self._all_wholes()
        for each in self._head.columns:
            if each.column not in self._found and _grade(each) is None and each.parts != ("",) and self._matcher.match(each) is None:
                self._settle_part(each)
        self._with_stages([grade for each in self._head.columns if (grade := _grade_in(each))])
        preschool = tuple(self._preschool())
        columns = tuple(self._found.get(each.column, each) for each in self._head.columns)
        others = tuple(StaffParts(each, tuple(self._others[each.column])) for each in self._head.columns if each.column in self._others)
        return InContext(Head(self._head.first, self._head.last, columns), tuple(self._apart), others, tuple(self._unstaged), preschool)

    def _all_wholes(self) -> list[tuple[ColumnHead, Match, str]]:
        """As they stand in the head; a bare total counts as soon as it is known."""
        found = []
        for each in self._head.columns:
            match = self._matcher.match(self._found.get(each.column, each))
            fact = match.column.fact if match and match.column and match.column.table == "school_years" else ""
            if match and fact in WORDS_OF_WHOLES:
                found.append((each, match, fact))
        return found

    def _preschool(self) -> Iterator[Preschool]:
        """Columns of children before school behind a total that may hold them; where a column gives the figure without them, it is read as the total."""
        for part in filter(is_preschool, self._head.columns):
            before = (each for each, _, fact in reversed(self._wholes) if fact in _WITH_PRESCHOOL and may_be_in(part, fact) and each.column < part.column and self._stands_over(each, part))
            total, own = next(before, None), self._of(part.column)
            if total is None or not (own > 0).any() or not _is_at_most(own, whole := self._of(total.column)):
                continue
            beside = (each for each in self._head.columns if each.column not in (part.column, total.column) and each.parts[:-1] == part.parts[:-1] and self._may_be_without(each, total))
            others = [(each, self._of(each.column)) for each in beside]
            if any(_is_equal(figures, whole) for _, figures in others) or self._is_sum_of_grades(whole):
                continue
            without = next((each for each, figures in others if _is_equal(figures + np.nan_to_num(own), whole)), None)
            if without:
                if not self._is_kept(without):
                    self._found[without.column] = without._replace(parts=total.parts)
                self._found[total.column] = total._replace(parts=(PRESCHOOL,))  # known, and not kept
            if without or not any(name in said for said in total.parts for name in _STAGES.values()):
                self._found[part.column] = part._replace(parts=(PRESCHOOL,))
                yield Preschool(part, total, without)

    def _may_be_without(self, head: ColumnHead, total: ColumnHead) -> bool:
        """一至六年级, or another word for what the total is of: 小学生 beside 学生总数."""
        facts = {each.column: fact for each, _, fact in self._wholes}
        return facts.get(head.column) == facts[total.column] or (is_without_preschool(head) and not self._is_kept(head))

    def _is_kept(self, head: ColumnHead) -> bool:
        match = self._matcher.match(head)
        return match is not None and (match.column is not None or match.compared is not None)

    def _is_sum_of_grades(self, whole: _Numbers) -> bool:
        grades = [self._of(each.head.column) for each in map(_grade, self._head.columns) if each]
        return bool(grades) and _is_equal(np.nansum(grades, axis=0), whole)

    def _of(self, column: int) -> _Numbers:
        if column not in self._numbers:
            figures = [figure(cell) for cell in self._sheet.column(column, self._rows)]
            self._numbers[column] = np.array([np.nan if each is None else each for each in figures], dtype=float)
        return self._numbers[column]

    def _settle_grades(self, run: Sequence[_Grade]) -> None:
        added = np.nansum([self._of(each.head.column) for each in run], axis=0)
        group = run[0].head.parts[:-1]
        facts = [_OF_UNIT[unit]] if (unit := run[0].head.unit) in _OF_UNIT else ["pupils", "classes"]
        near = sorted(((whole, match, fact) for whole, match, fact in self._wholes if fact in facts and whole.parts[:-1] == group),
                      key=lambda each: abs(each[0].column - run[0].head.column))
        fitting = next((each for each in near if _is_near(added, self._of(each[0].column))), None)
        fitting = fitting or next((each for each in near if each[2] == "pupils" and _is_roughly(added, self._of(each[0].column))), None)
        total = None if fitting else self._bare_total(run, added)
        what = fitting[2] if fitting else self._by_words(run, total) if not any(fact == "pupils" for _, _, fact in near) else None
        if total and len(facts) == 1:  # 班 under 合计 and each grade
            (what,) = facts
        if what is None:
            return
        if total and not self._is_sum(total, added):
            total = None
        if self._has_four_junior_grades(run):
            if total:
                self._put(total, what)
            return
        if what == "pupils" and fitting and not _is_equal(added, whole := self._of(fitting[0].column)):
            off = ~np.isnan(whole) & (added != whole)
            rows = tuple(row for row, is_off in zip(self._rows, off, strict=True) if is_off)
            heads = tuple(each.head for each in run)
            cause = self._cause(heads, lambda own: off.sum() > 1 and bool((added - own == whole)[off].all()))
            is_more = cause is None and bool((whole[off] > added[off]).all())
            self._apart.append(Apart(heads, fitting[0], rows, is_more, *(cause or (heads[0], Message("总数含附设班，或填错？", "with attached classes, or slips?")))))
            return
        stages = {each.stage for each in run}
        stage = next(iter(stages)) if len(stages) == 1 and len({each.stage for each in map(_grade, self._head.columns) if each}) > 1 else None
        for each in run:
            self._put(each.head, what)
        if total:
            self._put(total, what, stage)

    def _cause(self, heads: Sequence[ColumnHead], is_left_out: Callable[[_Numbers], bool]) -> tuple[ColumnHead, Message] | None:
        """The grade that no row has, that the totals leave out, or that another was pasted over. is_left_out: of its figures."""
        for head in heads:
            if np.isnan(self._of(head.column)).all():
                return head, Message(f"“{head.shown}”一列都空着", f"the column `{head.shown}` is blank")
            if is_left_out(np.nan_to_num(self._of(head.column))):
                return head, Message(f"都正好少“{head.shown}”，请看公式是否漏了这一列", f"all lack just `{head.shown}`: see whether a formula leaves that column out")
        for one, other in combinations(heads, 2):
            figures = self._of(one.column)
            if np.unique(figures[figures > 0]).size >= _FEWEST_ALIKE and np.array_equal(figures, self._of(other.column), equal_nan=True):
                return other, Message(f"“{other.shown}”与“{one.shown}”逐行相同，可能有一列贴错", f"`{other.shown}` is `{one.shown}` in every row: was one pasted over the other?")
        return None

    def _bare_total(self, run: Sequence[_Grade], added: _Numbers) -> ColumnHead | None:
        """合计 right before or behind the grades, that is their sum."""
        step = 2 if run[0].head.unit in _OF_UNIT and run[1].head.column > run[0].head.column + 1 else 1
        places = (run[-1].head.column + step, run[0].head.column - step)
        beside = [each for place in places for each in self._head.columns if each.column == place and (step == 1 or each.unit == run[0].head.unit)]
        return next((each for each in beside if self._is_bare_total(each) and _is_near(added, self._of(each.column))), None)

    def _has_four_junior_grades(self, run: Sequence[_Grade]) -> bool:
        """Where a school has 六年级 to 九年级 and not 五年级 (五四制), 六年级 is junior, and the first of four."""
        five, six, seven = (next((self._of(each.head.column) for each in run if each.number == number), None) for number in (5, 6, 7))
        return five is not None and six is not None and seven is not None and bool(((six > 0) & (seven > 0) & ~(five > 0)).any())

    def _is_bare_total(self, head: ColumnHead) -> bool:
        return head.column not in self._found and self._matcher.match(head) is None and self._matcher.says_nothing(years_apart(head)[1].parts[-1])

    def _by_words(self, run: Sequence[_Grade], total: ColumnHead | None) -> str | None:
        """Where no column of the pupils or the classes stands beside: what the title says, else how large they are."""
        said = self._said + "".join(map(words, run[0].head.parts[:-1])) + (total.parts[-1] if total else "")
        pupils, classes = _OF_PUPILS.search(said), _OF_CLASSES.search(said)
        if bool(pupils) != bool(classes):
            return "pupils" if pupils else "classes"
        figures = [number for each in run for number in self._of(each.head.column).tolist() if number > 0]
        return "pupils" if len(figures) > 1 and median(figures) >= _PUPILS_OF_A_GRADE else None

    def _grand_total(self) -> None:
        """The sum of all grades behind the totals of the stages: 一年级 … 小计, 七年级 … 小计, 合计."""
        grades = [column for column, each in self._found.items() if _grade(each) and each.parts[-2].endswith(WORDS_OF_WHOLES["pupils"])]
        last = max(self._found, default=0)
        beside = next((each for each in self._head.columns if each.column == last + 1), None)
        if grades and beside and self._is_bare_total(beside) and self._is_sum(beside, np.nansum([self._of(column) for column in grades], axis=0)):
            self._put(beside, "pupils")

    def _is_sum(self, total: ColumnHead, added: _Numbers) -> bool:
        """Nearly everywhere: one that is more in all rows is with the children before school."""
        whole = self._of(total.column)
        return _is_near(added, whole) and _is_equal(added, whole)

    def _settle_part(self, head: ColumnHead) -> None:
        """Under the nearest whole at its left (男 and 女: or right behind them), of its own group, of which it can be a part by its words and by its figures."""
        for whole, match, fact in (*reversed(self._wholes), *self._wholes):
            if whole.column > head.column + (2 if head.parts[-1] in _SEXES else 0) or not self._stands_over(whole, head):
                continue
            part = self._part_of(head, fact, match.stage)
            if part is None or not _is_at_most(self._of(head.column), self._of(whole.column)):
                continue
            if fact == "teachers" and (other := self._other_staff(whole, head)) and not self._is_of_teachers(head, other):
                self._others.setdefault(other.column, []).append(head)
            elif fact in _BY_STAGE and self._is_of_two_stages(head, whole, match, fact):
                self._found[head.column] = self._part_of(head, fact, None) or part
                self._unstaged.append(head)
            else:
                self._found[head.column] = part
            return

    def _part_of(self, head: ColumnHead, fact: str, stage: Stage | None) -> ColumnHead | None:
        return next((under for under in _as_parts(head, fact, stage) if self._is_part(self._matcher.match(under), fact)), None)

    def _other_staff(self, whole: ColumnHead, head: ColumnHead) -> ColumnHead | None:
        """The nearest column before a bare part that counts people of the staff, where that is not 专任教师 itself."""
        between = [each for each in self._head.columns if whole.column < each.column < head.column]
        return next((each for each in reversed(between) if self._is_other_staff(each)), whole if self._is_less_sure(whole) else None)

    def _is_other_staff(self, head: ColumnHead) -> bool:
        if head.column in self._found or not counts_staff(head) or self._part_of(head, "teachers", None):
            return False
        match = self._matcher.match(head)
        return match is None or match.is_aside or (match.column is None and (match.compared is None or match.compared.whole_of == "teachers"))

    def _is_less_sure(self, whole: ColumnHead) -> bool:
        """在职教师 behind 专任教师."""
        own = next(match for each, match, _ in self._wholes if each.column == whole.column)
        before = [match for each, match, fact in self._wholes if fact == "teachers" and each.column < whole.column and match.stage == own.stage]
        return bool(own.column and own.column.assumed) and any(match.column and not match.column.assumed for match in before)

    def _is_of_teachers(self, head: ColumnHead, other: ColumnHead) -> bool:
        """As its figures tell, or those of the parts between it and the column of other staff."""
        sure = [each for each, match, fact in self._wholes if fact == "teachers" and each.column < head.column and not (match.column and match.column.assumed)]
        stops = [each.column for each in self._head.columns if each.column > head.column and (self._is_other_staff(each) or any(each.column == one.column for one, _, _ in self._wholes))]
        last, families = min(stops, default=head.column + 99), dict[str, list[_Numbers]]()
        own = _family(self._matcher.match(self._part_of(head, "teachers", None) or head))
        for each in self._head.columns:
            part = self._part_of(each, "teachers", None) if other.column < each.column < last and self._matcher.match(each) is None else None
            family = _family(self._matcher.match(part)) if part else ""
            if part and (each.column <= head.column or family == own):
                families.setdefault(family, []).append(self._of(each.column))
        return bool(sure) and bears_out([*families.values()], self._of(sure[-1].column), self._of(other.column))

    def _is_of_two_stages(self, head: ColumnHead, whole: ColumnHead, match: Match, fact: str) -> bool:
        """Behind the totals of two stages, where no head names its stage and none of its words stands behind the first total, too."""
        before = [each for each, one, own in self._wholes if own == fact and each.column < whole.column and one.stage not in (None, match.stage)]
        if match.stage is None or not before or any(name in part for part in head.parts for name in _STAGES.values()):
            return False
        return not any(each.parts == head.parts and before[-1].column < each.column < whole.column for each in self._head.columns)

    def _stands_over(self, whole: ColumnHead, head: ColumnHead) -> bool:
        """Within one group, or before a group that adds nothing (学历, 职称)."""
        group, said = self._saying(head.parts[:-1]), self._saying(whole.parts)  # 专任教师 > 总数 is 专任教师; 教师情况 > 其中 is 教师情况
        return head.parts[:-1] == whole.parts[:-1] or said[:-1] == group

    def _saying(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Without what adds nothing at its end."""
        while parts and self._matcher.says_nothing(parts[-1]):
            parts = parts[:-1]
        return parts

    def _is_part(self, match: Match | None, fact: str) -> bool:
        if match is None or match.is_aside:
            return False
        return match.compared.part_of == fact if match.compared else match.column is not None and match.column.fact != fact

    def _put(self, head: ColumnHead, fact: str, stage: Stage | None = None) -> None:
        self._found[head.column] = _under(head, fact, stage)

    def _with_stages(self, grades: Sequence[_Grade]) -> None:
        """Where the list has grades of two stages each says its own, else both first grades would be one fact."""
        stages = {each.stage for each in grades}
        by_number = {each.number for each in grades if each.stage == Stage.PRIMARY}
        if len(stages) < 2 and (self._stage or not by_number & {4, 5, 6}):
            return
        for each in grades:
            own = self._found.get(each.head.column, each.head)
            match = self._matcher.match(own)
            if each.stage and match and match.column and match.stage is None:
                line = max(at for at, part in enumerate(own.parts) if grade_of(part))
                self._found[own.column] = own._replace(parts=(*own.parts[:line], _STAGES[each.stage] + own.parts[line], *own.parts[line + 1 :]))


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.search(words(cell)) is not None


def _grade(head: ColumnHead) -> _Grade | None:
    return _graded(head, head.parts[-1]) if head.parts else None


def _grade_in(head: ColumnHead) -> _Grade | None:
    """As its leaf says it, else a line over it: 七年级 > 班数 and 人数."""
    return next((grade for part in reversed(head.parts) if (grade := _graded(head, part))), None)


def grade_of(text: str) -> re.Match[str] | None:
    return _GRADE.fullmatch(text) or _NUMERAL.fullmatch(text)


def _graded(head: ColumnHead, text: str) -> _Grade | None:
    found = grade_of(text)
    if found is None:
        return None
    if found.re is _GRADE and found[2]:
        number, stage = _NUMERALS.index(found[3]) + 1, Stage.JUNIOR if found[2] == "初" else Stage.SENIOR
        return _Grade(head, number + 6 * (stage == Stage.JUNIOR), stage)
    number = _NUMERALS.index(found[1]) + 1 if found[1] in _NUMERALS else int(found[1])
    return _Grade(head, number, Stage.PRIMARY if number <= _LAST[Stage.PRIMARY] else Stage.JUNIOR)


def _runs(grades: Sequence[_Grade]) -> Iterator[list[_Grade]]:
    """Grades beside each other, each once, of one group; 六年级 beside 七年级 without 五年级 is a junior school of four years, and left."""
    run: list[_Grade] = []
    for each in [*grades, None]:
        if run and (each is None or each.head.column > run[-1].head.column + (2 if each.head.unit in _OF_UNIT else 1) or each.head.parts[:-1] != run[-1].head.parts[:-1] or each.number != run[-1].number + 1):
            numbers = {grade.number for grade in run}
            if len(run) > 1 and not (6 in numbers and 7 in numbers and 5 not in numbers):
                yield run
            run = []
        if each is not None:
            run.append(each)


def _under(head: ColumnHead, fact: str, stage: Stage | None) -> ColumnHead:
    over = (_STAGES.get(stage, "") if stage else "") + WORDS_OF_WHOLES[fact]
    leaf = f"{head.parts[-1]}年级" if _NUMERAL.fullmatch(head.parts[-1]) else head.parts[-1]
    return head._replace(parts=(*head.parts[:-1], over, leaf))


def _as_parts(head: ColumnHead, fact: str, stage: Stage | None) -> Iterator[ColumnHead]:
    """体育教师 and 教师中体育人数 behind 专任教师 are its 体育, too."""
    yield _under(head, fact, stage)
    if fact == "teachers" and (leaf := _TEACHERS.sub("", head.parts[-1])) not in ("", head.parts[-1]):
        yield _under(head._replace(parts=(*head.parts[:-1], leaf)), fact, stage)


def _family(match: Match | None) -> str:
    """Degrees, titles, or one of the others: of what the parts of a whole add up to it."""
    fact = match.column.fact if match and match.column else ""
    return "titles" if fact.startswith("titles_") else "degrees" if fact.startswith("teachers_") and fact not in ("teachers_pe", "teachers_arts") else fact


def _most(of: Callable[[_Numbers, _Numbers], np.ndarray[tuple[int], np.dtype[np.bool_]]], parts: _Numbers, whole: _Numbers) -> bool:
    both = ~np.isnan(parts) & ~np.isnan(whole) & ((parts > 0) | (whole > 0))
    return bool(both.any()) and bool(of(parts[both], whole[both]).mean() > 0.5)


def _is_near(added: _Numbers, whole: _Numbers) -> bool:
    return _most(lambda parts, total: np.abs(parts - total) <= np.maximum(_NEAR * total, np.minimum(_FEW, total / 2)), added, whole)


def _is_roughly(added: _Numbers, whole: _Numbers) -> bool:
    """Grades that a formula leaves one of out, or that slid by a column, are grades all the same."""
    return _most(lambda parts, total: (parts > total / 2) & (parts < total * 2), added, whole)


def _is_equal(added: _Numbers, whole: _Numbers) -> bool:
    """In all rows but one, or but one in nine."""
    both = ~np.isnan(added) & ~np.isnan(whole)
    off = int((added[both] != whole[both]).sum())
    return off <= max(1, int(both.sum()) // _OFF)


def _is_at_most(part: _Numbers, whole: _Numbers) -> bool:
    """Nothing filled in contradicts nothing."""
    return not (~np.isnan(part)).any() or _most(lambda parts, total: parts <= total, part, whole)
