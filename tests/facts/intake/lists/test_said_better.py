"""Two columns of one fact: the one that says it more plainly is read, and neither where both say it as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read

TITLE = ["甲县2023-2024学年小学学校基本情况一览表"]


def grouped(group: str, leaves: list[str], lines: list[list[int]]) -> Grid:
    heads: Grid = [TITLE, ["学校名称", "班数", "在校生数", group, *[""] * (len(leaves) - 1)], ["", "", "", *leaves]]
    return [*heads, *([f"甲县{name}小", 8, 300 + place, *line] for place, (name, line) in enumerate(zip("一二三四", lines, strict=True)))]


@pytest.mark.parametrize(
    ("group", "leaves", "fact", "unit"),
    [("体育场地面积（平方米）", ["室内", "室外", "合计"], "sports_ground_area", 10_000), ("图书（册）", ["电子", "纸质", "合计"], "books", 1), ("藏书量", ["电子图书", "纸质图书", "总数"], "books", 1)],
)
def test_a_part_goes_before_the_sum_with_others(tmp_path: Path, group: str, leaves: list[str], fact: str, unit: int) -> None:
    lines = [[400 + place, 9000 + place, 9400 + 2 * place] for place in range(4)]
    facts, delivery = read(tmp_path, grouped(group, leaves, lines), ("D2:F2", "A2:A3"))
    assert [own[fact] / unit for (name, stage), own in sorted(figures(facts).items()) if stage == "whole"] == [9000, 9002, 9001, 9003]  # 一, 三, 二, 四
    told = [each for each in delivery.findings if each.rule.startswith("column-")]
    assert [(each.rule, each.severity.value, each.cell, [place[-1] for place in each.against]) for each in told] == [("column-aside", "info", "F2", ["E2"])]


def test_a_column_of_paper_books_beside_the_books(tmp_path: Path) -> None:
    rows: Grid = [TITLE, ["学校名称", "在校生数", "图书（册）", "纸质图书（册）"], ["甲县一小", 300, 14000, 9000], ["甲县二小", 310, 14100, 9100]]
    facts, delivery = read(tmp_path, rows)
    assert [own["books"] for (_, stage), own in sorted(figures(facts).items()) if stage == "whole"] == [9000, 9100]
    assert [(each.rule, each.severity.value, each.cell) for each in delivery.findings if each.rule.startswith("column-")] == [("column-aside", "warning", "C2")]


@pytest.mark.parametrize(("one", "other", "fact"), [("在校生数", "在校学生", "pupils"), ("班数", "教学班", "classes")])
def test_two_words_for_one_thing_that_differ(tmp_path: Path, one: str, other: str, fact: str) -> None:
    rows: Grid = [TITLE, ["学校名称", one, other, "专任教师数"], ["甲县一小", 30, 29, 20], ["甲县二小", 31, 31, 21]]
    facts, delivery = read(tmp_path, rows)
    assert facts.school_years[fact].drop_nulls().to_list() == []
    (told,) = [each for each in delivery.findings if each.rule.startswith("column-")]
    assert (told.rule, told.severity.value, told.cell, [place[-1] for place in told.against]) == ("column-twice", "error", "B2", ["C2"])


def test_a_word_with_a_year_is_no_other_word_for_the_same(tmp_path: Path) -> None:
    """2022年在校生 in a list of 2022/2023 may be of the spring: the plain column is read, and the other told."""
    rows: Grid = [["甲县2022-2023学年小学情况"], ["学校名称", "2022年在校生", "在读学生数"], ["甲县一小", 30, 29], ["甲县二小", 31, 33]]
    facts, delivery = read(tmp_path, rows)
    assert sorted(facts.school_years["pupils"].drop_nulls()) == [29, 33]
    assert [each.cell for each in delivery.findings if each.rule.startswith("column-")] == ["B2"]


def test_two_words_for_one_thing_that_agree(tmp_path: Path) -> None:
    rows: Grid = [TITLE, ["学校名称", "在校生数", "在校学生"], ["甲县一小", 30, 30], ["甲县二小", 31, 31]]
    facts, delivery = read(tmp_path, rows)
    assert sorted(facts.school_years["pupils"].drop_nulls()) == [30, 31]
    assert not [each for each in delivery.findings if each.rule.startswith("column-")]


@pytest.mark.parametrize("leaf", ["其中女", "女生", "其中：男"])
def test_girls_of_each_grade_are_known(tmp_path: Path, leaf: str) -> None:
    grades = ["一年级", "", "二年级", "", "三年级", "", "四年级", "", "五年级", "", "六年级", ""]
    rows: Grid = [TITLE, ["学校名称", *grades, "在校生数"], ["", *["人数", leaf] * 6, ""], ["甲县一小", *[50, 24] * 6, 300], ["甲县二小", *[40, 21] * 6, 240]]
    facts, delivery = read(tmp_path, rows, ("B2:C2", "D2:E2", "F2:G2", "H2:I2", "J2:K2", "L2:M2", "A2:A3", "N2:N3"))
    own = figures(facts)["甲县一小", "primary"]
    assert (own["pupils"], own["pupils_grade_1"], own["pupils_grade_6"]) == (300, 50, 50)
    assert not [each for each in delivery.findings if each.rule.startswith("column-")]
