"""Units to values and tests, exactly: integers are compared, and only what is shown is divided."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import narwhals.stable.v2 as nw

from junheng.facts.tables import SCHOOL_YEARS, ways_of
from junheng.rules import Indicator, Limit
from junheng.rules.indicators.definition import StageName, Sum

Frame = nw.LazyFrame[Any]
_WHOLE = {column.name for column in SCHOOL_YEARS.columns if column.whole}


def scale_of(parts: Sum) -> int:
    """Steps per unit of a sum; all its columns are of one unit."""
    scales = {SCHOOL_YEARS.column(part.column).unit.scale for part in parts}  # type: ignore[union-attr]
    assert len(scales) <= 1, f"columns of different units are added: {[str(part) for part in parts]}"
    return scales.pop() if scales else 1


def ratio(indicator: Indicator, stage: str) -> Fraction:
    """value = n / d x this: the factor, and the steps of numerator and denominator."""
    numerator = indicator.numerator_of(stage)
    return Fraction(indicator.factor * scale_of(indicator.denominator), scale_of(numerator))


def with_values(rows: Frame, indicators: Sequence[Indicator], stages: Sequence[str]) -> Frame:
    """Adds for every indicator `<id>:n` and `<id>:d` (integers) and `<id>` (the value, Float64, unrounded)."""
    rows = rows.with_columns(*[term for indicator in indicators for term in _terms(indicator, stages)])
    return rows.with_columns(*[_value(indicator, stages).alias(indicator.id) for indicator in indicators])


def _terms(indicator: Indicator, stages: Sequence[str]) -> Iterator[nw.Expr]:
    sums = {indicator.numerator_of(stage) for stage in stages}
    if len(sums) == 1 and () not in sums:  # one sum for all stages: no case to tell apart
        top, bottom = _fraction(indicator, stages[0])
        yield top.alias(f"{indicator.id}:n")
        yield bottom.alias(f"{indicator.id}:d")
        return
    numerator: nw.Expr = nw.lit(None, nw.Int64)
    denominator: nw.Expr = nw.lit(None, nw.Int64)
    for stage in stages:
        if not indicator.numerator_of(stage):
            continue
        top, bottom = _fraction(indicator, stage)
        here = nw.col("stage") == stage
        numerator = nw.when(here).then(top).otherwise(numerator)
        denominator = nw.when(here).then(bottom).otherwise(denominator)
    yield numerator.alias(f"{indicator.id}:n")
    yield denominator.alias(f"{indicator.id}:d")


def _fraction(indicator: Indicator, stage: str) -> tuple[nw.Expr, nw.Expr]:
    """n and d of one stage. A total of the whole school is shared by weighted pupils:

    total x (w P / sum of w P) / P = total x w / (sum of w P), so n = total x w and d = sum of w P: still integers.
    A stage that reports the fact for itself needs no sharing.
    """
    top, bottom = _shared(indicator, stage)
    if any(part.sign == -1 for part in indicator.numerator_of(stage)):
        top = nw.when(top >= 0).then(top)  # a part larger than its total: the facts contradict each other
    return top, bottom


def _shared(indicator: Indicator, stage: str) -> tuple[nw.Expr, nw.Expr]:
    parts = indicator.numerator_of(stage)
    own = _sum(parts, lambda name: nw.col(name))
    below = _sum(indicator.denominator, lambda name: nw.col(name)) if indicator.denominator else nw.lit(1, nw.Int64)
    if not any(part.column in _WHOLE for part in parts):
        return own, below
    whole = _sum(parts, lambda name: nw.col(f"{name}@whole") if name in _WHOLE else nw.col(name))
    alone = nw.col("weighted_pupils") == nw.col("weight") * nw.col("pupils")
    per_pupil = [part.column for part in indicator.denominator] == ["pupils"]
    if not indicator.split or not per_pupil:
        # not shared between stages: the whole school's total stands only for a school of one stage
        return nw.when(~own.is_null()).then(own).otherwise(nw.when(alone).then(whole)), below
    weight = nw.col("weight")
    top = nw.when(~own.is_null()).then(own * weight).otherwise(whole * weight)
    bottom = nw.when(~own.is_null()).then(below * weight).otherwise(nw.col("weighted_pupils"))
    return top, bottom


def _sum(parts: Sum, column: Any) -> nw.Expr:
    """Of the parts; where one is missing, as the list gives it otherwise: 本科及以上 for 本科, 硕士 and 博士."""
    if any(part.sign == -1 for part in parts):
        return _added([column(part.column) * part.sign for part in parts])
    ways = [_added([column(name) for name in way]) for way in ways_of([part.column for part in parts])]
    return nw.coalesce(*ways) if len(ways) > 1 else ways[0]


def _added(terms: Sequence[nw.Expr]) -> nw.Expr:
    assert terms, "a sum of nothing"
    return reduce(operator.add, terms)


def _value(indicator: Indicator, stages: Sequence[str]) -> nw.Expr:
    measured = [stage for stage in stages if indicator.numerator_of(stage)]
    times = ratio(indicator, measured[0]) if measured else Fraction(1)
    top = nw.col(f"{indicator.id}:n") * nw.lit(times.numerator, nw.Int64)
    bottom = nw.col(f"{indicator.id}:d") * nw.lit(times.denominator, nw.Int64)
    return nw.when(bottom > 0).then(top.cast(nw.Float64) / bottom.cast(nw.Float64))


def holds(indicator: Indicator, limits: Mapping[StageName, Limit], share: Fraction = Fraction(1)) -> nw.Expr:
    """Whether the limit of the row's stage is kept (null where it cannot be told), tested in integers.

    share: 17/20 tests `at 85 % of the limit or better`.
    """
    tests: nw.Expr = nw.lit(None, nw.Boolean)
    asked = {stage: limit for stage, limit in limits.items() if indicator.numerator_of(stage)}
    for sense in dict.fromkeys(limit.sense for limit in asked.values()):
        of_sense = {stage: _factors(indicator, stage, limit, share) for stage, limit in asked.items() if limit.sense == sense}
        left = nw.col(f"{indicator.id}:n") * _by_stage({stage: factors[0] for stage, factors in of_sense.items()})
        right = nw.col(f"{indicator.id}:d") * _by_stage({stage: factors[1] for stage, factors in of_sense.items()})
        test = {"at_least": left >= right, "at_most": left <= right, "more_than": left > right, "less_than": left < right}[sense]
        tests = nw.when(nw.col("stage").is_in(list(of_sense))).then(test).otherwise(tests) if len(of_sense) < len(asked) else test
    return nw.when(nw.col(f"{indicator.id}:d") > 0).then(tests)


def _by_stage(values: Mapping[StageName, int]) -> nw.Expr:
    """The value of the row's stage; null for any other."""
    found: nw.Expr = nw.lit(None, nw.Int64)
    for stage, value in values.items():
        found = nw.when(nw.col("stage") == stage).then(nw.lit(value, nw.Int64)).otherwise(found)
    return found


def line(limit: Limit, share: Fraction) -> Fraction:
    """The limit, or the share of it that still does: 85 % of `at least 4.2` is 3.57, of `at most 45` 52.94."""
    value = Fraction(limit.value)
    return value * share if limit.higher_is_better else value / share


def _factors(indicator: Indicator, stage: str, limit: Limit, share: Fraction) -> tuple[int, int]:
    """n/d x ratio >= line  <=>  n x left >= d x right, for d > 0; reduced, so that sums of a nation fit."""
    times, bound = ratio(indicator, stage), line(limit, share)
    left, right = times.numerator * bound.denominator, bound.numerator * times.denominator
    common = Fraction(left, right) if right else None
    return (common.numerator, common.denominator) if common is not None else (left, right)
