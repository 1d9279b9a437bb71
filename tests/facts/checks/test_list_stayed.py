"""A list that hardly moved since the year before, and one school of it that did, or that alone did not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from .county import County, Row, delivered
from .test_rules import _grown

COUNT = 12
NEW = ("P75", "P76", "P77", "P78", "P79", "S92", "S93", "S94")


def listed(**figures: object) -> County:
    """Twelve schools; land and sports grounds are last year's, books and equipment are more in all."""
    county = County()
    _grown(county)
    for number in range(COUNT):
        for year in (2023, 2024):
            more = 1 if year == 2023 else 1.02
            county.whole(number, year).update(land_area=9123.5 + 61 * number, sports_ground_area=3210.25 + 37 * number, books=round((9000 + 411 * number) * more), equipment_value=round((900_000 + 9_100 * number) * more))
    county.whole().update(figures)
    return county


def told(county: County, tmp_path: Path) -> list[tuple[str, str]]:
    return [(each.rule, each.cell) for each in delivered(county, tmp_path).findings if each.rule in NEW]


def test_a_list_of_which_books_moved_is_clean(tmp_path: Path) -> None:
    assert told(listed(), tmp_path) == []


def test_a_school_whose_conditions_are_all_last_years_is_told_at_its_books(tmp_path: Path) -> None:
    county = listed()
    county.whole().update({name: county.whole(2, 2023)[name] for name in ("books", "equipment_value")})
    assert told(county, tmp_path) == [("P75", county.cell(county.whole(), "books")[1])]


@pytest.mark.parametrize("moved", ["computers", "equipment_value"])
def test_one_figure_that_moved_is_enough(moved: str, tmp_path: Path) -> None:
    county = listed()
    county.whole().update({name: county.whole(2, 2023)[name] for name in ("books", "equipment_value")})
    county.whole()[moved] += 1
    assert told(county, tmp_path) == []


def test_where_many_schools_kept_their_books_one_that_kept_all_is_not_told(tmp_path: Path) -> None:
    """Equipment moved in eleven schools and books in none: one of twelve is expected to keep all of it."""
    county = listed()
    for number in range(COUNT):
        county.whole(number)["books"] = county.whole(number, 2023)["books"]
    county.whole()["equipment_value"] = county.whole(2, 2023)["equipment_value"]
    assert "P75" not in [rule for rule, _ in told(county, tmp_path)]


@pytest.mark.parametrize(
    ("column", "then", "now", "rule"),
    [
        ("land_area", 9245.5, 9745.5, "P76"), ("land_area", 9245.5, 9645.5, ""), ("land_area", 9245.5, 11645.5, "P77"),
        ("land_area", 9245.5, 9425.5, "P77"), ("land_area", 9245.5, 15645.5, "P04"), ("sports_ground_area", 3284.25, 2284.25, "P77"),
        ("sports_ground_area", 3284.25, 2984.25, "P76"), ("indoor_sports_area", 300, 121, "P77"), ("indoor_sports_area", 300, 0, "P77"), ("indoor_sports_area", 300, 420, ""),
    ],
)
def test_one_area_that_moved_where_none_did(column: str, then: float, now: float, rule: str, tmp_path: Path) -> None:
    """By 5.4 % a note, by 4.3 % nothing, by more than a quarter or by two digits exchanged (9245, 9425) a warning; a jump as that. Halls are built."""
    county = listed(**{column: now})
    county.whole(2, 2023)[column] = then
    found = [(each.rule, each.cell) for each in delivered(county, tmp_path).findings if each.rule in ("P04", "P05", "P08", *NEW)]
    assert found == ([(rule, county.cell(county.whole(), column)[1])] if rule else [])


def test_a_list_that_was_measured_anew_is_not_asked(tmp_path: Path) -> None:
    county = listed(land_area=11645.5)
    for number in range(4):
        county.whole(number + 4)["land_area"] += 300
    assert told(county, tmp_path) == []


