"""What the rows and the heads of a form say is part of what: 合计, 其中, #, the numbers before labels, indentation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.text import head_part, label_words, plain

MEN, WOMEN = ("男", "男生", "男性", "男学生"), ("女", "女生", "女性", "女学生")
TOTALS = ("总计", "合计", "小计", "计", "总数")
_MARK = re.compile(r"[#]|其中")
_OF_ALL = re.compile("[^中]+中.+情况")
_CLASS = re.compile(r"\d+(?:[-~至]\d+)?(?:岁|人|平方米)")
_GRADE = re.compile("(?:[一二三四五六七八九]|[1-9])年级|[初高][一二三]")
_OF_ALL_PUPILS = ("在校生", "学生数")
_NUMBERS = tuple(map(re.compile, (r"[一二三四五六七八九十]{1,3}[、.]", r"\([一二三四五六七八九十]{1,3}\)", r"\d{1,2}[、.](?!\d)", r"\(\d{1,2}\)")))


class Rule(NamedTuple):
    """Rows (or columns, by their numbers) of which one is the whole of others, in every column (or row) of the form.

    complete: the parts add up to it; else they are together not more. minus: what is taken off their sum. said: the form or its
    source says so in words; else its figures have to bear it out.
    """

    is_rows: bool
    whole: int
    parts: tuple[int, ...]
    complete: bool
    minus: tuple[int, ...] = ()
    said: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        return (self.whole, *self.parts, *self.minus)


@dataclass
class Line:
    """A row of a form. mark: # or 其中, * where its words alone say that it is a part (女). level: of the number before it, 0 where none."""

    row: int
    words: str
    indent: int
    level: int
    mark: str
    unit: str = ""
    opens_group: bool = False
    parts: list[Line] = field(default_factory=list)
    whole: Line | None = None

    @property
    def is_total(self) -> bool:
        return self.words in TOTALS


def line_of(row: int, cells: Sequence[object], labels: int, of_which: Collection[str]) -> Line:
    """labels: how many columns of labels there are; the second holds what is part of the first, a third what is part of that."""
    first, *inner = (str(cells[at]) if at < len(cells) else "" for at in range(max(labels, 1)))
    level_in = next((at for at in range(min(len(inner), 2), 0, -1) if _is_label(inner[at - 1])), 0)
    is_part = level_in > 0
    text = inner[level_in - 1] if is_part else first
    bare = unicodedata.normalize("NFKC", text).strip()
    indent = sum(2 if char == "　" else 1 for char in text[: len(text) - len(text.lstrip())])
    words, unit = head_part(text)
    marked = _MARK.match(bare)
    mark = marked.group() if marked else "*" if words in of_which else ""
    level = next((level for level, number in enumerate(_NUMBERS, start=1) if number.match(bare)), 0)
    return Line(row, words.removeprefix("其中"), indent + 100 * level_in, level, mark, unit, is_part and bool(plain(first)))


def _is_label(text: str) -> bool:
    return bool(plain(text)) and label_words(text) not in TOTALS and not is_number(text)


def rules_of_rows(lines: Sequence[Line], is_whole_word: Callable[[str], bool]) -> Iterator[Rule]:
    """Parts that are not marked may be all there are: the figures tell. Marked ones are some of them."""
    if lines and lines[-1].is_total and not any(line.is_total for line in lines[:-1]):
        lines = [lines[-1], *lines[:-1]]  # the total of all stands below them
    above: list[Line] = []  # the unmarked lines that the next may be part of, each part of the one before
    marked: list[Line] = []  # the run of marked lines right above
    for line in lines:
        if line.opens_group:
            above.clear()
        in_run = bool(marked) and line.indent > marked[0].indent
        if line.mark or in_run:
            line.whole = _whole_of_marked(line, above, marked, is_whole_word)
            marked.append(line)
            if line.whole and _one_unit(line, line.whole):
                yield Rule(True, line.whole.row, (line.row,), complete=False)
            continue
        marked.clear()
        while above and not _may_hold(above[-1], line):
            above.pop()
        if above:
            above[-1].parts.append(line)
        above.append(line)
    for line in lines:
        _settle_flat(line, is_whole_word)
    for line in lines:
        if line.parts and all(_one_unit(part, line) for part in line.parts):
            yield Rule(True, line.row, tuple(part.row for part in line.parts), complete=True)


