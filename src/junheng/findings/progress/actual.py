"""A figure of a target at a time, from the facts or typed with evidence; and what is told of the time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction

from junheng.terms import Message


@dataclass(frozen=True)
class Actual:
    """`value` in the target's unit; True or False for a target that asks yes or no.

    told: the time as a person says it. source: what it rests on: facts and how they were counted, or the paper.
    by: id of the role that states it; None for what was counted from the facts.
    """

    at: Fraction
    told: Message
    value: Fraction | bool
    source: Message
    by: str | None = None

    @property
    def stamp(self) -> str:
        """The time in figures, for tables: 2024/2025, 2025-06-30."""
        return self.told.en

    @property
    def number(self) -> Fraction | None:
        return None if isinstance(self.value, bool) else self.value


def time_of(day: datetime.date) -> Fraction:
    """31 December 2025 is 2025; 30 June 2026 is 2025 and 181/365."""
    first, after = datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)
    return day.year - 1 + Fraction((day - first).days + 1, (after - first).days)


def day_told(day: datetime.date) -> Message:
    return Message(f"{day.year}年{day.month}月{day.day}日", day.isoformat())
