"""A standard held against the facts: every school stage, every area, with what each verdict rests on."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw

from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings.engine import Scope, Status, collected, columns_of, ordered, unit_rows, with_values
from junheng.findings.verdicts import Areas, ItemVerdict, judge_areas, judge_items, listed_apart, with_verdicts
from junheng.rules import Indicator, Limit, Rules, catalogue
from junheng.terms import Stage, UsageError, Verdict


@dataclass(frozen=True)
class Measured:
    """One indicator of one unit. value = n / d x the indicator's ratio; `near_enough`: at the rest share or better."""

    indicator: Indicator
    n: int | None
    d: int | None
    value: float | None
    limit: Limit | None
    verdict: Verdict | None  # None where the standard sets no limit for a school
    near_enough: bool | None


@dataclass(frozen=True)
class SchoolVerdict:
    area: str
    year: int
    stage: Stage
    school: str
    name: str
    kind: str | None
    location: str | None
    township: str | None
    pupils: int | None
    weight: int
    weighted_pupils: int | None
    points: int  # teaching points joined to it
    status: Status
    met: int
    verdict: Verdict | None
    measured: tuple[Measured, ...]


@dataclass(frozen=True)
class Evaluation:
    """`rows`: one per school stage, counted or not, in no order; `units` are the same in the order of every table."""

    rules: Rules
    facts: Facts
    rows: nw.DataFrame[Any]
    areas: Areas

    @cached_property
    def units(self) -> nw.DataFrame[Any]:
        """Sorted by area, year, stage, school. Costs a copy of all columns: for reports, not for a nation."""
        return ordered(self.rows)

    @cached_property
    def schools(self) -> tuple[SchoolVerdict, ...]:
        """The counted stages, in the order of `units`."""
        counted = self.units.filter(nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16))
        return tuple(_school_verdict(row, self.rules) for row in counted.iter_rows(named=True))

    @cached_property
    def not_counted(self) -> tuple[SchoolVerdict, ...]:
        """Stages that are out, or of which it cannot be told, with the reason in `status`."""
        rest = self.units.filter(nw.col("status") != nw.lit(Status.COUNTED.value, nw.Int16))
        return tuple(_school_verdict(row, self.rules) for row in rest.iter_rows(named=True))

    @cached_property
    def _items(self) -> dict[tuple[str, int], tuple[ItemVerdict, ...]]:
        return {}

    def items(self, area: str, year: int) -> tuple[ItemVerdict, ...]:
        key = (area, year)
        if key not in self._items:
            self._items[key] = judge_items(area, year, self.facts, self.units, self.rules)
        return self._items[key]

    def verdict(self, group: int) -> Verdict:
        return told(int(self.areas.verdict[group]))

    def overall(self, group: int) -> Verdict:
        """The whole standard: the numbers of schools of this stage and every item."""
        area, year, _ = self.areas.keys[group]
        verdicts = [self.verdict(group), *(item.verdict for item in self.items(area, year))]
        if Verdict.FAIL in verdicts:
            return Verdict.FAIL
        return Verdict.CANNOT_TELL if Verdict.CANNOT_TELL in verdicts else Verdict.PASS


def told(code: int) -> Verdict:
    return {1: Verdict.PASS, 0: Verdict.FAIL}.get(code, Verdict.CANNOT_TELL)


def evaluate(facts: Facts, rules: Rules, excluded: Sequence[str] = ()) -> Evaluation:
    """excluded: schools left out by name or code, e.g. a teaching point without a known parent."""
    standard = rules.standard
    extra = [catalogue()[item.indicator] for item in standard.items if item.indicator]
    known = {indicator.id for indicator in rules.indicators}
    indicators = [*rules.indicators, *(each for each in extra if each.id not in known)]
    scope = Scope(standard.counts, tuple(standard.stages), tuple(excluded))
    _check_columns(indicators)
    _check_excluded(facts, excluded)
    rows = unit_rows(facts, scope, columns_of(indicators), standard.split_weights)
    rows = with_values(rows, indicators, tuple(standard.stages))
    rows = with_verdicts(rows, rules)
    rows = rows.select(*_UNIT_COLUMNS, *_indicator_columns(rules), *_test_columns(extra))
    units, unlisted = listed_apart(collected(rows, facts.height("school_years")), facts)
    return Evaluation(rules, facts, units, judge_areas(units, rules, unlisted))


