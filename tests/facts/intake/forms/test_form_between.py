"""Forms of one school against each other, against the name of their file, and years that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding

Rows = list[list[object]]
WHO: list[object] = ["学校名称：甲县第一小学 学校标识码：2199000001 2023/2024学年初"]


def forms() -> dict[str, Rows]:
    facts = {"学校（机构）名称": "甲县第一小学", "学校（机构）标识码": "2199000001", "属地管理教育行政部门": "甲县教育局", "学校（机构）举办者": "县级教育部门", "学校（机构）办学类型": "小学"}
    return {
        "1001": [["学校（机构）基本情况"], [*WHO], ["指标名称", "代码", "内容"], *([label, f"{at:02d}", value] for at, (label, value) in enumerate(facts.items()))],
        "2106": [
            ["小学班额情况"], [*WHO], ["指标名称", "代码", "合计", "一年级", "二年级", "三年级", "复式班"], ["总计", "01", 7, 2, 2, 3, 0], ["　36-40人", "02", 3, 1, 1, 1, 0],
            ["　41-45人", "03", 4, 1, 1, 2, 0],
        ],
        "3112": [
            ["小学分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数", "", "", ""], ["", "", "合计", "一年级", "二年级", "三年级"], ["总计", "01", 288, 80, 82, 126],
        ],
        "4149": [["中小学教职工"], [*WHO], ["指标名称", "代码", "教职工数", "专任教师", "行政人员"], ["总计", "01", 20, 18, 2]],
        "4155": [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "数学"], ["小学", "01", 18, 10, 8], ["　本科", "02", 18, 10, 8]],
    }  # fmt: skip


def told(folder: Path, sheets: dict[str, Rows], name: str = "2199000001_甲县第一小学.xlsx") -> list[tuple[str, str, str]]:
    found = [each for each in _read(folder, sheets, name) if each.rule in ("form-disagrees", "file-disagrees", "year-implausible")]
    return [(each.rule, each.sheet, each.cell) for each in found]


def _read(folder: Path, sheets: dict[str, Rows], name: str = "2199000001_甲县第一小学.xlsx") -> list[Finding]:
    return load([write_sheets(folder / name, sheets)])[1].findings


def spoilt(spoil: Callable[[dict[str, Rows]], object]) -> dict[str, Rows]:
    sheets = forms()
    spoil(sheets)
    return sheets


def test_forms_that_agree_are_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, forms()) == []


@pytest.mark.parametrize(("first", "third", "at"), [(75, 131, "D4"), (90, 116, "F4"), (80, 126, "")])
def test_a_grade_that_its_classes_do_not_hold_is_told(first: int, third: int, at: str, tmp_path: Path) -> None:
    """One class of 36 to 40 and one of 41 to 45 hold 77 to 85 pupils, three 118 to 130."""
    sheets = spoilt(lambda forms: forms["3112"][4].__setitem__(slice(2, None), [first + 82 + third, first, 82, third]))
    found = told(tmp_path, sheets)
    assert found == ([("form-disagrees", "2106", "D4")] if at else [])


@pytest.mark.parametrize(("grades", "asked"), [((126, 82, 80), "another school's form"), ((82, 126, 80), "another school's form"), ((81, 126, 81), "exchanged")])
def test_another_schools_form_is_asked_for_where_most_grades_do_not_fit(grades: tuple[int, int, int], asked: str, tmp_path: Path) -> None:
    """The classes hold 77 to 85, 77 to 85 and 118 to 130: two of three grades are most of them, of six they are not."""
    sheets = forms()
    sheets["3112"][4][3:] = list(grades)
    if asked == "exchanged":
        for row, cells in zip(sheets["2106"][2:], [["四年级", "五年级"], [2, 2], [1, 1], [1, 1]], strict=True):
            row[6:6] = cells
        sheets["3112"][3] += ["四年级", "五年级"]
        sheets["3112"][4] += [80, 80]
    [found] = [each for each in _read(tmp_path, sheets) if each.rule == "form-disagrees"]
    assert asked in found.message.en
    assert ("another school's form" in found.message.en) is (asked != "exchanged")
    assert (asked == "exchanged") is ("E4、F4 都如此" in found.message.zh)


def test_a_grade_without_a_class_is_told_and_mixed_classes_are_not(tmp_path: Path) -> None:
    def merged(forms: dict[str, Rows]) -> None:
        for row in forms["2106"][3:]:
            row[3:5] = [int(str(row[3])) + int(str(row[4])), 0]

    sheets = spoilt(merged)
    assert told(tmp_path, sheets) == [("form-disagrees", "2106", "D4")]
    for row, number in zip(sheets["2106"][3:], (2, 1, 1), strict=True):
        row[3], row[6] = int(str(row[3])) - number, number
    assert told(tmp_path, sheets) == []


@pytest.mark.parametrize("blank", ["", 0])
def test_classes_that_slipped_by_a_column_are_told_by_whom_the_mixed_ones_hold(blank: object, tmp_path: Path) -> None:
    """Seven classes hold 272 to 300, and there are 282 pupils. But the first grade has no class, the second 35 more than its two hold, and the mixed two have room for 85 of these 115; the third has 82, in three classes of 118 at least."""
    sheets = forms()
    for row, cells in zip(sheets["2106"][3:], [[7, blank, 2, 3, 2], [3, blank, 1, 1, 1], [4, blank, 1, 2, 1]], strict=True):
        row[2:] = cells
    sheets["3112"][4][2:] = [282, 80, 120, 82]
    [found] = [each for each in _read(tmp_path, sheets) if each.rule == "form-disagrees"]
    assert (found.sheet, found.cell, found.allowed) == ("2106", "D4", "≤ 85")
    assert [place[1:] for place in found.against] == [("2106", "G4"), ("3112", "D5"), ("3112", "E5"), ("3112", "F5")]
    sheets["3112"][4][2:] = [282, 40, 120, 122]  # 40 and 35 are 75, who fit; three classes hold 118 to 130
    assert told(tmp_path, sheets) == []


@pytest.mark.parametrize(("mixed", "unknown", "is_told"), [(1, 0, False), (2, 0, True), (2, 1, False)])
def test_classes_of_several_grades_are_within_all_classes(mixed: int, unknown: int, is_told: bool, tmp_path: Path) -> None:
    """With one of 36 to 40 in place of a first grade's, seven hold 3 x 36 + 4 x 41 = 272 to 300, and there are 288 pupils; with one more 308 to 340. Not where a row of sizes is missed."""
    sheets = forms()
    for row in sheets["2106"][3:5]:
        row[2], row[3], row[6] = int(str(row[2])) + mixed - 1, int(str(row[3])) - 1, mixed
    sheets["2106"][3][6] = mixed + unknown
    found = [(each.sheet, each.cell, each.allowed) for each in _read(tmp_path, sheets) if each.rule == "form-disagrees"]
    assert found == ([("2106", "G4", "308-340")] if is_told else [])


