"""Amounts in columns headed 万元 that are no fact of ours."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load

SCHOOLS = 6


def told(tmp_path: Path, amounts: dict[int, object], group: str = "固定资产总值（万元）") -> list[tuple[str, str, int]]:
    """The cell, what was found and how many more cells are named. 500 万元 in every other school."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["甲县2023学年小学一览表"])
    sheet.append(["学校名称", "学校标识码", "办学类型", "在校生数", group, ""])
    sheet.append(["", "", "", "", "计", "其中：教学仪器设备资产值"])
    sheet.merge_cells("E2:F2")
    for number in range(SCHOOLS):
        sheet.append([f"甲县第{'一二三四五六'[number]}小学", f"21990010{number:02d}", "小学", 300 + 7 * number, amounts.get(number, 500 + number), 40 + number])
    book.save(tmp_path / "list.xlsx")
    found = [each for each in load([tmp_path / "list.xlsx"])[1].findings if each.rule == "amount-implausible"]
    return [(each.cell, each.found, len(each.against)) for each in found]


@pytest.mark.parametrize(("amount", "is_told"), [(200_000, False), (200_001, True), ("5,000,000", True), ("不详", False)])
def test_yuan_in_a_column_of_ten_thousands_are_told_at_the_cell(amount: object, is_told: bool, tmp_path: Path) -> None:
    assert [(cell, more) for cell, _, more in told(tmp_path, {2: amount})] == ([("E6", 0)] if is_told else [])


def test_a_whole_column_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, dict.fromkeys(range(SCHOOLS), 5_000_000)) == [("E4", "5000000", 5)]


def test_yuan_in_a_column_of_yuan_are_right(tmp_path: Path) -> None:
    assert told(tmp_path, dict.fromkeys(range(SCHOOLS), 5_000_000), group="固定资产总值（元）") == []
