"""Names that are another school's, or mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import County, by_rule, delivered
from .test_rules import _named_as_another


def test_a_name_of_another_townships_school_is_not_told_of_the_township(tmp_path: Path) -> None:
    """Nor of the points that belong to the school of that name."""
    county = County()
    row, column = _named_as_another(county)
    for number in range(6, 16):
        town, parent = ("竹园镇", "甲县竹园镇中心小学") if number == 6 else ("松岭镇", county.school(0)["name"])
        point = {"school": f"21990010{number:02d}", "name": f"甲县{town}{number}村教学点", "kind": "小学教学点", "counted": "否", "parent": parent, "township": town}
        county.tables["schools"][number, 2024] = {**county.school(0), **point}
    told = by_rule(delivered(county, tmp_path).findings)
    assert told["S77"] == county.cell(row, column)
    assert not {"S08", "S31"} & set(told)


@pytest.mark.parametrize(("name", "allowed"), [("甲县第三小小学", "甲县第三小学"), ("甲县华中中学", None), ("甲县文学小学", None), ("甲县松岭镇大村教教学点", "甲县松岭镇大村教学点")])
def test_a_character_typed_twice(name: str, allowed: str | None, tmp_path: Path) -> None:
    county = County()
    county.school()["name"] = name
    assert [each.allowed for each in delivered(county, tmp_path).findings if each.rule == "L65"] == ([allowed] if allowed else [])


@pytest.mark.parametrize(("names", "is_told"), [
    (("松岭真大村小学", "松岭镇二村小学", "松岭镇三村小学", "松岭镇四村小学"), True), (("松岭镇大村小学", "松岭镇二村小学", "松岭镇三村小学", "松岭镇四村小学"), False),
    (("松岭大村小学", "松岭镇二村小学", "松岭镇三村小学", "松岭镇四村小学"), False), (("松岭真武小学", "松岭振兴小学", "松岭镇三村小学", "松岭镇四村小学"), False),
])
def test_a_township_spelt_by_its_sound(names: tuple[str, ...], is_told: bool, tmp_path: Path) -> None:
    """金沙真 for 金沙镇, where the other schools of the township say it in full."""
    county = County()
    for number in range(6):
        for year in (2023, 2024):
            county.school(number, year).update(name=f"甲县{names[number]}" if number < 4 else f"甲县第{number}小学", township="松岭镇" if number < 4 else "竹园镇")
    told = {each.cell for each in delivered(county, tmp_path).findings if each.rule == "S23"}
    assert told == ({county.cell(county.school(0, year), "name")[1] for year in (2023, 2024)} if is_told else set())


@pytest.mark.parametrize(("other", "is_told"), [("甲县五村教学点", True), ("甲县五村小学", False)])
def test_a_school_of_six_grades_among_points(other: str, is_told: bool, tmp_path: Path) -> None:
    """Where another point is named 小学 too, points may be named so."""
    county = County()
    for number in range(6):
        for year in (2023, 2024):
            name = other if number == 4 else f"甲县{'一二三四五六'[number]}村{'教学点' if number < 5 else '小学'}"
            county.school(number, year).update(name=name, kind="小学教学点", counted="否", parent=county.school(5)["name"])
    told = {each.cell for each in delivered(county, tmp_path).findings if each.rule == "S36"}
    assert told == ({county.cell(county.school(5, year), "kind")[1] for year in (2023, 2024)} if is_told else set())


@pytest.mark.parametrize(("run_by", "is_told"), [("", True), ("民办", False)])
def test_a_school_that_is_private_all_at_once(run_by: str, is_told: bool, tmp_path: Path) -> None:
    """Where who runs it is another too, it has changed hands."""
    county = County()
    county.school().update(ownership="民办", run_by=run_by)
    assert ("S80" in by_rule(delivered(county, tmp_path).findings)) is is_told
