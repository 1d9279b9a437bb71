"""What a file of funding rules holds: groups of tests over sums of money, the quotas per pupil, how heads are counted."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from junheng.rules.citation import Cite, Document, Limit
from junheng.rules.standards import Reading
from junheng.terms import FundItem, Location, Message, SchoolKind, Stage
from junheng.terms.content import EMPTY, AtLeast, AtMost, Content, Text


class Formula(StrEnum):
    """The tests there are; t is the fiscal year, a and b the rule's items, N pupils. Ties are no growth."""

    OUTGROWS = "outgrows"  # a(t) / a(t-1) > b(t) / b(t-1)
    RISES = "rises"  # a(t) > a(t-1)
    SHARE_RISES = "share_rises"  # a(t) / b(t) > a(t-1) / b(t-1)
    PER_PUPIL_RISES = "per_pupil_rises"  # a(t) / N(t) > a(t-1) / N(t-1), by stage
    PER_PUPIL_REACHES = "per_pupil_reaches"  # a(t) / N(t) >= b(t), by stage
    PER_PUPIL_LIMIT = "per_pupil_limit"  # a(t) / N(t) of a school keeps the limit, in yuan
    SHARE = "share"  # a(t) / b(t) keeps the limit, in percent
    SHARE_OF_GROWTH = "share_of_growth"  # (a(t) - a(t-1)) / (b(t) - b(t-1)) keeps the limit, in percent
    HEAD_COUNT = "head_count"  # a(t) of a school >= what its heads are due
    NOT_MORE = "not_more"  # a(t) <= a(t-1)

    @property
    def items(self) -> int:
        return _ITEMS.get(self, 2)

    @property
    def looks_back(self) -> bool:
        """Whether it needs the year before."""
        return self in _LOOKS_BACK


_ITEMS = {Formula.RISES: 1, Formula.PER_PUPIL_RISES: 1, Formula.PER_PUPIL_LIMIT: 1, Formula.NOT_MORE: 1}
_LOOKS_BACK = {
    Formula.OUTGROWS, Formula.RISES, Formula.SHARE_RISES, Formula.PER_PUPIL_RISES, Formula.SHARE_OF_GROWTH, Formula.NOT_MORE,
}
_LIMITED = {Formula.PER_PUPIL_LIMIT, Formula.SHARE_OF_GROWTH}
YuanRange = tuple[int, int]  # least and most, where the sources leave it open; twice the same where it is known


class Basis(StrEnum):
    LAW = "law"
    MEASURES = "measures"  # of the supervision of balance
    PLAN = "plan"

    @property
    def label(self) -> Message:
        return {
            Basis.LAW: Message("法律和国家规定", "law and national rules"),
            Basis.MEASURES: Message("督导评估办法", "measures of supervision"),
            Basis.PLAN: Message("规划自定", "a plan's own"),
        }[self]


class Group(Content):
    """Tests that make one answer together, e.g. the three growths as a law defines them."""

    id: str
    title: Text
    basis: Basis


class FundingRule(Content):
    """One test. `kinds`: of schools, where it is asked of each; `stages`: by which it is asked, senior only where reported."""

    id: str
    group: str
    title: Text
    formula: Formula
    items: tuple[FundItem, ...]
    scope: Literal["county", "school"] = "county"
    kinds: tuple[SchoolKind, ...] = ()
    stages: tuple[Stage, ...] = ()
    limit: Limit | None = None
    from_year: int | None = None  # first fiscal year it is asked of
    asked: Literal["always", "where_reported", "schools_reporting"] = "always"  # the last: only schools that report the first item
    cite: Cite
    note: Text | None = None

    def wrong(self) -> Message | None:
        if len(self.items) != self.formula.items:
            return Message(
                f"{self.formula} 应有 {self.formula.items} 个 items，现有 {len(self.items)} 个",
                f"{self.formula} takes {self.formula.items} items, here are {len(self.items)}",
            )
        if self.formula in _LIMITED and self.limit is None:
            return Message(f"{self.formula} 应写 limit", f"{self.formula} needs a limit")
        strange = [each for each in self.items if not (each.of_school if self.scope == "school" else each.of_county)]
        if strange and self.formula != Formula.HEAD_COUNT:
            return Message(f"{strange[0]} 不按 {self.scope} 填报", f"{strange[0]} is not reported by {self.scope}")
        return None


class Quota(Content):
    """Public funds per pupil and year in yuan, from a fiscal year on."""

    from_year: int
    primary: YuanRange
    junior: YuanRange
    boarder: YuanRange  # on top, for each boarder
    special: YuanRange
    cite: Cite


class HeadCount(Content):
    """What a school's heads are due: quotas by year, and schools counted as larger than they are."""

    quotas: tuple[Quota, ...]
    small_below: int  # schools under so many pupils ...
    counted_as: int  # ... are funded as if they had so many
    small_from_year: int
    small_locations: tuple[Location, ...]
    small_cite: Cite
    points: Literal["own", "with_parent"] = "own"

    def quota(self, year: int) -> Quota | None:
        """That of a fiscal year; None before the first."""
        held = [each for each in self.quotas if each.from_year <= year]
        return max(held, key=lambda each: each.from_year, default=None)


class HeadsOfYear(Content):
    """Which school year's pupils a fiscal year has: `spring_months` of 12 belong to the school year before."""

    spring_months: Annotated[int, AtLeast(0), AtMost(12)] = 0
    ownership: Literal["all", "public"] = "all"


class FundingFile(Content):
    id: str
    title: Text
    version: str
    summary: Text | None = None
    documents: dict[str, Document] = EMPTY
    pupils: HeadsOfYear
    head_count: HeadCount
    groups: tuple[Group, ...]
    rules: tuple[FundingRule, ...]
    readings: tuple[Reading, ...] = ()
