"""Whether anything says how many schools there should be; where nothing does, the list says how many were read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.cli.benches import intake_data
from junheng.facts import load
from junheng.terms import Finding, Severity

Row = list[Any]
HEAD = ["学校名称", "学校标识码", "办学类型", "县区", "班数", "在校生数"]
PUPILS = [91, 120, 77, 240, 310, 128, 66, 450, 205, 98, 187, 143]
RULE = "schools-uncounted"


def lines(count: int = 12, year: int = 2023) -> list[Row]:
    schools = [[f"甲县{number + 1}村小学", f"2199001{number:03d}", "小学", "甲县", 6, pupils + year % 7] for number, pupils in enumerate(PUPILS[:count])]
    return [[f"甲县{year}/{year + 1}学年小学统计表"], [*HEAD], *schools]


def told(folder: Path, *sheets: list[Row], name: str = "a.xlsx") -> list[Finding]:
    path = write_sheets(folder / name, {f"表{number}": rows for number, rows in enumerate(sheets, start=1)})
    return [each for each in load([path])[1].findings if each.rule == RULE]


def with_total(rows: list[Row]) -> list[Row]:
    return [*rows, ["合计", "", "", "", sum(row[4] for row in rows[2:]), sum(row[5] for row in rows[2:])]]


def with_numbers(rows: list[Row]) -> list[Row]:
    return [rows[0], ["序号", *rows[1]], *([number, *row] for number, row in enumerate(rows[2:], start=1))]


def with_count(rows: list[Row]) -> list[Row]:
    return [*rows, ["注：全县小学共12所"]]


def test_a_list_that_nothing_counts_says_how_many_schools_were_read(tmp_path: Path) -> None:
    (one,) = told(tmp_path, lines())
    assert (one.severity, one.file, one.found) == (Severity.INFO, "a.xlsx", "12")
    assert "12 所学校（小学 12）" in one.message.zh
    assert "12 schools in 2023/2024 (primary school 12)" in one.message.en


def test_a_line_less_is_another_number(tmp_path: Path) -> None:
    rows = lines()
    del rows[5]
    assert [each.found for each in told(tmp_path, rows)] == ["11"]


@pytest.mark.parametrize("count", [with_total, with_numbers, with_count])
def test_totals_numbers_and_a_stated_number_count_a_list(count: Callable[[list[Row]], list[Row]], tmp_path: Path) -> None:
    assert told(tmp_path, count(lines())) == []


def test_a_row_of_totals_without_a_figure_counts_nothing(tmp_path: Path) -> None:
    assert len(told(tmp_path, [*lines(), ["合计", "", "", "", "", ""]])) == 1


def test_few_schools_are_seen_at_a_glance(tmp_path: Path) -> None:
    assert told(tmp_path, lines(9)) == []
    assert len(told(tmp_path, lines(10), name="b.xlsx")) == 1


def test_two_years_count_each_other(tmp_path: Path) -> None:
    assert told(tmp_path, lines(), lines(year=2024)) == []
    assert [each.message.zh[:9] for each in told(tmp_path, lines(), lines(year=2025), name="b.xlsx")] == ["2023/2024", "2025/2026"]


def test_an_earlier_delivery_counts_this_one(tmp_path: Path) -> None:
    before = load([write_sheets(tmp_path / "before.xlsx", {"小学": lines()})])[0]
    now = write_sheets(tmp_path / "now.xlsx", {"小学": lines(year=2024)})
    assert RULE in {each.rule for each in load([now])[1].findings}
    assert RULE not in {each.rule for each in load([now], kept=before)[1].findings}


def test_two_lists_of_the_same_schools_count_each_other(tmp_path: Path) -> None:
    """A school that stands in one of them alone is not counted; of few nothing is said."""
    books = [[*row[:4], number * 100] if number > 1 else row for number, row in enumerate(lines())]
    books[1] = [*HEAD[:4], "图书（册）"]
    assert told(tmp_path, lines(), books) == []
    (one,) = told(tmp_path, lines(), books[:4], name="b.xlsx")
    assert one.found == "10"


def test_a_sheet_with_totals_does_not_count_its_neighbour(tmp_path: Path) -> None:
    junior = [[cell.replace("小学", "初中").replace("21990", "31990") if isinstance(cell, str) else cell for cell in row] for row in lines()]
    assert [each.found for each in told(tmp_path, with_total(lines()), junior)] == ["12"]


def test_forms_without_a_list_count_nobody(tmp_path: Path) -> None:
    """Twelve schools, a workbook each; a list of the same schools and year counts them."""
    folder = intake_data.write_workbooks(tmp_path / "forms", 12)
    facts, delivery = load([folder])
    (one,) = [each for each in delivery.findings if each.rule == RULE]
    assert one.found == "12"
    assert "whose forms are lost" in one.message.en
    rows = [[row["name"], row["school"], "小学", row["area"], 6] for row in facts.schools.iter_rows(named=True)]
    listed = write_sheets(tmp_path / "list.xlsx", {"小学": [["2023/2024学年学校一览表"], ["学校名称", "学校标识码", "办学类型", "县区", "教室数"], *rows]})
    assert RULE not in {each.rule for each in load([folder, listed])[1].findings}
