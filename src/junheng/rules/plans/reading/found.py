"""What the rules find in a sentence, before it becomes part of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from junheng.rules.plans.document import Sentence
from junheng.rules.plans.plan import Comparator, DutyKind, Rhythm, When

NO_DEADLINE = When()


@dataclass(frozen=True)
class FoundTarget:
    offset: int  # in the sentence
    indicator: str
    comparator: Comparator
    value: Decimal | None
    unit: str
    confidence: float
    value_from: Decimal | None = None
    relative_to: str = ""
    when: When = NO_DEADLINE
    clause: str = ""


@dataclass(frozen=True)
class FoundFact:
    offset: int
    fact: str
    value: Decimal | None
    unit: str
    confidence: float


@dataclass(frozen=True)
class FoundDuty:
    offset: int
    kind: DutyKind
    what: str
    confidence: float
    owner: str = ""  # as printed
    rhythm: Rhythm | None = None


@dataclass(frozen=True)
class Setting:
    """What stands around a sentence: the titles above it, a deadline that a list inherits, whether the text plans or reports.

    `since`: the first year of the plan; what is dated before it is past.
    """

    titles: tuple[str, ...] = ()
    present: bool = False
    planned: bool = False
    when: When = NO_DEADLINE
    since: int | None = None


@dataclass
class Findings:
    sentence: Sentence
    targets: list[FoundTarget] = field(default_factory=list)
    facts: list[FoundFact] = field(default_factory=list)
    duties: list[FoundDuty] = field(default_factory=list)
