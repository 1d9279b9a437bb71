"""Sums that a school's form gets wrong in every column, which only the forms of other schools bear out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load
from junheng.terms import Finding

Rows = list[list[object]]


def ages() -> Rows:
    return [
        ["基础教育学校专任教师分年龄情况"], ["指标名称", "代码", "合计", "24岁及以下", "25-29岁", "30-34岁", "35-39岁", "40-44岁"], ["小学", "01", 24, 2, 3, 4, 7, 8],
        ["　副高级", "02", 9, "", "", 1, 3, 5], ["　中级", "03", 15, 2, 3, 3, 4, 3],
    ]  # fmt: skip


def rooms() -> Rows:
    return [
        ["中小学校舍情况"], ["指标名称", "代码", "上学年校舍建筑面积", "增加", "减少", "本学年校舍建筑面积"], ["总计", "01", 6000, 0, 0, 6000],
        ["一、教学及辅助用房", "02", 3600, 0, 0, 3600], ["二、行政办公用房", "03", 1000, 0, 0, 1000], ["三、生活用房", "04", 1400, 0, 0, 1400],
    ]  # fmt: skip


def told(folder: Path, others: int, good: Rows, wrong: Rows, breaking: int = 1) -> list[Finding]:
    """Of some schools whose forms are wrong, and others whose are not."""
    folder.mkdir(exist_ok=True)
    for number in range(others + breaking):
        book = openpyxl.Workbook()
        title, *rows = wrong if number < breaking else good
        for row in (title, [f"学校名称：甲县第{number}小学　学校标识码：21990000{number:02d}　2023/2024学年初"], *rows):
            book.worksheets[0].append(row)
        book.save(folder / f"{number}.xlsx")
    return [each for each in load([folder])[1].findings if each.rule == "form-unbalanced"]


@pytest.mark.parametrize(("others", "breaking", "is_told"), [(5, 1, True), (4, 1, False), (10, 2, True), (9, 2, False)])
def test_a_total_without_its_last_part_in_every_column_is_told_where_other_schools_have_it(others: int, breaking: int, is_told: bool, tmp_path: Path) -> None:
    """3600 + 1000 = 4600, without the 1400 of 三: five others that add up and five times as many as do not say that it is a sum."""
    wrong = rooms()
    wrong[2][2] = wrong[2][5] = 4600
    found = [(each.file, each.cell, each.allowed) for each in told(tmp_path / "a", others, rooms(), wrong, breaking) if each.cell in ("C4", "F4")]
    assert found == [(f"{number}.xlsx", cell, "= 6000") for number in range(breaking if is_told else 0) for cell in ("C4", "F4")]


def test_a_row_that_moved_by_a_column_is_told_once_with_all_its_cells(tmp_path: Path) -> None:
    """2, 3, 4, 7, 8 became 8, 2, 3, 4, 7, which is 24 too; of the parts 2, 3, 4, 7, 8 are in these columns."""
    wrong = ages()
    wrong[2][3:] = [8, 2, 3, 4, 7]
    [found] = told(tmp_path / "a", 5, ages(), wrong)
    assert (found.file, found.cell, found.allowed) == ("0.xlsx", "D4", "= 2")
    assert {cell for *_, cell in found.against} == {"D5", "D6", "E4", "F4", "G4", "H4"}
    assert "E4、F4、G4、H4" in found.message.zh
    assert "E4, F4, G4, H4" in found.message.en


def junior(form: Rows) -> Rows:
    """The form of junior schools, and of those that teach both stages."""
    return [["初中" if cell == "小学" else cell for cell in row] for row in form]


def both(form: Rows) -> Rows:
    return [*form, *junior(form)[2:]]


@pytest.mark.parametrize("other", [junior(ages()), both(ages())], ids=["junior", "both"])
def test_schools_of_other_stages_bear_out_what_their_forms_print_too(other: Rows, tmp_path: Path) -> None:
    wrong = ages()
    wrong[2][3:] = [8, 2, 3, 4, 7]
    [found] = told(tmp_path / "a", 5, other, wrong)
    assert (found.file, found.cell, found.allowed) == ("0.xlsx", "D4", "= 2")


def test_a_form_with_one_more_row_bears_out_nothing(tmp_path: Path) -> None:
    """员级 may be what is wanting in the form that has no such row: 8 is not 2 + 0, but may be 2 + 6."""
    wrong = ages()
    wrong[2][3:] = [8, 2, 3, 4, 7]
    assert told(tmp_path / "a", 5, [*ages(), ["　员级", "04", "", "", "", "", "", ""]], wrong) == []


def test_the_first_form_of_a_sheet_is_borne_out_by_those_of_other_files(tmp_path: Path) -> None:
    """It stands two rows lower than theirs, below a line of the county."""
    wrong = ages()
    wrong[2][3:] = [8, 2, 3, 4, 7]
    told(tmp_path, 5, ages(), ages(), 0)
    book = openpyxl.Workbook()
    for row in (["2023/2024学年初"], [], wrong[0], ["学校名称：甲县第九小学　学校标识码：2199000099　2023/2024学年初"], *wrong[1:]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "9.xlsx")
    [found] = [each for each in load([tmp_path])[1].findings if each.rule == "form-unbalanced"]
    assert (found.file, found.cell, found.allowed) == ("9.xlsx", "D6", "= 2")


def test_a_file_of_a_doubled_name_is_told_by_its_folder(tmp_path: Path) -> None:
    wrong = rooms()
    wrong[2][2] = wrong[2][5] = 4600
    (tmp_path / "all").mkdir()
    told(tmp_path / "all" / "a", 5, rooms(), wrong)
    (tmp_path / "all" / "b").mkdir()
    book = openpyxl.Workbook()
    for row in (rooms()[0], ["学校名称：甲县第九小学　学校标识码：2199000099　2023/2024学年初"], *rooms()[1:]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "all" / "b" / "0.xlsx")
    found = [each.file for each in load([tmp_path / "all"])[1].findings if each.rule == "form-unbalanced"]
    assert found == ["a/0.xlsx", "a/0.xlsx"]
