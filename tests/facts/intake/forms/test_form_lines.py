"""Lines between the name of a school and the head of its form, and names that were left blank."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import FIRST, SECOND, SIGNED, Grid, backbone, basics, equipment, rooms
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load

THIRD = {**SECOND, "code": "2199000003", "name": "甲县第三小学"}


def read(sheets: dict[str, Grid], tmp_path: Path) -> tuple[Facts, Delivery]:
    return load([write_sheets(tmp_path / "甲县.xlsx", sheets)])


def with_line(form: Grid, said: str, at: int = 2) -> Grid:
    return [*form[:at], [said], *form[at:]]


LINES = [
    "统计时点：2023年9月1日", "二〇二三年", "统计年份：2023", "填表日期：2023年10月5日", "城关学区", "隶属：甲县教育局", "（公办）", "附件3", "联系电话：", "校验码：A1B2", "版本号 V3.2", "密级：内部", "（续表）", "续表", "第1页 共2页",
]


@pytest.mark.parametrize("said", LINES)
def test_a_line_below_the_name_hides_no_title(said: str, tmp_path: Path) -> None:
    """It was taken for the title of a form that is not known, and every form was lost."""
    sheets = {"1001": [*with_line(basics(SECOND), said), [], *with_line(basics(THIRD), said)], "5176": [*with_line(equipment(SECOND), said), [], *with_line(equipment(THIRD), said)]}
    facts, delivery = read(sheets, tmp_path)
    assert sorted(facts.school_years.filter(stage="whole").select("school", "year", "multimedia_rooms").rows()) == [("2199000002", 2023, 13), ("2199000003", 2023, 13)]
    assert not {"form-unknown", "form-headless"} & {each.rule for each in delivery.findings}


@pytest.mark.parametrize("said", ["甲县教师培训情况", "占地面积及其他办学条件（上学年）"])
def test_the_title_of_another_form_is_still_one(said: str, tmp_path: Path) -> None:
    facts, delivery = read({"1001": basics(SECOND), "5176": with_line(equipment(SECOND), said, 1)}, tmp_path)
    assert facts.school_years.filter(stage="whole").is_empty()
    assert [each.found for each in delivery.findings if each.rule == "form-unknown"] == [said]


def test_the_title_of_a_form_above_is_not_taken(tmp_path: Path) -> None:
    """Below the rows of equipment stands a form without a title that is known: it is none of equipment."""
    other: Grid = [["学生体质"], ["指标名称", "代码", "计量单位", "数量"], ["　#网络多媒体教室", "04", "间", 99]]
    facts, _ = read({"1001": basics(SECOND), "5176": [*equipment(SECOND), [], *other]}, tmp_path)
    assert facts.school_years["multimedia_rooms"].drop_nulls().to_list() == [13]


@pytest.mark.parametrize("blank", [["学校名称", "", "标识码", "", "2023学年度"], ["学校名称：标识码："], ["学校（机构）名称：", "学校（机构）标识码：", "2023学年度"], ["学校名称", "", "2023学年度"]])
def test_a_label_is_no_name(blank: list[object], tmp_path: Path) -> None:
    """All schools were read as one that is called 标识码."""
    (tmp_path / "forms").mkdir()
    for school in (SECOND, THIRD):
        forms = [[form[0], blank, *form[2:]] for form in (equipment(school), backbone(school))]
        write_sheets(tmp_path / "forms" / f"{school['code']}_{school['name']}.xlsx", {"1001": basics(school), "5176": forms[0], "1102续": forms[1]})
    facts, delivery = load([tmp_path / "forms"])
    assert sorted(facts.school_years.filter(stage="whole").select("school", "multimedia_rooms").rows()) == [("2199000002", 13), ("2199000003", 13)]
    assert sorted(facts.schools["name"].to_list()) == ["甲县第三小学", "甲县第二小学"]
    assert "school-disagrees" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize("signed", [[], [SIGNED]])
def test_a_form_broken_over_two_pages_is_one(signed: Grid, tmp_path: Path) -> None:
    """Title, name and head were printed again: of which stage the degrees of the second page are could not be told. 18 teachers, 12 本科 and 6 专科."""
    top: Grid = [["义务教育阶段专任教师分课程、分学历情况"], [f"学校（机构）名称：{SECOND['name']}　学校（机构）标识码：{SECOND['code']}", "", "2023/2024学年初"], ["指标名称", "代码", "合计"], ["甲", "乙", "1"]]
    pages: tuple[Grid, Grid] = [["总计", "01", 18], ["　小学", "02", 18], ["　　本科", "03", 12]], [["　　专科", "04", 6], ["　初中", "05", 0]]
    facts, delivery = read({"1001": basics(SECOND), "4155": [*top, *pages[0], *signed, ["第1页 共2页"], [], *top, *pages[1], *signed, ["第2页 共2页"]]}, tmp_path)
    (found,) = facts.school_years.filter(stage="primary").select("teachers", "teachers_bachelor", "teachers_college").rows()
    assert found == (18, 12, 6)
    assert not {"row-unknown", "fact-twice"} & {each.rule for each in delivery.findings}


def test_the_same_form_of_another_school_is_no_second_page(tmp_path: Path) -> None:
    """A form that lacks its first row, below that of another school: 100 square metres each."""
    short = [row for row in rooms(THIRD) if row[0] != "总计"]
    facts, _ = read({"1001": [*basics(SECOND), [], *basics(THIRD)], "5170": [*rooms(SECOND), [], *short]}, tmp_path)
    assert sorted(facts.school_years.filter(stage="whole").select("school", "indoor_sports_area").rows()) == [("2199000002", 1_000_000), ("2199000003", 1_000_000)]


def test_columns_may_go_on_upon_a_sheet_of_their_own(tmp_path: Path) -> None:
    """The teachers of PE stand on the second sheet, whose title was not known."""
    title, rows = "义务教育阶段专任教师分课程、分学历情况", [["小学", "01", 18, 4], ["　本科", "02", 12, 3], ["　专科", "03", 6, 1]]
    halves = {"4155": (title, "合计", 2), "4155续": (f"{title}（续）", "体育与健康", 3)}
    sheets: dict[str, Grid] = {name: [[said], ["学校名称", FIRST["name"], "标识码", FIRST["code"], "2023学年度"], ["指标名称", "代码", head], *([*row[:2], row[at]] for row in rows)] for name, (said, head, at) in halves.items()}
    facts, delivery = read({"1001": basics(FIRST), **sheets}, tmp_path)
    (found,) = facts.school_years.filter(stage="primary").select("teachers", "teachers_bachelor", "teachers_pe").rows()
    assert found == (18, 12, 4)
    assert not [each for each in delivery.findings if each.rule == "form-unknown" or (each.rule == "form-row-missing" and "体育" in each.message.zh)]


def test_other_rows_under_such_a_title_are_another_form(tmp_path: Path) -> None:
    other: Grid = [["占地面积及其他办学条件（续）"], ["指标名称", "代码", "计量单位", "数量"], ["　#网络多媒体教室", "04", "间", 99]]
    facts, delivery = read({"1001": basics(SECOND), "5176": equipment(SECOND), "5176续": other}, tmp_path)
    assert facts.school_years["multimedia_rooms"].drop_nulls().to_list() == [13]
    assert [each.found for each in delivery.findings if each.rule == "form-unknown"] == ["占地面积及其他办学条件（续）"]
