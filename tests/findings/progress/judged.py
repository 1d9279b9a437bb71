"""A target and a figure put to the judge: what the tests of lights share."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from junheng.findings.progress.aim import Point, aim_of, way_of
from junheng.findings.progress.judge import Judged, judge_value
from junheng.findings.progress.light import defaults
from junheng.rules.plans import Baseline, Milestone, Target, When
from junheng.terms import same

END_OF_2025 = datetime.date(2025, 12, 31)


def target(comparator: str = ">=", value: Any = 100, year: int | None = 2030, start: Any = 0, start_year: int | None = 2020, **more: Any) -> Target:
    """From 0 in 2020 to 100 in 2030: ten a year."""
    steps = tuple(Milestone(year=at, value=Decimal(step)) for at, step in more.pop("milestones", ()))
    baseline = None if start is None else Baseline(value=Decimal(start), year=start_year)
    return Target(
        id="t", indicator=same("t"), comparator=comparator, value=Decimal(value), when=more.pop("when", When(year=year)), baseline=baseline,
        milestones=steps, **more,
    )


def judged(asked: Target, now: Any, at: Any = 2025, day: datetime.date = END_OF_2025) -> Judged:
    aim = aim_of(asked, defaults().about)
    assert aim is not None
    baseline = asked.baseline
    start = None if baseline is None else Fraction(baseline.value)
    point = None if baseline is None or baseline.year is None else Point(Fraction(baseline.year), Fraction(baseline.value))
    sign = aim.sign(start) or aim.sign(Fraction(now))
    return judge_value(asked, aim, way_of(asked, aim, point, sign), start, Point(Fraction(at), Fraction(now)), day, defaults())
