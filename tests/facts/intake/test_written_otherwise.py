"""Names that leave out 镇 or 县, or say 初中 for 初级中学, in one of two lists."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load
from junheng.facts.intake.schools.written_otherwise import may_be_otherwise

PUPILS: list[object] = ["学校名称", "学校标识码", "办学类型", "乡镇", "在校生数", "班数"]
TEACHERS: list[object] = ["学校名称", "学校标识码", "办学类型", "乡镇", "专任教师数"]
Line = tuple[str, str, str, str]  # name, code, kind, township


def read(tmp_path: Path, pupils: list[Line], teachers: list[Line], stage: str = "初中", head: list[object] = TEACHERS, year: str = "2023/2024") -> tuple[Facts, Delivery]:
    """With 300, 301, … pupils in 9 classes, and 40, 41, … teachers."""
    first = [[f"临岚县2023/2024学年{stage}学生情况"], PUPILS, *([*line, 300 + place, 9] for place, line in enumerate(pupils))]
    second = [[f"临岚县{year}学年{stage}教师情况"], head, *([*line, 40 + place] for place, line in enumerate(teachers))]
    return load([write_sheets(tmp_path / "临岚县.xlsx", {"学生": first, "教师": second})])


def named(*names: str) -> list[Line]:
    return [(name, "", "", "") for name in names]


@pytest.mark.parametrize("other", ["青坡初级中学", "青坡镇初中", "青坡初中", "青坡镇中学", "青坡中学"])
def test_they_are_one_school_and_told_once(other: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, named("青坡镇初级中学", "临岚县第一初级中学"), named(other, "临岚第一初中"))
    assert sorted(facts.school_years.filter(pl.col("pupils") > 0).select("school", "pupils", "teachers").iter_rows()) == [("临岚县第一初级中学", 301, 41), ("青坡镇初级中学", 300, 40)]
    assert facts.schools.height == 2
    (one,) = [each for each in delivery.findings if each.rule in ("name-otherwise", "S59", "fact-twice")]
    assert (one.rule, one.sheet, one.cell, one.found, one.allowed) == ("name-otherwise", "教师", "3", other, "青坡镇初级中学")
    assert "有 2 个校名" in one.message.zh
    assert "“临岚第一初中”与“临岚县第一初级中学”" in one.message.zh


def test_the_name_with_a_code_is_the_schools(tmp_path: Path) -> None:
    facts, _ = read(tmp_path, [("青坡初中", "3199000001", "", "青坡")], [("青坡镇初级中学", "", "", "青坡镇")])
    assert facts.school_years.select("school", "pupils", "teachers").rows() == [("3199000001", 300, 40)]
    assert facts.schools["name"].to_list() == ["青坡初中"]


@pytest.mark.parametrize(("pupils", "teachers"), [
    (named("青坡镇初级中学", "青坡初中"), named("青坡中学", "青坡初中")),  # which of two
    (named("临岚县中学"), named("临岚镇中学")),  # the county's and the town's
    (named("青坡镇中心小学"), named("青坡镇小学")),  # 中心 tells two apart
    (named("青坡镇初级中学", "青坡高级中学"), named("青坡中学")),  # the upper school may be meant
    ([("青坡镇初级中学", "3199000001", "", "")], [("青坡初中", "3199000002", "", "")]),
    ([("大坪镇小学", "", "小学", "大坪镇")], [("大坪小学", "", "小学", "石桥镇")]),
    ([("青坡镇中学", "", "初级中学", "")], [("青坡中学", "", "完全中学", "")]),
])
def test_where_there_is_doubt_they_are_two(pupils: list[Line], teachers: list[Line], tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, pupils, teachers)
    assert set(facts.schools["name"]) == {name for name, *_ in (*pupils, *teachers)}
    assert "name-otherwise" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize(("head", "year"), [([*TEACHERS[:4], "在校生数"], "2023/2024"), (TEACHERS, "2022/2023")])
def test_two_numbers_of_pupils_or_other_years_make_two_schools(head: list[object], year: str, tmp_path: Path) -> None:
    facts, _ = read(tmp_path, named("大坪镇初级中学"), named("大坪初中"), head=head, year=year)
    assert set(facts.schools["name"]) == {"大坪镇初级中学", "大坪初中"}


def test_a_parent_is_called_as_its_school_is(tmp_path: Path) -> None:
    pupils: list[list[object]] = [["临岚县2023/2024学年小学学生情况"], ["学校名称", "办学类型", "所属中心校", "在校生数"], ["青坡镇中心小学", "小学", "", 400], ["青坡镇大坪教学点", "教学点", "青坡中心小学", 30]]
    teachers: list[list[object]] = [["临岚县2023/2024学年小学教师情况"], ["学校名称", "专任教师数"], ["青坡中心小学", 24], ["青坡镇大坪教学点", 3]]
    facts, _ = load([write_sheets(tmp_path / "临岚县.xlsx", {"学生": pupils, "教师": teachers})])
    assert dict(facts.schools.select("name", "parent").iter_rows()) == {"青坡镇中心小学": None, "青坡镇大坪教学点": "青坡镇中心小学"}


def test_a_long_list_is_looked_at_once() -> None:
    """20,000 names, each against the others, would be two hundred million pairs."""
    names = pl.Series([f"子丑县{chr(0x4E00 + place // 100)}{chr(0x5E00 + place % 100)}镇初级中学" for place in range(20_000)])
    began = time.perf_counter()
    assert not may_be_otherwise(names, pl.repeat("子丑县", names.len(), eager=True))
    assert time.perf_counter() - began < 2
