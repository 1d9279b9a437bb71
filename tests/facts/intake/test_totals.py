"""A row of totals must be the sum of the rows above it; another year in the title than in the file's name is said."""

from __future__ import annotations

from pathlib import Path

import openpyxl

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
    return [each for each in load([path])[1].findings if each.rule in ("total-disagrees", "total-larger", "year-disagrees")]


def test_totals_that_are_the_sums_say_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, ["合计", "", "", "", 500, 12, 32, 15000]) == []


def test_a_total_that_is_not_the_sum_is_told_at_its_cell(tmp_path: Path) -> None:
    (one,) = found(tmp_path, ["合计", "", "", "", 505, 12, 32, 15000])
    assert (one.rule, one.cell, one.found, one.allowed) == ("total-disagrees", "E5", "505", "= 500")


def test_a_total_that_is_larger_in_most_columns_says_that_a_line_was_lost(tmp_path: Path) -> None:
    """400 pupils, 18 classes, 38 teachers more than the two schools have; said once, where most lack."""
    (one,) = found(tmp_path, ["合计", "", "", "", 900, 30, 70, 15000])
    assert (one.rule, one.cell, one.found, one.allowed) == ("total-larger", "E5", "900", "= 500")


def test_figures_that_changed_places_are_told_where_other_totals_are_the_schools_own(tmp_path: Path) -> None:
    """Pupils and books agree, so that the total is of these schools; classes and teachers, more and less, do not."""
    told = found(tmp_path, ["合计", "", "", "", 500, 32, 12, 15000])
    assert sorted((each.rule, each.cell) for each in told) == [("total-disagrees", "F5"), ("total-disagrees", "G5")]


def test_a_total_of_something_else_and_a_subtotal_are_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, ["合计", "", "", "", 300, 7, 20, 9000]) == []
    assert found(tmp_path, ["小计", "", "", "", 505, 12, 32, 15000]) == []


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
