"""教基 tables re-laid as offices elsewhere keep them: the figures of the plain layout come out, or a finding says at the cell what was not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.facts.intake.test_forms import FIRST, SECOND, SIGNED, Grid, forms, per_school, save

from junheng.facts import Delivery, load

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
        save(folder / f"{school['code']}_{school['name']}.xlsx", {name: change([list(cells) for cells in grid]) for name, grid in forms(school).items()})
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


SAME = [years_as_heads, years_in_heads_of_area]


@pytest.mark.parametrize("change", SAME, ids=lambda each: each.__name__)
def test_same_figures_without_a_word(change: Callable[[Grid], Grid], tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain, told = figures(per_school(tmp_path / "plain"))
    found, delivery = figures(relaid(tmp_path, change))
    assert found == plain
    assert sorted((each.rule, each.cell) for each in delivery.findings if each.severity != "info") == sorted((each.rule, each.cell) for each in told.findings if each.severity != "info")
