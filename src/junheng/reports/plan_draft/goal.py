"""A goal of a draft: what a standard asks, where the county or school stands, and the values on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction

from junheng.reports.numbers import plain
from junheng.reports.plan_draft.wording import exact_unit, sentence
from junheng.rules import Limit
from junheng.rules.plans import Baseline, Comparator, Level, Milestone, Target, When
from junheng.rules.plans.owners import Owners
from junheng.terms import Message, Verdict


class State(StrEnum):
    RAISE = "raise"  # not met: there is a way to go
    KEEP = "keep"  # met: to be kept
    UNTOLD = "untold"  # a fact is missing: what is asked is known, where it starts from is not


@dataclass(frozen=True)
class Span:
    """The years of a plan, and the year of the facts it starts from."""

    begins: int
    ends: int
    base: int

    @property
    def years(self) -> range:
        """Those that lie before the plan: what has been cannot be planned."""
        return range(max(self.begins, self.base + 1), self.ends + 1)


@dataclass(frozen=True)
class Ask:
    """One demand of a standard. `value` in `unit`, exact; None where `missing` names what is not known.

    keys: by which an owner is looked for, the most specific first. told: what the value was counted from.
    """

    name: Message
    keys: tuple[str, ...]
    limit: Limit
    unit: Message
    value: Fraction | None
    verdict: Verdict | None
    measure: str | None
    basis: str
    decimals: int = 2
    missing: str = ""
    told: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Goal:
    ask: Ask
    target: Target
    state: State

    @property
    def id(self) -> str:
        return self.target.id


def goals(asks: Iterable[Ask], span: Span, owners: Owners, level: Level) -> tuple[Goal, ...]:
    """Numbered in the order of the plan: what is to be raised, what is to be kept, what cannot be told."""
    ordered = sorted(asks, key=lambda ask: list(State).index(state_of(ask)))
    return tuple(Goal(ask, _target(ask, f"T{place:03}", span, owners, level), state_of(ask)) for place, ask in enumerate(ordered, 1))


def state_of(ask: Ask) -> State:
    return {Verdict.PASS: State.KEEP, Verdict.FAIL: State.RAISE if ask.value is not None else State.UNTOLD}.get(ask.verdict or Verdict.CANNOT_TELL, State.UNTOLD)


def _target(ask: Ask, name: str, span: Span, owners: Owners, level: Level) -> Target:
    state, sign = state_of(ask), comparator(ask.limit, exact_unit(ask.unit))
    base = None if ask.value is None else Baseline(value=decimal(ask.value), year=span.base, source=Message(ask.told, ask.told))
    return Target(
        id=name, indicator=ask.name, term=ask.name.zh, scope=ask.scope, comparator=sign, value=ask.limit.value,
        sentence=sentence(ask.name.zh, sign, ask.limit.value, ask.unit, span.ends, state == State.KEEP), unit=exact_unit(ask.unit), when=When(printed=f"{span.ends}年", year=span.ends), baseline=base, measure=ask.measure,
        milestones=path(ask.value, ask.limit, span, ask.decimals) if state == State.RAISE and ask.value is not None else (),
        owner=owners.of(level, *ask.keys), note=Message(f"缺少的数据：{ask.missing}", f"missing facts: {ask.missing}") if ask.missing else None,
    )


def comparator(limit: Limit, unit: str) -> Comparator:
    """As a plan is read: 100 % can only be all, at most 0 can only be none."""
    if (limit.sense == "at_most" and limit.value == 0) or (limit.sense == "at_least" and unit == "percent" and limit.value >= 100):
        return "="
    signs: dict[str, Comparator] = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}
    return signs[limit.sense]


def path(value: Fraction, limit: Limit, span: Span, decimals: int) -> tuple[Milestone, ...]:
    """Equal steps from what is to what is asked, for the years before the last; rounded so that no step is shorter than needed."""
    goal, length = Fraction(limit.value), span.ends - span.base
    rounding = ROUND_CEILING if limit.higher_is_better else ROUND_FLOOR
    steps = []
    for year in span.years[:-1]:
        step = decimal(value + (goal - value) * (year - span.base) / length).quantize(Decimal(1).scaleb(-decimals), rounding)
        step = min(step, limit.value) if limit.higher_is_better else max(step, limit.value)
        steps.append(Milestone(year=year, value=step, note=Message("等差推算，供审定", "equal steps, for a person to set")))
    return tuple(steps)


def present(goal: Goal) -> str:
    """The value of today, rounded to the side that is worse and never across the limit: 7.4996 is printed 7.49."""
    base = goal.target.baseline
    if base is None or goal.ask.value is None:
        return ""
    for decimals in range(goal.ask.decimals, 13):
        rounding = ROUND_FLOOR if goal.ask.limit.higher_is_better else ROUND_CEILING
        shown = base.value.quantize(Decimal(1).scaleb(-decimals), rounding)
        if goal.ask.limit.holds(shown) == goal.ask.limit.holds(base.value):
            return plain(shown)
    return plain(base.value)


def decimal(value: Fraction) -> Decimal:
    """To twelve decimals: enough that no printed figure and no step on the way changes."""
    scaled = value * 10**12
    return Decimal(round(scaled)).scaleb(-12).normalize() + 0
