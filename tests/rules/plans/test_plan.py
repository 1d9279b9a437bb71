"""A plan file: what it may hold, and that it comes back as it was written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from junheng.rules.plans import Level, Plan, Rhythm, as_yaml, load_plan
from junheng.terms import UsageError
from junheng.terms.content import ContentError, parse

TEXT = """
id: own
title: {zh: 某县规划, en: plan of a county}
level: county
roles: [{id: bureau, title: {zh: 县教育局, en: county education bureau}}]
targets:
  - id: t1
    indicator: {zh: 辍学率, en: dropout rate}
    comparator: <=
    value: 0.6
    unit: percent
    owner: bureau
    when: {printed: '2027', year: 2027}
    milestones: [{year: 2026, value: 0.8}, {year: null, value: 0.7}]
  - {id: t2, indicator: {zh: 听课, en: lessons observed}, comparator: '>=', value: 20, unit: lesson, when: {rhythm: term}}
"""


def test_a_plan_file_is_read_to_typed_values() -> None:
    plan = parse(TEXT, "own.yaml", Plan)
    first, second = plan.targets
    assert (first.comparator, first.value, first.unit, first.when.year) == ("<=", Decimal("0.6"), "percent", 2027)
    assert [each.year for each in first.milestones] == [2026, None]
    assert (second.when.rhythm, second.when.year, plan.level) == (Rhythm.TERM, None, Level.COUNTY)
    role = plan.role(first.owner)
    assert role is not None
    assert role.title.en == "county education bureau"


def test_a_plan_comes_back_from_its_own_file(tmp_path: Path) -> None:
    plan = parse(TEXT, "own.yaml", Plan)
    (tmp_path / "again.yaml").write_text(as_yaml(plan), "utf-8")
    assert load_plan(str(tmp_path / "again.yaml")) == plan


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("id: t2", "id: t1"), "t1"),
        (("owner: bureau", "owner: office"), "office"),
        (("comparator: <=", "comparator: about"), "about"),
        (("value: 0.6", "value_from: 0.6"), "value_from"),
    ],
)
def test_a_mistake_in_a_plan_file_is_named(wrong: tuple[str, str], said: str) -> None:
    with pytest.raises(ContentError, match=said):
        parse(TEXT.replace(*wrong), "own.yaml", Plan)


def test_an_unknown_plan_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="nowhere"):
        load_plan("nowhere")
