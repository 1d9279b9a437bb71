"""The tests of one year: a share against its limit, a figure per pupil against a standard."""

from __future__ import annotations

from fractions import Fraction

from junheng.findings.funding.figures import Figure, apart, exact
from junheng.findings.funding.outcome import Outcome, holds, judged, untold
from junheng.rules import Limit
from junheng.terms import Message


def share(part: Figure, whole: Figure, limit: Limit | None, setting: str) -> Outcome:
    """part / whole in percent keeps the limit. `setting`: how to name a limit that is not set."""
    figures = (part, whole)
    unset = () if limit else (Message(f"没有设定比例（--set {setting}=…）", f"the share asked is not set (--set {setting}=...)"),)
    if part.value is None or whole.value is None or limit is None:
        return untold(figures, *unset)
    if whole.value == 0:
        told = Message(f"{whole.label.zh}为 0，没有可比的数", f"{whole.label.en} is 0: there is nothing to compare with")
        return Outcome(None if part.value == 0 else judged(False), told, figures)
    found, asked = part.value / whole.value, Fraction(limit.value) / 100
    held = holds(limit, found * 100)
    shown, line = apart(found, asked, 100)
    lack = asked * whole.value - part.value
    short = Message("", "") if held or lack <= 0 else Message(f"，少 {exact(lack)}", f", {exact(lack)} short")
    working = Message(
        f"{part.label.zh} {part.told} ÷ {whole.label.zh} {whole.told} = {shown}%，应 {limit.symbol} {line}%{short.zh}",
        f"{part.label.en} {part.told} ÷ {whole.label.en} {whole.told} = {shown}%, to be {limit.symbol} {line}%{short.en}",
    )
    return Outcome(judged(held), working, figures, (), found, asked, limit.symbol)


def per_pupil_reaches(sum_of_money: Figure, pupils: Figure, standard: Figure) -> Outcome:
    """sum / pupils >= the standard, in yuan."""
    figures = (sum_of_money, pupils, standard)
    if sum_of_money.value is None or pupils.value is None or standard.value is None:
        return untold(figures)
    return _per_pupil(figures, sum_of_money.value, pupils.value, "≥", standard.value, standard.value * pupils.value <= sum_of_money.value)


def per_pupil_limit(sum_of_money: Figure, pupils: Figure, limit: Limit) -> Outcome:
    """sum / pupils keeps the limit, in yuan."""
    figures = (sum_of_money, pupils)
    if sum_of_money.value is None or pupils.value is None:
        return untold(figures)
    held = bool(pupils.value) and holds(limit, sum_of_money.value / pupils.value)
    return _per_pupil(figures, sum_of_money.value, pupils.value, limit.symbol, Fraction(limit.value), held)


def _per_pupil(figures: tuple[Figure, ...], money: Fraction, pupils: Fraction, sign: str, asked: Fraction, held: bool) -> Outcome:
    if pupils == 0:
        return Outcome(None, Message("没有在校生", "no pupils"), figures)
    shown, line = apart(money / pupils, asked)
    one, other = figures[0].label, figures[1].label
    working = Message(
        f"{one.zh} {exact(money)} ÷ {other.zh} {exact(pupils)} = {shown} 元/生，应 {sign} {line}",
        f"{one.en} {exact(money)} ÷ {other.en} {exact(pupils)} = {shown} yuan per pupil, to be {sign} {line}",
    )
    return Outcome(judged(held), working, figures, (), money / pupils, asked, sign)
