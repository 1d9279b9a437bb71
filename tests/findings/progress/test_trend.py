"""Pace, what is needed, and the straight line: worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.findings.progress.aim import Aim, Point
from junheng.findings.progress.trend import FORESEEABLE, trend

AT_LEAST_100 = Aim(Fraction(100), None)
START = Point(Fraction(2020), Fraction(0))


def test_a_straight_line_from_the_baseline() -> None:
    """40 in five years is 8 a year; 60 more in five years are 12; 80 in 2030; 100 after seven and a half years, in 2033."""
    found = trend(AT_LEAST_100, 1, START, Point(Fraction(2025), Fraction(40)), 2030, is_share=False)
    assert (found.needed, found.pace, found.forecast, found.holds, found.reached) == (12, 8, 80, False, 2033)


def test_per_cent_end_at_a_hundred() -> None:
    found = trend(AT_LEAST_100, 1, START, Point(Fraction(2025), Fraction(90)), 2030, is_share=True)
    assert (found.forecast, found.holds, found.reached) == (100, True, 2026)
    assert trend(AT_LEAST_100, 1, START, Point(Fraction(2025), Fraction(90)), 2030, is_share=False).forecast == 180


@pytest.mark.parametrize("now", [0, -5])
def test_no_year_is_named_where_the_line_leads_nowhere(now: int) -> None:
    assert trend(AT_LEAST_100, 1, START, Point(Fraction(2025), Fraction(now)), 2030, False).reached is None


def test_no_year_is_named_beyond_what_can_be_foreseen() -> None:
    """A year's pace of one: 30 years to go is the last that is said."""
    aim = Aim(Fraction(5 + FORESEEABLE), None)
    assert trend(aim, 1, START, Point(Fraction(2025), Fraction(5)), None, False).reached == 2025 + FORESEEABLE
    assert trend(Aim(Fraction(6 + FORESEEABLE), None), 1, START, Point(Fraction(2025), Fraction(5)), None, False).reached is None


def test_what_holds_needs_no_more() -> None:
    found = trend(AT_LEAST_100, 1, START, Point(Fraction(2025), Fraction(120)), 2030, False)
    assert (found.needed, found.reached, found.holds) == (None, None, True)


def test_one_point_is_no_pace_and_a_passed_deadline_no_need() -> None:
    now = Point(Fraction(2025), Fraction(40))
    alone = trend(AT_LEAST_100, 1, now, now, 2030, False)
    assert (alone.pace, alone.forecast, alone.needed) == (None, None, 12)
    late = trend(AT_LEAST_100, 1, START, now, 2025, False)
    assert (late.needed, late.forecast, late.pace) == (None, None, 8)


def test_what_is_to_fall() -> None:
    """From 10 to 4 by 2030: 8 in 2025 is -0.4 a year, -0.8 are needed, 6 in 2030; 4 would take ten years."""
    found = trend(Aim(None, Fraction(4)), -1, Point(Fraction(2020), Fraction(10)), Point(Fraction(2025), Fraction(8)), 2030, False)
    assert (found.pace, found.needed, found.forecast, found.reached) == (Fraction(-2, 5), Fraction(-4, 5), 6, 2035)
