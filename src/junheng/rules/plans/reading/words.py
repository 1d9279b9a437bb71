"""The phrase lists, each as its type. They are content: what is a comparator or a duty word is not written in Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from junheng.terms.content import Content, parse

FOLDER = Path(__file__).parent / "phrases"
Words = tuple[str, ...]


class Comparators(Content):
    source: str
    before: dict[str, Words]
    apart: Words
    stages: Words
    stage_ends: Words
    after: dict[str, Words]


class Units(Content):
    source: str
    units: dict[str, Words]
    by_noun: dict[str, dict[str, Words]]
    any_number: Words
    one: Words


class Heads(Content):
    source: str
    measurable: Words
    vague: Words
    up: Words
    down: Words


class Universal(Content):
    sure: float
    pattern: str


class Universals(Content):
    source: str
    rules: tuple[Universal, ...]
    rhetoric: Words


class Zeros(Content):
    source: str
    forbid: Words
    abolish: Words
    avoid: Words
    none: Words
    not_a_ban: Words
    things: dict[str, Words]


class Tense(Content):
    source: str
    present: Words
    weak_present: Words
    asked: Words
    present_headings: Words
    future: Words
    strong_future: Words
    planned_headings: Words


class Scopes(Content):
    source: str
    patterns: Words
    quoted: str


class Deadlines(Content):
    source: str
    plans: dict[str, int]
    within: Words
    named: Words


class Rhythms(Content):
    source: str
    rhythms: dict[str, Words]
    acts: Words


class Duties(Content):
    source: str
    must: Words
    not_a_must: Words
    establish: Words
    established: Words
    publish: Words
    acts: Words
    vague_acts: Words
    things: Words
    rhetoric: Words


class Actors(Content):
    source: str
    levels: dict[str, Words]
    lead: str
    posts: Words
    groups: Words


class Sensitive(Content):
    source: str
    words: Words


class Recognised(Content):
    source: str
    words: Words
    least: int
    sure: int


Part = TypeVar("Part", bound=Content)


@cache
def words(part: type[Part]) -> Part:
    name = part.__name__.lower()
    return parse((FOLDER / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml", part)


def any_of(parts: Iterable[str]) -> str:
    """A pattern of literal words, the longest first."""
    return "(?:" + "|".join(re.escape(each) for each in sorted(parts, key=len, reverse=True)) + ")"


def any_pattern(parts: Iterable[str]) -> str:
    return "(?:" + "|".join(parts) + ")"
