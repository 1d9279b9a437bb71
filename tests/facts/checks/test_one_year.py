"""One school in one year, with nothing to compare: what no right school has."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import County, Row, by_rule, delivered
from .test_rules import _of_twelve as of_twelve
from .test_rules import all_board


def _only_one_year(county: County) -> County:
    for table in county.tables.values():
        for key in [key for key in table if key[1] == 2023]:
            del table[key]
    return county


@pytest.mark.parametrize(("figures", "rule"), [
    ({"sports_ground_area": 26.9}, "L60"), ({"sports_ground_area": 27}, None), ({"sports_ground_area": 0}, None),
    ({"land_area": 240_001}, "L61"), ({"land_area": 239_999}, None), ({"books": 120_001}, "L62"), ({"books": 119_999}, None),
])
def test_bounds_that_no_right_school_reaches(figures: Row, rule: str | None, tmp_path: Path) -> None:
    """9,000 m² of land, 4,000 of buildings and 300 pupils."""
    county = _only_one_year(County())
    county.whole().update({"land_area": 9000, **figures})
    assert {"L60", "L61", "L62"} & set(by_rule(delivered(county, tmp_path).findings)) == ({rule} if rule else set())


def test_few_books_may_be_many_for_few_pupils(tmp_path: Path) -> None:
    """A point of five pupils."""
    county = _only_one_year(County())
    county.stage().update({"pupils": 5, "pupils_grade_1": 5, **{f"pupils_grade_{grade}": 0 for grade in range(2, 7)}})
    county.whole()["books"] = 4000
    assert "L62" not in by_rule(delivered(county, tmp_path).findings)


@pytest.mark.parametrize(("boarders", "others", "ownership", "is_told"), [(285, 40, "公办", True), (284, 40, "公办", False), (300, 220, "公办", False), (300, 40, "民办", False)])
def test_one_school_in_which_all_board(boarders: int, others: int, ownership: str, is_told: bool, tmp_path: Path) -> None:
    county = County()
    all_board(county)
    county = _only_one_year(county)
    county.stage()["boarders"], county.stage(5)["boarders"] = boarders, others
    county.school().update(ownership=ownership, run_by="县级" if ownership == "公办" else "民办")
    assert ("L63" in by_rule(delivered(county, tmp_path).findings)) is is_told


@pytest.mark.parametrize(("wrong", "told"), [(7, 0), (5, 5)])
def test_right_schools_among_more_in_another_unit_are_not_called_far(wrong: int, told: int, tmp_path: Path) -> None:
    """Twelve schools of 9,000 m² each, of which seven write 13.5 亩 (L37): the five right ones are far from most, and not wrong. Five in 亩 are far from seven right ones."""
    county = County()
    of_twelve(2, "land_area", "全校")(county)
    county = _only_one_year(county)
    for number in range(12):
        county.whole(number)["land_area"] = 13.5 if number < wrong else 9000 + 30 * number
    found = [each for each in delivered(county, tmp_path).findings if each.rule in ("L37", "P32")]
    assert [each.rule for each in found].count("L37") == wrong
    assert [each.cell for each in found if each.rule == "P32"] == [county.cell(county.whole(number), "land_area")[1] for number in range(told)]
