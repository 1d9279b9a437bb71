"""The tests that look back a year: growth against growth, growth at all, shares of growth. Exact: a tie is no growth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from junheng.findings.funding.figures import Figure, apart
from junheng.findings.funding.outcome import Outcome, holds, judged, untold
from junheng.rules import Limit
from junheng.terms import Message

Pair = tuple[Figure, Figure]  # this year, last year
_NO_BASE = Message("上年数为 0，增长率无定义", "last year's figure is 0, so growth over it is not defined")


def outgrows(a: Pair, b: Pair) -> Outcome:
    """a(t) / a(t-1) > b(t) / b(t-1)."""
    figures = (*a, *b)
    if any(each.value is None for each in figures):
        return untold(figures)
    a1, a0, b1, b0 = _values(figures)
    if a0 == 0 or b0 == 0:
        return untold(figures, _NO_BASE)
    left, right = a1 / a0, b1 / b0
    sign = ">" if left > right else "=" if left == right else "<"
    one, other = apart(left - 1, right - 1, 100)
    told_a, told_b = _growth(a, one), _growth(b, other)
    end = _tie(left == right)
    working = Message(f"{told_a.zh}；{told_b.zh}；{one}% {sign} {other}%{end.zh}", f"{told_a.en}; {told_b.en}; {one}% {sign} {other}%{end.en}")
    return Outcome(judged(left > right), working, figures, (), left, right, ">")


def rises(a: Pair) -> Outcome:
    """a(t) > a(t-1)."""
    if any(each.value is None for each in a):
        return untold(a)
    now, before = _values(a)
    return _compared(a, now, before, Message(a[0].label.zh, a[0].label.en))


def not_more(a: Pair) -> Outcome:
    """a(t) <= a(t-1)."""
    if any(each.value is None for each in a):
        return untold(a)
    now, before = _values(a)
    sign = "≤" if now <= before else ">"
    more = Message("", "") if now <= before else Message(f"，增加 {_yuan(now - before)}", f", {_yuan(now - before)} more")
    working = Message(f"{a[0].label.zh} {a[0].told} {sign} 上年末 {a[1].told}{more.zh}", f"{a[0].label.en} {a[0].told} {sign} {a[1].told} a year before{more.en}")
    return Outcome(judged(now <= before), working, a, (), now, before, "≤")


def ratio_rises(a: Pair, b: Pair, percent: bool) -> Outcome:
    """a(t) / b(t) > a(t-1) / b(t-1): per pupil, or a share in percent."""
    figures = (*a, *b)
    if any(each.value is None for each in figures):
        return untold(figures)
    a1, a0, b1, b0 = _values(figures)
    if b1 == 0 or b0 == 0:
        return untold(figures, Message(f"{b[0].label.zh}或上年数为 0，不能相除", f"{b[0].label.en} or last year's are 0: nothing to divide by"))
    outcome = _compared(figures, a1 / b1, a0 / b0, Message("", ""), 100 if percent else 1)
    one, other = apart(a1 / b1, a0 / b0, 100 if percent else 1)
    unit, end = "%" if percent else "", _tie(a1 / b1 == a0 / b0)
    sign, rest = _sign(a1 / b1, a0 / b0), f"{a[1].told} ÷ {b[1].told} = {other}{unit}"
    return replace(outcome, working=Message(
        f"{a[0].label.zh} {a[0].told} ÷ {b[0].label.zh} {b[0].told} = {one}{unit} {sign} 上年 {rest}{end.zh}",
        f"{a[0].label.en} {a[0].told} ÷ {b[0].label.en} {b[0].told} = {one}{unit} {sign} {rest} the year before{end.en}",
    ))


def share_of_growth(part: Pair, whole: Pair, limit: Limit) -> Outcome:
    """(part(t) - part(t-1)) / (whole(t) - whole(t-1)) in percent keeps the limit; nothing is asked where the whole did not grow."""
    figures = (*part, *whole)
    if whole[0].value is not None and whole[1].value is not None and whole[0].value <= whole[1].value:
        told = Message(f"{whole[0].label.zh}没有增加（{whole[0].told}，上年 {whole[1].told}），没有新增经费可分",
                       f"{whole[0].label.en} did not grow ({whole[0].told} after {whole[1].told}): there is no new money to share")
        return Outcome(None, told, figures)
    if any(each.value is None for each in figures):
        return untold(figures)
    p1, p0, w1, w0 = _values(figures)
    more, all_of_it = p1 - p0, w1 - w0
    asked = Fraction(limit.value) / 100
    held = holds(limit, more / all_of_it * 100)
    shown, line = apart(more / all_of_it, asked, 100)
    working = f"({part[0].told} − {part[1].told}) ÷ ({whole[0].told} − {whole[1].told}) = {_yuan(more)} ÷ {_yuan(all_of_it)} = {shown}%"
    asks = f"{limit.symbol} {line}%"
    return Outcome(judged(held), Message(f"{working}，应 {asks}", f"{working}, to be {asks}"), figures, (), more / all_of_it, asked, limit.symbol)


def _compared(figures: tuple[Figure, ...], now: Fraction, before: Fraction, name: Message, times: int = 1) -> Outcome:
    one, other = apart(now, before, times)
    end = _tie(now == before)
    sign = _sign(now, before)
    working = Message(f"{name.zh} {one} {sign} 上年 {other}{end.zh}", f"{name.en} {one} {sign} {other} the year before{end.en}")
    return Outcome(judged(now > before), working, figures, (), now, before, ">")


def _growth(pair: Pair, percent: str) -> Message:
    now, before = pair
    return Message(f"{now.label.zh} {now.told} ÷ 上年 {before.told}，增长 {percent}%", f"{now.label.en} {now.told} ÷ {before.told} the year before: {percent}%")


def _sign(left: Fraction, right: Fraction) -> str:
    return ">" if left > right else "=" if left == right else "<"


def _tie(same: bool) -> Message:
    return Message("，相同不算增长", ", the same is no growth") if same else Message("", "")


def _values(figures: tuple[Figure, ...]) -> list[Fraction]:
    return [figure.value for figure in figures if figure.value is not None]


def _yuan(value: Fraction) -> str:
    return apart(value, value)[0]
