"""Targets and facts with a number: which figure, of what, how bound, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from junheng.rules.plans.plan import Comparator, When
from junheng.rules.plans.reading.clauses import Clause, narrow
from junheng.rules.plans.reading.deadlines import deadlines, due, rhythm_of
from junheng.rules.plans.reading.found import NO_DEADLINE, Findings, FoundFact, FoundTarget, Setting
from junheng.rules.plans.reading.naming import is_measurable, is_rate, left_words, right_words, unit_of, without_verbs
from junheng.rules.plans.reading.quantities import Quantity, comparator, only_of_whom, quantities
from junheng.rules.plans.reading.tense import merged_at, next_mode, tells_future

_FROM = re.compile(r"(?:从|由)[^,;]{0,14}$")
_FROM_SOME = re.compile(r"[从由].{1,14}[到至为]")
_EACH_ONCE = re.compile(r"一次[^一,;]{1,4}一次")
_ROUGH_YEARS = re.compile(r"用\s*([一二两三四五六七八九十\d]+)年左右(?:的)?时间")
_GUARANTEED = re.compile(r"保证|确保|保障")
_SHARE_OF = re.compile(r"^(?:及?以上|左右|以内)?的")
_ONCE = re.compile(r"(?:上好|开展|组织|举办|召开|举行|进行|参加|安排|学习|跟岗|考察|家访|走访|体检|检测|监测|测评|评选|评估|考核|汇报|交流|研讨|调研|督导|督查|巡查|演练|排查)(?:不少于)?$")
_EQUAL = re.compile(r"比例?(?:大体|大致|基本)(?:相当|持平|平衡)")
_KINDS = re.compile(r"([一二两三四五六七八九十])大([一-龥]{2})")
_JOINED = re.compile(r"(?:将|把)([^,;。]{2,40}?)(?:办成|建成|打造成|创建为|建设成)")


_GRADES = re.compile(r"保留|集中|寄宿|举办|开办|设置|撤并")  # 1-3年级 is a target where grades are moved, else only of whom is spoken
_STAGE = re.compile(r"(?:小学|初中|高中|幼儿园|学前|中小学)$")
_PER = ("生均", "人均", "校均", "班均", "师均")


@dataclass
class _Held:
    """What the clauses before leave to those after them."""

    mode: str = ""
    when: When = NO_DEADLINE
    indicator: str = ""
    unit: str = ""
    measure: str = ""
    bound: str = ""
    outer: str = ""  # the clause before the bracket
    binds: bool = field(default=False)


def read_counts(parts: list[Clause], setting: Setting, found: Findings) -> None:
    held = _Held("present" if setting.present else "", setting.when)
    whole = narrow(found.sentence.text)
    found.targets.extend(_announced(whole))
    for part in parts:
        held.mode = next_mode(part, held.mode, setting.since)
        _read_clause(part, setting, held, found)
        if not part.inside:
            held.outer = part.text


def _read_clause(part: Clause, setting: Setting, held: _Held, found: Findings) -> None:
    dated = deadlines(part.text)
    rough = _ROUGH_YEARS.search(part.text)
    found.targets.extend([_rough(part, rough)] if rough else [])
    merged, since = merged_at(part.text), 0
    shared = False
    for one in _wanted(part, [(each.start, each.end) for each in dated], held.unit == "ratio"):
        held.when = due([each for each in dated if each.start <= one.number]) or held.when
        if since == 0 and not one.bound and (one.unit, one.measure) == (held.unit, held.measure) and only_of_whom(part.text[: one.number]):
            one = replace(one, bound=held.bound)  # 不低于650元，初中850元
        reading = None if shared else _reading(part, one, since, held)
        if reading:
            present = _is_present(part, one, merged, held)
            _keep(reading, present, setting, found)
            held.indicator, held.unit, held.measure, held.bound = reading.indicator, reading.unit, one.measure, one.bound
        shared = shared or (one.unit == "percent" and _SHARE_OF.match(part.text[one.stop :]) is not None)
        since = one.end
    held.when = due(dated) or held.when
    found.targets.extend(_named_objects(part, held))


def _wanted(part: Clause, dated: list[tuple[int, int]], bare: bool) -> Iterator[Quantity]:
    once = _EACH_ONCE.search(part.text)
    ones = [each for each in quantities(part.text, bare) if not any(start < each.stop and each.number < end for start, end in dated)]
    order = 0
    while order < len(ones):
        one, later = ones[order], ones[order + 1] if order + 1 < len(ones) else None
        order += 1
        if once and one.measure == "次" and one.number == once.start():
            continue
        last = ones[order + 1] if order + 1 < len(ones) else None
        if later and last and later.unit == "percentage-point" and last.unit == one.unit == "percent" and _from_by_to(part.text, one, later, last):
            yield replace(last, start=one.number, value_from=one.value, bound=last.bound if last.end > last.stop else "=")
            order += 2
            continue
        if later and later.unit == one.unit and one.value_from is None and _from_to(part.text, one, later):
            bound = later.bound if later.end > later.stop else ""
            yield replace(later, start=one.number, value_from=one.value, bound=bound or "=")
            order += 1
            continue
        yield one


def _from_to(text: str, one: Quantity, later: Quantity) -> bool:
    between = re.sub(r"(?:19|20)\d\d年?(?:底|末)?的?", "", text[one.stop : later.number])
    return _FROM.search(text[: one.number]) is not None and re.search(r"[到至为]$", between.rstrip()) is not None and len(between) <= 16


def _from_by_to(text: str, one: Quantity, by: Quantity, last: Quantity) -> bool:
    """由78%提高7个百分点至85%."""
    return _FROM.search(text[: one.number]) is not None and by.number - one.stop <= 6 and re.fullmatch(r"[到至]", text[by.stop : last.number].strip()) is not None


def _is_present(part: Clause, one: Quantity, merged: int | None, held: _Held) -> bool:
    if merged is not None:
        return one.number < merged
    return held.mode == "present"


def _reading(part: Clause, one: Quantity, since: int, held: _Held) -> FoundTarget | None:
    left = _left(part.text[since : one.start], since > 0)
    right = one.measure.removeprefix("个") if len(one.measure) > 1 and one.measure[0] == "个" else right_words(part.text[one.end :])
    unit = unit_of(one, left, right, part.text[one.end :])
    if one.measure == held.measure == "个" and held.unit and "其中" in part.text[: one.number] and not right:
        unit = held.unit  # 学位2.4万个，其中小学1.5万个
    if unit == "grade" and not _GRADES.search(part.text):
        return None
    if unit is None or (one.chinese and one.value == 1 and not _counts_one(part, one, left, right)):
        return None
    indicator = _indicator(part, one, left, right, unit, held)
    if not indicator:
        return None
    sign = _sign(part, one, held)
    sure = 0.9 if one.bound else 0.8
    sure -= 0.1 if one.chinese else 0
    return FoundTarget(
        part.start + one.number, indicator, sign, one.value, unit, sure if is_rate(indicator) or one.bound else sure - 0.05, one.value_from,
        when=held.when, clause=part.text,
    )


def _left(gap: str, later: bool) -> str:
    """The words before a figure; none where it begins a new part of a list (1所高中、2所初中). `later`: another figure stands before."""
    if later and "、" in gap.rstrip("、"):
        gap = gap.rstrip("、 ").rpartition("、")[2] if not gap.rstrip().endswith("、") else gap
    return "" if re.search(r"(?:、|和|及|与|以及)\s*$", gap) else left_words(gap)


def _counts_one(part: Clause, one: Quantity, left: str, right: str) -> bool:
    """一所, 一次 and 一年 are counts where something is to be done so often; 有一次 in a story is none."""
    before = part.text[: one.number]
    if one.unit in ("hour", "minute"):
        return _GUARANTEED.search(part.text) is not None or rhythm_of(before) is not None
    if one.measure == "年":
        return one.bound in (">=", "<=")
    if one.bound or (one.measure == "次" and rhythm_of(before)):
        return True
    if not right and re.search(r"(?:建成|新建|建设|建好|创建|设立|配备|办好|打造)[^,;。]{2,14}$", before):
        return True
    return re.search(r"(?:建设|建成|新建|建|建好|办好|办|联系|支援|帮扶|结对|上好|总结|开展|组织|举办|召开|参加|进行|配备|配|设立|设|安排|开设|开|检修|检查|轮训|举行|培训|执教|上|学习|跟岗|考察|家访|走访|体检|检测|监测|测评|评选|评比|评估|考核|表彰|汇报|交流|研讨|调研|督导|督查|巡查|述职|展示|演练|排查)(?:不少于|至少)?$", before) is not None


def _sign(part: Clause, one: Quantity, held: _Held) -> Comparator:
    sign = comparator(one)
    if sign == "=" and one.value_from is None and one.bound in ("", "="):
        around = part.text[: one.number] if not part.inside else held.outer
        lasting = one.unit in ("hour", "minute") and _GUARANTEED.search(f"{held.outer if part.inside else ''}{around}")
        share = one.unit == "percent" and one.value < 100 and _SHARE_OF.match(part.text[one.stop :])
        once = one.measure == "次" and (_ONCE.search(part.text[: one.number]) or rhythm_of(part.text[: one.number]))
        if once and re.search(r"可以?[^,;。]{0,4}$", part.text[: one.number]):
            return "<="
        if once and re.search(r"[只仅][^,;。]{0,4}$", part.text[: one.number]):
            return "="
        if lasting or share or once:
            return ">="
    return cast(Comparator, sign)


def _indicator(part: Clause, one: Quantity, left: str, right: str, unit: str, held: _Held) -> str:
    noun = without_verbs(left)
    if one.unit == "percent" and _SHARE_OF.match(part.text[one.stop :]):
        return _predicate(part.text[one.end :], left)
    if one.measure == "室":
        return f"{right or left or '功能室'}"
    if left in _PER and held.indicator:
        return f"{left}{without_verbs(held.indicator)}"
    if not noun and right:
        return f"{left}{right}"
    if not noun:
        return held.indicator or left_words(held.outer) or left or left_words(part.text[one.end :])
    if part.inside and one.unit in ("hour", "minute", "percent") and not is_measurable(noun):
        return f"{without_verbs(held.outer)}（{noun}）"
    base = _STAGE.sub("", held.indicator.split("（")[0])
    if unit == held.unit and unit in ("percent", "ratio", "m2", "yuan", "hour", "minute", "permille") and not is_measurable(noun) and is_measurable(base):
        return f"{base}（{noun}）"
    if right and unit not in ("percent", "ratio", "permille") and _goes_on_after(noun, right):
        return f"{left}{right}"
    return left


def _goes_on_after(noun: str, right: str) -> bool:
    """各学校（每年选派）3-5名校领导: the noun follows the figure, and what stands before it is who does it."""
    return re.search(r"(?:选派|配备|建设|建成|新建|组织|开展|安排|培养|引进|招聘|选聘|支援|联系|听|参加|举办|设立|上好|接受|完成|派出|补充|创建|召开|进行|举行|举办|打造|新增|改造|维修|投入|培训|建)$", noun) is not None


def _predicate(text: str, scope: str) -> str:
    """85%的学校达到…标准: what the share does is the indicator."""
    found = re.match(r"的?([^,;。]{2,40})", text)
    return f"{scope}{found.group(1)}" if found else scope


def _keep(reading: FoundTarget, present: bool, setting: Setting, found: Findings) -> None:
    if present:
        if reading.value_from is None or _FROM_SOME.search(reading.clause):  # of 由7.2%降至3.1% the end is what is
            found.facts.append(FoundFact(reading.offset, without_verbs(reading.indicator) or reading.indicator, reading.value, reading.unit, reading.confidence))
        return
    if not (setting.planned or tells_future(reading.clause) or tells_future(narrow(found.sentence.text))):
        return
    found.targets.append(reading)
    if reading.value_from is not None and re.search(r"(?:从|由)", reading.clause[: max(reading.clause.find(str(reading.value)), 0)]):
        found.facts.append(FoundFact(reading.offset, reading.indicator, reading.value_from, reading.unit, reading.confidence - 0.1))


# ---- figures that no unit follows ----


def _rough(part: Clause, rough: re.Match[str]) -> FoundTarget:
    one = quantities(rough.group().replace("时间", "").replace("的", ""))
    value = one[0].value if one else None
    return FoundTarget(part.start + rough.start(1), "规划期", "~", value, "year", 0.5, clause=part.text)


def _announced(whole: str) -> Iterator[FoundTarget]:
    """三大习惯 … 一是 … 二是 … 三是: a number of things that the sentence then names."""
    for each in _KINDS.finditer(whole):
        count = "一二三四五六七八九十".find(each.group(1).replace("两", "二")) + 1
        rest = whole[each.end() :]
        named = [order for order, sign in enumerate("一二三四五六七八九十"[:count], start=1) if re.search(rf"{sign}是", rest)]
        if len(named) == count > 1 and f"{'一二三四五六七八九十'[count:count + 1]}是" not in rest:
            yield FoundTarget(each.start(), f"{each.group(2)}", "=", _decimal(count), "item", 0.6, clause=each.group())
    for each in _EQUAL.finditer(whole):
        clause = re.split(r"[,;。]", whole[: each.end()])[-1]
        yield FoundTarget(each.start(), left_words(clause[: clause.rfind("比")]) or clause, "~", _decimal(1), "ratio", 0.7, clause=clause)


def _named_objects(part: Clause, held: _Held) -> Iterator[FoundTarget]:
    """将甲幼儿园和乙幼儿园办成示范园: the things are named, and so they are counted."""
    joined = _JOINED.search(part.text)
    if not joined:
        return
    kinds = {"幼儿园": "kindergarten", "学校": "school", "小学": "school", "中学": "school"}
    unit = next((unit for noun, unit in kinds.items() if joined.group(1).endswith(noun)), None)
    names = [each for each in re.split(r"[和、及与]", joined.group(1)) if any(each.endswith(noun) for noun in kinds)]
    if unit and len(names) > 1:
        goal = part.text[joined.end() :]
        yield FoundTarget(part.start + joined.start(1), goal or joined.group(1), "=", _decimal(len(names)), unit, 0.55, when=held.when, clause=part.text)


def _decimal(count: int) -> Decimal:
    return Decimal(count)
