"""A list with one line per member of staff makes no schools; a list of schools with a column about its head does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from junheng.facts import Delivery, Facts, load
from junheng.terms import Severity

Row = list[Any]
SCHOOLS = ["甲县第一小学", "甲县第二小学", "甲县第三小学"]
DEGREES, TITLES, COURSES = ["本科", "专科", "研究生"], ["中级", "副高级", "助理级"], ["语文", "数学", "英语", "体育"]


def read(folder: Path, rows: list[Row]) -> tuple[Facts, Delivery]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "a.xlsx")
    return load([folder / "a.xlsx"])


def roster(head: Row, line: Callable[[int], Row], count: int = 12, title: str = "甲县2023学年小学情况") -> list[Row]:
    return [[title], head, *(line(number) for number in range(count))]


STAFF = {
    "numbers": roster(
        ["学校标识码", "学校名称", "教职工编号", "性别", "学历", "职称", "任教学科"],
        lambda no: [f"219900000{no % 3 + 1}", SCHOOLS[no % 3], f"T{no}", "女", DEGREES[no % 3], TITLES[no % 3], COURSES[no % 4]],
    ),
    "like facts": roster(
        ["学校名称", "办学类型", "专任教师", "班数", "学生数", "学历", "职称"], lambda no: [SCHOOLS[no % 3], "小学", 1, 2, 88, DEGREES[no % 3], TITLES[no % 3]]
    ),
    "names": roster(["序号", "姓名", "学校名称", "学校标识码", "学历", "职称"], lambda no: [no + 1, "甲某", SCHOOLS[no % 3], f"219900000{no % 3 + 1}", DEGREES[no % 3], TITLES[no % 3]]),
    "merged": roster(["学校名称", "乡镇", "学历", "任教学科"], lambda no: [SCHOOLS[no // 4] if no % 4 == 0 else "", "城关镇", DEGREES[no % 3], COURSES[no % 4]]),
    "one of each school": roster(["学校名称", "乡镇", "工号", "学历", "职称"], lambda no: [SCHOOLS[no], "城关镇", f"T{no}", DEGREES[no], TITLES[no]], 3),
    "by its title": roster(["学校名称", "乡镇", "学历", "职称"], lambda no: [SCHOOLS[no], "城关镇", DEGREES[no], TITLES[no]], 3, "甲县2023学年骨干教师名册"),
}
LISTS = {
    "the head's degree": roster(
        ["学校名称", "学校标识码", "校长", "联系电话", "学历", "职称", "在校生数", "专任教师数"],
        lambda no: [SCHOOLS[no], f"219900000{no + 1}", "甲某", "0999-1234567", DEGREES[no], TITLES[no], 300 + no, 20 + no], 3,
    ),
    "numbers by degree": roster(["学校名称", "学校标识码", "在校生数", "专任教师数", "学历", "职称"], lambda no: [SCHOOLS[no], f"219900000{no + 1}", 300 + no, 20 + no, 9, 8], 3),
    "two lines of each": roster(
        ["学校名称", "学校标识码", "办学类型", "学段", "班数", "在校生数"], lambda no: [f"甲县第{no // 2}学校", f"319900000{no // 2}", "九年一贯制学校", ("小学", "初中")[no % 2], 6, 240 + no], 6, "甲县2023学年学校情况",
    ),
}


@pytest.mark.parametrize("name", STAFF)
def test_lines_of_staff_are_no_schools(name: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, STAFF[name])
    assert (facts.schools.height, facts.school_years.height) == (0, 0)
    (found,) = [each for each in delivery.findings if each.rule == "staff-listed"]
    assert (found.severity, found.cell) == (Severity.WARNING, "2")
    assert (delivery.rows_in, delivery.rows_kept) == (len(STAFF[name]) - 2, 0)
    assert not any(each.rule in ("school-twice", "column-unknown") for each in delivery.findings)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_schools_stays_one(name: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, LISTS[name])
    assert facts.schools.height == 3
    assert facts.school_years["pupils"].drop_nulls().len() >= 3
    assert not any(each.rule == "staff-listed" for each in delivery.findings)


def test_staff_beside_schools_in_a_workbook_cost_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, rows in (("学校", LISTS["two lines of each"]), ("教师", STAFF["like facts"])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "a.xlsx")
    facts, delivery = load([tmp_path / "a.xlsx"])
    assert facts.schools.height == 3
    assert [each.sheet for each in delivery.findings if each.rule == "staff-listed"] == ["教师"]


def test_a_roster_no_source_knows_is_told_as_staff(tmp_path: Path) -> None:
    rows = roster(["工号", "学校名称", "学历", "职称", "任教学科"], lambda no: [f"T{no}", SCHOOLS[no % 3], DEGREES[no % 3], TITLES[no % 3], COURSES[no % 4]])
    facts, delivery = read(tmp_path, rows)
    assert facts.schools.height == 0
    assert [(each.rule, "教职工" in each.message.zh) for each in delivery.findings] == [("file-unknown", True)]
