"""What the facts say of a measure in one year: exact figures, or what is missing. Nothing missing counts as zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings.engine import FIRST_UNKNOWN, ratio
from junheng.findings.evaluation import Evaluation, SchoolVerdict, evaluate
from junheng.findings.funding import Answer, judge_funding
from junheng.findings.progress.followed import ANY_KIND, Followed, Kind, items, rules_of
from junheng.findings.verdicts.ties import exact_cv
from junheng.rules import Rules, catalogue
from junheng.rules.funding import load_funding
from junheng.rules.standards import IndicatorRule, Part, Standard
from junheng.terms import Location, Message, SchoolKind, Stage, Unit, Verdict

_STAGES = (Stage.PRIMARY.value, Stage.JUNIOR.value, Stage.SENIOR.value)


@dataclass(frozen=True)
class Figure:
    """`value`: None where it cannot be told; `told` then says what is missing, else what the value was counted from."""

    value: Fraction | bool | None
    told: Message


@dataclass(frozen=True)
class Figures:
    """The facts of one place, all years of it. Evaluations are made when a measure first asks for them."""

    facts: Facts
    _evaluations: dict[tuple[str, str], Evaluation] = field(default_factory=dict)
    _parts: dict[str, Figures] = field(default_factory=dict)

    def within(self, location: Location) -> Figures:
        """Of the urban, town or rural schools only."""
        if location not in self._parts:
            schools = self.facts.schools.filter(pl.col("location") == location.value)
            rows = self.facts.school_years.filter(pl.col("school").is_in(schools["school"].unique().to_list()))
            self._parts[location] = Figures(replace(self.facts, tables={**self.facts.tables, "schools": schools, "school_years": rows}))
        return self._parts[location]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Of everything that is reported by year, in order."""
        tables = ("schools", "school_years", "county_years", "funds")
        return tuple(sorted({year for name in tables for year in self.facts.tables[name]["year"].to_list()}))

    def of(self, followed: Followed, year: int) -> Figure:
        return _COUNTED[followed.kind](self, followed, year)

    def evaluation(self, followed: Followed) -> Evaluation:
        """Under the measure's standard; an indicator that it does not name is measured alone, over those that count in it."""
        rules = rules_of(followed.standard)
        named = {each.id for each in rules.indicators}
        alone = followed.name if followed.kind in (Kind.INDICATOR, Kind.CV) and followed.name not in named else ""
        key = (followed.standard, alone)
        if key not in self._evaluations:
            self._evaluations[key] = evaluate(self.facts, _alone(rules, alone) if alone else rules)
        return self._evaluations[key]

    @cached_property
    def stage_rows(self) -> dict[int, dict[str, dict[str, dict[str, Any]]]]:
        """Year -> school -> stage -> its facts."""
        found: dict[int, dict[str, dict[str, dict[str, Any]]]] = defaultdict(lambda: defaultdict(dict))
        for row in self.facts.school_years.iter_rows(named=True):
            found[row["year"]][row["school"]][row["stage"]] = row
        return found

    @cached_property
    def funding(self) -> dict[tuple[str, int], Answer]:
        """The answer of every funding test in a fiscal year, where one county alone has funds."""
        years = judge_funding(self.facts, load_funding()).years
        areas = {each.area for each in years}
        return {(answer.rule.id, each.year): answer for each in years for answer in each.answers} if len(areas) == 1 else {}

    def at_work(self, year: int) -> list[dict[str, Any]]:
        """The schools of the list that teach in that year."""
        return [
            row for row in self.facts.schools.iter_rows(named=True)
            if row["year"] == year and row["working"] is not False and (row["closed"] is None or row["closed"] > year)
        ]


def _alone(rules: Rules, indicator: str) -> Rules:
    """The standard's schools, and one indicator of the catalogue without a limit."""
    said = rules.standard
    bare = Standard(
        id=said.id, title=said.title, version=said.version, stages=said.stages, counts=said.counts, split_weights=said.split_weights,
        cv_formula=said.cv_formula, indicators=(IndicatorRule(id=indicator),),
    )
    return Rules(bare, (catalogue()[indicator],), rules.origin)


