"""Numbers and names that belong to a person: how they are told, and how a text is shown without them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import cache

from junheng.terms.surnames import DOUBLE, SINGLE

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0B, 0xFF0D)}  # ０-９ Ａ-Ｚ ａ-ｚ ＋ －
_WIDE |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), ord("-")) | dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x3000), ord(" "))
_GAP = "[- ]{0,2}"


def _late(pattern: str) -> Callable[[], re.Pattern[str]]:
    """A pattern that is made when it is first asked for: those of all surnames are dear, and a delivery in order asks for none."""
    return cache(lambda: re.compile(pattern))


# no other digits before, no decimal point; one letter makes a code of it, words (Tel, ID) do not
_BEFORE = r"(?<![0-9])(?<![0-9]\.)(?<!(?<![A-Za-z])[A-Za-z])"
_AFTER = r"(?![0-9A-Za-z]|\.[0-9])"
_LONG = re.compile(rf"(?:{_BEFORE}|(?<=[GJLgjl])(?<![0-9A-Za-z][GJLgjl]))[0-9]{{6}}{_GAP}([0-9]{{8}}){_GAP}[0-9]{{3}}[0-9Xx]{_AFTER}")
_SHORT = re.compile(rf"{_BEFORE}[0-9]{{15}}{_AFTER}")
_CARD = re.compile(rf"{_BEFORE}62[0-9]{{2}}(?:{_GAP}[0-9]{{4}}){{3}}{_GAP}[0-9]{{0,3}}{_AFTER}")
_MOBILE = re.compile(
    rf"{_BEFORE}(?:(?:\+|00)?86{_GAP}|0)?1[3-9][0-9](?:{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|\.[0-9]{{4}}\.[0-9]{{4}}|(?<!19[0-9])[0-9]([- ])[0-9]{{3,4}}\1[0-9]{{3,4}}(?<![0-9]{{4}}[- ][0-9]{{4}}){_AFTER}){_AFTER}"
)
_MAY_BE_NUMBER = re.compile(r"[0-9\uff10-\uff19]{3}(?:[-.\s\u2010-\u2014\u2212]{0,2}[0-9\uff10-\uff19]){8}")  # every one of them has so many digits in a row
_CODE_FIRST = re.compile(r"[0-9]{11}(?![0-9])")
_CJK = "[\u4e00-\u9fff]"
_SURNAME = f"(?:{DOUBLE}|[{SINGLE}])"
_ROLE = r"(?:填表|制表|审核|经办|联系|负责|复核|填报|统计)人|校长|园长|书记|(?:教师|学生|家长)?姓名"
_ROLES = ("表人", "核人", "办人", "系人", "责人", "报人", "计人", "校长", "园长", "书记", "姓名")  # a text without them is not searched
_SIGNED = re.compile(rf"({_ROLE})([:：])[ \t　]*(?!(?:审核|填表|单位|统计|联系)?[人电日负])[^\s:：,，;；、。]{{1,30}}")
_named = _late(rf"({_ROLE})([ \t　]*){_SURNAME}{_CJK}{{1,2}}(?![\u4e00-\u9fff])")
_beside_number = _late(
    rf"{_SURNAME}{_CJK}{{1,2}}(?=[^\u4e00-\u9fff0-9*]{{0,3}}(?:联系)?(?:电话|手机号?码?|身份证号?码?)?[^\u4e00-\u9fff0-9*]{{0,3}}(?:1[3-9][0-9])?\*{{8}})"
)
# what the last character of a place, an office or a choice is, and of hardly any name
_NO_NAME = "镇乡村街道路校园区县市州省旗组队部科室局处委办站所院厅场店铺庄屯寨沟湾坝坪岭坡桥集堡塘级类型式制班数率费款小学幼点初高期岗"
_TOWNSHIPS = ("镇", "乡", "街道", "街道办事处", "苏木")
_dotted = _late(rf"{_CJK}{{1,12}}[·•・‧⋅]{_CJK}[\u4e00-\u9fff·•・‧⋅]{{0,20}}")  # names of other peoples
_SINGLES, _DOUBLES = frozenset(SINGLE), frozenset(DOUBLE.split("|"))


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


def is_bank_card(text: str) -> bool:
    """A card of a Chinese bank: 62, 16 to 19 digits, the last of which checks the others."""
    digits = text.replace(" ", "").replace("-", "")
    return digits.isdecimal() and digits.startswith("62") and 16 <= len(digits) <= 19 and _luhn(digits)


def is_name(text: str) -> bool:
    """A text that is nothing but what may be a person's name, written in Chinese."""
    return 2 <= len(text) <= 36 and _names_somebody(_closed_up(text.strip()))


