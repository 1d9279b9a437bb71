"""What a list says against itself beyond its sums: its title, its sheets, the order of its lines, a share that no other school has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding, Severity

Row = list[Any]
SIZES = [61, 480, 95, 730, 152, 610, 140, 588, 90, 77, 530, 866, 820, 59, 110, 401, 690, 73, 50, 484, 170, 64, 360, 792]
HEAD = ["学校名称", "学校标识码", "办学类型", "县区", "班数", "在校生数", "女生数", "图书（册）", "专任教师数", "专任教师 艺术（计）", "专任教师 音乐", "专任教师 美术"]
KINDS = {"小学": ("21", "小学"), "初中": ("31", "初级中学")}


def pages(title: str = "甲县2023/2024学年{}统计表") -> dict[str, list[Row]]:
    return {stage: [[title.format(stage)], [*HEAD], *(_school(stage, number, size) for number, size in enumerate(SIZES))] for stage in KINDS}


def _school(stage: str, number: int, size: int) -> Row:
    start, kind = KINDS[stage]
    teachers, arts = size // 15 + 2, [size // 200, size // 150]
    return [f"甲县{number + 1}村{stage}", f"{start}9900{number + 11:04d}", kind, "甲县", size // 40 + 1, size, size * 47 // 100, size * 21 + number, teachers, sum(arts), *arts]


def findings(folder: Path, sheets: dict[str, list[Row]]) -> list[Finding]:
    """Without the note that these lists are not counted."""
    return [each for each in load([write_sheets(folder / "a.xlsx", sheets)])[1].findings if each.rule != "schools-uncounted"]


def told(folder: Path, sheets: dict[str, list[Row]], *rules: str) -> list[tuple[str, str, str]]:
    return [(each.rule, each.sheet, each.cell) for each in findings(folder, sheets) if each.rule in rules or not rules]


def spoilt(spoil: Callable[[dict[str, list[Row]]], object]) -> dict[str, list[Row]]:
    sheets = pages()
    spoil(sheets)
    return sheets


def test_a_clean_workbook_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, pages()) == []


def test_a_title_of_another_county_is_told(tmp_path: Path) -> None:
    sheets = spoilt(lambda pages: pages["初中"][0].__setitem__(0, "乙县2023/2024学年初中统计表"))
    assert told(tmp_path, sheets) == [("area-disagrees", "初中", "A1")]
    for rows in sheets.values():
        for row in rows[1:]:
            del row[3]  # no column of counties: the names say it
    assert ("area-disagrees", "初中", "A1") in told(tmp_path, sheets)


@pytest.mark.parametrize("title", ["望川市2023/2024学年初中统计表", "2023/2024学年初中统计表", "望川市甲县2023/2024学年初中统计表"])
def test_a_title_of_the_city_or_of_none_is_not_told(title: str, tmp_path: Path) -> None:
    assert told(tmp_path, spoilt(lambda pages: pages["初中"][0].__setitem__(0, title))) == []


def test_a_title_of_another_stage_than_the_sheet_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, spoilt(lambda pages: pages["小学"][0].__setitem__(0, "甲县2023/2024学年初中统计表"))) == [("stage-disagrees", "小学", "A1")]


@pytest.mark.parametrize(("year", "is_told"), [(1924, True), (1985, True), (1986, False), (date.today().year + 1, False), (2099, True)])
def test_a_year_that_cannot_be_is_told_at_the_title(year: int, is_told: bool, tmp_path: Path) -> None:
    found = told(tmp_path, pages(f"甲县{year}/{year + 1}学年" + "{}统计表"))
    assert found == ([("year-implausible", "小学", "A1"), ("year-implausible", "初中", "A1")] if is_told else [])


def test_a_year_that_cannot_be_is_told_at_its_column(tmp_path: Path) -> None:
    sheets = {"表": [["甲县小学统计表"], [*HEAD[:3], "学年", *HEAD[4:]], *([*row[:3], 2099 if at == 3 else 2023, *row[4:]] for at, row in enumerate(pages()["小学"][2:]))]}
    assert ("year-implausible", "表", "D6") in told(tmp_path, sheets)


def test_two_years_in_one_title_are_told(tmp_path: Path) -> None:
    sheets = spoilt(lambda pages: pages["小学"].insert(1, ["学年：2022/2023学年初"]))
    assert told(tmp_path, sheets) == [("year-disagrees", "小学", "A2")]


def test_a_sheet_of_another_year_than_the_other_stages_is_told(tmp_path: Path) -> None:
    sheets = spoilt(lambda pages: pages["初中"][0].__setitem__(0, "甲县2013/2014学年初中统计表"))
    assert told(tmp_path, sheets, "year-disagrees") == [("year-disagrees", "初中", "A1")]
    both = {"小学2022": pages("甲县2022/2023学年{}统计表")["小学"], "小学2023": pages()["小学"], "初中": pages()["初中"]}
    assert told(tmp_path, both, "year-disagrees") == []


@pytest.mark.parametrize(("sheet", "severity"), [("小学", Severity.WARNING), ("高中", Severity.INFO)])
def test_a_sheet_without_a_line_is_told(sheet: str, severity: Severity, tmp_path: Path) -> None:
    for rule, rows in (("sheet-empty", []), ("list-empty", pages()["初中"][:2])):
        found = [each for each in findings(tmp_path, {"初中": pages()["初中"], sheet: rows}) if each.rule in ("sheet-empty", "list-empty")]
        assert [(each.rule, each.sheet, each.severity) for each in found] == [(rule, sheet, severity)]
    assert told(tmp_path, {"初中": pages()["初中"], "Sheet2": []}) == []


def test_a_blank_within_a_code_is_told_and_read(tmp_path: Path) -> None:
    assert told(tmp_path, spoilt(lambda pages: pages["小学"][5].__setitem__(1, "2199 000014"))) == [("cell-not-literal", "小学", "B6")]
    assert told(tmp_path, spoilt(lambda pages: pages["小学"][5].__setitem__(1, "21990\u200b00014"))) == [("cell-not-literal", "小学", "B6")]
    assert told(tmp_path, spoilt(lambda pages: pages["小学"][5].__setitem__(1, " 2199000014 "))) == []


def _exchange(rows: list[Row], one: int, other: int) -> None:
    rows[one][1], rows[other][1] = rows[other][1], rows[one][1]


def test_codes_in_each_others_line_are_told_where_the_others_are_in_order(tmp_path: Path) -> None:
    assert told(tmp_path, spoilt(lambda pages: _exchange(pages["小学"], 5, 9))) == [("codes-exchanged", "小学", "B10")]
    assert told(tmp_path, spoilt(lambda pages: pages["小学"][7].__setitem__(1, "2199000916"))) == [("code-out-of-order", "小学", "B8")]


@pytest.mark.parametrize("rows", [(5, 6), (5, 9, 12), (24, 25)])
def test_lines_in_another_order_are_not_told(rows: tuple[int, ...], tmp_path: Path) -> None:
    sheets = pages()
    for one, other in pairwise(rows):
        _exchange(sheets["小学"], one, other)
    assert told(tmp_path, sheets) == []


@pytest.mark.parametrize(("column", "letter"), [(7, "H"), (8, "I")])
@pytest.mark.parametrize("step", [1, -1])
def test_a_column_that_slid_by_a_line_is_told(column: int, letter: str, step: int, tmp_path: Path) -> None:
    sheets = pages()
    rows = sheets["小学"][6:]
    figures = [row[column] for row in rows]
    for at, row in enumerate(rows):
        row[column] = figures[min(max(at - step, 0), len(rows) - 1)]
    found = [each for each in findings(tmp_path, sheets) if each.rule == "column-slid"]
    assert [(each.sheet, each.cell[:1]) for each in found] == [("小学", letter)]
    assert ("上一行" if step > 0 else "下一行") in found[0].message.zh


def test_pupils_that_slid_by_a_line_are_told_and_not_all_other_columns(tmp_path: Path) -> None:
    sheets = pages()
    rows = sheets["小学"][2:]
    pupils = [row[5] for row in rows]
    for at, row in enumerate(rows[1:], start=1):
        row[5] = pupils[at - 1]
    assert [at[0] for _, _, at in told(tmp_path, sheets, "column-slid")] == ["F"]


@pytest.mark.parametrize(("girls", "is_told"), [(34, True), (730, True), (150, True), (220, False), (500, False)])
def test_a_share_of_girls_that_no_other_school_has_is_told(girls: int, is_told: bool, tmp_path: Path) -> None:
    found = told(tmp_path, spoilt(lambda pages: pages["小学"][5].__setitem__(6, girls)), "share-apart")
    assert found == ([("share-apart", "小学", "G6")] if is_told else [])


def test_arts_teachers_that_are_not_those_of_its_courses_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, spoilt(lambda pages: pages["小学"][5].__setitem__(9, 9)), "list-unbalanced") == [("list-unbalanced", "小学", "J6")]


@pytest.mark.parametrize(("file", "is_told"), [("甲县2023年.xlsx", True), ("2023年.xlsx", False)])
def test_few_schools_that_name_a_county_are_borne_out_by_the_files_name(file: str, is_told: bool, tmp_path: Path) -> None:
    """Three of eight schools carry 甲县; the title says 白沙县."""
    names = ["甲县第一小学", "甲县第二小学", "甲县第三小学", "石门镇中心小学", "柳河乡中心小学", "石门镇周庄小学", "柳河乡陈墩小学", "柳河乡王楼小学"]
    rows = [["白沙县2023/2024学年学校统计表"], ["学校名称", "办学类型", "班数", "在校生数"], *([name, "小学", 6, 200 + number] for number, name in enumerate(names))]
    path = write_sheets(tmp_path / file, {"小学": rows})
    assert ([each.cell for each in load([path])[1].findings if each.rule == "area-disagrees"] == ["A1"]) is is_told


def test_a_nine_year_school_in_one_line_or_two_has_no_blanks(tmp_path: Path) -> None:
    """Classes and teachers of both stages in one figure; land in the first of its two lines."""
    grades = [f"{each}年级" for each in "一二三四五六七八九"]
    schools = [[f"甲县{number}村小学", "小学", 60, *[10] * 6, "", "", "", 6, 12] for number in range(6)]
    one = [["甲县2023/2024学年学校统计表"], ["学校名称", "办学类型", "在校生数", *grades, "班数", "专任教师"], *schools, ["甲县东镇学校", "九年一贯制学校", 90, *[10] * 9, 9, 20]]
    two = [["甲县2023/2024学年学校统计表"], ["学校名称", "办学类型", "学段", "班数", "占地面积（平方米）"], *([row[0], "小学", "小学", 6, 5000 + at] for at, row in enumerate(schools)),
           ["甲县东镇学校", "九年一贯制学校", "小学", 6, 8000], ["甲县东镇学校", "九年一贯制学校", "初中", 3, ""]]
    for rows in (one, two):
        found = [each for each in load([write_sheets(tmp_path / "甲县.xlsx", {"学校": rows})])[1].findings if each.rule in ("B01", "B02", "B03")]
        assert found == []


@pytest.mark.parametrize(("line", "land", "floor"), [
    ("单位：人、平方米", 30, 90), ("单位：人、亩", 20_000, 90), ("面积：亩", 20_000, 90), ("注：占地面积单位为亩", 20_000, 90), ("面积单位为亩，金额单位为千元", 20_000, 90), ("单位：人、百平方米", None, None),
])  # fmt: skip
def test_the_unit_that_a_line_over_the_head_states(line: str, land: int | None, floor: int | None, tmp_path: Path) -> None:
    """30 亩 are 20,000 m²; buildings are never measured in them. A unit that is not known is refused."""
    rows = [["甲县2023/2024学年学校统计表"], [line], ["学校名称", "办学类型", "在校生数", "占地面积", "校舍建筑面积"], *([f"甲县{number}村小学", "小学", 200 + number, 30, 90] for number in range(4))]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"小学": rows})])
    found = facts.school_years.filter(stage="whole")
    for name, wanted in (("land_area", land), ("floor_area", floor)):
        assert set(found[name].drop_nulls().to_list()) == ({wanted * 10_000} if wanted else set())
    assert ("unit-unusable" in {each.rule for each in delivery.findings}) is (land is None)
