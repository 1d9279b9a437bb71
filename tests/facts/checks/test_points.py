"""Coordinates against the year before and the other schools of the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import SCHOOLS, County, delivered


def _told(county: County, tmp_path: Path) -> list[tuple[str, str]]:
    return [(each.rule, each.cell) for each in delivered(county, tmp_path).findings if each.rule in ("P61", "S14", "S76")]


@pytest.mark.parametrize(("latitude", "rule"), [(30.13, ""), (30.15, "P61"), (33.5, "S14")])
def test_a_school_far_from_where_it_stood_is_told_once(latitude: float, rule: str, tmp_path: Path) -> None:
    """It stood at 30.04. What lies far from all other schools is told as that."""
    county = County()
    county.school()["latitude"] = latitude
    assert _told(county, tmp_path) == ([(rule, county.cell(county.school(), "latitude")[1])] if rule else [])


def test_a_whole_list_elsewhere_is_told_once(tmp_path: Path) -> None:
    county = County()
    for number in range(SCHOOLS):
        county.school(number)["longitude"] = 113 + number / 50
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "P61"]
    assert "6 所" in one.message.zh


@pytest.mark.parametrize(("alike", "is_told"), [(4, False), (6, True)])
def test_one_point_for_nearly_all_schools_is_told_once(alike: int, is_told: bool, tmp_path: Path) -> None:
    county = County()
    for number in range(alike):
        for year in (2023, 2024):
            county.school(number, year).update(latitude=30.02, longitude=112.02)
    cells = [county.cell(county.school(0, year), "latitude")[1] for year in (2023, 2024)]
    assert _told(county, tmp_path) == ([("S76", cell) for cell in cells] if is_told else [])
