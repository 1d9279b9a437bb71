"""The mean of a whole column: of one school that alone makes it implausible, and of all the others."""

from __future__ import annotations

from pathlib import Path

from .county import SCHOOLS, YEARS, County, by_rule, delivered


def _one_year() -> County:
    county = County()
    for table in county.tables.values():
        for key in [key for key in table if key[1] == YEARS[0]]:
            del table[key]
    return county


def test_one_school_that_makes_the_mean_is_told_at_its_cell(tmp_path: Path) -> None:
    """Ten of its 20 teachers are 员级, and one in each of the five others: 15 of 120 is 0.125, 5 of 100 is 0.05."""
    county = _one_year()
    county.stage(3).update(titles_clerk=10, titles_middle=1)
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "M13"]
    assert (one.sheet, one.cell) == county.cell(county.stage(3), "titles_clerk")
    assert one.message.zh.startswith("[M13] 甲县第四小学（2024/2025，小学）")
    assert "平均为 0.125；除去这一所为 0.05，请看这一所的" in one.message.zh


def test_where_another_rule_tells_its_figure_the_mean_says_nothing(tmp_path: Path) -> None:
    """900 million yuan for 300 pupils are three million a pupil (L35); with 3,000 in the others the mean is 502,500."""
    county = _one_year()
    county.whole(3)["equipment_value"] = 900_000_000
    found = by_rule(delivered(county, tmp_path).findings)
    assert found["L35"] == county.cell(county.whole(3), "equipment_value")
    assert "M03" not in found


def test_a_column_that_is_wrong_in_two_schools_is_told_as_before(tmp_path: Path) -> None:
    county = _one_year()
    for number in (2, 3):
        county.whole(number)["equipment_value"] = 900_000_000
    assert by_rule(delivered(county, tmp_path).findings)["M03"] == county.cell(county.whole(0), "equipment_value")


def test_buildings_in_mu_are_told_once_for_the_list(tmp_path: Path) -> None:
    """4,000 m² are 6 亩: 0.02 for each of 300 pupils."""
    county = _one_year()
    for number in range(SCHOOLS):
        county.whole(number)["floor_area"] = 6
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "M18"]
    assert (one.sheet, one.cell) == county.cell(county.whole(0), "floor_area")
    assert "除去这一所" not in one.message.zh
