"""Lights worked out by hand: 0 in 2020, 100 in 2030, so 50 is due at the end of 2025."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.findings.progress.actual import Actual, time_of
from junheng.findings.progress.aim import Point
from junheng.findings.progress.judge import NO_BASELINE, NO_BASELINE_YEAR, OLDER, judge_direction, judge_flag
from junheng.findings.progress.lacking import Lack
from junheng.findings.progress.light import Light, thresholds
from junheng.rules.plans import Rhythm, Target, When
from junheng.terms import UsageError, same

from .judged import END_OF_2025, judged, target

MET, WELL, LAGGING, BEHIND, OVERDUE, NO_YEAR, UNTOLD = (
    Light.MET, Light.ON_TRACK, Light.LAGGING, Light.BEHIND, Light.OVERDUE, Light.NO_YEAR, Light.CANNOT_TELL,
)
NEXT_YEAR = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(("now", "light"), [
    ("100", MET), ("100.1", MET), ("50", WELL), ("45", WELL), ("44.999", LAGGING), ("35", LAGGING), ("34.999", BEHIND), ("0", BEHIND), ("-10", BEHIND),
])
def test_shares_of_the_way_that_is_due(now: str, light: Light) -> None:
    """90 % of 50 is 45, 70 % is 35; judged unrounded."""
    assert judged(target(), now).light == light


@pytest.mark.parametrize(("now", "light"), [("0", MET), ("50", WELL), ("55", WELL), ("55.001", LAGGING), ("65", LAGGING), ("65.001", BEHIND), ("120", BEHIND)])
def test_what_is_to_fall_mirrors_it(now: str, light: Light) -> None:
    assert judged(target("<=", 0, start=100), now).light == light


@pytest.mark.parametrize(("comparator", "now", "light"), [
    (">", 100, WELL), (">", "100.001", MET), ("<", "99.9", MET), ("<", 100, BEHIND), ("=", 100, MET), ("=", 99, WELL), ("=", 150, WELL), ("=", 156, LAGGING),
    ("=", 201, BEHIND), ("~", 95, MET), ("~", 105, MET), ("~", "94.999", WELL), ("~", "105.001", WELL),
])
def test_comparators(comparator: str, now: Any, light: Light) -> None:
    """= : 150 lies as far from 100 as 50 does. ~ : five per cent to either side. <: 0 holds from the start, so 100 is lost."""
    assert judged(target(comparator), now).light == light


def test_a_range_is_reached_at_its_near_end_and_a_printed_start_is_no_range() -> None:
    three_to_five = target("=", 5, value_from=3)
    # to 3 by 2030: 1.5 is due, 1.35 is 90 % of it; 6.5 lies 1.5 beyond the far end, as 1.5 does below the near one
    assert [judged(three_to_five, now).light for now in (3, 5, "4.2", "1.35", "1.34", "6.5", "6.9", "7")] == [MET, MET, MET, WELL, LAGGING, WELL, LAGGING, BEHIND]
    from_nine_to_eleven = target("=", 11, value_from=9, start=9)
    assert [judged(from_nine_to_eleven, now).light for now in (11, 10, 9)] == [MET, WELL, BEHIND]


def test_the_formula_goes_to_the_next_milestone() -> None:
    """60 by 2027, then 100: at the end of 2025 5/7 of the way to 60 is due; 45 is 3/4 of it, and 42.857 should be."""
    found = judged(target(milestones=[(2027, 60)]), 45)
    assert (found.light, found.way, found.due, found.expected, found.next) == (
        WELL, Fraction(3, 4), Fraction(5, 7), Fraction(300, 7), Point(Fraction(2027), Fraction(60)))


def test_past_milestones_bend_the_way() -> None:
    """60 was due in 2023; from there to 100 in 2030, 2025 asks 60 + 40 x 2/7 = 71.43: 64.28 is not quite 90 % of it."""
    steep = target(milestones=[(2023, 60)])
    assert judged(steep, "64.29").light == WELL
    assert judged(steep, "64.28").light == LAGGING


def test_a_milestone_that_is_over_and_not_held_is_no_green() -> None:
    asked = target(milestones=[(2025, 50)])
    assert judged(asked, 48).light == WELL  # on the last day of 2025 the year is not over
    assert judged(asked, 48, day=NEXT_YEAR).light == LAGGING
    assert judged(asked, 50, day=NEXT_YEAR).light == WELL


def test_a_flat_first_milestone_has_no_way_but_a_light() -> None:
    """Nothing is due until 2027: the formula would divide by nothing."""
    asked = target(milestones=[(2027, 0)])
    found = judged(asked, 0)
    assert (found.light, found.way, found.due) == (WELL, None, None)
    assert judged(asked, -1).light == BEHIND


@pytest.mark.parametrize(("asked", "light", "missing"), [
    (target(start=None), UNTOLD, NO_BASELINE), (target(start_year=None), UNTOLD, NO_BASELINE_YEAR), (target(start_year=2026), UNTOLD, OLDER),
    (target(year=None), NO_YEAR, None), (target(year=None, milestones=[(None, 60)]), NO_YEAR, None), (target(year=None, milestones=[(2027, 70)]), WELL, None),
    (target(year=None, start=None), NO_YEAR, None), (target(start=100), BEHIND, None), (target(year=None, start=100), BEHIND, None),
    (target(when=When(rhythm=Rhythm.STANDING)), OVERDUE, None), (target(year=2025), WELL, None), (target(year=2024), OVERDUE, None),
    (target("=", year=2030, start=None), UNTOLD, NO_BASELINE),
])
def test_what_is_lacking_is_named_and_no_year_is_guessed(asked: Target, light: Light, missing: Any) -> None:
    now = 95 if asked.when.year == 2025 else 50
    found = judged(asked, now)
    assert (found.light, found.missing) == (light, missing)


def test_what_holds_needs_neither_baseline_nor_year() -> None:
    assert judged(target(start=None, year=None), 100).light == MET
    assert judged(target(year=2024), 100).light == MET


def test_half_a_year_is_half_a_step() -> None:
    """30 June 2025 is day 181 of 365: 40 + 10 x 181/365 is due."""
    at = time_of(datetime.date(2025, 6, 30))
    assert at == 2024 + Fraction(181, 365)
    assert judged(target(), 45, at, datetime.date(2025, 6, 30)).expected == 40 + Fraction(1810, 365)
    assert time_of(datetime.date(2024, 12, 31)) == 2024


@pytest.mark.parametrize(("figures", "up", "down"), [
    ([5, 6], WELL, BEHIND), ([5, 5], LAGGING, LAGGING), ([6, 5], BEHIND, WELL), ([9, 5, 6], WELL, BEHIND), ([5], UNTOLD, UNTOLD),
])
def test_directions_need_two_figures(figures: list[int], up: Light, down: Light) -> None:
    points = [Point(Fraction(2020 + place), Fraction(value)) for place, value in enumerate(figures)]
    found = [judge_direction(target(comparator), points, END_OF_2025) for comparator in ("up", "down")]
    assert [each.light for each in found] == [up, down]
    if up == UNTOLD:
        assert found[0].missing is not None
        assert found[0].missing.lack == Lack.FACTS


@pytest.mark.parametrize(("when", "held", "light"), [
    (When(year=2027), True, MET), (When(year=2027), False, Light.NOT_DUE), (When(year=2024), False, OVERDUE), (When(printed="某年"), False, NO_YEAR),
    (When(rhythm=Rhythm.STANDING), False, OVERDUE), (When(rhythm=Rhythm.YEAR), True, MET), (When(year=2025), False, Light.NOT_DUE),
])
def test_yes_or_no(when: When, held: bool, light: Light) -> None:
    for comparator in ("yes", "no"):
        asked = target(comparator, start=None, when=when)
        assert judge_flag(asked, Actual(Fraction(2025), same("2025"), held, same("paper")), END_OF_2025).light == light


def test_a_yes_that_is_due_every_year_grows_old() -> None:
    asked = target("yes", start=None, when=When(rhythm=Rhythm.YEAR))
    old = Actual(Fraction(2023), same("2023"), True, same("paper"))
    assert judge_flag(asked, old, END_OF_2025).light == UNTOLD
    standing = target("yes", start=None, when=When(rhythm=Rhythm.STANDING))
    assert judge_flag(standing, old, END_OF_2025).light == MET


RANK = [OVERDUE, BEHIND, NO_YEAR, LAGGING, WELL, MET]
numbers = st.integers(-200, 200)
plans = st.builds(
    lambda comparator, value, year, start, steps: target(comparator, value, year, start, milestones=steps),
    st.sampled_from([">=", "<=", ">", "<", "=", "~"]), numbers, st.sampled_from([None, 2024, 2026, 2030]), numbers,
    st.lists(st.tuples(st.sampled_from([2022, 2025, 2027, None]), numbers), max_size=3),
)


@given(plans, numbers, numbers, st.sampled_from([END_OF_2025, NEXT_YEAR]))
def test_a_better_figure_never_gets_a_worse_light(asked: Target, one: int, other: int, day: datetime.date) -> None:
    assert asked.value is not None
    worth = {">": lambda x: x, ">=": lambda x: x, "<": lambda x: -x, "<=": lambda x: -x}.get(asked.comparator, lambda x: -abs(x - int(asked.value or 0)))
    worse, better = sorted((one, other), key=worth)
    lights = [judged(asked, now, day=day).light for now in (worse, better)]
    assert RANK.index(lights[0]) <= RANK.index(lights[1])


@given(plans, numbers, st.sampled_from(["0.001", "0.5", "3", "10000"]))
def test_the_unit_changes_nothing(asked: Target, now: int, scale: str) -> None:
    """Metres or kilometres, yuan or ten thousands: the same light, the same share of the way."""
    times = Decimal(scale)
    assert asked.value is not None
    assert asked.baseline is not None
    other = target(
        asked.comparator, asked.value * times, asked.when.year, asked.baseline.value * times,
        milestones=[(each.year, each.value * times) for each in asked.milestones],
    )
    before, after = judged(asked, now), judged(other, now * times)
    assert (before.light, before.way, before.due) == (after.light, after.way, after.due)


def test_settings_move_the_lights_and_are_said_to_be_ours() -> None:
    assert "own" in thresholds({}).source.en
    assert float(thresholds({"lights.lagging": "0.5"}).lagging) == 0.5
    with pytest.raises(UsageError, match=r"lights\.on_track"):
        thresholds({"lights.green": "1"})
    with pytest.raises(UsageError, match="lagging"):
        thresholds({"lights.lagging": "0.95"})
    with pytest.raises(UsageError, match="many"):
        thresholds({"lights.lagging": "many"})
