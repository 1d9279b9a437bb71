"""Lists that stand township by township: one school of another among them was perhaps given the wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Severity

_FEWEST_ROWS, _FEWEST_TOWNSHIPS = 8, 3
_KIND = 2  # last characters of a name: 小学, 中学
_BESIDE = 3  # schools of the township above and below, together


def report_township_runs(sheet: Sheet, rows: Sequence[int], township: int | None, name: int | None) -> Iterator[Finding]:
    """Only where every other township stands in one run, and above and below are schools of one township and of the school's own kind."""
    if township is None or name is None or not _FEWEST_ROWS <= len(rows) <= LONGEST_BY_HAND:
        return
    said, names = ([plain(cell) for cell in sheet.column(column, rows)] for column in (township, name))
    if not all(said):
        return
    runs = [(town, list(run)) for town, run in groupby(range(len(rows)), key=said.__getitem__)]
    if not _FEWEST_TOWNSHIPS <= len(set(said)) == len(runs) - 2:
        return
    odd = [
        (place, town, above, len(before) + len(after))
        for (above, before), (town, (place, *more)), (below, after) in zip(runs, runs[1:], runs[2:], strict=False)
        if above == below and not more and len({names[at][-_KIND:] for at in (before[-1], place, after[0])}) == 1
    ]
    if odd and max(beside for *_, beside in odd) >= _BESIDE:
        (place, town, above, _), *others = sorted(odd, key=lambda each: -each[-1])
        yield Finding(
            Severity.WARNING, "township-odd",
            Message(
                f"“{names[place]}”填的是{town}，而上下各校都是{above}，其他乡镇的学校各在一处；请核对乡镇",
                f"{names[place]} is in {town} here, the schools above and below in {above}, and each other township stands in one place: see which it is",
            ),
            *sheet.at(rows[place], township), town, above, tuple(sheet.at(rows[other], township) for other, *_ in others),
        )
