"""Which fact a head may mean: the words of the fact tables, of the shipped sources, and of a list beside this file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from junheng.facts.intake.head import ColumnHead
from junheng.facts.intake.match import Matcher
from junheng.facts.intake.source import HELPERS, load_source, source_ids
from junheng.facts.intake.text import words
from junheng.facts.tables import TABLES
from junheng.terms import Stage

SURE = 0.9  # a head that is likelier than this is taken, and a person reads over it; below, a person decides
MATCHED = 0.95  # a shipped source would read it so
WORTH_A_LOOK = 0.55
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")


@dataclass(frozen=True)
class Known:
    """Words that were seen over a fact. `fact` is '' for words that are known and not needed."""

    words: str
    tokens: frozenset[str]
    table: str
    fact: str
    origin: str
    stage: Stage | None = None  # where the words say it, or the source they are from


@dataclass(frozen=True)
class Likeness:
    known: Known
    score: float


class Vocabulary:
    """`without`: shipped sources that are left out, to try how well a draft does for a table never seen."""

    def __init__(self, without: Collection[str] = ()) -> None:
        lists = _lists()
        self._known = [*_of_tables(), *_of_lists(lists)]
        shipped = [ref for ref in source_ids() if ref not in without]
        for ref in shipped:
            self._known += _of_source(ref)
        self._matchers = [(ref, Matcher(load_source(ref))) for ref in shipped if not load_source(ref).forms]
        self._stages = sorted(
            ((words(word), Stage(stage)) for stage, names in lists["stages"].items() for word in names), key=lambda each: -len(each[0])
        )
        self._beliefs = [_tokens(word) for word in lists["beliefs"]]

    @cached_property
    def _by_words(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for known in self._known:
            found.setdefault(known.words, []).append(known)
        return found

    def stage_of(self, head: ColumnHead, known: Known) -> Stage | None:
        """The stage named nearest to the leaf, outside the words of the fact itself: 高中阶段 may be a teacher's schooling."""
        if known.stage or known.words == "".join(head.parts) or not known.words:
            return known.stage
        for part in reversed([each.replace(known.words, "") for each in head.parts]):
            found = {stage for word, stage in self._stages if word in part}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def is_of_beliefs(self, head: ColumnHead) -> bool:
        return _speaks_of(head, self._beliefs)

    def likest(self, head: ColumnHead) -> Likeness | None:
        """The words most like a head: all its lines, or its lowest one; with and without the words for the stage."""
        leaf = head.parts[-1]
        whole = "".join(head.parts)
        return (
            self._exact({self._bare(whole): 0.98, whole: 1.0}) or self._matched(head)
            or (self._exact({self._bare(leaf): 0.8, leaf: 0.8}) if leaf != whole else None)  # what stands above may say something else
            or self._closest(head)
        )

    def _exact(self, readings: dict[str, float]) -> Likeness | None:
        found = [Likeness(known, weight) for text, weight in readings.items() if text for known in self._by_words.get(text, ())]
        best = max(found, key=lambda each: (each.score, bool(each.known.fact)), default=None)
        same = {(each.known.table, each.known.fact) for each in found if best and each.score == best.score and each.known.fact}
        return Likeness(best.known, min(best.score, SURE - 0.05)) if best and len(same) > 1 else best  # two facts of one name

    def _matched(self, head: ColumnHead) -> Likeness | None:
        """Heads of several lines, as a shipped source would read them."""
        found = {}
        for ref, matcher in self._matchers:
            match = matcher.match(head)
            if match and match.column and match.column.fact in TABLES[match.column.table].by_name:
                found[match.column.table, match.column.fact] = _known(
                    "".join(head.parts), match.column.table, match.column.fact, ref, match.stage or match.column.stage
                )
        score = MATCHED if len(found) == 1 else SURE - 0.05
        return next((Likeness(known, score) for known in found.values()), None)

    def _closest(self, head: ColumnHead) -> Likeness | None:
        tokens = _tokens(head.shown)
        near = [Likeness(known, _alike(tokens, words(head.shown), known)) for known in self._known if known.fact]
        closest = max(near, key=lambda each: each.score)
        return closest if closest.score >= WORTH_A_LOOK else None

    def _bare(self, text: str) -> str:
        for word, _ in self._stages:
            text = text.replace(word, "")
        return text


def _speaks_of(head: ColumnHead, texts: list[frozenset[str]]) -> bool:
    tokens, whole = _tokens(head.shown), words(head.shown)
    return any(
        all(token in tokens if token.isascii() else token in whole for token in text) for text in texts
    )


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(unicodedata.normalize("NFKC", text).replace("_", " ").lower()))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def _alike(tokens: frozenset[str], whole: str, known: Known) -> float:
    """0 to 0.89: the share of pairs of letters in common; more where every word of the one stands in the other."""
    mine, theirs = _pairs(whole), _pairs(known.words)
    shared = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    if known.tokens and known.tokens <= tokens:
        shared = max(shared, 0.55 + 0.34 * len(known.words) / max(len(whole), 1))
    return min(shared, SURE - 0.01)


_SAID_ONCE = {("school_years", "offered"), ("school_years", "school"), ("school_years", "year")}  # keys stand with the school


@cache
def _lists() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return found


def _known(text: str, table: str, fact: str, origin: str, stage: Stage | None = None) -> Known:
    return Known(words(text), _tokens(text), table, fact, origin, stage)


def _of_tables() -> list[Known]:
    return [
        _known(text, name, column.name, "junheng/template")
        for name in ("schools", "school_years") for column in TABLES[name].columns
        for text in (column.header.zh, column.header.en, column.name.replace("_", " ")) if (name, column.name) not in _SAID_ONCE
    ]


def _of_lists(lists: dict[str, Any]) -> list[Known]:
    facts = [
        _known(text, table, fact, "words.yaml")
        for table, by_fact in lists["facts"].items() for fact, texts in by_fact.items() for text in texts
    ]
    return facts + [_known(text, "", "", "words.yaml") for text in lists["ignored"]]


@cache
def _of_source(ref: str) -> list[Known]:
    source = load_source(ref)
    found = []
    for column in source.columns:
        if column.fact in TABLES[column.table].by_name or column.fact in HELPERS:
            found += [_known(head, column.table, column.fact, ref, column.stage) for head in column.heads]
    known = [*source.ignore, *(head for each in source.compared for head in each.heads)]
    return found + [_known(head, "", "", ref) for head in known if "*" not in head]
