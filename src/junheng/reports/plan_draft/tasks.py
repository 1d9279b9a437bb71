"""What is to be done: of each gap how many units, in which schools, for which goals, with what money where it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from junheng.findings import AreaResult, Measured, SchoolVerdict
from junheng.proposals.gaps import Gap
from junheng.reports.case import Case
from junheng.reports.plan_draft.goal import Goal, Span, State
from junheng.reports.plan_draft.wording import bare, exact_unit
from junheng.reports.sections.needs import is_shared
from junheng.rules import Indicator
from junheng.rules.plans import Level, Measure, When
from junheng.rules.plans.owners import Owners
from junheng.terms import Message, Unit, Verdict

Prices = Mapping[str, Decimal]
"""Yuan per whole unit of what an indicator lacks, by the indicator's id; given by the user."""

_DRIVERS = 5


@dataclass(frozen=True)
class Lack:
    """One school stage under a limit. `shared`: the stages of the school share what is added."""

    school: SchoolVerdict
    measured: Measured
    gap: Gap
    shared: bool

    @property
    def amount(self) -> int:
        return self.gap.missing or 0


@dataclass(frozen=True)
class Task:
    """`total` whole units over `lacks`; a spread that is too wide has `drivers` instead."""

    measure: Measure
    indicator: Indicator
    lacks: tuple[Lack, ...] = ()
    total: int = 0
    unit: Unit = Unit.ITEM
    reduce: bool = False
    price: Decimal | None = None
    drivers: tuple[str, ...] = ()

    def yuan(self, amount: int) -> Decimal | None:
        """Money is its own amount; anything else costs what the user says a unit costs."""
        if self.unit == Unit.YUAN:
            return Decimal(amount)
        return None if self.price is None else self.price * amount


def tasks(case: Case, schools: Sequence[SchoolVerdict], results: Sequence[AreaResult], goals: Sequence[Goal], span: Span, owners: Owners, level: Level, prices: Prices) -> tuple[Task, ...]:
    found = [*_gaps(case, schools, goals, span, owners, level, prices), *_spreads(results, goals, span, owners, level)]
    return tuple(found)


def _gaps(case: Case, schools: Sequence[SchoolVerdict], goals: Sequence[Goal], span: Span, owners: Owners, level: Level, prices: Prices) -> Iterable[Task]:
    by_indicator: dict[str, list[Lack]] = defaultdict(list)
    for school in schools:
        for measured in school.measured:
            gap = case.gap(school, measured)
            if gap is not None and gap.missing and measured.verdict == Verdict.FAIL:
                by_indicator[measured.indicator.id].append(Lack(school, measured, gap, is_shared(school, measured)))
    order = [each.id for each in case.evaluation.rules.indicators if each.id in by_indicator]
    for place, name in enumerate(order, 1):
        yield _task(f"M{place:03}", by_indicator[name], goals, span, owners, level, prices)


def _task(name: str, lacks: list[Lack], goals: Sequence[Goal], span: Span, owners: Owners, level: Level, prices: Prices) -> Task:
    indicator, gap = lacks[0].measured.indicator, lacks[0].gap
    verb = Message("减少", "fewer") if gap.reduce else Message("补足", "add")
    bare_task = Task(
        _measure(name, Message(f"{verb.zh}{thing(indicator)}", f"{verb.en}: {indicator.title.en}"), _served(goals, indicator.id), span, owners.of(level, indicator.id, exact_unit(indicator.unit))),
        indicator, tuple(lacks), _total(lacks), gap.unit, gap.reduce, prices.get(indicator.id),
    )
    yuan = bare_task.yuan(bare_task.total)
    return bare_task if yuan is None else _with_money(bare_task, yuan)


def _with_money(task: Task, yuan: Decimal) -> Task:
    said = task.measure
    measure = Measure(id=said.id, title=said.title, targets=said.targets, owner=said.owner, when=said.when, yuan=yuan)
    return Task(measure, task.indicator, task.lacks, task.total, task.unit, task.reduce, task.price)


def _total(lacks: Iterable[Lack]) -> int:
    """What the stages of a school share helps all of them and is counted once."""
    amounts: dict[tuple[str, str], int] = {}
    for each in lacks:
        key = (each.school.school, "" if each.shared else each.school.stage.value)
        amounts[key] = max(amounts.get(key, 0), each.amount)
    return sum(amounts.values())


def thing(indicator: Indicator) -> str:
    """What is counted, without per whom: 每百名学生拥有网络多媒体教室数 is 网络多媒体教室."""
    title = bare(indicator.title.zh)
    for head in ("每百名学生拥有", "生均"):
        title = title.removeprefix(head)
    return title[:-1] if len(title) > 3 and title.endswith(("数", "值")) else title


def _measure(name: str, title: Message, served: Sequence[str], span: Span, owner: str | None) -> Measure:
    return Measure(id=name, title=title, targets=tuple(served), owner=owner, when=When(printed=f"{span.ends}年", year=span.ends))


def _served(goals: Sequence[Goal], indicator: str) -> list[str]:
    """The goals that are not met and are followed by the indicator, and the share of schools that pass."""
    return [each.id for each in goals if each.state != State.KEEP and (each.ask.keys[0] == "schools" or _names(each, indicator))]


def _names(goal: Goal, indicator: str) -> bool:
    return (goal.ask.measure or "").partition("@")[0].partition("/")[0].partition(":")[2] == indicator


def _spreads(results: Sequence[AreaResult], goals: Sequence[Goal], span: Span, owners: Owners, level: Level) -> Iterable[Task]:
    wide = [(result, each) for result in results for each in result.indicators if each.verdict == Verdict.FAIL]
    for place, (result, each) in enumerate(wide, 1):
        title = Message(f"缩小{result.stage.label.zh}{bare(each.indicator.title.zh)}的校际差距", f"{result.stage.label.en}: narrow {each.indicator.title.en}")
        names = tuple(driver.name for driver in each.drivers if driver.influence > 0)[:_DRIVERS]
        served = [goal.id for goal in goals if goal.state != State.KEEP and (goal.ask.measure or "").startswith(f"cv:{each.indicator.id}/{result.stage.value}@")]
        yield Task(_measure(f"M1{place:02}", title, served, span, owners.of(level, "spread")), each.indicator, drivers=names)
