"""What is lost on the way: a line whose number is skipped, a row of a form, the row of totals, the end of a text; a year of opening read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.facts.intake.books.delimited import not_ended
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Severity

HEAD = ["序号", "学校标识码", "学校名称", "办学类型", "小学在校生数", "小学班数"]
Rows = list[list[object]]


def school(number: int) -> list[object]:
    return [number, f"21990000{number:02d}", f"甲县第{number}小学", "小学", 40 * number, number]


def said(folder: Path, rule: str, **sheets: Rows) -> list[Finding]:
    path = write_sheets(folder / "甲县2023学年学校一览表.xlsx", sheets)
    return [each for each in load([path])[1].findings if each.rule == rule]


@pytest.mark.parametrize(("numbers", "cells"), [
    ([1, 2, 3, 4, 5], []), ([1, 2, 4, 5, 6], ["A4"]), ([2, 3, 4, 5, 6], ["A2"]), ([1, 2, 3, 1, 2], []), ([3, 1, 2, 5, 4], []), ([1, 3, 5, 7, 9], []),
    ([1, 2, "1,003"], ["A4"]), ([1, "２", "3.0", "4.5", "", 5], ["A7"]),
])  # fmt: skip
def test_a_skipped_number_is_told_unless_the_list_is_an_excerpt_or_in_another_order(numbers: list[object], cells: list[str], tmp_path: Path) -> None:
    rows = [HEAD, *([number, *school(at)[1:]] for at, number in enumerate(numbers, start=1))]
    assert [each.cell for each in said(tmp_path, "serial-gap", 小学=rows)] == cells


def test_the_sheet_without_a_row_of_totals_is_told_where_others_have_one(tmp_path: Path) -> None:
    rows = [HEAD, *map(school, range(1, 6))]
    total: list[object] = ["合计", "", "", "", 600, 15]
    assert [each.sheet for each in said(tmp_path, "total-missing", 城区=[*rows, total], 乡村=[HEAD, *map(school, range(6, 9))])] == ["乡村"]
    assert said(tmp_path, "total-missing", 城区=rows, 乡村=[HEAD, *map(school, range(6, 9))]) == []


def test_a_note_in_the_column_of_codes_beside_which_a_figure_slipped_is_no_school(tmp_path: Path) -> None:
    head = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学班数"]
    note: list[object] = ["注：1.教学点不计校数。", "", "", "", 7]
    (one,) = said(tmp_path, "row-no-school", 小学=[head, *(school(number)[1:] for number in range(1, 6)), note])
    assert one.cell == "7"


@pytest.mark.parametrize(("merged", "cells"), [([4], ["4"]), ([2, 4, 6], [])])
def test_a_line_swallowed_by_a_merged_cell_is_told_unless_the_sheet_is_laid_out_so(merged: list[int], cells: list[str], tmp_path: Path) -> None:
    path = tmp_path / "甲县2023学年学校一览表.xlsx"
    book = openpyxl.Workbook()
    for row in [HEAD, *map(school, range(1, 8))]:
        book.active.append(row)
    for row in merged:
        for column in range(1, len(HEAD) + 1):
            book.active.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    book.save(path)
    assert [each.cell for each in load([path])[1].findings if each.rule == "row-merged"] == cells


def test_what_nobody_sees_in_a_name_or_a_code_makes_no_other_school(tmp_path: Path) -> None:
    """A blank without width, as pages have them: before, the school had another code and another name."""
    path = tmp_path / "甲县2023学年学校一览表.xlsx"
    rows = [HEAD, *map(school, range(1, 7))]
    rows[2][1:3] = ["2199\u200b000002", "甲县\u200b第2小学"]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    facts, delivery = load([path])
    assert ("2199000002", "甲县第2小学") in facts.schools.select("school", "name").rows()
    assert [(each.severity, each.rule, each.cell) for each in delivery.findings] == [(Severity.INFO, "cell-not-literal", "B3")]  # other programs see two codes


def test_a_school_without_its_kind_is_told_once(tmp_path: Path) -> None:
    rows = [HEAD, *map(school, range(1, 7))]
    rows[3][3] = ""
    assert [each.cell for each in said(tmp_path, "S21", 小学=rows)] == ["D4"]
    rows[3][3] = "小血"
    assert said(tmp_path, "S21", 小学=rows) == []


def test_a_code_with_pupils_and_without_a_name_is_told(tmp_path: Path) -> None:
    rows = [HEAD, *map(school, range(1, 7))]
    rows[3][2] = ""
    assert [each.cell for each in said(tmp_path, "S21", 小学=rows)] == ["C4"]


@pytest.mark.parametrize("separator", [";", "，", "|"])
def test_a_line_of_another_separator_is_no_note(separator: str, tmp_path: Path) -> None:
    """A whole school in one cell: not used, and said so aloud."""
    line = separator.join(map(str, school(6)[1:]))
    (one,) = said(tmp_path, "row-not-split", 小学=[HEAD, *map(school, range(1, 6)), [line], ["注：6 所，2024 年，合计 840 人"]])
    assert (one.cell, one.severity) == ("7", Severity.WARNING)


def form(rows: Rows) -> Rows:
    top: Rows = [["占地面积及其他办学条件"], ["学校名称：甲县第一小学 学校标识码：2199000001 2023学年"], ["指标名称", "代码", "计量单位", "数量"]]
    return [*top, *rows]


FORM: Rows = [
    ["占地面积", "01", "平方米", 9000], ["运动场地面积", "02", "平方米", 3000], ["图书", "03", "册", 8000], ["计算机", "04", "台", 60],
    ["教学用计算机", "05", "台", 50], ["教室", "06", "间", 14], ["网络多媒体教室", "07", "间", 10], ["教学仪器设备资产值", "08", "万元", 90],
]


def test_a_row_that_is_not_in_the_form_is_named(tmp_path: Path) -> None:
    assert said(tmp_path, "form-row-missing", 教基5176=form(FORM)) == []
    (one,) = said(tmp_path, "form-row-missing", 教基5176=form(FORM[:2] + FORM[3:]))
    assert "图书" in one.message.zh
    assert "计算机" not in one.message.zh


def test_a_column_that_slipped_down_is_told_beside_the_note(tmp_path: Path) -> None:
    """The last two figures stand beside the signatures and the note."""
    notes: Rows = [["填表人：　审核人："], ["说明：按账面原值填报。"]]
    assert said(tmp_path, "row-slipped", 教基5176=[*form(FORM), *notes]) == []
    figures = [*[row[3] for row in FORM[:6]], "", "", FORM[6][3], FORM[7][3]]
    rows: Rows = [[*([*row, "", "", ""])[:3], figure] for row, figure in zip([*FORM, *notes], figures, strict=True)]
    found = said(tmp_path, "row-slipped", 教基5176=form(rows))
    assert [(each.cell, each.found) for each in found] == [("D12", "10"), ("D13", "90")]


def test_a_figure_right_of_the_last_column_is_told(tmp_path: Path) -> None:
    rows: Rows = [[*row[:3], "", row[3]] if row[0] == "图书" else row for row in FORM]
    (one,) = said(tmp_path, "row-slipped", 教基5176=form(rows))
    assert (one.cell, one.found) == ("E6", "8000")


@pytest.mark.parametrize(("now", "wrong"), [(4100.5, []), (4100.52, []), (4100, ["F5"]), (0, ["F5"])])
def test_a_row_whose_change_does_not_add_up_is_told(now: float, wrong: list[str], tmp_path: Path) -> None:
    """4000 and 200.5 more and 100 less make 4100.5; a rounding of cents is no difference; a blank has not changed."""
    rows: Rows = [
        ["中小学校舍情况"], ["学校名称：甲县第一小学 学校标识码：2199000001 2023学年"], ["指标名称", "代码", "上学年校舍建筑面积", "增加", "减少", "本学年校舍建筑面积"],
        ["甲", "乙", "1", "2", "3", "4"], ["总计", "01", 4000, 200.5, 100, now], ["教学及辅助用房", "02", 2500, "", "", 2500], ["室内体育用房", "03", "", 300, 0, 300],
    ]
    assert [each.cell for each in said(tmp_path, "form-unbalanced", 教基5170=rows)] == wrong


@pytest.mark.parametrize(("arts", "wrong"), [(3, []), (2, ["G6"])])
def test_a_row_whose_parts_do_not_add_up_to_its_total_is_told(arts: int, wrong: list[str], tmp_path: Path) -> None:
    """20 teachers: 15 of Chinese, 2 of PE, 3 of arts (2 music and 1 fine arts, counted in the 3); the row of all adds up in any case."""
    rows: Rows = [
        ["小学专任教师分课程、分学历情况"], ["学校名称：甲县第一小学 学校标识码：2199000001 2023学年"],
        ["指标名称", "代码", "合计", "#女", "语文", "体育与健康", "艺术", "", "", ""], ["", "", "", "", "", "", "计", "艺术", "音乐", "美术"],
        ["总计", "01", 20, 12, 15, 2, 3, 0, 2, 1], ["小学", "02", 20, 12, 15, 2, arts, 0, 2, 1],
    ]
    assert [each.cell for each in said(tmp_path, "form-unbalanced", 教基4155=rows)] == wrong


# --- a list without codes, without names, with fewer schools than it states


def without(column: str) -> Rows:
    at = HEAD.index(column)
    return [[cell for place, cell in enumerate(row) if place != at] for row in (HEAD, *map(school, range(1, 6)))]


def test_a_list_without_its_column_of_codes_or_of_names_says_so(tmp_path: Path) -> None:
    for column, rule, severity in (("学校标识码", "codes-missing", Severity.INFO), ("学校名称", "names-missing", Severity.WARNING)):
        (one,) = said(tmp_path, rule, 小学=without(column))
        assert (one.sheet, one.severity) == ("小学", severity)
        assert said(tmp_path, rule, 小学=[HEAD, *map(school, range(1, 6))]) == []


def test_what_another_sheet_says_of_its_schools_is_enough(tmp_path: Path) -> None:
    whole: Rows = [HEAD, *map(school, range(1, 6))]
    assert said(tmp_path, "codes-missing", 小学=without("学校标识码"), 名单=whole) == []
    assert said(tmp_path, "names-missing", 小学=without("学校名称"), 名单=whole) == []


@pytest.mark.parametrize(("note", "expected"), [
    ("全县共 6 所学校", True), ("合计（6所）", True), ("全县共5所学校", False), ("全县共有学校4所", False), ("全县共9所，其中小学6所、中学3所", False), ("距县城6公里", False),
])  # fmt: skip
def test_fewer_schools_than_the_sheet_states_is_told(note: str, expected: bool, tmp_path: Path) -> None:
    """Five stand on the list. Fewer may be stated, where some are not counted; of several numbers none is known to be the list's."""
    rows: Rows = [["甲县2023学年一览表"], HEAD, *map(school, range(1, 6)), [f"注：{note}" if "合计" not in note else note]]
    assert [each.cell for each in said(tmp_path, "schools-fewer", 小学=rows)] == (["A8"] if expected else [])


