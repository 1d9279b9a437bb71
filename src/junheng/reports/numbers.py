"""Printing: numbers are rounded here and nowhere else, half up; what is missing is said, never 0 or blank."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from junheng.reports.content import Cell, Tone
from junheng.rules import Limit
from junheng.terms import Lang, Message, Verdict

MEAN, CV, SHARE = 2, 3, 1  # decimals asked by the form tables
_MOST = 9  # decimals; figures that agree no sooner are told in words
MISSING = Message("缺", "missing")
UNDEFINED = Message("均值为 0，无定义", "not defined: mean 0")  # of a CV: nothing is missing, there is nothing to divide by
LIMIT = 2  # at least, of a limit of a CV: 0.50
KEPT, NEAR, BROKEN, UNTOLD = "√", "△", "×", "?"  # in every Chinese font, and told apart without colour
MARKS = {Verdict.PASS: KEPT, Verdict.FAIL: BROKEN, Verdict.CANNOT_TELL: UNTOLD}
TONES = {Verdict.PASS: Tone.PASS, Verdict.FAIL: Tone.FAIL, Verdict.CANNOT_TELL: Tone.UNKNOWN}


def rounded(value: float | int | Decimal, decimals: int) -> Decimal:
    """Half up, of the number as a person reads it: 0.285 gives 0.29, whatever its last bit."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def telling(value: float | int | None, limit: Limit | None, verdict: Verdict | None, decimals: int) -> int:
    """As many decimals as a judged figure needs to agree with its verdict: 0.997, and not 1.00, where at least 1 is asked."""
    if value is None or limit is None or verdict in (None, Verdict.CANNOT_TELL):
        return decimals
    agree = (each for each in range(decimals, _MOST) if limit.holds(rounded(value, each)) == (verdict == Verdict.PASS))
    return next(agree, decimals)


def shown(value: float | int | Decimal | None, decimals: int, lang: Lang) -> str:
    if value is None:
        return MISSING.to(lang)
    number = rounded(value, decimals)
    if number == 0:
        number = abs(number)  # no -0.00
    return f"{number:,f}" if lang == Lang.EN else f"{number:f}"


def cv_shown(value: float | None, mean: float | None, lang: Lang) -> str:
    return UNDEFINED.to(lang) if value is None and mean == 0 else shown(value, CV, lang)


def cv_cell(value: float | None, mean: float | None, lang: Lang) -> Cell:
    return Cell(UNDEFINED.to(lang), tone=Tone.UNKNOWN) if value is None and mean == 0 else cell(value, CV, lang)


def signed(value: float, decimals: int) -> str:
    number = rounded(value, decimals)
    return f"{number:+f}" if number else f"{abs(number):f}"


def share(value: float | None, lang: Lang) -> str:
    """A part of 1 as per cent with one decimal."""
    return MISSING.to(lang) if value is None else f"{rounded(value * 100, SHARE):f}%"


def in_runs(places: Iterable[int], to: str) -> list[str]:
    """1, 2, 3, 5 as `1-3` and `5`: runs of three or more in short. to: what stands between the ends of a run."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [told for run in runs for told in ([f"{run[0]}{to}{run[-1]}"] if len(run) > 2 else map(str, run))]


def cell(value: float | int | None, decimals: int, lang: Lang, mark: str = "", tone: Tone = Tone.PLAIN) -> Cell:
    """A number with its mark behind it."""
    if value is None:
        return Cell(f"{MISSING.to(lang)} {mark}".strip(), tone=Tone.UNKNOWN)
    return Cell(f"{shown(value, decimals, lang)} {mark}".strip(), value, decimals, mark, tone)


def count(value: int | None, lang: Lang, tone: Tone = Tone.PLAIN) -> Cell:
    return cell(value, 0, lang, tone=tone)


def plain(value: Decimal, decimals: int = 0) -> str:
    """A limit as its document prints it, with `decimals` or more: 4.2, 2000, 0.50."""
    if int(value.as_tuple().exponent) > -decimals:
        value = value.quantize(Decimal(1).scaleb(-decimals))
    return f"{value:f}"


def limit_text(limit: Limit | None, decimals: int = 0) -> str:
    return "—" if limit is None else f"{limit.symbol} {plain(limit.value, decimals)}"


def verdict_text(verdict: Verdict | None, lang: Lang) -> str:
    """Symbol and word."""
    return "—" if verdict is None else f"{MARKS[verdict]} {verdict.label.to(lang)}"


def verdict_cell(verdict: Verdict | None, lang: Lang) -> Cell:
    return Cell(verdict_text(verdict, lang), tone=Tone.PLAIN if verdict is None else TONES[verdict])
