"""What cannot be, or cannot be told: more leaders than staff, met before it began, no start, no room for those who move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from junheng.rules.plans.doctor.claims import Claim, claims
from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.figures import Figure
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.ratios import total_of
from junheng.rules.plans.doctor.sums import show
from junheng.rules.plans.doctor.words import known, named
from junheng.rules.plans.plan import Level

_FEW = 100  # fewer staff are no county
_PERSONS = ("人", "名", "位")
_DEGREES = ("本科", "专科", "大专", "研究生", "硕士")


def impossible(examined: Examined) -> Iterator[PlanFinding]:
    yield from _more_than_all(examined)
    yield from _met(examined)
    yield from _beyond_hundred(examined)
    yield from _no_tolerance(examined)
    yield from _no_start(examined)
    yield from _stock_or_addition(examined)
    yield from _against_average(examined)
    yield from _norm_open(examined)
    yield from _thin(examined)


def _counts(examined: Examined, units: tuple[str, ...]) -> Iterator[tuple[Told, Figure]]:
    return ((told, each) for told in examined.told for each in told.figures if each.unit in units)


def _more_than_all(examined: Examined) -> Iterator[PlanFinding]:
    """A number of persons of the school against its staff or its pupils."""
    for parts, names, one in ((known().staff_parts, known().staff, "staff"), (known().pupil_parts, known().pupils, "pupils")):
        whole = total_of(examined, names)
        of_one_school = examined.level in (None, Level.SCHOOL)  # a county's plan may print the staff of one school
        if whole is None or (one == "staff" and not of_one_school and whole[1].value < _FEW):
            continue
        for told, each in _counts(examined, _PERSONS):
            name = named(each.noun, parts)
            if name and each.value > whole[1].value and not re.search(r"每年|累计|人次|全[县市区乡]", each.clause):
                yield found("more-than-all", told, f"{each.value}/{whole[1].value} = {show(100 * each.value / whole[1].value)}%", each.start, (told.line, whole[0].line),
                            part=each.noun, count=each.value, whole=whole[1].noun, all=whole[1].value)


def _met(examined: Examined) -> Iterator[PlanFinding]:
    """A target that the plan's own facts already reach: a share of those counted, or a rate printed as present."""
    every = claims(examined)
    for target in (each for each in every if not each.present and each.bound == ">="):
        fact = next((each for each in every if each.present and each.key == target.key and each.unit == target.unit), None)
        if fact is not None and fact.value >= target.value and fact.value < 100:
            yield found("met-at-baseline", target.place, f"{show(fact.value)}{fact.unit} >= {show(target.value)}{target.unit}", target.start, tuple(each for each in (target.line, fact.line) if each), name=target.name, now=f"{show(fact.value)}{fact.unit}", asked=f"{show(target.value)}{target.unit}")
        elif fact is None and target.told is not None:
            yield from _met_by_count(examined, target)


def _met_by_count(examined: Examined, target: Claim) -> Iterator[PlanFinding]:
    degree = named(target.name, _DEGREES)
    total = total_of(examined, known().staff)
    if degree is None or total is None or target.unit != "%" or re.search("小学|初中|高中|幼儿园", target.name) or not target.told:
        return
    for told, each in _counts(examined, _PERSONS):
        if told is not target.told and degree in each.noun and "每" not in each.clause and each.value <= total[1].value:
            share = 100 * each.value / total[1].value
            if share >= target.value:
                yield found("met-at-baseline", target.told, f"{each.value}/{total[1].value} = {show(share)}% >= {show(target.value)}%", target.start, (target.told.line, told.line),
                            name=target.name, now=f"{show(share)}%", asked=f"{show(target.value)}%")
            return


def _beyond_hundred(examined: Examined) -> Iterator[PlanFinding]:
    for each in claims(examined):
        if each.unit == "%" and each.value > 100 and not re.search("增|毛|提高|倍", each.name):
            yield found("beyond-hundred", each.place, f"{show(each.value)}%", each.start, name=each.name)


