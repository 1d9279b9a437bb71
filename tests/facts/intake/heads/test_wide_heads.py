"""Heads that offices write over the columns of the wide export, and what a person reads from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load


@pytest.mark.parametrize(
    ("over", "head", "fact"),
    [
        ("专任教师", "艺术类合计", "teachers_arts"), ("专任教师", "艺术（含音乐、美术）", "teachers_arts"), ("专任教师", "音乐、美术", "teachers_arts"),
        ("专任教师", "县级（含）以上骨干教师", "backbone_teachers"), ("专任教师", "骨干教师（县级及以上）", "backbone_teachers"), ("专任教师", "其中：县级以上骨干", "backbone_teachers"),
        ("专任教师", "一级教师", "titles_middle"), ("专任教师", "二级教师", "titles_assistant"), ("专任教师", "三级教师", "titles_clerk"), ("专任教师", "正高级教师", "titles_senior"), ("专任教师", "高级教师", "titles_senior_up"),
        ("办学条件", "图书总册数", "books"), ("办学条件", "图书数量（册）", "books"), ("办学条件", "教学用计算机数量", "teaching_computers"), ("办学条件", "网络多媒体教室数量", "multimedia_rooms"),
        ("办学条件", "教学仪器设备价值（元）", "equipment_value"), ("办学条件", "教学仪器设备金额（元）", "equipment_value"), ("办学条件", "室外运动场地面积", "sports_ground_area"), ("办学条件", "体育活动场地面积", "sports_ground_area"),
        ("办学条件", "操场面积", "sports_ground_area"), ("办学条件", "教学及辅助用房总面积", "teaching_area"),
        ("占地", "面积（平方米）", "land_area"), ("运动场地", "面积", "sports_ground_area"), ("教学仪器设备（元）", "资产值", "equipment_value"),
        ("校舍面积", "总面积", "floor_area"), ("校舍情况（平方米）", "计", "floor_area"),
    ],
)  # fmt: skip
def test_the_fact_under_a_head(over: str, head: str, fact: str, tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", over], ["", "", head], ["甲县第一小学", 300, 6], ["甲县第二小学", 200, 4]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    steps = 10_000 if fact.endswith(("area", "value")) else 1
    assert sorted(facts.school_years[fact].drop_nulls()) == [4 * steps, 6 * steps]
    assert not any(each.rule == "column-unknown" for each in delivery.findings)
    assert [each.cell for each in delivery.findings if each.rule == "column-assumed"] == (["C3"] if head in ("操场面积", "一级教师", "二级教师", "三级教师") else [])


@pytest.mark.parametrize("head", ["生师比", "班师比", "女生占比", "平均班额", "学历达标率（%）", "专任教师学历合格率"])
def test_shares_are_known_and_not_needed(head: str, tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", head], ["", "", "小学"], ["甲县第一小学", 300, 15.5], ["甲县第二小学", 200, 16]]
    assert not any(each.rule == "column-unknown" for each in load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])[1].findings)


HIGH = ["正高级", "高级", "中级", "助理级", "未定职级"]


@pytest.mark.parametrize(
    ("heads", "lines", "vice", "together", "told"),
    [
        (HIGH, [[20, 1, 4, 10, 4, 1], [15, 0, 3, 9, 3, 0], [30, 2, 6, 12, 9, 1]], [4, 3, 6], [None] * 3, []),  # 1 + 4 + 10 + 4 + 1 are the 20 teachers
        (HIGH, [[20, 1, 5, 10, 4, 1], [15, 0, 3, 9, 3, 0], [30, 2, 8, 12, 9, 1]], [None] * 3, [5, 3, 8], []),  # 5 + 10 + 4 + 1 are
        (["正高级", "高级"], [[20, 1, 4], [15, 0, 3], [30, 2, 6]], [4, 3, 6], [None] * 3, ["E3"]),  # nothing tells it
        (["正高级", "副高级及以上"], [[20, 1, 4], [15, 0, 3], [30, 2, 6]], [None] * 3, [4, 3, 6], []),  # the head tells it
        (["高级", "中级", "助理级", "未定职级"], [[20, 5, 10, 4, 1], [15, 3, 9, 3, 0], [30, 8, 12, 9, 1]], [None] * 3, [5, 3, 8], []),
    ],
)  # fmt: skip
def test_senior_beside_the_highest_title(heads: list[str], lines: list[list[int]], vice: list[int | None], together: list[int | None], told: list[str], tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", "专任教师", *[""] * len(heads)], ["", "", "合计", *heads], *([f"甲县第{no}小学", 300, *line] for no, line in enumerate(lines, 1))]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    found = facts.school_years.sort("school")
    assert (found["titles_vice_senior"].to_list(), found["titles_senior_up"].to_list()) == (vice, together)
    assert [each.cell for each in delivery.findings if each.rule == "column-assumed"] == told


@pytest.mark.parametrize("head", ["高中阶段及以下", "高中及以下"])
def test_lower_degrees_in_one_column_are_compared(head: str, tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", "专任教师", "", ""], ["", "", "合计", "本科", head], ["甲县第一小学", 300, 20, 15, 25]]
    _, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("column-unknown", "list-unbalanced")] == [("list-unbalanced", "E4")]


def test_a_group_behind_the_women_is_no_part_of_them(tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", "专任教师", "", ""], ["", "", "小计", "女教师", "#按专业技术职务分"], ["", "", "", "", "中级及以上"],
            *([f"甲县第{no}小学", 300, 15, 8, 5] for no in range(1, 9)), ["甲县第九小学", 300, 15, 8, 9]]  # fmt: skip
    _, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    assert not any(each.rule in ("list-unbalanced", "column-unknown") for each in delivery.findings)


def test_kinds_of_places_by_one_character(tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "城乡类型", "在校生数"], ["甲县第一小学", "城区", 300], ["甲县第二小学", "镇", 300], ["甲县第三小学", "乡", 200], ["甲县第四小学", "村", 100]]
    facts, _ = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    assert dict(zip(facts.schools["name"], facts.schools["location"], strict=True)) == {"甲县第一小学": "urban", "甲县第二小学": "town", "甲县第三小学": "rural", "甲县第四小学": "rural"}


def test_the_full_name_and_where_a_school_lies(tmp_path: Path) -> None:
    """The third has them in each other's place, which is told as of any source."""
    rows = [["甲县2023学年小学情况"], ["学校名称（全称）", "经度", "纬度", "坐标系", "在校生数"], ["甲县第一小学", 102.5, 25.1, "CGCS2000", 300], ["甲县第二小学", 102.6, 25.2, "CGCS2000", 200], ["甲县第三小学", 25.3, 102.7, "CGCS2000", 200]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    assert facts.schools.sort("name").select("name", "longitude", "latitude").rows() == [("甲县第一小学", 102.5, 25.1), ("甲县第三小学", None, None), ("甲县第二小学", 102.6, 25.2)]
    assert set(facts.schools["datum"]) == {"CGCS2000"}
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("column-unknown", "coordinates-impossible")] == [("coordinates-impossible", "C5")]
