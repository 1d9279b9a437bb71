"""Slips that nothing in their own line contradicts: series filled down, stages exchanged, boarders halved, rooms, books and rare titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import County, delivered
from .test_rules import SPOILT, _grown, _of_twelve, _teachers_pasted, _with, few_books, two_stages


def _told(county: County, tmp_path: Path, rule: str) -> list[str]:
    return [each.cell for each in delivered(county, tmp_path).findings if each.rule == rule]


@pytest.mark.parametrize(("values", "is_told"), [((70, 71, 72, 73), True), ((70, 71, 72, 74), False), ((73, 72, 71, 70), False), ((7, 8, 9, 10), False), ((70, 71, 72, 73, 74), True)])
def test_a_series_is_four_figures_and_more(values: tuple[int, ...], is_told: bool, tmp_path: Path) -> None:
    """The others differ by 47 or 83: of twelve lines 12 / (2.8 x 47) ** 3 = 0.000005 begin such a series by chance."""
    county = County()
    _with("computers", "全校", {}, 0, computers=lambda number: 60 + number * 47 % 130)(county)
    for at, value in enumerate(values, start=2):
        county.whole(at)["computers"] = value
    assert _told(county, tmp_path, "S69") == ([county.cell(county.whole(2), "computers")[1]] if is_told else [])


def test_figures_near_each_other_make_a_series_by_chance(tmp_path: Path) -> None:
    """The others differ by 3: 12 / (2.8 x 3) ** 3 = 0.02."""
    county = County()
    _with("computers", "全校", {}, 0, computers=lambda number: 60 + 3 * (number % 2))(county)
    for at, value in enumerate((70, 71, 72, 73), start=2):
        county.whole(at)["computers"] = value
    assert _told(county, tmp_path, "S69") == []


@pytest.mark.parametrize(("primary", "junior", "is_told"), [(30, 21, True), (29, 20, True), (28, 18, True), (27, 20, False), (31, 25, False), (20, 31, False), (24, 27, False)])
def test_figures_of_two_stages_fit_only_crosswise(primary: int, junior: int, is_told: bool, tmp_path: Path) -> None:
    """20 and 31 a year ago: within 2, or a tenth (3.1), of the other's, and a quarter of the distance of the straight ones."""
    county = County()
    two_stages(county, teachers=(31, junior))
    county.stage()["teachers"] = primary
    assert bool(_told(county, tmp_path, "P60")) is is_told


@pytest.mark.parametrize(("boarders", "pupils", "is_told"), [(17, 300, True), (18, 300, False), (17, 250, False), (17, 256, True)])
def test_boarders_halved_while_pupils_stay(boarders: int, pupils: int, is_told: bool, tmp_path: Path) -> None:
    """42 boarders of 300 pupils a year ago: 25 fewer, and pupils within 15 % (255)."""
    county = County()
    county.stage().update(boarders=boarders, pupils=pupils)
    assert bool(_told(county, tmp_path, "P59")) is is_told


def test_boarders_that_fell_further_are_told_once(tmp_path: Path) -> None:
    """From 62 to 12: more than 40, and five times."""
    county = County()
    county.stage(2, 2023)["boarders"] = 62
    county.stage()["boarders"] = 12
    assert [each.rule for each in delivered(county, tmp_path).findings if each.rule in ("P15", "P59")] == ["P15"]


@pytest.mark.parametrize(("pupils", "classrooms", "is_told"), [(181, 3, True), (180, 3, False), (181, 4, False), (33, 2, False)])
def test_six_classes_need_rooms_where_their_pupils_would_not_fit(pupils: int, classrooms: int, is_told: bool, tmp_path: Path) -> None:
    """More than 60 pupils a room and half more classes than rooms; teaching points, of which two have few rooms, are left out."""
    county = County()
    _grown(county, 14)
    for number in (12, 13):
        county.school(number).update(kind="小学教学点", name=f"甲县{number}村教学点")
        county.whole(number)["classrooms"] = 1
    county.stage().update(pupils=pupils, classes=6)
    county.whole()["classrooms"] = classrooms
    assert bool(_told(county, tmp_path, "S54")) is is_told


