"""A stock of 0 before a year with much."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import County, delivered


@pytest.mark.parametrize(("column", "now", "is_told"), [("equipment_value", 113_300, True), ("equipment_value", 50_000, False), ("computers", 21, True), ("computers", 20, False)])
def test_none_before_much_is_told_at_the_0(column: str, now: int, is_told: bool, tmp_path: Path) -> None:
    """As much as a jump: more than 50,000 yuan, or 20 computers."""
    county = County()
    county.whole(2, 2023)[column] = 0
    county.whole()[column] = now
    county.whole()["teaching_computers"] = county.whole(2, 2023)["teaching_computers"] = 0
    found = [each for each in delivered(county, tmp_path).findings if each.rule == "P68"]
    assert [each.cell for each in found] == ([county.cell(county.whole(2, 2023), column)[1]] if is_told else [])


def test_a_school_that_took_in_another_may_get_much(tmp_path: Path) -> None:
    county = County()
    county.whole(2, 2023)["equipment_value"] = 0
    county.school(3, 2024).update(successor=county.school(2)["name"], closed=2024)
    assert "P68" not in {each.rule for each in delivered(county, tmp_path).findings}


@pytest.mark.parametrize(("schools", "is_told"), [(2, True), (3, False)])
def test_what_many_schools_were_given_is_not_told(schools: int, is_told: bool, tmp_path: Path) -> None:
    county = County()
    for number in range(schools):
        county.whole(number, 2023)["books"] = 0
    assert len([each for each in delivered(county, tmp_path).findings if each.rule == "P68"]) == (schools if is_told else 0)
