"""Sentences to readings, without a file."""

from __future__ import annotations

from junheng.rules.plans.document import Document, Line
from junheng.rules.plans.plan import Plan
from junheng.rules.plans.reading import reading_of
from junheng.rules.plans.reading.headings import headings
from junheng.rules.plans.reading.sentences import sentences

PLANNED = "县义务教育均衡发展规划：加强教育管理，落实经费保障，推进学校建设，提高办学质量。"


def plan_of(*texts: str, titled: bool = True) -> Plan:
    """The plan read out of lines; the first line makes the text a plan, or the last one where the first of `texts` is the title."""
    whole_text = (PLANNED, *texts) if titled else (*texts, PLANNED)
    lines = tuple(Line(number, text) for number, text in enumerate(whole_text, start=1))
    found = tuple(headings(lines))
    whole, strays = sentences(lines, found)
    return reading_of(Document("plan.txt", lines, found, tuple(whole), tuple(strays))).plan


def targets(*texts: str) -> list[tuple[str, str, str, str]]:
    """Indicator, comparator, value (with its start), unit of every target with a number."""
    return [
        (each.indicator.zh, each.comparator, f"{each.value_from.normalize():f}-{each.value.normalize():f}" if each.value_from is not None else f"{each.value.normalize():f}", each.unit)
        for each in plan_of(*texts).targets if each.value is not None and (each.line or 0) > 1
    ]
