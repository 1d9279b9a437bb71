"""Lists that say neither stage nor kind: plain names tell the stage."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.facts.intake.lists.test_lists import Grid, read

TITLE = ["甲县2023/2024学年学校基本情况"]
HEAD: list[object] = ["学校名称", "在校生数", "班数", "图书（册）"]


def test_plain_names_tell_the_stage_and_others_are_told_as_unknown(tmp_path: Path) -> None:
    grid: Grid = [
        TITLE, HEAD, ["甲县第一小学（东校区）", 240, 6, 3000], ["甲县青山教学点", 30, 3, 500], ["甲县东门初级中学", 300, 8, 4000], ["甲县石桥初中", 200, 5, 2000], ["甲县第一中学", 900, 18, 9000],
    ]
    facts, delivery = read(tmp_path, grid)
    assert dict(facts.school_years.filter(stage="primary").select("school", "pupils").iter_rows()) == {"甲县第一小学（东校区）": 240, "甲县青山教学点": 30}
    assert dict(facts.school_years.filter(stage="junior").select("school", "pupils").iter_rows()) == {"甲县东门初级中学": 300, "甲县石桥初中": 200}
    assert dict(facts.schools.select("name", "kind").iter_rows()) == {
        "甲县第一小学（东校区）": "primary", "甲县青山教学点": "teaching_point", "甲县东门初级中学": "junior", "甲县石桥初中": "junior", "甲县第一中学": None}
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("kind-by-name", "stage-unknown")] == [("kind-by-name", "3"), ("stage-unknown", "7")]


def test_kinds_that_are_given_go_before(tmp_path: Path) -> None:
    grid: Grid = [TITLE, [*HEAD, "办学类型"], ["甲县第一小学", 240, 6, 3000, "九年一贯制学校"], ["甲县第二小学", 250, 6, 3000, "小学"]]
    facts, delivery = read(tmp_path, grid)
    assert facts.school_years.filter(stage="primary")["school"].to_list() == ["甲县第二小学"]
    assert "kind-by-name" not in {each.rule for each in delivery.findings}


def test_parts_of_one_school_leave_the_others_to_their_names(tmp_path: Path) -> None:
    grid: Grid = [TITLE, HEAD, ["甲县第一小学", 240, 6, 3000], ["甲县石门学校（小学部）", 142, 6, 500], ["甲县石门学校（初中部）", 218, 5, 600], ["甲县东门初级中学", 300, 8, 4000]]
    facts, delivery = read(tmp_path, grid)
    assert sorted(facts.school_years.filter(pl.col("pupils") > 0).select("school", "stage", "pupils").iter_rows()) == [
        ("甲县东门初级中学", "junior", 300), ("甲县石门学校", "junior", 218), ("甲县石门学校", "primary", 142), ("甲县第一小学", "primary", 240)]
    (one,) = [each for each in delivery.findings if each.rule in ("kind-by-name", "stage-unknown")]
    assert "小学 1、初中 1" in one.message.zh


def test_what_else_a_line_says_is_of_the_stage_of_its_pupils(tmp_path: Path) -> None:
    """中学 may be of either stage: it has junior pupils alone. A school with pupils of both gives one figure for two stages, which is told once, and not as blank too."""
    grid: Grid = [
        TITLE, ["学校名称", "小学在校生数", "初中在校生数", "专任教师数"],
        *([f"甲县第{number}小学", 300, "", 20] for number in "一二三四五六七八"), ["甲县第一中学", "—", 900, 80], ["甲县第二中学", 0, 800, 70], ["甲县石门学校", 240, 180, 40],
    ]
    facts, delivery = read(tmp_path, grid)
    teachers = facts.school_years.filter(pl.col("teachers") > 0).select("school", "stage", "teachers")
    assert sorted(each for each in teachers.iter_rows() if "小学" not in each[0]) == [("甲县第一中学", "junior", 80), ("甲县第二中学", "junior", 70)]
    assert [(each.rule, each.cell) for each in delivery.findings if each.cell.endswith("13")] == [("stage-unknown", "13")]


def test_classes_of_a_stage_whose_pupils_are_blank_leave_the_stage_open(tmp_path: Path) -> None:
    """石门学校 has six primary classes: their pupils are missing, and its teachers are not those of the junior stage alone."""
    grid: Grid = [
        TITLE, ["学校名称", "小学在校生数", "小学班数", "初中在校生数", "初中班数", "专任教师数"],
        ["甲县第一小学", 300, 8, "", "", 20], ["甲县第一中学", "", "", 900, 20, 80], ["甲县石门学校", "", 6, 180, 4, 40],
    ]
    facts, delivery = read(tmp_path, grid)
    assert sorted(facts.school_years.drop_nulls("teachers").select("school", "teachers").iter_rows()) == [("甲县第一中学", 80), ("甲县第一小学", 20)]
    assert ("stage-unknown", "5") in {(each.rule, each.cell) for each in delivery.findings}


@pytest.mark.parametrize("head", ["年份", "学年度", "年度", "学年"])
def test_the_year_stands_in_a_column(head: str, tmp_path: Path) -> None:
    grid: Grid = [["学校名称", head, "在校生数"], ["甲县第一小学", 2022, 300], ["", 2023, 310], ["甲县第二小学", 2022, 400], ["", 2023, 390]]
    facts, _ = read(tmp_path, grid, merged=("A2:A3", "A4:A5"))
    assert sorted(facts.school_years.select("school", "year", "pupils").iter_rows()) == [
        ("甲县第一小学", 2022, 300), ("甲县第一小学", 2023, 310), ("甲县第二小学", 2022, 400), ("甲县第二小学", 2023, 390)]
