"""Targets without a number: a direction (提高…率), a state to be reached (基本普及…), a standard that is named and not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from junheng.rules.plans.plan import Comparator, When
from junheng.rules.plans.reading.clauses import Clause
from junheng.rules.plans.reading.deadlines import deadlines, due
from junheng.rules.plans.reading.found import Findings, FoundTarget, Setting
from junheng.rules.plans.reading.naming import is_measurable, left_words
from junheng.rules.plans.reading.tense import modes
from junheng.rules.plans.reading.words import Heads, any_of, words

_REACHED = (
    re.compile(r"(?:基本|全面)?普及(?!推广|水平|程度|的|与|提高|和)[^,;。]{2,24}"),
    re.compile(r"(?:基本|全面)?实现[^,;。]{0,24}?(?:均衡|一体化|标准化|均等化|全普及|现代化)[^,;。]{0,4}$"),
    re.compile(r"(?:创建|争创|创成|建成|通过)[^,;。]{2,30}?(?:县|区|市|旗|校|称号|验收|认定|评估)(?:$|[^一-龥])"),
    re.compile(r"基本(?:消除|解决|达到|完成|形成|建成|建立|满足)[^,;。]{2,30}"),
    re.compile(r"(?:进入|跻身)[^,;。]{2,20}(?:行列|前列)"),
)
_STANDARD = re.compile(r"(?:达到|达|符合|不低于|高于)([^,;。\d]{2,24}?(?:标准|平均水平|先进水平|要求|规定|水平))(?:$|[,;。])")
_HIGHER = re.compile(r"^([^,;。]{2,24}?)(?:增长|增幅)?(高于|不低于)([^,;。\d]{2,24}?(?:增长|增幅|水平|比例|标准))$")
_MOSTLY = re.compile(r"([^,;。]{2,24}?)(主要用于|大部分)([^,;。]{2,24})")


def read_states(parts: list[Clause], setting: Setting, found: Findings) -> None:
    when = setting.when
    for part, mode in zip(parts, modes(parts, setting), strict=True):
        when = due(deadlines(part.text)) or when
        taken = any(part.start <= each.offset < part.end for each in found.targets)
        if taken or mode == "present" or part.inside:
            continue
        found.targets.extend(list(_standard(part, when)) or list(_reached(part, when)) or list(_trend(part, when)))


def _standard(part: Clause, when: When) -> Iterator[FoundTarget]:
    higher, mostly, reached = _HIGHER.search(part.text), _MOSTLY.search(part.text), _STANDARD.search(part.text)
    if higher:
        yield _target(part, higher.start(), left_words(higher.group(1)), ">" if higher.group(2) == "高于" else ">=", 0.6, when, higher.group(3))
    elif mostly:
        yield _target(part, mostly.start(), f"{left_words(mostly.group(1))}{mostly.group(2)}{mostly.group(3)}", ">", 0.45, when, "半数")
    elif reached:
        subject = left_words(part.text[: reached.start()])
        vague = reached.group(1).endswith(("要求", "规定", "先进水平"))
        yield _target(part, reached.start(), subject or reached.group(1), "yes" if vague else ">=", 0.6, when, "" if vague else reached.group(1))


def _reached(part: Clause, when: When) -> Iterator[FoundTarget]:
    hit = next(filter(None, (form.search(part.text) for form in _REACHED)), None)
    if hit:
        yield _target(part, hit.start(), left_words(part.text), "yes", 0.6, when)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads = words(Heads)
    both = {**dict.fromkeys(heads.up, "up"), **dict.fromkeys(heads.down, "down")}
    return re.compile(rf"({any_of(both)})([^,;。\d]{{2,40}})$"), re.compile(rf"([^,;。\d]{{2,40}}?)(?:进一步|逐年|明显|显著|稳步|大幅|大幅度|不断|持续|普遍|逐步)*({any_of(both)})$")


def _trend(part: Clause, when: When) -> Iterator[FoundTarget]:
    """Only of what can be measured: 不断提高教学质量 is rhetoric, 提高巩固率 is a direction."""
    after, before = (form.search(part.text) for form in _verbs())
    noun, verb, start = ("", "", 0)
    if after and is_measurable(after.group(2).strip("的 ")):
        noun, verb, start = after.group(2), after.group(1), after.start()
    elif before and is_measurable(before.group(1).strip()):
        noun, verb, start = before.group(1), before.group(2), before.start(2)
    if noun:
        yield _target(part, start, left_words(noun), "up" if verb in words(Heads).up else "down", 0.55, when)


def _target(part: Clause, start: int, indicator: str, comparator: Comparator, sure: float, when: When, relative: str = "") -> FoundTarget:
    return FoundTarget(part.start + start, indicator or part.text, comparator, None, "", sure, relative_to=relative, when=when, clause=part.text)
