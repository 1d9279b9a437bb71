"""What a school's heads are due against what it was paid. Where a fact lacks, the due lies between two sums; often they decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from junheng.findings.funding.figures import Figure, exact, missing_of
from junheng.findings.funding.ledger import COMPULSORY, Ledger, School
from junheng.findings.funding.outcome import Outcome, judged, untold
from junheng.rules.funding import HeadCount, Quota
from junheng.terms import FundItem, Message, SchoolKind, Stage, Unit

Span = tuple[Fraction, Fraction]  # least and most
NOTHING: Span = (Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Due:
    """`span`: what is due in yuan; `open`: why its ends differ. `working`: how it was reckoned."""

    span: Span
    working: Message
    figures: tuple[Figure, ...] = ()
    open: tuple[Message, ...] = ()


def head_count(school: School, points: Sequence[School], year: int, rule: HeadCount, ledger: Ledger) -> Outcome:
    """paid >= due. points: teaching points whose money the school keeps: their dues are added to its own."""
    quota = rule.quota(year)
    if quota is None:
        return untold((), Message(f"没有 {year} 年的基准定额", f"there is no base quota for {year}"))
    paid = paid_to(school, year, ledger)
    dues = [_due(each, year, rule, quota, ledger) for each in (school, *points)]
    figures = (paid, *(figure for due in dues for figure in due.figures))
    if all(each.value == 0 for each in figures if each.unit == Unit.PERSON):
        return Outcome(None, Message("没有在校生", "no pupils"), figures)
    if paid.value is None or missing_of(figures):
        return untold(figures)
    low, high = (sum((due.span[end] for due in dues), Fraction(0)) for end in (0, 1))
    working, reasons = _sums(dues, low, high), tuple(reason for due in dues for reason in due.open)
    return _judged(paid, paid.value, low, high, working, figures, reasons)


def _judged(
    paid: Figure, given: Fraction, low: Fraction, high: Fraction, working: Message, figures: tuple[Figure, ...], reasons: tuple[Message, ...]
) -> Outcome:
    told = Message(f"应拨 {working.zh}；实拨 {paid.told}", f"due {working.en}; paid {paid.told}")
    if given < low or given >= high:
        less = Message(f"，少 {exact(low - given)}", f", {exact(low - given)} short") if given < low else Message("", "")
        return Outcome(judged(given >= high), Message(told.zh + less.zh, told.en + less.en), figures, (), given, low, "≥")
    return replace(untold((), *reasons), working=told, figures=figures, left=given, right=low, sign="≥")


def _sums(dues: list[Due], low: Fraction, high: Fraction) -> Message:
    total = exact(low) if low == high else f"{exact(low)}…{exact(high)}"
    zh, en = " + ".join(due.working.zh for due in dues), " + ".join(due.working.en for due in dues)
    return Message(f"{zh} = {total}", f"{en} = {total}")


def paid_to(school: School, year: int, ledger: Ledger) -> Figure:
    """The public funds of a school's compulsory stages: by stage where told so, else its one sum, unless it has a senior stage too."""
    stages = [stage for stage in ledger.stages_of(school) if stage in COMPULSORY] if school.kind != SchoolKind.SPECIAL else []
    parts = [ledger.amount(school.area, year, FundItem.PUBLIC_FUNDS, stage, school) for stage in stages]
    whole = ledger.amount(school.area, year, FundItem.PUBLIC_FUNDS, None, school)
    if any(part.value is not None for part in parts):
        lacks = missing_of(parts)
        value = None if lacks else sum((part.value for part in parts if part.value is not None), Fraction(0))
        return replace(whole, value=value, places=tuple(place for part in parts for place in part.places), missing=lacks)
    if whole.value is not None and Stage.SENIOR in ledger.stages_of(school):
        reason = Message(f"{school.name}的公用经费含高中，请按学段填报", f"the public funds of {school.name} hold its senior stage: report them by stage")
        return replace(whole, value=None, missing=(reason,))
    return whole


def _due(school: School, year: int, rule: HeadCount, quota: Quota, ledger: Ledger) -> Due:
    if school.kind == SchoolKind.SPECIAL:
        return _of_special(school, year, quota, ledger)
    stages = [stage for stage in ledger.stages_of(school) if stage in COMPULSORY]
    if not stages:
        lack = Message(f"不知{school.name}有哪些学段", f"the stages of {school.name} are not known")
        return Due(NOTHING, Message("", ""), (Figure(lack, Unit.PERSON, None, (), (lack,)),))
    heads = [ledger.of_school(school, stage, "pupils", year) for stage in stages]
    if any(each.value is None for each in heads):
        return Due(NOTHING, Message("", ""), tuple(heads))
    rates = [_rate(school, stage, year, quota, ledger) for stage in stages]
    parts = [_times(each.value, rate.span) for each, rate in zip(heads, rates, strict=True) if each.value is not None]
    words = [f"{each.told} × {_span(rate.span)}" for each, rate in zip(heads, rates, strict=True)]
    total = sum((each.value for each in heads if each.value is not None), Fraction(0))
    made_up = _made_up(school, total, year, rule, [rate.span for rate in rates])
    boarding = _boarding(school, stages, heads, year, quota, ledger)
    spans = [*parts, made_up.span, boarding.span]
    span = (sum((each[0] for each in spans), Fraction(0)), sum((each[1] for each in spans), Fraction(0)))
    plain = " + ".join(words)
    working = Message(plain + made_up.working.zh + boarding.working.zh, plain + made_up.working.en + boarding.working.en)
    reasons = tuple(reason for each in (*rates, made_up, boarding) for reason in each.open)
    return Due(span, working, (*heads, *(figure for each in (*rates, boarding) for figure in each.figures)), reasons)


