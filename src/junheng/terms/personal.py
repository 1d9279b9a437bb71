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
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# of other countries, and of a landline: +254 722 123 456, 010-62345678, 0733 123456
_TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z.+])(?:\+[0-9][0-9 ()-]{7,18}[0-9](?![0-9])|\(?0[0-9]{1,4}(?:\)[ -]?|[ -])[0-9]{3,4}[ -]?[0-9]{3,5}(?![0-9A-Za-z]|[.-][0-9]))"
)
_MAY_BE_TELEPHONE = re.compile(r"\+[0-9]|0[0-9]{1,4}[ )-][0-9 -]")
_MAY_BE_CALLED = re.compile(r"[0-9][0-9 ()-]{5}")
_DIGITS_OF_TELEPHONE = range(9, 16)
_BARE = re.compile(r"(?<![0-9A-Za-z.])0[1-9][0-9]{8}(?![0-9A-Za-z]|\.[0-9])")  # 0722123456 behind letters; digits alone are a code
_CALLED = re.compile(
    r"(?:\b(?:call|tell?|telephone|phone|mobile|cell|whatsapp|fax|contact|mrs?|ms|miss)\b|电话|手机|致电|传真)(?:[^0-9+]{0,30}0[0-9]{8,10}|(?:号码?)?[:：. ]{0,3}[1-9][0-9]{6,8})(?![0-9A-Za-z]|\.[0-9])",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b((?:Mrs?|Ms|Miss|Dr|Prof|Madam|Sir|[Cc]all|[Cc]ontact)\b\.?) (?:[^\W\d_a-z][^\W\d_]+[ .]?){1,3}(?<![ .])")
_LETTERED = re.compile(r"[A-Z][A-Za-zÀ-ÿ'’-]+(?: [A-Z][A-Za-zÀ-ÿ'’-]*\.?)+")  # Mary Wanjiku
_TITLES = ("同学", "老师", "校长", "主任", "先生", "女士", "园长", "书记")
_APART = re.compile(r"([、,，;；/]\s*|(?<=[\u4e00-\u9fff])\s+)")
_BORN = re.compile(r"((?:19[4-9]|20[01])[0-9](?P<mark>[-/.年]))[0-9]{1,2}[-/.月][0-9]{1,2}日?(?: 00:00:00)?")
_CODE_FIRST = re.compile(r"[0-9]{11}(?![0-9])")
_CJK = "[\u4e00-\u9fff]"
_SURNAME = f"(?:{DOUBLE}|[{SINGLE}])"
_ROLE = r"(?:填表|制表|审核|经办|联系|负责|复核|填报|统计)人|校长|园长|书记|(?:教师|学生|家长)?姓名"
_ROLES = ("表人", "核人", "办人", "系人", "责人", "报人", "计人", "校长", "园长", "书记", "姓名")  # a text without them is not searched
_SIGNED = re.compile(rf"({_ROLE})([:：])[ \t　]*(?!(?:审核|填表|单位|统计|联系)?[人电日负])[^\s:：,，;；、。”()（）*]{{1,30}}")
_named = _late(rf"({_ROLE})([ \t　]*){_SURNAME}{_CJK}{{1,2}}(?![\u4e00-\u9fff])")
_beside_number = _late(
    rf"{_SURNAME}{_CJK}{{1,2}}(?=[^\u4e00-\u9fff0-9*]{{0,3}}(?:联系)?(?:电话|手机号?码?|身份证号?码?)?[^\u4e00-\u9fff0-9*]{{0,3}}(?:1[3-9][0-9])?\*{{8}})"
)
_STARS = "*" * 8
_AROUND_NUMBER = re.compile(rf"(?<!{_CJK}){_CJK}{{2,4}}(?=[^\u4e00-\u9fff0-9*]{{0,3}}(?:1[3-9][0-9])?\*{{8}})|(?<=\*{{8}}){_CJK}{{2,4}}(?!{_CJK})")
_WITH_CODE = re.compile(rf"([0-9A-Za-z_-]*)({_CJK}{{2,4}})([0-9A-Za-z_-]*)")  # T001张某
_WORDS = frozenset(("许多", "高中", "高职", "成人", "齐全", "安全", "安好", "万元", "万册", "全部"))  # that begin like names and stand in place of figures
_UNITS = "万余米石席"  # 120万元, 50余人
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


def holds_contact(text: str) -> bool:
    """Whether a text holds a mailbox or a telephone's number, of any country; a number of ten digits only behind letters, since alone it may be a code."""
    return ("@" in text or _MAY_BE_CALLED.search(text) is not None) and _without_telephones(_without_contacts(text)) != text


def without_signature(text: str) -> str:
    """中心小学 for 中心小学（负责人：赵某某）; the text itself where nobody is named in it."""
    if not _may_be_signed(text):
        return text
    found = _SIGNED.search(text) or _named().search(text)
    before = text[: found.start()].rstrip(" \t,，;；、(（[【-—") if found else ""
    return before or text


def _may_be_signed(text: str) -> bool:
    return ("人" in text or "长" in text or "姓名" in text or "书记" in text) and any(role in text for role in _ROLES)


def masked(text: str) -> str:
    """The text with persons' numbers, mailboxes, the names beside them and signatures (填表人：…) made unreadable."""
    if _may_be_signed(text):
        text = _named().sub(r"\1\2***", _SIGNED.sub(r"\1\2***", text))
    if len(text) < 6:
        return text
    shown = _without_contacts(_without_numbers(text) if len(text) > 10 else text)
    return text if shown == text else _beside_number().sub("***", shown)


def masked_title(name: str) -> str:
    """The name of a file or a sheet; eleven digits at its beginning may be a school's code."""
    code = _CODE_FIRST.match(name)
    first = code.group() if code else ""
    return first + masked(name[len(first) :])


def without_name(text: str) -> str:
    """A cell in a message: where all of it may be a person's name of three characters or more, its first is enough to find it by."""
    return f"{text[0]}**" if 2 < len(text) <= 36 and "一" <= text < "\ua000" and is_name(text) else text


def without_persons(text: str) -> str:
    """A cell that holds what its column cannot, in a message: names of two characters, with titles or several, birth dates and whoever stands beside a number, too."""
    shown = _TITLED.sub(r"\1 ***", _without_telephones(masked(text)))
    if "********" in shown:
        return _AROUND_NUMBER.sub(lambda found: "***" if _may_end_name(found.group()[-1]) else found.group(), shown)
    return "".join(map(_hidden, _APART.split(shown)))


def _hidden(text: str) -> str:
    name = next((text.removesuffix(title) for title in _TITLES if text.endswith(title)), text)
    if name in _WORDS:
        return text
    if is_name(name) or (text != name and 2 <= len(name) <= 4 and all(map(_is_chinese, name))) or _LETTERED.fullmatch(text):
        return f"{text[0]}**"
    if _BORN.fullmatch(text):
        return _BORN.sub(r"\1**\g<mark>**", text)
    found = _WITH_CODE.fullmatch(text)
    is_unit = found is not None and found[1].isdecimal() and found[2][0] in _UNITS
    return f"{found[1]}{found[2][0]}**{found[3]}" if found and not is_unit and is_name(found[2]) else text


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


def _without_contacts(text: str) -> str:
    if "@" in text:
        text = _EMAIL.sub("***@***", text)
    return _TELEPHONE.sub(_telephone, text) if _MAY_BE_TELEPHONE.search(text) else text


def _without_telephones(text: str) -> str:
    """The same of digits that are a telephone's only by what stands before them; of findings' own sentences nobody says that."""
    text = _CALLED.sub(lambda found: re.sub(r"[0-9]+", _STARS, found.group()), text)
    return _BARE.sub(lambda found: _STARS if any(map(str.isalpha, text[: found.start()])) else found.group(), text)


def _telephone(found: re.Match[str]) -> str:
    return _STARS if sum(map(str.isdecimal, found.group())) in _DIGITS_OF_TELEPHONE else found.group()


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
