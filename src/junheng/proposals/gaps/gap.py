"""What is missing to pass: the smallest whole number of teachers, rooms, m2, yuan that makes an indicator hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings import Measured, SchoolVerdict
from junheng.findings.engine import line, ratio, scale_of
from junheng.rules import Limit
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


def gap(school: SchoolVerdict, measured: Measured) -> Gap | None:
    """None where the standard sets no limit for the school's stage."""
    limit = measured.limit
    if limit is None:
        return None
    numerator = measured.indicator.numerator_of(school.stage)
    unit = SCHOOL_YEARS.column(numerator[0].column).unit or Unit.ITEM
    if measured.n is None or measured.d is None or measured.d <= 0:
        return Gap(None, unit, not limit.higher_is_better, False, False)
    step = _step(school, measured) * scale_of(numerator)
    bound = _bound(school, measured, limit)
    missing = _missing(Fraction(measured.n), bound, Fraction(step), limit)
    return Gap(missing, unit, not limit.higher_is_better, _flips(measured, bound, Fraction(step), limit), _rounding(measured, limit))


def _step(school: SchoolVerdict, measured: Measured) -> int:
    """What one unit more adds to n: shared totals carry the stage's weight in n."""
    shared = measured.indicator.split and measured.d == school.weighted_pupils
    alone = measured.indicator.split and school.pupils and measured.d == school.weight * school.pupils
    return school.weight if shared or alone else 1


def _bound(school: SchoolVerdict, measured: Measured, limit: Limit) -> Fraction:
    """The n at which n / d x ratio is exactly the limit."""
    assert measured.d is not None
    return line(limit, Fraction(1)) * measured.d / ratio(measured.indicator, school.stage)


def _missing(n: Fraction, bound: Fraction, step: Fraction, limit: Limit) -> int:
    distance = (bound - n) / step if limit.higher_is_better else (n - bound) / step
    strict = limit.sense in ("more_than", "less_than")
    needed = floor(distance) + 1 if strict else ceil(distance)
    return max(needed, 0)


def _flips(measured: Measured, bound: Fraction, step: Fraction, limit: Limit) -> bool:
    assert measured.n is not None
    sign = 1 if limit.higher_is_better else -1
    if measured.verdict == Verdict.FAIL:
        return _missing(Fraction(measured.n), bound, step, limit) <= 1
    return _missing(measured.n - sign * step, bound, step, limit) >= 1


def _rounding(measured: Measured, limit: Limit) -> bool:
    """Whether a test of the value as printed, with two decimals, would say otherwise."""
    if measured.value is None:
        return False
    printed = Decimal(measured.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return limit.holds(printed) != (measured.verdict == Verdict.PASS)
