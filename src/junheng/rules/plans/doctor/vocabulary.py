"""Terms: two for one thing, one for two, undefined rates; misspellings that a general mechanism can tell; names that differ in one character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.found import FOLDER, PlanFinding, found
from junheng.rules.plans.doctor.words import known
from junheng.terms import Message
from junheng.terms.content import Content, parse

Words = tuple[str, ...]


class Same(Content):
    terms: Words
    zh: str
    en: str


class BothWays(Content):
    term: str
    one: str
    other: str


class Office(Content):
    names: Words
    since: int
    zh: str
    en: str


class Vocabulary(Content):
    source: str
    same: tuple[Same, ...]
    both_ways: tuple[BothWays, ...]
    defined_by: str
    set_phrases: Words
    known_terms: Words
    confused: dict[str, str]
    doubled: str
    adverbs: Words
    offices: tuple[Office, ...]
    county_matters: Words
    county_least: int
    primary_cannot: Words
    foreign_is_natural: str
    placeholder: str


@cache
def vocabulary() -> Vocabulary:
    return parse((FOLDER / "vocabulary.yaml").read_text("utf-8"), "vocabulary.yaml", Vocabulary)


# ---- terms ----


def terms(examined: Examined) -> Iterator[PlanFinding]:
    yield from _two_terms(examined)
    yield from _both_ways(examined)
    yield from _rates(examined)
    yield from _bounds(examined)
    yield from _near_names(examined)


def _places(examined: Examined, term: str, longer: list[str]) -> list[tuple[Told, int]]:
    hidden = [other for other in longer if term in other]
    found_at = []
    titles = {line for line, _ in examined.titles} | {each.line for each in examined.document.headings if each.style == "title"}
    for told in examined.told:
        text = told.text if told.line not in titles else ""
        for other in hidden:
            text = text.replace(other, "〓" * len(other))
        found_at += [(told, each.start()) for each in re.finditer(_MIDDLE_SCHOOL if term == "中学" else re.escape(term), text)]
    return found_at


_MIDDLE_SCHOOL = r"(?<![^、和与及各到，。的乡镇城（(])中学(?!生)"  # not the end of a school's name


def _two_terms(examined: Examined) -> Iterator[PlanFinding]:
    for group in vocabulary().same:
        places = {term: _places(examined, term, [each for each in (*group.terms, *(("高级中学", "完全中学", "初级中学", "职业中学") if term == "中学" else ())) if each != term]) for term in group.terms}
        used = {term: each for term, each in places.items() if each}
        if len(used) >= 2:
            figure = "、".join(f"{term} × {len(each)}" for term, each in used.items())
            rarest = min(used.values(), key=len)
            lines = tuple(dict.fromkeys(told.at(start) for each in used.values() for told, start in each))
            yield found("two-terms", rarest[0][0], figure, rarest[0][1], lines, what=Message(group.zh, group.en))


def _both_ways(examined: Examined) -> Iterator[PlanFinding]:
    for each in vocabulary().both_ways:
        one = examined.first(rf"到[^，。；,;]{{0,14}}?(?:{each.one})[^，。；,;]{{0,10}}?{each.term}")
        other = examined.first(rf"(?:到|前往|赴)[^，。；,;]{{0,6}}?(?:{each.other})[^，。；,;]{{0,10}}?{each.term}")
        if one and other:
            yield found("one-term-two", other[0], f"{one[1].group()[:16]}; {other[1].group()[:16]}", other[1].start(), (one[0].line, other[0].line), term=each.term)


def _rates(examined: Examined) -> Iterator[PlanFinding]:
    if re.search(vocabulary().defined_by, examined.text):
        return
    places = {rate: found_at for rate in known().entry_rates if (found_at := _places(examined, rate, [each for each in known().entry_rates if each != rate]))}
    if len(places) >= 2:
        first = min((each for found_at in places.values() for each in found_at), key=lambda each: each[0].line)
        yield found("rates-undefined", first[0], "、".join(places), first[1], tuple(dict.fromkeys(told.line for found_at in places.values() for told, _ in found_at)), rates="、".join(places))


def _bounds(examined: Examined) -> Iterator[PlanFinding]:
    for told, each in examined.having(r"\d+(?:周岁|岁)(?:以下|以上)(?!\s*[（(](?:含|不含))"):
        if re.search("教师|校长|干部", told.text[max(0, each.start() - 4) : each.end() + 14]):
            yield found("bound-open", told, each.group(), each.start())


def _near_names(examined: Examined) -> Iterator[PlanFinding]:
    """One school by two names: 某某小学 and 某某学校."""
    names: dict[str, int] = {}
    for line in examined.document.lines:
        for each in re.finditer(r"([一-龥]{2,14}?[乡镇村县市区]?[一-龥]{2,8})(小学|学校|中学)", line.text):
            if len(line.text) <= 40 or each.start() == 0:
                names.setdefault(each.group(), line.number)
    for one, other in combinations(names, 2):
        if one[:-2] == other[:-2] and one[-2:] != other[-2:] and len(one) >= 6:
            yield found("name-varies", names[other], f"{one} / {other}", lines=(names[one], names[other]), one=one, other=other)
            return


# ---- wording ----


def wording(examined: Examined) -> Iterator[PlanFinding]:
    words = vocabulary()
    for told, each in examined.having(words.doubled):
        yield found("doubled", told, told.text[max(0, each.start() - 3) : each.end() + 2], each.start())
    for told, each in examined.having(r"(?<!\d)(?:到|至)(?:19|20)\d\d(?=[，,、。])"):
        yield found("year-word-missing", told, each.group(), each.start())
    for told, each in examined.having("|".join(map(re.escape, words.confused))):
        yield found("misspelt", told, f"{each.group()} → {words.confused[each.group()]}", each.start(), right=words.confused[each.group()])
    for told, each in examined.having(rf"(?:{'|'.join(words.adverbs)})[和与及](?=[一-龥]{{2}})"):
        yield found("word-missing", told, each.group(), each.start(), what=Message("副词后的“和”多余，或缺少一个词", "和 after an adverb: one word too many or one missing"))
    yield from _turned(examined)
    yield from _near_phrases(examined)


def _turned(examined: Examined) -> Iterator[PlanFinding]:
    """机算计: the characters of a known term in another order, where the term itself may stand elsewhere."""
    for term in vocabulary().known_terms:
        orders = {term[1] + term[0] + term[2:], term[0] + term[2] + term[1], term[1] + term[2] + term[0], term[2] + term[1] + term[0]} - {term}
        for told, each in examined.having("|".join(orders)):
            rest = told.text[max(0, each.start() - 2) : each.end() + 2]
            if term not in rest:
                yield found("misspelt", told, f"{each.group()} → {term}", each.start(), right=term)


def _near_phrases(examined: Examined) -> Iterator[PlanFinding]:
    for phrase in vocabulary().set_phrases:
        if len(phrase) < 4:
            continue
        for told in examined.told:
            for start, piece in _near(told.text, phrase):
                if not any(other in told.text and piece in other for other in vocabulary().set_phrases):
                    yield found("misspelt", told, f"{piece} → {phrase}", start, right=phrase)


def _near(text: str, phrase: str) -> Iterator[tuple[int, str]]:
    """Places where one character of the phrase (of five or more) is another, or one (of six or more) is lost. Its ends have to be right but for the last."""
    size = len(phrase)
    if size >= 5:
        for place in range(size):
            for each in re.finditer(re.escape(phrase[:place]) + "([一-龥])" + re.escape(phrase[place + 1 :]), text):
                if each.group(1) != phrase[place] and not _may_differ(phrase, place):
                    yield each.start(), each.group()
    if size >= 6:
        for place in range(1, size - 1):
            for each in re.finditer(re.escape(phrase[:place] + phrase[place + 1 :]), text):
                if phrase[place] not in "、的" and phrase not in text[max(0, each.start() - 1) : each.end() + 1]:
                    yield each.start(), each.group()


def _may_differ(phrase: str, place: int) -> bool:
    """At the first character another word may end; 针对性和时代性 is no misspelling of 针对性和实效性 by two characters."""
    return place == 0 and not phrase.startswith("实验")
