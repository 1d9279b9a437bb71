"""The way to a limit, and how a figure is printed beside it: worked by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from junheng.reports.plan_draft.goal import Ask, Span, State, goals, path, present
from junheng.reports.plan_draft.wording import bare, blank, exact_unit, printed_unit, sentence
from junheng.rules import Limit
from junheng.rules.plans import Level
from junheng.rules.plans.owners import load_owners
from junheng.terms import Message, Verdict, same


def ask(value: str | None, verdict: Verdict, unit: str = "平方米/生", **limit: Decimal) -> Ask:
    exact = None if value is None else Fraction(value)
    return Ask(same("小学生均教学用房面积"), ("m2",), Limit(**(limit or {"at_least": Decimal("7.5")})), same(unit), exact, verdict, None, "条款", missing="" if value else "面积")


@pytest.mark.parametrize(("value", "limit", "base", "decimals", "steps"), [
    ("6", Limit(at_least=Decimal("7.5")), 2024, 2, {2025: "6.50", 2026: "7.00"}),  # a third of 1.5 a year
    ("1", Limit(at_least=Decimal(2)), 2024, 2, {2025: "1.34", 2026: "1.67"}),  # 1.333 and 1.667 rounded up: never less than needed
    ("0.6", Limit(at_most=Decimal("0.5")), 2024, 3, {2025: "0.566", 2026: "0.533"}),  # 0.5667 and 0.5333 rounded down
    ("7.499", Limit(at_least=Decimal("7.5")), 2024, 1, {2025: "7.5", 2026: "7.5"}),  # not past the limit
    ("3", Limit(at_most=Decimal(0)), 2023, 0, {2025: "1", 2026: "0"}),  # 3 - 2 x 0.75 = 1.5, 0.75: down
    ("6", Limit(at_least=Decimal("7.5")), 2025, 2, {2026: "6.75"}),  # a year that is over is not planned
])  # fmt: skip
def test_equal_steps_never_shorter_than_needed(value: str, limit: Limit, base: int, decimals: int, steps: dict[int, str]) -> None:
    found = path(Fraction(value), limit, Span(2025, 2027, base), decimals)
    assert {each.year: each.value for each in found} == {year: Decimal(step) for year, step in steps.items()}


def test_what_is_to_be_raised_comes_first_and_what_cannot_be_told_last() -> None:
    asks = [ask(None, Verdict.CANNOT_TELL), ask("8", Verdict.PASS), ask("6", Verdict.FAIL)]
    found = goals(asks, Span(2025, 2027, 2024), load_owners(), Level.COUNTY)
    assert [(each.id, each.state) for each in found] == [("T001", State.RAISE), ("T002", State.KEEP), ("T003", State.UNTOLD)]
    assert [each.target.value for each in found] == [Decimal("7.5")] * 3  # the limit itself, whatever is
    assert [len(each.target.milestones) for each in found] == [2, 0, 0]
    assert found[2].target.baseline is None
    assert found[2].target.note is not None
    assert "面积" in found[2].target.note.zh
    assert [each.target.owner for each in found] == ["bureau"] * 3


@pytest.mark.parametrize(("value", "printed"), [("7.4996", "7.49"), ("7.49", "7.49"), ("6", "6.00"), ("7.5", "7.50"), ("8.999", "8.99")])
def test_what_is_below_the_limit_is_never_printed_as_kept(value: str, printed: str) -> None:
    verdict = Verdict.PASS if Fraction(value) >= Fraction("7.5") else Verdict.FAIL
    (found,) = goals([ask(value, verdict)], Span(2025, 2027, 2024), load_owners(), Level.COUNTY)
    assert present(found) == printed


@pytest.mark.parametrize(("limit", "keep", "said"), [
    (Limit(at_least=Decimal("7.5")), False, "到2027年，甲不低于7.5平方米。"), (Limit(at_least=Decimal("7.50")), True, "到2027年，甲保持在7.5平方米以上。"),
    (Limit(at_most=Decimal(2000)), False, "到2027年，甲控制在2000平方米以内。"), (Limit(at_most=Decimal("0.5")), True, "到2027年，甲保持在0.5平方米以内。"),
    (Limit(less_than=Decimal("0.15")), False, "到2027年，甲低于0.15平方米。"), (Limit(more_than=Decimal(3)), True, "到2027年，甲继续超过3平方米。"),
])  # fmt: skip
def test_a_sentence_is_one_a_person_would_write(limit: Limit, keep: bool, said: str) -> None:
    sign = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}[limit.sense]
    assert sentence("甲", sign, limit.value, same("平方米/生"), 2027, keep) == said


@pytest.mark.parametrize(("unit", "exact", "printed"), [
    ("人/百生", "person", "人"), ("平方米/生", "m2", "平方米"), ("元/生", "yuan", "元"), ("间/百生", "room", "间"), ("%", "percent", "%"), ("个班", "class", "个班"),
    ("比率", "ratio", ""), ("", "ratio", ""), ("年", "year", "年"), ("分", "score", "分"), ("个百分点差", "item", "个百分点差"),
])  # fmt: skip
def test_units_are_those_that_are_read_back(unit: str, exact: str, printed: str) -> None:
    assert (exact_unit(Message(unit, "x")), printed_unit(Message(unit, "x"))) == (exact, printed)


def test_a_name_with_signs_of_its_own_breaks_nothing() -> None:
    assert bare("体育、艺术（美术、音乐）专任教师数") == "体育、艺术专任教师数"
    assert blank("甲】小学的面积") == "【待定：甲］小学的面积】"
