"""The numbers of the lines (序号): where one is skipped, a line may have been lost."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

_OR_CODES = {"编号"}  # of the lines where they begin with 1 and are not many more than these, else of the schools
HEADS = {"序号", "顺序号", "序"} | _OR_CODES
_MOST_SKIPPED = 2  # numbers of a list for each line it has
_MOSTLY = 0.8  # of the schools have a number
_MOST_GAPS = 0.05  # of the lines; more, and it is an excerpt of a longer list


def numbers_beside(lists: Sequence[tuple[Sheet, Head]]) -> list[set[int]]:
    """For each of the lists of one sheet the numbers of the others, where these go on from one list to the next and none stands twice."""
    own = [[number for _, numbers in _numbered(sheet, head) for _, number in numbers] for sheet, head in lists]
    every = {number for numbers in own for number in numbers}
    go_on = len(every) == sum(map(len, own))
    return [every.difference(numbers) if go_on else set() for numbers in own]


def report_gaps(sheet: Sheet, head: Head, count: int, findings: list[Finding], elsewhere: AbstractSet[int] = frozenset()) -> bool:
    """Whether the lines are numbered. count: of the schools. elsewhere: numbers of the lists beside it."""
    are_numbered = False
    for column, numbers in _numbered(sheet, head):
        rising = all(now > before or now == 1 for (_, before), (_, now) in itertools.pairwise(numbers))
        gaps = [(row, before, now) for (_, before), (row, now) in itertools.pairwise([(0, 0), *numbers]) if not _are_elsewhere(before, now, elsewhere)]
        are_numbered |= rising and len(numbers) >= _MOSTLY * count
        if rising and len(gaps) <= max(1, _MOST_GAPS * len(numbers)):
            findings += [_gap(sheet, row, column, before, now) for row, before, now in gaps]
    return are_numbered


def _are_elsewhere(before: int, now: int, elsewhere: AbstractSet[int]) -> bool:
    """Whether all numbers between two stand in the lists beside; codes under 序号 leave millions of others between them, which are only counted."""
    return now - before - 1 <= len(elsewhere) and elsewhere >= {*range(before + 1, now)}


def _numbered(sheet: Sheet, head: Head) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The columns of numbers, with the row and the number of each line."""
    for each in head.columns:
        leaf = each.parts[-1]
        if leaf in HEADS:
            numbers = list(_numbers(sheet, each.column, head.last + 1))
            if leaf not in _OR_CODES or (numbers and numbers[0][1] == 1 and max(number for _, number in numbers) <= _MOST_SKIPPED * len(numbers)):
                yield each.column, numbers


def _numbers(sheet: Sheet, column: int, first: int) -> Iterator[tuple[int, int]]:
    rows = range(first, len(sheet.rows))
    for row, cell in zip(rows, sheet.column(column, rows), strict=True):
        number = figure(cell)
        if number is not None and number.is_integer():
            yield row, int(number)


def _gap(sheet: Sheet, row: int, column: int, before: int, now: int) -> Finding:
    lost = f"{before + 1}" if now == before + 2 else f"{before + 1}-{now - 1}"
    return Finding(
        Severity.WARNING, "serial-gap",
        Message(
            f"序号从 {before} 跳到 {now}，缺 {lost}；请看是否有行被删去，没有则请重新编号",
            f"the numbers of the lines go from {before} to {now}, without {lost}: see whether lines were lost, or number them anew",
        ),
        *sheet.at(row, column), str(now), str(before + 1),
    )
