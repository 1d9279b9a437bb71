"""Heads that offices write over the columns of the wide export, and what a person reads from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.intake.sheets import write_sheets
from junheng.facts import load


@pytest.mark.parametrize(
    ("over", "head", "fact"),
    [
        ("专任教师", "艺术类合计", "teachers_arts"), ("专任教师", "艺术（含音乐、美术）", "teachers_arts"), ("专任教师", "音乐、美术", "teachers_arts"),
        ("校舍面积", "总面积", "floor_area"), ("校舍情况（平方米）", "计", "floor_area"),
    ],
)  # fmt: skip
def test_the_fact_under_a_head(over: str, head: str, fact: str, tmp_path: Path) -> None:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", over], ["", "", head], ["甲县第一小学", 300, 6], ["甲县第二小学", 200, 4]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": rows})])
    steps = 10_000 if fact.endswith("area") else 1
    assert sorted(facts.school_years[fact].drop_nulls()) == [4 * steps, 6 * steps]
    assert not any(each.rule == "column-unknown" for each in delivery.findings)


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
