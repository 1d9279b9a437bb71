"""Numbers that belong to a person: how they are told, and how a text is shown without them."""

from __future__ import annotations

import datetime
import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LONG = re.compile(r"(?<![0-9A-Za-z])([GJL]?)(\d{17}[\dXx])(?![0-9A-Za-z])")
_SHORT = re.compile(r"(?<![0-9A-Za-z.])\d{15}(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![0-9A-Za-z.])")
_MAY_BE_NUMBER = re.compile(r"\d{3}[- ]?\d{4}[- ]?\d{4}")  # every one of them has so many digits in a row
_SIGNED = re.compile(
    r"((?:填表|制表|审核|经办|联系|负责)人|校长|园长|(?:教师|学生|家长)?姓名)([:：])[ \t　]*(?!(?:审核|填表|单位|统计|联系)?[人电日负])[^\s:：,，;；、。]{1,30}"
)


def is_identity(text: str) -> bool:
    """An identity number of 18 digits with its check digit, or one of 15 with a date in it."""
    if len(text) == 18 and text[:17].isdecimal():
        check = _CHECKS[sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False)) % 11]
        return text[17].upper() == check and _is_date(text[6:14])
    return len(text) == 15 and text.isdecimal() and text[0] != "0" and _is_date("19" + text[6:12])


def is_pupil_number(text: str) -> bool:
    """A pupil's national number: a letter before the identity number."""
    return len(text) == 19 and text[0] in "GJLgjl" and _is_date(text[7:15])


def is_mobile(text: str) -> bool:
    return _MOBILE.fullmatch(text) is not None


def holds_number(text: str) -> bool:
    """Whether a text holds an identity number or a mobile number anywhere."""
    return len(text) > 10 and _without_numbers(text) != text


def masked(text: str) -> str:
    """The text with identity numbers, mobile numbers and signatures (填表人：…) made unreadable."""
    if ("：" in text or ":" in text) and ("人" in text or "长" in text or "姓名" in text):
        text = _SIGNED.sub(r"\1\2***", text)
    return _without_numbers(text) if len(text) > 10 else text


def _without_numbers(text: str) -> str:
    if not _MAY_BE_NUMBER.search(text):
        return text
    text = _LONG.sub(_hidden, text)
    text = _SHORT.sub(lambda found: "*" * 15 if is_identity(found.group()) else found.group(), text)
    return _MOBILE.sub(r"\1********", text)


def _hidden(found: re.Match[str]) -> str:
    """A check digit that a spreadsheet lost makes the number no less a person's: the date in it is enough."""
    return found.group(1) + "*" * 18 if _is_date(found.group(2)[6:14]) else found.group()


def _is_date(digits: str) -> bool:
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False
