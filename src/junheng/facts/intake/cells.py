"""One cell to one value. A reading that is not literal says what was made of it."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from junheng.facts.intake.text import plain, shown
from junheng.terms import Message

MISSING = {"", "-", "--", "—", "——", "–", "…", "……", "...", "/", "\\", "na", "n/a", "null", "none", "nan", "无数据", "未填"}
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+")
_YEAR = re.compile(r"(19|20)\d{2}")
_YES = {"是", "1", "1.0", "y", "yes", "true", "√", "✓", "计", "有", "计校数", "sim", "s"}
_NO = {"否", "0", "0.0", "n", "no", "false", "×", "不计", "无", "不计校数", "nao", "não"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` is None where the cell is missing or cannot be used. `note`: how it was read; `wrong`: why not."""

    value: str | int | float | bool | None
    note: Message | None = None
    wrong: Message | None = None


NOTHING = Reading(None)


def is_missing(cell: Hashable) -> bool:
    return cell is None or (isinstance(cell, str) and plain(cell) in MISSING)


def is_number(cell: Hashable) -> bool:
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        return True
    return isinstance(cell, str) and _NUMBER.fullmatch(plain(cell)) is not None


def quantity(cell: Hashable, scale: int, times: int = 1, most: int = 10**9) -> Reading:
    """A number from 0 to `most` units, as an integer of 1/scale of the unit. `times` is 10 000 for 万元."""
    if type(cell) is float and cell.is_integer() and 0 <= cell * times <= most:  # nearly every cell of a workbook
        return Reading(int(cell) * times * scale)
    if is_missing(cell):
        return NOTHING
    note = None
    if isinstance(cell, bool):
        return _not_a_number(cell)
    if isinstance(cell, (int, float)):
        if not math.isfinite(cell):
            return _not_a_number(cell)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        number = Decimal(repr(cell))
    else:
        text = plain(cell)
        if not _NUMBER.fullmatch(text):
            return _not_a_number(cell)
        number = Decimal(text.replace(",", ""))
        note = _how_read(str(cell), number)
    if number < 0:
        return Reading(None, wrong=Message("不能为负数", "it may not be negative"))
    if number * times > most:
        return Reading(None, wrong=Message(f"大得不合情理（最多 {most}）", f"it is too large to be true (at most {most})"))
    steps = number * times * scale
    whole = steps.to_integral_value()
    if whole == steps:
        return Reading(int(whole), note)
    if scale == 1:
        return Reading(None, wrong=Message("应为整数", "it should be a whole number"))
    # a spreadsheet keeps 8 824.39 as 8824.389999999999: steps finer than 1/10 000 are the machine's, not the user's
    return Reading(int(whole), note or Message(f"小数过多，读作 {whole / scale}", f"too many decimals; read as {whole / scale}"))


def _not_a_number(cell: Hashable) -> Reading:
    return Reading(None, wrong=Message("应为不小于 0 的数", "it should be a number, 0 or more"))


def _how_read(text: str, number: Decimal) -> Message | None:
    """Said of digits that were not plain: full width, thousands separators. A number typed as text is plain enough."""
    if unicodedata.normalize("NFKC", text) != text:
        return Message(f"全角数字，读作 {number}", f"full-width digits, read as {number}")
    if "," in text:
        return Message(f"含千位分隔符，读作 {number}", f"thousands separators, read as {number}")
    return None


def number(cell: Hashable) -> Reading:
    """Any decimal number, e.g. a coordinate."""
    if is_missing(cell):
        return NOTHING
    text = plain(cell).removesuffix("%")
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Reading(None, wrong=Message("应为数", "it should be a number"))
    if not value.is_finite():
        return Reading(None, wrong=Message("应为有限的数", "it should be a finite number"))
    return Reading(float(value))


def code(cell: Hashable) -> Reading:
    """Digits that are a name: a spreadsheet hands them over as 2199008003.0."""
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip().strip("'`")
    return Reading(re.sub(r"\s+", "", text) or None)


def text(cell: Hashable) -> Reading:
    """A name: white space at its ends is dropped, inside it is kept as one space."""
    if is_missing(cell):
        return NOTHING
    return Reading(re.sub(r"\s+", " ", shown(cell)).strip() or None)


def flag(cell: Hashable) -> Reading:
    if is_missing(cell):
        return NOTHING
    value = re.sub(r"^\d[-.:、](?=\D)", "", plain(cell))  # 1-是
    if value in _YES:
        return Reading(True)
    if value in _NO:
        return Reading(False)
    return Reading(None, wrong=Message("应为“是”或“否”（或 1、0）", "it should be 是 or 否 (or 1, 0)"))


def year(cell: Hashable) -> Reading:
    """The first year of a school year: 2023, `2023/2024学年`, a date in it."""
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, (datetime.date, datetime.datetime)):
        return Reading(cell.year)
    found = _YEAR.search(plain(cell))
    if not found:
        return Reading(None, wrong=Message("应含四位年份，如 2023/2024", "it should hold a year of four digits, e.g. 2023/2024"))
    return Reading(int(found.group()))


def date(cell: Hashable) -> Reading:
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, (datetime.date, datetime.datetime)):
        return Reading(cell.strftime("%Y-%m-%d"))
    return Reading(shown(cell))


def choice(cell: Hashable, names: dict[str, str], allowed: str) -> Reading:
    """One of a list of words; `names` maps words as typed (plain) to the value."""
    if is_missing(cell):
        return NOTHING
    key = plain(cell)
    value = names.get(key) or names.get(re.sub(r"^\d+[-.:、_]?|[-_]?\(?\d+\)?$", "", key))
    if value is None:
        return Reading(None, wrong=Message(f"应为其中之一：{allowed}", f"it should be one of: {allowed}"))
    return Reading(value)