def test_halls_of_a_list_whose_land_moved_are_not_asked(tmp_path: Path) -> None:
    county = listed(indoor_sports_area=0)
    for number in range(COUNT):
        county.whole(number)["land_area"] += 30
    assert told(county, tmp_path) == []


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ({"books": (10011, 6180)}, {"books": (6100, 10150)}, True),  # each near the other's of the year before
        ({"books": (10011, 6180)}, {"books": (6100, 8000)}, False),
        ({"classrooms": (14, 11)}, {"classrooms": (11, 14)}, False),  # one small figure is chance
        ({"classrooms": (14, 11), "multimedia_rooms": (10, 7)}, {"classrooms": (11, 14), "multimedia_rooms": (7, 10)}, True),
    ],
)
def test_two_schools_near_each_others_figures(one: Mapping[str, tuple[int, int]], other: Mapping[str, tuple[int, int]], is_told: bool, tmp_path: Path) -> None:
    county = listed()
    for number, figures in ((2, one), (7, other)):
        for at, year in enumerate((2023, 2024)):
            county.whole(number, year).update({name: both[at] for name, both in figures.items()})
    rows = [county.whole(2), county.whole(7)] if is_told else []
    assert told(county, tmp_path) == [("P78", county.cell(row, next(iter(one)))[1]) for row in rows]


def test_what_is_exactly_the_others_is_told_as_that(tmp_path: Path) -> None:
    county = listed()
    (one, two), (other, others) = ([county.whole(number, year) for year in (2023, 2024)] for number in (2, 9))
    two["books"], others["books"] = other["books"], one["books"]
    assert [each.rule for each in delivered(county, tmp_path).findings if each.rule in ("P57", *NEW)] == ["P57", "P57"]


@pytest.mark.parametrize(("now", "of_others", "is_told"), [(37, 0, True), (39, 0, False), (37, 4, False), (63, 0, True)])
def test_one_grade_off_by_a_dozen_where_all_go_up(now: int, of_others: int, is_told: bool, tmp_path: Path) -> None:
    """50 a year ago in the grade below; another grade of the school off by four tells of pupils that move."""
    county = listed()
    row = county.stage()
    row.update(pupils_grade_3=now, pupils_grade_5=50 - of_others, pupils=300 + now - 50 - of_others)
    assert told(county, tmp_path) == ([("P79", county.cell(row, "pupils_grade_3")[1])] if is_told else [])


def test_a_grade_that_a_new_school_took_is_not_asked(tmp_path: Path) -> None:
    county = listed()
    county.stage().update(pupils_grade_3=37, pupils=287)
    for half in ("小学", "全校"):
        del county.tables["school_years"][11, 2023, half]
    del county.tables["schools"][11, 2023]
    assert told(county, tmp_path) == []


def test_who_runs_many_schools_is_told_once(tmp_path: Path) -> None:
    county = listed()
    row: Row = county.school(0)
    for number in range(COUNT):
        county.school(number)["run_by"] = "地级"
    assert told(county, tmp_path) == [("S92", county.cell(row, "run_by")[1])]


@pytest.mark.parametrize("stood_there", [False, True])
def test_a_school_that_came_to_the_point_of_another_is_told(stood_there: bool, tmp_path: Path) -> None:
    county = County()
    for year in (2023, 2024) if stood_there else (2024,):
        county.school(2, year).update({name: county.school(4)[name] for name in ("latitude", "longitude")})
    assert told(county, tmp_path) == ([] if stood_there else [("S93", county.cell(county.school(), "latitude")[1])])


@pytest.mark.parametrize(("pasted", "is_told"), [(("land_area", "sports_ground_area", "books", "equipment_value", "computers", "teaching_computers"), True), (("land_area", "books", "equipment_value", "computers"), False)])
def test_a_form_of_another_school_is_told_though_a_third_has_as_many_rooms(pasted: tuple[str, ...], is_told: bool, tmp_path: Path) -> None:
    """Of eleven large figures the buildings alone are the school's own; rooms are few, and another school has as many by chance."""
    county = listed()
    for number in range(COUNT):
        for year in (2023, 2024):
            county.whole(number, year).update(
                floor_area=4001.5 + 93 * number, teaching_area=2501.5 + 71 * number, computers=60 + 7 * number, teaching_computers=50 + 5 * number, classrooms=26 if number in (2, 5, 8) else 30 + number,
                multimedia_rooms=24 if number in (2, 5, 8) else 26 + number, indoor_sports_area=300 + 13 * number)
    for year in (2023, 2024):
        county.whole(5, year).update({name: county.whole(2, year)[name] for name in pasted})
    cells = [each.cell for each in delivered(county, tmp_path).findings if each.rule == "S38"]
    assert cells == ([county.cell(county.whole(5, year), "land_area")[1] for year in (2023, 2024)] if is_told else [])
