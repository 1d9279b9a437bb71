"""Tables of targets: a column per year, one of units, one of the present state."""

from __future__ import annotations

from junheng.rules.plans.document import Document, Line
from junheng.rules.plans.reading import reading_of
from junheng.rules.plans.reading.sentences import sentences
from junheng.rules.plans.reading.tables import table_targets

from .said import PLANNED


def _rows(*rows: tuple[str, ...]) -> list[Line]:
    return [Line(number, "\t".join(cells), in_table=True) for number, cells in enumerate(rows, start=1)]


def test_every_cell_of_a_year_is_a_target_and_the_present_a_fact() -> None:
    found, used = table_targets(_rows(("序号", "指标", "2024年现状", "2026年", "2027年", "单位"), ("1", "巩固率", "96.5", "≥97", "98", "%"), ("2", "总投资", "", "1.2", "3", "亿元")))
    assert [(each.line, each.indicator, each.comparator, str(each.value.normalize()), each.unit, each.when.year, each.is_fact) for each in found] == [
        (2, "巩固率", "=", "96.5", "percent", 2024, True), (2, "巩固率", ">=", "97", "percent", 2026, False), (2, "巩固率", "=", "98", "percent", 2027, False),
        (3, "总投资", "=", "1.2E+8", "yuan", 2026, False), (3, "总投资", "=", "3E+8", "yuan", 2027, False),
    ]
    assert used == {1, 2, 3}


def test_a_unit_in_brackets_and_signs_in_the_cells() -> None:
    found, _ = table_targets(_rows(("指标名称", "目标值"), ("生均校舍面积（平方米）", "不低于7.5"), ("生师比", "≤19:1"), ("教学点（个）", "3-5")))
    assert [(each.indicator, each.comparator, str(each.value), each.unit) for each in found] == [
        ("生均校舍面积", ">=", "7.5", "m2"), ("生师比", "<=", "19", "ratio"), ("教学点", "=", "5", "point"),
    ]


def test_a_table_without_a_column_of_indicators_is_left_to_the_sentences() -> None:
    assert table_targets(_rows(("姓名", "职务"), ("甲", "组长"), ("乙", "成员"))) == ([], set())


def test_a_year_before_the_plan_is_a_fact() -> None:
    found, _ = table_targets(_rows(("指标", "2020年", "2025年"), ("巩固率（%）", "95", "97")), since=2021)
    assert [(str(each.value), each.is_fact) for each in found] == [("95", True), ("97", False)]


def test_a_row_is_asked_for_by_the_time_in_its_column() -> None:
    row = ("序号\t任务\t责任单位\t完成时限", "1\t新增学位1080个\t县教育局\t2027年8月")
    lines = (Line(1, PLANNED), *(Line(number, text, in_table=True) for number, text in enumerate(row, start=2)))
    whole, strays = sentences(lines, ())
    plan = reading_of(Document("plan.txt", lines, (), tuple(whole), tuple(strays))).plan
    assert [(str(each.value), each.unit, each.when.year) for each in plan.targets if each.value is not None] == [("1080", "place", 2027)]
    assert plan.issued.year is None


def test_years_may_stand_down_the_side() -> None:
    found, used = table_targets(_rows(("年度", "新增学位（个）", "投入资金（万元）"), ("2026年", "630", "24"), ("2027年", "990", "36"), ("合计", "1620", "60")))
    assert [(each.line, each.indicator, str(each.value), each.unit, each.when.year) for each in found] == [
        (2, "新增学位", "630", "place", 2026), (2, "投入资金", "240000", "yuan", 2026), (3, "新增学位", "990", "place", 2027), (3, "投入资金", "360000", "yuan", 2027),
    ]
    assert used == {1, 2, 3, 4}
