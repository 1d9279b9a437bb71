"""The catalogue of systems is true: what it names exists, and nothing of the plans is left out."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from junheng.cli.app import COMMANDS
from junheng.facts.checks import catalogue as checks
from junheng.facts.tables import TABLES
from junheng.reports import WRITERS
from junheng.rules import catalogue as indicators
from junheng.rules import load_standard, standard_ids
from junheng.rules.funding import funding_ids, load_funding
from junheng.rules.plans import load_plan, plan_ids
from junheng.rules.systems import Kind, State, Tier, groups, systems
from junheng.rules.systems.system import System
from junheng.terms.content import ContentError, parse

LINES = {"d1": 64, "d2": 41, "d3": 36, "d4": 23, "d5": 59}
THERE = {
    Kind.STANDARD: set(standard_ids()),
    Kind.INDICATOR: set(indicators()),
    Kind.ITEM: {item.id for each in standard_ids() for item in load_standard(each).standard.items},
    Kind.RULE: {rule.id for each in funding_ids() for rule in load_funding(each).content.rules},
    Kind.CHECK: set(checks()),
    Kind.COMMAND: set(COMMANDS),
    Kind.REPORT: set(WRITERS),
    Kind.COLUMN: {f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns},
    Kind.TARGET: {f"{plan}/{target.id}" for plan in plan_ids() for target in load_plan(plan).targets},
}
ONE = """
id: S001
title: {zh: 小组, en: group}
sources: [{plan: d5, lines: [9]}]
tier: [core]
state: partly
served_by: [command evaluate, column schools.kind]
reason: {zh: 缺登记, en: no register}
"""


def test_there_are_150_systems_in_their_order() -> None:
    assert list(systems()) == [f"S{number:03d}" for number in range(1, 151)]
    # 20 on governance, 10 on supervision, 15 on funds, ...: the sizes of the twelve groups of the inventory
    assert [len(group.systems) for group in groups()] == [20, 10, 15, 14, 6, 5, 13, 18, 9, 20, 9, 11]


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_system_names_exists(kind: Kind) -> None:
    named = {reference.name for each in systems().values() for reference in each.served_by if reference.kind == kind}
    assert named - THERE[kind] == set()
    assert named, f"no system names a {kind}"


def test_every_target_of_the_plans_stands_under_one_system() -> None:
    named = Counter(reference.name for each in systems().values() for reference in each.served_by if reference.kind == Kind.TARGET)
    assert THERE[Kind.TARGET] - set(named) == set()
    assert [name for name, times in named.items() if times > 1] == []


def test_a_target_stands_under_a_system_of_its_own_plan() -> None:
    strangers = [
        (each.id, reference.name) for each in systems().values() for reference in each.served_by
        if reference.kind == Kind.TARGET and reference.name.split("/")[0] not in each.plans
    ]
    assert strangers == []


def test_every_line_named_is_one_of_the_plan() -> None:
    assert [each.id for each in systems().values() if not each.sources] == []
    assert [(each.id, source.plan) for each in systems().values() for source in each.sources if not all(1 <= line <= LINES[source.plan] for line in source.lines)] == []


def test_the_tiers_are_those_of_the_inventory() -> None:
    tiers = Counter(each.tier for each in systems().values())
    core, adjacent, sensitive = Tier.CORE, Tier.ADJACENT, Tier.SENSITIVE
    assert tiers == {(core,): 104, (adjacent,): 21, (core, sensitive): 11, (adjacent, sensitive): 9, (sensitive,): 5}


def test_only_what_touches_persons_is_declined() -> None:
    declined = [each for each in systems().values() if each.state == State.DECLINED]
    assert [each.id for each in declined] == ["S065", "S114", "S127", "S136", "S142", "S145", "S146"]
    assert all(Tier.SENSITIVE in each.tier for each in declined)


def test_everything_is_said_in_both_languages() -> None:
    said = [text for each in systems().values() for text in (each.title, each.reason) if text is not None]
    assert [each for each in said if re.search(r"[一-鿿]", each.en) or not re.search(r"[一-鿿]", each.zh)] == []


def test_a_reference_is_read_as_kind_and_name() -> None:
    assert [(each.kind, each.name) for each in parse(ONE, "one.yaml", System).served_by] == [(Kind.COMMAND, "evaluate"), (Kind.COLUMN, "schools.kind")]


@pytest.mark.parametrize(("old", "new", "said"), [
    ("state: partly", "state: not_yet", "not_yet and declined name columns and targets only"),
    ("command evaluate, ", "", "name something that serves"),
    ("reason: {zh: 缺登记, en: no register}", "", "has a `reason`"),
    ("command evaluate", "wizard evaluate", "'wizard' cannot be used"),
    ("id: S001", "id: S1", "should match"),
])
def test_a_row_that_claims_too_much_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        parse(ONE.replace(old, new), "one.yaml", System)
