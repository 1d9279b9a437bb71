"""Programmes (工程, 行动, 计划) and systems (制度, 机制) that a plan names; `empty` where a list names one and nothing more is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from junheng.rules.plans.document import Document
from junheng.rules.plans.reading.clauses import narrow

_QUOTED = re.compile(r"[“「\"]([^”」\"]{2,20}?(?:工程|行动|计划|项目))[”」\"]|[“「\"]([^”」\"]{2,20})[”」\"](?=工程|行动计划|项目)")
_CARRIED = re.compile(r"(?:实施|启动|推进|开展|深入实施|大力实施|组织实施|全面实施)([^“”,;。、和及]{2,18}?(?:工程|行动|计划))")
_SYSTEM = re.compile(r"(?:建立健全|建立和完善|建立完善|建立|健全|完善|实行|推行|落实)(?:和|与)?([^“”,;。、]{2,24}?(?:制度|机制|责任制))")
_LISTED = re.compile(r"([^,;。、和及（）()“”]{2,16}?工程)(?=[、和及与,。]|$)")


def programmes(document: Document) -> list[tuple[str, int, bool]]:
    """Title, line, empty."""
    found: dict[str, int] = {}
    for sentence in document.sentences:
        text = narrow(sentence.text)
        for name in _names(text):
            found.setdefault(name, sentence.line)
    everything = narrow("\n".join(line.text for line in document.lines))
    headed = {name for name in found for heading in document.headings if name in heading.title}
    return [(name, line, _is_empty(name, everything, headed)) for name, line in found.items()]


def _names(text: str) -> Iterable[str]:
    for found in _QUOTED.finditer(text):
        yield found.group(1) or found.group(2)
    for found in _CARRIED.finditer(text):
        yield found.group(1)
    for found in _SYSTEM.finditer(text):
        yield found.group(1)
    listed = [re.sub(r"^.*(?:实施|推进|启动|完成|抓好)", "", found.group(1)) for found in _LISTED.finditer(text)]
    if len(listed) > 1:
        yield from (each for each in listed if len(each) > 3)


def _is_empty(name: str, everything: str, headed: set[str]) -> bool:
    """Others of its kind have a heading of their own, it is named once and has none."""
    kind = name[-2:]
    return kind == "工程" and len([each for each in headed if each.endswith(kind)]) > 1 and name not in headed and everything.count(name) == 1
