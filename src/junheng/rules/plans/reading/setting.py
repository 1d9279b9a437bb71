"""What stands around each sentence: the titles above it, and the deadline that a list inherits from the line before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from junheng.rules.plans.document import Document, Heading, Sentence
from junheng.rules.plans.plan import When
from junheng.rules.plans.reading.about import first_year, says_what_it_is
from junheng.rules.plans.reading.clauses import clauses, narrow
from junheng.rules.plans.reading.deadlines import deadlines
from junheng.rules.plans.reading.found import Setting
from junheng.rules.plans.reading.tense import is_planned_title, is_present_title, modes

_LABEL = re.compile(r"[【〖\[]([一-龥]{2,14})[】〗\]]")  # 【学校基础】 begins a paragraph as a title would
_BY_WHEN = re.compile(r"^\s*(?:(?:完成|办结|整改|实施|责任)?(?:时限|期限|时间)(?:要求|节点)?|时间节点|何时完成)\s*$")


@dataclass(frozen=True)
class _Carried:
    when: When
    paragraph: str


def settings(document: Document, always: bool) -> Iterator[tuple[Sentence, Setting]]:
    """`always`: every sentence of this document may promise something, not only those under headings that plan."""
    waiting = list(document.headings)
    open_headings: list[Heading] = []
    carried: _Carried | None = None
    rows = dict(_row_deadlines(document))
    titled, tabled = says_what_it_is(document), {line.number for line in document.lines if line.in_table}  # a table may be an annex of data
    since, told, label = first_year(document), 0, ""
    for sentence in document.sentences:
        while waiting and waiting[0].line <= sentence.line:
            _open(open_headings, waiting.pop(0))
            label = ""
        label = found.group(1) if (found := _LABEL.match(sentence.text)) else label
        titles = (*(each.title for each in open_headings if each.style != "篇"), *([label] if label else []))
        carried = carried if carried and _under(sentence.paragraph, carried.paragraph) else None
        own = carried.when if carried else _of_titles(open_headings)
        own = rows.get(sentence.line, own)
        present = is_present_title(titles[-2:]) or sentence.line == told
        around = Setting(titles, present, always or (titled and sentence.line not in tabled) or is_planned_title(titles), own, since)
        told = sentence.line if not is_planned_title(titles) and _ends_in_present(sentence, around) else 0  # a preface that tells of what is goes on so
        yield sentence, around
        carried = _carries(sentence) or carried


def _row_deadlines(document: Document) -> Iterator[tuple[int, When]]:
    """Of a table with a column 完成时限: by when what stands in a row is asked for."""
    column: int | None = None
    for line in document.lines:
        cells = narrow(line.text).split("\t") if line.in_table else []
        headed = next((at for at, cell in enumerate(cells) if _BY_WHEN.search(cell)), None)
        column = headed if headed is not None else column if cells else None
        dated = deadlines(cells[column]) if headed is None and column is not None and column < len(cells) else ()
        if dated:
            yield line.number, dated[-1].when


def _ends_in_present(sentence: Sentence, around: Setting) -> bool:
    return modes(clauses(sentence.text), around)[-1:] == ["present"]


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
