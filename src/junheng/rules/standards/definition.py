"""What a standard says: who counts, which indicators, which limits, which items a person judges."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal

from junheng.rules.citation import Cite, Document, Limit
from junheng.rules.indicators import Indicator, StageName
from junheng.terms import Message, Ownership, RunBy, SchoolKind
from junheng.terms.content import EMPTY, AtLeast, Content, Matches, Text


class Points(StrEnum):
    """How teaching points enter."""

    MERGE = "merge"  # pupils and resources join the parent school before any split
    OWN = "own"  # units of their own from `points_own_from` pupils; smaller ones are out
    OUT = "out"


class CvFormula(StrEnum):
    WEIGHTED = "weighted"  # by pupils, round the county mean, population form
    POPULATION = "population"  # schools count alike, division by n
    SAMPLE = "sample"  # schools count alike, division by n - 1


class Counts(Content):
    """Which schools enter. `None` means any. `points_own_from` is in pupils."""

    kinds: tuple[SchoolKind, ...]
    ownership: tuple[Ownership, ...] | None = None
    run_by: tuple[RunBy, ...] | None = None
    points: Points = Points.OUT
    points_own_from: Annotated[int, AtLeast(0)] = 0
    cite: Cite | None = None


class StageRule(Content):
    """The name of a stage in this standard, e.g. grades 6-9."""

    title: Text


class IndicatorRule(Content):
    """One indicator of the standard with its limit for a school, by stage; without limits it is only measured."""

    id: str = ""
    define: Indicator | None = None  # an indicator of the user's own, instead of an id of the catalogue
    limits: dict[StageName, Limit] = EMPTY
    cite: Cite | None = None  # where the indicator is named and how it is counted; each limit has its own

    def wrong(self) -> Message | None:
        return Message("在 id 与 define 中写一个", "write either `id` or `define`") if bool(self.id) == bool(self.define) else None


class SchoolRule(Content):
    """A school passes with `at_least` indicators kept and every other at `rest_share` of its limit or better."""

    at_least: Annotated[int, AtLeast(0)]
    rest_share: Limit | None = None
    cite: Cite | None = None


class AreaRule(Content):
    """What the area as a whole must hold, by stage."""

    cv_each: dict[StageName, Limit] = EMPTY
    cv_composite: dict[StageName, Limit] = EMPTY
    every_school: bool = False  # every counted school must pass the school rule
    composite: bool = False  # the composite is printed (with a limit or for information)
    cite: Cite | None = None  # for `every_school`; each limit has its own


class Part(StrEnum):
    PREREQUISITE = "prerequisite"
    GOVERNMENT = "government"
    QUALITY = "quality"
    SATISFACTION = "satisfaction"
    VETO = "veto"

    @property
    def label(self) -> Message:
        return _PART_LABELS[self]


_PART_LABELS = {
    Part.PREREQUISITE: Message("申报条件", "prerequisites"),
    Part.GOVERNMENT: Message("政府工作", "work of the government"),
    Part.QUALITY: Message("教育质量", "quality of education"),
    Part.SATISFACTION: Message("社会认可度", "public satisfaction"),
    Part.VETO: Message("一票否决", "veto items"),
}


class Item(Content):
    """An item outside the numbers of schools. Its fact is a row of `county_years` under the item's id.

    judged_by value: the fact is a number, tested by `limits` (one under `all`, or one per stage).
    judged_by document: the fact is yes or no, with the paper that shows it. A veto item is held by `no`.
    judged_by schools: `indicator` of every counted school of a stage is tested by `limits`.
    """

    id: Annotated[str, Matches(r"^[a-z][a-z0-9_]*$")]
    part: Part
    title: Text
    group: Text | None = None
    judged_by: Literal["value", "document", "schools"]
    indicator: str | None = None
    limits: dict[Literal["all", "primary", "junior", "senior"], Limit] = EMPTY
    unit: Text | None = None
    formula: Text | None = None
    cite: Cite | None = None

    def wrong(self) -> Message | None:
        if self.judged_by == "document" and self.limits:
            return Message("凭材料判断的项目没有 limits", "an item judged by document has no `limits`")
        if self.judged_by != "document" and not self.limits:
            return Message("缺少 limits", "`limits` is missing")
        if (self.judged_by == "schools") != (self.indicator is not None):
            return Message("indicator 只与 judged_by: schools 同用", "`indicator` goes with judged_by: schools")
        if "all" in self.limits and len(self.limits) > 1:
            return Message("limits 要么只写 all，要么分学段写", "`limits` holds one under `all`, or one per stage")
        return None


class Transition(Content):
    """A special case with conditions: shown where it may apply, applied by a person."""

    id: str
    text: Text
    concerns: tuple[str, ...] = ()  # ids of the indicators and items it may change
    cite: Cite


class Reading(Content):
    """Where the sources are silent: what we take, and which setting changes it."""

    id: str
    setting: str | None = None  # path in this file, e.g. counts.points
    text: Text


_ALIKE: Any = MappingProxyType({"primary": 1, "junior": 1, "senior": 1})


class Standard(Content):
    id: str
    title: Text
    version: str
    summary: Text | None = None
    extends: str | None = None
    documents: dict[str, Document] = EMPTY
    stages: dict[StageName, StageRule]
    counts: Counts
    split_weights: dict[StageName, int] = _ALIKE
    split_cite: Cite | None = None
    cv_formula: CvFormula = CvFormula.WEIGHTED
    cv_cite: Cite | None = None
    indicators: tuple[IndicatorRule, ...]
    school_rule: SchoolRule | None = None
    area_rule: AreaRule = AreaRule()
    items: tuple[Item, ...] = ()
    transitions: tuple[Transition, ...] = ()
    readings: tuple[Reading, ...] = ()
