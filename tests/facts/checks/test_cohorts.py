"""The grades of a school follow from the grades below of the year before, and what moves children is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .county import SCHOOLS, County, delivered
from .test_rules import _following, _grade_alone, _grade_apart, _grades_apart, _grades_reversed

Change = Callable[[County], object]


def _told(county: County, tmp_path: Path, *rules: str) -> list[tuple[str, str]]:
    return [(each.rule, each.cell) for each in delivered(county, tmp_path).findings if each.rule in rules]


@pytest.mark.parametrize(("pupils", "rules"), [(78, []), (79, ["P50"]), (81, ["P22"]), (25, []), (22, ["P22"]), (0, ["P22"])])
def test_a_grade_may_differ_by_what_chance_and_moves_make(pupils: int, rules: list[str], tmp_path: Path) -> None:
    """50 a year ago, of which four roots are 28; from 1.6 times and 26 on it is a jump (P22), and told as that alone."""
    county = County()
    county.stage()["pupils_grade_3"] = pupils
    assert [rule for rule, _ in _told(county, tmp_path, "P50", "P22")] == rules


@pytest.mark.parametrize("why", [
    lambda county: county.school(3, 2023).update(closed=2024, successor=county.school()["name"]),
    lambda county: county.school().update(opened=2022),
])
def test_a_rise_of_a_school_that_is_new_or_took_in_another_is_none(why: Change, tmp_path: Path) -> None:
    county = County()
    _grade_apart(county)
    why(county)
    assert _told(county, tmp_path, "P50") == []


def test_points_that_end_at_a_grade_feed_the_school_of_their_township(tmp_path: Path) -> None:
    county = County()
    _grade_apart(county)
    for year in (2023, 2024):
        county.school(3, year).update(kind="小学教学点", counted="否", parent=county.school()["name"])
    county.stage(3)["pupils_grade_3"] = 30
    assert _told(county, tmp_path, "P50") == []


def test_where_a_whole_county_grows_nothing_is_told(tmp_path: Path) -> None:
    county = County()
    for number in range(SCHOOLS):
        county.stage(number).update({f"pupils_grade_{grade}": 68 + number for grade in range(1, 7)})
    assert _told(county, tmp_path, "P50", "P51") == []


def test_a_fall_that_a_new_school_explains_is_none(tmp_path: Path) -> None:
    county = County()
    county.stage()["pupils_grade_3"] = 21
    for table in county.tables.values():
        for key in [key for key in table if key[:2] == (3, 2023)]:
            del table[key]
    assert _told(county, tmp_path, "P50") == []


@pytest.mark.parametrize("figures", [(0, 0, 0, 7, 8, 6), (0, 0, 7, 8, 6, 0)])
def test_a_point_whose_grades_stand_columns_off_is_told(figures: tuple[int, ...], tmp_path: Path) -> None:
    county = County()
    _following(county)
    grades = [f"pupils_grade_{grade}" for grade in range(1, 7)]
    county.stage(2, 2023).update(dict(zip(grades, (8, 6, 6, 0, 0, 0), strict=True)), pupils=20)
    county.stage().update(dict(zip(grades, figures, strict=True)), pupils=21)
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "P52"]
    assert "移前" in one.message.zh


def test_what_is_told_of_the_order_is_not_told_of_each_grade(tmp_path: Path) -> None:
    county = County()
    _grades_reversed(county)
    assert [rule for rule, _ in _told(county, tmp_path, "P50", "P51", "P52")] == ["P52"]


def test_all_grades_together_are_told_where_none_is_by_itself(tmp_path: Path) -> None:
    county = County()
    _, column = _grades_apart(county)
    assert _told(county, tmp_path, "P50", "P51") == [("P51", county.cell(county.stage(), column)[1])]


@pytest.mark.parametrize(("grade", "pupils", "is_told"), [(1, 9, True), (1, 10, False), (6, 9, True), (1, 176, True), (1, 175, False)])
def test_a_grade_far_from_all_others_of_its_school_is_told(grade: int, pupils: int, is_told: bool, tmp_path: Path) -> None:
    """The others of the first grade have 49 and 50, those of the last 50 and 51. A fifth of 49 is 9.8, 3.5 times 50 is 175."""
    county = County()
    _grade_alone(county)
    county.stage()["pupils_grade_1"] = 51
    county.stage()[f"pupils_grade_{grade}"] = pupils
    told = _told(county, tmp_path, "S74")
    assert told == ([("S74", county.cell(county.stage(), f"pupils_grade_{grade}")[1])] if is_told else [])


@pytest.mark.parametrize("why", [
    lambda county: county.school().update(opened=2020),
    lambda county: county.school().update(kind="小学教学点"),
    lambda county: county.stage().update(pupils_grade_4=20),
    lambda county: county.stage().update({f"pupils_grade_{grade}": 24 for grade in range(2, 7)}, pupils_grade_1=3),
])
def test_grades_that_may_be_unlike_are_not_told(why: Change, tmp_path: Path) -> None:
    """A new school, a point, grades that differ among themselves, small ones."""
    county = County()
    _grade_alone(county)
    why(county)
    assert _told(county, tmp_path, "S74") == []


def test_with_two_years_the_children_of_the_grade_below_decide(tmp_path: Path) -> None:
    """9 in the second grade, where 9 were in the first; 9 in the first, of whom 9 stand in the second a year later: both are right."""
    county = County()
    county.stage(2, 2023)["pupils_grade_1"] = county.stage(2, 2024)["pupils_grade_2"] = 9
    assert _told(county, tmp_path, "S74", "P50", "P21") == []


def test_a_last_grade_that_takes_in_those_of_points_is_none(tmp_path: Path) -> None:
    county = County()
    _grade_alone(county)
    county.stage().update(pupils_grade_1=50, pupils_grade_6=200)
    assert [rule for rule, _ in _told(county, tmp_path, "S74")] == ["S74"]
    county.school(3).update(kind="小学教学点", counted="否", parent=county.school()["name"])
    assert _told(county, tmp_path, "S74") == []
