"""What a source says of every row against what its sheet says: each is told, at the title, the sheet or the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Said, load
from junheng.facts.intake.heads import title
from junheng.terms import Finding

Row = list[Any]
SOURCE = """\
id: own/t
title: {zh: t, en: t}
neutral: [合计]
stages: {primary: [小学, primary], junior: [初中]}
columns:
  - {table: schools, fact: name, heads: [School, 学校名称]}
  - {fact: pupils, heads: [Pupils, 在校生]}
constants: {%s}
"""
ALL = "stage: primary, kind: primary, area: 甲县, year: 2023"
SCHOOLS = [["School", "Pupils"], ["East School", 120], ["West School", 80]]


def told(folder: Path, sheets: dict[str, list[Row]], constants: str = ALL, name: str = "a", said: Said = Said()) -> list[Finding]:  # noqa: B008
    source = folder / f"t{len(list(folder.glob('*.yaml')))}.yaml"  # a source is read once
    source.write_text(SOURCE % constants, "utf-8")
    return [each for each in load([write_sheets(folder / f"{name}.xlsx", sheets)], str(source), said)[1].findings if each.rule.endswith("-disagrees")]


def brief(findings: list[Finding]) -> list[tuple[str, str, str, str, str]]:
    return [(each.rule, each.sheet, each.cell, each.found, str(each.allowed)) for each in findings]


def test_the_year_of_a_title_is_held_against_the_constant(tmp_path: Path) -> None:
    found = told(tmp_path, {"S": [["List of schools 2024"], *SCHOOLS]})
    assert brief(found) == [("year-disagrees", "S", "A1", "2024", "2023")]
    assert "--year 2024" in found[0].message.en
    assert "constants.year 2023" in found[0].message.en
    assert "--year 2024" in found[0].message.zh


def test_so_is_that_of_a_sheets_and_of_a_files_name(tmp_path: Path) -> None:
    assert brief(told(tmp_path, {"2022": SCHOOLS})) == [("year-disagrees", "2022", "", "2022", "2023")]
    assert brief(told(tmp_path, {"S": SCHOOLS}, name="enrollment_2025-10-01")) == [("year-disagrees", "S", "", "2025", "2023")]


@pytest.mark.parametrize(("name", "titles"), [
    ("a", ["Schools 2023"]), ("a", ["Schools 2023/24"]), ("a", ["Schools 2022/23 and 2023/24"]), ("enrollment_2023-10-01", []), ("a", ["Report run: 05/02/2025"]),
    ("schools 2024", ["Schools 2023"]), ("list 12345678", []),
])
def test_the_same_year_or_none_is_not_told_of_the_constant(tmp_path: Path, name: str, titles: list[str]) -> None:
    found = told(tmp_path, {"S": [*([each] for each in titles), *SCHOOLS]}, name=name)
    assert [each for each in found if "constants" in each.message.en] == []


def test_year_on_the_command_goes_before_both(tmp_path: Path) -> None:
    assert told(tmp_path, {"S": [["List of schools 2024"], *SCHOOLS]}, said=Said(year=2024)) == []


def test_next_years_edition_of_a_shipped_source_is_told(tmp_path: Path) -> None:
    head = "distcode,distname,schcode,schname,total,G01,G02,G03,G04,G05,G06,G07,G08,G09,G10,G11,G12,KF,KG,PF,PK"
    path = tmp_path / "enrollment_2025-10-01.csv"
    path.write_text(f"{head}\n01,Barrington,01103,Primrose Hill School,218,59,77,82,0,0,0,0,0,0,0,0,0,0,0,0,0\n")
    found = [each for each in load([path], "us/ri-enrollment")[1].findings if each.rule == "year-disagrees"]
    assert [(each.file, each.found, each.allowed) for each in found] == [(path.name, "2025", "2024")]
    assert "--year 2025" in found[0].message.en


def test_another_county_in_the_title(tmp_path: Path) -> None:
    found = told(tmp_path, {"S": [["乙县2023年学校一览表"], *SCHOOLS]})
    assert brief(found) == [("area-disagrees", "S", "A1", "乙县", "甲县")]
    assert told(tmp_path, {"S": [["望川市甲县2023年学校一览表"], *SCHOOLS]}) == []
    assert told(tmp_path, {"S": [["乙县2023年学校一览表"], *SCHOOLS]}, ALL.replace("甲县", "Jia County")) == []


def test_another_stage_in_a_sheets_name(tmp_path: Path) -> None:
    found = told(tmp_path, {"Primary": SCHOOLS, "Secondary": [["School", "Pupils"], ["North High", 300]]})
    assert brief(found) == [("stage-disagrees", "Secondary", "", "Secondary", "primary")]
    assert "as the source says" in found[0].message.en
    assert brief(told(tmp_path, {"SMP": SCHOOLS, "SD": [["School", "Pupils"], ["SDN 1", 300]]})) == [("stage-disagrees", "SMP", "", "SMP", "primary")]


def test_a_stage_that_the_source_knows_goes_before_the_constant_and_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, {"S": [["甲县2023年初中一览表"], *SCHOOLS]}, "stage: primary, area: 甲县, year: 2023")
    assert brief(found) == [("stage-disagrees", "S", "A1", "甲县2023年初中一览表", "primary")]
    assert "as the sheet says" in found[0].message.en


@pytest.mark.parametrize("text", ["Primary and secondary schools 2023", "甲县2023年中小学一览表", "Elementary schools", "Schools", "甲县小学、初中"])
def test_no_other_stage_in_particular(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, {"S": [[text], *SCHOOLS]}) == []


def test_a_line_of_another_stage_within_the_list(tmp_path: Path) -> None:
    rows: list[Row] = [["School", "Pupils"], ["PRIMARY SCHOOLS"], ["East School", 120], ["SECONDARY SCHOOLS"], ["North High", 300]]
    assert brief(told(tmp_path, {"S": rows})) == [("stage-disagrees", "S", "4", "SECONDARY SCHOOLS", "primary")]


@pytest.mark.parametrize(("text", "year", "named"), [
    ("School list 2022/23 and 2023/24", 2022, {2022, 2023}), ("Enrolment 2022 and 2023", 2022, {2022, 2023}), ("2022/2023学年、2023/2024学年情况", 2022, {2022, 2023}),
    ("2022/2023", 2022, {2022}), ("甲县2022-2023学年小学", 2022, {2022}), ("Report run: 05/02/2025", None, set()), ("Report run: 5 February 2025", None, set()),
    ("P.O. Box 2010", None, set()), ("01/10/2023", None, set()), ("as at 1 July 2017", 2017, set()), ("打印 2023", 2023, set()), ("1-2023年", 2023, set()),
])
def test_years_of_a_line(text: str, year: int | None, named: set[int]) -> None:
    assert title.school_year([text]) == year
    assert title.years_named(text) == named


def test_a_date_of_printing_above_the_title_is_no_school_year(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(SOURCE % "stage: primary, kind: primary, area: 甲县", "utf-8")
    path = write_sheets(tmp_path / "a.xlsx", {"S": [["Report run: 05/02/2025"], ["Enrolment 2023"], *SCHOOLS]})
    assert load([path], str(tmp_path / "t.yaml"))[0].school_years["year"].to_list() == [2023, 2023]


def test_two_years_in_a_title_are_told(tmp_path: Path) -> None:
    without = "stage: primary, kind: primary, area: 甲县"
    found = told(tmp_path, {"S": [["School list 2022/23 and 2023/24"], *SCHOOLS]}, without)
    assert brief(found) == [("year-disagrees", "S", "A1", "School list 2022/23 and 2023/24", "2022")]
    assert "--year" in found[0].message.en
    assert told(tmp_path, {"S": [["School list 2022/23 and 2023/24"], *SCHOOLS]}, without, said=Said(year=2023)) == []
