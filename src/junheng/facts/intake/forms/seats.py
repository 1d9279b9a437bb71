"""A school that says it lies in another county than the one it belongs to, where the others of the county name their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from junheng.facts.delivery import FormsOf
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Severity

_FEW, _FEWEST = 0.1, 5  # the share of a county's seats that may be told, and the least of them that name the county
_WIDER = r"(?:[^省区]{2,3}省|[^区县]{2,9}自治区)?+(?:[^市州盟县区旗]{1,8}(?:市|自治州|州|盟|地区))?+"
_COUNTY = re.compile(rf"{_WIDER}([^县区旗市]{{1,12}}(?:自治县|自治旗|(?<!开发)(?<!高新)(?<!新)(?<!园)(?<!社)(?<!小)区|县|旗|市))(?=.{{1,20}}(?:镇|乡|街道|苏木))")


def seats_elsewhere(forms: Sequence[FormsOf]) -> Iterator[Finding]:
    """At the cell of the seat."""
    by_area: dict[str, list[tuple[FormsOf, str]]] = defaultdict(list)
    for each in forms:
        if each.area and each.seat:
            by_area[each.area].append((each, plain(each.seat[2])))
    for area, some in by_area.items():
        others = [(each, text) for each, text in some if plain(area) not in text]
        if others and len(some) - len(others) >= _FEWEST and len(others) <= max(1, _FEW * len(some)):
            yield from (_elsewhere(each, found[1]) for each, text in others if (found := _COUNTY.match(text)))


def _elsewhere(one: FormsOf, county: str) -> Finding:
    assert one.seat
    sheet, cell, text = one.seat
    return Finding(
        Severity.WARNING, "seat-elsewhere",
        Message(
            f"{one.name or one.school} 的驻地填的是“{text}”，在{county}，而属地管理的是{one.area}，其他学校的驻地都在{one.area}；请核对，改正填错的一处",
            f"the seat of {one.name or one.school} is {text}, in {county}; it belongs to {one.area}, where the other schools say they lie. Compare the two and correct the wrong one",
        ),
        one.file, sheet, cell, text, one.area or "",
    )
