"""A school that says it lies in another county than the one it belongs to, by name or by code (地域代码), where the others of the county say their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from junheng.facts.delivery import FormsOf
from junheng.facts.intake.forms.form_found import Found
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Location, Message, Severity

_FEW, _FEWEST = 0.1, 5  # the share of a county's seats that may be told, and the least of them that name the county
_LOCATIONS = ("主城区", "城乡结合区", "镇中心区", "镇乡结合区", "特殊区域", "乡中心区", "村庄")
_CODE = re.compile(r"\(?\d{3}\)?")  # 主城区(111)
_OF_COUNTY = 6  # digits of a statistical code that are the county's
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


def coarse_location(form: Found, row: int, column: int) -> Finding | None:
    """农村, 镇: read, and none of the seven words that the form is filled with."""
    value, text = form.fact("location"), shown(form.sheet.cell(row, column))
    if value is None or _CODE.sub("", plain(text)) in _LOCATIONS:
        return None
    label = Location(str(value)).label
    return Finding(
        Severity.INFO, "location-coarse",
        Message(
            f"城乡类型填的是“{text}”，不是表中的七类（{'、'.join(_LOCATIONS)}）；读作{label.zh}，请核对",
            f"the kind of location is {text}, none of the seven the form is filled with ({', '.join(_LOCATIONS)}): it was read as {label.en}. Look at it",
        ),
        *form.sheet.at(row, column), text, "、".join(_LOCATIONS),
    )


def codes_elsewhere(forms: Sequence[FormsOf]) -> Iterator[Finding]:
    """At the code, where nearly all others of the county have one of as many digits that begins as another county's does not."""
    by_area: dict[str, list[tuple[FormsOf, str]]] = defaultdict(list)
    for each in forms:
        if each.area and each.area_code:
            by_area[each.area].append((each, each.area_code[2]))
    for some in by_area.values():
        counts = Counter((text[:_OF_COUNTY], len(text)) for _, text in some)
        ((begin, length), usual), *_ = counts.most_common(1)
        if usual >= _FEWEST and len(some) - usual <= max(1, _FEW * len(some)):
            yield from (_other_code(each, text, begin, length) for each, text in some if (text[:_OF_COUNTY], len(text)) != (begin, length))


def _other_code(one: FormsOf, text: str, begin: str, length: int) -> Finding:
    assert one.area_code
    sheet, cell, _ = one.area_code
    return Finding(
        Severity.WARNING, "area-code-odd",
        Message(
            f"{one.name or one.school} 的驻地地域代码填的是“{text}”，本县其他学校的都以 {begin} 开头、共 {length} 位；请核对，看是否错了或少了数字",
            f"the code of the place where {one.name or one.school} lies is {text}; those of the other schools of the county begin with {begin} and have {length} digits. Is a digit wrong or left out?",
        ),
        one.file, sheet, cell, text, f"{begin}…",
    )


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
