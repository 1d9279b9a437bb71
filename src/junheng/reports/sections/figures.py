"""What the charts show, as data: a chart never holds a number that the report does not."""

from __future__ import annotations

from junheng.findings import AreaIndicator, AreaResult, Driver, Measured
from junheng.reports.case import Case
from junheng.reports.content import Chart, Figure
from junheng.reports.numbers import CV, cv_shown, signed
from junheng.rules import Indicator
from junheng.terms import Verdict

STRONGEST = 5


def strip_figure(case: Case, result: AreaResult) -> Figure:
    """Every school by its value and its pupils, one small picture per indicator."""
    means = {each.indicator.id: each.mean for each in result.indicators}
    data: list[dict[str, object]] = [
        _point(case, place, measured, school.pupils, means)
        for school in case.schools(result)
        for place, measured in enumerate(school.measured, 1)
        if measured.value is not None and school.pupils is not None
    ]
    title = case.say(f"{result.title.zh}：各校数值、限值与县均值", f"{result.title.en}: schools, limit and county mean")
    alt = case.say(
        f"每项指标一幅小图，每个点是一所学校，横轴是指标值，纵轴是在校生数；实线为限值，虚线为县均值。共{result.schools}所。",
        f"One small chart per indicator; each point is a school, by value and pupils; solid line: limit, dashed: county "
        f"mean. {result.schools} schools.",
    )
    return Figure(Chart.STRIP, title, alt, tuple(data), _strip_words(case))


def titled(case: Case, indicator: Indicator) -> str:
    """Title with unit, where the title does not say it."""
    if case.to(indicator.unit) in case.to(indicator.title):
        return case.to(indicator.title)
    return case.say(f"{indicator.title.zh}（{indicator.unit.zh}）", f"{indicator.title.en} ({indicator.unit.en})")


def _point(
    case: Case, place: int, measured: Measured, pupils: int, means: dict[str, float | None]
) -> dict[str, object]:
    limit = measured.limit
    return {
        "indicator": f"{place} {titled(case, measured.indicator)}", "value": measured.value, "pupils": pupils, "state": _state(measured),
        "limit": float(limit.value) if limit else None, "mean": means[measured.indicator.id],
    }


def _state(measured: Measured) -> str:
    if measured.verdict == Verdict.FAIL:
        return "near" if measured.near_enough else "fail"
    return "pass" if measured.verdict == Verdict.PASS else "none"


def _strip_words(case: Case) -> dict[str, str]:
    return {
        "pupils": case.say("在校生", "pupils"), "limit": case.say("限值", "limit"), "mean": case.say("均值", "mean"),
        "pass": case.say("达标", "kept"), "near": case.say("接近", "near"), "fail": case.say("不达标", "not kept"),
        "none": case.say("学校", "school"),
    }


def spread_figure(case: Case, result: AreaResult) -> Figure:
    """Bars of the CVs with a tick at each limit; what cannot be told has a word and no bar."""
    data = tuple(_bar(case, place, each) for place, each in enumerate(result.indicators, 1))
    over = [str(row["indicator"]) for row in data if row["state"] == "fail"]
    alt = case.say(
        f"条形为各项差异系数，竖线为限值；超限{len(over)}项{'：' if over else ''}{'、'.join(over)}。",
        f"Bars: CVs; ticks: limits; {len(over)} exceed{': ' if over else ''}{', '.join(over)}.",
    )
    title = case.say(f"{result.title.zh}：差异系数与限值", f"{result.title.en}: CVs against their limit")
    return Figure(Chart.SPREAD, title, alt, data, {"cv": case.say("差异系数", "CV"), "limit": case.say("限值", "limit")})


def _bar(case: Case, place: int, each: AreaIndicator) -> dict[str, object]:
    state = "none" if each.verdict is None else each.verdict.value
    word = f" {case.to(each.verdict.label)}" if each.verdict else ""
    return {
        "indicator": f"{place} {case.to(each.indicator.title)}", "cv": each.cv, "state": state,
        "limit": float(each.limit.value) if each.limit else None, "label": f"{cv_shown(each.cv, each.mean, case.lang)}{word}",
    }


def influence_figure(case: Case, result: AreaResult) -> Figure:
    """The schools that move each CV most, to either side."""
    data = tuple(
        _influence(case, result.area, place, each, order, driver)
        for place, each in enumerate(result.indicators, 1)
        for order, driver in enumerate(each.drivers[:STRONGEST])
    )
    title = case.say(f"{result.title.zh}：影响差异系数最大的学校", f"{result.title.en}: schools that move the CV most")
    alt = case.say(
        f"每项指标影响最大的{STRONGEST}所学校；向右的条表示该校拉大差距，向左表示缩小差距。",
        f"The {STRONGEST} strongest schools per indicator; a bar to the right widens the gap, to the left narrows it.",
    )
    words = {"influence": case.say("对差异系数的影响", "effect on the CV"),
             "widens": case.say("拉大差距", "widens the gap"), "narrows": case.say("缩小差距", "narrows the gap")}
    return Figure(Chart.INFLUENCE, title, alt, data, words)


def _influence(
    case: Case, area: str, place: int, each: AreaIndicator, order: int, driver: Driver
) -> dict[str, object]:
    return {
        "indicator": f"{place} {case.to(each.indicator.title)}", "school": case.short(driver.name, area), "order": order,
        "influence": driver.influence, "label": signed(driver.influence, CV),
        "state": "widens" if driver.influence > 0 else "narrows",
    }
