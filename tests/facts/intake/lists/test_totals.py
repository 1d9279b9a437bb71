"""A row of totals must be the sum of the rows above it; another year in the title than in the file's name is said."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load
from junheng.terms import Finding

HEAD = ["学校名称", "学校标识码", "办学类型", "统计三级", "在校生数", "班数", "专任教师", "图书（册）"]
ROWS = [["甲县第一小学", "2199001001", "小学", "甲县", 300, 7, 20, 9000], ["甲县第二小学", "2199001002", "小学", "甲县", 200, 5, 12, 6000]]


def found(tmp_path: Path, total: list[object], title: str = "甲县2023/2024学年小学统计表") -> list[Finding]:
    book = openpyxl.Workbook()
    for row in ([title], HEAD, *ROWS, total):
        book.active.append(row)
    path = tmp_path / "甲县2023年统计表.xlsx"
    book.save(path)
    return [each for each in load([path])[1].findings if each.rule in ("total-disagrees", "total-larger", "total-differs", "year-disagrees")]


def test_totals_that_are_the_sums_say_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, ["合计", "", "", "", 500, 12, 32, 15000]) == []


def test_a_total_that_is_not_the_sum_is_told_at_its_cell(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ["合计", "", "", "", 505, 12, 32, 15000])
    assert (one.rule, one.cell, one.found, one.allowed) == ("total-disagrees", "E5", "505", "= 500")


def test_a_sum_of_money_is_told_in_the_unit_of_its_column(tmp_path: Path) -> None:
    """60.5 and 40.25 万元 are 100.75."""
    heads, rows = [*HEAD, "教学仪器设备值（万元）"], [[*ROWS[0], 60.5], [*ROWS[1], 40.25]]
    book = openpyxl.Workbook()
    for row in (["甲县2023/2024学年小学统计表"], heads, *rows, ["合计", "", "", "", 500, 12, 32, 15000, 107.5]):
        book.active.append(row)
    book.save(tmp_path / "甲县2023年统计表.xlsx")
    (one,) = [each for each in load([tmp_path / "甲县2023年统计表.xlsx"])[1].findings if each.rule == "total-disagrees"]
    assert (one.cell, one.found, one.allowed) == ("I5", "107.5", "= 100.75")
    assert "元" not in one.message.zh.replace("（万元）", "")


def test_a_total_that_is_larger_in_most_columns_says_that_a_line_was_lost(tmp_path: Path) -> None:
    """400 pupils, 18 classes, 38 teachers more than the two schools have; said once, where most lack."""
    (one,) = found(tmp_path, ["合计", "", "", "", 900, 30, 70, 15000])
    assert (one.rule, one.cell, one.found, one.allowed) == ("total-larger", "E5", "900", "= 500")


def test_figures_that_changed_places_are_told_where_other_totals_are_the_schools_own(tmp_path: Path) -> None:
    """Pupils and books agree, so that the total is of these schools; classes and teachers, more and less, do not."""
    told = found(tmp_path, ["合计", "", "", "", 500, 32, 12, 15000])
    assert sorted((each.rule, each.cell) for each in told) == [("total-disagrees", "F5"), ("total-disagrees", "G5")]


@pytest.mark.parametrize(
    ("figures", "words"),
    [([300, 7, 20, 9000], "没有一列多于"), ([0, 0, 0, 0], "合计多为 0"), (["", 500, 12, 32, 15000], "整行向右错了一列"), ([310, 70, 20, 90000], "其他范围的合计")],
)
def test_a_total_that_differs_in_nearly_all_columns_is_told_once_at_its_row(figures: list[object], words: str, tmp_path: Path) -> None:
    """It may be right, of the whole county say: a warning. Another measure stands behind, so that a row can move."""
    book = openpyxl.Workbook()
    for row in (["甲县2023/2024学年小学统计表"], [*HEAD, "计算机数（台）"], *([*row, 40] for row in ROWS), ["合计", "", "", "", *figures]):
        book.active.append(row)
    book.save(tmp_path / "甲县2023年统计表.xlsx")
    (one,) = [each for each in load([tmp_path / "甲县2023年统计表.xlsx"])[1].findings if each.rule.startswith("total-")]
    assert (one.rule, one.severity, one.cell, one.found, len(one.against)) == ("total-differs", "warning", "5", "4 / 4", 4)
    assert words in one.message.zh
    assert "in 4 of 4 columns" in one.message.en


def test_a_total_that_is_larger_names_both_causes(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ["合计", "", "", "", 900, 30, 70, 15000])
    assert "学校的行被删去，也可能合计把某个小计又加了一遍" in one.message.zh
    assert "lost, or a subtotal was added once more" in one.message.en


def test_a_subtotal_of_something_else_is_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, ["小计", "", "", "", 300, 7, 20, 9000]) == []


def test_a_subtotal_that_is_the_schools_own_by_its_other_figures_is_told(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ["小计", "", "", "", 505, 12, 32, 15000])
    assert (one.rule, one.cell, one.found, one.allowed) == ("total-disagrees", "E5", "505", "= 500")


def test_a_title_of_another_year_than_the_file_is_told_at_the_title(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ["合计", "", "", "", 500, 12, 32, 15000], "甲县2022/2023学年小学统计表")
    assert (one.rule, one.cell, one.found, one.allowed) == ("year-disagrees", "A1", "2022", "2023")


def test_a_stage_that_a_school_does_not_teach_leaves_no_gap_in_its_column(tmp_path: Path) -> None:
    """One primary and one junior school in one list: 299 primary pupils in the total, 300 in the list; a gap in a stage that is taught says nothing."""
    head = ["学校名称", "学校标识码", "办学类型", "统计三级", "小学在校生数", "小学班数", "初中在校生数", "初中班数"]
    for classes, expected in ((7, ["E4"]), ("", [])):
        book = openpyxl.Workbook()
        rows = [["甲县第一小学", "2199001001", "小学", "甲县", 300, classes, "", ""], ["甲县第一中学", "3199001002", "初级中学", "甲县", "", "", 400, 8], ["合计", "", "", "", 299, 7, 400, 8]]
        for row in ([head, *rows] if classes else [head, [*rows[0][:4], "", 7, "", ""], *rows[1:]]):
            book.active.append(row)
        path = tmp_path / "甲县2023年一览表.xlsx"
        book.save(path)
        assert [each.cell for each in load([path])[1].findings if each.rule == "total-disagrees"] == expected


# 石桥镇 has 420 + 100 pupils in 12 + 6 classes, 白塔镇 300 + 12 in 6 + 2, 双河镇 210 + 90 in 6 + 3; together 1132 in 35
TOWNSHIPS: list[list[object]] = [
    ["石桥镇", "石桥小学", 420, 12], ["石桥镇", "柳河小学", 100, 6], ["", "小计", 520, 18], ["白塔镇", "白塔小学", 300, 6], ["白塔镇", "上河教学点", 12, 2], ["", "小计", 312, 8],
    ["双河镇", "双河小学", 210, 6], ["双河镇", "东坡小学", 90, 3], ["", "小计", 300, 9], ["", "合计", 1132, 35],
]


def of_subtotals(tmp_path: Path, rows: list[list[object]], **changed: int) -> set[tuple[str, str]]:
    book = openpyxl.Workbook()
    for row in (["甲县2023/2024学年小学统计表"], ["乡镇", "学校名称", "在校生数", "班数"], *rows):
        book.active.append(row)
    for cell, value in changed.items():
        book.active[cell] = value
    book.save(tmp_path / "甲县.xlsx")
    return {(each.rule, each.cell) for each in load([tmp_path / "甲县.xlsx"])[1].findings if each.rule.startswith("total-")}


def test_a_subtotal_is_the_sum_of_the_schools_above_it(tmp_path: Path) -> None:
    assert of_subtotals(tmp_path, TOWNSHIPS) == set()
    assert of_subtotals(tmp_path, TOWNSHIPS, C8=321) == {("total-disagrees", "C8")}
    assert of_subtotals(tmp_path, TOWNSHIPS, C12=1123) == {("total-disagrees", "C12")}


def test_a_subtotal_may_stand_above_its_schools(tmp_path: Path) -> None:
    rows = [TOWNSHIPS[index] for index in (2, 0, 1, 5, 3, 4, 8, 6, 7, 9)]
    assert of_subtotals(tmp_path, rows) == set()
    assert of_subtotals(tmp_path, rows, D6=9) == {("total-disagrees", "D6")}


def test_what_a_school_makes_a_subtotal_and_the_total_miss_is_told_once(tmp_path: Path) -> None:
    """120 pupils for 100 make the subtotal and the total 20 too small."""
    assert of_subtotals(tmp_path, TOWNSHIPS, C4=120) == {("total-disagrees", "C5")}


def test_a_line_lost_within_a_township_is_told_once_at_its_subtotal(tmp_path: Path) -> None:
    assert of_subtotals(tmp_path, [row for row in TOWNSHIPS if row[1] != "柳河小学"]) == {("total-disagrees", "C4")}


def test_groups_of_schools_that_do_not_stand_together_are_no_subtotals(tmp_path: Path) -> None:
    rows = [*(row for row in TOWNSHIPS if row[1] not in ("小计", "合计")), ["", "公办", 1000, 30], ["", "民办", 132, 5], ["", "合计", 1132, 35]]
    assert of_subtotals(tmp_path, rows) == set()


@pytest.mark.parametrize("column", ["学校标识码", "序号"])
def test_a_township_before_the_names_is_a_subtotal(column: str, tmp_path: Path) -> None:
    """Where the first column holds codes or numbers, an office writes the township there; a school that was not named is told all the same."""
    first = {"学校标识码": "219900000{}", "序号": "{}"}[column].format
    book = openpyxl.Workbook()
    for row in (
        ["甲县2023/2024学年小学统计表"], [column, "学校名称", "办学类型", "乡镇", "在校生数", "班数"],
        [first(1), "石桥小学", "小学", "石桥镇", 420, 12], [first(2), "柳河小学", "小学", "石桥镇", 100, 6], ["石桥镇", "", "", "", 520, 18],
        [first(3), "文明小学", "小学", "中山街道", 300, 7], ["中山街道", "", "", "", 300, 7], ["", "", "", "中山街道", 90, 3],
    ):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "甲县.xlsx")
    facts, delivery = load([tmp_path / "甲县.xlsx"])
    assert set(facts.schools["name"]) == {"石桥小学", "柳河小学", "文明小学"}
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("row-total", "row-no-school", "row-of-sums")] == [("row-total", "5"), ("row-total", "7"), ("row-no-school", "8")]