def _names_somebody(text: str) -> bool:
    """A surname and one or two characters, or a name with a dot in it. Without a pattern of all surnames, which takes longer to make than most lists to read."""
    for surname in (text[:2] if text[:2] in _DOUBLES else "", text[:1] if text[:1] in _SINGLES else ""):
        given = text[len(surname) :] if surname else ""
        if len(given) in (1, 2) and _may_end_name(given[-1]) and all(map(_is_chinese, given[:-1])):
            return True
    return any(dot in text for dot in "·•・‧⋅") and _dotted().fullmatch(text) is not None


def _may_end_name(char: str) -> bool:
    return (char.isalnum() or char == "_") and not char.isdecimal() and not (char.isascii() and char.isalpha()) and char not in _NO_NAME


def _is_chinese(char: str) -> bool:
    return "一" <= char <= "\u9fff"


def _closed_up(text: str) -> str:
    """李　某 as 李某."""
    before = text[:-1].rstrip(" \u3000\u00a0")
    blanks = len(text) - 1 - len(before)
    return before + text[-1] if 0 < blanks <= 4 and _is_chinese(text[-1]) and _is_chinese(before[-1:] or " ") else text


def holds_number(text: str) -> bool:
    """Whether a text holds an identity, a bank card's or a mobile number anywhere."""
    return len(text) > 10 and _without_numbers(text) != text


def masked(text: str) -> str:
    """The text with persons' numbers, the names beside them and signatures (填表人：…) made unreadable."""
    if ("人" in text or "长" in text or "姓名" in text or "书记" in text) and any(role in text for role in _ROLES):
        text = _named().sub(r"\1\2***", _SIGNED.sub(r"\1\2***", text))
    if len(text) <= 10:
        return text
    shown = _without_numbers(text)
    return text if shown == text else _beside_number().sub("***", shown)


def masked_title(name: str) -> str:
    """The name of a file or a sheet; eleven digits at its beginning may be a school's code."""
    code = _CODE_FIRST.match(name)
    first = code.group() if code else ""
    return first + masked(name[len(first) :])


def without_name(text: str) -> str:
    """A cell in a message: where all of it may be a person's name of three characters or more, its first is enough to find it by."""
    return f"{text[0]}**" if 2 < len(text) <= 36 and "一" <= text < "\ua000" and is_name(text) else text


def is_township(text: str) -> bool:
    return text.endswith(_TOWNSHIPS)


def _without_numbers(text: str) -> str:
    """Full-width digits and gaps within a number hide it no better."""
    if not _MAY_BE_NUMBER.search(text):
        return text
    plain = text.translate(_WIDE)
    for pattern, hidden in ((_CARD, _card), (_LONG, _identity), (_SHORT, _short), (_MOBILE, _mobile)):
        for found in reversed(list(pattern.finditer(plain))):
            put = hidden(found)
            text = text[: found.start()] + put + text[found.end() :] if put != found.group() else text
            plain = plain[: found.start()] + put + plain[found.end() :]
    return text


def _card(found: re.Match[str]) -> str:
    return "*" * 16 if is_bank_card(found.group()) else found.group()


def _identity(found: re.Match[str]) -> str:
    """A check digit that a spreadsheet lost makes the number no less a person's: the date in it is enough, but not where the digits stand in groups."""
    digits = re.sub("[- ]", "", found.group())
    return "*" * 18 if _is_date(found.group(1)) and (digits == found.group() or is_identity(digits)) else found.group()


def _short(found: re.Match[str]) -> str:
    return "*" * 15 if is_identity(found.group()) else found.group()


def _mobile(found: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9]", "", found.group())
    return f"{digits[-11:-8]}********"


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(each - 9 * (each > 9) for each in doubled) % 10 == 0


def _is_date(digits: str) -> bool:
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False
