"""What every check reads: the document's sentences with their figures and years, its titles, its level, the plan where one was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from junheng.rules.plans.doctor.figures import Figure, figures, narrow
from junheng.rules.plans.doctor.words import known
from junheng.rules.plans.document import Document, Sentence
from junheng.rules.plans.plan import Level, Plan
from junheng.rules.plans.reading.numbers import number

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?=\s*(?:年|[-~至—]\s*(?:19|20)\d\d|[〕】\]）)]|[，,、]|秋|春|学年))")
_CHINESE_YEAR = re.compile(r"([〇○零一二三四五六七八九]{4})\s*年")
_NUMBERED = re.compile(r"[〔【\[（(]\s*$")
_DATED = re.compile(r"^[（(]?.{0,24}?((?:19|20)\d\d|[〇○零一二三四五六七八九]{4})\s*年(?:\s*[\d一二三四五六七八九十]{1,3}\s*月.{0,6})?[）)]?$")
_PERIOD = re.compile(r"(?:19|20)\d\d\s*年?(?:\d{1,2}月)?\s*[-~至—–－]{1,2}\s*(?:19|20)\d\d")
_SINCE = re.compile(r"^\s*(?:年)?\s*(?:以来|来|起|开始|出台|颁布|印发|发布|修订|通过|公布|秋季?起)")


@dataclass(frozen=True)
class Year:
    """A year that is printed in digits. `start` in the sentence; `of_document`: in a document's number or name."""

    value: int
    sentence: Sentence
    start: int
    of_document: bool = False
    cited: bool = False  # inside 《》: another document's period
    past: bool = False  # 2020年以来
    present: bool = False  # under a heading like 基本情况

    @property
    def line(self) -> int:
        return self.sentence.line_at(self.start)


@dataclass(frozen=True)
class Told:
    """A sentence with its figures and with the heading it stands under."""

    sentence: Sentence
    text: str  # signs and digits half-width
    figures: tuple[Figure, ...]
    heading: str

    @property
    def line(self) -> int:
        return self.sentence.line

    def at(self, offset: int) -> int:
        return self.sentence.line_at(offset)


@dataclass(frozen=True)
class Examined:
    document: Document
    plan: Plan | None = None

    @cached_property
    def told(self) -> tuple[Told, ...]:
        return tuple(Told(each, narrow(each.text), tuple(figures(each.text)), self.heading_of(each.line)) for each in self.document.sentences)

    @cached_property
    def paragraphs(self) -> tuple[tuple[Told, ...], ...]:
        """Sentences of one line of the document together."""
        return tuple(tuple(group) for _, group in groupby(self.told, key=lambda each: each.line))

    @cached_property
    def text(self) -> str:
        return "\n".join(each.text for each in self.told)

    def heading_of(self, line: int) -> str:
        """Titles of the headings above a line, the innermost last."""
        open_titles: dict[int, str] = {}
        for each in self.document.headings:
            if each.line > line:
                break
            open_titles = {level: title for level, title in open_titles.items() if level < each.level}
            if each.style not in ("title", "篇"):
                open_titles[each.level] = each.title
        return "/".join(open_titles.values())

    @cached_property
    def years(self) -> tuple[Year, ...]:
        return tuple(found for each in self.told for found in _years(each))

    @cached_property
    def issued(self) -> tuple[int, int] | None:
        """Year and line of the date that stands by itself under the title or at the end."""
        lines = [line for line in self.document.lines if line.text.strip() and not line.in_table]
        for line in (*lines[-3:][::-1], *lines[:5]):
            found = _DATED.match(line.text.strip())
            if found and len(line.text.strip()) <= 40 and not _PERIOD.search(line.text) and not re.search("规划|方案|计划|纲要", line.text.split("年")[0][-6:]):
                return int(number(found.group(1)) or 0), line.number
        if self.plan is not None and self.plan.issued.year:
            return self.plan.issued.year, lines[0].number if lines else 1
        return None

    @cached_property
    def dated_lines(self) -> frozenset[int]:
        """Lines that are a date and nothing else."""
        return frozenset(line.number for line in self.document.lines if len(line.text.strip()) <= 40 and _DATED.match(line.text.strip()))

    @cached_property
    def titles(self) -> tuple[tuple[int, str], ...]:
        """Line and text of the lines before the first numbered heading that name the plan."""
        first = next((each.line for each in self.document.headings if each.style not in ("title", "篇")), 10**6)
        short = [(line.number, line.text.strip()) for line in self.document.lines if line.number < min(first, 8)]
        return tuple((line, text) for line, text in short if 4 <= len(text) <= 40 and re.search("规划|方案|计划|意见", text) and not re.search("[。，；]", text))

    @cached_property
    def level(self) -> Level | None:
        """Whose plan the title says it is. None where it does not tell."""
        if self.plan is not None and self.document.lines == ():
            return self.plan.level
        titles = [re.split("义务教育|均衡|教育", text)[0] for _, text in self.titles]
        for level, pattern in ((Level.SCHOOL, "小学|中学|学校|高中|幼儿园"), (Level.TOWNSHIP, "[乡镇]$|学区$|中心校$"), (Level.COUNTY, "[县区旗市]")):
            if any(re.search(pattern, title) for title in titles):
                return level
        return None

    @cached_property
    def has_period(self) -> bool:
        """The title tells from when to when: what has no deadline of its own ends with the plan."""
        titled = any(_PERIOD.search(line.text) or re.search(r"十[一二三四五]五|三年行动|五年规划|(?:19|20)\d\d年(?!\d{1,2}月)", line.text) for line in self.document.lines[:6] if len(line.text) <= 60 and not re.search("[。，]", line.text))
        return titled or bool(self.plan and self.plan.ends)

    @property
    def is_primary(self) -> bool:
        return self.level == Level.SCHOOL and any("小学" in text for _, text in self.titles)

    def having(self, pattern: str) -> Iterator[tuple[Told, re.Match[str]]]:
        for each in self.told:
            for found in re.finditer(pattern, each.text):
                yield each, found

    def first(self, pattern: str) -> tuple[Told, re.Match[str]] | None:
        return next(self.having(pattern), None)


def _years(told: Told) -> Iterator[Year]:
    sentence = told.sentence
    present = any(word in told.heading for word in known().present)
    for found in _YEAR.finditer(narrow(sentence.text)):
        before, after = sentence.text[: found.start()], sentence.text[found.end() :]
        number_of = bool(_NUMBERED.search(before)) and bool(re.match(r"\s*[〕】\]）)]\s*\d+\s*号", after))
        cited = before.count("《") > before.count("》")
        yield Year(int(found.group(1)), sentence, found.start(), number_of, cited, bool(_SINCE.match(after)), present)
    for found in _CHINESE_YEAR.finditer(sentence.text):
        yield Year(int(number(found.group(1)) or 0), sentence, found.start(), present=present)
