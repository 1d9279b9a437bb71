"""高中 and 初中 among the degrees of teachers (研究生 | 本科 | 专科 | 高中) are degrees, and no stages, unless their figures say that they are the teachers of stages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from junheng.facts.intake.heads.head import ColumnHead, Head
from junheng.facts.intake.heads.match import Match, Matcher
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Sheet

_UPPER = re.compile("(?:普通)?高中(?:学历|毕业|文化|程度)?(?:人?数)?")
_BELOW = re.compile("初中(?:及以下)?(?:学历|毕业|文化|程度)?(?:人?数)?")
_PRIMARY = re.compile("小学(?:教师|人?数)?")
_OTHERS = re.compile("中专|中师|职高|技校")  # of the upper secondary level too: beside them 高中 is not all of it
_DEGREES = ("teachers_doctor", "teachers_master", "teachers_graduate", "teachers_bachelor", "teachers_bachelor_up", "teachers_college", "teachers_college_up")
_NEXT = 2  # 中专 may stand between 专科 and 高中
_SOME = 60  # rows, from all over the list


def with_degrees(sheet: Sheet, head: Head, matcher: Matcher) -> Head:
    """With the words of degrees for those that are such; all of one group, or side by side where no group stands over them."""
    if not any(_is_word(each) for each in head.columns):
        return head
    told = {each.column: each for run in _runs(head.columns) for each in _as_degrees(sheet, head, run, matcher)}
    return replace(head, columns=tuple(told.get(each.column, each) for each in head.columns))


def _is_word(head: ColumnHead) -> bool:
    return any(each.fullmatch(head.parts[-1]) for each in (_UPPER, _BELOW))


def _runs(columns: tuple[ColumnHead, ...]) -> Iterator[list[ColumnHead]]:
    groups: dict[tuple[str, ...], list[ColumnHead]] = {}
    for each in columns:
        groups.setdefault(each.parts[:-1], []).append(each)
    yield from (run for group, run in groups.items() if group)
    yield from _side_by_side(groups.get((), []))


def _side_by_side(columns: list[ColumnHead]) -> Iterator[list[ColumnHead]]:
    """Each run of such words with the columns next to it."""
    run: list[ColumnHead] = []
    for at, each in enumerate(columns):
        if not _is_word(each):
            continue
        run = run or columns[max(0, at - _NEXT) : at]
        run.append(each)
        if at + 1 == len(columns) or not _is_word(columns[at + 1]):
            yield [*run, *columns[at + 1 : at + 1 + _NEXT]]
            run = []


def _as_degrees(sheet: Sheet, head: Head, run: list[ColumnHead], matcher: Matcher) -> Iterator[ColumnHead]:
    found = [each for each in run if _is_word(each) and _is_stage(matcher.match(each))]
    degrees = [(each, degree) for each in run if (degree := _degree(each, matcher))]
    if not found or not _is_in_order(found, degrees) or any(_PRIMARY.fullmatch(each.parts[-1]) for each in run):
        return
    if not _are_fewer(sheet, head, found, [each for each, _ in degrees]):
        return
    is_one_of_several = any(_OTHERS.search(each.parts[-1]) for each in run)
    for each in found:
        upper = "高中中专" if is_one_of_several else "高中阶段"
        yield each._replace(parts=(*each.parts[:-1], upper if _UPPER.fullmatch(each.parts[-1]) else "高中以下"))


def _is_stage(match: Match | None) -> bool:
    """Not yet known as a degree, as 学历 > 高中 is."""
    return match is None or (match.column is not None and match.column.fact == "teachers")


def _degree(head: ColumnHead, matcher: Matcher) -> str:
    match = matcher.match(head._replace(parts=("专任教师", head.parts[-1])))
    return match.column.fact if match and match.column and match.column.fact in _DEGREES else ""


def _is_in_order(found: list[ColumnHead], degrees: list[tuple[ColumnHead, str]]) -> bool:
    """From the highest down, or from the lowest up: stages stand before the degrees, and these begin with the highest."""
    return any(each.column < found[0].column for each, _ in degrees) or any(degree.startswith("teachers_college") for _, degree in degrees[:1])


def _are_fewer(sheet: Sheet, head: Head, found: list[ColumnHead], degrees: list[ColumnHead]) -> bool:
    """Teachers of 初中 and 高中 are all there are, and as many as have any degree; teachers who finished no college are few."""
    below = len(sheet.rows) - head.last - 1
    rows = [head.last + 1 + at for at in np.linspace(0, below - 1, min(below, _SOME)).astype(int).tolist()] if below > 0 else []
    own, others = (sum(figure(cell) or 0 for each in columns for cell in sheet.column(each.column, rows)) for columns in (found, degrees))
    return own < others or own == 0
