"""A plan held against figures: target after target, then what is overdue."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from junheng.facts.store import Facts
from junheng.findings.progress.actual import Actual, day_told, time_of
from junheng.findings.progress.aim import Aim, Point, aim_of, is_range, way_of
from junheng.findings.progress.figures import Figure, Figures
from junheng.findings.progress.followed import Followed, Kind, Unmeasurable, followed
from junheng.findings.progress.judge import (
    Judged,
    judge_direction,
    judge_flag,
    judge_value,
    missed,
    steps,
)
from junheng.findings.progress.lacking import Lack, Missing, plan_lacks, to_state
from junheng.findings.progress.light import Light, Thresholds
from junheng.findings.progress.place import place_of
from junheng.findings.progress.trend import NO_TREND, Trend, trend
from junheng.findings.progress.typed import usable
from junheng.rules.plans import ActualsFile, Plan, Target, TypedActual
from junheng.terms import Finding, Location, Message, Severity, Stage


@dataclass(frozen=True)
class Due:
    """Something whose year is over (None: due at all times) and which is not shown to hold. value: None for yes or no."""

    year: int | None
    value: Fraction | None
    is_goal: bool


@dataclass(frozen=True)
class Progress:
    """One target. `actuals` in order of time; `now` is the last of them, None where there is none."""

    target: Target
    followed: Followed | None
    judged: Judged
    actuals: tuple[Actual, ...] = ()
    aim: Aim | None = None
    trend: Trend = NO_TREND
    overdue: tuple[Due, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def light(self) -> Light:
        return self.judged.light

    @property
    def missing(self) -> Missing | None:
        return self.judged.missing

    @property
    def now(self) -> Actual | None:
        return self.actuals[-1] if self.actuals else None

    @property
    def is_share(self) -> bool:
        return self.target.unit == "percent"


@dataclass(frozen=True)
class PlanProgress:
    """`findings`: mistakes of the plan and of the typed actuals, and what a person should know of the report."""

    plan: Plan
    place: str
    day: datetime.date
    snapshot: str
    thresholds: Thresholds
    targets: tuple[Progress, ...]
    findings: tuple[Finding, ...]

    def counts(self) -> Counter[Light]:
        return Counter(each.light for each in self.targets)

    def of(self, target: str) -> Progress | None:
        return next((each for each in self.targets if each.target.id == target), None)


def follow(
    plan: Plan, facts: Facts, day: datetime.date, thresholds: Thresholds, stated: ActualsFile | None = None, wanted: str | None = None
) -> PlanProgress:
    """Hold a plan against facts and typed actuals, as of a day: what is dated later does not count.

    wanted: whose facts, where the files hold several counties (schools). Raises UsageError where that is not clear.
    """
    findings: list[Finding] = []
    place = place_of(plan, facts, wanted, findings)
    typed = usable(stated, plan, day, findings) if stated else []
    figures = Figures(place.facts)
    targets = []
    for target in plan.targets:
        own = [each for each in typed if each.target == target.id]
        targets.append(_progress(target, figures, own, day, thresholds, findings))
    return PlanProgress(plan, place.name, day, facts.snapshot, thresholds, tuple(targets), tuple(findings))


def _progress(
    target: Target, figures: Figures, typed: Sequence[TypedActual], day: datetime.date, thresholds: Thresholds, findings: list[Finding]
) -> Progress:
    measure = _measure(target, findings)
    counted, gap = _counted(target, measure, figures, day)
    stated = [_stated(each) for each in typed if each.value is not None or each.met is not None]
    actuals = tuple(sorted([*counted, *stated], key=lambda each: (each.at, each.by is None)))  # of one time the facts go last: they count
    if not actuals:
        missing = Missing(Lack.FACTS, gap) if gap is not None else _no_actual(target, measure)
        return Progress(target, measure, Judged(Light.CANNOT_TELL, missing=missing), overdue=_due_unseen(target, day), notes=_idle_milestones(target))
    found = _told(target, measure, actuals, _against(typed), day, thresholds)
    _compare_baseline(target, actuals, findings)
    _compare_stated(target, actuals, findings)
    return found if gap is None else replace(found, notes=(gap, *found.notes))


def _measure(target: Target, findings: list[Finding]) -> Followed | None:
    """A measure that names nothing is a mistake of the plan; the target is then followed by typed actuals alone."""
    if target.measure is None:
        return None
    try:
        found = followed(target.measure)
    except Unmeasurable as error:
        findings.append(_of_plan("measure-unknown", target, error.message, target.measure))
        return None
    if target.scope in list(Stage) and not found.stages and found.kind in (Kind.INDICATOR, Kind.COLUMN, Kind.HOLDS):
        found = replace(found, stages=(target.scope,))
    fits = found.is_share == (target.unit == "percent") or found.has_no_unit
    if not fits and target.comparator not in ("up", "down", "yes", "no"):
        said = Message(
            f"目标的单位是“{target.unit or '（空）'}”，measure {target.measure} 的数{'是' if found.is_share else '不是'}百分比",
            f"the target's unit is {target.unit or '(none)'}, but figures of {target.measure} are {'' if found.is_share else 'not '}per cent",
        )
        findings.append(_of_plan("measure-unit", target, said, target.unit))
        return None
    return found


def _of_plan(rule: str, target: Target, said: Message, found: str) -> Finding:
    return Finding(Severity.ERROR, rule, Message(f"目标 {target.id}：{said.zh}", f"target {target.id}: {said.en}"), found=found)


def _counted(target: Target, measure: Followed | None, figures: Figures, day: datetime.date) -> tuple[list[Actual], Message | None]:
    """The figure of every year up to the day; of the last year, what is missing where it has none."""
    found: list[Actual] = []
    missing: Message | None = None
    years = [year for year in figures.years if year <= day.year]
    if target.scope in list(Location):
        figures = figures.within(Location(target.scope))
    for year in years if measure is not None else []:
        assert measure is not None
        figure, told = _fitting(target, measure, figures.of(measure, year)), figures.facts.year_told(year)
        if figure.value is None:
            missing = Message(f"{told.zh}：{figure.told.zh}", f"{told.en}: {figure.told.en}")
            continue
        source = Message(f"{measure.title.zh}：{figure.told.zh}", f"{measure.title.en}: {figure.told.en}")
        found.append(Actual(Fraction(year), told, figure.value, source))
        missing = None
    return found, missing


def _fitting(target: Target, measure: Followed, figure: Figure) -> Figure:
    """In the form that the target asks for. `None of it` that is held by a paper is 0; not held is at least one."""
    if measure.kind == Kind.FUNDING:  # the test has the target's own comparison in it: held or not
        return figure
    if figure.value is None or isinstance(figure.value, bool) == (target.comparator in ("yes", "no")):
        return figure
    if isinstance(figure.value, bool) and target.value == 0 and target.comparator in ("=", "<="):
        return Figure(Fraction(0 if figure.value else 1), figure.told)
    return Figure(None, _FORM)


_FORM = Message("数据的形式（数值或是否）与目标不符", "the fact is a number where the target asks yes or no, or the other way round")


def _stated(each: TypedActual) -> Actual:
    number, paper = each.evidence.number, each.evidence.paper
    dated = each.evidence.dated
    source = Message(f"{paper.zh}{f'（{number}）' if number else ''}，{day_told(dated).zh}", f"{paper.en}{f' ({number})' if number else ''}, {dated}")
    value = each.met if each.met is not None else Fraction(each.value) if each.value is not None else False
    return Actual(time_of(each.day), day_told(each.day), value, source, each.by)


def _against(typed: Sequence[TypedActual]) -> Fraction | None:
    """The last one stated."""
    found = sorted((each.day, each.against) for each in typed if each.against is not None)
    return Fraction(found[-1][1]) if found else None


def _no_actual(target: Target, measure: Followed | None) -> Missing:
    if measure is not None:
        return Missing(Lack.FACTS, Message("报告日期以前没有任何年份的数据", "there are no facts of any year up to the day of the report"))
    if target.measure is not None:
        return plan_lacks(f"measure“{target.measure}”不能用，见“规划与数据中的问题”", f"its measure, {target.measure}, cannot be used: see what was found in the plan")
    if target.not_measurable is not None:
        return to_state(f"无人填报；不能由统计数据算得：{target.not_measurable.zh}", f"nobody stated it; it cannot be counted from the facts: {target.not_measurable.en}")
    return to_state("无人填报；统计表中没有这一项", "nobody stated it, and no fact table holds it")


def _due_unseen(target: Target, day: datetime.date) -> tuple[Due, ...]:
    """A deadline that is over while nobody reported anything."""
    if target.when.year is None or target.when.year >= day.year:
        return ()
    return (Due(target.when.year, None if target.value is None else Fraction(target.value), True),)


def _told(target: Target, measure: Followed | None, actuals: tuple[Actual, ...], against: Fraction | None, day: datetime.date, thresholds: Thresholds) -> Progress:
    now = actuals[-1]
    notes = _notes(target, now, day)
    if isinstance(now.value, bool):
        judged = judge_flag(target, now, day)
        due = (Due(target.when.year, None, True),) if judged.light == Light.OVERDUE else ()
        return Progress(target, measure, judged, actuals, overdue=due, notes=notes)
    points = [Point(each.at, each.value) for each in actuals if not isinstance(each.value, bool)]
    start = _start(target)
    if target.comparator in ("up", "down"):
        before = [start] if start is not None and start.at < points[0].at else []
        judged = judge_direction(target, [*before, *points], day)
        return Progress(target, measure, judged, actuals, notes=notes)
    aim = aim_of(target, thresholds.about, against)
    if aim is None:
        return Progress(target, measure, Judged(Light.CANNOT_TELL, missing=_nothing_printed(target)), actuals, notes=notes)
    return _on_its_way(target, measure, actuals, aim, points, start, day, thresholds, notes)


def _on_its_way(
    target: Target, measure: Followed | None, actuals: tuple[Actual, ...], aim: Aim, points: list[Point], start: Point | None,
    day: datetime.date, thresholds: Thresholds, notes: tuple[Message, ...],
) -> Progress:
    now = points[-1]
    value = _start_value(target)
    sign = aim.sign(value) or aim.sign(now.value)
    way = way_of(target, aim, start, sign)
    judged = judge_value(target, aim, way, value, now, day, thresholds)
    due = [] if judged.light == Light.MET else [
        Due(int(point.at), point.value, False) for point in missed(aim, _milestones(target, way), now, day, sign)
    ]
    if judged.light == Light.OVERDUE:
        due.append(Due(target.when.year, aim.bound(sign), True))
    led = trend(aim, sign, start or points[0], now, target.when.year, target.unit == "percent")
    if judged.light == Light.MET and led.holds is False:
        notes = (*notes, _LOST)
    return Progress(target, measure, judged, actuals, aim, led, tuple(due), notes)


_LOST = Message("现已达成，但照迄今的速度到期时会失去", "met now, but at the pace so far it would be lost by the deadline")


def _milestones(target: Target, way: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(point for point in steps(target, way) if point.at != target.when.year)


def _start(target: Target) -> Point | None:
    """The baseline where its year is known."""
    baseline = target.baseline
    return None if baseline is None or baseline.year is None else Point(Fraction(baseline.year), Fraction(baseline.value))


def _start_value(target: Target) -> Fraction | None:
    """The baseline's value, else the start of `from ... to ...`."""
    if target.baseline is not None:
        return Fraction(target.baseline.value)
    printed = None if is_range(target) else target.value_from
    return None if printed is None else Fraction(printed)


