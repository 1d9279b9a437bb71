"""A figure typed into the next row of a form, known by what both rows were in another year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.forms.test_forms import SECOND, basics
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding

Cell = Any


def told(folder: Path, *of_years: tuple[Cell, Cell]) -> list[Finding]:
    """of_years: 绿化用地 and 运动场地 of 2023 and 2024."""
    files = []
    for year, (green, sports) in zip((2023, 2024), of_years, strict=True):
        who = [f"学校名称：{SECOND['name']}　学校标识码：{SECOND['code']}　{year}/{year + 1}学年初"]
        rows = [["占地面积", "01", "平方米", 3158.23], ["　#绿化用地面积", "02", "平方米", green], ["　　运动场地面积", "03", "平方米", sports], ["　七人制足球场", "04", "个", ""]]
        form = [["占地面积及其他办学条件"], who, ["指标名称", "代码", "计量单位", "数量"], *rows]
        home = [[str(cell).replace("2023/2024", f"{year}/{year + 1}") for cell in row] for row in basics(SECOND)]
        files.append(write_sheets(folder / f"{year}甲县.xlsx", {"1001": home, "5176": form}))
    return [each for each in load(files)[1].findings if each.rule == "row-slipped"]


def test_a_figure_in_the_row_below_its_own_is_told_at_the_fact(tmp_path: Path) -> None:
    """473.73 of 绿化 stands where 954.48 of sports grounds stood."""
    (one,) = told(tmp_path, (473.73, 954.48), ("", 473.73))
    assert (one.file, one.cell, str(one.allowed)) == ("2024甲县.xlsx", "D6", "≈ 954.48")
    assert [(file, cell) for file, _, cell in one.against] == [("2024甲县.xlsx", "D5"), ("2023甲县.xlsx", "D6"), ("2023甲县.xlsx", "D5")]


def test_it_is_told_of_the_earlier_year_too(tmp_path: Path) -> None:
    (one,) = told(tmp_path, ("", 473.73), (473.73, 954.48))
    assert (one.file, one.cell) == ("2023甲县.xlsx", "D6")


@pytest.mark.parametrize("of_years", [
    ((473.73, 954.48), ("", 954.48)),  # left blank, and nothing else changed
    ((473.73, 954.48), ("", 600)),  # another figure
    (("", 954.48), ("", 473.73)),  # always left blank
    ((473.73, 480), ("", 473.73)),  # as near to its own
    ((473.73, 954.48), (473.73, 473.73)),
])  # fmt: skip
def test_what_may_be_right_is_not_told(of_years: tuple[tuple[Cell, Cell], ...], tmp_path: Path) -> None:
    assert told(tmp_path, *of_years) == []
