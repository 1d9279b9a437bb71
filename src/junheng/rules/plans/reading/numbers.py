"""Numbers as plans write them: Arabic, full width, Chinese numerals, with 万 and 亿, 百分之…, fractions."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

_DIGITS = {each: value for value, group in enumerate(["〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]) for each in group}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TIMES = {"万": 10_000, "亿": 100_000_000}
CHINESE = "".join(_DIGITS) + "".join(_STEPS)  # the characters of a Chinese numeral below 万


def number(text: str) -> Decimal | None:
    """`1,200` `３.５` `2.3亿` `二〇二七` `三十五` `两千` `九十八点五` to its value; None where the text is no number."""
    text = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    times = 1
    while text and text[-1] in _TIMES:
        times *= _TIMES[text[-1]]
        text = text[:-1]
    value = _plain(text)
    if value is None:
        return None
    value *= times
    return value.quantize(Decimal(1)) if times > 1 and value == value.to_integral_value() else value


def _plain(text: str) -> Decimal | None:
    if not text:
        return None
    if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        return Decimal(text)
    if "点" in text:
        whole, _, part = text.partition("点")
        before, after = _plain(whole), "".join(str(_DIGITS.get(each, "x")) for each in part)
        return Decimal(f"{before}.{after}") if before is not None and after.isdigit() else None
    if all(each in _DIGITS for each in text):
        return Decimal("".join(str(_DIGITS[each]) for each in text))
    return _stepped(text)


def _stepped(text: str) -> Decimal | None:
    """三百二十, 两万三千; also 1千."""
    for name, times in (("亿", 100_000_000), ("万", 10_000)):
        if name in text:
            head, _, tail = text.partition(name)
            high, low = _plain(head), _plain(tail) if tail else Decimal(0)
            return high * times + low if high is not None and low is not None else None
    total, held = Decimal(0), None
    for each in text:
        if each in _DIGITS:
            held = _DIGITS[each]
        elif each.isascii() and each.isdigit():
            held = (held or 0) * 10 + int(each)
        elif each in _STEPS:
            total += (1 if held is None else held) * _STEPS[each]
            held = None
        else:
            return None
    return total + (held or 0)
