"""A dash or a blank that stands for 0 in a form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.forms.test_form_columns import BASIC, WHO, Rows, read
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding


def rooms(hall: Any, others: int = 200, total: int = 200) -> Rows:
    return [
        ["中小学校舍情况"], [*WHO], ["指标名称", "代码", "校舍建筑面积"], ["总计", "01", 1000 + total], ["一、教学及辅助用房", "02", 600 + total], ["　教室", "03", 500], ["　专用教室", "04", 100],
        ["　公共教学用房", "05", total], ["　　图书阅览室", "06", others - 50], ["　　室内体育用房", "07", hall], ["　　其他", "08", 50], ["二、行政办公用房", "09", 400],
    ]  # fmt: skip


def courses(*counts: Any) -> Rows:
    return [
        ["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "数学", "体育与健康", "艺术", "", "", ""], ["", "", "", "", "", "", "计", "艺术", "音乐", "美术"], ["小学", "01", *counts],
    ]


def told(findings: list[Finding], rule: str) -> list[str]:
    return [each.cell for each in findings if each.rule == rule]


@pytest.mark.parametrize("mark", ["-", "—", "/", "…", ""])
def test_a_hall_is_none_where_the_other_rooms_make_the_whole(mark: str, tmp_path: Path) -> None:
    figures, findings = read(tmp_path, rooms(mark))
    assert (figures["indoor_sports_area"], told(findings, "blank-none"), told(findings, "dash-unknown")) == (0, ["3"], [])


@pytest.mark.parametrize("mark", ["-", "—", "/"])
def test_any_other_dash_is_told_at_its_cell(mark: str, tmp_path: Path) -> None:
    """Of 240 m2 the others are 200: 40 may be the hall."""
    figures, findings = read(tmp_path, rooms(mark, 200, 240))
    assert "indoor_sports_area" not in figures
    (one,) = [each for each in findings if each.rule == "dash-unknown"]
    assert (one.cell, one.found, "室内体育用房" in one.message.zh) == ("C10", mark, True)


@pytest.mark.parametrize("mark", ["-", ""])
def test_arts_are_none_where_the_other_courses_are_all_teachers(mark: str, tmp_path: Path) -> None:
    figures, findings = read(tmp_path, courses(9, 5, 3, 1, mark, mark, mark, mark))
    assert (figures["teachers_arts"], told(findings, "blank-none")) == (0, ["3"])
    assert "teachers_arts" not in read(tmp_path, courses(9, 5, 2, 1, mark, mark, mark, mark))[0]


@pytest.mark.parametrize(("mark", "value"), [("-", 0), ("", None)])
def test_grades_that_a_teaching_point_does_not_have(mark: str, value: int | None, tmp_path: Path) -> None:
    """As in lists a blank grade lacks nobody, and a dash is 0."""
    form = [
        ["小学分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数", "", "", "", "", "", ""], ["", "", "合计", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级"],
        ["总计", "01", 27, 13, 7, 7, mark, mark, mark],
    ]  # fmt: skip
    figures, findings = read(tmp_path, form)
    assert [figures.get(f"pupils_grade_{grade}") for grade in (3, 4, 6)] == [7, value, value]
    assert told(findings, "dash-unknown") == []


def test_the_same_row_of_several_schools_is_told_once_and_of_no_stage_that_they_lack(tmp_path: Path) -> None:
    """A primary school has no junior backbone teachers, whatever stands there."""
    for number in (1, 2):
        code, name = f"219900000{number}", f"甲县第{number}小学"
        more = [["学校（机构）基本情况（续）"], [f"学校名称：{name} 学校标识码：{code} 2023/2024学年初"], ["指标名称", "代码", "计量单位", "数量"],
                ["县级以上骨干教师（小学）", "01", "人", "-"], ["县级以上骨干教师（初中）", "02", "人", "-"]]  # fmt: skip
        basic = [[str(cell).replace("2199000001", code).replace("甲县第一小学", name) for cell in row] for row in BASIC]
        write_sheets(tmp_path / f"{code}_{name}.xlsx", {"1001": basic, "1102": more})
    (one,) = [each for each in load([tmp_path])[1].findings if each.rule == "dash-unknown"]
    assert (one.cell, [place[2] for place in one.against], "（共 2 处）" in one.message.zh) == ("D4", ["D4"], True)
