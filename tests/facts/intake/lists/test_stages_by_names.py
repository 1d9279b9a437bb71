"""Lists that say neither stage nor kind: plain names tell the stage."""

from __future__ import annotations

from pathlib import Path

import polars as pl
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
