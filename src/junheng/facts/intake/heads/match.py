"""Which fact stands under which head. Heads are matched by their words, never by their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from junheng.facts.intake.heads.class_sizes import in_sizes
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.source import Compared, Source, SourceColumn, once_per_source
from junheng.facts.intake.values.text import head_part, words
from junheng.facts.intake.values.units import NAMES, UNITS, called
from junheng.facts.tables import TABLES
from junheng.terms import Stage

_GONE = "\0"
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_NO_WORDS = re.compile(r"[a-z\d年月日度~]+")
_PART = "其中"  # a group of which nothing is known but that it is a part: 其中民办 > 在校生
_BY_GRADES = re.compile("^(?:各个?|分|按)年级分?|(?:各|分|按)年级分?$")  # of a group: the lines below it name the grades, and the total
# what stands over a bare head, by the fact of the column that is its whole
WORDS_OF_WHOLES = {"pupils": "在校生", "classes": "班数", "teachers": "专任教师", "computers": "计算机", "classrooms": "教室"}
_MOST_REMEMBERED = 1 << 16  # texts and heads that were looked up


@dataclass(frozen=True)
class Match:
    """`column` is None where the head is known and not needed. `strength`: how much of the head the words explain.

    is_aside: the fact is one of ours, but another line of the head says that it is last year's, planned, per pupil.
    doubt: words over it that nobody knows: 午餐补助 > 学生数 may be some of the pupils.
    about: the fact that a head not needed is some of: 县聘编外专任教师; told where the list has no column of it.
    """

    column: SourceColumn | None
    stage: Stage | None = None
    strength: int = 0
    is_aside: bool = False
    compared: Compared | None = None
    doubt: str = ""
    about: str = ""


@dataclass(frozen=True)
class _Pattern:
    words: tuple[str, ...]  # longest first, so that 高中阶段以下 is not taken for 高中阶段
    without: tuple[str, ...]
    column: SourceColumn | None
    first: str  # of the words: nearly all patterns are told not to fit by it alone
    compared: Compared | None = None


class Vocabulary:
    """The words of a source that add nothing, and its words for the stages."""

    def __init__(self, source: Source) -> None:
        self._neutral = _longest_first(source.neutral)
        named = [(words(word), stage) for stage, names in source.stages.items() for word in names]
        self._stages = sorted(named, key=lambda pair: -len(pair[0]))
        self._groups = _longest_first(source.groups)

    def explain(self, pattern: Iterable[str], parts: Sequence[str]) -> tuple[Stage | None, int, str] | None:
        """Whether the pattern's words explain a head (its lines from top to leaf); the stage it names, how much of it, and what the lines over it say beside.

        pattern: words, longest first.
        """
        joined = rest = "|".join(parts)
        strength = 0
        for word in pattern:
            if word not in rest:
                return None
            # the deepest mention is meant: 高中 > 专任教师 > 高中阶段
            before, _, after = rest.rpartition(word)
            rest = before + _GONE + after
            strength += len(word)
        if (line := self._explained(rest, joined)) is None:
            return None
        return self._stage_in(rest), strength, next(filter(None, map(self.doubt, rest.split("|")[:line])), "") if self._groups else ""

    def stage_of(self, text: str) -> Stage | None:
        """The stage a text names and nothing else: 初中, not 初中生."""
        return next((stage for word, stage in self._stages if word == text), None)

    def says_nothing(self, text: str) -> bool:
        """Whether a text has words that add nothing, and no other: 合计, 小学合计."""
        return text != "" and not self._residue(text)

    def _explained(self, rest: str, joined: str) -> int | None:
        """The lowest line that says more than `total`, if nothing is left of it."""
        lines = [*zip(rest.split("|"), joined.split("|"), strict=True)]
        for line, (left, whole) in reversed([*enumerate(lines)]):
            if self._residue(left):
                return None
            if self._residue(whole):
                return None if any(_PART in upper and self._residue(upper) for upper, _ in lines[:-1]) else line
        return 0 if _GONE in rest else None

    def doubt(self, text: str) -> str:
        """What is left of a line over the fact when the words of groups are taken out. Neutral words stand within these (数据, 在册) and these within neutral ones (授课课程): nothing is left where either order leaves nothing."""
        is_doubted = all(_NO_WORDS.sub("", left) for left in (self._without_groups(self._residue(text)), self._residue(self._without_groups(text))))
        return text.replace(_GONE, "") if is_doubted else ""

    def _without_groups(self, text: str) -> str:
        for word in self._groups:
            text = text.replace(word, "")
        return text

    def _residue(self, text: str) -> str:
        for word, _ in self._stages:
            text = text.replace(word, "")
        text = text.replace(f"{_GONE}中", _GONE)  # 专任教师中本科
        for word in self._neutral:
            text = text.replace(word, "")
        return text.replace(_GONE, "")

    def _stage_in(self, rest: str) -> Stage | None:
        """The stage named nearest to the leaf, outside the words of the pattern."""
        for part in reversed(rest.split("|")):
            for word, stage in self._stages:
                if word in part:
                    return stage
        return None


class Matcher:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._looked_up: set[str] = set()
        self._known_anchors: set[str] = set()
        self._matched: dict[tuple[tuple[str, ...], str], Match | None] = {}
        self._vocabulary = Vocabulary(source)
        self._aside = _longest_first(source.aside)
        self._anchors = {words(head) for head in source.anchor}
        self._patterns = [
            _pattern(head, column.without, column) for column in source.columns for head in column.heads
        ]
        self._patterns += [_pattern(head, each.without, None, each) for each in source.compared for head in each.heads]
        self._patterns += [_pattern(head, (), None) for head in source.ignore if "*" not in head]

    @cached_property
    def _exact(self) -> dict[str, _Pattern]:
        """Patterns of one word by that word: a head that says just this needs no search."""
        found: dict[str, _Pattern] = {}
        for pattern in self._patterns:
            if len(pattern.words) == 1:
                found.setdefault(pattern.words[0], pattern)
        return found

    @cached_property
    def _with_unit(self) -> dict[str, list[_Pattern]]:
        """[一年级 人] by its unit, without it: that is what a head of 一年级 over 人 leaves."""
        found: dict[str, list[_Pattern]] = {}
        for pattern in self._patterns:
            if pattern.column and len(pattern.words) > 1:
                for unit in NAMES.intersection(pattern.words):
                    rest = tuple(word for word in pattern.words if word != unit)
                    found.setdefault(called(unit), []).append(replace(pattern, words=rest, first=rest[0]))
        return found

    @cached_property
    def _schools(self) -> list[_Pattern]:
        return [pattern for pattern in self._patterns if pattern.column and pattern.column.fact in ("name", "school")]

    @cached_property
    def _ignored(self) -> list[re.Pattern[str]]:
        return [
            re.compile(".*".join(re.escape(words(part)) for part in head.split("*")))
            for head in self._source.ignore
            if "*" in head
        ]

    def match(self, head: ColumnHead) -> Match | None:
        """The best pattern for a head, or None. Of two that fit, the one whose words explain more wins."""
        head = in_sizes(_without_by_grades(head))
        key = (head.parts, head.unit)
        if key not in self._matched:
            if len(self._matched) > _MOST_REMEMBERED:
                self._matched.clear()
            self._matched[key] = self._best(head)
        return self._matched[key]

    def says_nothing(self, text: str) -> bool:
        return self._vocabulary.says_nothing(text)

    def _best(self, head: ColumnHead) -> Match | None:
        found = self._nearest(head)
        said = [word for word in self._aside if any(word in part for part in head.parts)]
        if said and found and found.column and not any(word in each for each in map(words, found.column.heads) for word in said):
            return Match(None, is_aside=True)
        if said and found and found.compared and not any(word in head.parts[-1] for word in said):
            return replace(found, is_aside=True)
        if any(word in head.parts[-1] for word in said) and (found is None or not (found.column or found.compared)):
            is_aside = self._says_a_fact(head, said)
            return Match(None, is_aside=is_aside, about="" if is_aside else self._ends_with_a_fact(head))
        return found

    def _says_a_fact(self, head: ColumnHead, said: list[str]) -> bool:
        """专任教师（在编） is known but for the word that puts it aside: that is told, as a head of last year's is. So is what stands bare beside its whole: 应有较大班额."""
        leaf = head.parts[-1]
        for word in said:
            for written in (f"不含{word}", f"含{word}", f"{word}内", word):
                leaf = leaf.replace(written, "")
        outside = head_part(_BRACKETS.sub("", head.shown.rpartition(" > ")[2]))[0]  # 在校生（含附设幼儿园）
        over = [(), *((whole,) for whole in WORDS_OF_WHOLES.values() if self._source.compared)]
        near = (self._nearest(head._replace(parts=(*head.parts[:-1], *whole, text))) for text in (leaf, outside) if text for whole in over)
        return any(found and found.column and found.column.table == "school_years" for found in near)

    def _ends_with_a_fact(self, head: ColumnHead) -> str:
        """teachers of 县聘编外专任教师: whatever stands before 专任教师 makes some of them."""
        leaf = head.parts[-1]
        for start in range(1, len(leaf) - 1):
            found = self._nearest(head._replace(parts=(*head.parts[:-1], leaf[start:])))
            if found and found.column and found.column.table == "school_years" and not found.column.assumed:
                return found.column.fact
        return ""

    def _nearest(self, head: ColumnHead) -> Match | None:
        exact = self._exact.get(head.parts[0]) if len(head.parts) == 1 else None
        if exact and (match := self._try(exact, head)):
            return match
        joined = "|".join(head.parts)
        near = (pattern for pattern in self._patterns if pattern.first in joined and all(word in joined for word in pattern.words))
        found = [match for pattern in near if (match := self._try(pattern, head))]
        found = found or [match for pattern in self._with_unit.get(head.unit, ()) if (match := self._try(pattern, head))]
        if found:
            return max(found, key=lambda match: match.strength)
        if any(pattern.fullmatch(text) for pattern in self._ignored for text in (head.parts[-1], "|".join(head.parts))):
            return Match(None)
        return None

    def _try(self, pattern: _Pattern, head: ColumnHead) -> Match | None:
        if pattern.column and not unit_fits(pattern.column.table, pattern.column.fact, head.unit):
            return None
        if pattern.without and any(word in part for part in head.parts for word in pattern.without):
            return None
        if (found := self._vocabulary.explain(pattern.words, head.parts)) is None:
            return None
        stage, strength, doubt = found
        return Match(pattern.column, stage, strength, compared=pattern.compared, doubt=doubt if pattern.column and pattern.column.table == "school_years" else "")

    def anchors_among(self, texts: set[str]) -> set[str]:
        """Those of many cells (as `head_part` leaves them) that `is_anchor` knows; each text is looked up once."""
        new = texts - self._looked_up
        if new:
            if len(self._looked_up) > _MOST_REMEMBERED:
                self._looked_up.clear()
            self._looked_up |= new
            self._known_anchors |= {text for text in new if self._anchors_on(text)}
        return texts & self._known_anchors

    def is_anchor(self, text: str) -> bool:
        """Whether a single cell is the head by which a sheet is known: the source's anchor, else the school's name."""
        return text in self._known_anchors or (text not in self._looked_up and bool(self.anchors_among({text})))

    def _anchors_on(self, text: str) -> bool:
        if self._anchors:
            return text in self._anchors
        near = [pattern for pattern in self._schools if pattern.first in text and all(word in text for word in pattern.words)]
        head = ColumnHead(0, (text,), "", text)
        return bool(text) and any(self._try(pattern, head) is not None for pattern in near)