def _check_excluded(facts: Facts, excluded: Sequence[str]) -> None:
    if not excluded:
        return  # a nation's names are not gone through for nothing
    known = {text for each in (facts.schools["school"], facts.schools["name"], facts.school_years["school"]) for text in each.to_list() if text}
    for each in excluded:
        if each not in known:
            near = difflib.get_close_matches(each, known, n=3, cutoff=0.4) or sorted(known)[:3]
            raise UsageError(
                f"要排除的学校“{each}”不在数据中；数据中有：{'、'.join(near)}……",
                f"the school to leave out, {each}, is not in the facts; there are: {', '.join(near)} ...",
            )


def _check_columns(indicators: Sequence[Indicator]) -> None:
    """The law does not know the tables, so a user's own indicator is checked here, where the two meet."""
    units = {column.name: column.unit for column in SCHOOL_YEARS.columns if column.unit}
    for indicator in indicators:
        unknown = [name for name in indicator.columns if name not in units]
        if unknown:
            near = difflib.get_close_matches(unknown[0], units, n=1)
            hint_zh, hint_en = (f"，是否为“{near[0]}”？", f"; did you mean `{near[0]}`?") if near else ("。", ".")
            raise UsageError(
                f"指标 {indicator.id} 用到的列“{unknown[0]}”不存在{hint_zh}可用的列：{', '.join(units)}",
                f"the indicator {indicator.id} uses the column `{unknown[0]}`, which does not exist{hint_en} "
                f"There are: {', '.join(units)}",
            )
        for stage in Stage:
            for parts in (indicator.numerator_of(stage), indicator.denominator):
                if len({units[part.column] for part in parts}) > 1:
                    raise UsageError(
                        f"指标 {indicator.id} 把不同单位的列相加：{', '.join(map(str, parts))}",
                        f"the indicator {indicator.id} adds columns of different units: {', '.join(map(str, parts))}",
                    )


_UNIT_COLUMNS = (
    "area", "year", "stage", "school", "name", "kind", "location", "township", "pupils", "weight", "weighted_pupils",
    "points", "status", "met", "verdict",
)


def _indicator_columns(rules: Rules) -> list[str]:
    ends = ("", ":n", ":d", ":pass", ":rest")
    return [f"{indicator.id}{end}" for indicator in rules.indicators for end in ends]


def _test_columns(extra: Sequence[Indicator]) -> list[str]:
    return list(dict.fromkeys(f"{indicator.id}{end}" for indicator in extra for end in ("", ":n", ":d")))


def _school_verdict(row: dict[str, Any], rules: Rules) -> SchoolVerdict:
    measured = tuple(
        Measured(
            indicator, row[f"{indicator.id}:n"], row[f"{indicator.id}:d"], row[indicator.id],
            rule.limits.get(row["stage"]), _verdict(row[f"{indicator.id}:pass"]) if row["stage"] in rule.limits else None,
            row[f"{indicator.id}:rest"],
        )
        for rule, indicator in zip(rules.standard.indicators, rules.indicators, strict=True)
    )
    facts = {name: row[name] for name in _UNIT_COLUMNS if name not in ("stage", "status", "verdict")}
    return SchoolVerdict(
        **facts, stage=Stage(row["stage"]), status=Status(row["status"]), measured=measured,
        verdict=_verdict(row["verdict"]) if rules.standard.school_rule else None,
    )


def _verdict(held: bool | None) -> Verdict:
    return Verdict.CANNOT_TELL if held is None else Verdict.PASS if held else Verdict.FAIL
