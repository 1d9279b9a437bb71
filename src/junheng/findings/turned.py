"""Which verdicts turned between two evaluations by one standard, school by school and area by area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from junheng.findings.area_result import AreaIndicator, AreaResult, area_results
from junheng.findings.evaluation import Evaluation, Measured, SchoolVerdict
from junheng.rules import Indicator, Limit
from junheng.terms import Message, Stage, Verdict


@dataclass(frozen=True)
class Turn:
    """One indicator before and after: a school's value, or an area's CV."""

    indicator: Indicator
    old: float | None
    new: float | None
    limit: Limit | None
    old_verdict: Verdict | None
    new_verdict: Verdict | None

    @property
    def turned(self) -> bool:
        return self.old_verdict != self.new_verdict


@dataclass(frozen=True)
class TurnedSchool:
    """A verdict is None where the school was not judged: not there, not counted, or the standard judges no school."""

    school: str
    name: str
    area: str
    stage: Stage
    old: Verdict | None
    new: Verdict | None
    indicators: tuple[Turn, ...]  # those whose own verdict turned


@dataclass(frozen=True)
class ComparedArea:
    area: str
    stage: Stage
    title: Message
    old: Verdict | None
    new: Verdict | None
    old_overall: Verdict | None  # the whole standard, its items included
    new_overall: Verdict | None
    old_composite: float | None
    new_composite: float | None
    indicators: tuple[Turn, ...]  # all of them

    @property
    def turned(self) -> bool:
        return (self.old, self.old_overall) != (self.new, self.new_overall)


def turned_schools(
    before: Evaluation, after: Evaluation, years: tuple[int, int], codes: Mapping[str, str]
) -> tuple[TurnedSchool, ...]:
    """codes: of the comparable schools, the earlier code to the later. Schools of which anything turned."""
    old = {(codes.get(each.school, each.school), each.stage): each for each in before.schools if each.year == years[0]}
    new = {(each.school, each.stage): each for each in after.schools if each.year == years[1]}
    found = [_school(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
    return tuple(each for each in found if each.old != each.new or each.indicators)


def _school(old: SchoolVerdict | None, new: SchoolVerdict | None) -> TurnedSchool:
    one = new or old
    assert one is not None
    before, after = ({each.indicator.id: each for each in side.measured} if side else {} for side in (old, new))
    turns = [_measured(each.indicator, before.get(each.indicator.id), after.get(each.indicator.id)) for each in one.measured]
    return TurnedSchool(
        one.school, one.name, one.area, one.stage, old.verdict if old else None, new.verdict if new else None,
        tuple(turn for turn in turns if turn.turned) if old and new else (),
    )


def _measured(indicator: Indicator, old: Measured | None, new: Measured | None) -> Turn:
    one = new or old
    return Turn(
        indicator, old.value if old else None, new.value if new else None, one.limit if one else None, old.verdict if old else None,
        new.verdict if new else None,
    )


def compared_areas(before: Evaluation, after: Evaluation, years: tuple[int, int]) -> tuple[ComparedArea, ...]:
    """Every area and stage that either evaluation judged."""
    old = {(each.area, each.stage): each for each in area_results(before) if each.year == years[0]}
    new = {(each.area, each.stage): each for each in area_results(after) if each.year == years[1]}
    return tuple(_area(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old)))


def _area(old: AreaResult | None, new: AreaResult | None) -> ComparedArea:
    one = new or old
    assert one is not None
    before, after = ({each.indicator.id: each for each in side.indicators} if side else {} for side in (old, new))
    turns = [_spread(each.indicator, before.get(each.indicator.id), after.get(each.indicator.id)) for each in one.indicators]
    return ComparedArea(
        one.area, one.stage, one.title, old.verdict if old else None, new.verdict if new else None,
        old.overall if old else None, new.overall if new else None, old.composite_cv if old else None, new.composite_cv if new else None, tuple(turns),
    )


def _spread(indicator: Indicator, old: AreaIndicator | None, new: AreaIndicator | None) -> Turn:
    one = new or old
    return Turn(
        indicator, old.cv if old else None, new.cv if new else None, one.limit if one else None, old.verdict if old else None,
        new.verdict if new else None,
    )
