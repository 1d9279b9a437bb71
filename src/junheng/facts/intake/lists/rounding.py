"""A printed total may miss the sum of the printed figures by what was rounded away from each of them: 0.01 亩 of four schools."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Sheet

_MOST_PLACES, _SAME = 4, 1e-7  # decimals that somebody rounds to; finer ones are the machine's


class _Column(Protocol):
    """As of `Summed`."""

    @property
    def column(self) -> int: ...
    @property
    def slack(self) -> int: ...
    @property
    def worth(self) -> float: ...


def is_off(sheet: Sheet, row: int, schools: Sequence[int], each: _Column, total: int, said: int) -> bool:
    """Whether what the row says is another figure than the sum of these schools. Counts are never rounded; a measure is, each by half of its last place at most."""
    apart = abs(total - said) - each.slack
    if apart <= 0 or not each.worth or apart > each.worth * (_most_steps(len(schools)) + 0.5):
        return apart > 0
    parts = [number for cell in sheet.column(each.column, schools) if (number := figure(cell))]
    step = _step(parts)
    total_step = _step([figure(sheet.rows[row][each.column]) or 0.0])
    rounded = step * _most_steps(len(parts)) + (total_step / 2 if total_step > step else 0.0)
    return apart > each.worth * rounded + 0.5


def _most_steps(count: int) -> float:
    """Half a step of each. Of many figures some are rounded up and others down: their sum is hardly ever farther off than the root of their number (3.5 spreads)."""
    return min(count / 2, math.sqrt(count))


def _step(numbers: Iterable[float]) -> float:
    """The last place that one of the figures shows: 1, 0.1, 0.01."""
    found = list(numbers)
    places = (places for places in range(_MOST_PLACES) if all(abs(each - round(each, places)) < _SAME for each in found))
    return 10.0 ** -next(places, _MOST_PLACES)