def test_a_figure_beside_an_empty_label_is_told(tmp_path: Path) -> None:
    (one,) = said(tmp_path, "row-unlabelled", 教基5176=form([*FORM[:2], ["", "03", "册", 8000], *FORM[3:], ["", "", "", ""]]))
    assert (one.cell, one.found) == ("D6", "8000")


def test_the_year_of_opening_is_read_from_the_month(tmp_path: Path) -> None:
    rows: Rows = [
        ["学校(机构)基本情况"], ["2023学年"], ["指标名称", "代码", "内容"], ["学校(机构)名称", "01", "甲县第一小学"], ["学校(机构)标识码", "02", "2199000001"],
        ["学校(机构)办学类型", "03", "小学"], ["属地管理教育行政部门", "04", "甲县教育局"], ["建校年月", "05", "1974-09"],
    ]
    path = tmp_path / "2199000001_甲县第一小学.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    assert load([path])[0].schools["opened"].to_list() == [1974]


@pytest.mark.parametrize(("widths", "rule"), [
    ([1, 6, 6, 4], "file-cut-off"), ([6, 3], "file-cut-off"), ([1, 6, 3], "file-cut-off"), ([1, 6, 6, 6], "file-not-ended"), ([6, 4, 6, 4, 3], "file-not-ended"),
])  # fmt: skip
def test_a_text_that_breaks_off_in_its_first_lines_is_told(widths: list[int], rule: str) -> None:
    sheet = Sheet("a.csv", "", [["7"] * width for width in widths])
    assert [each.rule for each in not_ended(b"7", sheet)] == [rule]
    assert not_ended(b"7\n", sheet) == []


def test_a_text_whose_last_word_is_not_ended_says_that_lines_may_be_lost() -> None:
    sheet = Sheet("a.csv", "", [["学校", "备注"], ["甲", "乙"], ["丙", ""]])
    (one,) = not_ended("丙,".encode(), sheet)
    assert (one.rule, one.severity, one.cell) == ("file-not-ended", Severity.INFO, "3")
    assert not_ended("丙,\n".encode(), sheet) == []


@pytest.mark.parametrize(("kinds", "cells"), [(["小学", "小学", "小学"], []), (["小学", "", "小学"], ["3"]), (["", "", ""], ["1"])], ids=["all say", "one row", "none"])
def test_a_stage_that_no_row_says_is_missed_once(kinds: list[str], cells: list[str], tmp_path: Path) -> None:
    rows = [["学校标识码", "学校名称", "办学类型", "在校生数", "班数"], *([f"219900000{at}", f"甲县第{at}学校", kind, 200, 5] for at, kind in enumerate(kinds))]
    assert [each.cell for each in said(tmp_path, "stage-unknown", 一览表=rows)] == cells
