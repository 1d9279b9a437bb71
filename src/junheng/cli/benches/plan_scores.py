"""A reading held against its gold: which targets were read right, missed, or read where none is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from junheng.rules.plans.document import Reading
from junheng.rules.plans.plan import BaselineFact, Comparator, Duty, Target
from junheng.rules.plans.reading import read_plan
from junheng.terms.content import EMPTY, Content, Read, parse

_ALIKE = 0.5  # the share of a term's characters that a reading has to hold


def _many(value: object) -> object:
    return [value] if isinstance(value, str) else value


class GoldTarget(Content):
    """`unit` may name several where more than one is right; `optional`: neither missed nor extra."""

    id: str = ""
    line: int
    term: str
    comparator: Comparator | None = None
    value: Decimal | None = None
    value_from: Decimal | None = None
    unit: Annotated[tuple[str, ...], Read(_many)] = ()
    year: int | None = None
    optional: bool = False


class GoldDuty(Content):
    id: str = ""
    line: int
    term: str
    kind: str = ""


class GoldFact(Content):
    line: int
    term: str
    value: Decimal
    unit: Annotated[tuple[str, ...], Read(_many)] = ()


class Gold(Content):
    document: str
    targets: tuple[GoldTarget, ...] = ()
    duties: tuple[GoldDuty, ...] = ()
    facts: tuple[GoldFact, ...] = ()
    held_out: bool = False  # written after the rules; `first_run` is what they found then, before any change
    first_run: dict[str, int] = EMPTY


@dataclass(frozen=True)
class Score:
    """`pairs`: gold target and its reading (None: missed). `extra`: readings with a number that no gold asks for."""

    name: str
    pairs: tuple[tuple[GoldTarget, Target | None], ...]
    extra: tuple[Target, ...]
    duties: tuple[tuple[GoldDuty, bool], ...]
    facts: tuple[tuple[GoldFact, bool], ...]

    @property
    def right(self) -> int:
        return sum(read is not None for _, read in self.pairs)


def load_gold(path: Path) -> Gold:
    return parse(path.read_text("utf-8"), path.name, Gold)


def score(name: str, gold: Gold, reading: Reading) -> Score:
    numeric = [each for each in reading.plan.targets if each.value is not None]
    left = list(numeric)
    pairs: list[tuple[GoldTarget, Target | None]] = []
    for wanted in (each for each in gold.targets if each.value is not None and not each.optional):
        read = max((each for each in left if _is(wanted, each)), key=lambda each: _alike(wanted.term, f"{each.indicator.zh}"), default=None)
        left = [each for each in left if each is not read]
        pairs.append((wanted, read))
    spare = [each for each in gold.targets if each.optional]
    extra = tuple(each for each in left if not any(_spared(one, each) for one in spare))
    return Score(name, tuple(pairs), extra, tuple((each, _has_duty(each, reading)) for each in gold.duties), tuple((each, _has_fact(each, reading.plan.facts)) for each in gold.facts))


def scores(gold_folder: Path, documents: Iterable[Path]) -> list[tuple[Gold, Score]]:
    """Each gold file of the folder whose document lies in one of the folders of documents."""
    found = []
    for path in sorted(gold_folder.glob("*.yaml")):
        if not re.search("^targets:", path.read_text("utf-8"), re.MULTILINE):
            continue  # gold of something else: the problems of the plans
        gold = load_gold(path)
        document = next((each / gold.document for each in documents if (each / gold.document).is_file()), None)
        if document:
            found.append((gold, score(path.stem, gold, read_plan(document))))
    return found


def totals(found: Sequence[Score]) -> dict[str, Any]:
    wanted, right = sum(len(each.pairs) for each in found), sum(each.right for each in found)
    extra = sum(len(each.extra) for each in found)
    duties = [hit for each in found for _, hit in each.duties]
    facts = [hit for each in found for _, hit in each.facts]
    return {
        "targets": wanted, "right": right, "extra": extra, "recall": right / wanted if wanted else None, "precision": right / (right + extra) if right + extra else None,
        "duties": len(duties), "duties_found": sum(duties), "facts": len(facts), "facts_found": sum(facts),
    }


def _is(wanted: GoldTarget, read: Target) -> bool:
    """Line, value, unit and comparator right, and the words of the indicator in the reading or its sentence."""
    same = wanted.line == read.line and wanted.value == read.value and wanted.comparator == read.comparator
    return same and read.unit in wanted.unit and (wanted.value_from is None or wanted.value_from == read.value_from) and _alike(wanted.term, read.sentence) >= _ALIKE


def _spared(wanted: GoldTarget, read: Target) -> bool:
    return wanted.line == read.line and (wanted.value is None or wanted.value == read.value) and _alike(wanted.term, f"{read.indicator.zh}{read.sentence}") >= _ALIKE


def _alike(term: str, text: str) -> float:
    letters = set(term)
    return 1.5 if term in text else sum(each in text for each in letters) / max(len(letters), 1)


def _has_duty(wanted: GoldDuty, reading: Reading) -> bool:
    duties: list[str] = [each.what for each in reading.plan.duties if each.line == wanted.line and _kind(wanted, each)]
    states = [each.indicator.zh for each in reading.plan.targets if each.line == wanted.line and (each.value is None or not wanted.kind)]
    return any(_alike(wanted.term, each) >= _ALIKE for each in (*duties, *states))


def _kind(wanted: GoldDuty, read: Duty) -> bool:
    return not wanted.kind or wanted.kind == read.kind.value


def _has_fact(wanted: GoldFact, facts: Iterable[BaselineFact]) -> bool:
    return any(each.line == wanted.line and each.value == wanted.value and (not wanted.unit or each.unit in wanted.unit) for each in facts)
