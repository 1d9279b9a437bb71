"""What is drafted is read back: every target from its sentence, every yearly value from the table, nothing else in the goals."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from findings.counties import County, fill
from junheng.facts.delivery import Delivery
from junheng.facts.store import facts_of
from junheng.findings import Evaluation, evaluate
from junheng.reports import draft_plan, draft_report, write
from junheng.reports.plan_draft import Draft, Wanted
from junheng.reports.plan_draft.goal import Goal, State
from junheng.rules import load_standard
from junheng.rules.plans import Level, Plan, Target
from junheng.rules.plans.owners import load_owners
from junheng.rules.plans.reading import read_plan
from reports.county import AREA, HOSTILE

Told = tuple[Evaluation, Delivery]
Key = tuple[str, str, object, str, int | None]
OWNERS = load_owners()


def drafted(evaluation: Evaluation, delivery: Delivery, wanted: Wanted) -> Draft:
    return draft_plan(evaluation, delivery, wanted, OWNERS)


def read_back(draft: Draft, folder: Path) -> Plan:
    write(draft_report(draft), folder / "draft.docx")
    return read_plan(folder / "draft.docx").plan


def assert_read_back(draft: Draft, read: Plan) -> None:
    for goal in draft.goals:
        target = goal.target
        wanted: Key = (target.indicator.zh, target.comparator, target.value, target.unit, target.when.year)
        assert [key(each) for each in read.targets if each.sentence == target.sentence] == [wanted]
        tabled = {key(each) for each in read.targets if " | " in each.sentence}
        assert {wanted, *steps(goal)} - tabled == set()
    assert (read.begins, read.ends, read.level) == (draft.plan.begins, draft.plan.ends, draft.plan.level)


def steps(goal: Goal) -> Iterable[Key]:
    """A step on the way to all is at least so much; one that is already there is all."""
    target = goal.target
    way = ">=" if goal.ask.limit.higher_is_better else "<="
    for each in target.milestones:
        sign = target.comparator if target.comparator != "=" or each.value == target.value else way
        yield (target.indicator.zh, sign, each.value, target.unit, each.year)


def key(target: Target) -> Key:
    return (target.indicator.zh, target.comparator, target.value, target.unit, target.when.year)


def county_of(seed: int, mood: str, tidy: bool) -> tuple[Evaluation, Delivery]:
    county: County = fill(random.Random(seed), 6, mood, tidy)
    for row in county.schools:
        row["area"] = "远岫县"
    delivery = county.delivery()
    return evaluate(facts_of(delivery), load_standard("cn/national/quality-2017")), delivery


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 2**32), mood=st.sampled_from(["rich", "on_the_limit", "mixed"]), tidy=st.booleans())
def test_a_county_drawn_at_random_is_read_back(seed: int, mood: str, tidy: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    evaluation, delivery = county_of(seed, mood, tidy)
    if not evaluation.schools:
        return
    draft = drafted(evaluation, delivery, Wanted(2025, 2028))
    assert_read_back(draft, read_back(draft, tmp_path_factory.mktemp("draft")))


def test_the_drawn_counties_have_goals_of_every_state() -> None:
    """Else the law above would hold of little."""
    found = {goal.state for seed in range(3) for goal in drafted(*county_of(seed, "mixed", seed == 0), Wanted(2025, 2028)).goals}
    assert found == set(State)


def test_a_school_is_read_back(nine: Told, tmp_path: Path) -> None:
    draft = drafted(*nine, Wanted(2024, 2026, school="n1"))
    assert draft.plan.level == Level.SCHOOL
    assert len([goal for goal in draft.goals if goal.ask.scope == "junior"]) == 8  # seven figures and the size of classes
    assert_read_back(draft, read_back(draft, tmp_path))


def test_the_composite_of_2012_is_a_goal(basic: Told, tmp_path: Path) -> None:
    draft = drafted(*basic, Wanted(2024, 2026))
    composite = next(goal for goal in draft.goals if goal.target.indicator.zh == "小学综合差异系数")
    assert (composite.target.comparator, str(composite.target.value), composite.target.unit) == ("<=", "0.65", "ratio")
    assert_read_back(draft, read_back(draft, tmp_path))


def test_a_hostile_name_of_a_school_is_only_text(worked: Told, tmp_path: Path) -> None:
    draft = drafted(*worked, Wanted(2024, 2026))
    read = read_back(draft, tmp_path)
    assert_read_back(draft, read)
    assert any(HOSTILE in goal.ask.missing for goal in draft.goals)
    assert read.place is not None
    assert read.place.zh == AREA
