"""Figures with what they count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from junheng.rules.plans.doctor.figures import figures


@pytest.mark.parametrize(("sentence", "expected"), [
    ("学校现有学生289人，6个教学班。", [("289", "人", "学生"), ("6", "个", "教学班")]),
    ("校园总面积20240平方米", [("20240", "平方米", "校园总面积")]),
    ("将3所九年一贯制学校和19个教学点整合为2所初级中学", [("3", "所", "九年一贯制学校"), ("19", "个", "教学点"), ("2", "所", "初级中学")]),
    ("到2027年，学前三年入园率达95%以上", [("95", "%", "学前三年入园率")]),
    ("建设二所示范学校", [("2", "所", "示范学校")]),
    ("培训２００人次", [("200", "人次", "培训")]),
    ("每一所学校、三年级学生和“三个增长”", []),
])
def test_a_figure_has_its_noun(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(str(each.value), each.unit, each.noun) for each in figures(sentence)] == expected


def test_a_range_keeps_its_lower_end_and_a_printed_figure_its_digits() -> None:
    one, = figures("每年选派3-5名校长")
    assert (one.low, one.value, one.noun) == (3, 5, "校长")
    assert figures("生均4.06平方米")[0].rounding == Decimal("0.005")
    assert figures("生均8册")[0].rounding == Decimal("0.5")