def _nothing_printed(target: Target) -> Missing:
    if target.relative_to is None:
        return plan_lacks("规划没有写数值", "the plan prints no value")
    what = target.relative_to
    return to_state(f"规划没有写数值，要与“{what.zh}”相比，而无人填报它（against）", f"the plan prints no value but measures by {what.en}, which nobody stated (`against`)")


def _notes(target: Target, now: Actual, day: datetime.date) -> tuple[Message, ...]:
    """What a reader should know of the figure: that it is old, what became of milestones without a year."""
    found = []
    over = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    if not isinstance(now.value, bool) and over - now.at >= 1:
        found.append(Message(f"最近的数据是 {now.told.zh}的，之后的还没有", f"the last figure is of {now.told.en}: there is none since"))
    return (*found, *_idle_milestones(target))


def _idle_milestones(target: Target) -> tuple[Message, ...]:
    """Milestones that take no part, each with its reason: no known year, or a year outside the way."""
    start = target.baseline.year if target.baseline else None
    unknown = [f"{each.value:f}" for each in target.milestones if each.year is None]
    outside = [
        f"{each.value:f} ({each.year})" for each in target.milestones
        if each.year is not None and ((start is not None and each.year <= start) or (target.when.year is not None and each.year >= target.when.year))
    ]
    found = []
    if unknown:
        zh, en = "、".join(unknown), ", ".join(unknown)
        found.append(Message(f"阶段目标 {zh} 的年份不明，不参与判断", f"the year of the milestone {en} is not known: it takes no part"))
    if outside:
        zh, en = "、".join(outside), ", ".join(outside)
        found.append(Message(f"阶段目标 {zh} 不在基线与期限之间，不参与判断", f"the milestone {en} does not lie between baseline and deadline: it takes no part"))
    return tuple(found)


