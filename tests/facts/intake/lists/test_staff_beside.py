"""Bare 本科, 高级, 体育 behind other staff than 专任教师, and behind the teachers of two stages. Figures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read

from junheng.facts import Delivery

NAMES = ["甲县一坪小学", "甲县二坪小学", "甲县三坪小学", "甲县四坪小学", "甲县五坪小学"]
TEACHERS = [30, 27, 18, 36, 11]
DEGREES = [(20, 10), (20, 7), (10, 8), (30, 6), (4, 7)]  # they add up to the teachers


def of_rule(delivery: Delivery, rule: str) -> list[tuple[str, str]]:
    return [(each.cell, each.message.zh) for each in delivery.findings if each.rule == rule]


def listed(heads: list[str], *columns: list[int]) -> Grid:
    return [["甲县2023年小学一览表"], ["学校名称", "在校生数", "专任教师数", *heads], *([name, 20 * count, count, *own] for name, count, *own in zip(NAMES, TEACHERS, *columns, strict=True))]


@pytest.mark.parametrize("other", ["教师缺编数", "特岗教师", "2024年招聘计划", "教职工数", "其中：代课教师", "幼儿教师", "退休", "需补充教师", "在职教师"])
def test_parts_behind_other_staff_are_not_of_the_teachers(tmp_path: Path, other: str) -> None:
    facts, delivery = read(tmp_path, listed([other, "体育", "音乐", "美术"], [40] * 5, [2] * 5, [1] * 5, [1] * 5))
    own = figures(facts)["甲县一坪小学", "primary"]
    assert (own["teachers"], own["teachers_pe"], own["teachers_arts"]) == (30, None, None)
    assert [(cell, "体育、音乐、美术" in text and other in text) for cell, text in of_rule(delivery, "column-unknown") if cell == "E2"] == [("E2", True)]


def test_degrees_that_add_up_to_the_teachers_are_theirs(tmp_path: Path) -> None:
    bachelor, college = map(list, zip(*DEGREES, strict=True))
    facts, delivery = read(tmp_path, listed(["教职工数", "本科", "专科", "体育"], [count + 5 for count in TEACHERS], bachelor, college, [2] * 5))
    own = figures(facts)["甲县二坪小学", "primary"]
    assert (own["teachers_bachelor"], own["teachers_college"], own["teachers_pe"]) == (20, 7, 2)
    assert not of_rule(delivery, "column-unknown")


def test_more_than_the_other_staff_cannot_be_theirs(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, listed(["代课教师", "研究生", "本科", "高级"], [2] * 5, [1] * 5, [9] * 5, [1] * 5))
    own = figures(facts)["甲县三坪小学", "primary"]
    assert (own["teachers_graduate"], own["teachers_bachelor"], own["titles_senior_up"]) == (1, 9, 1)
    assert not of_rule(delivery, "column-unknown")


def test_what_comes_behind_the_parts_of_the_other_staff(tmp_path: Path) -> None:
    """特岗 6 = 4 + 2; of the titles 8 and 9 are more than 6."""
    facts, _ = read(tmp_path, listed(["特岗教师", "本科", "专科", "高级", "中级"], [6] * 5, [4] * 5, [2] * 5, [8] * 5, [3] * 5))
    own = figures(facts)["甲县一坪小学", "primary"]
    assert (own["teachers_bachelor"], own["teachers_college"], own["titles_senior_up"], own["titles_middle"]) == (None, None, 8, 3)


@pytest.mark.parametrize("between", ["行政人员", "女教师", "骨干教师", "教师宿舍面积"])
def test_what_is_no_other_staff(tmp_path: Path, between: str) -> None:
    facts, _ = read(tmp_path, listed([between, "体育"], [5] * 5, [2] * 5))
    assert figures(facts)["甲县一坪小学", "primary"]["teachers_pe"] == 2


TWO_STAGES: Grid = [["甲县2023年初中及九年一贯制学校一览表"], ["学校名称", "办学类型", "小学在校生数", "初中在校生数", "小学专任教师数", "初中专任教师数", "高级", "体育"]]
LINES: Grid = [["甲县桃湾学校", "九年一贯制学校", 300, 200, 20, 18, 5, 4], ["甲县一小", "小学", 420, "", 30, "", 6, 2], ["甲县二中", "初级中学", "", 600, "", 50, 9, 4]]


def test_parts_behind_two_stages_are_of_no_stage(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [*TWO_STAGES, *LINES])
    own = figures(facts)
    assert (own["甲县一小", "primary"]["titles_senior_up"], own["甲县一小", "primary"]["teachers_pe"]) == (6, 2)
    assert (own["甲县二中", "junior"]["titles_senior_up"], own["甲县二中", "junior"]["teachers_pe"]) == (9, 4)
    assert [own["甲县桃湾学校", stage]["titles_senior_up"] for stage in ("primary", "junior")] == [None, None]
    assert ("甲县一小", "junior") not in own
    assert [cell for cell, _ in of_rule(delivery, "parts-of-stages")] == ["G2"]
    assert not of_rule(delivery, "stage-unknown")


def test_schools_of_one_stage_say_it_all(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, [*TWO_STAGES, *LINES[1:]])
    assert not of_rule(delivery, "parts-of-stages")


def test_parts_behind_each_stage_are_its_own(tmp_path: Path) -> None:
    heads = ["学校名称", "办学类型", "小学在校生数", "初中在校生数", "小学专任教师数", "高级", "初中专任教师数", "高级"]
    facts, _ = read(tmp_path, [["甲县2023年学校一览表"], heads, ["甲县桃湾学校", "九年一贯制学校", 300, 200, 20, 5, 18, 4], ["甲县柳沟学校", "九年一贯制学校", 200, 180, 16, 3, 17, 6]])
    assert [figures(facts)["甲县桃湾学校", stage]["titles_senior_up"] for stage in ("primary", "junior")] == [5, 4]


def test_another_figure_of_no_stage_is_still_told(tmp_path: Path) -> None:
    """骨干教师 of the school of nine grades is of no stage, too, and no part behind the totals."""
    _, delivery = read(tmp_path, [["甲县2023年学校一览表"], [*TWO_STAGES[1], "骨干教师"], *([*line, 3] for line in LINES)])
    assert [cell for cell, _ in of_rule(delivery, "parts-of-stages")] == ["G2"]
    assert [cell for cell, _ in of_rule(delivery, "stage-unknown")] == ["3"]


@pytest.mark.parametrize("other", ["代课教师", "临聘教师", "缺编数", "上学年专任教师", "退休教师", "学科带头人", "党员数"])
@pytest.mark.parametrize("heads", [["其中", ""], None])
def test_degrees_under_a_group_are_held_against_the_teachers_they_are_read_of(heads: list[str] | None, other: str, tmp_path: Path) -> None:
    """68 + 1 are the 69 teachers, and so in each row; of the column right before them 1 would be more than 0 in one row."""
    teachers = [(69, 1, 68, 1), (35, 2, 34, 1), (12, 0, 11, 1), (12, 2, 12, 0), (10, 1, 9, 1), (33, 2, 33, 0)]
    lines = [["学校名称", "在校生数", "专任教师", other, *heads], ["", "", "", "", "本科", "高中阶段"]] if heads else [["学校名称", "在校生数", "专任教师", other, "其中：本科", "其中：高中阶段"]]
    rows = [[f"甲县第{number}小学", 500 + number, *figures] for number, figures in enumerate(teachers)]
    facts, delivery = read(tmp_path, [["甲县2024-2025学年小学"], *lines, *rows])
    assert facts.school_years["teachers_bachelor"].to_list() == [figures[2] for figures in teachers]
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule == "list-unbalanced"] == []
