"""What stands around each sentence: the titles above it, and the deadline that a list inherits from the line before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from junheng.rules.plans.document import Document, Heading, Sentence
from junheng.rules.plans.plan import When
from junheng.rules.plans.reading.clauses import narrow
from junheng.rules.plans.reading.deadlines import deadlines
from junheng.rules.plans.reading.found import Setting
from junheng.rules.plans.reading.tense import is_planned_title, is_present_title


@dataclass(frozen=True)
class _Carried:
    when: When
    paragraph: str


def settings(document: Document, always: bool) -> Iterator[tuple[Sentence, Setting]]:
    """`always`: every sentence of this document may promise something, not only those under headings that plan."""
    waiting = list(document.headings)
    open_headings: list[Heading] = []
    carried: _Carried | None = None
    for sentence in document.sentences:
        while waiting and waiting[0].line <= sentence.line:
            _open(open_headings, waiting.pop(0))
        titles = tuple(each.title for each in open_headings if each.style != "篇")
        carried = carried if carried and _under(sentence.paragraph, carried.paragraph) else None
        own = carried.when if carried else _of_titles(open_headings)
        present = is_present_title(titles[-2:])
        yield sentence, Setting(titles, present, always or is_planned_title(titles), own)
        carried = _carries(sentence) or carried


def _open(open_headings: list[Heading], heading: Heading) -> None:
    while open_headings and open_headings[-1].level >= heading.level:
        open_headings.pop()
    open_headings.append(heading)


def _under(paragraph: str, intro: str) -> bool:
    return paragraph == intro or not intro or paragraph.startswith(f"{intro}/")


def _of_titles(open_headings: list[Heading]) -> When:
    for heading in reversed(open_headings):
        dated = deadlines(narrow(heading.title)) if heading.style not in ("title", "篇") and len(heading.title) <= 30 else []
        if dated and dated[-1].when.year:
            return dated[-1].when
    return When()


def _carries(sentence: Sentence) -> _Carried | None:
    """到2027年，实现以下目标： — what stands under it is asked for by then."""
    if not sentence.text.rstrip().endswith(("：", ":", "下列目标。", "以下目标。")):
        return None
    dated = [each for each in deadlines(narrow(sentence.text)) if each.opens]
    return _Carried(dated[-1].when, sentence.paragraph) if dated else None
