"""A small table below a list is no list of schools; schools below a blank line are."""

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import Delivery, Facts, load

Grid = list[list[object]]
TITLE: list[object] = ["甲县2023/2024学年小学情况"]
CODED: Grid = [TITLE, ["学校名称", "学校标识码", "班数", "在校生数"], *([f"甲县第{number}小学", f"21990000{at}", 6, 200 + at] for at, number in enumerate("一二三四", 11))]
PLACED: Grid = [TITLE, ["乡镇", "学校名称", "班数", "在校生数"], *(["城关镇", f"甲县第{number}小学", 6, 200 + at] for at, number in enumerate("一二三四"))]


def read(tmp_path: Path, grid: Grid) -> tuple[Facts, Delivery]:
    book = openpyxl.Workbook()
    for cells in grid:
        book.active.append(cells)
    book.save(tmp_path / "表.xlsx")
    return load([tmp_path / "表.xlsx"])


def told(delivery: Delivery) -> list[tuple[str, str, str]]:
    return [(each.rule, each.cell, each.severity.value) for each in delivery.findings if each.rule in ("table-below", "cell-unusable", "row-no-school", "S05", "S35")]


@pytest.mark.parametrize("grid", [PLACED, CODED])
@pytest.mark.parametrize(("table", "severity"), [
    ([["乡镇", "学校数", "在校生数"], ["城关镇", 4, 806], ["合计", 4, 806]], "warning"),
    ([["序号", "乡镇", "学校数", "在校生数"], [1, "城关镇", 4, 806]], "warning"),
    ([["项目", "数量"], ["学校数", 4], ["班数", 24]], "warning"),
    ([["撤并学校", "并入学校", "撤并时间"], ["甲县红星小学", "甲县第一小学", "2023年8月"]], "warning"),
    ([["联系电话：", "12345", "", "日期：", "2023-10-12"]], "info"),
])
def test_what_stands_below_is_told_once_and_no_school(tmp_path: Path, grid: Grid, table: Grid, severity: str) -> None:
    facts, delivery = read(tmp_path, [*grid, [], *table])
    assert sorted(facts.schools["name"]) == sorted(str(name) for cells in grid[2:] for name in cells if "第" in str(name))
    assert facts.school_years["classes"].sum() == 24
    assert told(delivery) == [("table-below", "8", severity)]
    assert (delivery.rows_in, delivery.rows_kept) == (4 + len(table), 4)


@pytest.mark.parametrize("grid", [PLACED, CODED])
@pytest.mark.parametrize(("table", "first"), [
    ([["乡镇", "学校数", "在校生数"], ["城关镇", 4, 806], ["合计", 4, 806]], 7),
    ([["项目", "数量"], ["学校数", 4], ["班数", 24]], 7),
    ([["撤并学校", "并入学校", "备注"], ["甲县红星小学", "甲县第一小学", "停办"], ["甲县前进小学", "甲县第一小学", "停办"]], 7),
    ([["制表：", "", "审核："], ["联系电话：", "12345", "", "日期：", "2023-10-12"]], 8),
])
def test_without_a_blank_line_its_head_tells_it(tmp_path: Path, grid: Grid, table: Grid, first: int) -> None:
    facts, delivery = read(tmp_path, [*grid, *table])
    assert facts.schools.height == 4
    assert [cell for _, cell, _ in told(delivery)] == [str(first)]


def test_a_line_of_texts_in_the_list_stays(tmp_path: Path) -> None:
    """王庄 has no figures yet, and no name like the others."""
    facts, delivery = read(tmp_path, [*PLACED[:5], ["石桥镇", "王庄", "", ""], *PLACED[5:]])
    assert facts.schools.height == 5
    assert "table-below" not in {each.rule for each in delivery.findings}


def test_its_head_may_stand_apart(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [*CODED, [], ["项目", "数量"], [], ["班数", 24]])
    assert facts.schools.height == 4
    assert [cell for _, cell, _ in told(delivery)] == ["8", "10"]


@pytest.mark.parametrize("below", [
    [["甲县第五小学", "2199000015", 6, 205]],
    [["甲县第五小学", "2199000015", "待定", 205]],  # told at the cell
    [["王庄", "2199000015", 6, 205]],
    [["甲县第五小学", "", 6, 205]],
    [["甲县青坡中心小学", "2199000015", "", ""]],
    [["二、民办学校"], ["甲县第五小学", "2199000015", 6, 205]],
    [["学校名称", "学校标识码", "班数", "在校生数"], ["甲县第五小学", "2199000015", 6, 205]],
])
def test_schools_below_a_blank_line_are_read(tmp_path: Path, below: Grid) -> None:
    facts, delivery = read(tmp_path, [*CODED, [], *below])
    assert facts.schools.height == 5
    assert "table-below" not in {each.rule for each in delivery.findings}


def test_schools_may_follow_a_table(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [*CODED, [], ["项目", "数量"], ["班数", 24], [], ["甲县第五小学", "2199000015", 6, 205]])
    assert facts.schools.height == 5
    assert told(delivery) == [("table-below", "8", "warning")]


def test_a_total_and_notes_below_a_blank_line_stay_what_they_are(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, [*CODED, [], ["合计", "", 24, 851], ["制表：", "", "审核："], [], ["注：不含教学点"]])
    assert {(each.rule, each.cell) for each in delivery.findings} >= {("row-total", "8"), ("row-note", "9"), ("row-note", "11"), ("total-larger", "D8")}
    assert told(delivery) == []
