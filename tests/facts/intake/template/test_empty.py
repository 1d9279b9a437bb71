"""Columns of the workbook that are blank in every line, or were deleted; and a line that was entered twice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.facts.checks.county import YEARS, County, code

from junheng.facts import load
from junheng.facts.intake.template.workbook import header
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding

PRIMARY, SCHOOLS = "小学", 6


def without(*columns: str, of: tuple[int, ...] = YEARS) -> County:
    county = County()
    for row in county.tables["school_years"].values():
        for column in columns if row["year"] in of else ():
            row.pop(column, None)
    return county


def told(county: County, tmp_path: Path, rule: str = "column-empty") -> list[Finding]:
    return [each for each in load([county.write(tmp_path / "county.xlsx")])[1].findings if each.rule == rule]


@pytest.mark.parametrize("column", ["land_area", "teachers", "books", "teaching_area", "titles_middle"])
def test_what_every_school_has_is_told_once_at_the_first_line(column: str, tmp_path: Path) -> None:
    county = without(column)
    (one,) = told(county, tmp_path)
    first = next(iter(county.tables["school_years"].values()))
    assert (one.sheet, one.cell) == county.cell(first, column)
    assert one.found == SCHOOL_YEARS.by_name[column].header.zh
    assert "24 行都空着" in one.message.zh  # six schools in two years, a line of the stage and one of the whole school


def test_a_column_that_was_deleted_is_told_too(tmp_path: Path) -> None:
    path = County().write(tmp_path / "county.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["学校学段"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index(header(SCHOOL_YEARS.by_name["books"])) + 1)
    book.save(path)
    (one,) = [each for each in load([path])[1].findings if each.rule == "column-empty"]
    assert (one.sheet, one.cell, one.found) == ("学校学段", "", "图书册数")
    assert "都没有这一列" in one.message.zh


def test_what_an_office_leaves_out_as_a_group_is_not_asked(tmp_path: Path) -> None:
    """Of land, buildings, classrooms and computers, which no example row fills, one alone is filled."""
    assert told(without("land_area", "floor_area", "computers"), tmp_path) == []


def test_a_column_of_one_year_alone_is_told_beside_the_other_year(tmp_path: Path) -> None:
    county = without("books", of=(2024,))
    assert told(county, tmp_path) == []
    assert len(told(county, tmp_path, "S46")) == 1


@pytest.mark.parametrize("years", [YEARS, (2024,)])
def test_a_grade_whose_pupils_are_there_is_told(years: tuple[int, ...], tmp_path: Path) -> None:
    """300 pupils, of whom the five other grades have 250."""
    (one,) = told(without("pupils_grade_4", of=years), tmp_path)
    assert "小学其他年级都有学生" in one.message.zh
    assert one.found == "四年级在校生数"
    assert "6 行" in one.message.zh


def test_a_grade_that_nobody_is_in_is_not_asked(tmp_path: Path) -> None:
    """Schools of five years: their grades make all of their pupils."""
    county = without("pupils_grade_6")
    for number in range(SCHOOLS):
        for year in YEARS:
            row = county.stage(number, year)
            row["pupils"] = sum(row[f"pupils_grade_{grade}"] for grade in range(1, 6))
    assert told(county, tmp_path) == []


def test_two_grades_alone_are_no_list_of_grades(tmp_path: Path) -> None:
    """Those who entered and those who will leave."""
    assert told(without(*(f"pupils_grade_{grade}" for grade in range(2, 6))), tmp_path) == []


def test_a_line_entered_twice_is_told_as_in_a_list(tmp_path: Path) -> None:
    county = County()
    county.tables["school_years"][2, 2024, "again"] = dict(county.stage())
    (one,) = told(county, tmp_path, "school-twice")
    again = county.tables["school_years"][2, 2024, "again"]
    assert (one.sheet, one.cell, one.found) == (*county.cell(again, "school"), code(2))
    assert [place[1:] for place in one.against] == [county.cell(county.stage(), "school")]


@pytest.mark.parametrize(("pupils", "rule"), [(310, "fact-twice"), (None, "")])
def test_lines_that_differ_are_told_by_what_differs(pupils: int | None, rule: str, tmp_path: Path) -> None:
    """A second line of the stage with other pupils; or with books alone, which the first does not give."""
    county = County()
    again = {**county.stage(), "pupils": pupils} if pupils else {"school": code(2), "year": 2024, "stage": PRIMARY, "books": county.whole().pop("books")}
    county.tables["school_years"][2, 2024, "again"] = again
    found = load([county.write(tmp_path / "county.xlsx")])[1].findings
    assert {each.rule for each in found} - {"B03", "S33"} == ({rule} if rule else set())
