"""What is missing to pass: the smallest whole number of teachers, rooms, m2, yuan that makes an indicator hold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings import Measured, SchoolVerdict
from junheng.findings.engine import line, ratio, scale_of
from junheng.rules import Indicator, Limit
from junheng.terms import Unit, Verdict


@dataclass(frozen=True)
class Gap:
    """missing: whole units to add (`reduce`: to take away) so that the limit holds; None where it cannot be told.

    one_unit: one unit more or less would turn the verdict. rounding: rounding to two decimals before the test would.
    """

    missing: int | None
    unit: Unit
    reduce: bool
    one_unit: bool
    rounding: bool


@dataclass(frozen=True)
class _Line:
    """n / d x ratio against the limit, as integers: n x left against d x right. One unit more adds `step` to n."""

    unit: Unit
    step: int
    left: int
    right: int
    times: tuple[int, int]  # value = n / d x times, as a fraction
    limit: tuple[int, int]
    more: bool  # more is better
    strict: bool

    def holds(self, above: int, under: int) -> bool:
        """Whether the value above / under keeps the limit."""
        given, asked = above * self.limit[1], self.limit[0] * under
        if self.strict:
            return given > asked if self.more else given < asked
        return given >= asked if self.more else given <= asked

    def missing(self, n: int, d: int, step: int) -> int:
        distance = d * self.right - n * self.left if self.more else n * self.left - d * self.right
        per_unit = step * self.left
        needed = distance // per_unit + 1 if self.strict else -(-distance // per_unit)
        return max(needed, 0)


def gap(school: SchoolVerdict, measured: Measured) -> Gap | None:
    """None where the standard sets no limit for the school's stage."""
    if measured.limit is None:
        return None
    at = _line(measured.indicator.id, school.stage.value, _Known(measured.indicator, measured.limit))
    n, d = measured.n, measured.d
    if n is None or d is None or d <= 0:
        return Gap(None, at.unit, not at.more, False, False)
    step = _weight(school, measured) * at.step
    missing = at.missing(n, d, step)
    if measured.verdict == Verdict.FAIL:
        flips = missing <= 1
    else:
        flips = at.missing(n - step if at.more else n + step, d, step) >= 1
    return Gap(missing, at.unit, not at.more, flips, _rounding(at, n, d) != (measured.verdict == Verdict.PASS))


class _Known:
    """An indicator and its limit, carried past the cache: the same ids with another definition are another entry."""

    def __init__(self, indicator: Indicator, limit: Limit) -> None:
        self.indicator, self.limit = indicator, limit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.indicator is other.indicator and self.limit is other.limit

    def __hash__(self) -> int:
        return hash((id(self.indicator), id(self.limit)))


@lru_cache(maxsize=1024)
def _line(_: str, stage: str, known: _Known) -> _Line:
    numerator = known.indicator.numerator_of(stage)
    unit = SCHOOL_YEARS.column(numerator[0].column).unit or Unit.ITEM
    times, bound = ratio(known.indicator, stage), line(known.limit, Fraction(1))
    return _Line(
        unit, scale_of(numerator), times.numerator * bound.denominator, bound.numerator * times.denominator,
        times.as_integer_ratio(), bound.as_integer_ratio(),
        known.limit.higher_is_better, known.limit.sense in ("more_than", "less_than"),
    )


def _weight(school: SchoolVerdict, measured: Measured) -> int:
    """Shared totals carry the stage's weight in n."""
    shared = measured.indicator.split and measured.d == school.weighted_pupils
    alone = measured.indicator.split and school.pupils and measured.d == school.weight * school.pupils
    return school.weight if shared or alone else 1


def _rounding(at: _Line, n: int, d: int) -> bool:
    """What a test of the exact value as printed - two decimals, half up - would say."""
    above, under = 100 * n * at.times[0], d * at.times[1]
    return at.holds((2 * above + under) // (2 * under), 100)
