"""Targets that cannot all hold, or that are easily taken for each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from junheng.rules.plans.doctor.claims import Claim, claims
from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.phrases import opposed_pairs
from junheng.rules.plans.doctor.sums import show
from junheng.rules.plans.doctor.words import known

_SPAN = re.compile(r"(?:力争|争取|计划|用|在)?(?:在)?(\d{1,2})\s*[-~至到]\s*(\d{1,2})\s*年(?!级)")
_SOLVE = r"(?:解决|消除|杜绝|取消|根除|消灭|禁止|严禁)[^，。；;]{{0,12}}?({})"
_CONTROL = r"(?:控制|压缩|减少|降低|缓解)[^，。；;]{{0,14}}?{0}|{0}[^，。；;]{{0,6}}?控制"
_TWO_RHYTHMS = re.compile(r"(每天|每周|每月|每学期|每学年|每年)[^，。；;]{0,14}?(任期|每周|每月|每学期|每学年|届满|三年一次|五年一次)")
_COVER = re.compile(r"(逐步普及|基本普及|全面普及|普及推广|基本实现|全面实现|达到|实现)[^，。；;]{0,14}?(?:“([^”]{2,6})”|(信息化|学前教育|高中阶段教育|普通话))[^，。；;]{0,14}")
_HELD = re.compile(r"普及|覆盖")
_STOCKS = ("器材", "设备", "仪器", "图书", "课桌椅", "计算机", "校舍")


def conflicts(examined: Examined) -> Iterator[PlanFinding]:
    asked = [each for each in claims(examined) if not each.present]
    yield from _two_values(asked)
    yield from _part_below_whole(asked)
    yield from _alike(asked)
    yield from _basically_but_all(examined, asked)
    yield from _two_spans(examined)
    yield from _solved_or_controlled(examined)
    yield from _two_rhythms(examined)
    yield from _strengths(examined)
    yield from _at_standard_but_added(examined)
    yield from opposed_pairs(examined)


def said(each: Claim) -> str:
    return f"{each.bound}{show(each.value)}{each.unit}" + (f" ({each.year})" if each.year else "")


def _two_values(asked: list[Claim]) -> Iterator[PlanFinding]:
    """The same indicator and the same printed year, two values. A later year may ask for more; no year at all is told too."""
    told: set[tuple[str, int | None]] = set()
    for one, other in combinations(asked, 2):
        same = (one.key, one.unit, one.year) == (other.key, other.unit, other.year) and len(one.key) > 2
        bound = one.bound[:1] == other.bound[:1] or "~" in (one.bound, other.bound)
        if same and bound and one.value != other.value and (one.key, one.year) not in told:
            told.add((one.key, one.year))
            yield found("value-conflict", other.place, f"{said(one)}; {said(other)}", other.start, _lines(one, other), name=other.name, year=one.year or "-")


def _lines(*several: Claim) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.line for each in several if each.line))


def _part_below_whole(asked: list[Claim]) -> Iterator[PlanFinding]:
    wholes = [each for each in asked if each.value == 100 and any(word in each.name for word in known().whole_scopes)]
    parts = [each for each in asked if each.value < 100 and any(word in each.name for word in known().part_scopes)]
    yield from _of_which(asked)
    for whole in wholes:
        for part in parts:
            if whole.rate and whole.rate == part.rate:
                yield found("part-below-whole", part.place, f"{said(whole)}; {said(part)}", part.start, _lines(whole, part), whole=whole.name, part=part.name)


def _of_which(asked: list[Claim]) -> Iterator[PlanFinding]:
    """覆盖率达到100%，其中教学点达到85%: a part of all is not all."""
    for whole, part in pairwise(asked):
        if whole.told is None or whole.told is not part.told or whole.value != 100 or part.value >= 100 or not whole.rate or whole.unit != part.unit:
            continue
        between = whole.told.text[whole.start : part.start]
        if re.search(r"[,，;]\s*其中", between) and (part.rate == whole.rate or part.name == whole.name):
            yield found("part-below-whole", part.place, f"{said(whole)}; {said(part)}", part.start, whole=whole.name, part=part.name)


def _alike(asked: list[Claim]) -> Iterator[PlanFinding]:
    for one, other in combinations(asked, 2):
        alike = one.stage and one.stage == other.stage and one.value == other.value and one.rate in known().entry_rates and other.rate in known().entry_rates
        if alike and one.rate != other.rate:
            yield found("rates-alike", other.place, f"{one.name} {said(one)}; {other.name} {said(other)}", other.start, _lines(one, other), one=one.name, other=other.name)


def _basically_but_all(examined: Examined, asked: list[Claim]) -> Iterator[PlanFinding]:
    """基本普及 beside 100 %: which of the two is asked?"""
    for each in asked:
        if each.value == 100 and each.told is not None:
            before = re.split(r"[;。]", each.told.text[: each.start])[-1]
            if re.search(r"基本(?:普及|实现|消除|达到)", before) and re.search(r"普及率|入园率|入学率|覆盖率", each.name):
                yield found("basic-or-all", each.told, said(each), each.start, name=each.name)


def _two_spans(examined: Examined) -> Iterator[PlanFinding]:
    spans = [(told, each, int(each.group(1)), int(each.group(2))) for told, each in examined.having(_SPAN.pattern) if re.search("均衡|改造|建设|完成|解决", told.text)]
    for one, other in combinations(spans, 2):
        goal = set(re.findall("均衡|薄弱|标准化|办学条件|布局", one[0].text)) & set(re.findall("均衡|薄弱|标准化|办学条件|布局", other[0].text))
        if goal and one[2:] != other[2:]:
            figure = f"{one[2]}-{one[3]}; {other[2]}-{other[3]}"
            if examined.issued:
                year = examined.issued[0]
                figure += f"; {year + one[2]}-{year + one[3]}; {year + other[2]}-{year + other[3]}"
            yield found("spans-conflict", other[0], figure, other[1].start(), (one[0].line, other[0].line), goal="、".join(sorted(goal)))


def _solved_or_controlled(examined: Examined) -> Iterator[PlanFinding]:
    for told, solved in examined.having(_SOLVE.format("|".join(known().evils))):
        thing = solved.group(1)
        control = examined.first(_CONTROL.format(thing))
        if control and not (control[0] is told and control[1].start() == solved.start()):
            yield found("solved-or-controlled", told, f"{solved.group()}; {control[1].group()}", solved.start(), (told.line, control[0].line), thing=thing)
            return


def _two_rhythms(examined: Examined) -> Iterator[PlanFinding]:
    for told, each in examined.having(_TWO_RHYTHMS.pattern):
        if each.group(1) != each.group(2) and not re.search("[、和]", each.group()):
            yield found("rhythms-conflict", told, each.group(), each.start(), one=each.group(1), other=each.group(2))


def _strengths(examined: Examined) -> Iterator[PlanFinding]:
    """One thing to be 基本普及 by a year, 全覆盖 without one: each is another target."""
    by_thing: dict[str, list[tuple[Told, int, str, str]]] = {}
    for told, each in examined.having(_COVER.pattern):
        thing = each.group(2) or each.group(3)
        if _HELD.search(each.group()):
            dated = re.findall(r"(?:19|20)\d\d(?=年)|十[一二三四五]五", told.text[: each.start()][-24:])
            strength = ("基本" if "基本" in each.group() else "") + ("覆盖" if "覆盖" in each.group() else "普及")
            by_thing.setdefault(thing, []).append((told, each.start(), strength, dated[-1] if dated else "-"))
    for told, each in examined.having(r"“([^”]{2,6})”教学达到全覆盖"):
        by_thing.setdefault(each.group(1), []).append((told, each.start(), "覆盖", "-"))
    for thing, several in by_thing.items():
        distinct = list(dict.fromkeys((strength, when) for _, _, strength, when in several))
        if len(distinct) > 1:
            figure = "; ".join(f"{strength} {when}" for strength, when in distinct)
            yield found("strengths-conflict", several[-1][0], figure, several[-1][1], tuple(each[0].at(each[1]) for each in several), thing=thing)


def _at_standard_but_added(examined: Examined) -> Iterator[PlanFinding]:
    for thing in _STOCKS:
        met = examined.first(rf"{thing}[^，。；;]{{0,10}}(?:已)?达到[^，。；;]{{0,8}}(?:标准|要求)")
        more = examined.first(rf"(?:添置|增添|补充|购置|更新)[^。；;]{{0,12}}{thing}")
        if met and more and any(word in met[0].heading + met[0].text[: met[1].end()] for word in known().present):
            yield found("standard-but-added", more[0], f"{met[1].group()}; {more[1].group()}", more[1].start(), (met[0].line, more[0].line), thing=thing)
            return
