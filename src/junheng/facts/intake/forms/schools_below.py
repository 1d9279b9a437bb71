"""Lines that name the school below its forms, as a signature (填报单位：…), on a sheet of several schools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from junheng.facts.intake.values.sheet import Cell

Rows = Sequence[list[Cell]]
_FEWEST = 2  # schools: what stands below the last form alone may be anybody's


def schools_below(rows: Rows, forms: Sequence[tuple[int, int]], names: Callable[[list[Cell]], bool]) -> list[int | None]:
    """For each form the row below it that names its school; none where they stand above. forms: of each its head and the row by which it has ended.

    Names stand below where none stands over the first form, and one below the last.
    """
    gaps = [range(forms[0][0]), *(range(end, head) for (_, end), (head, _) in pairwise(forms)), range(forms[-1][1], len(rows))]
    named = [next((row for row in gap if names(rows[row])), None) for gap in gaps]
    if named[0] is not None or named[-1] is None or sum(row is not None for row in named) < _FEWEST:
        return [None] * len(forms)
    found = list[int | None]()
    for row in reversed(named[1:]):  # the forms of one school up to its name
        found.append(row if row is not None else found[-1])
    return found[::-1]
