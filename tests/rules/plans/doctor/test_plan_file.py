"""A plan file has no text: its targets, duties and programmes are checked."""

from __future__ import annotations

from junheng.rules.plans.doctor import Checked, check_plan
from junheng.rules.plans.plan import Plan
from junheng.terms.content import parse

HEAD = "id: p\ntitle: 甲县规划\nlevel: county\nbegins: 2026\nends: 2030\nroles: [{id: bureau, title: 教育局}]\n"


def checked(body: str) -> Checked:
    return check_plan(parse(HEAD + body, "p.yaml", Plan))


def target(**given: object) -> str:
    values = {"id": "T1", "indicator": "巩固率", "comparator": "'>='", "value": 96, "unit": "percent", "when": "{year: 2028}", "owner": "bureau"} | given
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "}\n"


def kinds(body: str) -> list[str]:
    return [each.kind for each in checked(body).findings]


def test_a_complete_target_says_nothing() -> None:
    assert kinds("targets:\n" + target(baseline="{value: 94}")) == []


def test_two_values_for_one_indicator_and_year() -> None:
    assert kinds("targets:\n" + target() + target(id="T2", value=98)) == ["value-conflict"]
    assert kinds("targets:\n" + target() + target(id="T2", value=98, when="{year: 2030}")) == []
    assert kinds("targets:\n" + target() + target(id="T2", value=98, scope="初中")) == []


def test_a_target_that_is_met_at_its_baseline() -> None:
    found = checked("targets:\n" + target(baseline="{value: 97}")).findings
    assert [(each.kind, each.figure) for each in found] == [("met-at-baseline", "97% >= 96%")]


def test_years_that_do_not_fit_the_plan() -> None:
    assert kinds("targets:\n" + target(when="{year: 2031}")) == ["deadline-after-end"]
    assert kinds("targets:\n" + target(when="{year: 2025}")) == ["deadline-past"]
    assert kinds("targets:\n" + target(milestones="[{year: 2027, value: 95}, {year: 2026, value: 94}]")) == ["milestones-out-of-order"]


def test_who_answers_and_what_cannot_be_measured() -> None:
    assert kinds("targets:\n" + target(owner="null")) == ["no-owner"]
    assert kinds("targets:\n" + target() + target(id="T2", indicator="入学率", owner="null")) == ["targets-without-owner"]
    assert kinds("targets:\n" + target(not_measurable="没有定义")) == ["targets-without-number"]
    assert kinds("duties: [{id: D1, kind: must, what: 检查}]\ntargets:\n" + target()) == ["duties-without-owner"]


def test_a_programme_that_is_only_named() -> None:
    assert kinds("programmes: [{id: P1, title: 强师工程, empty: true}]\n") == ["programme-empty"]


def test_what_is_to_be_kept_may_be_there_already() -> None:
    """Said in its sentence; without it a target that is met is told."""
    met = {"indicator": "生均用房面积", "value": 5, "unit": "m2", "baseline": "{value: 6}"}
    assert kinds("targets:\n" + target(**met)) == ["met-at-baseline"]
    assert kinds("targets:\n" + target(**met, sentence="到2028年，生均用房面积保持在5平方米以上。")) == []
