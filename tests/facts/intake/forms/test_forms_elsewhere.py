"""教基 tables re-laid as offices elsewhere keep them: the figures of the plain layout come out, or a finding says at the cell what was not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from tests.facts.intake.forms.test_forms import FIRST, SECOND, SIGNED, Grid, forms, per_school
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load
from junheng.terms import Lang

Figures = dict[tuple[object, ...], object]


def figures(files: list[Path]) -> tuple[Figures, Delivery]:
    facts, delivery = load(files)
    found: Figures = {}
    for table, keys in ((facts.schools, ("year", "school")), (facts.school_years, ("year", "school", "stage"))):
        for row in table.sort(pl.all()).iter_rows(named=True):
            own = tuple(row[key] for key in keys)
            found |= {(*own, name): value for name, value in row.items() if name not in keys and value is not None}
    return found, delivery


def relaid(folder: Path, change: Callable[[Grid], Grid]) -> list[Path]:
    return [
        write_sheets(folder / f"{school['code']}_{school['name']}.xlsx", {name: change([list(cells) for cells in grid]) for name, grid in forms(school).items()})
        for school in (FIRST, SECOND)
    ]


def in_table(grid: Grid) -> range:
    """The rows from the head to the last before the signature."""
    head = next(row for row, cells in enumerate(grid) if cells and cells[0] == "指标名称")
    return range(head, grid.index(SIGNED))


def years_as_heads(grid: Grid) -> Grid:
    """2023年 before 2022年 where the form says 数量."""
    if grid[in_table(grid)[0]][-1] != "数量":
        return grid
    for row in in_table(grid):
        *_, value = grid[row]
        last = {"数量": "2022年", "1": "2"}.get(str(value), 7)
        grid[row] = [*grid[row][:-1], "2023年" if value == "数量" else value, last]
    return grid


def years_in_heads_of_area(grid: Grid) -> Grid:
    for cells in grid:
        cells[:] = [str(cell).replace("上学年校舍", "2022年校舍").replace("本学年校舍", "2023年校舍") if isinstance(cell, str) else cell for cell in cells]
    return grid


def units_in_labels(grid: Grid) -> Grid:
    """教学仪器设备资产值（元） instead of a column of units."""
    head = in_table(grid)[0]
    if "计量单位" not in grid[head]:
        return grid
    for cells in (grid[row] for row in in_table(grid)):
        if cells[2] == "万元":
            cells[2:] = ["元", cells[3] * 10_000]
        if cells[0] not in ("指标名称", "甲"):
            cells[0] = f"{cells[0]}（{cells[2]}）"
        del cells[2]
    return grid


def units_in_the_head(grid: Grid) -> Grid:
    """数量（平方米、间、元) over figures in yuan."""
    for cells in (grid[row] for row in in_table(units_in_labels(grid))):
        cells[0] = str(cells[0]).removesuffix("（元）").removesuffix("（平方米）")
        cells[-1] = "数量（平方米、间、元）" if cells[-1] == "数量" else cells[-1]
    return grid


def land_in_mu(grid: Grid) -> Grid:
    return [[*cells[:2], "亩", 7.8] if len(cells) > 3 and cells[3] == 5200 else cells for cells in grid]


def land_in_hectares_by_label(grid: Grid) -> Grid:
    return [[f"{cells[0]}（公顷）", cells[1], "", 0.52] if len(cells) > 3 and cells[3] == 5200 else cells for cells in grid]


def money_in_yuan_by_its_long_name(grid: Grid) -> Grid:
    return [[*cells[:2], "人民币元", cells[3] * 10_000] if len(cells) > 3 and cells[2] == "万元" else cells for cells in grid]


def no_row_numbers(grid: Grid) -> Grid:
    """甲 1 2 3 under a head without 代码."""
    for cells in (grid[row] for row in in_table(grid)):
        del cells[1]
    return grid


def code_in_brackets(grid: Grid) -> Grid:
    said = [str(cell) for cell in grid[1]]
    name, code = (next(part for cell in said for part in cell.split("　") if label in part).split("：")[1] for label in ("名称", "标识码"))
    return [grid[0], [f"学校名称：{name}（标识码：{code}）", "", said[-1]], *grid[2:]]


def answers_beside(grid: Grid) -> Grid:
    """学校名称： in one cell, the name in the next."""
    named = [cell.split("：") for said in grid[1] for cell in str(said).split("　") if "名称：" in cell or "标识码：" in cell]
    return [grid[0], [each for label, answer in named for each in (f"{label}：", answer)], [grid[1][-1]], *grid[2:]]


def blank_first_column(grid: Grid) -> Grid:
    return [["", *cells] if row in in_table(grid) else ["", *cells] if cells == SIGNED else cells for row, cells in enumerate(grid)]


def numbers_first(grid: Grid) -> Grid:
    """代码 before the labels; title and signature begin in its column."""
    return [[cells[1], cells[0], *cells[2:]] if row in in_table(grid) else cells for row, cells in enumerate(grid)]


SAME = [blank_first_column, numbers_first, no_row_numbers, code_in_brackets, answers_beside, years_as_heads, years_in_heads_of_area, units_in_labels, units_in_the_head, land_in_mu, land_in_hectares_by_label, money_in_yuan_by_its_long_name]


def said(delivery: Delivery, with_cells: bool) -> list[tuple[str, str]]:
    return sorted((each.rule, each.cell if with_cells else "") for each in delivery.findings if each.severity != "info")


def reads_the_same(change: Callable[[Grid], Grid], folder: Path, with_cells: bool = True) -> bool:
    """As the forms in their usual layout: figures, and what is told of them. with_cells: their rows and columns stay where they are."""
    (folder / "plain").mkdir()
    plain, told = figures(per_school(folder / "plain"))
    found, delivery = figures(relaid(folder, change))
    return found == plain and said(delivery, with_cells) == said(told, with_cells)


@pytest.mark.parametrize("change", SAME, ids=lambda each: each.__name__)
def test_same_figures_without_a_word(change: Callable[[Grid], Grid], tmp_path: Path) -> None:
    assert reads_the_same(change, tmp_path)


@pytest.mark.parametrize(("label", "unit", "figure"), [("图书", "册", 4321), ("图书", "万册", 0.4321), ("图书（万册）", "", 0.4321), ("图书", "千册", 4.321)])
def test_books_in_thousands_are_turned(label: str, unit: str, figure: float, tmp_path: Path) -> None:
    """万册 were an error."""

    def change(grid: Grid) -> Grid:
        return [line for cells in grid for line in ([[label, "09", unit, figure], cells] if cells[0] == "固定资产总值" else [cells])]

    found, delivery = figures(relaid(tmp_path, change))
    assert found[2023, FIRST["code"], "whole", "books"] == 4321
    assert not [each for each in delivery.findings if each.rule == "cell-unusable"]


def test_a_unit_that_cannot_be_turned_into_ours_is_told_at_the_figure(tmp_path: Path) -> None:
    def change(grid: Grid) -> Grid:
        return [[*cells[:2], "亿元", 0.0104] if cells[-1] == 104 else cells for cells in grid]

    found, delivery = figures(relaid(tmp_path, change))
    assert (2023, FIRST["code"], "whole", "equipment_value") not in found
    told = [each for each in delivery.findings if each.rule == "cell-unusable"]
    assert [(each.sheet, each.cell, "亿元" in each.message.zh) for each in told] == [("教基5176", "D7", True)] * 2


def test_a_head_over_merged_lines_one_of_which_is_blank(tmp_path: Path) -> None:
    plain, told = figures(relaid(tmp_path, lambda grid: grid))
    files = relaid(tmp_path, lambda grid: grid)
    for file in files:
        book = openpyxl.load_workbook(file)
        for sheet in book:
            if sheet["A4"].value is None:
                sheet.insert_rows(4)
                sheet.merge_cells("A3:A5")
        book.save(file)
    found, delivery = figures(files)
    assert found == plain
    assert [(each.rule, each.sheet) for each in delivery.findings] == [(each.rule, each.sheet) for each in told.findings]


@pytest.mark.parametrize("line", ["填报单位：甲县教育局（汇总）", "学校（机构）名称：甲县教育体育局　学校（机构）标识码：999900000001", "汇总单位：甲县"])
def test_a_summary_of_the_office_is_no_school_and_no_error(line: str, tmp_path: Path) -> None:
    """Beside the only school of a workbook its figures were taken for the school's."""
    plain, _ = figures(per_school(tmp_path))
    summary = [[cells[0], *cells[1:]] for cells in forms(FIRST, named=False)["教基3112"]]
    summary[1] = [line, "", "2023/2024学年初"]
    summary[5][4:] = [999, 480, 170]
    own = forms(FIRST)
    files = [write_sheets(tmp_path / "一.xlsx", own | {"教基3112": [*summary, [], *own["教基3112"]]}), write_sheets(tmp_path / "全县.xlsx", {"3112": summary})]
    found, delivery = figures([*files, *per_school(tmp_path)[1:]])
    assert found == plain
    told = [(each.rule, each.file) for each in delivery.findings if each.rule in ("form-of-office", "school-unknown", "fact-twice")]
    assert told == [("form-of-office", "一.xlsx"), ("form-of-office", "全县.xlsx")]


