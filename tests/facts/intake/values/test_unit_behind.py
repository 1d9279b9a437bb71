"""Figures with their unit behind them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from junheng.facts import load
from junheng.facts.intake import Said
from junheng.facts.intake.values.unit_behind import with_unit
from junheng.terms import Unit


@pytest.mark.parametrize(
    ("cell", "kind", "steps", "told"),
    [
        ("800人", Unit.PERSON, 800, "800 人"), ("８００ 人", Unit.PERSON, 800, "800 人"), ("1,200名", Unit.PERSON, 1_200, "1200 人"),
        ("12个班", Unit.CLASS, 12, "12 个班"), ("3台（套）", Unit.SET, 3, "3 台"),
        # 1 亩 = 2000/3 m2: 30 亩 are 20 000 m2, kept in steps of 1/10 000
        ("30亩", Unit.SQUARE_METRE, 200_000_000, "20000 平方米"), ("2.5公顷", Unit.SQUARE_METRE, 250_000_000, "25000 平方米"),
        ("800㎡", Unit.SQUARE_METRE, 8_000_000, "800 平方米"), ("2M2", Unit.SQUARE_METRE, 20_000, "2 平方米"),
        ("12万元", Unit.YUAN, 1_200_000_000, "120000 元"), ("0.5千元", Unit.YUAN, 5_000_000, "500 元"), ("0人", Unit.PERSON, 0, "0 人"),
        ("1.2万册", Unit.VOLUME, 12_000, "12000 册"), ("30市亩", Unit.SQUARE_METRE, 200_000_000, "20000 平方米"), ("0.5万平方米", Unit.SQUARE_METRE, 50_000_000, "5000 平方米"),
        ("12万元人民币", Unit.YUAN, 1_200_000_000, "120000 元"),
    ],
)
def test_a_unit_of_the_facts_kind_is_read(cell: str, kind: Unit, steps: int, told: str) -> None:
    found = with_unit(cell, kind, 10**9)
    assert found
    assert found.note
    assert (found.value, found.wrong) == (steps, None)
    assert found.note.zh.endswith(f"读作 {told}")


@pytest.mark.parametrize(("cell", "kind"), [
    ("5万", Unit.YUAN), ("约800人", Unit.PERSON), ("12间", Unit.PERSON), ("3-5人", Unit.PERSON), ("八百人", Unit.PERSON), ("人", Unit.PERSON), ("", Unit.PERSON),
    ("2亿元", Unit.YUAN), ("800人左右", Unit.PERSON), ("35亩", Unit.YUAN), ("95%", Unit.PERCENT), (800.0, Unit.PERSON), ("5年级3人", Unit.PERSON),
])
def test_whatever_is_not_sure_is_left(cell: str | float, kind: Unit) -> None:
    assert with_unit(cell, kind, 10**9) is None


@pytest.mark.parametrize(("cell", "wrong"), [("12.5人", "应为整数（人数、班数、册数本身，不是折算数、平均数）"), ("-3人", "不能为负数"), ("99999人", "大得不合情理（最多 1000）"), ("8 00人", "数字中间有空格、换行或符号，不知是一个数还是两个")])
def test_a_figure_that_cannot_be_says_why(cell: str, wrong: str) -> None:
    found = with_unit(cell, Unit.PERSON, 1_000)
    assert found
    assert found.wrong
    assert (found.value, found.wrong.zh) == (None, wrong)


@pytest.mark.parametrize("unit", ["平方米", "亩"])
def test_the_cells_own_unit_goes_before_that_of_the_head_and_is_told(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [["学校标识码", "学校名称", "办学类型", "小学在校生数", f"占地面积（{unit}）", "教学仪器设备资产值（万元）"],
            ["2199000001", "甲县第一小学", "小学", "100人", "30亩", "5万元"], ["2199000002", "甲县第二小学", "小学", "约200人", "6", "7000元"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    facts, delivery = load([path], said=Said(year=2023, area="甲县"))
    whole = facts.school_years.filter(stage="whole").sort("school")
    assert whole["land_area"].to_list() == [200_000_000, 60_000 if unit == "平方米" else 40_000_000]
    assert whole["equipment_value"].to_list() == [500_000_000, 70_000_000]
    assert facts.school_years.filter(stage="primary").sort("school")["pupils"].to_list() == [100, None]
    assert sorted((each.rule, each.cell) for each in delivery.findings if each.rule.startswith("cell-")) == [
        ("cell-not-literal", "D2"), ("cell-not-literal", "E2"), ("cell-not-literal", "F2"), ("cell-not-literal", "F3"), ("cell-unusable", "D3")]
