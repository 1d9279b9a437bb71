"""Grades over what is counted of them: 一年级 > 班数 and 人数, 男 and 女; 各年级班数 over the grades; a line for each grade."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, by_grade, figures, read, told

NUMERALS = "一二三四五六七八九"
PRIMARY, JUNIOR = [f"{each}年级" for each in NUMERALS[:6]], [f"{each}年级" for each in NUMERALS[6:]]


def grouped(groups: list[str], leaves: list[str], before: list[object]) -> Grid:
    return [[*before, *(name if at == 0 else "" for name in groups for at in range(len(leaves)))], [*[""] * len(before), *leaves * len(groups)]]


@pytest.mark.parametrize("junior", [JUNIOR, ["初一", "初二", "初三"]])
def test_pairs_of_a_list_of_both_stages(junior: list[str], tmp_path: Path) -> None:
    head = grouped([*PRIMARY, *junior, "合计"], ["班数", "人数"], ["学校名称", "办学类型"])
    first = [value for grade in range(6) for value in (2, 80 + grade)]  # 80 + 81 + … + 85 = 495
    second = [value for grade in range(3) for value in (3, 120 + grade)]  # 120 + 121 + 122 = 363
    rows: Grid = [
        ["甲县第一小学", "小学", *first, *[""] * 6, 12, 495], ["甲县第一中学", "初级中学", *[""] * 12, *second, 9, 363], ["甲县育才学校", "九年一贯制学校", *first, *second, 21, 858],
        ["甲县第二小学", "小学", *first, *[""] * 6, 12, 495],
    ]
    facts, delivery = read(tmp_path, [["甲县2023年义务教育学校分年级学生数统计表"], *head, *rows])
    found = figures(facts)
    for key, wanted in {
        ("甲县第一小学", "primary"): {"pupils": 495, "classes": 12, **by_grade(1, *range(80, 86))},
        ("甲县第一中学", "junior"): {"pupils": 363, "classes": 9, **by_grade(1, 120, 121, 122)},
        ("甲县育才学校", "primary"): {"pupils": 495, **by_grade(1, *range(80, 86))},
        ("甲县育才学校", "junior"): {"pupils": 363, **by_grade(1, 120, 121, 122)},
        ("甲县育才学校", "whole"): {"pupils": 858, "classes": 21},
    }.items():
        assert {name: found[key][name] for name in wanted} == wanted
    assert [rule for rule, _ in told(delivery)] == ["stages-together"]


@pytest.mark.parametrize(("classes", "pupils"), [
    ("各年级班数", "各年级在校学生数"), ("分年级班数", "在校生数（分年级）"), ("各年级班级数", "在校生数"), ("班数（按年级分）", "按年级分在校生数"), ("各年级教学班数", "各年级学生数"),
])
def test_the_total_below_a_group_of_all_grades(classes: str, pupils: str, tmp_path: Path) -> None:
    head: Grid = [["学校名称", classes, "", "", "", pupils, "", "", ""], ["", *JUNIOR, "合计", *JUNIOR, "合计"]]
    facts, delivery = read(tmp_path, [["甲县2023年初中情况"], *head, ["甲县第一中学", 2, 3, 2, 7, 100, 110, 95, 305], ["甲县第二中学", 3, 3, 3, 9, 117, 123, 106, 346]])
    row = figures(facts)["甲县第一中学", "junior"]
    wanted = {"classes": 7, "pupils": 305, **by_grade(1, 100, 110, 95)}
    assert {name: row[name] for name in wanted} == wanted
    assert told(delivery) == []


SEXES: Grid = [["甲县第一小学", *[30, 28] * 6, 180, 168], ["甲县第二小学", *[31, 29] * 6, 186, 174]]


def test_both_sexes_are_the_pupils_of_the_grade(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023年小学分年级学生数"], *grouped([*PRIMARY, "合计"], ["男", "女"], ["学校名称"]), *SEXES, ["合计", *[61, 57] * 6, 366, 342]])
    row = figures(facts)["甲县第一小学", "primary"]
    wanted = {"pupils": 348, **by_grade(1, *[58] * 6)}
    assert {name: row[name] for name in wanted} == wanted
    assert told(delivery) == []


def test_beside_their_total_they_are_its_parts(tmp_path: Path) -> None:
    rows: Grid = [["甲县第一小学", *[60, 30, 30] * 6, 360], ["甲县第二小学", *[62, 31, 31] * 6, 372]]
    head: Grid = [[*cells, after] for cells, after in zip(grouped(PRIMARY, ["计", "男", "女"], ["学校名称"]), ["在校生数", ""], strict=True)]
    facts, _ = read(tmp_path, [["甲县2023年小学分年级学生数"], *head, *rows])
    row = figures(facts)["甲县第一小学", "primary"]
    assert row["pupils"] == 360
    assert row["pupils_grade_1"] in (60, None)


def test_a_blank_of_one_sex_leaves_the_grade_missing(tmp_path: Path) -> None:
    rows: Grid = [["甲县第一小学", 30, "", *[30, 28] * 5, 180, 168], SEXES[1]]
    facts, _ = read(tmp_path, [["甲县2023年小学分年级学生数"], *grouped([*PRIMARY, "合计"], ["男", "女"], ["学校名称"]), *rows])
    assert figures(facts)["甲县第一小学", "primary"]["pupils_grade_1"] is None


@pytest.mark.parametrize("junior", [False, True])
def test_a_line_of_each_grade_is_no_line_of_the_school(junior: bool, tmp_path: Path) -> None:
    rows: Grid = [[f"甲县第{name}小学", grade, 2, 80] for name in "一二" for grade in PRIMARY]
    rows += [[f"甲县第{name}初级中学", grade, 2, 90] for name in "一二三" for grade in JUNIOR] if junior else []
    facts, delivery = read(tmp_path, [["甲县2023年分年级学生数"], ["学校名称", "年级", "班数", "在校生数"], *rows])
    assert facts.school_years.is_empty()
    assert [cell for rule, cell in told(delivery) if rule == "school-lines"] == ["B3"]


def test_the_line_of_all_grades_is_read(tmp_path: Path) -> None:
    rows: Grid = [[f"甲县第{name}小学", grade, 2, 80] for name in "一二" for grade in PRIMARY[: 6 if name == "一" else 4]]
    rows = [*rows[:6], ["甲县第一小学", "合计", 12, 480], *rows[6:], ["甲县第二小学", "合计", 8, 320]]
    facts, _ = read(tmp_path, [["甲县2023年小学分年级学生数"], ["学校名称", "年级", "班数", "在校生数"], *rows])
    assert {name: (row["classes"], row["pupils"]) for (name, _), row in figures(facts).items()} == {"甲县第一小学": (12, 480), "甲县第二小学": (8, 320)}


def test_spring_beside_autumn_is_of_the_year_before(tmp_path: Path) -> None:
    head: Grid = [["学校名称", "2023年春季", "", "2023年秋季", ""], ["", "班数", "在校生数", "班数", "在校生数"]]
    facts, delivery = read(tmp_path, [["甲县2023年小学情况"], *head, ["甲县第一小学", 11, 480, 12, 500], ["甲县第二小学", 5, 200, 6, 210]])
    row = figures(facts)["甲县第一小学", "primary"]
    assert (row["classes"], row["pupils"]) == (12, 500)
    assert told(delivery) == [("column-aside", "B2"), ("column-aside", "C2")]
