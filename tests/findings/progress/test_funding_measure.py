"""A target of money is followed by the funding test that asks the same. The example county's appropriation grew from
1,134,300,000 yuan by 4.4 %: more than its regular revenue (4 %), less than its expenditure (5 %)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from junheng.facts import Facts, load
from junheng.findings.progress import Light, follow
from junheng.findings.progress.followed import Unmeasurable, followed
from junheng.findings.progress.light import defaults
from junheng.rules.plans import Plan
from junheng.terms.content import parse

EXAMPLES = Path(__file__).parents[3] / "examples"
TARGET = """
id: own
title: {zh: 规划, en: plan}
level: county
targets:
  - {id: t1, indicator: {zh: 经费增长, en: growth of funds}, comparator: '>', unit: percent, when: {rhythm: year}, measure: MEASURE}
"""


@pytest.fixture(scope="module")
def county() -> Facts:
    return load(sorted(path for folder in ("county", "county-funds") for path in (EXAMPLES / folder).glob("*.xlsx")))[0]


@pytest.mark.parametrize(("measure", "light"), [
    ("education_appropriation_growth", Light.MET), ("plan_appropriation_growth", Light.OVERDUE), ("funding:plan_appropriation_growth", Light.OVERDUE),
])
def test_held_or_not_is_the_light(measure: str, light: Light, county: Facts) -> None:
    plan = parse(TARGET.replace("MEASURE", f"'{measure}'"), "own.yaml", Plan)
    assert [each.light for each in follow(plan, county, datetime.date(2024, 12, 31), defaults()).targets] == [light]


def test_without_funds_nothing_is_told() -> None:
    facts = load(sorted((EXAMPLES / "county").glob("*.xlsx")))[0]
    (found,) = follow(parse(TARGET.replace("MEASURE", "no_new_debt"), "own.yaml", Plan), facts, datetime.date(2024, 12, 31), defaults()).targets
    assert found.light == Light.CANNOT_TELL


def test_a_funding_test_that_is_none_is_named() -> None:
    with pytest.raises(Unmeasurable, match="no_new_dept"):
        followed("funding:no_new_dept")