def _settle_flat(total: Line, is_whole_word: Callable[[str], bool]) -> None:
    """总计, 小学, 本科, 初中, 本科 in one line, as copying trims them: the stages are the total's parts, the degrees those of the stage above. 总计, 当年新增, 一、, 二、: the numbered ones are."""
    if not total.is_total or any(part.indent != total.indent for part in total.parts):
        return
    numbered = [part for part in total.parts if part.level]
    stages = [part for part in total.parts if is_whole_word(part.words)]
    if numbered:
        total.parts = numbered
    elif stages and total.parts[0] is stages[0]:
        for part in total.parts:
            if part not in stages:
                next(stage for stage in reversed(stages) if stage.row < part.row).parts.append(part)
        total.parts = stages


def _may_hold(upper: Line, line: Line) -> bool:
    if line.is_total:
        return upper.indent < line.indent
    if upper.is_total:
        return upper.indent <= line.indent
    if line.level:
        return upper.level < line.level if upper.level else upper.indent < line.indent
    return upper.indent <= line.indent if upper.level else upper.indent < line.indent


def _whole_of_marked(line: Line, above: Sequence[Line], marked: Sequence[Line], is_whole_word: Callable[[str], bool]) -> Line | None:
    """#随迁子女 over a deeper 其中：外省迁入 is its whole; what stands deeper below 其中：… may be in line with its words, and shares its whole."""
    outer = next((each for each in reversed(marked) if each.indent < line.indent), None)
    if outer:
        return outer if outer.mark == "#" and line.mark in ("#", "其中") else outer.whole
    upper = next((each for each in reversed(above) if each.indent < line.indent), None)
    if upper and is_whole_word(above[-1].words) and above[-1].indent == line.indent:
        return None  # 总计, 小学, #女: of which of the two?
    if upper or not above:
        return upper
    nearest = above[-1]
    return nearest if line.mark != "*" or nearest.is_total or is_whole_word(nearest.words) else None


def _one_unit(one: Line, other: Line) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit


class _Head(NamedTuple):
    column: int
    parts: tuple[str, ...]
    marked: int | None  # the first of its lines that says it is a part
    by_words: bool  # its words alone say so

    def is_in(self, group: tuple[str, ...]) -> bool:
        return self.parts[: len(group)] == group


def rules_of_columns(columns: Sequence[ColumnHead], of_which: Collection[str]) -> Iterator[Rule]:
    heads = [_head(each, of_which) for each in columns]
    for at, head in enumerate(heads):
        if head.marked is not None:
            whole = _whole_of_head(head, heads[:at], heads[at + 1 :])
            if whole is not None:
                yield Rule(False, whole, (head.column,), complete=False)
        elif head.parts[-1] in TOTALS and len(parts := _parts_of_head(at, heads)) > 1:
            yield Rule(False, head.column, parts, complete=True)
    yield from _divided(heads)


def _divided(heads: Sequence[_Head]) -> Iterator[Rule]:
    """招生中接受学前教育情况 > 未接受过, 一年 …, beside 招生数: all of them by what they had, or had not."""
    alone = {each.parts[0].removesuffix("数"): each.column for each in heads if len(each.parts) == 1}
    groups: dict[str, list[_Head]] = {}
    for each in heads:
        if len(each.parts) > 1 and _OF_ALL.fullmatch(each.parts[0]):
            groups.setdefault(each.parts[0], []).append(each)
    for group, members in groups.items():
        whole = alone.get(group.partition("中")[0].removesuffix("数"))
        if whole is not None and len(members) > 1 and any(each.parts[-1].startswith(("未", "无", "没有")) for each in members):
            yield Rule(False, whole, tuple(each.column for each in members if each.marked is None), complete=True, said=True)