def test_teachers_among_the_staff_that_the_other_forms_do_not_have_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, spoilt(lambda forms: forms["4149"][3].__setitem__(slice(2, None), [33, 30, 3]))) == [("form-disagrees", "4149", "D4")]
    assert told(tmp_path, {name: rows for name, rows in forms().items() if name != "4155"}) == []


def with_women() -> dict[str, Rows]:
    """Of a nine-year school: 12 women among 18 teachers of the primary stage, 5 among 8 of the junior one, 17 among the 26 of the staff."""
    sheets = forms()
    sheets["1001"][-1][2] = "九年一贯制学校"
    sheets["4149"][3:] = [["总计", "01", 30, 26, 4], ["　#女", "02", 18, 17, 1]]
    sheets["4155"] = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "#女", "语文", "数学"], ["小学", "01", 18, 12, 10, 8]]
    sheets["4156"] = [["初中专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "#女", "语文", "数学"], ["初中", "01", 8, 5, 4, 4]]
    return sheets


@pytest.mark.parametrize(("women", "is_told"), [(17, False), (19, True), ("-", False)])
def test_women_among_the_staffs_teachers_are_those_of_all_stages(women: object, is_told: bool, tmp_path: Path) -> None:
    sheets = with_women()
    sheets["4149"][4][3] = women
    sheets["4149"][4][2] = 20
    found = [each for each in _read(tmp_path, sheets) if each.rule == "form-disagrees"]
    assert [(each.sheet, each.cell, each.allowed) for each in found] == ([("4149", "D5", "= 17")] if is_told else [])
    assert not any("another school's form" in each.message.en for each in found)  # the teachers agree: a cell is wrong
    assert [each.against for each in found] == ([tuple(("2199000001_甲县第一小学.xlsx", sheet, "D4") for sheet in ("4155", "4156"))] if is_told else [])


def test_women_of_a_stage_whose_form_is_not_there_are_not_compared(tmp_path: Path) -> None:
    sheets = with_women()
    del sheets["4156"]
    assert told(tmp_path, sheets) == []


@pytest.mark.parametrize(("label", "number", "allowed"), [
    ("心理健康教育专任教师", 18, ""), ("心理健康教育专任教师", 19, "≤ 18"), ("专职校医", 4, ""), ("专职校医", 11, "≤ 2"), ("专职校医", 500, "≤ 20"), ("专职保安人员", 50, ""), ("专职保安人员", 222, "≤ 20"),
])  # fmt: skip
def test_persons_are_not_more_than_those_among_whom_they_are(label: str, number: int, allowed: str, tmp_path: Path) -> None:
    """18 teachers, 20 of the staff; guards may be a firm's, and two of the staff may not teach."""
    sheets = forms()
    sheets["1102"] = [["学校（机构）基本情况（续）"], [*WHO], ["指标名称", "代码", "计量单位", "数量"], ["接入互联网出口带宽", "01", "Mbps", 1000], [label, "02", "人", number]]
    found = [(each.sheet, each.cell, each.allowed) for each in _read(tmp_path, sheets) if each.rule == "form-disagrees"]
    assert found == ([("1102", "D5", allowed)] if allowed else [])
    del sheets["4149"]
    assert told(tmp_path, sheets) == []


def test_a_grade_that_neither_its_classes_nor_all_pupils_allow_is_told_at_the_pupils(tmp_path: Path) -> None:
    """800 for 80: of all 288 the others leave 80, and one class of 36 to 40 and one of 41 to 45 hold 77 to 85."""
    sheets = forms()
    sheets["3112"][4][3] = 800
    [found] = [each for each in _read(tmp_path, sheets) if each.rule == "form-disagrees"]
    assert (found.sheet, found.cell, found.found, found.allowed) == ("3112", "D5", "800", "= 80")
    assert [place[1:] for place in found.against] == [("2106", "D4"), ("2106", "D5"), ("2106", "D6")]
    assert "D5（800）" in found.message.zh
    assert "D5 (800)" in found.message.en


def test_a_file_that_is_called_by_another_schools_code_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, forms(), "2199000002_甲县第二小学.xlsx") == [("file-disagrees", "", "")]
    assert told(tmp_path, forms(), "20240901_甲县第二小学.xlsx") == []  # a day


def test_a_year_that_cannot_be_is_told_once(tmp_path: Path) -> None:
    sheets = forms()
    for rows in sheets.values():
        rows[1][0] = str(rows[1][0]).replace("2023/2024", "2099/2100")
    assert told(tmp_path, sheets) == [("year-implausible", "1001", "A2")]


def test_more_taken_in_than_the_first_grade_has_is_told(tmp_path: Path) -> None:
    sheets = forms()
    for row, cell in zip(sheets["3112"][2:], ["招生数", "", 80], strict=True):
        row.insert(2, cell)
    for taken_in, is_told in ((80, False), (81, True)):
        sheets["3112"][4][2] = taken_in
        assert bool([each for each in _read(tmp_path, sheets) if (each.rule, each.sheet) == ("form-unbalanced", "3112")]) is is_told


@pytest.mark.parametrize(("others", "is_told"), [(7, False), (8, True)])
def test_one_workbook_of_another_year_is_told(others: int, is_told: bool, tmp_path: Path) -> None:
    for number in range(others + 1):
        sheets, name = forms(), f"21990000{number + 10}_甲县{number}小学.xlsx"
        for rows in sheets.values():
            for row in rows:
                row[:] = [_of(cell, number) for cell in row]
        write_sheets(tmp_path / name, sheets)
    found = [(each.rule, each.file, each.sheet) for each in load([tmp_path])[1].findings if each.rule == "year-disagrees"]
    assert found == ([("year-disagrees", "2199000010_甲县0小学.xlsx", "1001")] if is_told else [])


def _of(cell: object, number: int) -> object:
    """The first school says the year before."""
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("2199000001", f"21990000{number + 10}").replace("甲县第一小学", f"甲县{number}小学")
    return cell if number else cell.replace("2023/2024", "2022/2023")


@pytest.mark.parametrize(("staff", "cells"), [(18, []), (20, ["D4"])])
def test_a_workbook_for_each_form_is_compared_with_the_others(staff: int, cells: list[str], tmp_path: Path) -> None:
    """4149 has 20 teachers, 4155 has 18: in one workbook it was told, in two it was not."""
    sheets = spoilt(lambda forms: forms["4149"][3].__setitem__(3, staff))
    (tmp_path / "县").mkdir()
    for name, rows in sheets.items():
        write_sheets(tmp_path / "县" / f"{name}.xlsx", {"甲县第一小学": rows})
    findings = [each for each in load([tmp_path / "县"])[1].findings if each.rule == "form-disagrees"]
    assert [(each.file, each.cell) for each in findings] == [("4149.xlsx", cell) for cell in cells]
    assert all("4155.xlsx" in each.message.zh for each in findings)
