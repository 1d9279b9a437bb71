"""What a plan (规划) says: targets, duties, facts, roles, programmes. The same form holds a shipped plan, one that was
read out of a document, and one that was drafted."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from junheng.terms import Message
from junheng.terms.content import AtLeast, AtMost, Content, Matches, Text

Comparator = Literal[">=", "<=", "=", "~", ">", "<", "up", "down", "yes", "no"]
"""up and down: a direction without a number. yes and no: to be there, not to be there. ~: about."""

Id = Annotated[str, Matches(r"^[A-Za-z][A-Za-z0-9_.-]*$")]
Share = Annotated[float, AtLeast(0), AtMost(1)]


class Level(StrEnum):
    """Whose plan it is, and whom a target binds."""

    SCHOOL = "school"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


class Rhythm(StrEnum):
    """When a duty or a target is due again; `standing` holds at any time."""

    STANDING = "standing"
    LESSON = "lesson"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"
    EACH_TIME = "each_time"  # with every activity of its kind
    REGULAR = "regular"  # 定期: the document names no period


class Review(StrEnum):
    """What a person made of a reading."""

    OPEN = "open"
    ACCEPTED = "accepted"
    MENDED = "mended"
    REJECTED = "rejected"


class When(Content):
    """A deadline as printed, and the year believed to be meant: copies of plans lose their years.

    `year` without `source` is the printed year itself. No `printed`, no `year`, no `rhythm`: the plan names no deadline.
    """

    printed: str | None = None
    year: int | None = None
    source: Text | None = None  # why another year than the printed one is believed, or why none is
    rhythm: Rhythm | None = None


class Milestone(Content):
    """A value on the way. A year that nobody knows is null: it is shown as such, never guessed."""

    year: int | None
    value: Decimal
    note: Text | None = None


class Baseline(Content):
    """Where a target starts from. `source` says where the figure stands: a line of the plan, a cell of a snapshot."""

    value: Decimal
    year: int | None = None
    source: Text | None = None


class Found(Content):
    """What every reading carries: where it stands, how sure the reader is (0 to 1), what a person made of it."""

    line: int | None = None  # of the document, from 1
    paragraph: str = ""  # numbers of the headings above it, outermost first: 三/（二）
    sentence: str = ""  # as it stands in the user's own document; shipped plans hold none
    confidence: Share | None = None
    review: Review = Review.OPEN
    note: Text | None = None


class Target(Found):
    """Something the plan wants to hold. `value` in `unit`; 98 % is 98 with unit percent.

    `value_from` is the start of 从…到…, and the lower end of a range (3-5 persons: value_from 3, value 5).
    `relative_to` is what the value is measured by where the plan prints no number (the provincial standard, last year).
    `scope`: urban, town or rural, primary, junior or senior narrow what is counted; other words are for a reader.
    `measure` names what it is followed by: the plain id of an indicator, a fact column, an item of a standard or a
    standard, TABLE.COLUMN[=VALUE] (school_years.pupils, schools.kind=junior, schools.closed, funds.amount=公用经费预算), or
    KIND:NAME[/STAGE[+STAGE]][@STANDARD]; a STANDARD says which schools count, its limits and its formula of the CV.

        indicator:q4_teaching_area/primary   the county's value, sum over sum; without a stage over all of the standard's
        cv:b5_books/junior                   how far the schools lie apart
        holds:q6_equipment/primary           per cent of the schools that keep the standard's limit
        schools:cn/national/quality-2017     per cent of the schools that pass the standard
        verdict:cn/national/basic-2012       yes or no: whether the county passes all of it
        item:g14_quota                       the row of the county items
        column:pupils/primary+junior         the county's sum of a fact column
        kind:junior+complete                 how many schools of these kinds are at work; kind:any: all but teaching points
        closed:primary+teaching_point        how many of these have closed
        fund:公用经费预算                    the county's amount of a fund, in yuan
    """

    id: Id
    indicator: Text
    term: str = ""  # the indicator's name as the document has it
    scope: str = ""
    comparator: Comparator
    value: Decimal | None = None
    value_from: Decimal | None = None
    unit: str = ""
    relative_to: Text | None = None
    when: When = When()
    baseline: Baseline | None = None
    milestones: tuple[Milestone, ...] = ()
    owner: str | None = None  # id of a role
    measure: str | None = None
    not_measurable: Text | None = None  # why nothing can be counted; none where it can

    def wrong(self) -> Message | None:
        if self.value is None and self.value_from is not None:
            return Message("有 value_from 就要有 value", "`value_from` goes with `value`")
        if self.measure and self.not_measurable:
            return Message("measure 与 not_measurable 只写一个", "write either `measure` or `not_measurable`")
        return None


class DutyKind(StrEnum):
    MUST = "must"
    MUST_NOT = "must_not"
    ESTABLISH = "establish"  # 建立…制度
    RHYTHM = "rhythm"  # something to be done again and again
    PUBLISH = "publish"


class Duty(Found):
    """Something to be done or never to be done, without a number. `what` in few words of the document."""

    id: Id
    kind: DutyKind
    what: str = ""
    owner: str | None = None
    rhythm: Rhythm | None = None


class BaselineFact(Found):
    """A figure of the present state that the plan prints. `value` in `unit`."""

    id: Id
    fact: Text
    term: str = ""
    value: Decimal | None = None
    unit: str = ""
    column: str | None = None  # the fact column that would hold it


class Role(Content):
    """Who answers for something: a post or an office, never a person's name."""

    id: Id
    title: Text
    level: Level | None = None


class Programme(Content):
    """A programme (工程) or system (制度) that the plan names; `empty` where it says nothing more of it."""

    id: Id
    title: Text
    line: int | None = None
    empty: bool = False


class Measure(Content):
    """What is to be done for targets, by whom, with what money where it is known."""

    id: Id
    title: Text
    targets: tuple[str, ...] = ()
    owner: str | None = None
    when: When = When()
    yuan: Decimal | None = None


class Plan(Content):
    id: Id
    title: Text
    level: Level
    place: Text | None = None  # the county, township or school; none where the document leaves it open
    issued: When = When()
    begins: int | None = None
    ends: int | None = None
    source: Text | None = None  # the document it was read from
    targets: tuple[Target, ...] = ()
    duties: tuple[Duty, ...] = ()
    facts: tuple[BaselineFact, ...] = ()
    roles: tuple[Role, ...] = ()
    programmes: tuple[Programme, ...] = ()
    measures: tuple[Measure, ...] = ()
    note: Text | None = None

    def wrong(self) -> Message | None:
        parts = (self.targets, self.duties, self.facts, self.roles, self.programmes, self.measures)
        ids = [each.id for part in parts for each in part]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            return Message(f"编号重复：{'、'.join(twice)}", f"ids that stand twice: {', '.join(twice)}")
        known = {role.id for role in self.roles}
        owners = {each.owner for owned in (self.targets, self.duties, self.measures) for each in owned}
        lost = sorted(each for each in owners if each and each not in known)
        if lost:
            names = ", ".join(sorted(known)) or "-"
            return Message(f"责任方不在 roles 中：{'、'.join(lost)}；现有：{names}", f"owners that `roles` does not hold: {', '.join(lost)}; it holds: {names}")
        return None

    def role(self, owner: str | None) -> Role | None:
        return next((role for role in self.roles if role.id == owner), None)
