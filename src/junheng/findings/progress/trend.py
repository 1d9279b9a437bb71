"""How fast it went, how fast it has to go, and where the present pace would lead: straight lines, said to be such."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from junheng.findings.progress.aim import Aim, Point

FORESEEABLE = 30  # years: a straight line says nothing of what lies beyond


@dataclass(frozen=True)
class Trend:
    """In units a year. None where it cannot be told or is not needed any more.

    needed: from the last figure to the deadline. pace: from `since` (the baseline, else the first figure) to the last one.
    forecast: the value at the deadline at that pace; `reached`: the year in which the goal would be reached, None where that is not within 30 years.
    """

    needed: Fraction | None = None
    pace: Fraction | None = None
    since: Point | None = None
    forecast: Fraction | None = None
    holds: bool | None = None  # whether the forecast keeps the goal
    reached: int | None = None


NO_TREND = Trend()


def trend(aim: Aim, sign: int, first: Point | None, now: Point, deadline: int | None, is_share: bool) -> Trend:
    """first: the baseline or the first figure, where its year is known. is_share: per cent, which end at 0 and 100."""
    pace = (now.value - first.value) / (now.at - first.at) if first is not None and first.at < now.at else None
    left = deadline - now.at if deadline is not None else None
    ahead = left is not None and left > 0
    held = aim.holds(now.value)
    needed = (aim.bound(sign) - now.value) / left if ahead and left and sign and not held else None
    forecast = _clipped(now.value + pace * left, is_share) if ahead and pace is not None and left else None
    return Trend(
        needed, pace, first if pace is not None else None, forecast, None if forecast is None else aim.holds(forecast),
        None if held or pace is None else _reached(aim, sign, now, pace),
    )


def _clipped(value: Fraction, is_share: bool) -> Fraction:
    return min(max(value, Fraction(0)), Fraction(100)) if is_share else value


def _reached(aim: Aim, sign: int, now: Point, pace: Fraction) -> int | None:
    """None where the pace leads away from the goal, nowhere, or there too late to be said."""
    if not sign or pace * sign <= 0:
        return None
    years = (aim.bound(sign) - now.value) / pace
    return math.ceil(now.at + years) if years <= FORESEEABLE else None
