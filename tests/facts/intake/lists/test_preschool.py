"""学前班 beside the pupils, the classes and the teachers of a list. Figures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read

from junheng.facts import Delivery


def of_preschool(delivery: Delivery) -> list[tuple[str, str]]:
    return [(each.cell, each.severity.value) for each in delivery.findings if each.rule == "preschool-included"]


@pytest.mark.parametrize(("part", "other"), [("其中：学前班", "其中：学前班"), ("学前班班数", "学前班人数"), ("附设幼儿班", "学前")])
def test_a_total_that_may_hold_children_before_school(tmp_path: Path, part: str, other: str) -> None:
    heads = ["学校名称", "班数", part, "在校生数", other, "专任教师数"]
    facts, delivery = read(tmp_path, [["甲县2023年小学一览表"], heads, ["甲县一坪小学", 11, 1, 440, 20, 30], ["甲县二坪小学", 10, 1, 408, 20, 27], ["甲县三坪小学", 6, 0, 260, 0, 18]])
    own = figures(facts)["甲县一坪小学", "primary"]
    assert (own["classes"], own["pupils"]) == (11, 440)
    (told,) = [each for each in delivery.findings if each.rule == "preschool-included"]
    assert (told.cell, told.severity.value, [cell for *_, cell in told.against]) == ("C2", "warning", ["B2", "D2", "E2"])  # one layout, said once
    assert f"“班数”可能含“{part.removeprefix('其中：')}" in told.message.zh.replace("其中：", "")
    assert "“在校生数”可能含“" in told.message.zh


@pytest.mark.parametrize(("head", "total"), [("学前班人数", "C2"), ("学前班班数", "B2"), ("学前班", "C2")])
def test_behind_the_teachers_it_is_of_what_it_says(tmp_path: Path, head: str, total: str) -> None:
    _, delivery = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "班数", "在校生数", "专任教师数", head], ["甲县一坪小学", 11, 440, 30, 2], ["甲县二坪小学", 10, 408, 27, 2]])
    assert [[cell for *_, cell in each.against] for each in delivery.findings if each.rule == "preschool-included"] == [[total]]


GROUPS: Grid = [["甲县2023年小学基本情况一览表"], ["学校名称", "班级数", "", "", "学生数", "", "", "专任教师数"], ["", "小计", "学前", "一至六年级", "小计", "学前", "1-6年级", ""],
                ["甲县东关小学", 12, 2, 10, 460, 40, 420, 30], ["甲县西关小学", 11, 2, 9, 428, 40, 388, 27], ["甲县南关小学", 8, 2, 6, 300, 40, 260, 18]]
MERGED = ("A2:A3", "B2:D2", "E2:G2", "H2:H3")


def test_the_column_without_them_is_read(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, GROUPS, MERGED)
    assert [(own["classes"], own["pupils"], own["teachers"]) for own in figures(facts).values()] == [(10, 420, 30), (6, 260, 18), (9, 388, 27)]
    assert of_preschool(delivery) == [("C3", "info")]
    assert [each.message.zh for each in delivery.findings if each.rule == "preschool-included"] == [
        "“班级数 > 小计”含“班级数 > 学前”，“学生数 > 小计”含“学生数 > 学前”，没有采用；按“班级数 > 一至六年级”“学生数 > 1-6年级”读取",
    ]
    assert not [each for each in delivery.findings if each.rule == "column-unknown"]


def test_nobody_before_school(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "在校生数", "学前班", "班数"], ["甲县一坪小学", 440, 0, 11], ["甲县二坪小学", 408, "", 10]])
    assert of_preschool(delivery) == []


def test_grades_that_are_the_total_hold_none(tmp_path: Path) -> None:
    """70 = 10 + 11 + 12 + 12 + 12 + 13: the children before school stand beside it."""
    heads = ["学校名称", "在校生数", "学前班", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级"]
    _, delivery = read(tmp_path, [["甲县2023年小学一览表"], heads, ["甲县一坪小学", 70, 9, 10, 11, 12, 12, 12, 13], ["甲县二坪小学", 63, 8, 10, 10, 10, 11, 11, 11]])
    assert of_preschool(delivery) == []


ADDED: Grid = [["甲县一坪小学", 11, 300, 30, 270, 30], ["甲县二坪小学", 10, 310, 35, 275, 27], ["甲县三坪小学", 6, 290, 20, 270, 18]]


@pytest.mark.parametrize(
    ("total", "part", "without"), [("学生总数", "幼儿", "小学生"), ("在校生数", "学前班人数", "在校学生"), ("在校生数", "学前班人数", "在校生数（不含学前班）"), ("学生数", "附设幼儿班", "在校学生（不含幼儿班）")]
)
def test_the_pupils_without_them_in_other_words(tmp_path: Path, total: str, part: str, without: str) -> None:
    """270 + 30 = 300."""
    facts, delivery = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "班数", total, part, without, "专任教师数"], *ADDED])
    assert [own["pupils"] for own in figures(facts).values()] == [270, 270, 275]
    told = [(each.rule, each.severity.value, each.cell) for each in delivery.findings if each.rule.startswith(("column-", "preschool"))]
    assert told == [("preschool-included", "info", "D2")]
    assert [each.message.zh for each in delivery.findings if each.rule == "preschool-included"] == [f"“{total}”含“{part}”，没有采用；按“{without}”读取"]


def test_a_total_beside_infants_alone(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "班数", "学生总数", "幼儿", "专任教师数"], *([*each[:4], each[5]] for each in ADDED)])
    assert [own["pupils"] for own in figures(facts).values()] == [300, 290, 310]
    assert of_preschool(delivery) == [("D2", "warning")]


def test_a_head_that_leaves_them_out(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "班数（不含学前班）", "在校生数（不含学前班）"], *([each[0], each[1], each[4]] for each in ADDED)])
    assert [(own["classes"], own["pupils"]) for own in figures(facts).values()] == [(11, 270), (6, 270), (10, 275)]
    assert not [each for each in delivery.findings if each.rule == "column-unknown"]
