"""From figure, way and day to the light: (now - baseline) / (next milestone - baseline) against what the day asks.

Order of the rules: what is held is met; what is due and not held is overdue; what is on its way is compared with the way.
A better figure never gets a worse light.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from junheng.findings.progress.actual import Actual, time_of
from junheng.findings.progress.aim import Aim, Point, expected
from junheng.findings.progress.lacking import Lack, Missing, plan_lacks, to_state
from junheng.findings.progress.light import Light, Thresholds
from junheng.rules.plans import Rhythm, Target
from junheng.terms import Message


@dataclass(frozen=True)
class Judged:
    """`way`: the share of the way to the next milestone that lies behind; `due`: the share that should. None: no way."""

    light: Light
    way: Fraction | None = None
    due: Fraction | None = None
    expected: Fraction | None = None  # the value that the day of the figure asks
    next: Point | None = None  # the milestone (or the goal) that the way leads to
    missing: Missing | None = None


NO_BASELINE = plan_lacks("规划没有写基线值（baseline）", "the plan names no baseline")
NO_BASELINE_YEAR = plan_lacks("不知道基线值是哪一年的", "nobody knows the year of the baseline")
OLDER = Missing(Lack.FACTS, Message("最近的数据早于基线年份", "the last figure is older than the baseline"))
ONE_FIGURE = Missing(Lack.FACTS, Message("只有一次数据，看不出升降", "there is a figure of one time only: no direction can be seen"))
STALE = to_state("要求一再做到，而最近的材料已超过一年", "it is due again and again, and the last paper is more than a year old")
_AGAIN = (Rhythm.LESSON, Rhythm.DAY, Rhythm.WEEK, Rhythm.MONTH, Rhythm.TERM, Rhythm.YEAR)


def is_standing(target: Target) -> bool:
    """Due at all times or again and again: it has a rhythm and no year."""
    return target.when.year is None and target.when.rhythm is not None


def has_passed(target: Target, day: datetime.date) -> bool:
    """A year is over on its last day."""
    return is_standing(target) or (target.when.year is not None and target.when.year < day.year)


def judge_flag(target: Target, now: Actual, day: datetime.date) -> Judged:
    """A target that asks for something to be there, or not to be; the figure is True where it is as the target wants it."""
    if now.value is True:
        again = target.when.rhythm in _AGAIN and time_of(day) - now.at > 1
        return Judged(Light.CANNOT_TELL, missing=STALE) if again else Judged(Light.MET)
    if has_passed(target, day):
        return Judged(Light.OVERDUE)
    return Judged(Light.NOT_DUE if target.when.year is not None else Light.NO_YEAR)


def judge_direction(target: Target, figures: Sequence[Point], day: datetime.date) -> Judged:
    """`up` and `down`: the last figure against the one before it. figures: in order of time, the baseline among them."""
    if len(figures) < 2:
        return Judged(Light.CANNOT_TELL, missing=ONE_FIGURE)
    sign = 1 if target.comparator == "up" else -1
    step = (figures[-1].value - figures[-2].value) * sign
    return Judged(Light.ON_TRACK if step > 0 else Light.LAGGING if step == 0 else Light.BEHIND)


def judge_value(
    target: Target, aim: Aim, way: tuple[Point, ...], start: Fraction | None, now: Point, day: datetime.date, thresholds: Thresholds
) -> Judged:
    """start: the baseline's value; way: see `way_of`, its first point is the baseline where its year is known."""
    if aim.holds(now.value):
        return Judged(Light.MET)
    if has_passed(target, day):
        return Judged(Light.OVERDUE)
    if start is not None and aim.holds(start):
        return Judged(Light.BEHIND)  # it was held and is lost
    ahead = next((point for point in steps(target, way) if point.at >= now.at), None)
    if ahead is None:
        return Judged(Light.NO_YEAR)
    lacking = _lacking(target, way, start, now)
    if lacking is not None:
        return Judged(Light.CANNOT_TELL, missing=lacking, next=ahead)
    return _under_way(aim, way, now, ahead, day, thresholds)


def steps(target: Target, way: tuple[Point, ...]) -> tuple[Point, ...]:
    """The milestones and the goal: the way without the baseline it begins at."""
    return way[1:] if target.baseline is not None and target.baseline.year is not None else way


def _lacking(target: Target, way: tuple[Point, ...], start: Fraction | None, now: Point) -> Missing | None:
    if start is None:
        return NO_BASELINE
    if target.baseline is None or target.baseline.year is None:
        return NO_BASELINE_YEAR
    return OLDER if now.at < way[0].at else None


def _under_way(
    aim: Aim, way: tuple[Point, ...], now: Point, ahead: Point, day: datetime.date, thresholds: Thresholds
) -> Judged:
    """The formula, without its division, which a milestone at the baseline's value would not allow."""
    start, sign = way[0].value, aim.sign(way[0].value)
    asked = expected(way, now.at)
    gone, due = (aim.counted(now.value, sign) - start) * sign, (asked - start) * sign
    whole = (ahead.value - start) * sign
    light = Light.BEHIND
    if gone >= _share(due, thresholds.on_track):
        light = Light.ON_TRACK
    elif gone >= _share(due, thresholds.lagging):
        light = Light.LAGGING
    if light == Light.ON_TRACK and missed(aim, way[1:], now, day, sign):
        light = Light.LAGGING
    return Judged(light, gone / whole if whole else None, due / whole if whole else None, asked, ahead)


def _share(due: Fraction, share: object) -> Fraction:
    """That share of the way; where the way leads down first, so much more than it."""
    return due - (1 - Fraction(str(share))) * abs(due)


def missed(aim: Aim, milestones: tuple[Point, ...], now: Point, day: datetime.date, sign: int) -> list[Point]:
    """Milestones whose year is over and which the last figure does not hold."""
    value = aim.counted(now.value, sign)
    return [point for point in milestones if point.at < day.year and (value - point.value) * sign < 0]
