"""Blocks of stages in forms of teachers: those of which nothing is read, and stages written otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, SIGNED, Grid, basics, line
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load

DEGREES = ["博士研究生", "硕士研究生", "本科", "专科", "高中阶段", "高中阶段以下"]
Figures = list[object]


def block(label: str, figures: Figures, indent: str = "　") -> Grid:
    """The first figure is of the stage; the others by degree."""
    return [[indent * (at > 0) + name, f"{at:02}", figure] for at, (name, figure) in enumerate(zip([label, *DEGREES], figures, strict=True))]


def form(*blocks: Grid, title: str = "义务教育阶段专任教师分课程、分学历情况") -> Grid:
    return [[title], line(SECOND, "4155", "人", named=True), ["指标名称", "代码", "合计"], ["甲", "乙", "1"], *(row for rows in blocks for row in rows), SIGNED]


def read(grid: Grid, tmp_path: Path) -> tuple[dict[str, object], Facts, Delivery]:
    """The primary stage's figures of degrees."""
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics(SECOND), "4155": grid})])
    (row,) = facts.school_years.filter(stage="primary").to_dicts() or [{}]
    return {name: row.get(f"teachers_{name}") for name in ("doctor", "master", "bachelor", "college", "upper_secondary", "below")}, facts, delivery


@pytest.mark.parametrize("indent", ["　", ""])
@pytest.mark.parametrize("label", ["学前教育", "特殊教育", "幼儿教师", "附设教研班"])
def test_the_rows_below_an_unknown_stage_are_its_own(label: str, indent: str, tmp_path: Path) -> None:
    """18 primary teachers, 12 of them 本科 and 6 专科; the 2 of the other block below 高中阶段 were the primary school's."""
    blocks = block("小学", [18, 0, "", 12, 6, 0, ""], indent), block(label, [3, "", 1, "", "", "", 2], indent)
    figures, _, delivery = read(form(*blocks), tmp_path)
    assert figures == {"doctor": 0, "master": 0, "bachelor": 12, "college": 6, "upper_secondary": 0, "below": 0}
    (told,) = [each for each in delivery.findings if each.rule == "row-unknown"]
    assert (told.cell, told.found) == ("A12", label)
    assert "6 行" in told.message.zh
    assert "form-rows-twice" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize("label", ["学前教育", "教研员"])
def test_rows_that_the_stage_itself_lacks_are_not_taken_from_another(label: str, tmp_path: Path) -> None:
    """The row 硕士研究生 of the primary school was deleted; that of the other block says 2."""
    primary = [row for row in block("小学", [18, 0, "", 12, 4, 0, 0]) if "硕士" not in str(row[0])]
    figures, _, delivery = read(form(primary, block(label, [2, 0, 2, 0, 0, 0, 0])), tmp_path)
    assert (figures["master"], figures["bachelor"], figures["college"]) == (None, 12, 4)
    assert [each.found for each in delivery.findings if each.rule == "row-unknown"] == [label]


def test_what_stands_below_another_known_stage_is_still_read(tmp_path: Path) -> None:
    school = {**SECOND, "kind": "九年一贯制学校"}
    grid = form(block("小学", [18, 0, 0, 12, 6, 0, 0]), block("学前教育", [2, 0, 0, 0, 2, 0, 0]), block("初中", [7, 0, 1, 6, 0, 0, 0]))
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics(school), "4155": grid})])
    rows = facts.school_years.filter(facts.school_years["teachers"].is_not_null()).select("stage", "teachers", "teachers_bachelor", "teachers_college").rows()
    assert sorted(rows) == [("junior", 7, 6, 0), ("primary", 18, 12, 6)]


def test_a_row_amid_the_degrees_takes_none_of_them(tmp_path: Path) -> None:
    """研修 is a row that nobody knows, and no stage: the degrees go on below it."""
    rows = block("小学", [18, 0, 0, 12, 6, 0, 0])
    figures, _, delivery = read(form([*rows[:4], ["　其中：在职研修", "9", 3], *rows[4:]]), tmp_path)
    assert (figures["bachelor"], figures["college"]) == (12, 6)
    assert [each.found for each in delivery.findings if each.rule == "row-unknown"] == ["其中：在职研修"]


@pytest.mark.parametrize("label", ["小学阶段", "小学部", "小学教师", "小学专任教师"])
def test_a_stage_may_be_written_otherwise(label: str, tmp_path: Path) -> None:
    """All was lost, and said to lack the column 合计."""
    figures, facts, delivery = read(form(block(label, [18, 0, 0, 12, 6, 0, 0]), block("初中阶段", [0, 0, 0, 0, 0, 0, 0])), tmp_path)
    assert (figures["bachelor"], figures["college"]) == (12, 6)
    assert facts.school_years.filter(stage="primary")["teachers"].to_list() == [18]
    assert "row-unknown" not in {each.rule for each in delivery.findings}
    assert not [each for each in delivery.findings if each.rule == "form-row-missing" and ("合计" in each.message.zh or "本科" in each.message.zh)]


def test_the_stage_of_upper_secondary_has_degrees_of_its_own(tmp_path: Path) -> None:
    """高中阶段 over degrees is the stage: its 9 teachers are no degree of the junior school's, which left that cell blank."""
    blocks = [block("初中阶段", [7, 0, 1, 5, "", "", 0]), block("高中阶段", [9, 0, 2, 7, 0, 0, 0])]
    school = {**SECOND, "kind": "完全中学"}
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics(school), "4155": form(*blocks, title="基础教育学校专任教师分课程、分学历情况")})])
    found = {row["stage"]: (row["teachers"], row["teachers_master"], row["teachers_upper_secondary"]) for row in facts.school_years.to_dicts() if row["teachers"]}
    assert found == {"junior": (7, 1, None), "senior": (9, 2, 0)}


def test_rows_below_no_known_stage_are_told_so(tmp_path: Path) -> None:
    """It was said that there is no column 合计, which is there."""
    _, _, delivery = read(form(block("普小", [18, 0, 0, 12, 6, 0, 0])), tmp_path)
    told = [each.message.zh for each in delivery.findings if each.rule == "form-row-missing"]
    assert any("看不出是哪个学段" in each and "本科" in each for each in told)
    assert not any("合计" in each for each in told)
