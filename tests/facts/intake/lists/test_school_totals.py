"""Books and land in the lines of a school's stages, and in the line of its total. Figures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read

from junheng.facts import Delivery
from junheng.terms import Finding

TITLE = ["甲县2023年学校一览表"]
HEADS = ["学校名称", "学段", "班数", "在校生数", "专任教师数", "图书册数"]
OTHERS: Grid = [["甲县中心小学", "小学", 9, 420, 30, 6000], ["甲县东关小学", "小学", 9, 410, 30, 6100], ["甲县西关小学", "小学", 9, 400, 29, 5900]]
TOTAL = ["合计", "", 36, 1610, 123]  # 12 + 9 + 9 + 9 classes, 380 + 420 + 410 + 400 pupils, 34 + 30 + 30 + 29 teachers


def lines(primary: object, junior: object, total: object) -> Grid:
    return [["甲县桃湾学校", "小学", 6, 240, 20, primary], ["甲县桃湾学校", "初中", 3, 140, 14, junior], ["甲县桃湾学校", "小计", 9, 380, 34, total]]


def of(delivery: Delivery, *wanted: str) -> list[Finding]:
    return [each for each in delivery.findings if each.rule in wanted]


@pytest.mark.parametrize(("primary", "junior", "expected"), [
    (5000, 3000, {"primary": 5000, "junior": 3000, "whole": 8000}),
    ("", "", {"whole": 8000}),
    (8000, 8000, {"whole": 8000}),  # one library, said in each line
    (8000, "", {"whole": 8000}),
    (8000, 0, {"whole": 8000}),  # and in the first line: what both use
])  # fmt: skip
def test_the_total_of_a_school_is_taken_where_its_stages_make_it(primary: object, junior: object, expected: dict[str, int], tmp_path: Path) -> None:
    """5000 and 3000 under 8000 were all dropped, and the office was told to settle which is right."""
    facts, delivery = read(tmp_path, [TITLE, HEADS, *lines(primary, junior, 8000), *OTHERS, [*TOTAL, 26000]])
    assert {stage: own["books"] for (name, stage), own in figures(facts).items() if name == "甲县桃湾学校" and own["books"] is not None} == expected
    assert of(delivery, "fact-twice", "total-disagrees", "R01", "R02", "row-of-sums") == []  # 8000 + 6000 + 6100 + 5900 = 26000


def test_a_stage_left_blank_does_not_make_the_figure_of_the_other_that_of_the_school(tmp_path: Path) -> None:
    """5000 was read as the books of the whole school, though 8000 is printed."""
    facts, delivery = read(tmp_path, [TITLE, HEADS, *lines(5000, "", 8000), *OTHERS])
    assert figures(facts)["甲县桃湾学校", "whole"]["books"] == 8000
    assert [(each.cell, [cell for *_, cell in each.against]) for each in of(delivery, "R02", "fact-twice")] == [("F5", ["F3"])]


@pytest.mark.parametrize(("primary", "junior", "total"), [(5000, 3000, 9000), (5000, 3000, 5000), (8000, 8000, 16000), (5000, "", 4000)])
def test_a_total_that_the_stages_do_not_make_is_told_with_all_its_cells_and_not_used(primary: int, junior: object, total: int, tmp_path: Path) -> None:
    """8000 twice under 16000: one library counted twice, or two of one size?"""
    facts, delivery = read(tmp_path, [TITLE, HEADS, *lines(primary, junior, total), *OTHERS])
    (one,) = of(delivery, "fact-twice")
    assert [own["books"] for (name, _), own in figures(facts).items() if name == "甲县桃湾学校"] == [None] * 3
    assert {one.cell, *(cell for *_, cell in one.against)} == {"F3", "F5", *(["F4"] if junior else [])}
    if junior:
        assert f"小学 {primary}（" in one.message.zh
        assert f"全校 {total}（" in one.message.zh
        assert "“小计”一行应是它们之和" in one.message.zh
        assert "a line 小计 must be their sum" in one.message.en


def test_two_stages_without_a_total_are_not_told_to_be_two_schools_alone(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [TITLE, HEADS, *lines(5000, 3000, 8000)[:2], *OTHERS])
    (one,) = of(delivery, "fact-twice")
    assert "没有这一行的请加上" in one.message.zh
    assert figures(facts)["甲县桃湾学校", "whole"]["books"] is None


def test_land_in_mu_may_be_rounded(tmp_path: Path) -> None:
    """18.71 and 9.38 亩 are 12473.3333 and 6253.3333 m2, their sum 28.09 is 18726.6667: the last place is not theirs."""
    grid = [TITLE, [*HEADS[:5], "占地面积（亩）"], *lines(18.71, 9.38, 28.09), *([*row[:5], 20] for row in OTHERS)]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts)["甲县桃湾学校", "whole"]["land_area"] == 187_266_667
    assert of(delivery, "fact-twice", "R02") == []


def test_small_counts_may_be_the_same_in_both_stages(tmp_path: Path) -> None:
    facts, _ = read(tmp_path, [TITLE, [*HEADS[:5], "音乐专用教室间数"], *lines(1, 1, 2), *([*row[:5], 1] for row in OTHERS)])
    assert {stage: own["music_rooms"] for (name, stage), own in figures(facts).items() if name == "甲县桃湾学校"} == {"primary": 1, "junior": 1, "whole": 2}


def test_a_total_of_the_county_counts_each_school_once(tmp_path: Path) -> None:
    """The line of the school was told to be left out of 合计."""
    _, delivery = read(tmp_path, [TITLE, HEADS, *lines("", "", 8000), *OTHERS, [*TOTAL, 26000]])
    assert of(delivery, "total-disagrees", "total-differs", "total-larger") == []
    _, delivery = read(tmp_path, [TITLE, HEADS, *lines(5000, 3000, 8000), *OTHERS, [*TOTAL, 26400]])
    assert [each.cell for each in of(delivery, "total-disagrees")] == ["F9"]
