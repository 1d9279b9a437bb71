"""One rule held against one area and year: which subjects it has - the county, its stages, its schools - and what each gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from junheng.findings.funding import growth, shares
from junheng.findings.funding.figures import Figure
from junheng.findings.funding.head_count import head_count, paid_to, special_heads
from junheng.findings.funding.ledger import Ledger, School
from junheng.findings.funding.outcome import Answer, Outcome, untold
from junheng.rules import Limit
from junheng.rules.funding import Formula, FundingRule, FundingRules
from junheng.terms import FundItem, Message, Ownership, SchoolKind, Stage


@dataclass(frozen=True)
class Question:
    """A rule asked of an area in a fiscal year. first: there is no earlier year to look back to, and others are judged."""

    rule: FundingRule
    area: str
    year: int
    rules: FundingRules
    ledger: Ledger
    first: bool

    def pair(self, item: FundItem, stage: Stage | None = None, school: School | None = None) -> growth.Pair:
        """This year's sum and last year's."""
        this, last = (self.ledger.amount(self.area, year, item, stage, school) for year in (self.year, self.year - 1))
        return this, last

    def now(self, item: FundItem, stage: Stage | None = None, school: School | None = None) -> Figure:
        return self.ledger.amount(self.area, self.year, item, stage, school)

    def heads(self, stage: Stage | None) -> growth.Pair:
        this, last = (self.ledger.pupils(self.area, year, stage) for year in (self.year, self.year - 1))
        return this, last

    @property
    def setting(self) -> str:
        return f"rules.{self.rule.id}.limit.at_least"


def answer(asked: Question) -> Answer:
    rule = asked.rule
    silent = _not_asked(asked)
    if silent:
        return Answer(rule, (), silent)
    if rule.scope == "school":
        return _of_schools(asked)
    if rule.formula in _BY_STAGE:
        return _of_stages(asked)
    return Answer(rule, (_OF_COUNTY[rule.formula](asked),))


def _not_asked(asked: Question) -> Message | None:
    """Why a rule asks nothing here; None where it asks."""
    rule = asked.rule
    if rule.from_year is not None and asked.year < rule.from_year:
        return Message(f"自 {rule.from_year} 年起检验", f"asked from {rule.from_year} on")
    if rule.asked != "always":
        item = rule.items[-1] if rule.formula == Formula.PER_PUPIL_REACHES else rule.items[0]
        year = asked.year if rule.asked == "schools_reporting" else None
        if not asked.ledger.reports(asked.area, item, rule.scope == "school", year):
            return Message(f"没有上报“{item.label.zh}”", f"`{item.label.en}` is not reported")
    if rule.formula.looks_back and asked.first:
        return Message("最早的年度，没有上年可比", "the first year reported: there is none before it")
    return None


# ---- the county ----

_OF_COUNTY: dict[Formula, Callable[[Question], Outcome]] = {
    Formula.OUTGROWS: lambda q: growth.outgrows(q.pair(q.rule.items[0]), q.pair(q.rule.items[1])),
    Formula.RISES: lambda q: growth.rises(q.pair(q.rule.items[0])),
    Formula.NOT_MORE: lambda q: growth.not_more(q.pair(q.rule.items[0])),
    Formula.SHARE_RISES: lambda q: growth.ratio_rises(q.pair(q.rule.items[0]), q.pair(q.rule.items[1]), percent=True),
    Formula.SHARE: lambda q: shares.share(q.now(q.rule.items[0]), q.now(q.rule.items[1]), q.rule.limit, q.setting),
    Formula.SHARE_OF_GROWTH: lambda q: growth.share_of_growth(q.pair(q.rule.items[0]), q.pair(q.rule.items[1]), _limit(q)),
}


def _limit(asked: Question) -> Limit:
    assert asked.rule.limit is not None
    return asked.rule.limit


# ---- its stages ----


def _per_pupil_rises(asked: Question, stage: Stage | None) -> Outcome:
    return growth.ratio_rises(asked.pair(asked.rule.items[0], stage), asked.heads(stage), percent=False)


def _per_pupil_reaches(asked: Question, stage: Stage | None) -> Outcome:
    money, standard = asked.rule.items
    return shares.per_pupil_reaches(asked.now(money, stage), asked.heads(stage)[0], asked.now(standard, stage))


_BY_STAGE = {Formula.PER_PUPIL_RISES: _per_pupil_rises, Formula.PER_PUPIL_REACHES: _per_pupil_reaches}


def _of_stages(asked: Question) -> Answer:
    years = (asked.year - 1, asked.year) if asked.rule.formula.looks_back else (asked.year,)
    stages = _stages(asked, years)
    outcomes = tuple(replace(_BY_STAGE[asked.rule.formula](asked, stage), stage=stage) for stage in stages)
    return Answer(asked.rule, outcomes)


def _stages(asked: Question, years: tuple[int, ...]) -> list[Stage | None]:
    """By stage, senior only where it is reported; the sum over all stages where the county tells only that."""
    told = asked.ledger.stages_reported(asked.area, years, asked.rule.items[0])
    if told == {None} and asked.rule.formula == Formula.PER_PUPIL_RISES:
        return [None]
    return [
        stage for stage in asked.rule.stages
        if stage in told or (stage != Stage.SENIOR and asked.ledger.teaches(asked.area, years, stage))
    ]


# ---- its schools ----


def _of_schools(asked: Question) -> Answer:
    rule, listed = asked.rule, asked.ledger.schools.get((asked.area, asked.year), [])
    if not listed:
        lack = Message(f"缺{asked.area} {asked.year}/{asked.year + 1} 学年的学校名单", f"the schools of {asked.area} in {asked.year}/{asked.year + 1} are missing")
        return Answer(rule, (untold((), lack),))
    meant = [school for school in listed if not school.kind or (school.kind in rule.kinds and not (school.is_point and not _points_asked(rule)))]
    if rule.asked == "schools_reporting":
        meant = [school for school in meant if asked.now(rule.items[0], None, school).value is not None]
    private = [school for school in meant if school.ownership == Ownership.PRIVATE]
    kept_for = _points_kept(asked, listed) if rule.formula == Formula.HEAD_COUNT else {}
    kept = {point.code for points in kept_for.values() for point in points}
    public = [school for school in meant if school.ownership != Ownership.PRIVATE and school.code not in kept]
    if not public:
        return Answer(rule, (), Message("没有要检验的公办学校", "there is no public school to test"), len(private))
    outcomes = tuple(replace(_of_school(asked, school, kept_for.get(school.code, [])), school=school) for school in public)
    return Answer(rule, outcomes, None, len(private))


def _points_asked(rule: FundingRule) -> bool:
    return SchoolKind.TEACHING_POINT in rule.kinds


def _points_kept(asked: Question, listed: list[School]) -> dict[str, list[School]]:
    """Parent's code -> the points whose money it keeps: those without a sum of their own, where the setting says so."""
    if asked.rules.content.head_count.points == "own":
        return {}
    by_name = {school.name: school.code for school in listed}
    codes = {school.code for school in listed}
    found: dict[str, list[School]] = defaultdict(list)
    for point in listed:
        parent = point.parent_code if point.parent_code in codes else by_name.get(point.parent or "")
        if point.is_point and parent is not None and parent != point.code and asked.now(asked.rule.items[0], None, point).value is None:
            found[parent].append(point)
    return found


