"""What `measure` of a target names, read against the indicators, the fact columns and the items of the standards.

KIND:NAME[/STAGE[+STAGE]][@STANDARD], or the plain id of an indicator, a column, an item or a standard, or
TABLE.COLUMN[=VALUE]. See `rules/plans/plan.py`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from junheng.facts.tables import SCHOOL_YEARS
from junheng.rules import Item, Rules, catalogue, load_standard, standard_ids
from junheng.rules.funding import load_funding
from junheng.rules.indicators import Indicator
from junheng.terms import Message, SchoolKind, Stage, Unit, UsageError, same

WHO_COUNTS = "cn/national/quality-2017"  # for an indicator that no shipped standard names
STAGES = (Stage.PRIMARY.value, Stage.JUNIOR.value, Stage.SENIOR.value)
ANY_KIND = "any"


class Kind(StrEnum):
    INDICATOR = "indicator"  # the county's value: sum over sum
    CV = "cv"  # how far the schools lie apart
    HOLDS = "holds"  # per cent of the schools that keep the standard's limit of an indicator
    SCHOOLS = "schools"  # per cent of the schools that pass the standard
    VERDICT = "verdict"  # whether the county passes the whole standard
    ITEM = "item"  # a row of the county items
    COLUMN = "column"  # the county's sum of a fact column
    KIND = "kind"  # how many schools of one or several kinds are at work
    CLOSED = "closed"  # how many schools of one or several kinds have closed
    FUND = "fund"  # the county's amount of a fund
    FUNDING = "funding"  # whether a funding test is held


@dataclass(frozen=True)
class Followed:
    """`stages`: none given means all that there are. `standard`: who counts, which limits, which formula."""

    kind: Kind
    name: str
    stages: tuple[str, ...] = ()
    standard: str = ""

    @property
    def indicator(self) -> Indicator:
        return catalogue()[self.name]

    @property
    def is_share(self) -> bool:
        """Whether its figures are per cent."""
        if self.kind == Kind.INDICATOR:
            return self.indicator.unit.en == "%"
        return self.kind in (Kind.HOLDS, Kind.SCHOOLS) or (self.kind == Kind.ITEM and _item_unit(self.name) == "%")

    @property
    def has_no_unit(self) -> bool:
        """Whether nobody can say what its figures count: yes or no, a county's own item, a fund that is not named."""
        return self.kind in (Kind.VERDICT, Kind.FUNDING) or (self.kind == Kind.ITEM and not _item_unit(self.name)) or self == NO_FUND

    @property
    def title(self) -> Message:
        """What is counted, in words."""
        return _with_stages(_TITLES[self.kind](self), self.stages)


NO_FUND = Followed(Kind.FUND, "")  # the table is named, and not which fund: nothing to count


