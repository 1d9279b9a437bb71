"""Amounts in columns headed 万元 that no school has: yuan were typed. Of columns that are read as no fact; facts are held against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.head import ColumnHead, Head
from junheng.facts.intake.lists.list_sums import numbers_in
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.units import called
from junheng.terms import Finding, Message, Severity

MOST_AMOUNT = 200_000  # 万元, as in forms: two thousand million yuan are more than a school has
_ONCE = 3  # cells of a column that are told one by one


def large_amounts(sheet: Sheet, head: Head, rows: Sequence[int], kept: Collection[int]) -> Iterator[Finding]:
    """At the cell; where a whole column is so, once. kept: the columns that are read as facts."""
    for each in head.columns if len(rows) <= LONGEST_BY_HAND else ():
        if each.column not in kept and called(each.unit) == "万元":
            large = [rows[at] for at in np.flatnonzero(numbers_in(sheet, each.column, rows) > MOST_AMOUNT).tolist()]
            yield from (_told(sheet, each, row) for row in large if len(large) <= _ONCE)
            if len(large) > _ONCE:
                yield _told(sheet, each, large[0], large[1:])


def _told(sheet: Sheet, head: ColumnHead, row: int, others: Sequence[int] = ()) -> Finding:
    found = f"{float(numbers_in(sheet, head.column, [row])[0]):.10g}"
    so = Message(f"，这一列共 {len(others) + 1} 行如此", f", and so it is in {len(others) + 1} rows of the column") if others else Message("", "")
    return Finding(
        Severity.WARNING, "amount-implausible",
        Message(
            f"“{head.shown}”填的是 {found} 万元，一所学校不会有这么多{so.zh}；请看是否把元填成了万元",
            f"`{head.shown}` is {found} x 10,000 yuan, more than a school has{so.en}: is the figure in yuan?",
        ),
        *sheet.at(row, head.column), found, f"≤ {MOST_AMOUNT}", tuple(sheet.at(each, head.column) for each in others),
    )