def _of_school(asked: Question, school: School, points: list[School]) -> Outcome:
    if not school.kind:
        return untold((), Message(f"缺{school.name}的办学类型，不知是否要检验", f"the kind of {school.name} is missing: it is not known whether it is asked"))
    outcome = _SCHOOL[asked.rule.formula](asked, school) if asked.rule.formula in _SCHOOL else head_count(
        school, points, asked.year, asked.rules.content.head_count, asked.ledger)
    if school.ownership is None and outcome.verdict is not None:
        return untold(outcome.figures, Message(f"缺{school.name}的办学性质，不知是否公办", f"it is not said whether {school.name} is public"))
    return outcome


def _per_pupil_limit(asked: Question, school: School) -> Outcome:
    return shares.per_pupil_limit(paid_to(school, asked.year, asked.ledger), special_heads(school, asked.year, asked.ledger), _limit(asked))


def _share(asked: Question, school: School) -> Outcome:
    part, whole = (asked.now(item, None, school) for item in asked.rule.items)
    return shares.share(part, whole, asked.rule.limit, asked.setting)


_SCHOOL: dict[Formula, Callable[[Question, School], Outcome]] = {
    Formula.PER_PUPIL_LIMIT: _per_pupil_limit,
    Formula.SHARE: _share,
    Formula.NOT_MORE: lambda q, school: growth.not_more(q.pair(q.rule.items[0], None, school)),
    Formula.RISES: lambda q, school: growth.rises(q.pair(q.rule.items[0], None, school)),
}
