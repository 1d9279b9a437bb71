"""Several lines for each school, told apart by a word: 上年 and 本年, 应有 and 实有, 男, 女 and 计. One of them is what the school has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.delivery import Delivery
from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.lists.bare_heads import grade_of
from junheng.facts.intake.lists.reading import column_of
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown, words
from junheng.terms import Finding, Message, Severity

_OWN = re.compile("(?:本|今|当)(?:学?年度?|期)|(?:实|现)有数?|实际数?|(?:合|总|小|共)?计|总数|合计数|全部")
_FEWEST, _MOST = 2, 0.5  # schools with such lines, and of all: of fewer a name was forgotten
_ALIKE = 0.75  # of those with the same words in the same order


class _Group(NamedTuple):
    """The lines of one school, the first with its name."""

    rows: tuple[int, ...]
    is_named: bool  # in each line


def one_line_each(sheet: Sheet, head: Head, assigned: Sequence[Assigned], stages: Collection[str], delivery: Delivery) -> Sheet:
    """With the line of what the school has alone, where exactly one of the words says so; of others no figure is read where the names stand in the first lines only.

    stages: words of the stages, whose lines are all read.
    """
    name = column_of([*assigned], "name")
    if name is None or type(sheet.rows) is not list or len(sheet.rows) > LONGEST_BY_HAND:
        return sheet
    names = list(map(plain, sheet.column(name, range(head.last + 1, len(sheet.rows)))))
    if "" not in names and len(set(names)) == len(names):
        return sheet
    groups = [*_groups(sheet, head, name, column_of([*assigned], "school"))]
    several = [group for group in groups if len(group.rows) > 1]
    if len(several) < _FEWEST or len(several) <= _MOST * len(groups):
        return sheet
    taken = {each.head.column for each in assigned}
    columns = [column for column in range(sheet.width(range(len(sheet.rows)))) if column not in taken]
    grades = next(filter(None, (_grades(sheet, column, several) for column in columns)), None)
    found = grades or next(filter(None, (_words(sheet, column, several) for column in columns)), None)
    if found is None or {*map(words, found[1])} & {*map(words, stages)}:
        return sheet
    column, said = found
    is_told = sum(_is_own(each) for each in said) == 1
    if not is_told and not grades and all(group.is_named for group in several):
        return sheet  # told as one school in several lines
    return _kept(sheet, head, assigned, groups, column, said, delivery)


def _groups(sheet: Sheet, head: Head, name: int, code: int | None) -> Iterator[_Group]:
    rows, named, last = list[int](), True, ("", "")
    for row in range(head.last + 1, len(sheet.rows)):
        own = plain(sheet.cell(row, name)), plain(sheet.cell(row, code)) if code is not None else ""
        has_figures = any(map(is_number, sheet.rows[row]))
        goes_on = bool(rows) and has_figures and all(said in ("", before) for said, before in zip(own, last, strict=True))
        if rows and not goes_on:
            yield _Group(tuple(rows), named)
            rows, named = [], True
        if goes_on or (own[0] and has_figures and not is_number(sheet.cell(row, name))):
            named = named and own[0] != ""
            rows.append(row)
            last = last if goes_on else own
    if rows:
        yield _Group(tuple(rows), named)


def _words(sheet: Sheet, column: int, groups: Sequence[_Group]) -> tuple[int, tuple[str, ...]] | None:
    """What a column says in the lines of most schools, each line another word."""
    told = Counter(tuple(plain(sheet.cell(row, column)) for row in group.rows) for group in groups)
    said, count = told.most_common(1)[0]
    is_text = all(each and not is_number(each) for each in said)
    return (column, said) if is_text and len(set(said)) == len(said) and count >= _ALIKE * len(groups) else None


def _grades(sheet: Sheet, column: int, groups: Sequence[_Group]) -> tuple[int, tuple[str, ...]] | None:
    """Where each line of most schools is a grade or their sum, whatever grades each of them has: no line of a grade is what the school has."""
    said = [[plain(sheet.cell(row, column)) for row in group.rows] for group in groups]
    alike = [lines for lines in said if all(_is_grade(each) or _is_own(each) for each in lines)]
    found = tuple(dict.fromkeys(each for lines in alike for each in lines))
    return (column, found) if len(alike) >= _ALIKE * len(groups) and sum(map(_is_grade, found)) > 1 else None


def _is_grade(word: str) -> bool:
    return len(word) > 1 and grade_of(words(word)) is not None  # 一, 二 may be anything's number


def _is_own(word: str) -> bool:
    return _OWN.fullmatch(words(word)) is not None


def _kept(sheet: Sheet, head: Head, assigned: Sequence[Assigned], groups: Sequence[_Group], column: int, said: tuple[str, ...], delivery: Delivery) -> Sheet:
    findings, identity = delivery.findings, [each.head.column for each in assigned if each.source.table == "schools" or each.source.fact in ("stage", "year")]
    rows: list[list[Cell]] = [*sheet.rows]
    aside, unknown = list[int](), list[int]()
    for group in groups:
        own = [row for row in group.rows if _is_own(plain(sheet.cell(row, column)))]
        is_left = len(group.rows) == 1 and plain(sheet.cell(group.rows[0], column)) not in said
        if is_left or len(own) == len(group.rows) == 1:
            continue
        kept = own[0] if len(own) == 1 else None
        others = [row for row in group.rows if row != kept]
        for row in others:
            rows[row] = []
        if kept is not None:
            rows[kept] = _line(sheet, group.rows, kept, column, identity)
        delivery.rows_in += len(others)
        (unknown if kept is None else aside).extend(others)
    at_head = sheet.place(head.first, column)
    findings[:] = [each for each in findings if not (each.rule == "column-unknown" and each.cell == at_head and (each.file, each.sheet) == (sheet.file, sheet.name))]
    findings += [_told(sheet, aside, column, said)] if aside else []
    findings += [_unclear(sheet, unknown, column, said)] if unknown else []
    gone = {row for group in groups for row in group.rows}
    return replace(sheet, rows=rows, merged=[each for each in sheet.merged if not {each[0], each[2]} <= gone])


def _line(sheet: Sheet, lines: Sequence[int], kept: int, column: int, identity: Collection[int]) -> list[Cell]:
    """The line that is read, with what the first one says of the school, and with the figures of cells merged over both."""
    first = lines[0]
    cells: list[Cell] = []
    for at in range(sheet.width(lines)):
        own, above = sheet.cell(kept, at), sheet.cell(first, at)
        is_merged = any(top <= first and kept <= bottom and left <= at <= right for top, left, bottom, right in sheet.merged)
        holds = is_merged or (at in identity and not plain(own))
        cells.append("" if at == column else above if holds else own)
    return cells


def _told(sheet: Sheet, aside: Sequence[int], column: int, said: Sequence[str]) -> Finding:
    own = next((each for each in said if _is_own(each)), "")
    message = Message(
        f"每所学校有 {len(said)} 行（{'、'.join(said)}），按“{own}”一行读取，其余 {len(aside)} 行未采用；若不是，请每校只留一行",
        f"each school has {len(said)} lines ({', '.join(said)}): that of {own} was read, and {len(aside)} others were not used. If that is not so, leave one line for each school",
    )
    first, *others = [sheet.at(row, column) for row in aside]
    return Finding(Severity.INFO, "school-lines", message, *first, shown(sheet.cell(aside[0], column)), own, against=tuple(others))


def _unclear(sheet: Sheet, rows: Sequence[int], column: int, said: Sequence[str]) -> Finding:
    message = Message(
        f"一所学校有几行（如{'、'.join(said)}），看不出哪一行是学校的实有数：{len(rows)} 行的数都没有采用；请每校只留一行实有数，或把要用的一行写作“合计”“本年”“实有”",
        f"a school has several lines (such as {', '.join(said)}), and which of them says what it has cannot be told: no figure of {len(rows)} lines was used. "
        "Leave one line for each school, or call the one that counts 合计 (total), 本年 (this year) or 实有 (what there is)",
    )
    first, *others = [sheet.at(row, column) for row in rows]
    return Finding(Severity.WARNING, "school-lines", message, *first, shown(sheet.cell(rows[0], column)), against=tuple(others))