def _head(each: ColumnHead, of_which: Collection[str]) -> _Head:
    lines = [unicodedata.normalize("NFKC", text).strip() for text in each.shown.split(" > ")]
    marked = next((at for at, text in enumerate(lines) if _MARK.match(text) or head_part(text)[0] in of_which), None)
    return _Head(each.column, each.parts, marked, marked is not None and not _MARK.match(lines[marked]))


def _whole_of_head(head: _Head, before: Sequence[_Head], behind: Sequence[_Head]) -> int | None:
    """The nearest at its left, in its group, that is no part itself; the total right behind it where there is none at its left, or further behind where it stands among classes (25-29岁)."""
    at = head.marked or 0
    group = head.parts[:at]
    near = next((each for each in reversed(before) if each.marked is None and each.is_in(group)), None)
    is_of_total = near is not None and near.parts[-1] in TOTALS
    total = next((each for each in behind if each.parts[:-1] == group and each.parts[-1] in TOTALS), None)
    if total is not None and not is_of_total and (total is behind[0] or (near and _CLASS.match(near.parts[-1]))):
        return total.column  # #女 | 合计: heads from right to left; 24岁及以下 | #女 | 合计: it changed places
    if near is not None and (over := _over_run(head, near, before, behind)) is not None:
        return over.column
    if near is None or not all(each.is_in(group) for each in before[before.index(near) :]):
        return None
    return near.column if is_of_total or (len(near.parts) == at + 1 and not head.by_words) else None


def _over_run(head: _Head, near: _Head, before: Sequence[_Head], behind: Sequence[_Head]) -> _Head | None:
    """合计 | 一年级 … 六年级 | #女: what stands once, behind a whole run of parts, is part of what stands before the run, not of the last of them. 合计 | 行政人员 | 专任教师 | #女 may be of the teachers."""
    group = near.parts[:-1]
    beside = list(takewhile(lambda each: each.parts[:-1] == group, reversed(before)))
    is_class = _is_class(near)
    over = next((each for each in beside if each.parts[-1] in TOTALS or (is_class and each.marked is None and not _is_class(each))), None)
    if over is None or not (over.parts[-1] in TOTALS or over.parts[-1].startswith(_OF_ALL_PUPILS)):
        return None
    run = beside[: beside.index(over)]
    is_last = is_class or all(each.marked is not None for each in behind if each.parts[:-1] == group)
    is_once = all(each.marked is None or each.parts[-1] != head.parts[-1] for each in run)
    return over if is_last and is_once and sum(each.marked is None for each in run) > 1 and not near.parts[-1].endswith("教师") else None


def _is_class(head: _Head) -> bool:
    return head.marked is None and (_CLASS.match(head.parts[-1]) is not None or _GRADE.fullmatch(head.parts[-1]) is not None)


def _parts_of_head(at: int, heads: Sequence[_Head]) -> tuple[int, ...]:
    """Those at its right up to the next total of the group, or, where it is the last, those at its left; of a group within the one that is its total."""
    total = heads[at]
    group = total.parts[:-1]
    right = _until(heads[at + 1 :], group, total.parts)
    left = list(reversed(_until(heads[:at][::-1], group, total.parts)))
    some = right or left
    inner = {each.parts[len(group)] for each in some if len(each.parts) > len(group) + 1 and each.parts[-1] in TOTALS}
    return tuple(
        each.column for each in some
        if each.marked is None and (len(each.parts) <= len(group) or each.parts[len(group)] not in inner or _is_inner_total(each, group))
    )


def _is_inner_total(head: _Head, group: tuple[str, ...]) -> bool:
    return len(head.parts) == len(group) + 2 and head.parts[-1] in TOTALS


def _until(heads: Sequence[_Head], group: tuple[str, ...], total: tuple[str, ...]) -> list[_Head]:
    found = []
    for each in heads:
        if not each.is_in(group) or (each.parts[:-1] == group and each.parts[-1] in TOTALS):
            break
        found.append(each)
    return found
