"""A form that names another unit than it is printed with: its figures are turned, and that is told at the unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_between import WHO, Rows, forms
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load


def sheets(*, land: str = "平方米", money: str = "万元", floor: str = "平方米") -> dict[str, Rows]:
    return {
        **forms(),
        "5170": [["中小学校舍情况"], [f"{WHO[0]} 计量单位：{floor}"], ["指标名称", "代码", "本学年校舍建筑面积"], ["总计", "01", 3000], ["一、教学及辅助用房", "02", 1500]],
        "5176": [["占地面积及其他办学条件"], [*WHO], ["指标名称", "代码", "计量单位", "数量"], ["占地面积", "01", land, 12], ["　其中：运动场地面积", "02", land, 3], ["教学仪器设备资产值", "03", money, 90]],
    }  # fmt: skip


def told(folder: Path, *books: dict[str, Rows]) -> tuple[list[tuple[str, str, str]], list[int]]:
    paths = []
    for number, each in enumerate(books):
        (folder / str(number)).mkdir()
        own = {name: [[str(cell).replace("2199000001", f"219900000{number + 1}") if isinstance(cell, str) else cell for cell in row] for row in rows] for name, rows in each.items()}
        paths.append(write_sheets(folder / str(number) / f"219900000{number + 1}_甲县第一小学.xlsx", own))
    found = [each for each in load(paths)[1].findings if each.rule == "unit-turned"]
    return [(each.sheet, each.cell, each.found) for each in found], [len(each.against) for each in found]


@pytest.mark.parametrize(("units", "at"), [
    ({}, []), ({"land": "亩"}, [("5176", "C4", "亩"), ("5176", "C5", "亩")]), ({"money": "元"}, [("5176", "C6", "元")]), ({"floor": "亩"}, [("5170", "A2", "亩")]),
])  # fmt: skip
def test_a_unit_that_is_turned_is_told_where_it_stands(units: dict[str, str], at: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert told(tmp_path, sheets(**units))[0] == at


def test_a_unit_that_all_schools_write_is_told_once(tmp_path: Path) -> None:
    found, against = told(tmp_path, *[sheets(money="元") for _ in range(3)])
    assert found == [("5176", "C6", "元")]
    assert against == [2]
