"""What an office states about its targets beside the statistics: a value or yes/no, with the paper that shows it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated

from junheng.rules.plans.plan import Id
from junheng.terms import Message
from junheng.terms.content import Content, Read, Text


class Evidence(Content):
    """The paper (文件、档案) that shows it: what it is, its number, its day."""

    paper: Text
    number: Annotated[str, Read(str)] | None = None
    dated: datetime.date


class TypedActual(Content):
    """One target on one day: `value` in the target's unit, or `met` for a target that asks yes or no.

    `against`: what the figure is held against from that day on, where the plan prints no number (the average of the
    province); it may stand alone, where the figure itself comes from the facts.
    `by`: id of a role of the plan, never a person's name.
    """

    target: Id
    day: datetime.date
    value: Decimal | None = None
    met: bool | None = None
    against: Decimal | None = None
    evidence: Evidence
    by: Id

    def wrong(self) -> Message | None:
        given = (self.value is not None) + (self.met is not None)
        if given == 1 or (given == 0 and self.against is not None):
            return None
        return Message("value（数值）与 met（是否做到）写一个，且只写一个", "write exactly one of `value` and `met`")


class ActualsFile(Content):
    plan: str | None = None  # id of the plan, where the file is for one plan only
    actuals: tuple[TypedActual, ...]
