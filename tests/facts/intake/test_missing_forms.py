"""A form that all other schools of a kind hand in and one does not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.cli.benches.intake_data import write_workbooks
from junheng.facts.delivery import FormsOf
from junheng.facts.intake import read_files
from junheng.facts.intake.missing_forms import missing_forms


def school(number: int, *titles: str, year: int = 2023, kind: str | None = "primary") -> FormsOf:
    return FormsOf(f"219900000{number}", year, kind, f"{number}.xlsx", frozenset(titles))


def told(forms: list[FormsOf]) -> list[tuple[str, str]]:
    return [(each.file, str(each.allowed)) for each in missing_forms(forms)]


def test_one_of_many_without_a_form_is_told_at_its_file() -> None:
    forms = [school(number, "教职工", "校舍") for number in range(9)] + [school(9, "校舍")]
    assert told(forms) == [("9.xlsx", "教职工")]


@pytest.mark.parametrize("forms", [
    [school(number, "教职工", "校舍") for number in range(4)] + [school(5, "校舍")],  # few schools
    [school(number, "教职工", "校舍") for number in range(7)] + [school(7, "校舍"), school(8, "校舍")],  # one in five has none
    [school(number, "教职工", "校舍") for number in range(9)] + [school(9, "校舍", year=2024)],  # of another year
    [school(number, "教职工", "校舍") for number in range(9)] + [school(9, "校舍", kind="junior")],
    [school(number, "教职工", "校舍") for number in range(9)] + [school(9, "校舍", kind=None)],  # nobody says what it is
    [school(number, "教职工", "校舍") for number in range(9)] + [school(9, "校舍"), school(9, "教职工", kind=None)],  # in two files
])  # fmt: skip
def test_what_may_be_so_is_not_told(forms: list[FormsOf]) -> None:
    assert told(forms) == []


def test_workbooks_made_whole_lack_nothing_and_one_sheet_taken_out_is_told(tmp_path: Path) -> None:
    folder = write_workbooks(tmp_path / "county", 40)
    assert [each for each in read_files([folder]).findings if each.rule == "form-missing"] == []
    path = sorted(folder.iterdir())[0]
    book = openpyxl.load_workbook(path)
    del book[next(name for name in book.sheetnames if "4149" in name)]
    book.save(path)
    (one,) = [each for each in read_files([folder]).findings if each.rule == "form-missing"]
    assert (one.file, one.allowed) == (path.name, "中小学教职工")
