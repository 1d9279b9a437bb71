"""Forms of which the heads are alike to the letter, stacked with a blank row between and no signature below."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, SIGNED, Grid, backbone, basics, equipment
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

JUNIOR = {"code": "3199000003", "name": "甲县第三初级中学", "kind": "初级中学", "stages": ("初中",)}


def unsigned(*forms: Grid, between: Grid) -> Grid:
    return [row for form in forms for row in (*(row for row in form if row != SIGNED), *between)]


def titles_of(school: dict, stage: str, middle: int) -> Grid:
    """Of 20 teachers some have the middle title, the others a lower one."""
    name = ["学校名称：", school["name"], "标识码：", school["code"]]
    rows = [[stage, "01", 20], ["　#女", "02", 9], ["　副高级", "03", 0], ["　中级", "04", middle], ["　助理级", "05", 20 - middle]]
    return [["基础教育学校专任教师分年龄情况"], name, ["指标名称", "代码", "合计"], ["甲", "乙", "1"], *rows]


@pytest.mark.parametrize("between", [[[]], []])
@pytest.mark.parametrize("order", ["equipment first", "backbone first"])
def test_a_form_below_another_with_the_same_head_is_its_own(order: str, between: Grid, tmp_path: Path) -> None:
    """1102续 (6 backbone teachers) below 5176 (5200 square metres of sports ground), or the other way round: the second was said to be not known."""
    both = [equipment(SECOND, named=False), backbone(SECOND, named=False)]
    both[0][2:4], both[1][3:3] = [both[0][2], ["甲", "乙", "丙", "1"]], [["甲", "乙", "丙", "1"]]
    forms = both if order == "equipment first" else both[::-1]
    facts, delivery = load([write_sheets(tmp_path / "甲县第二小学.xlsx", {"报表": unsigned(basics(SECOND), *forms, between=between)})])
    assert facts.school_years["backbone_teachers"].drop_nulls().to_list() == [6]
    assert facts.school_years["sports_ground_area"].drop_nulls().to_list() == [52_000_000]
    assert not {"form-unknown", "form-headless", "row-unknown"} & {each.rule for each in delivery.findings}


def test_the_form_of_a_school_that_begins_with_another_stage_is_its_own(tmp_path: Path) -> None:
    """A primary school's and a junior school's forms of ages and titles: 11 and 8 teachers have the middle title. The second begins with 初中 and was said to be not known."""
    stacked = unsigned(titles_of(SECOND, "小学", 11), titles_of(JUNIOR, "初中", 8), titles_of(SECOND | {"code": "2199000004", "name": "甲县第四小学"}, "小学", 5), between=[[]])
    basic = unsigned(basics(SECOND), basics(JUNIOR), between=[[]])
    facts, delivery = load([write_sheets(tmp_path / "甲县全县.xlsx", {"教基1001": basic, "教基4153": stacked})])
    assert sorted(facts.school_years.select("school", "titles_middle").drop_nulls().rows()) == [("2199000002", 11), ("2199000004", 5), ("3199000003", 8)]
    assert "form-unknown" not in {each.rule for each in delivery.findings}


def test_a_head_printed_again_on_the_next_page_is_still_none(tmp_path: Path) -> None:
    form = titles_of(SECOND, "小学", 11)
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics(SECOND), "4153": [*form[:7], [], *form[2:4], *form[7:], [], *titles_of(JUNIOR, "初中", 8)]})])
    assert sorted(facts.school_years.select("titles_middle").drop_nulls().rows()) == [(8,), (11,)]