# ---- one function per kind of measure ----


def _counted(figures: Figures, followed: Followed, year: int) -> tuple[list[SchoolVerdict], Figure | None]:
    """The school stages that count; beside them what stands in the way of any figure."""
    found = figures.evaluation(followed)
    wanted = followed.stages or tuple(found.rules.standard.stages)
    here = [each for each in found.schools if each.year == year and each.stage.value in wanted]
    doubtful = [each for each in found.not_counted if each.year == year and each.stage.value in wanted and each.status >= FIRST_UNKNOWN]
    if doubtful:
        return here, _untold(f"{len(doubtful)} 个学段说不清是否计入", f"of {len(doubtful)} school stages it cannot be told whether they count")
    return here, None if here else _untold(f"{year} 年没有计入的学校", f"no school counts in {year}")


def _indicator(figures: Figures, followed: Followed, year: int) -> Figure:
    """Sum over sum: per pupil that is the county mean, of a share the share of the whole county."""
    schools, obstacle = _counted(figures, followed, year)
    if obstacle:
        return obstacle
    indicator = followed.indicator
    per_pupil = [str(part) for part in indicator.denominator] == ["pupils"]
    above, below, lacking = Fraction(0), Fraction(0), 0
    for school in schools:
        measured = next(each for each in school.measured if each.indicator.id == indicator.id)
        if measured.n is None or not measured.d or (per_pupil and school.pupils is None):
            lacking += 1
            continue
        own = Fraction(measured.n, measured.d) * ratio(indicator, school.stage.value)
        weight = (school.pupils or 0) if per_pupil else measured.d if indicator.denominator else 1
        above, below = above + own * weight, below + weight
    if lacking:
        return _untold(f"{lacking} 个学段缺少有关数据", f"facts of {lacking} school stages are missing")
    value = above / below if indicator.denominator else above
    return Figure(value, Message(f"{len(schools)} 个学段合计", f"over {len(schools)} school stages"))


def _cv(figures: Figures, followed: Followed, year: int) -> Figure:
    schools, obstacle = _counted(figures, followed, year)
    if obstacle:
        return obstacle
    found = figures.evaluation(followed)
    lacking = sum(
        school.pupils is None or any(each.indicator.id == followed.name and each.value is None for each in school.measured) for school in schools
    )
    if lacking:
        return _untold(f"{lacking} 个学段缺少有关数据", f"facts of {lacking} school stages are missing")
    codes = [school.school for school in schools]
    units = found.units.filter((nw.col("year") == year) & (nw.col("stage") == followed.stages[0]) & nw.col("school").is_in(codes))
    return Figure(Fraction(exact_cv(units, followed.name, found.rules.standard.cv_formula)), Message(f"{len(schools)} 所学校之间", f"between {len(schools)} schools"))


def _holds(figures: Figures, followed: Followed, year: int) -> Figure:
    """A school holds it with all its stages."""
    schools, obstacle = _counted(figures, followed, year)
    verdicts = [(school.school, each.verdict) for school in schools for each in school.measured if each.indicator.id == followed.name]
    return obstacle or _share(verdicts)


def _schools(figures: Figures, followed: Followed, year: int) -> Figure:
    schools, obstacle = _counted(figures, followed, year)
    return obstacle or _share([(school.school, school.verdict) for school in schools])


def _share(verdicts: list[tuple[str, Verdict | None]]) -> Figure:
    """Per cent of the schools all of whose verdicts are `pass`."""
    own: dict[str, list[Verdict | None]] = defaultdict(list)
    for school, verdict in verdicts:
        own[school].append(verdict)
    untold = sum(Verdict.FAIL not in each and set(each) != {Verdict.PASS} for each in own.values())
    if untold:
        return _untold(f"{untold} 所学校因缺数据无法判断", f"{untold} schools cannot be judged for missing facts")
    held = sum(set(each) == {Verdict.PASS} for each in own.values())
    return Figure(Fraction(100 * held, len(own)), Message(f"{len(own)} 所学校中 {held} 所", f"{held} of {len(own)} schools"))


