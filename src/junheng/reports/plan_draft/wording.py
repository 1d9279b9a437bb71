"""Chinese as an office writes it: units, figures with what binds them, the sentence of a goal, blanks for a person to fill."""

from __future__ import annotations

import re
from decimal import Decimal

from junheng.reports.numbers import plain
from junheng.rules.plans.reading.words import Units, words
from junheng.terms import Message

_NO_UNIT = ("比率", "比值", "", "-", "—")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


def blank(what: str) -> str:
    """What a person has to decide or to fill in. A name with the mark's own sign in it does not end the blank."""
    return f"【待定：{what.replace('】', '］')}】"


def bare(title: str) -> str:
    """A title as one name, without brackets and colons: 体育、艺术（美术、音乐）专任教师数 becomes 体育、艺术专任教师数."""
    return _BRACKETED.sub("", title).replace("：", "")


def exact_unit(unit: Message) -> str:
    """The plan's name of a unit: 平方米/生 is m2, as what is printed behind the number is read."""
    printed = printed_unit(unit)
    if not printed:
        return "ratio"
    names: dict[str, str] = {each: name for name, group in words(Units).units.items() for each in group}
    return names.get(printed) or names.get(f"个{printed}") or "item"


def printed_unit(unit: Message) -> str:
    """What stands behind the number: of 人/百生 the 人, of a ratio nothing."""
    return "" if unit.zh in _NO_UNIT else unit.zh.split("/")[0]


def figure(value: Decimal, unit: Message) -> str:
    return f"{plain(value.normalize())}{printed_unit(unit)}"


def sentence(name: str, comparator: str, value: Decimal, unit: Message, year: int, keep: bool) -> str:
    """到2027年，小学生均体育运动场馆面积不低于7.5平方米。 What stands here, `plan read` reads."""
    return f"到{year}年，{name}{_asked(comparator, value, figure(value, unit), keep)}。"


def _asked(comparator: str, value: Decimal, said: str, keep: bool) -> str:
    if comparator == "=" and value == 0:
        return f"保持为{said}" if keep else f"降到{said}"
    if comparator == "=":
        return f"保持在{said}" if keep else f"达到{said}"
    forms = {
        ">=": (f"不低于{said}", f"保持在{said}以上"), "<=": (f"控制在{said}以内", f"保持在{said}以内"),
        ">": (f"超过{said}", f"继续超过{said}"), "<": (f"低于{said}", f"继续低于{said}"),
    }
    return forms[comparator][keep]
