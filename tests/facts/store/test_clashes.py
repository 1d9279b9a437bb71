"""One code for two schools: told at the codes and once, not with every figure of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load
from junheng.terms import Finding

HEADS = "学校标识码,学校名称,办学类型,乡镇（街道）,小学在校生数,小学一年级在校生数,小学二年级在校生数,小学三年级在校生数,小学班数,小学专任教师数,小学体育专任教师数"
FILE = "甲县2023学年小学一览表.csv"


def line(number: int, code: int | None = None, **changed: int) -> str:
    figures = {"pupils": 90 + 3 * number, "one": 30 + number, "two": 30 + number, "three": 30 + number, "classes": 3, "teachers": 8 + number, "pe": 1} | changed
    return ",".join(map(str, [f"21990010{code or number:02}", f"甲县第{number}小学", "小学", "松岭镇", *figures.values()]))


def delivered(tmp_path: Path, *lines: str) -> Delivery:
    (tmp_path / FILE).write_text("\n".join([HEADS, *lines]) + "\n", "utf-8")
    return load([tmp_path / FILE])[1]


def of(rule: str, delivery: Delivery) -> list[Finding]:
    return [each for each in delivery.findings if each.rule == rule]


def test_two_schools_with_one_code_are_told_once_at_their_codes(tmp_path: Path) -> None:
    delivery = delivered(tmp_path, *(line(number) for number in range(1, 9)), line(9, code=3))
    (twice,) = of("school-twice", delivery)
    assert (twice.cell, twice.against) == ("A10", ((FILE, "", "A4"),))
    assert "“甲县第3小学”" in twice.message.zh
    assert "“甲县第9小学”" in twice.message.zh
    (name, figures) = of("fact-twice", delivery)
    assert (name.cell, [cell for _, _, cell in name.against]) == ("B4", ["B10", "A4", "A10"])
    # what differs: 99 and 117 pupils, 33 and 39 in each grade, 11 and 17 teachers; classes and PE teachers are the same
    cells = {f"{letter}{row}" for letter in "EFGHJ" for row in (4, 10)}
    assert {figures.cell, *(cell for _, _, cell in figures.against)} == cells
    assert "有 5 项填了不同的数" in figures.message.zh
    assert of("B01", delivery) == []  # they are missing because they were given twice, which is told


@pytest.mark.parametrize(("changed", "cells"), [({"teachers": 12}, {"J4"}), ({"teachers": 12, "pe": 2, "classes": 4, "pupils": 98}, {"J4", "K4", "I4", "E4"})])
def test_a_few_figures_that_differ_are_told_each_at_its_cells(changed: dict[str, int], cells: set[str], tmp_path: Path) -> None:
    delivery = delivered(tmp_path, *(line(number) for number in range(1, 9)), line(3, **changed))
    assert {each.cell for each in of("fact-twice", delivery)} == cells
    assert all(each.against == ((FILE, "", f"{each.cell[0]}10"),) for each in of("fact-twice", delivery))


def test_two_whole_deliveries_that_differ_are_told_school_by_school(tmp_path: Path) -> None:
    for name, more in (("甲县2023学年小学一览表.csv", 0), ("甲县2023学年小学报表.csv", 1)):
        lines = [line(number, pupils=90 + more, one=30 + more, two=30 + more, three=30 - more, teachers=9 + more) for number in range(1, 9)]
        (tmp_path / name).write_text("\n".join([HEADS, *lines]) + "\n", "utf-8")
    found = of("fact-twice", load([tmp_path])[1])
    assert len(found) == 8
    assert {len(each.against) for each in found} == {9}  # five facts in two files, less the cell at which it stands


def two_tables(tmp_path: Path, wrong: int, shared: int) -> Delivery:
    """Nine schools in two sheets, pupils in one and the premises in the other; the school `wrong` has the code of the school `shared`."""
    who = [[f"21990010{shared if number == wrong else number:02}", f"甲县第{'一二三四五六七八九'[number - 1]}小学", "小学", "松岭镇"] for number in range(1, 10)]
    heads = ["学校标识码", "学校名称", "办学类型", "乡镇"]
    pupils = [[*each, 100 + 7 * number, 6, 10 + number] for number, each in enumerate(who, 1)]
    premises = [[*each, 10_000 + 70 * number, 3_000 + 11 * number] for number, each in enumerate(who, 1)]
    grids = {
        "学生": [["甲县2023/2024学年小学在校生情况"], [*heads, "在校生数", "班数", "专任教师"], *pupils],
        "条件": [["甲县2023/2024学年小学办学条件"], [*heads, "占地面积（平方米）", "校舍建筑面积（平方米）"], *premises],
    }
    return load([write_sheets(tmp_path / "甲县.xlsx", grids)])[1]


def test_one_code_for_two_schools_in_two_tables_is_told_once_for_all_their_figures(tmp_path: Path) -> None:
    delivery = two_tables(tmp_path, 9, shared=3)
    (name, figures) = of("fact-twice", delivery)
    assert (name.sheet, name.cell) == ("学生", "B5")
    # the third and the ninth: 121 and 163 pupils, 13 and 19 teachers, 10210 and 10630 m2 of land, 3033 and 3099 of floor; 6 classes both
    assert {(sheet, cell) for _, sheet, cell in (figures.place, *figures.against)} == {
        *(("学生", f"{letter}{row}") for letter in "EG" for row in (5, 11)), *(("条件", f"{letter}{row}") for letter in "EF" for row in (5, 11)),
    }
    assert "2199001003 2023 有 4 项填了不同的数：小学“在校生数”121" in figures.message.zh


def test_a_school_under_the_code_of_another_is_not_missing_between_its_numbers(tmp_path: Path) -> None:
    assert of("S34", two_tables(tmp_path, 3, shared=2)) == []  # one code has one name, the second's; the third's stands on the list all the same


@pytest.mark.parametrize(("second", "count"), [("St. Paul小学", 0), ("St. Pauls小学", 1)])
def test_names_that_differ_in_a_blank_are_one_name(second: str, count: int, tmp_path: Path) -> None:
    """Of a name with letters the blanks are kept: they may part its words."""
    sheets: dict[str, list[list[object]]] = {
        "学生": [["甲县2023/2024学年小学情况"], ["学校名称", "学校标识码", "在校生数"], ["St.Paul小学", "2199000001", 240]],
        "图书": [["甲县2023/2024学年小学图书"], ["学校名称", "学校标识码", "图书（册）"], [second, "2199000001", 3000]],
    }
    assert len(of("fact-twice", load([write_sheets(tmp_path / "甲县.xlsx", sheets)])[1])) == count