def _compare_baseline(target: Target, actuals: Sequence[Actual], findings: list[Finding]) -> None:
    """The plan's baseline against the facts of the same year, as finely as the plan prints it."""
    baseline = target.baseline
    if baseline is None or baseline.year is None:
        return
    step = Fraction(10) ** min(int(baseline.value.as_tuple().exponent), 0)
    for each in actuals:
        if each.by is None and each.at == baseline.year and each.number is not None and 2 * abs(each.number - Fraction(baseline.value)) > step:
            shown = f"{float(each.number):.4g}"
            findings.append(Finding(Severity.WARNING, "baseline-differs", Message(
                f"目标 {target.id}：规划写 {baseline.year} 年基线为 {baseline.value}，数据算得 {shown}；本报告仍用规划所写",
                f"target {target.id}: the plan says {baseline.value} for {baseline.year}, the facts give {shown}; the plan's is used",
            ), found=str(baseline.value), allowed=shown))


def _compare_stated(target: Target, actuals: Sequence[Actual], findings: list[Finding]) -> None:
    """What an office states for the end of a year that the facts tell otherwise."""
    counted = {each.at: each.value for each in actuals if each.by is None}
    for each in actuals:
        if each.by is not None and counted.get(each.at, each.value) != each.value:
            findings.append(Finding(Severity.WARNING, "actual-differs", Message(
                f"目标 {target.id}：{each.told.zh}填报的数与数据不同；本报告用数据",
                f"target {target.id}: what is stated for {each.told.en} is not what the facts give; the facts are used",
            )))
