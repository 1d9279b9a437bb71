"""One code for two schools: told at the codes and once, not with every figure of both."""

from __future__ import annotations

from pathlib import Path

import pytest

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
