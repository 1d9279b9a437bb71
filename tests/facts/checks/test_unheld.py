"""Which columns of one year nothing is held against: two of them that changed places whole leave no trace, and a note says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding, Severity

HEAD = ["学校名称", "学校标识码", "办学类型", "县区", "班数", "在校生数", "专任教师数", "其中本科", "其中专科", "骨干教师数"]


def lines(year: int = 2023, count: int = 12, columns: int = 10) -> list[list[Any]]:
    schools = [[f"甲县{number + 1}村小学", f"2199001{number:03d}", "小学", "甲县", 6, 210 + 3 * number + year % 7, 14, 8, 5, 1 + number % 2] for number in range(count)]
    return [row[:columns] for row in ([f"甲县{year}/{year + 1}学年小学统计表"], HEAD, *schools)]


def told(folder: Path, *sheets: list[list[Any]]) -> list[Finding]:
    path = write_sheets(folder / "a.xlsx", {f"表{number}": rows for number, rows in enumerate(sheets, start=1)})
    return [each for each in load([path])[1].findings if each.rule == "columns-unheld"]


def test_the_columns_of_one_year_are_named_in_the_order_of_the_facts(tmp_path: Path) -> None:
    (one,) = told(tmp_path, lines())
    assert (one.severity, one.file, one.found) == (Severity.INFO, "a.xlsx", "专任教师中本科；专任教师中专科；县级以上骨干教师")
    assert "2023/2024" in one.message.en


@pytest.mark.parametrize("sheets", [
    (lines(), lines(2024)),  # the year beside it tells
    (lines(count=9),),  # few are seen at a glance
    (lines(columns=8),),  # one column alone has nothing to change places with
])
def test_nothing_is_said_where_something_tells_or_nothing_can_change_places(sheets: tuple[list[list[Any]], ...], tmp_path: Path) -> None:
    assert told(tmp_path, *sheets) == []


def test_each_year_that_stands_alone_is_told_and_a_kept_year_tells_of_the_next(tmp_path: Path) -> None:
    assert [each.message.zh[:9] for each in told(tmp_path, lines(), lines(2025))] == ["2023/2024", "2025/2026"]
    before = load([write_sheets(tmp_path / "before.xlsx", {"小学": lines()})])[0]
    now = write_sheets(tmp_path / "now.xlsx", {"小学": lines(2024)})
    assert "columns-unheld" not in {each.rule for each in load([now], kept=before)[1].findings}