def _no_tolerance(examined: Examined) -> Iterator[PlanFinding]:
    for each in claims(examined):
        if each.value == 0 and each.unit == "%" and each.rate == "辍学率" and not each.present:
            yield found("no-tolerance", each.place, f"{each.name} = 0%", each.start, name=each.name)


def _no_start(examined: Examined) -> Iterator[PlanFinding]:
    """每年增加100人, 达到1000人, and no number of today: no path leads there."""
    for told, rise in examined.having(r"(?:每年|逐年)[^，。；,;]{0,10}?(?:增加|增长|减少)(\d+(?:\.\d+)?)(人|名|所|万元|%)"):
        goal = re.search(rf"(?:达到|达)(\d+(?:\.\d+)?){rise.group(2)}", told.text[rise.end() :])
        name = re.sub(r".*每年|增加|增长|减少|\d.*", "", rise.group())
        start = re.search(rf"(?:现有|目前有?|已有)[^，。；,;]{{0,10}}\d+{rise.group(2)}", examined.text)
        if goal and not start:
            yield found("no-start", told, f"+{rise.group(1)}{rise.group(2)}/a → {goal.group(1)}{rise.group(2)}", rise.start(), name=name or rise.group(2))


def _stock_or_addition(examined: Examined) -> Iterator[PlanFinding]:
    """An area among the targets without a word that tells whether it is to be there or to be added."""
    pupils = total_of(examined, known().pupils)
    campus = next((each for _, each in _counts(examined, ("平方米", "㎡")) if re.search("校园|占地|总面积", each.noun)), None)
    for told, each in _counts(examined, ("平方米", "㎡", "平米")):
        clause = each.clause.strip(" 0123456789、.")
        if re.match(r"(?:硬化|绿化|运动场|操场|建筑|活动)面积\d", clause) and re.search("目标|任务|规划", told.heading) and not re.search("新增|增加|达到|现有|新建|改建", clause):
            parts = [f"{each.value}/{pupils[1].value} = {show(each.value / pupils[1].value)}"] if pupils else []
            parts += [f"{show(100 * each.value / campus.value)}%"] if campus and campus.value else []
            yield found("stock-or-addition", told, "; ".join(parts) or each.printed, each.start, name=each.left)


def _against_average(examined: Examined) -> Iterator[PlanFinding]:
    for told, each in examined.having(r"([一-龥]{2,14}(?:人数|数量|总数))(?:达到?|高于|不低于)[^，。；,;]{0,8}?平均(?:水平|数)"):
        if not re.search("比例|生均|每百", each.group()):
            yield found("count-against-average", told, each.group(), each.start(), name=each.group(1))


def _norm_open(examined: Examined) -> Iterator[PlanFinding]:
    """学历达标率100%: without the degree that is asked the rate cannot be told."""
    for each in claims(examined):
        if re.search("学历(?:达标|合格)率", each.name) and not each.present and not re.search("大专|专科|本科|研究生", each.name):
            staff = total_of(examined, known().staff)
            higher = [one.value for told, one in _counts(examined, _PERSONS) if re.search("本科|专科", one.noun) and told is not each.told]
            figure = f"{sum(higher, Decimal(0))}/{staff[1].value} = {show(100 * sum(higher, Decimal(0)) / staff[1].value)}%" if staff and higher and sum(higher, Decimal(0)) <= staff[1].value else f"{show(each.value)}%"
            yield found("norm-open", each.place, figure, each.start, name=each.name)


def _thin(examined: Examined) -> Iterator[PlanFinding]:
    """A room of computers that holds fewer than a class has pupils."""
    pupils, classes = total_of(examined, known().pupils), total_of(examined, known().classes)
    for told, each in _counts(examined, ("台",)):
        if pupils and classes and re.search("计算机|电脑|机算计|微机", each.noun) and classes[1].value and each.value:
            size = pupils[1].value / classes[1].value
            if each.value * 2 < size:
                yield found("equipment-thin", told, f"{pupils[1].value}/{each.value} = {show(pupils[1].value / each.value)}; {show(size)}/{each.value} = {show(size / each.value)}", each.start, count=each.value, size=show(size))