@pytest.mark.parametrize(("area", "is_told"), [(6251, True), (6249, False), (5601, False)])
def test_the_area_of_a_classroom_is_held_against_the_list(area: int, is_told: bool, tmp_path: Path) -> None:
    """2,500 / 14 = 178.6 m2 in the others: 2.5 times as much is 446.4, of 14 rooms 6,250."""
    county = County()
    _of_twelve(2, "", "全校", teaching_area=area)(county)
    assert bool(_told(county, tmp_path, "S66")) is is_told


def test_rooms_that_classes_lack_are_told_once(tmp_path: Path) -> None:
    county = County()
    _of_twelve(2, "", "全校", classrooms=1)(county)
    assert {each.rule for each in delivered(county, tmp_path).findings} & {"S54", "S66"} == {"S54"}


@pytest.mark.parametrize(("books", "pupils", "is_told"), [(119, 40, True), (120, 40, False), (0, 40, False), (59, 20, True), (50, 19, False)])
def test_a_few_books_are_asked(books: int, pupils: int, is_told: bool, tmp_path: Path) -> None:
    county = County()
    few_books(county)
    county.stage()["pupils"], county.whole()["books"] = pupils, books
    assert bool(_told(county, tmp_path, "S67")) is is_told


@pytest.mark.parametrize(("own", "others", "is_told"), [(9, [], True), (9, [3], True), (9, [4], False), (9, [3, 3], False), (4, [], False), (5, [], True)])
def test_a_title_that_others_hardly_have(own: int, others: list[int], is_told: bool, tmp_path: Path) -> None:
    """82 teachers, of whom a twentieth is 4.1; three times as many as the next, 1 of 员级 in each of the others."""
    county = County()
    _of_twelve(2, "", titles_clerk=own)(county)
    for number, count in enumerate(others, start=5):
        county.stage(number)["titles_clerk"] = count
    assert bool(_told(county, tmp_path, "S68")) is is_told


def test_the_code_of_the_only_school_of_a_kind_is_not_odd(tmp_path: Path) -> None:
    """Its code is of a run of its own."""
    county = County()
    SPOILT["S55"](county)
    assert len(_told(county, tmp_path, "S55")) == 1
    county.school(5)["kind"] = "中等职业学校"
    assert _told(county, tmp_path, "S55") == []


@pytest.mark.parametrize(("change", "is_told"), [({}, True), ({"pupils": 330}, False), ({"teachers_arts": 4}, False), ({"pupils": 331}, True)])
def test_the_teachers_of_another_school_are_told_at_both(change: dict[str, int], is_told: bool, tmp_path: Path) -> None:
    """Not where one column differs, nor of schools whose pupils differ by a tenth at most: 300 and 330."""
    county = County()
    _teachers_pasted(county)
    county.stage(5).update(change)
    cells = [county.cell(county.stage(number), "teachers")[1] for number in (2, 5)]
    assert _told(county, tmp_path, "S75") == (cells if is_told else [])


@pytest.mark.parametrize(("column", "count", "rule"), [("titles_senior", 4, ""), ("titles_senior", 5, "L66"), ("teachers_doctor", 4, ""), ("teachers_doctor", 5, "L67")])
def test_teachers_of_what_hardly_a_school_has(column: str, count: int, rule: str, tmp_path: Path) -> None:
    """Of 21 teachers: a tenth of them, and five at least; more than a fifth, 4.2."""
    county = County()
    county.stage().update({"teachers": 21, column: count})
    assert {each.rule for each in delivered(county, tmp_path).findings if each.rule in ("L66", "L67")} == ({rule} if rule else set())


def test_of_a_list_with_more_such_pairs_nothing_is_said(tmp_path: Path) -> None:
    """Its teachers were not counted by degree and title, but made by shares: schools of 22 have the same ones too."""
    county = County()
    _teachers_pasted(county)
    county.stage(4).update({name: county.stage(1)[name] for name in ("teachers", "teachers_bachelor", "titles_assistant")}, pupils=200)
    assert _told(county, tmp_path, "S75") == []
