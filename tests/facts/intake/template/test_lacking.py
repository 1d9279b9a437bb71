"""Sheets of the workbook without which the others are of no use, deleted or left empty."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.facts.checks.county import County

from junheng.facts import load
from junheng.terms import Finding, Severity

LIST, FIGURES = "学校", "学校学段"


def without(tmp_path: Path, sheet: str, *, emptied: bool = False, year: int | None = None) -> Path:
    """Six schools in two years, without the sheet, its lines, or those of a year."""
    path = County().write(tmp_path / "county.xlsx")
    book = openpyxl.load_workbook(path)
    if not emptied and year is None:
        del book[sheet]
    else:
        rows = book[sheet]
        head = [cell.value for cell in rows[1]]
        for row in range(rows.max_row, 1, -1):
            if year is None or rows.cell(row, head.index("学年") + 1).value == year:
                rows.delete_rows(row)
    book.save(path)
    return path


def told(*paths: Path) -> list[Finding]:
    return [each for each in load(paths)[1].findings if each.rule == "sheet-missing"]


@pytest.mark.parametrize("emptied", [False, True])
def test_figures_without_a_list_are_an_error(emptied: bool, tmp_path: Path) -> None:
    (one,) = told(without(tmp_path, LIST, emptied=emptied))
    assert (one.severity, one.file, one.sheet, one.allowed) == (Severity.ERROR, "county.xlsx", FIGURES, LIST)
    assert "6 所学校 2023/2024、2024/2025 学年" in one.message.zh


@pytest.mark.parametrize("emptied", [False, True])
def test_a_list_without_figures_is_a_warning(emptied: bool, tmp_path: Path) -> None:
    (one,) = told(without(tmp_path, FIGURES, emptied=emptied))
    assert (one.severity, one.file, one.sheet, one.allowed) == (Severity.WARNING, "county.xlsx", LIST, FIGURES)


@pytest.mark.parametrize(("sheet", "other"), [(LIST, FIGURES), (FIGURES, LIST)])
def test_one_year_alone_may_lack(sheet: str, other: str, tmp_path: Path) -> None:
    (one,) = told(without(tmp_path, sheet, year=2023))
    assert (one.sheet, one.allowed) == (other, sheet)
    assert "2023/2024" in one.message.zh
    assert "2024/2025" not in one.message.zh


def test_what_another_file_gives_does_not_lack(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    assert told(without(tmp_path / "1", LIST), without(tmp_path / "2", FIGURES)) == []


def test_a_few_schools_without_figures_are_seen_at_a_glance(tmp_path: Path) -> None:
    county = County()
    for name, rows in county.tables.items():
        county.tables[name] = {key: row for key, row in rows.items() if name == "schools" and key[0] < 2}
    assert told(county.write(tmp_path / "county.xlsx")) == []