class Unmeasurable(Exception):
    """A measure that names nothing: a mistake of the plan."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(zh, en)



def followed(measure: str) -> Followed:
    """Raises Unmeasurable."""
    kind, colon, rest = measure.partition(":")
    if not colon:
        return _plain(measure)
    if kind not in list(Kind):
        raise Unmeasurable(f"measure“{measure}”：没有“{kind}”这一类；可用：{', '.join(Kind)}", f"measure {measure}: there is no kind {kind}; there are {', '.join(Kind)}")
    return _READ[Kind(kind)](Kind(kind), rest)


def _plain(measure: str) -> Followed:
    name = measure.partition("/")[0].partition("@")[0]
    if name in catalogue():
        return _of_indicator(Kind.INDICATOR, measure)
    if name in _columns():
        return _of_column(Kind.COLUMN, measure)
    if name in items():
        return _of_item(Kind.ITEM, measure)
    if measure in shipped():
        return _of_standard(Kind.VERDICT, measure)
    if measure in funding_tests():
        return Followed(Kind.FUNDING, measure)
    kind = next((kind for head, kind in _TABLES.items() if measure == head or measure.startswith((f"{head}=", f"{head}."))), None)
    if kind is not None:
        return _of_table(kind, measure)
    raise _unknown(measure, [*catalogue(), *_columns(), *items(), *funding_tests()])


_TABLES = {
    "schools.kind": Kind.KIND, "schools.closed": Kind.CLOSED, "funds.amount": Kind.FUND, "county_years.item": Kind.ITEM, "school_years": Kind.COLUMN,
}


def _of_table(kind: Kind, measure: str) -> Followed:
    """TABLE.COLUMN, or TABLE.COLUMN=VALUE for the rows of that value."""
    if kind == Kind.COLUMN:
        return _of_column(kind, measure.partition(".")[2])
    value = measure.partition("=")[2]
    if kind == Kind.FUND and not value:
        return NO_FUND
    return _READ[kind](kind, value or ANY_KIND)


def _unknown(name: str, allowed: list[str]) -> Unmeasurable:
    near = difflib.get_close_matches(name, allowed, n=3)
    zh, en = (f"，是否为 {'、'.join(near)}？", f"; did you mean {', '.join(near)}?") if near else ("", "")
    return Unmeasurable(
        f"measure 中的“{name}”既不是指标、数据列，也不是标准、标准的项目或经费检验{zh}",
        f"measure names {name}, which is no indicator, no fact column, no standard, no item of one and no funding test{en}",
    )


def _of_indicator(kind: Kind, text: str) -> Followed:
    body, _, standard = text.partition("@")
    name, _, stages = body.partition("/")
    if name not in catalogue():
        raise _unknown(name, list(catalogue()))
    wanted = _stages(stages)
    if kind == Kind.CV and len(wanted) != 1:
        raise Unmeasurable(f"cv:{name} 要写一个学段，如 cv:{name}/primary", f"cv:{name} needs one stage, e.g. cv:{name}/primary")
    standard = _known_standard(standard) if standard else _naming(name)
    if kind == Kind.HOLDS and not _has_limit(standard, name, wanted):
        raise Unmeasurable(f"{standard} 对 {name} 没有学校限值", f"{standard} sets no limit of {name} for a school")
    return Followed(kind, name, wanted, standard)


def _of_column(kind: Kind, text: str) -> Followed:
    name, _, stages = text.partition("/")
    if name not in _columns():
        raise _unknown(name, _columns())
    if stages and SCHOOL_YEARS.column(name).whole:
        raise Unmeasurable(f"{name} 是全校共有的数据，不分学段", f"{name} belongs to the whole school: it has no stage")
    return Followed(kind, name, _stages(stages))


def _of_standard(kind: Kind, text: str) -> Followed:
    standard = _known_standard(text)
    if kind == Kind.SCHOOLS and rules_of(standard).standard.school_rule is None:
        raise Unmeasurable(f"{standard} 不对单个学校下结论", f"{standard} does not judge single schools")
    return Followed(kind, standard, (), standard)


def _of_kinds(kind: Kind, text: str) -> Followed:
    for each in text.split("+"):
        if each not in list(SchoolKind) and text != ANY_KIND:
            allowed = ", ".join([ANY_KIND, *SchoolKind])
            raise Unmeasurable(f"没有办学类型“{each}”；可用：{allowed}", f"there is no kind of school {each}; there are: {allowed}")
    return Followed(kind, text)


def _of_funding(kind: Kind, text: str) -> Followed:
    if text not in funding_tests():
        raise _unknown(text, list(funding_tests()))
    return Followed(kind, text)


def _free(kind: Kind, text: str) -> Followed:
    if not text.strip():
        raise Unmeasurable(f"{kind}: 后面要写名称", f"{kind}: needs a name")
    return Followed(kind, text.strip())


def _of_item(kind: Kind, text: str) -> Followed:
    """An item of a standard or of the county's own, and the stage where it is told by stage: g13_near_enrolment/primary."""
    name, _, stages = text.partition("/")
    wanted = tuple(stages.split("+"))
    return replace(_free(kind, name), stages=wanted) if set(wanted) <= set(STAGES) else _free(kind, text)


_READ = {
    Kind.INDICATOR: _of_indicator, Kind.CV: _of_indicator, Kind.HOLDS: _of_indicator, Kind.COLUMN: _of_column,
    Kind.SCHOOLS: _of_standard, Kind.VERDICT: _of_standard, Kind.KIND: _of_kinds, Kind.CLOSED: _of_kinds, Kind.ITEM: _of_item, Kind.FUND: _free,
    Kind.FUNDING: _of_funding,
}


def _stages(text: str) -> tuple[str, ...]:
    wanted = tuple(text.split("+")) if text else ()
    strange = next((each for each in wanted if each not in STAGES), None)
    if strange is not None:
        raise Unmeasurable(f"没有学段“{strange}”；可用：{', '.join(STAGES)}", f"there is no stage {strange}; there are: {', '.join(STAGES)}")
    return wanted


def _known_standard(ref: str) -> str:
    try:
        rules_of(ref)
    except UsageError as error:
        raise Unmeasurable(error.message.zh, error.message.en) from None
    return ref


