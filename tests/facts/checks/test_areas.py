"""Counties of one delivery are told apart: a row of another, files of several, and schools alike of their own county."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import County, by_rule, delivered
from .test_rules import _grown, two_areas


@pytest.mark.parametrize(("area", "name", "rule"), [("乙县", "乙县第三小学", "S64"), ("乙县", "甲县第三小学", "S18"), ("甲某县", "乙县第三小学", "S17"), ("甲县", "乙县第三小学", None)])
def test_a_row_of_another_county_is_told_once(area: str, name: str, rule: str | None, tmp_path: Path) -> None:
    county = County()
    _grown(county)
    county.school().update(area=area, name=name)
    assert set(by_rule(delivered(county, tmp_path).findings)) & {"S17", "S18", "S64"} == ({rule} if rule else set())


def test_a_list_of_two_counties_has_no_row_of_another(tmp_path: Path) -> None:
    county = County()
    two_areas(county)
    found = delivered(county, tmp_path).findings
    (one,) = [each for each in found if each.rule in ("S64", "S65")]
    assert "丙县 6 所、甲县 6 所" in one.message.zh


@pytest.mark.parametrize(("area", "is_told"), [("甲县", True), ("丙县", False)])
def test_a_school_is_held_against_those_of_its_own_county(area: str, is_told: bool, tmp_path: Path) -> None:
    """Ten schools of one county and ten of another, whose teaching rooms are six times as large: none is far from its own."""
    county = County()
    _grown(county, 20)
    for number in range(10, 20):
        for year in (2023, 2024):
            county.school(number, year).update(area=area, name=f"{area}{number}村小学")
            county.whole(number, year)["floor_area"] = 4000 if area == "甲县" and number < 19 else 26000
    assert ("P34" in by_rule(delivered(county, tmp_path).findings)) is is_told


@pytest.mark.parametrize(("others", "told"), [(4, 8), (5, 0)])
def test_the_smaller_county_of_a_list_of_two_is_no_slip(others: int, told: int, tmp_path: Path) -> None:
    """60 schools of one county and 5 of another in both years: each of the five was told as a slip, in each year."""
    county = County()
    _grown(county, 60 + others)
    for number in range(60, 60 + others):
        for year in (2023, 2024):
            county.school(number, year).update(area="乙县", name=f"乙县{number}村小学")
    assert [each.rule for each in delivered(county, tmp_path).findings].count("S64") == told
