"""What one test gives for one subject, and what many of them give together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from junheng.findings.funding.figures import Figure, missing_of
from junheng.findings.funding.ledger import School
from junheng.rules import Limit
from junheng.rules.funding import FundingRule, Group
from junheng.terms import Message, Stage, Verdict


@dataclass(frozen=True)
class Outcome:
    """One rule held against one subject: a county, a stage of it, or a school.

    verdict: None where the rule asks nothing here. `left`, `right`: the exact values compared (growth as this year over
    last, shares as parts of 1, money in yuan); where `right` is open, its least value. `working`: the formula with its numbers.
    """

    verdict: Verdict | None
    working: Message
    figures: tuple[Figure, ...] = ()
    missing: tuple[Message, ...] = ()
    left: Fraction | None = None
    right: Fraction | None = None
    sign: str = ""
    stage: Stage | None = None
    school: School | None = None


@dataclass(frozen=True)
class Answer:
    """One rule in one year of one area: its outcomes, and why it asks nothing where there are none."""

    rule: FundingRule
    outcomes: tuple[Outcome, ...]
    not_asked: Message | None = None
    left_out: int = 0  # schools at work that the rule is not about: private ones

    @property
    def verdict(self) -> Verdict | None:
        return together(outcome.verdict for outcome in self.outcomes)


@dataclass(frozen=True)
class GroupAnswer:
    group: Group
    answers: tuple[Answer, ...]

    @property
    def verdict(self) -> Verdict | None:
        return together(answer.verdict for answer in self.answers)


@dataclass(frozen=True)
class FundingYear:
    """All tests of one area in one fiscal year."""

    area: str
    year: int
    groups: tuple[GroupAnswer, ...] = field(repr=False)

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(answer for group in self.groups for answer in group.answers)


def together(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """Fail before cannot tell before pass; None where nothing was asked."""
    found = [each for each in verdicts if each is not None]
    return next((each for each in (Verdict.FAIL, Verdict.CANNOT_TELL, Verdict.PASS) if each in found), None)


def untold(figures: tuple[Figure, ...], *more: Message) -> Outcome:
    """Cannot tell: what lacks is named, what is known stands in the working."""
    lacks = (*missing_of(figures), *more)
    known = [figure for figure in figures if figure.value is not None]
    zh = "；".join(f"{each.label.zh} {each.told}" for each in known)
    en = "; ".join(f"{each.label.en} {each.told}" for each in known)
    return Outcome(Verdict.CANNOT_TELL, Message(zh, en), figures, lacks)


def judged(holds: bool) -> Verdict:
    return Verdict.PASS if holds else Verdict.FAIL


def holds(limit: Limit, value: Fraction) -> bool:
    """Exact: nothing is rounded."""
    line = Fraction(limit.value)
    return {"at_least": value >= line, "at_most": value <= line, "more_than": value > line, "less_than": value < line}[limit.sense]
