"""What every section of a progress report says the same way: a figure with its unit, what is asked, by when, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from junheng.findings.progress import Light, PlanProgress, Progress
from junheng.findings.progress.actual import Actual
from junheng.findings.progress.followed import unit_of
from junheng.reports.content import Cell, Tone
from junheng.reports.numbers import rounded, shown
from junheng.reports.spoken import Spoken
from junheng.rules.plans import Target, When, labels
from junheng.terms import Lang

SIGNS = {
    Light.OVERDUE: "!!", Light.BEHIND: "×", Light.LAGGING: "△", Light.ON_TRACK: "→", Light.MET: "√", Light.NOT_DUE: "○", Light.NO_YEAR: "◇",
    Light.CANNOT_TELL: "?",
}
TONES = {
    Light.OVERDUE: Tone.FAIL, Light.BEHIND: Tone.FAIL, Light.LAGGING: Tone.NEAR, Light.ON_TRACK: Tone.GOOD, Light.MET: Tone.GOOD,
    Light.NOT_DUE: Tone.UNKNOWN, Light.NO_YEAR: Tone.UNKNOWN, Light.CANNOT_TELL: Tone.UNKNOWN,
}
_FINEST = 6  # decimals


@dataclass(frozen=True)
class Told(Spoken):
    """The progress in one language."""

    progress: PlanProgress
    lang: Lang

    def light(self, light: Light) -> str:
        """Sign and word."""
        return f"{SIGNS[light]} {self.to(light.label)}"

    def light_cell(self, light: Light) -> Cell:
        return Cell(self.light(light), tone=TONES[light])

    def owner(self, owner: str | None) -> str:
        role = self.progress.plan.role(owner)
        return self.to(role.title) if role else self.say("未写", "not named")

    def with_unit(self, number: str, each: Progress) -> str:
        """The number and the unit that the plan names, else that of the measure."""
        name = each.target.unit
        unit = self.to(labels.unit(name) if name or each.followed is None else unit_of(each.followed))
        if unit == "%" or self.lang == Lang.ZH:
            return f"{number}{unit}"
        return f"{number} {name if number == '1' and name not in ('', 'm2') else unit}".rstrip()

    def figure(self, value: Fraction, each: Progress) -> str:
        """Two decimals (per cent one, small ones four), but as many as it takes to see on which side of the aim it lies."""
        return shown(as_number(value), decimals_of(value, each), self.lang)

    def figure_cell(self, value: Fraction | None, each: Progress, unit: bool = False) -> Cell:
        """For a spreadsheet the number itself, unrounded."""
        if value is None:
            return Cell("—")
        number = self.figure(value, each)
        text = self.with_unit(number, each) if unit else number
        return Cell(text, float(value), decimals_of(value, each), text.removeprefix(number).strip())

    def actual(self, actual: Actual | None, each: Progress) -> str:
        if actual is None:
            return self.say("无数据", "none")
        if isinstance(actual.value, bool):
            return self.say("是", "yes") if actual.value else self.say("否", "no")
        return self.with_unit(self.figure(actual.value, each), each)

    def asked(self, each: Progress) -> str:
        return f"{self.to(labels.asked(each.target))}{self._stated(each) if each.target.value is None else ''}"

    def _stated(self, each: Progress) -> str:
        """What the plan prints no number for, as an office stated it."""
        if each.aim is None:
            return ""
        number = shown(as_number(each.aim.bound(each.aim.sign(None) or 1)), 2, self.lang)
        return self.say(f"（{number}）", f" ({number})")

    def when(self, when: When) -> str:
        """The year; what is printed instead of one is said to be so. Never a guess."""
        if when.year is not None:
            return str(when.year)
        if when.rhythm is not None:
            return self.to(labels.rhythm(when.rhythm))
        if when.printed is None:
            return self.say("未写期限", "no deadline named")
        return when.printed if when.source is None else self.say(f"年份不明（原文“{when.printed}”）", f"no known year (printed: {when.printed})")

    def when_in_short(self, when: When) -> str:
        """Without what is printed instead of a year that was lost."""
        is_lost = when.year is None and when.rhythm is None and when.printed is not None and when.source is not None
        return self.say("年份不明", "no known year") if is_lost else self.when(when)

    def name(self, target: Target) -> str:
        return self.to(target.indicator)

    def sorted(self) -> list[Progress]:
        """Those that a light can be told of, what needs a look first."""
        order = list(Light)
        return sorted((each for each in self.progress.targets if each.light != Light.CANNOT_TELL), key=lambda each: order.index(each.light))

    def untold(self) -> list[Progress]:
        return [each for each in self.progress.targets if each.light == Light.CANNOT_TELL]


def as_number(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return Decimal(value.numerator) / Decimal(value.denominator)


def decimals_of(value: Fraction, each: Progress) -> int:
    decimals = _decimals(value, each)
    while decimals < _FINEST and _looks_other(value, decimals, each):
        decimals += 1
    return decimals


def _decimals(value: Fraction, each: Progress) -> int:
    if value.denominator == 1:
        return 0
    if each.is_share:
        return 1
    return 4 if abs(value) < Fraction(1, 2) else 2


def _looks_other(value: Fraction, decimals: int, each: Progress) -> bool:
    """Whether rounding would carry it over a bound of the aim."""
    return each.aim is not None and each.aim.holds(Fraction(rounded(as_number(value), decimals))) != each.aim.holds(value)
