"""Which fact a head may mean: the words of the fact tables, of the shipped sources, and of a list beside this file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.heads.source import HELPERS, load_source, source_ids
from junheng.facts.intake.values.text import head_part, plain, words
from junheng.facts.tables import TABLES
from junheng.terms import Stage

SURE = 0.9  # a head that is likelier than this is taken, and a person reads over it; below, a person decides
MATCHED = 0.95  # a shipped source would read it so
WORTH_A_LOOK = 0.55
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=(?:19|20)\d{2}(?!\d))")  # NumberOfBoys, EIDistrict, Learners2023
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:[-/–](?:19|20)?\d{2})?(?!\d)(?:学?年度?)?")
_LIKE_LETTERS = 0.8  # heads in Latin letters without a word in common: less alike are others


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


@dataclass(frozen=True)
class OfSex:
    """A head that counts boys or girls, men or women among those whom another fact counts."""

    whole: Known
    is_female: bool


class Vocabulary:
    """`without`: shipped sources that are left out, to try how well a draft does for a table never seen."""

    def __init__(self, without: Collection[str] = ()) -> None:
        lists = _lists()
        self._known = [*_of_tables(), *_of_lists(lists)]
        shipped = [ref for ref in source_ids() if ref not in without]
        for ref in shipped:
            self._known += _of_source(ref)
        self._shipped = shipped
        self._matchers = [(ref, Matcher(load_source(ref))) for ref in shipped if not load_source(ref).forms]
        self._stages = sorted(
            ((words(word), Stage(stage)) for stage, names in lists["stages"].items() for word in names), key=lambda each: -len(each[0])
        )
        self._beliefs = [_tokens(word) for word in lists["beliefs"]]
        self._common = frozenset(lists["common"])
        self._totals = frozenset(map(words, lists["totals"]))
        self._sexes = {word: sex == "female" for sex, said in lists["sexes"].items() for word in said}

    def family_of(self, asked: Mapping[str, Collection[str]]) -> str | None:
        """The shipped source that knows most words of these facts with choices; none where another means something else by one of them."""
        meant = {ref: {(fact, word): value for fact, typed in asked.items() for word in typed if (value := load_source(ref).allowed(fact).get(plain(word)))} for ref in self._shipped}
        best = max(meant, key=lambda ref: len(meant[ref]), default=None)
        if best is None or not meant[best]:
            return None
        return best if all(known.get(word, value) == value for word, value in meant[best].items() for known in meant.values()) else None

    @cached_property
    def _by_words(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for known in self._known:
            found.setdefault(known.words, []).append(known)
        return found

    def spelled(self, head: ColumnHead) -> ColumnHead:
        """As its words are compared: parted at capitals, in simplified characters, without a year."""
        lines = [self._spelled(line) for line in head.shown.split(" > ")]
        parts = tuple(filter(None, (head_part(line)[0] for line in lines)))
        return head._replace(parts=parts, shown=" ".join(lines)) if parts else head

    def _spelled(self, line: str) -> str:
        parted = _HUMP.sub(" ", _simplified(line.replace("_", " ")))
        return _YEAR.sub(" ", parted)

    def stage_of(self, head: ColumnHead, known: Known) -> Stage | None:
        """The stage named nearest to the leaf, outside the words of the fact itself: 高中阶段 may be a teacher's schooling."""
        parts = self.spelled(head).parts
        if known.stage or known.words == "".join(parts) or not known.words:
            return known.stage
        for part in reversed([each.replace(known.words, "") for each in parts]):
            found = {stage for word, stage in self._stages if word in part}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def is_of_beliefs(self, head: ColumnHead) -> bool:
        return _speaks_of(head, self._beliefs)

    def of_sex(self, head: ColumnHead) -> OfSex | None:
        """Boys alone are pupils; 女 under 专任教师 and Teachers Female are teachers."""
        spelled = self.spelled(head)
        said = [word for word in self._sexes if (word in _tokens(spelled.shown) if word.isascii() else word in "".join(spelled.parts))]
        if not said or len({self._sexes[word] for word in said}) > 1:
            return None
        rest = [token for token in _TOKEN.findall(unicodedata.normalize("NFKC", spelled.shown).lower()) if token not in said and token not in self._common]
        text = self._bare(words("".join(rest)))
        for word in said:
            text = text.replace(word, "")
        found = self._exact({text: 1.0}) if text else self._exact({"pupils": 1.0}) if any(word in _PUPILS for word in said) else None
        return OfSex(found.known, self._sexes[said[0]]) if found and found.known.table == "school_years" else None

    def is_total(self, head: ColumnHead) -> bool:
        """合计, Total: and not of what; a unit below it says it."""
        return not self._totals.isdisjoint(("".join(self.spelled(head).parts), "".join(head.parts)))

    def bare_sex(self, head: ColumnHead) -> bool | None:
        """Female, 男: and not of whom; whether women are meant."""
        return self._sexes.get("".join(self.spelled(head).parts))

    def likest(self, head: ColumnHead) -> Likeness | None:
        """The words most like a head: all its lines, or its lowest one; with and without the words for the stage, those for a total and a year."""
        spelled = self.spelled(head)
        leaf, whole = spelled.parts[-1], "".join(spelled.parts)
        group = "".join(part for part in spelled.parts if part not in self._totals)
        return (
            self._exact({self._bare(group): 0.97, group: 0.97, self._bare(whole): 0.98, whole: 1.0}) or self._matched(head)
            or (self._exact({self._bare(leaf): 0.8, leaf: 0.8}) if leaf not in (whole, *self._totals) else None)  # what stands above may say something else
            or self._closest(spelled)
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
        tokens, whole = _tokens(head.shown), words(head.shown)
        near = [Likeness(known, self._alike(tokens, whole, known)) for known in self._known if known.fact]
        closest = max(near, key=lambda each: each.score)
        return closest if closest.score >= WORTH_A_LOOK else None

    def _alike(self, tokens: frozenset[str], whole: str, known: Known) -> float:
        """0 to 0.89: the share of pairs of letters in common; more where every word of the one stands in the other.

        That both speak of a school, a name or a number says nothing.
        """
        mine, theirs = _pairs(whole), _pairs(known.words)
        shared = 2 * len(mine & theirs) / (len(mine) + len(theirs))
        telling = known.tokens - self._common
        if telling and known.tokens <= tokens:
            shared = max(shared, 0.55 + 0.34 * len(known.words) / max(len(whole), 1))
        if whole.isascii() and known.words.isascii() and not telling & tokens and shared < _LIKE_LETTERS:
            return 0
        return min(shared, SURE - 0.01)

    def _bare(self, text: str) -> str:
        for word, _ in self._stages:
            text = text.replace(word, "")
        return text


def stage_words(stage: Stage) -> list[str]:
    """The words that name a stage, in several languages."""
    found: list[str] = _lists()["stages"][stage.value]
    return found


def _speaks_of(head: ColumnHead, texts: list[frozenset[str]]) -> bool:
    tokens, whole = _tokens(head.shown), words(head.shown)
    return any(
        all(token in tokens if token.isascii() else token in whole for token in text) for text in texts
    )


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(unicodedata.normalize("NFKC", text).replace("_", " ").lower()))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


_PUPILS = {"boys", "boy", "girls", "girl", "男生", "女生", "男童", "女童"}
_SAID_ONCE = {("school_years", "offered"), ("school_years", "school"), ("school_years", "year")}  # keys stand with the school


@cache
def _lists() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return found


def _simplified(text: str) -> str:
    return text.translate(str.maketrans(_lists()["traditional"]))


def _known(text: str, table: str, fact: str, origin: str, stage: Stage | None = None) -> Known:
    text = _simplified(text)  # the Japanese words for classes and staff are written in some of these characters too
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