def _naming(indicator: str) -> str:
    """The first shipped standard that names the indicator: it says who counts."""
    for ref, rules in shipped().items():
        if any(each.id == indicator for each in rules.indicators):
            return ref
    return WHO_COUNTS


def _has_limit(standard: str, indicator: str, stages: tuple[str, ...]) -> bool:
    rules = rules_of(standard)
    limits = next((rule.limits for rule, each in zip(rules.standard.indicators, rules.indicators, strict=True) if each.id == indicator), {})
    return bool(limits) and all(stage in limits for stage in stages)


def _columns() -> list[str]:
    return [column.name for column in SCHOOL_YEARS.columns if column.unit]


@cache
def shipped() -> dict[str, Rules]:
    """Read once: each measure asks several of them."""
    return {ref: load_standard(ref) for ref in standard_ids()}


def rules_of(ref: str) -> Rules:
    """A shipped standard, or a user's file. Raises UsageError."""
    return shipped()[ref] if ref in shipped() else load_standard(ref)


@cache
def items() -> dict[str, Item]:
    """Every item of the shipped standards by its id; of two with one id the first."""
    found: dict[str, Item] = {}
    for rules in shipped().values():
        for item in rules.standard.items:
            found.setdefault(item.id, item)
    return found


@cache
def funding_tests() -> dict[str, Message]:
    """The shipped funding tests: their titles by id."""
    return {rule.id: rule.title for rule in load_funding().content.rules}


def _item_unit(name: str) -> str:
    item = items().get(name)
    return item.unit.en if item is not None and item.unit is not None else ""


def _with_stages(title: Message, stages: tuple[str, ...]) -> Message:
    if not stages:
        return title
    labels = [Stage(each).label for each in stages]
    return Message(f"{title.zh}（{'、'.join(each.zh for each in labels)}）", f"{title.en} ({', '.join(each.en for each in labels)})")


def _kinds_title(each: Followed) -> Message:
    if each.name == ANY_KIND:
        return Message("计校数的学校数", "schools that are counted as such")
    return Message(f"{_kinds(each).zh}数", f"number of schools: {_kinds(each).en}")


def _closed_title(each: Followed) -> Message:
    return Message(f"已撤销的学校（教学点）数：{_kinds(each).zh}", f"schools and points closed: {_kinds(each).en}")


def _kinds(each: Followed) -> Message:
    if each.name == ANY_KIND:
        return Message("全部", "all kinds")
    labels = [SchoolKind(name).label for name in each.name.split("+")]
    return Message("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))


def _schools_title(each: Followed) -> Message:
    title = rules_of(each.standard).standard.title
    return Message(f"按“{title.zh}”达标的学校占比", f"share of schools that pass: {title.en}")


def _verdict_title(each: Followed) -> Message:
    title = rules_of(each.standard).standard.title
    return Message(f"全县按“{title.zh}”的结论", f"verdict on the county: {title.en}")


def _holds_title(each: Followed) -> Message:
    title = each.indicator.title
    return Message(f"“{title.zh}”达到限值的学校占比", f"share of schools that keep the limit of: {title.en}")


def _cv_title(each: Followed) -> Message:
    title = each.indicator.title
    return Message(f"{title.zh}的差异系数", f"CV of {title.en}")


def _item_title(each: Followed) -> Message:
    item = items().get(each.name)
    return item.title if item is not None else same(each.name)


_TITLES: dict[Kind, Callable[[Followed], Message]] = {
    Kind.INDICATOR: lambda each: each.indicator.title, Kind.CV: _cv_title, Kind.HOLDS: _holds_title, Kind.SCHOOLS: _schools_title,
    Kind.VERDICT: _verdict_title, Kind.ITEM: _item_title, Kind.COLUMN: lambda each: SCHOOL_YEARS.column(each.name).header,
    Kind.KIND: _kinds_title, Kind.CLOSED: _closed_title, Kind.FUND: lambda each: same(each.name),
    Kind.FUNDING: lambda each: funding_tests()[each.name],
}


def unit_of(each: Followed) -> Message:
    """The unit of its figures, as a person reads it."""
    if each.is_share:
        return same("%")
    if each.kind == Kind.INDICATOR:
        return each.indicator.unit
    if each.kind == Kind.COLUMN:
        unit = SCHOOL_YEARS.column(each.name).unit
        return unit.label if unit else same("")
    return {Kind.KIND: Message("所", "schools"), Kind.CLOSED: Message("所", "schools"), Kind.FUND: Unit.YUAN.label}.get(each.kind, same(""))