def _of_special(school: School, year: int, quota: Quota, ledger: Ledger) -> Due:
    heads = special_heads(school, year, ledger)
    if heads.value is None:
        return Due(NOTHING, Message("", ""), (heads,))
    span = (Fraction(quota.special[0]), Fraction(quota.special[1]))
    working = f"{heads.told} × {_span(span)}"
    return Due(_times(heads.value, span), Message(working, working), (heads,), _unsettled(quota, span))


def special_heads(school: School, year: int, ledger: Ledger) -> Figure:
    """All pupils of a special school, whatever the stages it reports."""
    stages = ledger.stages_of(school)
    parts = [ledger.of_school(school, stage, "pupils", year) for stage in stages]
    label = Message(f"{school.name}在校生数", f"pupils of {school.name}")
    lacks = missing_of(parts) if parts else (Message(f"缺{label.zh}", f"{label.en}: missing"),)
    value = None if lacks else sum((part.value for part in parts if part.value is not None), Fraction(0))
    return Figure(label, Unit.PERSON, value, tuple(place for part in parts for place in part.places), lacks)


def _rate(school: School, stage: Stage, year: int, quota: Quota, ledger: Ledger) -> Due:
    """Yuan per pupil: the county's own standard where it is reported and not below the national base."""
    base = quota.primary if stage == Stage.PRIMARY else quota.junior
    own = ledger.amount(school.area, year, FundItem.PUBLIC_FUNDS_STANDARD, stage)
    if own.value is not None:
        held = max(own.value, Fraction(base[0]))
        return Due((held, held), Message("", ""), (own,) if held == own.value else ())
    span = (Fraction(base[0]), Fraction(base[1]))
    return Due(span, Message("", ""), (), _unsettled(quota, span))


def _made_up(school: School, heads: Fraction, year: int, rule: HeadCount, rates: list[Span]) -> Due:
    """The heads a small school is counted as having beside its own; of which stage's quota is not said in a through-school."""
    if not heads or heads >= rule.small_below or year < rule.small_from_year:
        return Due(NOTHING, Message("", ""))
    known = school.is_point or school.location is not None
    if known and not school.is_point and school.location not in rule.small_locations:
        return Due(NOTHING, Message("", ""))
    more = rule.counted_as - heads
    low, high = more * min(rate[0] for rate in rates), more * max(rate[1] for rate in rates)
    span = _span((low / more, high / more))
    working = Message(f" + 不足 {rule.small_below} 人补 {exact(more)} × {span}", f" + {exact(more)} made up to {rule.counted_as} × {span}")
    if not known:
        lack = Message(f"缺{school.name}的城乡类型，不知是否按 {rule.counted_as} 人拨付",
                       f"the location of {school.name} is missing: it is not known whether it is funded as {rule.counted_as}")
        return Due((Fraction(0), high), working, (), (lack,))
    reason = Message("补足的人数按哪个学段的定额没有规定", "which stage's quota the heads made up have is not laid down")
    return Due((low, high), working, (), () if low == high else (reason,))


def _boarding(school: School, stages: list[Stage], heads: list[Figure], year: int, quota: Quota, ledger: Ledger) -> Due:
    """On top for each boarder. Where their number lacks it lies between none and all."""
    found = [ledger.of_school(school, stage, "boarders", year) for stage in stages]
    low = sum((each.value for each in found if each.value is not None), Fraction(0))
    high = low + sum((head.value for head, each in zip(heads, found, strict=True) if each.value is None and head.value is not None), Fraction(0))
    rates = (Fraction(quota.boarder[0]), Fraction(quota.boarder[1]))
    lacks = missing_of(found)
    if not high:
        return Due(NOTHING, Message("", ""))
    many = exact(low) if low == high else f"{exact(low)}…{exact(high)}"
    working = Message(f" + 寄宿 {many} × {_span(rates)}", f" + boarders {many} × {_span(rates)}")
    return Due((low * rates[0], high * rates[1]), working, tuple(each for each in found if each.value is not None), lacks)


def _unsettled(quota: Quota, span: Span) -> tuple[Message, ...]:
    if span[0] == span[1]:
        return ()
    note = quota.cite.note or quota.cite.clause
    return (Message(f"定额在 {_span(span)} 之间未定：{note.zh}", f"the quota lies between {_span(span)}: {note.en}"),)


def _times(heads: Fraction, span: Span) -> Span:
    return heads * span[0], heads * span[1]


def _span(span: Span) -> str:
    return exact(span[0]) if span[0] == span[1] else f"({exact(span[0])}…{exact(span[1])})"
