"""Sentences to targets: what is one, of what, and what is only rhetoric or the present state."""

from __future__ import annotations

import pytest

from .said import plan_of, targets


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("九年义务教育巩固率达到98%以上。", [("九年义务教育巩固率", ">=", "98", "percent")]),
        ("平均受教育年限从9年提高到11年。", [("平均受教育年限", "=", "9-11", "year")]),
        ("最终保留学校71所，其中小学58所（新增的寄宿制小学6所）；教学点59个。",
         [("保留学校", "=", "71", "school"), ("小学", "=", "58", "school"), ("新增的寄宿制小学", "=", "6", "school"), ("教学点", "=", "59", "point")]),
        ("全县85%的义务教育学校达到省定标准。", [("全县义务教育学校达到省定标准", ">=", "85", "percent")]),
        ("每位教师每学期听课不少于20节。", [("每位教师每学期听课", ">=", "20", "lesson")]),
        ("保证学生睡眠时间（小学生每天10小时，初中生9小时）。", [("学生睡眠时间（小学生）", ">=", "10", "hour"), ("学生睡眠时间（初中生）", ">=", "9", "hour")]),
        ("小学、初中班额分别不超过45人、50人。", [("小学、初中班额", "<=", "45", "person"), ("小学、初中班额", "<=", "50", "person")]),
        ("城区学校全部达到合格标准。", [("城区学校全部达到合格标准", "=", "100", "percent")]),
        ("严禁占用体育课时，不得随意调课。", [("占用体育课时", "=", "0", "case"), ("随意调课", "=", "0", "case")]),
        ("坚决杜绝产生新的债务。", [("产生新的债务", "=", "0", "yuan")]),
        ("确保每个适龄儿童不因贫困而辍学。", [("每个适龄儿童不因贫困而辍学", "=", "0", "person")]),
        ("每年选派优秀教师到薄弱学校任教。", [("选派优秀教师到薄弱学校任教", ">=", "1", "times")]),
        ("小学生均公用经费不低于650元，初中850元。", [("小学生均公用经费", ">=", "650", "yuan"), ("小学生均公用经费（初中）", ">=", "850", "yuan")]),
        ("设备值小学2000元、初中2500元以上。", [("设备值小学", ">=", "2000", "yuan"), ("初中", ">=", "2500", "yuan")]),
        ("班额小班25人、中班30人、大班35人以内。", [("班额小班", "<=", "25", "person"), ("中班", "<=", "30", "person"), ("大班", "<=", "35", "person")]),
        ("班额不得突破小学45人、初中50人。", [("班额", "<=", "45", "person"), ("初中", "<=", "50", "person")]),
        ("参加培训的比例超过半数，毛入学率超95%。", [("参加培训的比例", ">", "50", "percent"), ("毛入学率", ">", "95", "percent")]),
        ("公办学位占比由78%提高7个百分点至85%。", [("公办学位占比", "=", "78-85", "percent")]),
        ("新增学位2.4万个，其中小学1.5万个。", [("新增学位", "=", "24000", "place"), ("小学", "=", "15000", "place")]),
        ("综合差异系数小学不高于0.50，初中不高于0.45。", [("综合差异系数小学", "<=", "0.5", "ratio"), ("综合差异系数（初中）", "<=", "0.45", "ratio")]),
        ("班主任在24小时内上报。", [("班主任", "<=", "24", "hour")]),
        ("普职比例大体相当。", [("普职", "~", "1", "ratio")]),
    ],
)
def test_a_sentence_gives_its_targets(text: str, read: list[tuple[str, str, str, str]]) -> None:
    assert targets(text) == read


@pytest.mark.parametrize(
    "text",
    ["办好每一所学校，促进每一个学生充分发展。", "不断提高教育教学质量，努力办好人民满意的教育。", "以提高质量为核心，以促进公平为重点。", "坚持“两基”成果，落实“三个面向”。", "建设一支高素质的教师队伍。"],
)
def test_rhetoric_is_no_target(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize("text", ["路程超过3公里的学生可以寄宿。", "连续3天无故不到校的应登记。", "新教师一年站稳讲台，三年成为骨干。"])
def test_of_whom_and_how_long_is_no_target(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("lines", "facts", "asked"),
    [
        (("甲县教育2026年工作要点", "2025年，全县新增学位2100个，大班额占比由7.2%降至3.1%。", "2026年，大班额占比控制在2%以内。"), ["2100", "3.1"], ["2"]),
        (("甲县“十四五”教育规划", "“十三五”时期，经费年均增长9%，五年累计达到52亿元。", "“十四五”末，巩固率达到98%。"), ["9", "5200000000"], ["98"]),
        (("【学校基础】学校占地28亩。现有学生900人。", "【发展目标】藏书达到30册。"), ["28", "900"], ["30"]),
        (("一、工作成效", "走访率达到100%。", "二、目标", "在编教师达到90人。"), ["100"], ["90"]),
    ],
)
def test_what_lies_before_the_plan_is_a_fact(lines: tuple[str, ...], facts: list[str], asked: list[str]) -> None:
    plan = plan_of(*lines, titled=False)
    assert [str(each.value) for each in plan.facts] == facts
    assert [str(each.value) for each in plan.targets if each.value is not None] == asked


def test_a_figure_of_the_present() -> None:
    plan = plan_of("一、基本情况", "学校有学生289人，6个教学班，建筑面积947平方米，生均3.28平方米。", "二、目标", "将目前1所完全中学和19个教学点整合为2所初级中学。")
    assert [(each.fact.zh, str(each.value), each.unit) for each in plan.facts] == [
        ("学生", "289", "person"), ("教学班", "6", "class"), ("建筑面积", "947", "m2"), ("生均建筑面积", "3.28", "m2"), ("完全中学", "1", "school"), ("教学点", "19", "point"),
    ]
    assert [(str(each.value), each.unit) for each in plan.targets if each.value is not None] == [("2", "school")]


def test_a_deadline_holds_until_another_is_named() -> None:
    plan = plan_of("到2025年，入学率达到99%；巩固率达到95%；到2027年，巩固率达到98%。", "到“十四五”末，完成率达到96%。")
    assert [(each.when.printed, each.when.year) for each in plan.targets if each.value is not None] == [("2025年", 2025), ("2025年", 2025), ("2027年", 2027), ("“十四五”末", 2025)]


def test_a_list_inherits_the_deadline_of_the_line_above_it() -> None:
    plan = plan_of("一、目标", "到2026年实现以下目标：", "1、入学率达到99%。", "2、巩固率达到95%。", "二、措施", "培训率达到90%。")
    assert [each.when.year for each in plan.targets if each.value is not None] == [2026, 2026, None]


def test_a_direction_needs_something_that_can_be_measured() -> None:
    plan = plan_of("逐步提高生均公用经费标准，减轻学生课业负担，全面提高教育质量。")
    assert [(each.indicator.zh, each.comparator) for each in plan.targets if each.value is None and each.comparator in ("up", "down")] == [("生均公用经费标准", "up"), ("学生课业负担", "down")]


def test_a_standard_that_is_only_named_is_what_the_target_is_measured_by() -> None:
    plan = plan_of("音体美器材达到省定基本标准。")
    assert [(each.indicator.zh, each.comparator, each.relative_to and each.relative_to.zh) for each in plan.targets if each.line == 2] == [("音体美器材", ">=", "省定基本标准")]