def _verdict(figures: Figures, followed: Followed, year: int) -> Figure:
    """All stages and all items of the standard."""
    found = figures.evaluation(followed)
    verdicts = [found.overall(group) for group, key in enumerate(found.areas.keys) if key[1] == year]
    if Verdict.FAIL in verdicts:
        return Figure(False, Message("学校数据或其他项目不达标", "figures of schools or other items fail"))
    if not verdicts or Verdict.CANNOT_TELL in verdicts:
        return _untold("标准的部分项目缺数据或材料（见评估报告）", "some of the standard cannot be told for want of facts or papers (see its evaluation)")
    return Figure(True, Message("整个标准达标", "the whole standard is held"))


def _item(figures: Figures, followed: Followed, year: int) -> Figure:
    """A number is a fact; that something is held needs the paper that shows it."""
    told = figures.facts.tables["county_years"].filter(year=year, item=followed.name)
    rows = [row for row in told.iter_rows(named=True) if not row["stage"] or not followed.stages or row["stage"] in followed.stages]
    stages = {row["stage"] for row in rows if row["value"] is not None}
    if len(stages) > 1:
        return _untold(f"{followed.name} 分学段填写，请在目标中写明学段", f"{followed.name} is told by stage: name the stage in the target")
    for row in rows:
        if row["value"] is not None:
            return Figure(Fraction(Decimal(repr(row["value"]))), _paper(row["evidence"]))
        if row["met"] is not None and (row["evidence"] or not _is_held(followed, row)):
            return Figure(_is_held(followed, row), _paper(row["evidence"]))
    if rows:
        return _untold(f"{followed.name} 已填，但没有写依据材料", f"{followed.name} is stated, but names no paper that shows it")
    return _untold(f"“县域项目”表中没有 {followed.name}", f"the county items hold no {followed.name}")


def _is_held(followed: Followed, row: dict[str, Any]) -> bool:
    """A veto item is held by `no`."""
    item = items().get(followed.name)
    return bool(row["met"]) != (item is not None and item.part == Part.VETO)


def _paper(evidence: str | None) -> Message:
    return Message(f"“县域项目”表（{evidence or '未写依据材料'}）", f"the county items ({evidence or 'no paper is named'})")


def _column(figures: Figures, followed: Followed, year: int) -> Figure:
    """Every school at work that has the stage must have reported it."""
    found = list(_parts(figures, followed, year))
    lacking = sum(value is None for value in found)
    if not found or lacking:
        return _untold(f"{lacking or '所有'} 个学段（学校）缺少该数", f"the figure is missing for {lacking or 'all'} school stages (schools)")
    scale = SCHOOL_YEARS.column(followed.name).scale
    return Figure(Fraction(sum(value or 0 for value in found), scale), Message(f"{len(found)} 个学段（学校）合计", f"sum over {len(found)} school stages (schools)"))


def _parts(figures: Figures, followed: Followed, year: int) -> Iterator[int | None]:
    """The figures that add up, in steps of the unit; None for one that is missing."""
    rows = figures.stage_rows.get(year, {})
    for school in figures.at_work(year):
        own = rows.get(school["school"], {})
        if SCHOOL_YEARS.column(followed.name).whole:
            whole = own.get(Stage.WHOLE.value, {}).get(followed.name)
            stages = [row[followed.name] for stage, row in own.items() if stage != Stage.WHOLE.value]
            yield from [whole] if whole is not None or not any(each is not None for each in stages) else stages
            continue
        kind = SchoolKind(school["kind"]) if school["kind"] else SchoolKind.GENERAL
        due = {stage.value for stage in kind.stages} | (set(own) & set(_STAGES))
        for stage in due & set(followed.stages or _STAGES):
            row = own.get(stage)
            yield None if row is None else row[followed.name]


