"""Slips of hands in short lists that all sums allow: a township among others, a total in a school's line, one column over another, another school's buildings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding

Rows = list[list[object]]
HEAD = ["学校名称", "乡镇", "班级数", "在校生数", "专任教师", "其中：本科及以上", "中级及以上职称", "占地面积（平方米）", "校舍建筑面积（平方米）", "教学及辅助用房面积（平方米）", "教学仪器设备值（万元）"]
TOWNS = ["东镇", "东镇", "东镇", "东镇", "南乡", "南乡", "南乡", "北乡", "北乡", "北乡"]
NAMES = ["桥头小学", "河湾小学", "石岭小学", "杨家小学", "白云小学", "大塘小学", "柳树小学", "清河小学", "茶园小学", "黄土小学"]


def schools() -> Rows:
    return [
        [name, town, 6 + at, 200 + 31 * at, 14 + 2 * at, 10 + at + at % 3, 7 + at + at % 2, 4000.25 + 311.5 * at, 1800.4 + 97.3 * at, 900.15 + 61.7 * at, 20.5 + 3.25 * at]
        for at, (name, town) in enumerate(zip(NAMES, TOWNS, strict=True))
    ]  # fmt: skip


def told(folder: Path, rows: Rows) -> list[Finding]:
    path = write_sheets(folder / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], HEAD, *rows]})
    return [each for each in load([path])[1].findings if each.severity != "info" and each.rule != "kind-by-stages"]


def test_nothing_of_a_right_list(tmp_path: Path) -> None:
    assert told(tmp_path, schools()) == []


@pytest.mark.parametrize(("line", "town", "is_told"), [
    (2, "北乡", True), (1, "南乡", True),
    (2, "西乡", False),  # a township of its own
    (0, "北乡", False), (9, "东镇", False), (3, "南乡", False),  # at the edge of a run: so lists begin and end
])  # fmt: skip
def test_a_school_of_another_township_among_those_of_one_is_told(line: int, town: str, is_told: bool, tmp_path: Path) -> None:
    rows = schools()
    rows[line][1] = town
    found = [(each.cell, each.found, each.allowed) for each in told(tmp_path, rows) if each.rule == "township-odd"]
    assert found == ([(f"B{line + 3}", town, TOWNS[line])] if is_told else [])


def test_where_two_may_be_the_odd_one_both_are_named(tmp_path: Path) -> None:
    rows = schools()
    rows[5][1] = "东镇"  # 东东东东南东南: the fifth or the sixth
    (one,) = [each for each in told(tmp_path, rows) if each.rule == "township-odd"]
    assert (one.cell, [cell for _, _, cell in one.against]) == ("B7", ["B8"])


def test_a_junior_school_before_its_township_is_not_odd(tmp_path: Path) -> None:
    """Lists of two kinds of school, each township by township."""
    rows = schools()
    rows[2][0], rows[2][1] = "石岭中学", "北乡"
    assert [each for each in told(tmp_path, rows) if each.rule == "township-odd"] == []


@pytest.mark.parametrize(("more", "is_told"), [(1, True), (3, False)])
def test_a_total_in_the_line_of_a_school_is_told_at_its_figures(more: float, is_told: bool, tmp_path: Path) -> None:
    """All others together, and what stood there before; three times as much is a large school."""
    rows = schools()[:7]
    own = rows[-1][2:]
    rows[-1][2:] = [sum(float(str(row[at])) for row in rows[:-1]) * (1 if more < 3 else 3) + more * float(str(own[at - 2])) for at in range(2, len(HEAD))]
    found = [each for each in told(tmp_path, rows) if each.rule == "row-of-sums"]
    assert [each.cell for each in found] == (["C9"] if is_told else [])
    assert all({cell for _, _, cell in each.against} >= {"D9", "E9"} for each in found)


def test_a_column_of_titles_pasted_over_one_of_degrees_is_told(tmp_path: Path) -> None:
    rows = schools()
    for row in rows:
        row[6] = row[5]
    assert [(each.rule, each.cell[0]) for each in told(tmp_path, rows)] == [("S39", "G")]


def test_three_areas_and_the_equipment_of_another_school_are_told(tmp_path: Path) -> None:
    """The lists have too few figures for S20, which tells lines that are the same in everything."""
    rows = schools()
    rows[6][7:] = rows[4][7:]
    assert {each.rule for each in told(tmp_path, rows)} >= {"S29"}


def test_round_figures_of_two_schools_may_be_the_same(tmp_path: Path) -> None:
    rows = schools()
    rows[6][7:] = rows[4][7:] = [5000, 2000, 1000, 30]
    assert "S29" not in {each.rule for each in told(tmp_path, rows)}


@pytest.mark.parametrize("column", [5, 6])
def test_a_head_of_degrees_or_titles_over_nothing_is_told(column: int, tmp_path: Path) -> None:
    rows = schools()
    for row in rows:
        row[column] = None
    assert [(each.rule, each.cell) for each in told(tmp_path, rows)] == [("column-empty", f"{'FG'[column - 5]}2")]


@pytest.mark.parametrize("column", [5, 6])
def test_one_blank_of_degrees_or_titles_is_told(column: int, tmp_path: Path) -> None:
    rows = schools()
    rows[3][column] = None
    assert [(each.rule, each.cell) for each in told(tmp_path, rows)] == [("B01", f"{'FG'[column - 5]}6")]


@pytest.mark.parametrize(("pupils", "classes", "cell"), [(81, 1, "H4"), (80, 1, None), (161, 2, "H4"), (20, 0, "H4"), (0, 0, None)])
def test_a_grade_that_its_classes_cannot_hold_is_told(pupils: int, classes: int, cell: str | None, tmp_path: Path) -> None:
    """Six grades under 在校生数 and under 班数; the others have one class of 40 each."""
    grades = [f"{each}年级" for each in "一二三四五六"]
    rows: list[list[object]] = [["学校名称", "在校生数", *[""] * 5, "班数"], ["", *grades, *grades]]
    rows += [["甲县第一小学", pupils, *[40] * 5, classes, *[1] * 5], ["甲县第二小学", *[40] * 6, *[1] * 6]]
    path = write_sheets(tmp_path / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], *rows]})
    found = [each for each in load([path])[1].findings if each.rule == "grade-classes"]
    assert [(each.cell, [at for _, _, at in each.against]) for each in found] == ([(cell, ["B4"])] if cell else [])


@pytest.mark.parametrize(("count", "told"), [(10, 10), (11, 1)])
def test_many_cells_with_thousands_set_apart_are_told_together(count: int, told: int, tmp_path: Path) -> None:
    rows = [[f"甲县{number}村小学", 200 + number, f"{number + 3},{number + 100}" if number < count else 900 + number] for number in range(14)]
    path = write_sheets(tmp_path / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], ["学校名称", "在校生数", "图书（册）"], *rows]})
    facts, delivery = load([path])
    found = [each for each in delivery.findings if each.rule == "cell-not-literal"]
    assert (len(found), sum(1 + len(each.against) for each in found)) == (told, count)
    assert facts.school_years["books"].drop_nulls().sort().to_list()[-1] == int(f"{count + 2}{count + 99}")
