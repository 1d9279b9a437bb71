"""What a sheet of a workbook does not say is taken over from its other sheets, where they all say one thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

PUPILS = [["学校名称", "在校生数", "班数"], ["第一小学", 240, 6], ["石桥镇中心小学", 300, 8]]
BOOKS = [["学校名称", "图书（册）"], ["第一小学", 4800], ["石桥镇中心小学", 6000]]


@pytest.mark.parametrize("first", [True, False])
def test_the_county_is_that_of_all_other_sheets(first: bool, tmp_path: Path) -> None:
    """The untitled sheet of books may stand first; one school is known in both."""
    titled, untitled = {"学生": [["甲县2024-2025学年小学"], *PUPILS]}, {"图书": BOOKS}
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {**untitled, **titled} if first else {**titled, **untitled})])
    assert {(each.rule, each.sheet, each.allowed) for each in delivery.findings if "-of-others" in each.rule or "unknown" in each.rule} == {
        ("year-of-others", "图书", "2024"), ("area-of-others", "图书", "甲县"),
    }
    assert set(facts.schools.select("name", "area", "year").rows()) == {("第一小学", "甲县", 2024), ("石桥镇中心小学", "甲县", 2024)}
    assert sorted(facts.school_years["books"].drop_nulls()) == [4800, 6000]


@pytest.mark.parametrize(
    ("others", "rules"),
    [
        ({"学生": [["甲县2024-2025学年小学"], *PUPILS], "初中": [["乙县2024-2025学年初中"], ["学校名称", "在校生数"], ["第三中学", 400]]}, {"area-unknown"}),
        ({"学生": [["2024-2025学年小学"], *PUPILS]}, {"area-unknown"}),
    ],
)
def test_no_county_is_taken_over_from_sheets_of_several_or_none(others: dict[str, list[list[object]]], rules: set[str], tmp_path: Path) -> None:
    delivery = load([write_sheets(tmp_path / "表.xlsx", {**others, "图书": BOOKS})])[1]
    assert {each.rule for each in delivery.findings if each.rule.startswith("area-") and each.sheet == "图书"} == rules


def test_a_column_of_counties_is_filled_with_its_own_county_alone(tmp_path: Path) -> None:
    """A line without a county is of the one that the others of its sheet name, where the other sheets name it too."""
    pupils = [["甲县2024-2025学年小学"], *PUPILS]
    for county, rules in (("甲县", {"area-of-others"}), ("乙县", {"area-unknown"})):
        books = [["学校名称", "县区", "图书（册）", "计算机数"], ["第一小学", county, 4800, 30], ["石桥镇中心小学", "", 6000, 40]]
        delivery = load([write_sheets(tmp_path / "表.xlsx", {"学生": pupils, "图书": books})])[1]
        assert {each.rule for each in delivery.findings if each.rule.startswith("area-") and each.sheet == "图书"} == rules


def test_a_renamed_anchor_is_what_the_sheet_lacks(tmp_path: Path) -> None:
    head = ["Code", "Name of School", "Public or Private", "Total Enrolment 2008", "District"]
    (said,) = [each for each in load([write_sheets(tmp_path / "schools.xlsx", {"S": [head, ["A1", "Tambaya", "PUBLIC", 352, "NYERI"]]})], "ke/secondary-2007")[1].findings if each.rule == "sheet-unknown"]
    assert "`Total Enrolment 2007`, which this sheet lacks; it has `Total Enrolment 2008`" in said.message.en
    (said,) = [each for each in load([write_sheets(tmp_path / "other.xlsx", {"S": [["A", "B", "C"], [1, 2, 3]]})], "ke/secondary-2007")[1].findings if each.rule == "sheet-unknown"]
    assert "no head with a school's name" in said.message.en


def test_a_register_of_closures_beside_lists_of_an_own_source_stays_one(tmp_path: Path) -> None:
    """The merged school is closed from that year on, and no school of a list that names it nowhere."""
    source = tmp_path / "own.yaml"
    source.write_text("""
id: own/list
title: {zh: 表, en: list}
columns:
  - {table: schools, fact: school, heads: [学校标识码]}
  - {table: schools, fact: name, heads: [学校名称]}
  - {table: schools, fact: kind, heads: [办学类型]}
  - {fact: pupils, heads: [在校生数]}
constants: {stage: primary, area: 甲县, year: 2024}
""", "utf-8")
    closed = write_sheets(tmp_path / "撤并2024.xlsx", {"撤并": [
        ["甲县2024年中小学撤并一览表"], ["序号", "学年", "变动类型", "学校名称", "学校标识码", "并入学校", "并入学校标识码"], [1, "2024/2025", "合并", "甲县河湾小学", "2199000004", "甲县石桥小学", "2199000003"],
    ]})
    listed = write_sheets(tmp_path / "甲县.xlsx", {"学校": [["学校标识码", "学校名称", "办学类型", "在校生数"], ["2199000003", "甲县石桥小学", "小学", 300]]})
    facts, delivery = load([closed, listed], str(source))
    assert delivery.source_of == {"撤并2024.xlsx": "cn/closures", "甲县.xlsx": "own/list"}
    assert [(each.rule, each.file) for each in delivery.findings if each.rule == "source-other"] == [("source-other", "撤并2024.xlsx")]
    assert facts.schools.filter(facts.schools["school"] == "2199000004")["closed"].to_list() == [2024]
    assert facts.school_years["school"].unique().to_list() == ["2199000003"]
