"""Figures that changed places within a school or between two, beyond doubt alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import SCHOOLS, County, delivered
from .test_rules import _land_of_each_other, _moved


def _told(county: County, tmp_path: Path, rule: str) -> list[str]:
    return [each.cell for each in delivered(county, tmp_path).findings if each.rule == rule]


@pytest.mark.parametrize(("bachelor", "college", "is_told"), [(4, 15, True), (5, 14, True), (6, 13, False), (12, 7, False)])
def test_two_columns_of_a_school_fit_only_exchanged(bachelor: int, college: int, is_told: bool, tmp_path: Path) -> None:
    """15 and 4 a year ago: each within one of the other's, and both far from its own."""
    county = County()
    county.stage().update(teachers_bachelor=bachelor, teachers_college=college)
    assert bool(_told(county, tmp_path, "P56")) is is_told


@pytest.mark.parametrize(("now", "then", "is_told"), [((0, 2), (2, 0), True), ((2, 0), (0, 2), True), ((0, 1), (1, 0), False), ((1, 2), (2, 0), False), ((0, 2), (0, 2), False)])
def test_two_of_the_lowest_degree_do_not_come_up_at_once(now: tuple[int, int], then: tuple[int, int], is_told: bool, tmp_path: Path) -> None:
    """专科 and 高中阶段以下 of 20 teachers."""
    county = County()
    for year, (college, below) in ((2024, now), (2023, then)):
        county.stage(2, year).update(teachers_college=college, teachers_below=below, teachers_bachelor=19 - college - below)
    assert bool(_told(county, tmp_path, "P56")) is is_told


@pytest.mark.parametrize(("many", "masters", "is_told"), [(8, 3, True), (7, 3, False), (7, 1, True), (6, 1, False)])
def test_six_teachers_are_no_chance_and_five_where_no_other_moved(many: int, masters: int, is_told: bool, tmp_path: Path) -> None:
    """One has a master's degree in each year, or three have one now."""
    county = County()
    county.stage(2, 2023).update(teachers=10, teachers_bachelor=many, teachers_college=2)
    county.stage().update(teachers=10, teachers_bachelor=2, teachers_college=many, teachers_master=masters)
    assert bool(_told(county, tmp_path, "P56")) is is_told


@pytest.mark.parametrize(("now", "is_told"), [((0, 5), True), ((1, 4), False)])
def test_masters_and_diplomas_of_five_teachers(now: tuple[int, int], is_told: bool, tmp_path: Path) -> None:
    county = County()
    for year, (college, master) in ((2024, now), (2023, (5, 0))):
        county.stage(2, year).update(teachers_college=college, teachers_master=master)
    assert bool(_told(county, tmp_path, "P56")) is is_told


def test_two_grades_of_the_whole_list_are_told_once_and_not_of_each_school(tmp_path: Path) -> None:
    """A year ago 60 in grade 1 and 50 in grade 4 of every second school, else the other way round: together as many. One school had no grade 1."""
    county = County()
    for number in range(SCHOOLS):
        first, fourth = (60, 50) if number % 2 else (50, 60)
        county.stage(number, 2023).update(pupils_grade_1=first if number else 0, pupils_grade_4=fourth)
        county.stage(number).update(pupils_grade_2=fourth, pupils_grade_5=first)
    assert _told(county, tmp_path, "P40") == [county.cell(county.stage(0), "pupils_grade_2")[1]]
    assert _told(county, tmp_path, "P52") == []


def test_columns_of_the_whole_list_are_told_once(tmp_path: Path) -> None:
    county = County()
    for number in range(SCHOOLS):
        county.stage(number).update(teachers_bachelor=4, teachers_college=15)
    assert _told(county, tmp_path, "P56") == []
    assert len(_told(county, tmp_path, "P40")) == 1


def test_the_land_of_each_other_is_told_at_both(tmp_path: Path) -> None:
    county = County()
    _land_of_each_other(county)
    assert _told(county, tmp_path, "P57") == [county.cell(county.whole(number), "land_area")[1] for number in (3, 4)]


def test_lines_that_moved_are_told_as_lines(tmp_path: Path) -> None:
    county = County()
    _moved(county)
    assert _told(county, tmp_path, "P57") == []


def test_round_figures_may_be_the_same(tmp_path: Path) -> None:
    county = County()
    for year, areas in ((2023, (9100, 9300)), (2024, (9300, 9100))):
        for number, area in zip((2, 3), areas, strict=True):
            county.whole(number, year)["land_area"] = area
    assert _told(county, tmp_path, "P57") == []
