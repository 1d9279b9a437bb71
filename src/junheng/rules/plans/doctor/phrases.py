"""Notions that are not defined, clauses that lack a word, aims that pull apart: patterns of content, one mechanism each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.found import FOLDER, PlanFinding, found
from junheng.terms import Message
from junheng.terms.content import Content, parse


class Opposed(Content):
    one: str
    other: str
    within: Literal["document", "paragraph"]
    zh: str
    en: str


class Notion(Content):
    term: str
    pattern: str
    defined: str
    needs: str = ""
    least: int = 1
    outside: bool = False
    zh: str
    en: str


class Frame(Content):
    pattern: str
    needs: str
    zh: str
    en: str


class Phrases(Content):
    source: str
    opposed: tuple[Opposed, ...]
    notions: tuple[Notion, ...]
    frames: tuple[Frame, ...]
    bases: str
    base_named: str


@cache
def phrases() -> Phrases:
    return parse((FOLDER / "phrases.yaml").read_text("utf-8"), "phrases.yaml", Phrases)


def notions(examined: Examined) -> Iterator[PlanFinding]:
    """One finding for each notion, at its first place, with the others."""
    for each in phrases().notions:
        if re.search(each.defined, examined.text):
            continue
        places = [(told, match) for told, match in examined.having(each.pattern) if not each.needs or re.search(each.needs, told.text)]
        if len(places) >= each.least:
            told, match = places[0]
            words = dict.fromkeys(match.group() for _, match in places)
            lines = tuple(dict.fromkeys(told.at(match.start()) for told, match in places))
            yield found("notion-outside" if each.outside else "notion-undefined", told, f"{'、'.join(list(words)[:4])} × {len(places)}", match.start(), lines, term=each.term, asks=Message(each.zh, each.en))


def frames(examined: Examined) -> Iterator[PlanFinding]:
    for each in phrases().frames:
        for told, match in examined.having(each.pattern):
            start = max(told.text.rfind(sign, 0, match.start()) for sign in "，。；;")
            if not re.search(each.needs, told.text[start + 1 : match.end()]):
                yield found("word-missing", told, match.group(), match.start(), what=Message(each.zh, each.en))


def bases(examined: Examined) -> Iterator[PlanFinding]:
    for told in examined.told:
        for each in told.figures:
            clause = re.split(r"[,，;；。]", told.text[: each.start])[-1]
            if each.unit == "%" and re.search(phrases().bases, re.sub("[占达到为不低于]+$", "", clause)) and not re.search(phrases().base_named, clause):
                yield found("base-undefined", told, f"{clause[-12:]}{each.printed}", each.start, base=each.left or clause[-8:])


def opposed_pairs(examined: Examined) -> Iterator[PlanFinding]:
    for each in phrases().opposed:
        for group in examined.paragraphs if each.within == "paragraph" else (examined.told,):
            one, other = _first(group, each.one), _first(group, each.other)
            if one and other:
                figure = f"{one[1].group()}; {other[1].group()}"
                yield found("aims-conflict", other[0], figure, other[1].start(), (one[0].at(one[1].start()), other[0].at(other[1].start())), what=Message(each.zh, each.en))
                break


def _first(group: tuple[Told, ...], pattern: str) -> tuple[Told, re.Match[str]] | None:
    return next(((told, match) for told in group if (match := re.search(pattern, told.text))), None)