matcher_of = once_per_source(Matcher)


def _without_by_grades(head: ColumnHead) -> ColumnHead:
    """各年级班数 > 合计 is 班数 > 合计: of all grades."""
    if not any("年级" in part for part in head.parts[:-1]):
        return head
    groups = (_BY_GRADES.sub("", part) for part in head.parts[:-1])
    return head._replace(parts=(*filter(None, groups), head.parts[-1]))


def stages_named(text: str, stages: Iterable[tuple[Stage, tuple[str, ...]]]) -> set[Stage]:
    """The stages a title speaks of; 中小学 and 义务教育 speak of none in particular."""
    said = words(text).replace("中小学", "")
    return {stage for stage, names in stages if any(words(name) in said for name in names)}


def _pattern(head: str, without: tuple[str, ...], column: SourceColumn | None, compared: Compared | None = None) -> _Pattern:
    said = pattern_words(head)
    return _Pattern(said, tuple(words(word) for word in without), column, said[0] if said else "", compared)


@lru_cache(maxsize=1 << 13)  # the same sources are tried on every sheet of a delivery
def pattern_words(text: str) -> tuple[str, ...]:
    """The words of a pattern, longest first."""
    return tuple(_longest_first(text.split()))


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted({words(text) for text in texts} - {""}, key=lambda word: (-len(word), word))


def unit_fits(table: str, fact: str, unit: str) -> bool:
    """Whether a head may name this unit over the fact: no 班 over pupils."""
    known = next((each.unit for each in TABLES[table].columns if each.name == fact), None) if unit else None
    return known is None or unit in UNITS.get(known, {unit})
