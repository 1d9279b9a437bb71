"""Jumps against the year before: what is exactly doubled, what falls to nothing, and a school that took in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts.tables import PUPILS_BY_GRADE

from .county import County, by_rule, delivered
from .test_rules import _alike


def _rules(county: County, tmp_path: Path) -> set[str]:
    return set(by_rule(delivered(county, tmp_path).findings))


@pytest.mark.parametrize(("teachers", "rule"), [(40, "P03"), (39, None), (10, None), (9, "P03")])
def test_what_is_exactly_doubled_is_told_where_the_difference_is_no_chance(teachers: int, rule: str | None, tmp_path: Path) -> None:
    """20 a year ago. A difference of 10 is the least that counts: of exactly twice as many 20."""
    county = County()
    county.stage()["teachers"] = teachers
    assert ("P03" in _rules(county, tmp_path)) is (rule is not None)


def test_the_limits_that_are_told_leave_out_what_is_told(tmp_path: Path) -> None:
    county = County()
    county.stage()["teachers"] = 40
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "P03"]
    assert one.allowed == "11-39"


@pytest.mark.parametrize(("area", "is_told"), [(900, True), (9000, False)])
def test_a_school_that_took_in_another_has_more_and_not_less(area: int, is_told: bool, tmp_path: Path) -> None:
    """3000 m² a year ago; the school beside it was closed into it."""
    county = County()
    county.school(3, 2023).update(closed=2024, successor=county.school()["name"])
    county.whole()["sports_ground_area"] = area
    assert ("P05" in _rules(county, tmp_path)) is is_told


def test_a_school_that_took_in_another_and_has_last_years_figures_is_told(tmp_path: Path) -> None:
    county = County()
    county.school(3, 2023).update(closed=2024, successor=county.school()["name"])
    county.stage().update({name: county.stage(2, 2023)[name] for name in ("boarders", *PUPILS_BY_GRADE)})
    assert "P29" in _rules(county, tmp_path)


@pytest.mark.parametrize(("before", "now", "rules"), [(4, 0, {"P65"}), (3, 0, {"P65"}), (2, 0, set()), (12, 0, {"P17"}), (4, 1, set())])
def test_a_fall_to_nothing_is_told_once(before: int, now: int, rules: set[str], tmp_path: Path) -> None:
    county = County()
    county.stage(2, 2023)["teachers_pe"], county.stage()["teachers_pe"] = before, now
    assert _rules(county, tmp_path) & {"P17", "P65"} == rules


@pytest.mark.parametrize(("column", "before", "told"), [
    ("books", 872, {"P67"}), ("books", 10, {"P67"}), ("books", 9, set()), ("books", 1001, {"P09"}), ("equipment_value", 49_999.5, {"P67"}), ("equipment_value", 60_000, {"P12"}),
    ("sports_ground_area", 480, {"P67"}), ("teaching_computers", 15, {"P67"}), ("computers", 20, {"P67"}),
])  # fmt: skip
def test_a_stock_that_falls_to_nothing_is_told_once(column: str, before: float, told: set[str], tmp_path: Path) -> None:
    """Fewer than ten may be lost; of more than a jump counts that is told. 1000 books, 50 000 yuan, 500 m², 20 computers are the least of a jump."""
    county = County()
    county.whole(2, 2023)[column], county.whole()[column] = before, 0
    assert _rules(county, tmp_path) & {"P05", "P09", "P10", "P11", "P12", "P67"} == told


def test_a_school_that_lost_its_pupils_may_lose_its_teachers_of_a_subject(tmp_path: Path) -> None:
    county = County()
    county.stage(2, 2023)["teachers_pe"] = 4
    county.stage().update({f"pupils_grade_{grade}": 20 for grade in range(1, 7)}, pupils=120, teachers_pe=0)
    assert "P65" not in _rules(county, tmp_path)


@pytest.mark.parametrize(("boarders", "before", "is_told"), [(270, 0, True), (269, 0, False), (300, 1, False)])
def test_all_pupils_board_at_once(boarders: int, before: int, is_told: bool, tmp_path: Path) -> None:
    county = County()
    county.stage(2, 2023)["boarders"], county.stage()["boarders"] = before, boarders
    assert ("P55" in _rules(county, tmp_path)) is is_told


@pytest.mark.parametrize(("before", "now", "pupils", "rules"), [
    (62, 92, 300, {"P62"}), (92, 62, 300, {"P62"}), (62, 86, 300, set()), (40, 59, 300, set()), (40, 60, 300, {"P62"}), (62, 92, 360, set()), (62, 130, 300, {"P03"}), (130, 62, 300, {"P03"})])
def test_many_more_or_fewer_teachers_for_as_many_pupils(before: int, now: int, pupils: int, rules: set[str], tmp_path: Path) -> None:
    """62 x 1.4 is 86.8; 20 teachers at least; 300 pupils a year ago, of which 360 are a fifth more; the double is a jump."""
    county = County()
    county.stage(2, 2023)["teachers"] = before
    county.stage().update(teachers=now, pupils=pupils)
    assert _rules(county, tmp_path) & {"P62", "P03"} == rules


@pytest.mark.parametrize(("before", "now", "figures", "is_told"), [
    (20, 38, {}, True), (38, 20, {}, True), (20, 34, {}, False), (9, 17, {}, True), (8, 15, {}, False), (20, 40, {}, False), (20, 38, {"classes": 9}, False), (20, 38, {"pupils": 360}, False)])
def test_teachers_of_a_small_school_that_are_counted_twice(before: int, now: int, figures: dict[str, int], is_told: bool, tmp_path: Path) -> None:
    """20 x 1.7 is 34, eight at least; exactly 20 more are twice as many and a jump; 7 classes a year ago, 300 pupils."""
    county = County()
    county.stage(2, 2023)["teachers"] = before
    county.stage().update(teachers=now, **figures)
    assert ("P64" in _rules(county, tmp_path)) is is_told


@pytest.mark.parametrize(("first", "classes", "is_told"), [(101, 7, True), (101, 8, False), (89, 7, False), (90, 7, True)])
def test_a_first_grade_that_has_no_classes(first: int, classes: int, is_told: bool, tmp_path: Path) -> None:
    """50 and 300 in 7 classes a year ago: 249 others in classes of 42.9 leave 1.19 of 7 classes and 2.19 of 8; forty more at least."""
    county = County()
    county.stage().update(pupils=249 + first, pupils_grade_1=first, classes=classes)
    assert ("P66" in _rules(county, tmp_path)) is is_told


def test_a_school_that_took_in_another_has_more_teachers(tmp_path: Path) -> None:
    county = County()
    county.school(3, 2023).update(closed=2024, successor=county.school()["name"])
    county.stage(2, 2023)["teachers"], county.stage()["teachers"] = 62, 92
    assert "P62" not in _rules(county, tmp_path)


@pytest.mark.parametrize(("other", "is_told"), [({}, True), ({"sports_ground_area": 30000}, False), ({"floor_area": 40000, "teaching_area": 25000}, False)])
def test_land_that_fits_the_floor_or_the_sports_grounds_is_right(other: dict[str, int], is_told: bool, tmp_path: Path) -> None:
    """90,000 m² where schools alike have 9,000, with 3,000 of sports grounds and 4,000 of floor."""
    county = County()
    row, _ = _alike("land_area", 90000)(county)
    row.update(other)
    assert ("P63" in _rules(county, tmp_path)) is is_told
