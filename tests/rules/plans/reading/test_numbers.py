"""Numbers as plans write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from junheng.rules.plans.reading.numbers import number
from junheng.rules.plans.reading.quantities import comparator, quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", "1200"), ("３.５", "3.5"), ("2.3亿", "230000000"), ("300万", "3000000"), ("三十五", "35"), ("十", "10"), ("十二", "12"), ("两千", "2000"), ("一百零五", "105"),
        ("二〇二七", "2027"), ("九十八点五", "98.5"), ("两万三千", "23000"), ("1.36亿", "136000000"),
    ],
)
def test_a_number_has_its_value(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "学校", "三所", "1.2.3"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        ("听课不少于20节", ">=", "20", "lesson"), ("班额控制在45人以内", "<=", "45", "person"), ("辍学率控制在0%", "=", "0", "percent"), ("巩固率达到98%", ">=", "98", "percent"),
        ("入学率达到100%", "=", "100", "percent"), ("平均受教育年限达到11年", "=", "11", "year"), ("入学率达百分之九十五", ">=", "95", "percent"), ("事故率控制在千分之一以内", "<=", "1", "permille"),
        ("自营率达到八成以上", ">=", "80", "percent"), ("毛入学率达90%左右", "~", "90", "percent"), ("占比超过三分之二", ">", "66.67", "percent"), ("每年选派3-5名校领导", "=", "5", "person"),
        ("生师比不高于19：1", "<=", "19", "ratio"), ("投资４.２亿元", "=", "420000000", "yuan"), ("成果奖数量翻一番", "=", "2", "times"), ("最多4课时", "<=", "4", "lesson"),
        ("发生率为零", "=", "0", "percent"), ("至少配备1名校医", ">=", "1", "person"), ("差异系数控制在0.45以内", "<=", "0.45", "ratio"),
    ],
)
def test_a_figure_is_bound_by_the_words_beside_it(text: str, sign: str, value: str, unit: str) -> None:
    (one,) = quantities(text.replace("：", ":").replace("４", "4"))
    assert (comparator(one), one.value.normalize(), one.unit or "ratio") == (sign, Decimal(value).normalize(), unit)


@pytest.mark.parametrize(
    "text", ["到2027年", "新政发〔2024〕56号", "40岁以下教师", "一、二年级", "落实“三个增长”", "九年义务教育", "三年行动计划", "第二中学", "56人以上大班额", "12月底前", "每百名学生", "在20:30之前"]
)
def test_dates_ordinals_ages_and_slogans_are_no_figures(text: str) -> None:
    assert quantities(text) == []
