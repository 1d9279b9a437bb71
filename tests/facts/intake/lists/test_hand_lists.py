"""Lists as offices make them by hand: bare heads, one line for a school of nine grades, other words. What a person reads from them, worked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Severity, UsageError

Grid = list[list[object]]
Figures = dict[tuple[str, str], dict[str, int | None]]  # by the school's name and the stage


def read(folder: Path, grid: Grid, merged: tuple[str, ...] = ()) -> tuple[Facts, Delivery]:
    book = openpyxl.Workbook()
    for cells in grid:
        book.worksheets[0].append(cells)
    for each in merged:
        book.worksheets[0].merge_cells(each)
    book.save(folder / "表.xlsx")
    return load([folder / "表.xlsx"])


def figures(facts: Facts) -> dict[tuple[str, str], dict[str, Any]]:
    names = {row["school"]: row["name"] for row in facts.schools.iter_rows(named=True)}
    return {(names[row["school"]], row["stage"]): row for row in facts.school_years.iter_rows(named=True)}


def told(delivery: Delivery) -> list[tuple[str, str]]:
    return sorted((each.rule, each.cell) for each in delivery.findings if not each.rule.startswith("row-") and each.rule not in ("codes-missing", "kind-by-stages"))


def by_grade(first: int, *pupils: int) -> dict[str, int | None]:
    return {f"pupils_grade_{number}": each for number, each in enumerate(pupils, first)}


JUNIOR: Grid = [["甲县第一中学", 600, 290, 200, 210, 190, 14, 50], ["甲县第二中学", 450, 220, 150, 150, 150, 10, 40], ["甲县第三中学", 300, 150, 100, 90, 110, 7, 30]]
GRADES = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级"]
LISTS: dict[str, tuple[Grid, tuple[str, ...], Figures, list[tuple[str, str]]]] = {
    "the title names the stage": (
        [["甲县2023年初中学校一览表"], ["学校名称", "在校生数", "其中：女", "七年级", "八年级", "九年级", "班数", "专任教师"], *JUNIOR], (),
        {("甲县第一中学", "junior"): {"pupils": 600, "classes": 14, "teachers": 50, **by_grade(1, 200, 210, 190)}, ("甲县第三中学", "junior"): by_grade(1, 100, 90, 110)}, [],
    ),
    "the kinds tell the stage": (
        [["甲县中学基本情况（2023年9月）"], ["学校名称", "学生总数", "其中女生", "初一", "初二", "初三", "教学班", "专任教师", "类别"], *([*each, "初级中学"] for each in JUNIOR)], (),
        {("甲县第二中学", "junior"): {"pupils": 450, "classes": 10, **by_grade(1, 150, 150, 150)}}, [],
    ),
    "one grade is wrong": (
        [["甲县2023年初中学校一览表"], ["学校名称", "在校生数", "女生", "七年级", "八年级", "九年级", "班数", "专任教师"], *JUNIOR[:2], ["甲县第三中学", 300, 150, 100, 90, 120, 7, 30]], (),
        {("甲县第三中学", "junior"): {"pupils": 300, **by_grade(1, 100, 90, 120)}}, [("L03", "B5")],
    ),
    "grades of the junior stage by their number in it": (
        [["甲县2023学年初中"], ["学校名称", "在校生", "女生", "一年级", "二年级", "三年级", "班数", "专任教师"], *JUNIOR], (),
        {("甲县第一中学", "junior"): {"pupils": 600, **by_grade(1, 200, 210, 190)}}, [],
    ),
    "grades before their total": (
        [["甲县2023-2024学年度小学在校生统计表"], ["学校", *GRADES, "合计", "备注"], ["城关一小", 100, 101, 99, 98, 97, 105, 600, ""], ["城关二小", 80, 80, 80, 80, 80, 80, 480, "含附设幼儿班12人"],
         ["石桥完小", 40, 41, 42, 43, 44, 45, 255, "/"], ["合计", 220, 222, 221, 221, 221, 230, 1335, ""]], (),
        {("城关一小", "primary"): {"pupils": 600, **by_grade(1, 100, 101, 99, 98, 97, 105)}, ("石桥完小", "primary"): {"pupils": 255}}, [],
    ),
    "the total before, and a total line above the schools": (
        [["甲县2023年秋季初中学生统计"], ["学校名称", "合计", "七年级", "八年级", "九年级", "班数"], ["全县合计", 1350, 450, 450, 450, 31], *([each[0], each[1], *each[3:7]] for each in JUNIOR)], (),
        {("甲县第一中学", "junior"): {"pupils": 600, "classes": 14, **by_grade(1, 200, 210, 190)}}, [],
    ),
    "a class of children before school has its column": (
        [["甲县石门镇学校在校生统计（2023年9月）"], ["学校", "学前班", *GRADES, "小学合计", "教师"], ["石门小学", 30, 50, 52, 48, 50, 51, 49, 300, 20], ["杨树小学", 10, 15, 16, 15, 14, 15, 15, 90, 8],
         ["松坪教学点", 5, 6, 5, 4, "", "", "", 15, 2]], (),
        {("石门小学", "primary"): {"pupils": 300, "teachers": 20, **by_grade(1, 50, 52, 48, 50, 51, 49)}, ("松坪教学点", "primary"): {"pupils": 15, "teachers": 2, **by_grade(1, 6, 5, 4)}},
        [("column-assumed", "J2")],
    ),
    "nine grades in one line": (
        [["甲县义务教育学校分年级学生数（2023年秋）"], ["学校名称", "办学类型", *GRADES, "七年级", "八年级", "九年级", "合计"], ["城关一小", "小学", 100, 101, 99, 98, 97, 105, "", "", "", 600],
         ["城关中学", "初级中学", *[""] * 6, 200, 210, 190, 600], ["石桥学校", "九年一贯制学校", *[30] * 6, *[50] * 3, 330], ["上河教学点", "教学点", 6, 5, 4, *[""] * 6, 15]], (),
        {("城关一小", "primary"): {"pupils": 600}, ("城关中学", "junior"): {"pupils": 600, **by_grade(1, 200, 210, 190)}, ("上河教学点", "primary"): {"pupils": 15},
         ("石桥学校", "primary"): {"pupils": 180, **by_grade(1, *[30] * 6)}, ("石桥学校", "junior"): {"pupils": 150, **by_grade(1, *[50] * 3)}, ("石桥学校", "whole"): {"pupils": 330}}, [],
    ),
    "nine grades, a total for each stage, no kinds": (
        [["甲县2023学年在校生"], ["学校名称", *GRADES, "小计", "七年级", "八年级", "九年级", "小计", "总计"], ["城关一小", *[100] * 6, 600, *[0] * 4, 600], ["城关中学", *[0] * 7, 200, 210, 190, 600, 600],
         ["石桥学校", *[30] * 6, 180, *[50] * 3, 150, 330]], (),
        {("城关一小", "primary"): {"pupils": 600}, ("石桥学校", "primary"): {"pupils": 180}, ("石桥学校", "junior"): {"pupils": 150, "pupils_grade_1": 50}, ("石桥学校", "whole"): {"pupils": 330}}, [],
    ),
    "nine grades, and the classes in one figure": (
        [["甲县2023学年学校情况"], ["学校名称", "类别", *GRADES, "七年级", "八年级", "九年级", "学生数", "班数"], ["城关一小", "小学", *[100] * 6, "", "", "", 600, 12], ["石桥学校", "九年一贯制", *[30] * 6, *[50] * 3, 330, 9]], (),
        {("城关一小", "primary"): {"pupils": 600, "classes": 12}, ("石桥学校", "primary"): {"pupils": 180, "classes": None}, ("石桥学校", "whole"): {"pupils": 330, "classes": 9}}, [("stages-together", "4")],
    ),
    "classes by grade are no pupils": (
        [["甲县2023年初中情况"], ["学校名称", "班级数", "七年级", "八年级", "九年级", "在校生数"], ["甲县一中", 18, 6, 6, 6, 860], ["甲县二中", 9, 3, 3, 3, 410]], (),
        {("甲县一中", "junior"): {"classes": 18, "pupils": 860, "pupils_grade_1": None}}, [],
    ),
    "grades that are neither": (
        [["甲县2023年初中情况"], ["学校名称", "七年级", "八年级", "九年级", "在校生数"], ["甲县一中", 1, 2, 3, 860], ["甲县二中", 3, 2, 1, 410]], (),
        {("甲县一中", "junior"): {"pupils": 860, "pupils_grade_1": None}}, [("column-unknown", "B2"), ("column-unknown", "C2"), ("column-unknown", "D2")],
    ),
    "degrees and titles without 专任教师 over them": (
        [["甲县2023年初中专任教师情况统计表"], ["学校名称", "专任教师", "其中：女", "研究生", "本科", "专科", "正高", "副高", "中级", "初级", "未定级", "骨干教师"],
         ["甲县一中", 60, 35, 4, 50, 6, 1, 15, 25, 15, 4, 6], ["甲县二中", 30, 18, 1, 26, 3, 0, 8, 12, 8, 2, 3], ["甲县三中", 40, 22, 2, 34, 4, 0, 10, 16, 10, 4, 4]], (),
        {("甲县一中", "junior"): {"teachers": 60, "teachers_bachelor": 50, "teachers_college": 6, "titles_senior": 1, "titles_vice_senior": 15, "titles_middle": 25, "titles_assistant": 15,
                               "titles_none": 4, "backbone_teachers": 6}}, [],
    ),
    "class sizes without 班数 over them": (  # junior classes of up to 50 are standard: 2 + 10
        [["甲县2023学年初中班额情况"], ["学校名称", "班数合计", "45人及以下", "46-50人", "51-55人", "56-65人", "66人及以上", "在校生数"], ["甲县一中", 20, 2, 10, 8, 0, 0, 980], ["甲县二中", 10, 4, 4, 2, 0, 0, 460]], (),
        {("甲县一中", "junior"): {"classes": 20, "classes_standard": 12, "classes_large": 8, "classes_big": 0, "classes_oversize": 0}}, [],
    ),
    "primary class sizes": (  # up to 45 are standard, 46 to 55 large: 10 + 8
        [["甲县2023学年小学班额情况"], ["学校名称", "班数合计", "45人及以下", "46-50人", "51-55人", "56-65人", "66人及以上"], ["甲县一小", 20, 2, 10, 8, 0, 0], ["甲县二小", 10, 4, 4, 2, 0, 0]], (),
        {("甲县一小", "primary"): {"classes": 20, "classes_standard": 2, "classes_large": 18}}, [],
    ),
    "rooms and computers": (
        [["甲县2023年小学专用教室和器材统计"], ["学校名称", "学生数", "普通教室（间）", "多媒体教室", "音乐教室", "美术教室", "科学实验室", "藏书（册）", "电脑（台）", "其中教学用"], ["甲县一小", 600, 14, 14, 2, 1, 2, 18000, 90, 60],
         ["甲县二小", 300, 7, 7, 1, 1, 1, 9000, 45, 30]], (),
        {("甲县一小", "whole"): {"multimedia_rooms": 14, "music_rooms": 2, "art_rooms": 1, "books": 18000, "computers": 90, "teaching_computers": 60}}, [("column-assumed", "E2"), ("column-assumed", "F2"), ("column-not-split", "C2")],
    ),
    "teachers of two stages, told once": (
        [["甲县2023学年学校学生教师情况"], ["学校名称", "小学", "", "初中", ""], ["", "学生", "教师", "学生", "教师"], ["甲县一小", 500, 30, "", ""], ["甲县一中", "", "", 900, 70]], ("A2:A3", "B2:C2", "D2:E2"),
        {("甲县一小", "primary"): {"pupils": 500, "teachers": 30}, ("甲县一中", "junior"): {"pupils": 900, "teachers": 70}}, [("column-assumed", "C3")],
    ),
    "only the heads name years": (
        [["甲县初中学生数变化情况"], ["学校", "2022-2023学年", "", "", "2023-2024学年", "", ""], ["", "七年级", "八年级", "九年级", "七年级", "八年级", "九年级"], ["甲县一中", 200, 210, 190, 205, 200, 209], ["甲县二中", 100, 90, 95, 110, 99, 90]],
        ("A2:A3", "B2:D2", "E2:G2"),
        {("甲县一中", "junior"): {"year": 2023, "pupils": 614, **by_grade(1, 205, 200, 209)}}, [("column-aside", "B2"), ("column-aside", "C2"), ("column-aside", "D2"), ("year-of-heads", "2")],
    ),
    "numbers and footnotes in the names": (
        [["甲县2023学年小学学生数"], ["学校名称", "学生数", "#女", "班数"], ["1.甲县一小", 600, 290, 13], ["2.甲县二小", 300, 145, 7], ["3.甲县三小*", 200, 96, 6], ["*甲县三小含教学点2个"]], (),
        {("甲县一小", "primary"): {"pupils": 600, "classes": 13}, ("甲县三小", "primary"): {"pupils": 200}}, [("name-numbered", "3")],
    ),
    "a central school's list": (
        [["甲县石桥镇中心校2023年秋季学生情况统计"], ["校名", "类型", "在校人数", "教学班数", "住校生"], ["石桥中心小学", "中心小学", 420, 12, 60], ["柳河小学", "完小", 150, 6, 0], ["石桥中学", "初中", 500, 11, 300]], (),
        {("石桥中心小学", "primary"): {"pupils": 420, "classes": 12, "boarders": 60}, ("石桥中学", "junior"): {"pupils": 500, "boarders": 300}}, [],
    ),
    "two lines for a school, its parts in a second column under one head": (
        [["甲县2023学年学校一览表"], ["学校名称", "", "班数", "学生数"], ["育才学校", "小学部", 6, 300], ["", "初中部", 3, 150], ["城关小学", "小学部", 12, 500]], ("A2:B2", "A3:A4"),
        {("育才学校", "primary"): {"pupils": 300, "classes": 6}, ("育才学校", "junior"): {"pupils": 150, "classes": 3}, ("城关小学", "primary"): {"pupils": 500}}, [],
    ),
    "two lines for a school, its parts behind its name": (
        [["甲县2023学年学校一览表"], ["学校名称", "类别", "班数", "学生数"], ["城关小学", "小学", 12, 500], ["白塔学校（小学部）", "九年一贯制", 6, 200], ["白塔学校初中部", "九年一贯制", 3, 120]], (),
        {("白塔学校", "primary"): {"pupils": 200, "classes": 6}, ("白塔学校", "junior"): {"pupils": 120, "classes": 3}}, [],
    ),
    "the whole school and its parts below": (
        [["甲县2023学年学校一览表"], ["学校名称", "类别", "班数", "学生数", "专任教师"], ["育才学校", "九年一贯制", 9, 450, 34], ["　其中：小学部", "", 6, 300, 20], ["　　　　初中部", "", 3, 150, 14], ["城关中学", "初中", 12, 600, 45]], (),
        {("育才学校", "whole"): {"pupils": 450}, ("育才学校", "primary"): {"pupils": 300, "teachers": 20}, ("育才学校", "junior"): {"pupils": 150, "classes": 3}, ("城关中学", "junior"): {"pupils": 600}}, [],
    ),
    "grades by numeral alone, pupils and children of a kindergarten": (
        [["附件2"], ["甲县2023年秋季学期小学学生人数汇总表"], ["编号", "学校（教学点）名称", "一", "二", "三", "四", "五", "六", "合计"], [1, "甲县一小", 100, 101, 99, 98, 97, 105, 600], [2, "甲县二小", *[80] * 6, 480], ["", "合计", 180, 181, 179, 178, 177, 185, 1080]], (),
        {("甲县一小", "primary"): {"pupils": 600, **by_grade(1, 100, 101, 99, 98, 97, 105)}}, [],
    ),
    "a kindergarten among the schools": (
        [["甲县石桥镇2023年各校（园）情况"], ["学校名称", "类别", "学生（幼儿）数", "班数"], ["石桥中心小学", "小学", 420, 12], ["石桥中心幼儿园", "幼儿园", 180, 6], ["石桥中学", "初中", 400, 9]], (),
        {("石桥中心小学", "primary"): {"pupils": 420}, ("石桥中学", "junior"): {"pupils": 400}}, [("kind-not-needed", "4")],
    ),
    "单位 for the school": (
        [["甲县2023年初中班级及学生数"], ["单位", "合计", "", "七年级", "", "八年级", "", "九年级", ""], ["", "班数", "学生数", "班数", "学生数", "班数", "学生数", "班数", "学生数"], ["甲县一中", 18, 860, 6, 290, 6, 285, 6, 285]],
        ("A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:I2"), {("甲县一中", "junior"): {"pupils": 860, "classes": 18, **by_grade(1, 290, 285, 285)}}, [],
    ),
    "pupils of two autumns": (
        [["甲县小学在校生情况"], ["学校名称", "2022年秋季在校生", "2023年秋季在校生"], ["甲县一小", 590, 600], ["甲县二小", 310, 300]], (),
        {("甲县一小", "primary"): {"year": 2023, "pupils": 600}}, [("column-aside", "B2"), ("year-of-heads", "2")],
    ),
    "land in two units": (  # 25.5 亩 are 17000 m2, 8 亩 5333.3, 21 亩 14000
        [["甲县2023年小学校园面积统计"], ["学校", "学生数", "占地面积（亩）", "占地面积（㎡）", "运动场面积（㎡）"], ["甲县一小", 500, 25.5, 17000, 4000], ["甲县二小", 300, 8, 5333, 2000], ["甲县三小", 280, 21, 40000, 3000]], (),
        {("甲县一小", "whole"): {"land_area": 170_000_000, "sports_ground_area": 40_000_000}, ("甲县二小", "whole"): {"land_area": 53_330_000}, ("甲县三小", "whole"): {"land_area": 400_000_000}},
        [("units-disagree", "D5")],
    ),
    "offices that run the schools": (
        [["甲县小学名录（2023年）"], ["学校名称", "举办者", "在校生数", "占比"], ["甲县一小", "县教育局", 800, "80%"], ["甲县二小", "教体局", 200, "20%"]], (), {("甲县一小", "primary"): {"pupils": 800}}, [],
    ),
    "班 and 人 under each grade": (
        [["甲县2023年秋季小学学生分布情况"], ["学校", "班级数", "学生数", "一年级", "", "二年级", "", "三年级", ""], ["", "", "", "班", "人", "班", "人", "班", "人"], ["甲县一小", 6, 240, 2, 85, 2, 80, 2, 75],
         ["甲县二小", 3, 100, 1, 33, 1, 33, 1, 34]], ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:I2"),
        {("甲县一小", "primary"): {"pupils": 240, "classes": 6, **by_grade(1, 85, 80, 75)}}, [],
    ),
    "bare years under the figures": (
        [["甲县初中对比"], ["学校", "在校生", "", "专任教师", ""], ["", "2022", "2023", "2022", "2023"], ["甲县一中", 500, 520, 40, 42], ["甲县二中", 200, 190, 20, 21]], ("A2:A3", "B2:C2", "D2:E2"),
        {("甲县一中", "junior"): {"year": 2023, "pupils": 520, "teachers": 42}}, [("column-aside", "B2"), ("column-aside", "D2"), ("year-of-heads", "2")],
    ),
    "degrees and titles in groups of their own": (
        [["甲县2023年初中教师学历职称"], ["学校", "专任教师", "学历", "", "", "职称", "", "", ""], ["", "", "研究生", "本科", "专科", "高级", "中级", "初级", "未定级"], ["甲县一中", 60, 4, 50, 6, 16, 25, 15, 4], ["甲县二中", 30, 1, 26, 3, 8, 12, 8, 2]],
        ("A2:A3", "B2:B3", "C2:E2", "F2:I2"),
        {("甲县一中", "junior"): {"teachers": 60, "teachers_bachelor": 50, "teachers_college": 6, "titles_middle": 25, "titles_assistant": 15, "titles_none": 4}}, [],
    ),
    "teachers by subject": (  # arts: 3 of music and 3 of fine arts
        [["甲县2023年小学专任教师学科分布"], ["学校名称", "专任教师", "语文", "数学", "英语", "体育", "音乐", "美术", "科学"], ["甲县一小", 46, 14, 12, 6, 4, 3, 3, 2], ["甲县二小", 24, 8, 7, 3, 2, 1, 1, 1]], (),
        {("甲县一小", "primary"): {"teachers": 46, "teachers_pe": 4, "teachers_arts": 6}}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_by_hand_is_read_as_a_person_reads_it(name: str, tmp_path: Path) -> None:
    grid, merged, wanted, findings = LISTS[name]
    facts, delivery = read(tmp_path, grid, merged)
    found = figures(facts)
    assert {key: {fact: found[key][fact] for fact in each} for key, each in wanted.items()} == wanted
    assert told(delivery) == findings
    assert set(facts.schools["area"]) == {"甲县"}


def test_grades_that_often_are_not_the_total_are_compared_and_not_kept(tmp_path: Path) -> None:
    """Of six schools three have a class of other children in their total, which has no column."""
    rows: Grid = [[f"甲县第{number}小学", 300 + number % 2 * 12, *[50] * 6] for number in range(1, 7)]
    facts, delivery = read(tmp_path, [["甲县2023学年小学"], ["学校名称", "在校生数", *GRADES], *rows])
    assert figures(facts)["甲县第1小学", "primary"]["pupils"] == 312
    assert figures(facts)["甲县第1小学", "primary"]["pupils_grade_1"] is None
    assert told(delivery) == [("grades-apart", "C2")]
    (one,) = [each for each in delivery.findings if each.rule == "grades-apart"]
    assert (one.severity, [cell for _, _, cell in one.against]) == (Severity.INFO, ["B3", "B5", "B7"])


def test_slips_in_a_short_list_of_grades_are_told_with_their_totals(tmp_path: Path) -> None:
    """Two of six totals are wrong, one of them too small: no class of other children makes them so."""
    rows: Grid = [[f"甲县第{number}小学", {2: 330, 5: 270}.get(number, 300), *[50] * 6] for number in range(1, 7)]
    (one,) = [each for each in read(tmp_path, [["甲县2023学年小学"], ["学校名称", "在校生数", *GRADES], *rows])[1].findings if each.rule == "grades-apart"]
    assert (one.severity, one.cell, [cell for _, _, cell in one.against]) == (Severity.WARNING, "C2", ["B4", "B7"])
    assert "有 2 行不等于“在校生数”" in one.message.zh


def test_a_junior_school_of_four_grades_is_left(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023学年初中"], ["学校名称", "在校生数", "六年级", "七年级", "八年级", "九年级"], ["甲县一中", 400, 100, 100, 100, 100], ["甲县二中", 200, 50, 50, 50, 50]]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts)["甲县一中", "junior"]["pupils_grade_1"] is None
    assert told(delivery) == [("column-unknown", f"{letter}2") for letter in "CDEF"]


def test_teachers_that_may_be_the_staff_are_not_used_beside_the_full_time_teachers_of_another_sheet(tmp_path: Path) -> None:
    first: Grid = [["甲县2023学年小学学生情况"], ["学校名称", "学生数", "教师数"], ["甲县一小", 600, 40], ["甲县二小", 300, 22]]
    second: Grid = [["甲县2023学年小学教师情况"], ["学校名称", "专任教师", "教职工"], ["甲县一小", 36, 40], ["甲县二小", 20, 22]]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", {"学生": first, "教师": second})])
    assert figures(facts)["甲县一小", "primary"]["teachers"] == 36
    assert told(delivery) == [("column-aside", "C2")]


def test_a_table_of_units_names_no_schools(tmp_path: Path) -> None:
    """单位 over units is no column of schools."""
    grid: Grid = [["甲县2023年教育基本情况"], ["指标", "单位", "在校生数", "班数"], ["小学", "人", 100, 3], ["初中", "人", 50, 2]]
    with pytest.raises(UsageError, match="cannot tell what kind of table"):
        read(tmp_path, grid)


@pytest.mark.parametrize(("heads", "row", "arts"), [
    (["专任教师课程-艺术"], [5], 5),
    (["专任教师课程-艺术", "专任教师课程-音乐", "专任教师课程-美术"], [5, 3, 2], 5),
    (["专任教师课程-音乐", "专任教师课程-美术"], [3, 2], 5),
    (["专任教师课程-音乐"], [3], None),
])
def test_arts_teachers_are_those_of_music_and_fine_arts_or_the_one_figure_for_both(heads: list[str], row: list[int], arts: int | None, tmp_path: Path) -> None:
    grid: Grid = [["甲县2024学年小学一览表"], ["学校名称", "在校生数", "专任教师数", *heads], ["甲县一小", 500, 30, *row], ["甲县二小", 400, 25, *row]]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts)["甲县一小", "primary"]["teachers_arts"] == arts
    assert ("part-missing" in {each.rule for each in delivery.findings}) == (arts is None)


def test_girls_behind_a_bare_total_and_teachers_of_a_subject_behind_all_teachers_are_their_parts(tmp_path: Path) -> None:
    heads = ["学校", "七年级", "八年级", "九年级", "合计", "其中：女", "班级数", "专任教师", "体育教师", "其中：女教师"]
    rows = [[each[0], *each[3:6], each[1], each[2], *each[6:], 2, 20] for each in JUNIOR]
    facts, delivery = read(tmp_path, [["甲县2023学年初中统计表"], heads, *rows])
    assert figures(facts)["甲县第二中学", "junior"]["teachers_pe"] == 2
    assert told(delivery) == []


def test_girls_behind_each_grade_are_no_more_than_the_grade(tmp_path: Path) -> None:
    heads = ["学校", "在校生数", "", "", "", "", "", "", "", "班数"], ["", "合计", "女", "七年级", "女", "八年级", "女", "九年级", "女", ""]
    rows = [[each[0], each[1], 3 * (each[3] // 2), each[3], each[3] // 2, each[4], each[3] // 2, each[5], each[3] // 2, each[6]] for each in JUNIOR]
    rows[1][6] = 160  # of 150, and not more than all pupils
    _, delivery = read(tmp_path, [["甲县2023学年初中"], *heads, *rows], ("A2:A3", "B2:I2", "J2:J3"))
    assert told(delivery) == [("list-unbalanced", "G5")]


def two_lists(folder: Path, second: Grid) -> tuple[Facts, Delivery]:
    first = [["甲县2023学年小学"], ["乡镇", "学校", "在校生数"], ["东乡", "中心小学", 300], ["东乡", "石门小学", 200], ["西乡", "希望小学", 100], ["北乡", "希望小学", 90]]
    return load([write_sheets(folder / "表.xlsx", {"小学": first, "办学条件": [["甲县2023学年办学条件"], ["学校", "图书（册）"], *second]})])


def test_a_list_without_townships_speaks_of_the_schools_of_a_list_that_has_them(tmp_path: Path) -> None:
    facts, delivery = two_lists(tmp_path, [["中心小学", 6000], ["石门小学", 4000]])
    books = {name: row["books"] for (name, _), row in figures(facts).items() if row["books"]}
    assert (sorted(facts.schools["school"].to_list()), books) == (["中心小学", "希望小学（北乡）", "希望小学（西乡）", "石门小学"], {"中心小学": 6000, "石门小学": 4000})
    assert told(delivery) == []


def test_a_name_that_several_townships_have_is_told_where_no_township_is_said(tmp_path: Path) -> None:
    facts, delivery = two_lists(tmp_path, [["中心小学", 6000], ["希望小学", 4000]])
    (one,) = [each for each in delivery.findings if each.rule == "school-ambiguous"]
    assert (one.sheet, one.cell, one.allowed) == ("办学条件", "4", "北乡 西乡")
    assert len(facts.schools) == 4


def test_a_sum_in_another_unit_than_its_column_says_so(tmp_path: Path) -> None:
    heads = ["学校", "在校生数", "班数", "专任教师", "图书（册）", "占地面积（亩）"]
    rows = [[each[0], each[1], *each[6:], 1000, land] for each, land in zip(JUNIOR, (30, 20, 10), strict=True)]
    for total, is_land in ([1350, 31, 120, 3000, 57], True), ([1351, 31, 120, 3000, 60], False):
        _, delivery = read(tmp_path, [["甲县2023学年初中"], heads, *rows, ["合计", *total]])
        (one,) = [each for each in delivery.findings if each.rule == "total-disagrees"]
        assert ("各校之和为 40000 平方米；" in one.message.zh, "add up to 40000 m²;" in one.message.en) == (is_land, is_land)


def test_a_figure_that_is_too_large_is_told_with_the_most_in_its_own_unit(tmp_path: Path) -> None:
    rows = [[each[0], value] for each, value in zip(JUNIOR, (30, 458_500, 40), strict=True)]
    _, delivery = read(tmp_path, [["甲县2023学年初中"], ["学校", "教学仪器设备值（万元）"], *rows])
    (one,) = [each for each in delivery.findings if each.rule == "cell-unusable"]
    assert (one.cell, "最多 100000）" in one.message.zh) == ("B4", True)


PRIMARY: Grid = [["城关一小", 100, 101, 99, 98, 97, 105], ["城关二小", 80, 81, 82, 83, 84, 85], ["石桥完小", 40, 41, 42, 43, 44, 45], ["柳河完小", 50, 51, 52, 53, 54, 55]]


def test_a_total_with_the_children_before_school_is_not_the_pupils(tmp_path: Path) -> None:
    rows = [[each[0], 20 + at, *each[1:], 20 + at + sum(each[1:]), 12] for at, each in enumerate(PRIMARY)]
    facts, delivery = read(tmp_path, [["甲县2023学年小学在校生"], ["学校", "学前班", *GRADES, "合计", "班数"], *rows])
    assert figures(facts)["石桥完小", "primary"]["pupils"] == 255
    assert told(delivery) == [("column-unknown", "I2")]


def test_six_grades_of_which_the_last_is_junior_are_left_and_their_total_is_read(tmp_path: Path) -> None:
    rows = [*([each[0], "小学", *each[1:6], "", "", "", "", sum(each[1:6])] for each in PRIMARY), ["城关中学", "初级中学", *[""] * 5, 80, 81, 82, 83, 326]]
    facts, delivery = read(tmp_path, [["甲县2023学年学生统计（五四制）"], ["学校", "办学类型", *GRADES, "七年级", "八年级", "九年级", "合计"], *rows])
    read_as = figures(facts)
    assert (read_as["城关一小", "primary"]["pupils"], read_as["城关中学", "junior"]["pupils"]) == (495, 326)
    assert {rule for rule, _ in told(delivery)} == {"column-unknown"}


def test_classes_and_pupils_under_each_grade_and_under_their_total(tmp_path: Path) -> None:
    heads = ["学校", "七年级", "", "八年级", "", "九年级", "", "合计", "", "专任教师"], ["", *["班", "人"] * 4, ""]
    rows = [[f"城关{name}中学", 2, 90, 2, 88, 2, 84, 6, 262, 25] for name in ("第一", "第二", "第三")]
    facts, delivery = read(tmp_path, [["甲县2023学年初中班级和学生"], *heads, *rows], ("A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:I2", "J2:J3"))
    one = figures(facts)["城关第二中学", "junior"]
    assert (one["pupils"], one["pupils_grade_3"], one["classes"]) == (262, 84, 6)
    assert told(delivery) == []


def test_boys_and_girls_may_stand_before_the_pupils(tmp_path: Path) -> None:
    rows = [[each[0], 100, sum(each[1:]) - 100, sum(each[1:]), 12] for each in PRIMARY]
    _, delivery = read(tmp_path, [["甲县2023学年小学"], ["学校", "男", "女", "学生合计", "班数"], *rows])
    assert told(delivery) == []
    rows[1][2] += 1
    _, delivery = read(tmp_path, [["甲县2023学年小学"], ["学校", "男", "女", "学生合计", "班数"], *rows])
    assert told(delivery) == [("list-unbalanced", "D4")]


def test_a_grade_left_blank_lacks_nobody_where_the_others_are_all_pupils(tmp_path: Path) -> None:
    rows = [[each[0], "小学", *each[1:], sum(each[1:])] for each in [*PRIMARY, *([f"{name}小学", *PRIMARY[0][1:]] for name in ("东岭", "西岭", "南岭", "北岭"))]]
    point = ["上河教学点", "教学点", 3, 4, "", "", "", "", 7]
    _, delivery = read(tmp_path, [["甲县2023学年小学在校生"], ["学校", "办学类型", *GRADES, "合计"], *rows, point])
    assert told(delivery) == []


def test_numbers_before_names_may_begin_anew_in_each_township(tmp_path: Path) -> None:
    rows = [["东乡" if at < 2 else "西乡", f"{at % 2 + 1}.{each[0]}", sum(each[1:])] for at, each in enumerate(PRIMARY)]
    facts, delivery = read(tmp_path, [["甲县2023学年小学"], ["乡镇", "学校", "在校生数"], *rows])
    assert set(facts.schools["name"]) == {each[0] for each in PRIMARY}
    assert told(delivery) == [("name-numbered", "3")]


def test_a_head_written_as_it_was_asked_for_is_not_told_again(tmp_path: Path) -> None:
    heads = ["学校", "在校生数", "音乐教室", "美术教室", "教师"]
    for asked in range(2):
        facts, delivery = read(tmp_path, [["甲县2023学年小学"], heads, *([each[0], sum(each[1:]), 1, 2, 30] for each in PRIMARY)])
        assumed = {each.found: each for each in delivery.findings if each.rule == "column-assumed"}
        assert len(assumed) == (0 if asked else 3)
        assert all(each.allowed in each.message.zh and each.allowed in each.message.en for each in assumed.values())
        assert figures(facts)["石桥完小", "whole"]["art_rooms"] == 2
        heads = [assumed[head].allowed if head in assumed else head for head in heads]


def test_a_township_without_its_last_word_is_the_same(tmp_path: Path) -> None:
    second = [["甲县2023学年办学条件"], ["乡镇", "学校", "图书（册）"], ["东", "中心小学", 6000], ["西", "希望小学", 4000], ["北乡", "希望小学", 3000]]
    first = [["甲县2023学年小学"], ["乡镇", "学校", "在校生数"], ["东镇", "中心小学", 300], ["西街道", "希望小学", 100], ["北乡", "希望小学", 90]]
    facts, _ = load([write_sheets(tmp_path / "表.xlsx", {"小学": first, "办学条件": second})])
    assert sorted(facts.schools["school"].to_list()) == ["中心小学", "希望小学（北乡）", "希望小学（西街道）"]


def test_one_slip_in_a_small_list_with_a_total_is_told_at_its_school(tmp_path: Path) -> None:
    """88 + 90 + 85 are 263, not 236; the total goes along with the slip, and is no second school that says so."""
    grid: Grid = [
        ["乙县2024学年初中学校情况表"], ["学校名称", "初一", "初二", "初三", "学生总数"], ["乙县城关初级中学", 310, 298, 305, 913],
        ["乙县河口初级中学", 120, 131, 118, 369], ["乙县柳林初级中学", 88, 90, 85, 236], ["合计", 518, 519, 508, 1518],
    ]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts)["乙县柳林初级中学", "junior"]["pupils_grade_1"] == 88
    assert [(each.cell, each.found) for each in delivery.findings if each.severity == "error"] == [("E5", "236")]


HEADS_OF_TODAY: dict[str, tuple[list[str], list[object], dict[str, object], list[str]]] = {
    "高中 below 学历 is a degree": (["专任教师数", "专任教师学历-本科", "专任教师学历-高中"], [20, 17, 3], {"teachers": 20, "teachers_upper_secondary": 3}, []),
    "boarders": (["寄宿人数"], [30], {"boarders": 30}, []),
    "grounds and halls together": (["体育运动场馆面积（平方米）"], [3000], {}, ["column-not-split"]),
    "some of the rooms": (["普通教室（间）"], [12], {}, ["column-not-split"]),
    "some of the rooms beside all": (["教室（间）", "普通教室（间）"], [14, 12], {"classrooms": 14}, []),
    "county-wide words": (["教学班级数", "学校占地（平方米）", "仪器设备总值（万元）"], [6, 5000, 20], {"classes": 6, "land_area": 5000, "equipment_value": 200_000}, ["column-assumed"]),
}


@pytest.mark.parametrize("name", HEADS_OF_TODAY)
def test_a_head_as_another_office_writes_it(name: str, tmp_path: Path) -> None:
    heads, row, wanted, rules = HEADS_OF_TODAY[name]
    groups = [head.partition("-") for head in heads]
    top = ["学校名称", "学段", "在校生数", *(group for group, _, _ in groups)]
    rows: list[list[object]] = [["甲县2023/2024学年学校一览表"], [*top], *([["", "", "", *(leaf for _, _, leaf in groups)]] if any(leaf for _, _, leaf in groups) else []), ["甲县第一小学", "小学", 300, *row], ["甲县第二小学", "小学", 310, *row]]
    facts, delivery = read(tmp_path, rows)
    found: dict[str, object] = {}
    for each in facts.school_years.filter(pl.col("school").str.contains("第一")).iter_rows(named=True):
        found |= {key: value / SCHOOL_YEARS.column(key).scale for key, value in each.items() if key in wanted and value is not None}
    assert found == wanted
    assert [each.rule for each in delivery.findings if each.rule.startswith("column-")] == rules
    assert not facts.school_years.filter(pl.col("stage") == "senior").height
