"""Why a light cannot be told: what is lacking, and who would have to bring it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from junheng.terms import Message


class Lack(StrEnum):
    """Of what sort it is: the plan, the facts, or the office that answers for the target."""

    PLAN = "plan"  # the plan leaves out a baseline, a year or a value, or its measure names nothing
    FACTS = "facts"
    STATEMENT = "statement"  # no table holds it: an office has to state it with evidence

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS = {
    Lack.PLAN: Message("规划没有写清基线、年份、数值或指标", "the plan leaves out a baseline, a year, a value or a measure"),
    Lack.FACTS: Message("报送的数据中没有", "the facts that were handed in do not hold it"),
    Lack.STATEMENT: Message("统计表中没有，要由责任方凭材料填报", "no table holds it: its owner has to state it with evidence"),
}


@dataclass(frozen=True)
class Missing:
    lack: Lack
    said: Message


def plan_lacks(zh: str, en: str) -> Missing:
    return Missing(Lack.PLAN, Message(zh, en))


def to_state(zh: str, en: str) -> Missing:
    return Missing(Lack.STATEMENT, Message(zh, en))
