"""By when: a year, the end of a five-year plan, a number of years; and how often: every term, every year, regularly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from junheng.rules.plans.plan import Rhythm, When
from junheng.rules.plans.reading.numbers import number
from junheng.rules.plans.reading.words import Deadlines, Rhythms, any_of, words

_YEAR = re.compile(
    r"(?P<lead>(?:争取|力争|确保|计划|自|从|在)?(?:到|至|截至|于)?)\s*(?P<year>(?:19|20)\d\d|[〇○零一二三四五六七八九]{4}(?=年))\s*(?:年|(?=[,，。；;]|秋|春|届))"
    r"(?P<tail>(?:秋季|春季)?(?:学期)?(?:开学)?(?:年?底|末|初|上半年|下半年|暑假|寒假|第?[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?(?:底|份)?)?(?:以?前|之前|起|开始)?)"
)
_RANGE = re.compile(r"(?:19|20)\d\d\s*年?\s*[-至~—到]\s*((?:19|20)\d\d)\s*年")
_MARKS = re.compile(r"[年期五]|20\d\d")
_BARE = re.compile(r"[到至]((?:19|20)\d\d)(?=[,，])")


@dataclass(frozen=True)
class Dated:
    start: int
    end: int
    when: When
    opens: bool  # 到2027年: what follows is asked for by then
    is_start: bool = False  # 由2024年的61%提升至95%: the year a change sets out from


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(rf"(?:到|在|至)?[“\"「]?({any_of(words(Deadlines).plans)})[”\"」]?(?:规划)?(期间|时期|期末|末期|末|期内|结束)")


@cache
def _within() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each) for each in words(Deadlines).within)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(any_of(words(Deadlines).named))


@lru_cache(maxsize=1 << 12)  # each rule asks for those of the same clause
def deadlines(text: str) -> tuple[Dated, ...]:
    """All years and terms of a clause (half-width signs) that may be deadlines, from the left, none inside another; see `due`."""
    if not _MARKS.search(text):
        return ()
    found = [_spanned(each, each.group().strip(), int(each.group(1)), True) for each in _RANGE.finditer(text)]
    for year in _YEAR.finditer(text):
        dated = _spanned(year, year.group().strip(), int(number(year["year"]) or 0), bool(year["lead"] or year["tail"]))
        found.append(replace(dated, is_start=_is_start(year, text)))
    found += [_spanned(each, each.group().strip(), int(each.group(1)), True) for each in _BARE.finditer(text)]
    found += [_spanned(each, each.group().strip(), words(Deadlines).plans[each.group(1)], True) for each in _plan().finditer(text)]
    found += [_spanned(each, each.group().strip(), None, True) for form in (*_within(), _named()) for each in form.finditer(text)]
    kept: list[Dated] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def due(dated: Sequence[Dated]) -> When | None:
    """The last of them that is a deadline."""
    return next((each.when for each in reversed(dated) if not each.is_start), None)


def _is_start(year: re.Match[str], text: str) -> bool:
    """由2024年的61%提升至95%, 较2024年提高; 从2026年起 is a deadline."""
    compared = re.search(r"(?:由|较|比|相比|与)$", text[: year.start()]) or year["lead"] in ("从", "自")
    return bool(compared) and not re.match(r"起|开始", year["tail"] or "") and not re.match(r"\s*(?:起|开始|[-至~—到])", text[year.end() :])


def _spanned(found: re.Match[str], printed: str, year: int | None, opens: bool) -> Dated:
    return Dated(found.start(), found.end(), When(printed=_core(printed), year=year), opens)


def _core(printed: str) -> str:
    return re.sub(r"^(?:争取|力争|确保|计划|自|从|在|到|至|截至|于|用|利用)+", "", printed) or printed


@cache
def _rhythm() -> tuple[re.Pattern[str], dict[str, Rhythm]]:
    names = {each: Rhythm(rhythm) for rhythm, group in words(Rhythms).rhythms.items() for each in group}
    return re.compile(rf"(?<!不)({any_of(names)})(?!教学点)"), names


def rhythm_of(text: str) -> Rhythm | None:
    form, names = _rhythm()
    found = form.search(text)
    return names[found.group(1)] if found else None


def rhythm_span(text: str) -> tuple[int, int] | None:
    found = _rhythm()[0].search(text)
    return found.span() if found else None
