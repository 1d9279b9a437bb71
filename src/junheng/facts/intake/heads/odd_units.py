"""A unit in the words of a head that is none of ours: （百人）, (sq ft), ('000). Its figures are turned where that can be done, else not used; never read as if it were not there."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from junheng.facts.intake.values.text import plain
from junheng.facts.intake.values.units import NAMES
from junheng.terms import Unit

_LAND = tuple((re.compile(pattern), unit) for pattern, unit in (
    (r"\b(?:sq(?:uare)?\.?\s*(?:ft|feet|foot)|sqft|ft\s?2)\b|平方英尺", "square foot"),
    (r"\b(?:sq(?:uare)?\.?\s*(?:yards?|yds?)|yd\s?2)\b|平方码", "square yard"),
    (r"\bacres?\b|英亩", "acre"),
    (r"\bhectares?\b|\(ha\)", "hectare"),
))
_NOT_TURNED = re.compile(r"\b(?:sq(?:uare)?\.?\s*(?:miles?|mi|km|kilomet(?:er|re)s?)|km\s?2|bighas?|feddans?|dunams?)\b|平方公里|平方千米|坪|\((?:ares?|rai)\)")
_MULTIPLE = re.compile(rf"[(【\[](?:计量)?(?:单位:?)?([十百千万亿]+(?:{'|'.join(map(re.escape, sorted(NAMES)))}))[)】\]]")
_THOUSANDS = re.compile(r"\(\s*((?:in\s+)?(?:tens|hundreds?|thousands?|lakhs?|millions?|dozens?)(?:\s+of\s+\w+)?|[^()\d]{0,4}['’]?000s?)\s*\)")


@lru_cache(maxsize=1 << 12)
def odd_unit(shown: str, kind: Unit | None) -> tuple[str, str]:
    """As the head writes it, and the unit of land that it is; both '' where it names none but ours."""
    text = unicodedata.normalize("NFKC", shown).lower()
    if kind == Unit.SQUARE_METRE:
        if found := _NOT_TURNED.search(text):
            return found.group(), ""
        if named := next(((found.group(), unit) for pattern, unit in _LAND if (found := pattern.search(text))), None):
            return named
    multiple = _MULTIPLE.search(plain(shown))
    if multiple and multiple.group(1) not in NAMES:
        return multiple.group(1), ""
    return (found.group(1), "") if (found := _THOUSANDS.search(text)) else ("", "")
