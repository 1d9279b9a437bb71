"""What every section of a progress report says the same way: a figure with its unit, what is asked, by when, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from junheng.findings.progress import Light, PlanProgress, Progress
from junheng.findings.progress.actual import Actual
from junheng.findings.progress.aim import is_range
from junheng.findings.progress.followed import unit_of
from junheng.reports.content import Cell, Tone
from junheng.reports.numbers import rounded, shown
from junheng.rules.plans import Rhythm, Target, When
from junheng.terms import Lang, Message, Unit, same

SIGNS = {
    Light.OVERDUE: "!!", Light.BEHIND: "×", Light.LAGGING: "△", Light.ON_THE_WAY: "→", Light.MET: "√", Light.NOT_DUE: "○", Light.NO_YEAR: "◇",
    Light.CANNOT_TELL: "?",
}
TONES = {
    Light.OVERDUE: Tone.FAIL, Light.BEHIND: Tone.FAIL, Light.LAGGING: Tone.NEAR, Light.ON_THE_WAY: Tone.GOOD, Light.MET: Tone.GOOD,
    Light.NOT_DUE: Tone.UNKNOWN, Light.NO_YEAR: Tone.UNKNOWN, Light.CANNOT_TELL: Tone.UNKNOWN,
}
_FINEST = 6  # decimals
_UNITS = {
    "school": Message("所", "schools"), "hour": Message("小时", "hours"), "lesson": Message("节", "lessons"), "time": Message("次", "times"),
    "year": Message("年", "years"), "title": Message("个", "titles"), "case": Message("件", "cases"), "point": Message("个", "points"),
    "site": Message("处", "sites"), "round": Message("次", "rounds"), "kindergarten": Message("所", "kindergartens"), "project": Message("项", "projects"),
    "grade": Message("年级", "grades"), "city": Message("个市", "cities"), "summary": Message("篇", "summaries"), "station": Message("个", "stations"),
    "piece": Message("件", "pieces"), "person-time": Message("人次", "person-times"), "category": Message("类", "categories"),
    "blog": Message("个", "blogs"), "ratio": same(""),
}
_ONE = {"classes": "class", "cities": "city", "summaries": "summary", "categories": "category"}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "~": "≈"}
_RHYTHMS = {
    Rhythm.STANDING: Message("任何时候", "at all times"), Rhythm.LESSON: Message("每节课", "each lesson"), Rhythm.DAY: Message("每天", "every day"),
    Rhythm.WEEK: Message("每周", "every week"), Rhythm.MONTH: Message("每月", "every month"), Rhythm.TERM: Message("每学期", "every term"),
    Rhythm.YEAR: Message("每年", "every year"), Rhythm.EACH_TIME: Message("每次", "each time"), Rhythm.REGULAR: Message("定期", "regularly"),
}


@dataclass(frozen=True)
class Told:
    """The progress in one language."""

    progress: PlanProgress
    lang: Lang

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == Lang.ZH else en

    def to(self, message: Message) -> str:
        return message.to(self.lang)

    def join(self, parts: Iterable[str]) -> str:
        return self.say("、", ", ").join(parts)

    def light(self, light: Light) -> str:
        """Sign and word."""
        return f"{SIGNS[light]} {self.to(light.label)}"

    def light_cell(self, light: Light) -> Cell:
        return Cell(self.light(light), tone=TONES[light])

    def owner(self, owner: str | None) -> str:
        role = self.progress.plan.role(owner)
        return self.to(role.title) if role else self.say("未写", "not named")

    def unit(self, each: Progress) -> str:
        name = each.target.unit
        if not name and each.followed is not None:
            return self.to(unit_of(each.followed))
        known = Unit(name).label if name in list(Unit) else _UNITS.get(name, same(name))
        return self.to(known)

    def with_unit(self, number: str, each: Progress) -> str:
        unit = self.unit(each)
        if number.lstrip("=≥≤<>≈ ") == "1" and unit.endswith("s") and self.lang == Lang.EN:
            unit = _ONE.get(unit, unit.removesuffix("s"))
        return f"{number}{unit}" if unit == "%" or self.lang == Lang.ZH else f"{number} {unit}".rstrip()

    def figure(self, value: Fraction, each: Progress) -> str:
        """Two decimals (per cent one, small ones four), but as many as it takes to see on which side of the aim it lies."""
        decimals = _decimals(value, each)
        while decimals < _FINEST and _looks_other(value, decimals, each):
            decimals += 1
        return shown(as_number(value), decimals, self.lang)

    def actual(self, actual: Actual | None, each: Progress) -> str:
        if actual is None:
            return self.say("无数据", "none")
        if isinstance(actual.value, bool):
            return self.say("是", "yes") if actual.value else self.say("否", "no")
        return self.with_unit(self.figure(actual.value, each), each)

    def asked(self, each: Progress) -> str:
        target = each.target
        words = {"up": ("逐步提高", "to rise"), "down": ("逐步降低", "to fall"), "yes": ("要做到", "to be done"), "no": ("不得有", "not to be")}
        if target.comparator in words:
            return self.say(*words[target.comparator])
        sign = _SIGNS[target.comparator]
        if target.value is None:
            what = self.to(target.relative_to) if target.relative_to else self.say("未写数值", "no value printed")
            return f"{sign} {what}{self._stated(each)}"
        number = f"{target.value:,f}" if self.lang == Lang.EN else f"{target.value:f}"
        if target.value_from is not None and is_range(target):
            number = f"{target.value_from:f}—{number}" if self.lang == Lang.ZH else f"{target.value_from:f} to {number}"
            sign = "" if target.comparator == "=" else sign
        return f"{sign} {self.with_unit(number, each)}".strip()

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
            return self.to(_RHYTHMS[when.rhythm])
        if when.printed is not None:
            return self.say(f"年份不详（原文“{when.printed}”）", f"no known year (printed: {when.printed})")
        return self.say("未写期限", "no deadline named")

    def when_in_short(self, when: When) -> str:
        """Without what is printed instead of a year."""
        return self.say("年份不详", "no known year") if when.year is None and when.rhythm is None and when.printed is not None else self.when(when)

    def name(self, target: Target) -> str:
        return self.to(target.indicator)

    def sorted(self) -> list[Progress]:
        """Those that a light can be told of, the gravest first."""
        order = list(Light)
        return sorted((each for each in self.progress.targets if each.light != Light.CANNOT_TELL), key=lambda each: order.index(each.light))

    def untold(self) -> list[Progress]:
        return [each for each in self.progress.targets if each.light == Light.CANNOT_TELL]


def as_number(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return Decimal(value.numerator) / Decimal(value.denominator)


def _decimals(value: Fraction, each: Progress) -> int:
    if value.denominator == 1:
        return 0
    if each.is_share:
        return 1
    return 4 if abs(value) < Fraction(1, 2) else 2


def _looks_other(value: Fraction, decimals: int, each: Progress) -> bool:
    """Whether rounding would carry it over a bound of the aim."""
    return each.aim is not None and each.aim.holds(Fraction(rounded(as_number(value), decimals))) != each.aim.holds(value)
