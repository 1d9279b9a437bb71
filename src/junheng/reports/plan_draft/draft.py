"""An evaluation to a plan: of the county, or of one school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings import SchoolVerdict
from junheng.reports.case import Case
from junheng.reports.missing import fact
from junheng.reports.plan_draft.asks import county_asks, school_asks
from junheng.reports.plan_draft.goal import Goal, Span, decimal, goals
from junheng.reports.plan_draft.items import Paper, county_items, papers, school_items
from junheng.reports.plan_draft.tasks import Prices, Task, tasks
from junheng.rules.plans import BaselineFact, Level, Plan
from junheng.rules.plans.owners import Owners
from junheng.terms import Message, Stage, UsageError, same

OWN_FACTS = (
    "pupils", "classes", "teachers", "teaching_area", "sports_ground_area", "indoor_sports_area", "floor_area", "equipment_value", "computers",
    "teaching_computers", "books", "multimedia_rooms",
)
"""Columns that the present state of one school prints, where they are reported."""


@dataclass(frozen=True)
class Wanted:
    """What the user asked for. school: code of the school; none: the county's plan. area: none where there is one only."""

    begins: int
    ends: int
    area: str | None = None
    school: str | None = None
    prices: Prices = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    case: Case
    plan: Plan
    span: Span
    area: str
    schools: tuple[SchoolVerdict, ...]  # that the plan is about, of its year
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    papers: tuple[Paper, ...]
    owners: Owners

    @property
    def of_school(self) -> bool:
        return self.plan.level == Level.SCHOOL

    def owner(self, of: str | None) -> Message | None:
        role = self.plan.role(of)
        return role.title if role else None


def draft(case: Case, wanted: Wanted, owners: Owners) -> Draft:
    """Raises UsageError: no such area, nothing asked, or years that the facts have passed."""
    own = _schools(case, wanted)
    area, year = own[0].area, own[0].year
    span = _span(wanted, year)
    level = Level.SCHOOL if wanted.school else Level.COUNTY
    asks = [*school_asks(case, list(own)), *school_items(case, area, year, wanted.school)] if wanted.school else [*county_asks(case, area, year), *county_items(case, area, year, owners)]
    if not asks:
        raise UsageError(
            f"标准 {case.standard.id} 对{'学校' if wanted.school else '县'}没有可以作为目标的限值；请换一个标准（junheng standards）",
            f"the standard {case.standard.id} sets no limit that a {'school' if wanted.school else 'county'} could aim at; take another (junheng standards)",
        )
    found = goals(asks, span, owners, level)
    results = [] if wanted.school else case.of_area(area, year)
    done = tasks(case, own, results, found, span, owners, level, wanted.prices)
    duties = () if wanted.school else papers(case, area, year, owners)
    return Draft(case, _plan(case, own, span, level, found, done, duties, owners), span, area, own, found, done, duties, owners)


def _schools(case: Case, wanted: Wanted) -> tuple[SchoolVerdict, ...]:
    """The counted stages of the last year there is."""
    every = [each for each in case.evaluation.schools if wanted.school in (None, each.school) and wanted.area in (None, each.area)]
    areas = sorted({each.area for each in case.evaluation.schools})
    if not every and wanted.school:
        raise UsageError(f"学校“{wanted.school}”没有计入本标准的学段，不能起草规划", f"no stage of the school {wanted.school} counts under this standard: nothing to draft")
    if not every or (len({each.area for each in every}) > 1 and not wanted.school):
        names_zh, names_en = "、".join(areas) or "-", ", ".join(areas) or "-"
        raise UsageError(f"一份规划只写一个县；请用 --county 指明：{names_zh}", f"a plan is that of one county; name it with --county: {names_en}")
    last = max(each.year for each in every)
    return tuple(each for each in every if each.year == last)


def _span(wanted: Wanted, year: int) -> Span:
    if wanted.ends <= year:
        raise UsageError(
            f"规划到 {wanted.ends} 年为止，数据却是 {year} 年的：没有可规划的年份；请把 --years 的末年写在 {year} 年之后",
            f"the plan ends in {wanted.ends}, the facts are of {year}: no year is left; let --years end after {year}",
        )
    return Span(wanted.begins, wanted.ends, year)


def _plan(
    case: Case, own: Sequence[SchoolVerdict], span: Span, level: Level, found: Sequence[Goal], done: Sequence[Task], duties: Sequence[Paper], owners: Owners
) -> Plan:
    place = own[0].name if level == Level.SCHOOL else own[0].area
    years = f"（{span.begins}—{span.ends}年）"
    used = {*(goal.target.owner for goal in found), *(paper.duty.owner for paper in duties), *(task.measure.owner for task in done)}
    return Plan(
        id="draft", title=Message(f"{place}义务教育均衡发展规划{years}", f"{place}: plan of balanced compulsory education ({span.begins}-{span.ends})"), level=level,
        place=same(place), begins=span.begins, ends=span.ends, source=Message(f"数据快照 {case.evaluation.facts.snapshot}", f"snapshot {case.evaluation.facts.snapshot}"),
        targets=tuple(goal.target for goal in found), duties=tuple(paper.duty for paper in duties), measures=tuple(task.measure for task in done),
        facts=tuple(_facts(case, own, level)), roles=tuple(role for role in owners.roles if role.id in used),
        note=Message("由程序起草：逐年数值按等差推算，责任方为建议，均须由人审定", "drafted by the program: yearly values are equal steps, owners are proposed; a person decides all of it"),
    )


def _facts(case: Case, own: Sequence[SchoolVerdict], level: Level) -> list[BaselineFact]:
    if level == Level.SCHOOL:
        shown = [(school.stage, column, fact(case, school.school, school.year, school.stage, column)) for school in own for column in OWN_FACTS]
        return [_fact(f"F{place:03}", stage, column, value) for place, (stage, column, value) in enumerate((each for each in shown if each[2] is not None), 1)]
    stages = list(dict.fromkeys(each.stage for each in own))
    found = []
    for place, stage in enumerate(stages, 1):
        pupils = [each.pupils for each in own if each.stage == stage]
        found.append(_fact(f"F{place:03}", stage, "pupils", None if None in pupils else sum(each or 0 for each in pupils)))
    return found


def _fact(name: str, stage: Stage, column: str, value: int | None) -> BaselineFact:
    about = SCHOOL_YEARS.column(column)
    label = stage.label
    return BaselineFact(
        id=name, fact=Message(f"{label.zh}{about.header.zh}", f"{label.en}: {about.header.en}"), value=None if value is None else decimal(Fraction(value, about.scale)),
        unit=about.unit.value if about.unit else "", column=column,
    )
