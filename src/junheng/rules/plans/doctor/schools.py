"""Numbers of schools before and after: lists that mix kinds, no state before, fewer sites without places, more of a kind than there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.figures import Figure
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.sums import added, show
from junheng.rules.plans.doctor.words import institution
from junheng.terms import Message

_MERGED = re.compile(r"(?:整合|合并|调整|归并|优化|撤并)(?:为|成)(?=\s*[\d一二三四五六七八九])")
_STAGES = {"primary": Message("小学", "primary"), "junior": Message("初中", "junior")}
_LONG_LIST = 4  # counted institutions in one list
_NAME = re.compile(r"(?<![一-龥])?([一-龥]{2,12}(?:高级中学|高中))(?=[）)、，。；\s]|校长|党)")


def schools(examined: Examined) -> Iterator[PlanFinding]:
    for told in examined.told:
        counted = [each for each in told.figures if each.unit in ("所", "个") and institution(each.noun)]
        merged = _MERGED.search(told.text)
        if merged and len(counted) >= _LONG_LIST:
            yield from _merged(examined, told, [each for each in counted if each.end <= merged.start()], [each for each in counted if each.start >= merged.start()])
        elif re.search("撤销|撤并", told.text) and re.search("保留", told.text) and len(counted) >= _LONG_LIST:
            yield from _kept_and_closed(examined, told, counted)
    yield from _more_than_kept(examined)
    yield from _share_of_schools(examined)
    yield from _all_become(examined)
    yield from _primary_into_junior(examined)
    yield from _names(examined)


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((each.value for each in figures), Decimal(0))


def _kinds(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    kinds: dict[str, list[Figure]] = {}
    for each in figures:
        one = institution(each.noun)
        if one:
            kinds.setdefault(one.kind, []).append(each)
    return kinds


def _teaching(figures: Sequence[Figure], stage: str) -> Decimal:
    return sum((each.value for each in figures if (one := institution(each.noun)) and stage in one.stages), Decimal(0))


def _merged(examined: Examined, told: Told, before: list[Figure], after: list[Figure]) -> Iterator[PlanFinding]:
    """No total is printed on either side, kinds are mixed; and places for those who move are not told."""
    if not before or not after:
        return
    sides = [" + ".join(f"{kind} {_sum(figures)}" for kind, figures in _kinds(side).items()) + f" = {_sum(side)}" for side in (before, after)]
    yield found("total-missing", told, " → ".join(sides), before[0].start)
    fewer = [(stage, was, shall) for stage in ("primary", "junior") if (was := _teaching(before, stage)) and (shall := _teaching(after, stage)) < was / 2]
    if fewer and not _has_places(examined):
        yield found("places-missing", told, "; ".join(f"{show(was)} → {show(shall)}" for _, was, shall in fewer), before[0].start, what=_STAGES[fewer[-1][0]])
    for one in before:
        for other in after:
            kinds = institution(one.noun), institution(other.noun)
            if one.value == other.value and one.value >= 5 and kinds[0] and kinds[1] and kinds[0].kind == "point" and kinds[1].kind == "kindergarten":
                yield found("counts-equal", told, f"{one.value} = {other.value}", one.start, one=one.noun, other=other.noun)


def _has_places(examined: Examined) -> bool:
    return bool(re.search(r"\d+\s*(?:个|张)?(?:床位|寄宿学位|学位|住宿)|(?:床位|宿舍|学位)[^，。；]{0,8}\d+", examined.text))


def _kept_and_closed(examined: Examined, told: Told, counted: list[Figure]) -> Iterator[PlanFinding]:
    """What was there before, by both readings of 新增: built new, or made of what was there."""
    clauses = {each: told.text[max(0, each.start - 14) : each.start] for each in counted}
    kept = next((each for each in counted if "保留" in clauses[each]), None)
    closed = next((each for each in counted if re.search("撤销|撤并", clauses[each])), None)
    if kept is None or closed is None:
        return
    new = [each for each in counted if "新增" in each.noun or "新增" in clauses[each][-8:]]
    points = [each for each in counted if (one := institution(each.noun)) and one.kind == "point" and each not in new and each.start < closed.start]
    after = kept.value + _sum(points)
    if not re.search(r"(?:原有|现有|目前|调整前)[^。；]{0,10}\d+\s*[所个]", told.text):
        built = sum((each.value for each in new if (one := institution(each.noun)) and one.kind == "school"), Decimal(0))
        yield found("start-missing", told, f"{kept.value}+{_sum(points)} = {after}; {after}+{closed.value} = {after + closed.value}; {after}+{closed.value}-{built} = {after + closed.value - built}", kept.start)
    yield from _left_out(examined, told, counted)
    if new and not _has_places(examined) and "寄宿" in examined.text:
        boarding = [each for each in new if "寄宿" in each.noun]
        others = [each for each in new if each not in boarding]
        if boarding and others:
            yield found("places-missing", told, f"{others[0].value}/{boarding[0].value} = {show(others[0].value / boarding[0].value)}", boarding[0].start, what=Message(f"{others[0].noun}、{boarding[0].noun}", f"{others[0].noun}, {boarding[0].noun}"))


def _left_out(examined: Examined, told: Told, counted: Sequence[Figure]) -> Iterator[PlanFinding]:
    """Kinds of schools of which the plan speaks elsewhere and which the list does not hold."""
    listed = {one.kind for each in counted if (one := institution(each.noun))}
    names = {"vocational": "职业高中|职业学校|职业技术学校|职业中学", "special": "特殊教育学校", "kindergarten": "幼儿园"}
    missing = [match[1].group() for kind, pattern in names.items() if kind not in listed and (match := examined.first(pattern))]
    if missing and re.search("保留学校|共有学校|学校共", told.text):
        yield found("kind-left-out", told, "、".join(missing), counted[0].start, kinds="、".join(missing))


def _printed(examined: Examined, name: str) -> tuple[Told, Figure] | None:
    return next(((told, each) for told in examined.told for each in told.figures if each.unit == "所" and each.noun.endswith(name) and len(told.figures) >= _LONG_LIST), None)


def _more_than_kept(examined: Examined) -> Iterator[PlanFinding]:
    """Model schools of a stage to be built, against the schools of that stage that the plan counts."""
    kept = _printed(examined, "高级中学") or _printed(examined, "普通高中")
    if kept is None:
        return
    for paragraph in examined.paragraphs:
        text = "".join(told.text for told in paragraph)
        if not re.search("高中阶段|普通高中", text):
            continue
        asked = [(told, each) for told in paragraph for each in told.figures if each.unit == "所" and "示范" in each.noun and told is not kept[0]]
        if asked and _sum([each for _, each in asked]) > kept[1].value:
            total = _sum([each for _, each in asked])
            yield found("more-than-exist", asked[0][0], f"{added([each for _, each in asked])} = {total} > {kept[1].value}", asked[0][1].start, (asked[0][0].line, kept[0].line), part=asked[0][1].noun, whole=kept[1].noun, count=total, all=kept[1].value)


def _share_of_schools(examined: Examined) -> Iterator[PlanFinding]:
    """85 % of all schools: of how many? The counts that the plan prints give no whole number, or two."""
    parts = [(told, each) for told in examined.told for each in told.figures if each.unit == "所" and not each.bracketed and len(told.figures) >= _LONG_LIST and "其中" in told.text[: each.start]]
    compulsory = _sum([each for told, each in parts if (one := institution(each.noun)) and {"primary", "junior"} & set(one.stages) and not re.search("撤", told.text[: each.start])])
    points = next((each for told, _ in parts for each in told.figures if each.noun == "教学点" and not each.bracketed), None)
    for told in examined.told:
        for each in told.figures:
            if each.unit == "%" and re.search("义务教育阶段学校|义务教育学校|中小学", each.right) and compulsory and each.value < 100:
                share = each.value * compulsory / 100
                figure = f"{each.value}% × {compulsory} = {show(share)}"
                if points:
                    figure += f"; {each.value}% × {compulsory + points.value} = {show(each.value * (compulsory + points.value) / 100)}"
                if share != share.to_integral_value():
                    whole = examined.first("发展基本均衡|基本均衡")
                    yield found("share-of-schools", told, figure, each.start, tuple({told.line, *([whole[0].line] if whole else [])}), share=each.printed)


def _all_become(examined: Examined) -> Iterator[PlanFinding]:
    """Every school that is closed and every point that is kept becomes a kindergarten: how many is that, and how many are needed?"""
    places: list[tuple[Told, int, str, Decimal]] = []
    for told, each in examined.having(r"(撤销|保留)的(学校|教学点)[^。；;]{0,8}作为([^，。；;]{2,16}?)(?:的)?(?:建设)?地点"):
        count = next((one.value for other in examined.told for one in other.figures if each.group(2) in one.noun and not one.bracketed and
                      (each.group(1) in one.noun or (each.group(1) == "保留" and one.noun == each.group(2)))), None)
        if count is not None:
            places.append((told, each.start(), each.group(3), count))
    if len(places) >= 2:
        yield found("need-unknown", places[0][0], f"{' + '.join(show(each[3]) for each in places)} = {show(sum((each[3] for each in places), Decimal(0)))}", places[0][1], tuple(each[0].line for each in places), what=places[0][2])


def _primary_into_junior(examined: Examined) -> Iterator[PlanFinding]:
    for told, each in examined.having(r"(?:小学|1-3年级|4-6年级)[^。；;]{0,14}(?:合并到|并入|集中到)(?:[^。；;小]{0,4})中学"):
        yield found("stage-mixed", told, each.group(), each.start())
        return


def _names(examined: Examined) -> Iterator[PlanFinding]:
    """More names of senior high schools than the plan counts."""
    kept = _printed(examined, "高级中学")
    names: dict[str, int] = {}
    for told, each in examined.having(_NAME.pattern):
        name = re.sub(r"^.*[局县、]", "", each.group(1))
        if len(name) > 5 and not re.search("普通高中|职业高中|示范高中|各|和|与|等", name):
            names.setdefault(name, told.at(each.start()))
    if kept and len(names) > kept[1].value:
        yield found("names-more-than-count", kept[0], f"{len(names)} > {kept[1].value}: {'、'.join(names)}", kept[1].start, tuple(names.values()), what=kept[1].noun)
