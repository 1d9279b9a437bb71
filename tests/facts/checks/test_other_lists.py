"""Lines of other schools in a list: of another county, or one school written twice. And what a list of teachers, or of few schools, lets be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

NUMBERS = "一二三四五六七八九"
Row = list[object]


def told(folder: Path, head: list[str], rows: list[Row], rule: str, county: str = "清河县") -> list[str]:
    sheets = {"小学": [[f"{county}2023/2024学年小学一览表"], head, *rows]}
    return [each.cell for each in load([write_sheets(folder / "小学.xlsx", sheets)])[1].findings if each.rule == rule]


def of_names(names: list[str]) -> list[Row]:
    return [[name, 6, 200 + place] for place, name in enumerate(names)]


@pytest.mark.parametrize(("name", "cells"), [
    ("云台县实验小学", ["A12"]), ("云台自治县实验小学", ["A12"]),
    ("实验小学", []), ("老县镇中心小学", []), ("清河市云台小学", []), ("望川市清河县实验小学", []), ("县直小学", []), ("城关镇古县村小学", []),
])
def test_a_name_of_another_county_is_told(tmp_path: Path, name: str, cells: list[str]) -> None:
    names = [*(f"清河县第{number}小学" for number in NUMBERS), name]
    assert told(tmp_path, ["学校名称", "班数", "在校生数"], of_names(names), "S78") == cells


def test_names_of_many_counties_say_nothing(tmp_path: Path) -> None:
    """Five of seven begin with the county: fewer than four in five."""
    names = [*(f"清河县第{number}小学" for number in NUMBERS[:5]), "云台县实验小学", "云台县第二小学"]
    assert told(tmp_path, ["学校名称", "班数", "在校生数"], of_names(names), "S78") == []


CODED = ["学校名称", "学校标识码", "办学类型", "乡镇", "班数", "在校生数"]


@pytest.mark.parametrize(("name", "kind", "towns", "cells"), [
    ("清河县第三小学", "小学", ("", ""), ["B8"]),
    ("清河县第三小学", "小学教学点", ("", ""), []),  # the point of a school may have its name
    ("清河县第三小学", "小学", ("城关镇", "石桥镇"), []),
    ("清河县第三小学", "小学", ("城关镇", "城关镇"), ["B8"]),
    ("第三小学", "小学", ("", ""), []),
])
def test_one_full_name_under_two_codes_is_told(tmp_path: Path, name: str, kind: str, towns: tuple[str, str], cells: list[str]) -> None:
    rows: list[Row] = [[f"清河县第{number}小学", f"219900000{place}", "小学", towns[0], 6, 200 + place] for place, number in enumerate(NUMBERS[:5])]
    rows[2][0] = name
    assert told(tmp_path, CODED, [*rows, [name, "2199000007", kind, towns[1], 6, 230]], "S04") == cells


def test_teachers_left_blank_in_a_list_of_teachers_are_told(tmp_path: Path) -> None:
    rows: list[Row] = [[f"清河县第{number}小学", 20 + place, 15 + place, 5] for place, number in enumerate(NUMBERS)]
    rows[4][1] = None
    head = ["学校名称", "专任教师数", "本科", "专科"]
    assert told(tmp_path, head, rows, "B01") == ["B7"]
    rows[4] = ["清河县第五小学", None, 0, None]  # next to nothing: no line of a school that gives its teachers
    assert told(tmp_path, head, rows, "B01") == []


@pytest.mark.parametrize(("teachers", "classes", "cells"), [(300, 12, ["D5"]), (97, 12, ["D5"]), (96, 12, []), (40, 4, []), (41, 5, ["D5"])])
def test_more_than_eight_teachers_a_class_are_told(tmp_path: Path, teachers: int, classes: int, cells: list[str]) -> None:
    rows: list[Row] = [["清河县第一小学", 6, 240, 14], ["清河县第二小学", 20, 870, 51], ["清河县第三小学", classes, 42 * classes, teachers], ["清河县第四小学", 26, 1140, 67]]
    assert told(tmp_path, ["学校名称", "班数", "在校生数", "专任教师数"], rows, "L68") == cells
