"""What a target asks of its figure, and the way that leads there. Everything is exact: fractions, compared unrounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from junheng.rules.plans import Target


@dataclass(frozen=True)
class Point:
    """A value at a time. A year stands for its end: 2026 is 31 December 2026, half a year before it 2025 1/2."""

    at: Fraction
    value: Fraction


@dataclass(frozen=True)
class Aim:
    """The figure is to lie from `low` to `high` (None: open). strict: the bound itself does not do."""

    low: Fraction | None
    high: Fraction | None
    strict: bool = False

    def holds(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.strict)
        below = self.high is None or value < self.high or (value == self.high and not self.strict)
        return above and below

    def sign(self, start: Fraction | None) -> int:
        """1: the figure has to rise, -1: to fall, 0: it is there already, or nobody knows where it starts."""
        if self.high is None:
            return 1
        if self.low is None:
            return -1
        if start is None or self.low <= start <= self.high:
            return 0
        return 1 if start < self.low else -1

    def bound(self, sign: int) -> Fraction:
        """The bound that is reached first on the way."""
        bound = self.low if sign > 0 else self.high
        assert bound is not None
        return bound

    def counted(self, value: Fraction, sign: int) -> Fraction:
        """The value as the way sees it: what lies beyond the far bound is turned back by as much."""
        far = self.high if sign > 0 else self.low
        if far is None or (value - far) * sign <= 0:
            return value
        return self.bound(sign) - (value - far)


def is_range(target: Target) -> bool:
    """Of = and ~ `value_from` is the lower end of a range, unless it is the baseline: then it is where the way starts."""
    start = target.baseline.value if target.baseline else None
    return target.comparator in ("=", "~") and target.value_from is not None and target.value_from != start


def aim_of(target: Target, about: Decimal, against: Fraction | None = None) -> Aim | None:
    """None where the plan prints no number and nobody stated one (`against`). about: tolerance of ~, a share of the value."""
    printed = target.value if target.value is not None else against
    if printed is None or target.comparator in ("up", "down", "yes", "no"):
        return None
    value = Fraction(printed)
    low = value if target.value_from is None or not is_range(target) else min(Fraction(target.value_from), value)
    match target.comparator:
        case ">=" | ">":
            return Aim(value, None, target.comparator == ">")
        case "<=" | "<":
            return Aim(None, value, target.comparator == "<")
        case "=":
            return Aim(low, max(value, low))
    share = Fraction(about)
    return Aim(low - abs(low) * share, value + abs(value) * share)


def way_of(target: Target, aim: Aim, start: Point | None, sign: int) -> tuple[Point, ...]:
    """From the baseline over the milestones whose year is known to the aim, in order of time; each year once.

    What is dated before the baseline or after the goal is no way between them. Without the year of the goal it ends at the last milestone.
    """
    found = {Fraction(each.year): Fraction(each.value) for each in target.milestones if each.year is not None}
    if target.when.year is not None:
        found = {at: value for at, value in found.items() if at < target.when.year}
        held = start is not None and aim.holds(start.value)
        found[Fraction(target.when.year)] = start.value if held and start is not None else aim.bound(sign or 1)
    if start is not None:
        found = {at: value for at, value in found.items() if at > start.at} | {start.at: start.value}
    return tuple(Point(at, found[at]) for at in sorted(found))


def expected(way: tuple[Point, ...], at: Fraction) -> Fraction:
    """Where the figure should be at a time: straight between the points, the last value after them."""
    for before, after in pairwise(way):
        if before.at <= at <= after.at:
            return before.value + (after.value - before.value) * (at - before.at) / (after.at - before.at)
    return way[-1].value if at > way[-1].at else way[0].value
