"""A stage of which no school gives its pupils, while the same schools give classes and teachers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from junheng.facts import load
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Severity

from .county import SCHOOLS, YEARS, County, delivered

NO_PUPILS = dict.fromkeys(("pupils", "boarders", *PUPILS_BY_GRADE[:6]), "")


def _lost(county: County, *years: int) -> County:
    for number in range(SCHOOLS):
        for year in years:
            county.stage(number, year).update(NO_PUPILS)
    return county


def _one_year(county: County, year: int) -> County:
    county.tables = {name: {key: row for key, row in rows.items() if row["year"] == year} for name, rows in county.tables.items()}
    return county


def _told(county: County, tmp_path: Path) -> list[tuple[str, str]]:
    return [(each.rule, each.cell) for each in delivered(county, tmp_path).findings if each.severity != Severity.INFO and each.rule != "schools-uncounted"]


def test_the_pupils_of_a_year_are_told_once(tmp_path: Path) -> None:
    county = _lost(County(), 2024)
    assert _told(county, tmp_path) == [("S70", county.cell(county.stage(0), "pupils")[1])]


def test_they_are_told_of_a_year_handed_in_alone(tmp_path: Path) -> None:
    county = _lost(_one_year(County(), 2024), 2024)
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "S70"]
    assert "小学 6 所，填了班数的 6 所，填了专任教师的 6 所" in one.message.zh


def _without(*names: str) -> Callable[[County], None]:
    def take(county: County) -> None:
        for row in county.tables["school_years"].values():
            row.update({name: "" for name in names if name in row})

    return take


CLASSES = ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")


@pytest.mark.parametrize("take", [_without(*CLASSES), _without("teachers")])
def test_a_delivery_of_classes_or_of_teachers_alone_is_not_told(take: Callable[[County], None], tmp_path: Path) -> None:
    county = _lost(_one_year(County(), 2024), 2024)
    take(county)
    assert "S70" not in [rule for rule, _ in _told(county, tmp_path)]


@pytest.mark.parametrize("take", [_without(*CLASSES), _without("teachers")])
def test_either_is_enough_where_the_schools_had_pupils_the_year_before(take: Callable[[County], None], tmp_path: Path) -> None:
    county = _lost(County(), 2024)
    take(county)
    assert "S70" in [rule for rule, _ in _told(county, tmp_path)]


def test_two_schools_are_too_few_and_one_with_pupils_says_that_they_were_handed_in(tmp_path: Path) -> None:
    county = _lost(_one_year(County(), 2024), 2024)
    county.stage(3)["pupils"] = 300
    assert "S70" not in [rule for rule, _ in _told(county, tmp_path)]
    for rows in county.tables.values():
        for key in [key for key in rows if key[0] > 1]:
            del rows[key]
    assert "S70" not in [rule for rule, _ in _told(county, tmp_path)]


def test_the_stage_of_schools_of_nine_years_is_told_once_and_not_of_each(tmp_path: Path) -> None:
    """Three of them without the pupils of their junior stage, beside three primary schools."""
    county = _one_year(County(), 2024)
    for number in range(3):
        county.school(number)["kind"] = "九年一贯制学校"
        county.tables["school_years"][number, 2024, "初中"] = {"school": county.school(number)["school"], "year": 2024, "stage": "初中", "classes": 3, "teachers": 10}
    told = [rule for rule, _ in _told(county, tmp_path)]
    assert told.count("S70") == 1
    assert not {"S16", "B01"} & set(told)


def test_pupils_that_clash_are_not_lost(tmp_path: Path) -> None:
    county = County()
    path, other = county.write(tmp_path / "1.xlsx"), tmp_path / "2.xlsx"
    for number in range(SCHOOLS):
        for year in YEARS:
            county.stage(number, year)["pupils"] = 310
    rules = [each.rule for each in load([path, county.write(other)])[1].findings]
    assert "fact-twice" in rules
    assert "S70" not in rules
