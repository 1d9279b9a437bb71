"""A column that a list works out of two others contradicts what slid, or was altered, in its line."""

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load

HEAD = ["学校名称", "在校生数", "班数", "专任教师数", "图书（册）", "教学仪器设备值（万元）", "生均图书", "生师比", "平均班额", "生均教学仪器设备值（元）"]


def lines() -> list[list[object]]:
    """101, 203, 307 ... pupils in eight schools; 20, 21, 22 ... books each; 15 to a teacher, 30 to a class, 1,500 元 each."""
    found = list[list[object]]()
    for number, pupils in enumerate([101, 203, 307, 419, 150, 260, 370, 480]):
        teachers, classes, worth = round(pupils / 15), round(pupils / 30), round(pupils * 0.15, 1)
        found.append([f"甲县{'甲乙丙丁戊己庚辛'[number]}庄小学", pupils, classes, teachers, pupils * (20 + number), worth, 20 + number, round(pupils / teachers, 1), f"{pupils / classes:.1f}", round(worth * 10_000 / pupils)])
    return found


def told(tmp_path: Path, rows: list[list[object]], head: list[str] = HEAD) -> list[tuple[str, str]]:
    book = openpyxl.Workbook()
    for cells in (["甲县2023/2024学年小学情况"], head, *rows):
        book.active.append(cells)
    book.save(tmp_path / "表.xlsx")
    return [(each.cell, each.found) for each in load([tmp_path / "表.xlsx"])[1].findings if each.rule == "ratio-apart"]


def test_nothing_is_told_where_all_come_out(tmp_path: Path) -> None:
    assert told(tmp_path, lines()) == []


def test_a_line_that_does_not_come_out_is_told_at_its_figure(tmp_path: Path) -> None:
    rows = lines()
    rows[2][4] = 4756  # 307 × 22 = 6754, two digits exchanged: 15.5 each
    assert told(tmp_path, rows) == [("E5", "22")]


def test_pupils_that_slid_are_told_once_a_line(tmp_path: Path) -> None:
    """The last four, each moved up by one, the last left blank: three lines in which everything worked out of the pupils contradicts."""
    rows = lines()
    for place in (4, 5, 6):
        rows[place][1] = rows[place + 1][1]
    rows[7][1] = ""
    assert told(tmp_path, rows) == [("B7", "24"), ("B8", "25"), ("B9", "26")]


@pytest.mark.parametrize("kept", [0, 3])
def test_a_column_that_hardly_comes_out_is_told_once(tmp_path: Path, kept: int) -> None:
    rows = lines()
    for row, above in zip(rows[kept + 1 :], lines()[kept:], strict=False):
        row[4] = above[4]
    assert told(tmp_path, rows) == ([("G2", "生均图书")] if kept == 0 else [(f"E{place}", str(17 + place)) for place in range(7, 11)])


@pytest.mark.parametrize("head", ["2022年生均图书", "生均纸质图书和电子图书", "生均占地面积"])
def test_what_is_worked_out_of_other_figures_says_nothing(tmp_path: Path, head: str) -> None:
    rows = lines()
    rows[2][4] = 4756
    assert told(tmp_path, rows, [*HEAD[:6], head, *HEAD[7:]]) == []


def test_books_of_a_school_of_two_stages_are_of_both(tmp_path: Path) -> None:
    rows = lines()
    rows[2][0] = "甲县丙庄九年一贯制学校"
    rows[2][6] = 12  # its junior pupils stand in another list
    assert told(tmp_path, rows) == []
