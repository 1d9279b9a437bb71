"""Items beside the figures of schools: those with a number become goals, those judged by papers become duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw

from junheng.findings.verdicts import counted_units
from junheng.reports.case import Case
from junheng.reports.plan_draft.asks import NO_UNIT, clause
from junheng.reports.plan_draft.goal import Ask
from junheng.reports.plan_draft.wording import bare
from junheng.rules import Indicator, Limit, catalogue
from junheng.rules.plans import Duty, DutyKind, Level
from junheng.rules.plans.owners import Owners
from junheng.rules.standards import Item, Part
from junheng.terms import Message, Stage, Verdict

_NAMED = 5  # schools that lack a fact, by name


@dataclass(frozen=True)
class Paper:
    """A duty out of an item that papers decide. `sentence` as it stands in the plan; `missing`: what was not reported."""

    duty: Duty
    basis: str
    missing: str


def county_items(case: Case, area: str, year: int, owners: Owners) -> Iterator[Ask]:
    rows = [row for row in case.evaluation.facts.tables["county_years"].iter_rows(named=True) if (row["area"], row["year"]) == (area, year)]
    for item in case.standard.items:
        if item.judged_by == "value":
            name = owners.names.get(item.id, Message(bare(item.title.zh), item.title.en))
            yield from (_of_value(case, item, name, stage, limit, rows) for stage, limit in item.limits.items())
    yield from school_items(case, area, year, None)


def _of_value(case: Case, item: Item, name: Message, stage: str, limit: Limit, rows: list[dict[str, Any]]) -> Ask:
    value = next((row["value"] for row in rows if row["item"] == item.id and (row["stage"] or "all") == stage and row["value"] is not None), None)
    exact = None if value is None else Decimal(repr(value))
    verdict = Verdict.CANNOT_TELL if exact is None else Verdict.PASS if limit.holds(exact) else Verdict.FAIL
    label = Message("", "") if stage == "all" else Stage(stage).label
    return Ask(
        Message(f"{label.zh}{name.zh}", f"{label.en} {name.en}".strip()), (item.id, item.part.value), limit, item.unit or NO_UNIT,
        None if exact is None else Fraction(exact), verdict, f"item:{item.id}" if stage == "all" else f"item:{item.id}/{stage}", clause(case, limit.cite or item.cite), 2,
        "" if exact is not None else f"现状数值（“县域项目”表 {item.id}）", "“县域项目”表", "" if stage == "all" else stage,
    )


def school_items(case: Case, area: str, year: int, school: str | None) -> Iterator[Ask]:
    """Items that every school is held to, for the area or (`school`: its code) for one school."""
    units = counted_units(case.evaluation.units).filter(
        (nw.col("area") == area) & (nw.col("year") == year)
    )
    rows = [row for row in units.iter_rows(named=True) if school in (None, row["school"])]
    for item in case.standard.items:
        indicator = catalogue()[item.indicator] if item.judged_by == "schools" and item.indicator else None
        for stage, limit in item.limits.items() if indicator else ():
            own = [row for row in rows if row["stage"] == stage]
            if own and indicator and (school or _adds_up(indicator, limit)):
                yield _of_schools(case, item, indicator, stage, limit, own, school is not None)


def _adds_up(indicator: Indicator, limit: Limit) -> bool:
    """Whether the sum over schools keeps the limit exactly where each does: a count of which there shall be none."""
    return not indicator.denominator and limit.sense == "at_most" and limit.value == 0


def _of_schools(case: Case, item: Item, indicator: Indicator, stage: str, limit: Limit, own: list[dict[str, Any]], alone: bool) -> Ask:
    """`alone`: of one school, whose name need not be told."""
    lacking = [row["name"] for row in own if row[indicator.id] is None]
    value = None if lacking else sum((Fraction(row[indicator.id]) for row in own), Fraction(0))
    verdict = Verdict.CANNOT_TELL if value is None else Verdict.PASS if limit.holds(Decimal(float(value))) else Verdict.FAIL
    label = Stage(stage).label
    return Ask(
        Message(f"{label.zh}{bare(indicator.title.zh)}", f"{label.en}: {indicator.title.en}"), (item.id, item.part.value), limit, indicator.unit, value, verdict,
        f"indicator:{indicator.id}/{stage}@{case.evaluation.rules.origin}", clause(case, limit.cite or item.cite), 0 if not indicator.denominator else 2,
        _lacking([] if alone else lacking, bare(indicator.title.zh)) if lacking else "", f"{len(own)}所学校合计", stage,
    )


def _lacking(names: list[str], what: str) -> str:
    if not names:
        return what
    return f"{'、'.join(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}{len(names)}所学校的{what}"


def papers(case: Case, area: str, year: int, owners: Owners) -> tuple[Paper, ...]:
    """Of items that papers decide, those that are not shown to be held; a veto item is a ban."""
    open_items = [each for each in case.items(area, year) if each.item.judged_by == "document" and each.verdict != Verdict.PASS]
    return tuple(
        Paper(_duty(each.item, f"D{place:03}", owners), clause(case, each.item.cite), each.found.zh if each.verdict == Verdict.CANNOT_TELL else "")
        for place, each in enumerate(open_items, 1)
    )


def _duty(item: Item, name: str, owners: Owners) -> Duty:
    ban = item.part == Part.VETO
    owner = owners.of(Level.COUNTY, item.id, item.part.value)
    return Duty(id=name, kind=DutyKind.MUST_NOT if ban else DutyKind.MUST, what=item.title.zh, owner=owner)


def held_papers(case: Case, area: str, year: int) -> int:
    """How many items that papers decide are shown to be held."""
    return _count(each.verdict == Verdict.PASS for each in case.items(area, year) if each.item.judged_by == "document")


def _count(ones: Iterable[bool]) -> int:
    return sum(ones)
