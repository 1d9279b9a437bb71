"""Duties: what has to be done, is never to be done, is to be set up, done again and again, or told to the public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from junheng.rules.plans.plan import DutyKind, Rhythm
from junheng.rules.plans.reading.actors import owner_of
from junheng.rules.plans.reading.clauses import Clause
from junheng.rules.plans.reading.deadlines import rhythm_of
from junheng.rules.plans.reading.found import Findings, FoundDuty, Setting
from junheng.rules.plans.reading.implied import ban_spans
from junheng.rules.plans.reading.tense import modes
from junheng.rules.plans.reading.words import Duties, any_of, any_pattern, words

_ACT = 0.5  # a verb alone: where its clause holds a figure, the target says it
_LINKS = re.compile(r"^(?:[\s、“”\"]|并且|并(?!轨)|且|同时|而且|从而|以此|因此|所以|即)+")
_LONGEST = 60
_QUOTED_DEMAND = re.compile(r"[“\"][^”\"]{1,20}(?:清|、)[^”\"]{0,20}[”\"]")


@cache
def _must() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(any_of(words(Duties).must)), re.compile(any_of(words(Duties).not_a_must))


@cache
def _set_up() -> re.Pattern[str]:
    duties = words(Duties)
    return re.compile(rf"{any_of(duties.establish)}[^,;。]{{0,40}}?{any_of(duties.established)}")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"^(?:[^,;。]{{0,12}}?){any_of(words(Duties).acts)}")


@cache
def _seen() -> re.Pattern[str]:
    return re.compile(rf"^(?:[^,;。]{{0,10}}?){any_of(words(Duties).vague_acts)}[^,;。]{{0,24}}{any_of(words(Duties).things)}")


@cache
def _publish() -> re.Pattern[str]:
    return re.compile(any_of(words(Duties).publish))


@cache
def _rhetoric() -> re.Pattern[str]:
    return re.compile(any_pattern(words(Duties).rhetoric))


def read_duties(parts: list[Clause], setting: Setting, found: Findings) -> None:
    if not (setting.planned or any(_strong(part.text) for part in parts)):
        return
    owner, rhythm = "", None
    counted = [each.offset for each in found.targets if each.value is not None and each.value not in (0, 100)]
    for part, mode in zip(parts, modes(parts, setting), strict=True):
        if mode == "present":
            continue
        owner = owner_of(part.text) or owner
        rhythm = rhythm_of(part.text)
        figured = any(part.start <= each < part.end for each in counted)
        found.duties.extend(each for each in _duties(part, owner, rhythm) if each.confidence > _ACT or not figured)


def _strong(text: str) -> bool:
    return bool(list(ban_spans(text))) or re.search(r"必须|务必|应当|要求|确保", text) is not None


def _duties(part: Clause, owner: str, rhythm: Rhythm | None) -> Iterator[FoundDuty]:
    text = part.text.strip()
    bans = list(ban_spans(part.text))
    for start, _ in bans:
        yield FoundDuty(part.start + start, DutyKind.MUST_NOT, _what(part.text[start:]), 0.9, owner, rhythm or Rhythm.STANDING)
    if bans or len(text) < 4:
        return
    said = _rhetoric().search(text)
    kind, sure = _kind(text, rhythm)
    if kind and not (said and sure < 0.9):
        yield FoundDuty(part.start, kind, _what(_LINKS.sub("", text)), sure, owner, rhythm)


def _kind(text: str, rhythm: Rhythm | None) -> tuple[DutyKind | None, float]:
    if _publish().search(text) and not re.search(r"公开课|公开招聘|公布的|发布的|印发", text):
        return DutyKind.PUBLISH, 0.8
    if _set_up().search(text):
        return DutyKind.ESTABLISH, 0.8
    if rhythm:
        return DutyKind.RHYTHM, 0.75
    must, not_must = _must()
    if must.search(not_must.sub("", text)):
        return DutyKind.MUST, 0.7
    if _acts().search(text) or _seen().search(text) or _QUOTED_DEMAND.search(text):
        return DutyKind.MUST, _ACT
    return None, 0.0


def _what(text: str) -> str:
    text = text.strip(" ,;:、")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
