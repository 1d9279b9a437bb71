"""S59: the pupils of a school under one name and its equipment under another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load

NAMES = ["甲县城关镇第一小学", "甲县城关镇第二小学", "甲县石桥镇中心小学", "甲县东风小学"]


def read(tmp_path: Path, others: list[str], pupils: list[str] = NAMES) -> Delivery:
    basics: list[list[object]] = [["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", "图书（册）"], *([name, 240 + place, 3000 + place] for place, name in enumerate(pupils))]
    equipment: list[list[object]] = [["甲县2023/2024学年小学装备"], ["学校名称", "计算机台数", "教学仪器设备值（元）"], *([name, 40 + place, 50000 + place] for place, name in enumerate(others))]
    return load([write_sheets(tmp_path / "甲县.xlsx", {"基本": basics, "装备": equipment})])[1]


@pytest.mark.parametrize(("others", "cell", "near"), [
    (["城关一小", "城关二小", "石桥中心小学", "甲县东风小学"], "A3", "甲县城关镇第一小学"), ([*NAMES[:3], "甲县东风小学（村小）"], "A6", "甲县东风小学"),
])
def test_names_that_do_not_meet_are_told_once(others: list[str], cell: str, near: str, tmp_path: Path) -> None:
    found = [each for each in read(tmp_path, others).findings if each.rule == "S59"]
    assert [(each.sheet, each.cell, each.allowed) for each in found] == [("装备", cell, near)]


def test_of_a_long_list_the_first_names_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2,400 names against as many took ten seconds. Of four, two are looked at, and they tell for all."""
    monkeypatch.setattr("junheng.facts.checks.halves._LOOKED_AT", 2)
    (one,) = [each for each in read(tmp_path, ["城关一小", "城关二小", "石桥中心小学", "甲县东风小学"]).findings if each.rule == "S59"]
    assert "3 所" in one.message.zh
    assert one.message.zh.count("与“") == 2


def test_a_school_whose_stage_is_not_known_stands_beside_its_pupils(tmp_path: Path) -> None:
    """永丰学校 of one township and 永丰小学 of another, in lists that tell no stage of a 学校."""
    head: list[object] = ["学校名称", "在校生数", "图书（册）"]
    sheets = {town: [["甲县2023/2024学年情况"], head, [name, 240, 3000], [f"甲县{town}中心小学", 250, 3100]] for town, name in (("双龙镇", "甲县永丰学校"), ("柳河镇", "甲县永丰小学"))}
    assert "S59" not in {each.rule for each in load([write_sheets(tmp_path / "甲县.xlsx", sheets)])[1].findings}


@pytest.mark.parametrize(("others", "pupils"), [
    (NAMES, NAMES), (NAMES[:2], NAMES), (NAMES, NAMES[:3]), ([*NAMES[:3], "甲县机关幼儿园"], NAMES), ([*NAMES[:3], "甲县西关学校"], NAMES),
])
def test_a_list_of_some_or_of_other_schools_says_nothing(others: list[str], pupils: list[str], tmp_path: Path) -> None:
    assert not [each for each in read(tmp_path, others, pupils).findings if each.rule == "S59"]


def of_stages(tmp_path: Path, pupils: list[list[object]], teachers: list[list[object]], heads: tuple[str, ...] = ("小学专任教师数", "初中专任教师数")) -> Delivery:
    first: list[list[object]] = [["甲县2023/2024学年学校学生情况"], ["学校名称", "小学在校生数", "初中在校生数"], *pupils]
    second: list[list[object]] = [["甲县2023/2024学年学校教师情况"], ["学校名称", *heads], *teachers]
    return load([write_sheets(tmp_path / "甲县.xlsx", {"学生": first, "教师": second})])[1]


def test_teachers_under_another_name_are_told_once_for_both_stages(tmp_path: Path) -> None:
    pupils: list[list[object]] = [["甲县城关镇第一小学", 240, None], ["甲县东风小学", 250, None], ["甲县石桥镇初级中学", None, 300]]
    teachers: list[list[object]] = [["城关一小", 16, None], ["甲县东风小学", 17, None], ["石桥镇初中学校", None, 30]]
    (one,) = [each for each in of_stages(tmp_path, pupils, teachers).findings if each.rule == "S59"]
    assert (one.sheet, one.cell, one.allowed) == ("教师", "A3", "甲县城关镇第一小学")
    assert "2 所没有学生数" in one.message.zh
    assert "“石桥镇初中学校”与“甲县石桥镇初级中学”" in one.message.zh


@pytest.mark.parametrize(("names", "heads"), [
    (("甲县东风小学",), ("小学专任教师数", "初中专任教师数")),  # of some schools
    (("甲县东风小学", "甲县城关镇第一小学", "甲县西关学校"), ("小学专任教师数", "初中专任教师数")),  # of more
    (("城关一小", "甲县东风小学"), ("小学在校生数", "初中专任教师数")),  # with pupils: two schools are looked at as such
    (("城关特殊教育学校", "甲县东风小学"), ("小学专任教师数", "初中专任教师数")),
])
def test_teachers_of_some_or_of_other_schools_say_nothing(names: tuple[str, ...], heads: tuple[str, ...], tmp_path: Path) -> None:
    pupils: list[list[object]] = [["甲县城关镇第一小学", 240, None], ["甲县东风小学", 250, None]]
    found = of_stages(tmp_path, pupils, [[name, 16, None] for name in names], heads).findings
    assert not [each for each in found if each.rule == "S59"]
