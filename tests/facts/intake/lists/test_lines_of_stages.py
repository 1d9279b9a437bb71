"""Lists with a line for each stage of a school (学段), and a column for each of nine grades."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

GRADES = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"]
PRIMARY, JUNIOR = [30, 31, 32, 33, 34, 35], [50, 51, 52]  # 195 and 153


@pytest.mark.parametrize("other", ["", 0, "/"])
@pytest.mark.parametrize("heads", [["在校生数", *[""] * 9], None])
def test_each_line_has_the_grades_of_its_stage(heads: list[str] | None, other: object, tmp_path: Path) -> None:
    """七年级 of the primary line is no junior stage of the school, whatever an office puts there."""
    first = [["学校名称", "办学类型", "学段", *heads], ["", "", "", "合计", *GRADES]] if heads else [["学校名称", "办学类型", "学段", "在校生数", *[f"在校生{each}" for each in GRADES]]]
    rows = [
        ["甲县石桥学校", "九年一贯制学校", "小学", 195, *PRIMARY, *[other] * 3], ["甲县石桥学校", "九年一贯制学校", "初中", 153, *[other] * 6, *JUNIOR],
        ["甲县第一小学", "小学", "小学", 195, *PRIMARY, *[other] * 3], ["甲县第二中学", "初级中学", "初中", 153, *[other] * 6, *JUNIOR],
    ]  # fmt: skip
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": [["甲县2023-2024学年学校情况"], *first, *rows]})])
    names = {row["school"]: row["name"] for row in facts.schools.iter_rows(named=True)}
    found = {(names[row["school"]], row["stage"]): [row["pupils"], *[row[f"pupils_grade_{number}"] for number in range(1, 7)]] for row in facts.school_years.iter_rows(named=True)}
    primary, junior = [195, *PRIMARY], [153, *JUNIOR, None, None, None]
    assert found == {
        ("甲县石桥学校", "primary"): primary, ("甲县石桥学校", "junior"): junior, ("甲县第一小学", "primary"): primary, ("甲县第二中学", "junior"): junior,
    }
    assert [each.rule for each in delivery.findings if each.rule in ("column-twice", "fact-twice", "S16", "column-unknown")] == []


@pytest.mark.parametrize("kind", ["特殊教育学校", "职业高中", "幼儿园"])
def test_a_kind_that_no_standard_counts_needs_no_stage(kind: str, tmp_path: Path) -> None:
    rows = [["甲县2023-2024学年学校情况"], ["学校名称", "办学类型", "在校生数", "班数", "专任教师"], ["甲县第一小学", "小学", 195, 6, 12], ["甲县第二中学", "初级中学", 153, 4, 14], ["甲县启智学校", kind, 60, 6, 20]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    assert sorted(facts.school_years.drop_nulls("pupils")["pupils"]) == [153, 195]
    assert [(each.rule, each.severity.value) for each in delivery.findings if each.rule in ("stage-unknown", "stages-together", "kind-not-needed")] == [("kind-not-needed", "info")]


@pytest.mark.parametrize("figures", [["", "", ""], ["-", "-", "-"], ["", "", 0], [0, 0, 0]])
@pytest.mark.parametrize(("name", "note"), [("甲县白果小学", "2022年已停办"), ("甲县白果小学（已撤并）", ""), ("甲县白果小学", "已并入第一小学")])
def test_a_closed_school_without_figures_lacks_nothing(name: str, note: str, figures: list[object], tmp_path: Path) -> None:
    rows = [["甲县2023-2024学年小学情况"], ["学校标识码", "学校名称", "办学类型", "在校生数", "班数", "专任教师", "备注"], ["2199000001", "甲县第一小学", "小学", 195, 6, 12, ""], ["2199000004", name, "小学", *figures, note]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    assert [each for each in facts.school_years["pupils"] if each] == [195]
    assert not facts.school_years["pupils"].null_count()
    assert not any(each.rule.startswith("B0") for each in delivery.findings)
    assert any((each.rule, each.cell) == ("row-closed", "4") for each in delivery.findings)


def test_a_school_with_figures_is_not_closed_by_a_note(tmp_path: Path) -> None:
    rows = [["甲县2023-2024学年小学情况"], ["学校名称", "办学类型", "在校生数", "班数", "备注"], ["甲县第一小学", "小学", 195, 6, ""], ["甲县白果小学", "小学", 20, "", "2025年撤并"], ["甲县第三小学", "小学", "", "", "缺报"], ["甲县第四小学", "小学", 0, 0, "由三校撤并而成"]]
    facts, _ = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    assert set(facts.schools["name"]) == {"甲县第一小学", "甲县白果小学", "甲县第三小学", "甲县第四小学"}


def test_a_closed_school_with_figures_is_read_and_told(tmp_path: Path) -> None:
    rows = [["甲县2023-2024学年小学情况"], ["学校名称", "办学类型", "在校生数", "班数"], ["甲县第一小学", "小学", 195, 6], ["甲县白果小学（已撤并）", "小学", 20, 2]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    assert sorted(facts.school_years["pupils"]) == [20, 195]
    assert [(each.rule, each.cell) for each in delivery.findings if "clos" in each.rule] == [("closed-with-figures", "A4")]


def test_a_line_between_names_the_stage_by_the_kind_of_the_schools_below(tmp_path: Path) -> None:
    rows = [["甲县2023-2024学年学校情况"], ["学校名称", "在校生数", "班数"], ["一、小学"], ["甲县一小", 195, 6], ["二、教学点"], ["王家", 20, 2], ["三、初级中学"], ["甲县一中", 300, 6]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    assert sorted(facts.school_years.select("pupils", "stage").iter_rows()) == [(20, "primary"), (195, "primary"), (300, "junior")]
    assert "stage-unknown" not in {each.rule for each in delivery.findings}


def test_a_line_of_which_with_a_kind_of_its_own_is_a_school_and_told(tmp_path: Path) -> None:
    rows = [["甲县2023-2024学年小学情况"], ["学校名称", "办学类型", "在校生数", "班数"], ["甲县第一小学", "小学", 195, 6], ["其中：一村教学点", "教学点", 20, 2], ["甲县第二小学", "小学", 190, 6], ["其中：二村教学点", "教学点", 21, 2]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    assert set(facts.schools["name"]) == {"甲县第一小学", "一村教学点", "甲县第二小学", "二村教学点"}
    assert [(each.cell, each.against) for each in delivery.findings if each.rule == "school-of-which"] == [("4", (("表.xlsx", "Sheet1", "6"),))]


@pytest.mark.parametrize("name", ["2023年", "2023-2024"])
def test_a_sheet_called_by_another_year_than_its_title_is_told(name: str, tmp_path: Path) -> None:
    rows = [["甲县2022-2023学年小学情况"], ["学校名称", "在校生数", "班数"], ["甲县第一小学", 195, 6]]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {name: rows})])
    assert facts.school_years["year"].to_list() == [2022]
    assert [(each.cell, each.found, each.allowed) for each in delivery.findings if each.rule == "year-disagrees"] == [("A1", "2022", "2023")]


def test_a_part_lacks_its_whole_where_only_other_schools_have_that(tmp_path: Path) -> None:
    primary = [["甲县2023-2024学年小学情况"], ["学校名称", "在校生数", "普通教室数"], ["甲县第一小学", 195, 9]]
    junior = [["甲县2023-2024学年初中情况"], ["学校名称", "在校生数", "教室间数"], ["甲县第一初级中学", 300, 12]]
    _, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": primary, "初中": junior})])
    assert [(each.sheet, each.cell) for each in delivery.findings if each.rule == "column-not-split"] == [("小学", "C2")]
    same = [["甲县2023-2024学年小学情况"], ["学校名称", "教室间数"], ["甲县第一小学", 12]]
    _, delivery = load([write_sheets(tmp_path / "表.xlsx", {"小学": primary, "用房": same})])
    assert not [each for each in delivery.findings if each.rule == "column-not-split"]
