"""Parts of a form against their wholes, in figures that are read as facts and in those that are not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load
from junheng.terms import Finding, Severity

Rows = list[list[object]]
WHO = ["学校名称：甲县第一小学 学校标识码：2199000001 2023学年"]


def pupils() -> Rows:
    return [
        ["小学分类型学生数"], WHO, ["指标名称", "代码", "毕业生数", "在校生数", "", "", "", ""], ["", "", "", "合计", "#女", "一年级", "二年级", "三年级"],
        ["总计", "01", 60, 180, 80, 50, 60, 70], ["　#女", "02", 28, 80, "-", 22, 26, 32], ["　#随迁子女", "03", "", 30, 12, 10, 10, 10],
        ["　　其中：外省迁入", "04", "", 9, 4, 3, 3, 3],
    ]  # fmt: skip


def classes() -> Rows:
    return [
        ["小学班额情况"], WHO, ["指标名称", "代码", "合计", "一年级", "二年级", "三年级"], ["总计", "01", 7, 2, 2, 3], ["　36-40人", "02", 3, 1, 1, 1],
        ["　41-45人", "03", 4, 1, 1, 2],
    ]  # fmt: skip


def rooms() -> Rows:
    return [
        ["中小学校舍情况"], WHO, ["指标名称", "代码", "上学年校舍建筑面积", "增加", "减少", "本学年校舍建筑面积", "", ""], ["", "", "", "", "", "计", "其中", ""],
        ["", "", "", "", "", "", "危房", "租借"], ["总计", "01", 6000, 0, 0, 6000, 0, 0], ["　其中：危房", "02", 0, 0, 0, 0, 0, 0],
        ["　　当年新增校舍", "03", 0, 0, 0, 0, 0, 0], ["一、教学及辅助用房", "04", 3600.5, 0, 0, 3600.5, 0, 0], ["　教室", "05", 2000, 0, 0, 2000, 0, 0],
        ["　专用教室", "06", 1600.5, 0, 0, 1600.5, 0, 0], ["　　理化生实验室", "07", 1000, 0, 0, 1000, 0, 0], ["　　其他", "08", 600.5, 0, 0, 600.5, 0, 0],
        ["二、行政办公用房", "09", 1000, 0, 0, 1000, 0, 0], ["三、生活用房", "10", 1399.5, 0, 0, 1399.5, 0, 0],
    ]  # fmt: skip


def staff(note: str = "") -> Rows:
    return [
        ["中小学教职工"], WHO, ["指标名称", "代码", "教职工数", "专任教师", "行政人员", "教辅人员", "工勤人员", "其他", "校外教师"],
        ["总计", "01", 50, 40, 3, 3, 2, 2, 9], ["　#女", "02", 31, 30, 1, 0, 0, 0, 0], ["　#在编人员", "03", 45, "-", "-", "-", "-", "-", "-"], [note],
    ]  # fmt: skip


def land() -> Rows:
    return [
        ["占地面积及其他办学条件"], WHO, ["指标名称", "代码", "计量单位", "数量"], ["占地面积", "01", "平方米", 9000], ["　其中：绿化用地面积", "02", "平方米", 2000],
        ["　　　　运动场地面积", "03", "平方米", 3000], ["　十一人制足球场", "04", "个", 1], ["图书", "05", "册", 4000], ["　其中：当年新增", "06", "册", 300],
        ["固定资产总值", "07", "万元", 900], ["　#教学仪器设备资产值", "08", "万元", 200], ["　　其中：当年新增", "09", "万元", 20],
    ]  # fmt: skip


FORMS = {"教基3112": pupils, "教基2106": classes, "教基5170": rooms, "教基4149": staff, "教基5176": land}


def told(folder: Path, sheet: str, rows: Rows, rule: str = "form-unbalanced") -> list[Finding]:
    path = folder / "甲县2023学年第一小学.xlsx"
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return [each for each in load([path])[1].findings if each.rule == rule]


def changed(rows: Rows, cell: str, value: object) -> Rows:
    rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    return rows


@pytest.mark.parametrize("sheet", FORMS)
def test_a_form_that_adds_up_is_not_told(sheet: str, tmp_path: Path) -> None:
    assert told(tmp_path, sheet, FORMS[sheet]()) == []


@pytest.mark.parametrize(("sheet", "cell", "value", "at", "allowed"), [
    ("教基3112", "E5", 190, "E5", "≤ 180"),  # girls above the pupils
    ("教基3112", "F6", 55, "F6", "≤ 50"),  # girls of a grade above the grade, and above what the row's total leaves
    ("教基3112", "D8", 31, "D8", "≤ 30"),  # from another province above those who moved in
    ("教基2106", "D4", 4, "D4", "= 2"),  # the total of a grade: its row and its column want 2
    ("教基2106", "D6", 3, "D6", "= 1"),
    ("教基5170", "F10", 2100, "F10", "= 2000"),  # one room, against its group and against last year
    ("教基5170", "C12", 1100, "C12", "= 1000"),
    ("教基5170", "F14", 1000.05, "F14", "= 1000"),
    ("教基5170", "G6", 7000, "G6", "≤ 6000"),  # dangerous buildings, columns under 其中
    ("教基5170", "F8", 7000, "F8", "≤ 6000"),  # below 其中：…, in line with its words
    ("教基4149", "E4", 30, "C4", "≥ 75"),  # what the source declares: without 其他, which some add and some do not
    ("教基4149", "C6", 55, "C6", "≤ 50"),
    ("教基5176", "D5", 9001, "D5", "≤ 9000"),
    ("教基5176", "D5", 6500, "D4", "≥ 9500"),  # green and the sports grounds of 3000 share no land, and together are more than it
    ("教基5176", "D9", 4300, "D9", "≤ 4000"),
    ("教基5176", "D12", 2000, "D12", "≤ 200"),
    ("教基3112", "F6", "", "F6", "= 22"),  # a blank where the others leave 22 of 80
    ("教基3112", "D6", "", "D6", "= 80"),
    ("教基2106", "E4", "", "E4", "= 2"),
    ("教基5170", "F10", "", "F10", "= 2000"),
    ("教基5170", "C9", "", "C9", "= 3600.5"),  # of both sums that it is in
    ("教基4149", "C4", "", "C4", "≥ 48"),  # all staff, without 其他
])  # fmt: skip
def test_a_part_that_does_not_fit_its_whole_is_told_once_at_the_cell(sheet: str, cell: str, value: object, at: str, allowed: str, tmp_path: Path) -> None:
    (one,) = told(tmp_path, sheet, changed(FORMS[sheet](), cell, value))
    assert (one.sheet, one.cell, str(one.allowed), one.severity) == (sheet, at, allowed, Severity.WARNING)
    assert at in one.message.zh
    assert at in one.message.en


@pytest.mark.parametrize(("sheet", "cell", "value"), [
    ("教基3112", "D5", ""), ("教基2106", "C5", "-"), ("教基5176", "D4", ""),
    ("教基5176", "D7", 20000),  # football grounds are counted, not measured
    ("教基5176", "C9", "万册"),  # two units
    ("教基4149", "I4", 90),  # teachers of other schools are no staff
])  # fmt: skip
def test_what_is_blank_or_of_another_unit_contradicts_nothing(sheet: str, cell: str, value: object, tmp_path: Path) -> None:
    assert told(tmp_path, sheet, changed(FORMS[sheet](), cell, value)) == []


def test_a_sum_with_a_blank_is_told_where_the_known_parts_are_too_much(tmp_path: Path) -> None:
    (one,) = told(tmp_path, "教基5170", changed(changed(rooms(), "F10", ""), "F11", 4000))
    assert one.cell == "F11"


def test_what_the_form_states_in_its_note_is_compared(tmp_path: Path) -> None:
    rows = staff("说明：教职工数＝专任教师＋行政人员＋教辅人员＋工勤人员＋其他。")
    assert told(tmp_path, "教基4149", rows) == []
    (one,) = told(tmp_path, "教基4149", changed(rows, "E4", 2))
    assert (one.cell, str(one.allowed)) == ("C4", "= 49")


AGES: Rows = [
    ["基础教育学校专任教师分年龄情况"], ["学校名称：甲县第一小学 学校标识码：2199000001 2023学年"],
    ["指标名称", "代码", "合计", "#女", "29岁及以下", "30-39岁", "40-49岁", "50岁及以上"],
    ["小学", "01", 47, 25, 4, 17, 15, 11], ["　#女", "02", 25, "-", 1, 9, 7, 8], ["　副高级", "03", 7, 4, "", 3, 3, 1], ["　中级", "04", 17, 7, 3, 4, 9, 1],
    ["　助理级", "05", 19, 11, 1, 8, 2, 8], ["　员级", "06", 1, 1, "", 1, "", ""], ["　未定职级", "07", 3, 2, "", 1, 1, 1], ["说明：合计＝各年龄段之和。"],
]  # fmt: skip


def test_two_rows_that_do_not_add_up_are_told_where_the_form_says_of_which_the_total_is(tmp_path: Path) -> None:
    """19 for 17 and 17 for 19, so that the column adds up all the same; the other figures are too small to prove anything by themselves."""
    rows = [[*row] for row in AGES]
    assert told(tmp_path, "教基4153", rows) == []
    rows[6][2], rows[7][2] = 19, 17
    assert [(each.cell, str(each.allowed)) for each in told(tmp_path, "教基4153", rows)] == [("C7", "= 17"), ("C8", "= 19")]


def test_a_figure_below_0_is_told_where_no_fact_is_read_from_it(tmp_path: Path) -> None:
    """A decrease written with its sign: it was taken for a blank."""
    (one,) = told(tmp_path, "教基5170", changed(FORMS["教基5170"](), "E8", -20), "cell-unusable")
    assert (one.cell, one.found) == ("E8", "-20")


@pytest.mark.parametrize(("cell", "value", "is_told"), [("D4", -100, True), ("D4", "约100", True), ("D5", -1, True), ("D4", "1,000", False), ("D6", "12-34", False), ("D5", "-", False)])
def test_what_is_no_figure_is_told_in_a_form_in_which_nothing_adds_up(cell: str, value: object, is_told: bool, tmp_path: Path) -> None:
    """Of the rows whose unit is one; 建校年月 has 年月."""
    rows: Rows = [
        ["学校（机构）基本情况（续）"], WHO, ["指标名称", "代码", "计量单位", "数量"], ["接入互联网出口带宽", "01", "Mbps", 100], ["专职保安人员", "02", "人", 2], ["建校年月", "03", "年月", "1998-09"],
    ]  # fmt: skip
    assert told(tmp_path, "教基1102续", rows, "cell-unusable") == []
    assert [each.cell for each in told(tmp_path, "教基1102续", changed(rows, cell, value), "cell-unusable")] == ([cell] if is_told else [])


def test_parts_that_nowhere_add_up_are_not_all_there_are(tmp_path: Path) -> None:
    """Rooms of which some have no line of their own."""
    rows = [row for row in rooms() if row[0] != "三、生活用房"]
    assert told(tmp_path, "教基5170", rows) == []


def test_what_the_checks_of_facts_tell_is_not_told_twice(tmp_path: Path) -> None:
    """The classes of a size are read, and L04 holds them against all classes, at these. That one size is wrong its own row tells, at its own cell."""
    assert told(tmp_path, "教基2106", changed(classes(), "C4", 8)) == []
    assert [(each.cell, each.allowed) for each in told(tmp_path, "教基2106", changed(classes(), "C6", 5))] == [("C6", "= 4")]


def test_a_sum_that_the_form_states_is_not_told_again_as_parts_that_are_too_much(tmp_path: Path) -> None:
    """One sum is off; nothing says which of its cells is wrong."""
    rows = staff("说明：教职工数＝专任教师＋行政人员＋教辅人员＋工勤人员＋其他。")
    rows[3][4] = 30
    (found,) = told(tmp_path, "教基4149", rows)
    assert (found.cell, found.allowed) == ("C4", "= 77")  # 40 + 30 + 3 + 2 + 2
    assert "多半" not in found.message.zh


@pytest.mark.parametrize(("amount", "unit", "is_told"), [(1_805_000, "万元", True), ("16550000", "万元", True), ("1,655.00", "万元", False), (200_000, "万元", False), (18_050_000, "元", False)])
def test_more_than_a_school_has_is_told_where_no_fact_is_read(amount: object, unit: str, is_told: bool, tmp_path: Path) -> None:
    """固定资产总值 typed in yuan: nothing else is held against it."""
    rows = [[*row[:2], unit, *row[3:]] if "万元" in row else row for row in changed(land(), "D10", amount)]
    assert [(each.cell, each.allowed) for each in told(tmp_path, "教基5176", rows, "amount-implausible")] == ([("D10", "≤ 200000")] if is_told else [])


@pytest.mark.parametrize(("width", "is_told"), [(1000, False), (100_000, False), ("1000000", True)])
def test_more_bandwidth_than_a_school_has_is_told(width: object, is_told: bool, tmp_path: Path) -> None:
    rows: Rows = [["学校（机构）基本情况（续）"], WHO, ["指标名称", "代码", "计量单位", "数量"], ["接入互联网出口带宽", "01", "Mbps", width], ["专职校医", "02", "人", 1]]
    assert [(each.cell, each.allowed) for each in told(tmp_path, "教基1102", rows, "amount-implausible")] == ([("D4", "≤ 100000")] if is_told else [])


@pytest.mark.parametrize(("pupils", "primary", "is_told"), [(85, 58, False), (58, 58, True), (85, 85, True), (112, 58, False)])
def test_stages_in_one_column_are_together_not_more_than_all_pupils(pupils: int, primary: int, is_told: bool, tmp_path: Path) -> None:
    """27 in the junior stage; a stage without a row may be what is left."""
    rows: Rows = [["特殊教育学校学生数"], WHO, ["指标名称", "代码", "计量单位", "数量"], ["在校生数", "01", "人", pupils], ["　小学阶段", "02", "人", primary], ["　初中阶段", "03", "人", 27]]
    assert [(each.cell, each.allowed) for each in told(tmp_path, "教基3120", rows)] == ([("D4", f"≥ {primary + 27}")] if is_told else [])


@pytest.mark.parametrize("odd", ["9" * 400, float("1e300"), "1e400"])
@pytest.mark.filterwarnings("error")
def test_a_number_beyond_all_sums_does_no_harm(odd: object, tmp_path: Path) -> None:
    rows = staff()
    rows[3][8] = odd
    rows[4][3] = 41  # of 40 teachers
    assert [each.cell for each in told(tmp_path, "教基4149", rows)] == ["D5"]


@pytest.mark.parametrize(("cell", "value", "is_told"), [("E5", 79, True), ("E5", 80, False), ("E5", "-", False), ("E5", "", False)])
def test_girls_of_the_totals_row_are_the_total_of_the_girls_row(cell: str, value: object, is_told: bool, tmp_path: Path) -> None:
    found = told(tmp_path, "教基3112", changed(pupils(), cell, value))
    assert [(each.cell, each.found, each.allowed) for each in found] == ([("E5", "79", "= 80")] if is_told else [])
    assert all("#女”一行" in each.message.zh and "D6" in each.message.en for each in found)


def test_a_girls_row_that_does_not_add_up_is_told_once(tmp_path: Path) -> None:
    assert [each.cell for each in told(tmp_path, "教基3112", changed(pupils(), "D6", 70))] == ["D6"]


@pytest.mark.parametrize(("girls", "where"), [(30, []), (29, ["D5"]), ("-", [])])
def test_women_of_two_forms_of_a_school_are_compared(girls: object, where: list[str], tmp_path: Path) -> None:
    head, book = ["指标名称", "代码", "合计", "#女", "24岁及以下", "25-29岁"], openpyxl.Workbook()
    for name, title, columns, women in (("教基4153", "中小学专任教师分年龄情况", head, 30), ("教基4155", "小学专任教师分课程、分学历情况", [*head[:4], "语文", "数学"], girls)):
        for row in ([title], WHO, columns, ["甲", "乙", 1, 2, 3, 4], ["小学", "01", 40, women, 15, 25]):
            (book[name] if name in book else book.create_sheet(name)).append(row)
    del book["Sheet"]
    book.save(tmp_path / "甲县2023学年第一小学.xlsx")
    found = [each for each in load([tmp_path / "甲县2023学年第一小学.xlsx"])[1].findings if each.rule == "form-unbalanced"]
    assert [each.cell for each in found] == where
    assert all(each.sheet == "教基4155" and "教基4153 D5" in each.message.zh for each in found)


@pytest.mark.parametrize("girls", [41, 24])
def test_women_that_are_more_than_everyone_in_both_columns_are_told(girls: int, tmp_path: Path) -> None:
    """Of 21 teachers, and no other staff, 24 women: no other column bears it out, and none is needed."""
    rows = staff()
    rows[3][2:], rows[4][2:] = [21, 21, 0, 0, 0, 0, 0], [girls, girls, 0, 0, 0, 0, 0]
    rows[5][2] = 21
    found = told(tmp_path, "教基4149", rows)
    assert [(each.cell, each.allowed) for each in found] == [("C5", "≤ 21"), ("D5", "≤ 21")]


def test_girls_that_changed_lines_with_everyone_are_told_once(tmp_path: Path) -> None:
    """Too many in every column: what the form's own figures do not bear out, and true all the same."""
    rows = pupils()
    rows[4][2:], rows[5][2:] = rows[5][2:], rows[4][2:]
    found = told(tmp_path, "教基3112", rows)
    assert [each.cell for each in found if each.rule == "form-unbalanced"] == ["C6"]
