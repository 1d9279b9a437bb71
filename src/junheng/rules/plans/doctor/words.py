"""The words that the checks know: content, each list as its type."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from junheng.terms.content import Content, parse

FOLDER = Path(__file__).parent

Words = tuple[str, ...]


class Institution(Content):
    name: str
    kind: str
    stages: Words


class KnownWords(Content):
    source: str
    institutions: tuple[Institution, ...]
    wholes: dict[str, Words]
    staff: Words
    staff_parts: Words
    pupils: Words
    pupil_parts: Words
    classes: Words
    degree_base: Words
    rates: Words
    entry_rates: Words
    same_rates: dict[str, str]
    whole_scopes: Words
    part_scopes: Words
    stage_words: dict[str, Words]
    evils: Words
    present: Words
    five_year_plans: dict[str, int]
    longest_plan: int


@cache
def known() -> KnownWords:
    return parse((FOLDER / "words.yaml").read_text("utf-8"), "words.yaml", KnownWords)


def institution(noun: str) -> Institution | None:
    """The kind of school that a noun names; the longest name that fits."""
    fitting = [each for each in known().institutions if each.name in noun]
    return max(fitting, key=lambda each: len(each.name), default=None)


def named(noun: str, names: Words) -> str | None:
    return next((name for name in sorted(names, key=len, reverse=True) if name in noun), None)
