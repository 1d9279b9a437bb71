"""Targets whose number is in a word: 全部, 均 and 每位 are 100 percent; 严禁 and 杜绝 are 0 cases; 每年选派 is at least once a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from junheng.rules.plans.plan import When
from junheng.rules.plans.reading.clauses import Clause
from junheng.rules.plans.reading.deadlines import deadlines, due, rhythm_span
from junheng.rules.plans.reading.found import Findings, FoundTarget, Setting
from junheng.rules.plans.reading.naming import left_words
from junheng.rules.plans.reading.tense import modes
from junheng.rules.plans.reading.words import Rhythms, Universals, Zeros, any_of, any_pattern, words

_PAST = re.compile(r"已经?|现已|均为|都是|过去|曾")
_WEAK = 0.5  # beside a printed share such a word says nothing more
_HUNDRED, _NONE = Decimal(100), Decimal(0)


def read_implied(parts: list[Clause], setting: Setting, found: Findings) -> None:
    when = setting.when
    for part, mode in zip(parts, modes(parts, setting), strict=True):
        when = due(deadlines(part.text)) or when
        if mode == "present" or _PAST.search(part.text):
            continue
        counted = [each for each in found.targets if part.start <= each.offset < part.end]
        zeros = list(_zeros(part, when))
        found.targets.extend(each for each in zeros if not any(each.unit == other.unit for other in counted))
        if not counted and not zeros:
            once = list(_rhythms(part, when))
            shares = any(each.unit == "percent" for each in found.targets)
            found.targets.extend(once or (each for each in _universal(part, when) if each.confidence > _WEAK or not shares))


# ---- every one ----


@cache
def _rules() -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((each.sure, re.compile(each.pattern)) for each in words(Universals).rules)


@cache
def _rhetoric() -> re.Pattern[str]:
    return re.compile(any_of(words(Universals).rhetoric))


def _universal(part: Clause, when: When) -> Iterator[FoundTarget]:
    if _rhetoric().search(part.text):
        return
    hits = [(found.start(), sure) for sure, rule in _rules() for found in rule.finditer(part.text)]
    if hits:
        start, sure = min(hits, key=lambda each: (-each[1], each[0]))
        yield FoundTarget(part.start + start, _stated(part.text), "=", _HUNDRED, "percent", sure, when=when, clause=part.text)


def _stated(text: str) -> str:
    return left_words(text) or text


# ---- none ----


@cache
def _bans() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    zeros = words(Zeros)
    return re.compile(any_of(zeros.forbid)), re.compile(any_of((*zeros.abolish, *zeros.avoid))), re.compile(any_pattern(zeros.none))


@cache
def _not_a_ban() -> re.Pattern[str]:
    return re.compile(any_pattern(words(Zeros).not_a_ban))


def ban_spans(text: str) -> Iterator[tuple[int, int]]:
    for each in _bans()[0].finditer(text):
        if not _not_a_ban().match(text, each.start()):
            yield each.span()


def _zeros(part: Clause, when: When) -> Iterator[FoundTarget]:
    _, away, none = _bans()
    for start, end in ban_spans(part.text):
        thing = part.text[end:].strip() or part.text[:start]
        yield FoundTarget(part.start + start, thing, "=", _NONE, _unit(thing) or "case", 0.85, when=when, clause=part.text)
    for each in away.finditer(part.text):
        thing = part.text[each.end() :].strip() or part.text[: each.start()]
        unit = _unit(thing[:24])
        if unit and not _not_a_ban().match(part.text, each.start()) and not (each.group() in words(Zeros).avoid and unit == "case"):
            yield FoundTarget(part.start + each.start(), thing, "=", _NONE, unit, 0.7, when=when, clause=part.text)
    for each in none.finditer(part.text):
        yield FoundTarget(part.start + each.start(), left_words(part.text), "=", _NONE, _unit(part.text) or "case", 0.75, when=when, clause=part.text)


def _unit(thing: str) -> str | None:
    places = [(place, unit) for unit, nouns in words(Zeros).things.items() for noun in nouns if (place := thing.find(noun)) >= 0]
    return min(places)[1] if places else None


# ---- again and again ----


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(any_of(words(Rhythms).acts))


def _rhythms(part: Clause, when: When) -> Iterator[FoundTarget]:
    """每年选派…: once a year at the least. 定期 names no period and so gives no number."""
    span = rhythm_span(part.text)
    if not span or part.inside:
        return
    word, rest = part.text[span[0] : span[1]], part.text[span[1] :]
    if word not in ("每年", "每学期", "每学年", "每月", "每周", "每年度", "分年", "每个学期", "每半年", "每季度"):
        return
    if re.match(r"度|(?:的)?(?:开学|末|初|结束|前|内|期末|底)", rest):
        return
    act = _acts().search(rest[:20])
    if act and (len(rest) >= 4 or word == "分年") and not re.search(r"(?:增长|提高|增加|减少|递增|不断)", rest[:6]):
        yield FoundTarget(part.start + span[0], _stated(rest), ">=", Decimal(1), "times", 0.5, when=when, clause=part.text)


