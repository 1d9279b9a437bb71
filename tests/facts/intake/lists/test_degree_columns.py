"""高中 and 初中 beside 研究生, 本科, 专科: what the teachers finished, and not where they teach."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read, told

DEGREES: tuple[list[object], ...] = ([40, 1, 30, 8, 1], [30, 0, 22, 6, 2], [20, 1, 12, 5, 2])
UPPER = {"甲县第一小学": 1, "甲县第二小学": 2, "甲县第三小学": 2}
NAMES = tuple(UPPER)


def of(facts: dict[tuple[str, str], dict[str, object]], *names: str) -> dict[tuple[str, str], tuple[object, ...]]:
    return {key: tuple(row[name] for name in names) for key, row in facts.items()}


def grid(head: list[list[object]], *rows: list[object]) -> Grid:
    return [["甲县2023年小学教师情况统计表"], *head, *([name, *row] for name, row in zip(NAMES, rows, strict=True))]


HEADS: dict[str, list[list[object]]] = {
    "in one group": [["学校名称", "专任教师", "", "", "", ""], ["", "合计", "研究生", "本科", "专科", "高中"]],
    "in two lines of groups": [["学校名称", "教师队伍", "", "", "", ""], ["", "专任教师", "", "", "", ""], ["", "计", "研究生", "本科及以上", "专科", "高中毕业"]],
    "in a group with the teachers": [["学校名称", "教师情况", "", "", "", ""], ["", "专任教师", "研究生", "本科学历", "大专", "高中"]],
    "without a group": [["学校名称", "专任教师", "研究生", "本科", "专科", "高中"]],
}


@pytest.mark.parametrize("name", HEADS)
def test_it_is_the_degree_and_no_stage(name: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, grid(HEADS[name], *DEGREES))
    assert of(figures(facts), "teachers", "teachers_upper_secondary") == {(school, "primary"): (row[0], UPPER[school]) for school, row in zip(NAMES, DEGREES, strict=True)}
    assert told(delivery) == []


def test_from_the_lowest_up(tmp_path: Path) -> None:
    rows = ([total, *reversed(degrees)] for total, *degrees in DEGREES)
    facts, _ = read(tmp_path, grid([["学校名称", "专任教师", "", "", "", ""], ["", "合计", "高中", "专科", "本科", "研究生"]], *rows))
    assert of(figures(facts), "teachers_upper_secondary", "teachers_bachelor")["甲县第二小学", "primary"] == (2, 22)


def test_what_is_below_is_told_as_what_it_was_read_as(tmp_path: Path) -> None:
    head: list[list[object]] = [["学校名称", "专任教师", "", "", "", ""], ["", "合计", "本科", "专科", "高中", "初中"]]
    facts, delivery = read(tmp_path, grid(head, [40, 30, 7, 2, 1], [30, 22, 7, 1, 0], [20, 12, 6, 1, 1]))
    assert of(figures(facts), "teachers", "teachers_upper_secondary", "teachers_below") == {
        ("甲县第一小学", "primary"): (40, 2, 1), ("甲县第二小学", "primary"): (30, 1, 0), ("甲县第三小学", "primary"): (20, 1, 1)}
    assert told(delivery)[0] == ("column-assumed", "F3")


def test_titles_behind_it_are_of_the_teachers(tmp_path: Path) -> None:
    head: list[list[object]] = [["学校名称", "教师情况", "", "", "", "", ""], ["", "专任教师", "本科", "专科", "高中", "正高级", "员级"]]
    facts, _ = read(tmp_path, grid(head, [40, 30, 9, 1, 1, 1], [30, 22, 8, 0, 0, 0], [20, 12, 7, 1, 0, 1]))
    assert {stage for _, stage in figures(facts)} == {"primary"}
    assert of(figures(facts), "titles_senior", "titles_clerk")["甲县第一小学", "primary"] == (1, 1)


def test_beside_another_school_of_that_level_it_is_not_all_of_it(tmp_path: Path) -> None:
    head: list[list[object]] = [["学校名称", "专任教师", "", "", "", ""], ["", "合计", "本科", "专科", "中专", "高中"]]
    facts, delivery = read(tmp_path, grid(head, [40, 30, 7, 2, 1], [30, 22, 7, 1, 0], [20, 12, 6, 1, 1]))
    assert of(figures(facts), "teachers_upper_secondary")["甲县第一小学", "primary"] == (None,)
    assert ("column-twice", "F2") in told(delivery)


@pytest.mark.parametrize("leaves", [["合计", "初中", "高中", "研究生", "本科", "专科"], ["合计", "研究生", "本科", "专科", "初中", "高中"]])
def test_the_teachers_of_two_stages_are_as_many_as_have_any_degree(leaves: list[object], tmp_path: Path) -> None:
    of_leaf = {"合计": 100, "初中": 60, "高中": 40, "研究生": 10, "本科": 85, "专科": 5}
    rows: Grid = [["学校名称", "办学类型", "专任教师", *[""] * 5], ["", "", *leaves], *([f"甲县第{name}中学", "完全中学", *(of_leaf[str(leaf)] for leaf in leaves)] for name in "一二三")]
    facts, _ = read(tmp_path, [["甲县2023年教师情况统计表"], *rows])
    assert of(figures(facts), "teachers")["甲县第一中学", "senior"] == (40,)
    assert of(figures(facts), "teachers")["甲县第一中学", "junior"] == (60,)
