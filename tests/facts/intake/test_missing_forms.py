"""A form that all other schools of a kind hand in and one does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from junheng.cli.benches.intake_data import write_workbooks
from junheng.facts import load
from junheng.facts.delivery import Block, FormsOf
from junheng.facts.intake import read_files
from junheng.facts.intake.missing_forms import facts_lost, missing_forms
from junheng.terms import Severity


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
    [school(number, "教职工", "校舍") for number in range(9)] + [school(9, "校舍", kind="senior")],
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


ALL = ("教职工", "校舍", "基本情况")


def some(count: int, *titles: str, first: int = 0, year: int = 2023, kind: str | None = "primary") -> list[FormsOf]:
    """Of one file for the kind."""
    return [FormsOf(f"2199000{number:03}", year, kind, f"{kind}{year}.xlsx", frozenset(titles)) for number in range(first, first + count)]


def test_a_form_of_no_school_of_a_kind_is_told_once_where_another_kind_has_it() -> None:
    assert told(some(6, *ALL) + some(3, "校舍", "基本情况", first=10, kind="junior")) == [("junior2023.xlsx", "教职工")]


def test_teaching_points_are_told_with_the_schools_on_whose_sheet_they_stand() -> None:
    points = [replace(each, file="primary2023.xlsx") for each in some(2, "校舍", "基本情况", first=30, kind="teaching_point")]
    (one,) = missing_forms(some(6, "校舍", "基本情况") + points + some(6, *ALL, first=10, kind="junior"))
    assert (one.file, one.allowed) == ("primary2023.xlsx", "教职工")
    assert "小学 6 所、小学教学点 2 所" in one.message.zh
    assert "6 所学校（初级中学）" in one.message.zh


def test_a_form_that_a_kind_alone_had_the_year_before_is_told() -> None:
    assert told(some(2, *ALL, kind="special") + some(2, "校舍", "基本情况", year=2024, kind="special")) == [("special2024.xlsx", "教职工")]


def test_a_form_that_a_kind_alone_has_the_year_after_is_told() -> None:
    (one,) = missing_forms(some(2, "校舍", "基本情况", kind="special") + some(2, *ALL, year=2024, kind="special"))
    assert (one.file, one.allowed, one.found) == ("special2023.xlsx", "教职工", "2199000000、2199000001")
    assert "而下学年这些学校都交了" in one.message.zh


@pytest.mark.parametrize(("year", "word"), [(2024, "该校上学年有"), (2022, "该校下学年有")])
def test_what_one_of_few_schools_alone_lacks_is_told_where_it_has_it_the_year_before_or_after(year: int, word: str) -> None:
    """Of two complete schools both had all forms in 2023; a year before or after one of them has no 教职工."""
    forms = [*some(2, *ALL, kind="complete"), *some(1, *ALL, year=year, kind="complete"), *some(1, "校舍", "基本情况", first=1, year=year, kind="complete")]
    (one,) = missing_forms(forms)
    assert (one.file, one.allowed, one.found) == (f"complete{year}.xlsx", "教职工", "2199000001")
    assert word in one.message.zh


@pytest.mark.parametrize("forms", [
    some(2, *ALL, kind="complete") + some(1, *ALL, year=2024, kind="complete") + some(1, "校舍", "基本情况", first=1, year=2025, kind="complete"),  # two years after
    some(2, *ALL, kind="complete") + some(1, *ALL, year=2024, kind="complete") + some(1, "校舍", "基本情况", first=1, year=2024, kind="junior"),  # the kind changed
    some(4, *ALL, kind="complete") + some(1, *ALL, year=2024, kind="complete") + some(3, "校舍", "基本情况", first=1, year=2024, kind="complete"),  # most lack it
])  # fmt: skip
def test_what_a_school_need_not_have_again_is_not_told(forms: list[FormsOf]) -> None:
    assert told(forms) == []


def test_the_school_is_named_and_stands_in_found() -> None:
    (one,) = missing_forms([*some(9, *ALL), *(replace(each, name="甲县第二小学") for each in some(1, "校舍", "基本情况", first=9))])
    assert (one.file, one.found) == ("primary2023.xlsx", "2199000009")
    assert one.message.zh.startswith("甲县第二小学（2199000009）没有《教职工》")
    assert one.message.en.startswith("甲县第二小学 (2199000009) has no form 教职工")


def test_of_a_whole_kind_the_first_three_schools_are_named() -> None:
    (one,) = missing_forms(some(6, *ALL) + some(5, "校舍", "基本情况", first=10, kind="junior"))
    assert "2199000010、2199000011、2199000012等" in one.message.zh
    assert "2199000010, 2199000011, 2199000012 and 2 more" in one.message.en


def _complete(first: int, year: int, *stages: str) -> FormsOf:
    """Junior teachers stand in 义务教育阶段…, senior ones in 中学…: two forms of one title."""
    names = {"junior": "义务教育阶段专任教师分课程、分学历情况", "senior": "中学专任教师分课程、分学历情况"}
    title = names["junior"]
    filled = {(each, "", each) for each in ALL} | {(title, stage, names[stage]) for stage in stages} | {(title, "", names[stage]) for stage in stages}
    (one,) = some(1, title, *ALL, first=first, year=year, kind="complete")
    return replace(one, filled=frozenset(filled))


def test_the_form_of_one_of_two_stages_is_told() -> None:
    both = [_complete(0, 2023, "junior", "senior"), _complete(1, 2023, "junior", "senior"), _complete(0, 2024, "junior", "senior")]
    (one,) = missing_forms([*both, _complete(1, 2024, "junior")])
    assert (one.file, one.found, one.allowed) == ("complete2024.xlsx", "2199000001", "中学专任教师分课程、分学历情况")
    assert "（高中）" in one.message.zh
    lost = facts_lost([*both, _complete(1, 2024, "junior")])
    assert ("2199000001", 2024, "teachers_bachelor", "senior") in lost
    assert ("2199000001", 2024, "teachers_bachelor", "junior") not in lost
    assert list(missing_forms([*both, _complete(1, 2024, "junior", "senior")])) == []


@pytest.mark.parametrize("forms", [
    some(6, *ALL) + some(2, "校舍", "基本情况", first=10, kind="special"),  # kinds of other forms
    some(6, *ALL) + some(2, "校舍", "基本情况", first=10, kind="teaching_point"),
    some(6, *ALL) + some(2, "校舍", "基本情况", first=10, kind="senior"),
    some(4, *ALL) + some(3, "校舍", "基本情况", first=10, kind="junior"),  # four schools of one other kind
    some(6, *ALL) + some(3, "基本情况", first=10, kind="junior"),  # handed in for another purpose: most forms are not there
    some(6, *ALL) + some(3, "校舍", "基本情况", first=10, kind="junior") + some(1, "教职工", first=20, kind=None),  # of whom nobody knows
    some(2, *ALL, kind="special") + some(2, "校舍", "基本情况", first=10, year=2024, kind="special"),  # other schools
])  # fmt: skip
def test_what_a_kind_may_be_without_is_not_told(forms: list[FormsOf]) -> None:
    assert told(forms) == []


def test_one_of_few_schools_is_held_against_other_kinds() -> None:
    assert told(some(8, *ALL) + some(2, *ALL, first=10, kind="junior") + some(1, "校舍", "基本情况", first=12, kind="junior")) == [("junior2023.xlsx", "教职工")]


def test_a_form_is_called_as_for_the_stage_of_the_kind() -> None:
    """小学班额情况 is 初中班额情况 of a junior school; one of nine years has both."""
    classes = "小学班额情况"
    assert told(some(6, classes, *ALL) + some(3, *ALL, first=10, kind="junior")) == [("junior2023.xlsx", "初中班额情况")]
    assert told(some(6, classes, *ALL) + some(3, *ALL, first=10, kind="nine_year")) == [("nine_year2023.xlsx", "小学班额情况、初中班额情况")]


def test_what_a_list_gives_of_the_schools_is_no_lost_form() -> None:
    forms = some(6, "小学班额情况", *ALL) + some(3, *ALL, first=10, kind="junior")
    block = Block("school_years", "班数.xlsx", "1", [2], {"school": ["2199000010"], "year": [2023], "classes": [6]}, {})
    assert list(missing_forms(forms, (), [block])) == []
    assert len(list(missing_forms(forms, (), [block._replace(columns={**block.columns, "year": [2022]})]))) == 1
    assert len(list(missing_forms(forms, (), [block._replace(columns={**block.columns, "school": ["2199000001"]})]))) == 1


def _without(folder: Path, sheet: str, kind: str) -> int:
    """Takes the sheet out of the workbook of every school of the kind. The number of the schools."""
    count = 0
    for path in sorted(folder.iterdir()):
        book = openpyxl.load_workbook(path)
        texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
        if kind in texts:
            count += 1
            for name in [name for name in book.sheetnames if sheet in name]:
                del book[name]
            book.save(path)
    return count


def _warnings(path: Path) -> list[tuple[str, str, str]]:
    return [(each.rule, each.file, str(each.allowed)) for each in load([path])[1].findings if each.severity != Severity.INFO]


@pytest.mark.parametrize(("sheet", "title"), [("3112", "小学分类型学生数"), ("4149", "中小学教职工"), ("2106", "小学班额情况"), ("5176", "占地面积及其他办学条件")])
def test_the_form_of_all_primary_schools_is_told_once_and_nothing_else(sheet: str, title: str, tmp_path: Path) -> None:
    folder = write_workbooks(tmp_path / "county", 30)
    assert _warnings(folder) == []
    count = _without(folder, sheet, "小学")
    (one,) = _warnings(folder)
    assert (one[0], one[2]) == ("form-missing", title)
    (finding,) = [each for each in load([folder])[1].findings if each.rule == "form-missing"]
    assert f"小学 {count} 所（全部）" in finding.message.zh


@pytest.mark.parametrize("sheet", ["2106", "3112", "4153", "4155", "5176"])
def test_what_one_school_lacks_is_told_at_its_form_alone(sheet: str, tmp_path: Path) -> None:
    folder = write_workbooks(tmp_path / "county", 30)
    path = next(path for path in sorted(folder.iterdir()) if not any("教基2107" in name for name in openpyxl.load_workbook(path).sheetnames))
    book = openpyxl.load_workbook(path)
    del book[f"教基{sheet}"]
    book.save(path)
    assert [(rule, file) for rule, file, _ in _warnings(folder)] == [("form-missing", path.name)]


def test_a_form_whose_title_is_of_another_year_is_told_there_alone(tmp_path: Path) -> None:
    folder = write_workbooks(tmp_path / "county", 30)
    path = next(path for path in sorted(folder.iterdir()) if "教基3112" in openpyxl.load_workbook(path).sheetnames)
    book = openpyxl.load_workbook(path)
    sheet = book["教基3112"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if "2023/2024" in str(cell.value))
    cell.value = str(cell.value).replace("2023/2024", "2022/2023")
    book.save(path)
    (one,) = [each for each in load([folder])[1].findings if each.severity != Severity.INFO]
    assert (one.rule, one.file, one.sheet, one.cell) == ("year-disagrees", path.name, "教基3112", cell.coordinate)


@pytest.mark.parametrize("number", ["4149", "3112"])
def test_a_form_without_a_figure_is_told_at_its_sheet_alone(number: str, tmp_path: Path) -> None:
    """No fact is read from 4149, and all pupils from 3112: of both the school is told once, at the head of the form."""
    folder = write_workbooks(tmp_path / "county", 30)
    path = next(path for path in sorted(folder.iterdir()) if "教基2107" not in openpyxl.load_workbook(path).sheetnames and "教基3112" in openpyxl.load_workbook(path).sheetnames)
    book = openpyxl.load_workbook(path)
    sheet = book[f"教基{number}"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标名称")
    for row in sheet.iter_rows(min_row=head + 1, min_col=3):
        for cell in row:
            if str(cell.value or "0").strip("-").isdigit() and sheet.cell(cell.row, 1).value != "甲":
                cell.value = None
    book.save(path)
    (one,) = [each for each in load([folder])[1].findings if each.severity != Severity.INFO]
    assert (one.rule, one.file, one.sheet, one.cell) == ("form-blank", path.name, f"教基{number}", str(head))
    assert "没有填一个数" in one.message.zh
    assert str(one.found) in path.name
