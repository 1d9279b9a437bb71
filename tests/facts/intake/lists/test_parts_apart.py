"""A total beside its parts, which it is not in most rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load

HEAD = [
    ["学校名称", "学段", "班数", "专任教师", "", "", "", "", ""], ["", "", "", "合计", "体育与健康", "艺术", "", "", ""], ["", "", "", "", "", "计", "艺术", "音乐", "美术"],
]
ARTS = [(0, 2, 1), (1, 1, 1), (0, 3, 2), (0, 1, 1), (2, 2, 2), (0, 4, 1)]  # 艺术, 音乐, 美术


def told(folder: Path, rows: list[tuple[int, int, int, int, int]]) -> list[tuple[str, str]]:
    book = openpyxl.Workbook()
    page = book.active
    for cells in (["甲县2023/2024学年小学情况"], *HEAD, *(["甲县第" + "一二三四五六"[at] + "小学", "小学", 12, 30, *cells] for at, cells in enumerate(rows))):
        page.append(cells)
    page.merge_cells("D2:I2")
    page.merge_cells("F3:I3")
    book.save(folder / "表.xlsx")
    return [(each.rule, each.cell) for each in load([folder / "表.xlsx"])[1].findings if each.rule in ("parts-apart", "list-unbalanced")]


def test_columns_of_two_subjects_that_changed_places_are_told_once(tmp_path: Path) -> None:
    """PE stands under 音乐: 艺术 > 计 is 艺术 and 音乐 and 美术 in hardly any row, and nothing was said."""
    pe = [5, 6, 7, 8, 5, 9]
    rows = [(music, sum(each), course, pe[at], art) for at, each in enumerate(ARTS) for course, music, art in [each]]
    assert told(tmp_path, rows) == [("parts-apart", "F4")]


@pytest.mark.parametrize("course", ["its own", "the sum"])
def test_right_totals_are_not_told(course: str, tmp_path: Path) -> None:
    rows = [(3, (course == "its own") * one + music + art, one if course == "its own" else music + art, music, art) for one, music, art in ARTS]
    assert told(tmp_path, rows) == []