def _kind(figures: Figures, followed: Followed, year: int) -> Figure:
    schools = figures.at_work(year)
    if not schools:
        return _untold(f"没有 {year} 年的学校名单", f"there is no list of schools of {year}")
    wanted = followed.name.split("+")
    of_kind = [row for row in schools if (_is_counted(row) if followed.name == ANY_KIND else row["kind"] in wanted)]
    return Figure(Fraction(len(of_kind)), Message(f"{year} 年学校名单", f"the list of schools of {year}"))


def _closed(figures: Figures, followed: Followed, year: int) -> Figure:
    """Schools that have closed up to that year, each once, whatever list still names them."""
    wanted = followed.name.split("+")
    closed = {
        row["school"] for row in figures.facts.schools.iter_rows(named=True)
        if row["closed"] is not None and row["closed"] <= year and (followed.name == ANY_KIND or row["kind"] in wanted)
    }
    if not closed:
        return _untold("学校名单中没有撤销的学校（“撤销学年”一列）", "the list of schools names none that has closed (column 撤销学年)")
    return Figure(Fraction(len(closed)), Message(f"至 {year} 年学校名单", f"the lists of schools up to {year}"))


def _is_counted(row: dict[str, Any]) -> bool:
    """Whether the statistics count it as a school: as the list says, else whatever is no teaching point."""
    counted: bool | None = row["counted"]
    return row["kind"] != SchoolKind.TEACHING_POINT.value if counted is None else counted


def _fund(figures: Figures, followed: Followed, year: int) -> Figure:
    """The county's own line; without one the sum over its schools."""
    if not followed.name:
        return _untold("measure 只写了经费表，没有写是哪一项经费（funds.amount=项目）", "the measure names the table of funds, not which fund (funds.amount=ITEM)")
    rows = [row for row in figures.facts.tables["funds"].iter_rows(named=True) if row["year"] == year and row["item"] == followed.name]
    own = [row["amount"] for row in rows if row["school"] is None]
    amounts = own or [row["amount"] for row in rows]
    if not amounts or None in amounts:
        return _untold(f"“经费”表中没有 {year} 年的“{followed.name}”", f"the funds of {year} hold no {followed.name}")
    return Figure(Fraction(sum(amounts), Unit.YUAN.scale), Message("“经费”表", "the funds"))


def _funding(figures: Figures, followed: Followed, year: int) -> Figure:
    answer = figures.funding.get((followed.name, year))
    if answer is None or answer.verdict is None:
        return _untold(f"“经费”表没有 {year} 年的有关数据", f"the funds say nothing of it for {year}")
    if answer.verdict == Verdict.CANNOT_TELL:
        lacks = list(dict.fromkeys(each for outcome in answer.outcomes for each in outcome.missing))[:3]
        return _untold("缺" + "、".join(each.zh for each in lacks), "missing: " + ", ".join(each.en for each in lacks))
    held = sum(outcome.verdict == Verdict.PASS for outcome in answer.outcomes)
    if len(answer.outcomes) == 1:
        return Figure(answer.verdict == Verdict.PASS, answer.outcomes[0].working)
    return Figure(answer.verdict == Verdict.PASS, Message(f"{len(answer.outcomes)} 项中 {held} 项达到", f"{held} of {len(answer.outcomes)} hold"))


def _untold(zh: str, en: str) -> Figure:
    return Figure(None, Message(zh, en))


_COUNTED = {
    Kind.INDICATOR: _indicator, Kind.CV: _cv, Kind.HOLDS: _holds, Kind.SCHOOLS: _schools, Kind.VERDICT: _verdict, Kind.ITEM: _item,
    Kind.COLUMN: _column, Kind.KIND: _kind, Kind.CLOSED: _closed, Kind.FUND: _fund,
    Kind.FUNDING: _funding,
}