def test_cells_are_named_as_they_stand_where_the_labels_are_not_first(tmp_path: Path) -> None:
    def change(grid: Grid) -> Grid:
        return blank_first_column([[*cells[:-1], -104] if cells and cells[-1] == 104 else cells for cells in grid])

    _, plain = figures(relaid(tmp_path, lambda grid: [[*cells[:-1], -104] if cells and cells[-1] == 104 else cells for cells in grid]))
    assert [(each.sheet, each.cell) for each in plain.findings if each.rule == "cell-unusable"] == [("教基5176", "D7")] * 2
    _, delivery = figures(relaid(tmp_path, change))
    assert [(each.sheet, each.cell) for each in delivery.findings if each.rule == "cell-unusable"] == [("教基5176", "E7")] * 2
    assert [each.cell for each in delivery.findings if each.rule == "personal-column"] == ["D11", "D12"] * 2  # 校长, 办公电话


def test_another_schools_form_in_a_workbook_is_told_where_it_names_the_school(tmp_path: Path) -> None:
    """Nothing else said why the first school had no rooms: the form counted for the other one."""
    pasted = forms(FIRST) | {"教基5170": forms(SECOND)["教基5170"]}
    _, delivery = figures([write_sheets(tmp_path / "一.xlsx", pasted), write_sheets(tmp_path / "二.xlsx", forms(SECOND))])
    told = [(each.file, each.sheet, each.cell, each.found) for each in delivery.findings if each.rule == "school-disagrees"]
    assert told == [("一.xlsx", "教基5170", "B2", SECOND["name"])]


@pytest.mark.parametrize("first", ["约5间", ""])
def test_a_figure_that_is_missing_is_not_replaced_by_a_0_in_another_row_of_its_name(first: str, tmp_path: Path) -> None:
    """The second may be of another stage or group."""

    def noted(grid: Grid) -> Grid:
        at = next((row for row, cells in enumerate(grid) if cells and str(cells[0]).endswith("网络多媒体教室")), None)
        if at is not None:
            *before, _ = grid[at]
            grid[at : at + 1] = [[*before, first], [*before, 0]]
        return grid

    found, delivery = figures(relaid(tmp_path, noted))
    assert not [key for key in found if key[-1] == "multimedia_rooms"]
    told = [each for each in delivery.findings if each.rule == "cell-unusable"]
    assert [each.found for each in told] == [first, first] * bool(first)
    assert all("应为" in each.allowed_in(Lang.ZH) and "应为" not in each.allowed_in(Lang.EN) for each in told)  # one language at a time
