"""Whether a clause tells of what is or of what shall be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from junheng.rules.plans.reading.clauses import Clause
from junheng.rules.plans.reading.deadlines import deadlines
from junheng.rules.plans.reading.found import Setting
from junheng.rules.plans.reading.words import Tense, any_of, words

_ON_WHAT_IS = re.compile(r"(?:不低于|不少于|不高于|不超过|高于|低于|超过|多于|比|较|按)(?:上年|去年|上一年|上学年|现有|目前|当前)|(?:在)?(?:现有|原有|目前|已有)[^,;。]{0,16}?(?:基础上|的基础|水平上|条件下)|(?:将|把)(?:现有|原有)|目前的|现有的|当前的")
_SINCE = re.compile(r"20\d\d年以来|以来|[一二三四五]年来|几年来")
_COMPARED = re.compile(r"[较比与从由自对将把按以同].?$")
_MERGED = re.compile(r"(?:整合|合并|调整|归并|优化|撤并|压缩)(?:为|成|到)(?=\s*[\d一二三四五六七八九十])")


@cache
def _present() -> re.Pattern[str]:
    return re.compile(any_of(words(Tense).present))


@cache
def _future() -> re.Pattern[str]:
    return re.compile(any_of(words(Tense).future))


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(any_of(words(Tense).strong_future))


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words(Tense).asked)}(?!了)")


def is_present_title(titles: Iterable[str]) -> bool:
    return any(name in title for title in titles for name in words(Tense).present_headings)


def is_planned_title(titles: Iterable[str]) -> bool:
    return any(name in title for title in titles for name in words(Tense).planned_headings)


def tells_present(text: str) -> bool:
    """现有, 截至 and 以来 tell of what is; 在编, 上年 and the like do only where nothing is asked."""
    bare = _ON_WHAT_IS.sub("", text)
    known = {found.group() for found in _present().finditer(bare)}
    if known and known <= set(words(Tense).weak_present) and _asked().search(bare):
        return False
    return bool(known or _SINCE.search(bare))


def tells_future(text: str) -> bool:
    return bool(_future().search(text))


def next_mode(clause: Clause, mode: str, since: int | None = None) -> str:
    """`present`, `future` or "" (nothing said yet): what a clause says holds for those after it until another says otherwise.

    `since`: the first year of the plan. A clause whose years all lie before it tells of what was.
    """
    years = [each.when.year for each in deadlines(clause.text) if each.when.year and not _COMPARED.search(clause.text[: each.start + 1])]
    if since and years and max(years) < since and not _strong().search(clause.text):
        return "present"
    if _strong().search(clause.text) or any(each.opens and not (_past(clause.text, each.start) or (mode == "present" and re.match("近|.{2,3}累计", clause.text[each.start :]))) for each in deadlines(clause.text)):
        return "present" if tells_present(clause.text) and not _strong().search(clause.text) else "future"
    return "present" if tells_present(clause.text) else mode


def modes(parts: Iterable[Clause], setting: Setting) -> list[str]:
    """The mode of each clause of a sentence."""
    found, mode = [], "present" if setting.present else ""
    for part in parts:
        mode = next_mode(part, mode, setting.since)
        found.append(mode)
    return found


def _past(text: str, start: int) -> bool:
    return re.match(r"截[至止]|20\d\d年(?:以来|来)", text[start:]) is not None or text[max(start - 2, 0) : start] in ("截至", "截止")


def merged_at(text: str) -> int | None:
    """Where 整合为 parts what is from what shall be."""
    found = _MERGED.search(text)
    return found.end() if found else None
