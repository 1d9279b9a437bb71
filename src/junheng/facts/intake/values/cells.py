"""One cell to one value. A reading that is not literal says what was made of it."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from junheng.facts.intake.values.text import plain, shown
from junheng.terms import ONE_OF, Message
from junheng.terms.personal import (
    holds_contact,
    holds_number,
    is_identity,
    is_mobile,
    is_name,
    is_township,
    without_signature,
)

MISSING = {"", "-", "--", "—", "——", "–", "…", "……", "...", "/", "\\", "na", "n/a", "null", "none", "nan", "无数据", "未填"}
_SAID_MISSING = {"", "null", "none", "nan", "无数据", "未填"}  # what can mean nothing else: a blank, a program's word, a person's
_FINER = 10_000  # parts of a step that a figure in a larger unit may have
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+")
_COMMA_DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
_PLAIN_DECIMAL = re.compile(r"\d+\.\d+")
_MARKS = "[\u2460-\u2487\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2080-\u2089]"  # ① ⑴ ² ₂, which are digits to every other reading
_MARK = re.compile(f"(?<![mM]){_MARKS}")  # but m²
_MARKED = re.compile(rf"\s*(.*\d)\s*({_MARKS}+)\s*")
_TORN = re.compile(r"\d\s+\d{1,2}(?!\d)|\d\s+\d{4,}|\d[^\S\n\r\t\v]*[\n\r\t\v*#※][\s*#※]*\d")  # blanks within a number that do not part thousands, line breaks and marks: two numbers, or one
_POINT = re.compile(r"[(\[]?\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*[)\]]?")
_YEAR = re.compile(r"(19|20)\d{2}")
_MONTH = re.compile(r"(?:19|20)\d\d[-./年](\d{1,2})(?:月|[-./月]\d{1,2}日?)?")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?")
_WITH_UNIT = re.compile(
    r"[+-]?[\d.,]+(万|千|百|亿)?(元|人|名|个|班|间|台|套|册|本|所|亩|平方米|平米|㎡|m2|%|‰|分钟|公里|km|约|左右|多)?"
)
_ERRORS = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA|BLOCKED!|FIELD!|UNKNOWN!)|#{3,}", re.IGNORECASE)  # ####: a column too narrow, copied as it was shown
_TEXT_FORMULA = re.compile(r'="([^"]*)"')  # ="0021": how some exports keep a code from becoming a number
_ROUNDED_CODE = re.compile(r"\d\.\d+E\+\d+", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # what copying from a page leaves between characters
_YES = {"是", "1", "1.0", "y", "yes", "true", "√", "✓", "计", "有", "计校数", "sim", "s"}
_NO = {"否", "0", "0.0", "n", "no", "false", "×", "不计", "无", "不计校数", "nao", "não"}


class Reading(NamedTuple):
    """`value` is None where the cell is missing or cannot be used. `note`: how it was read; `wrong`: why not."""

    value: str | int | float | bool | None
    note: Message | None = None
    wrong: Message | None = None


class AtOnce(NamedTuple):
    """A long column of texts."""

    values: pl.Series  # one for each cell
    rest: Sequence[int]  # the places of those that have to be read, or told of, one by one
    wide: Sequence[int] = ()  # of those whose digits stand in full width


NOTHING = Reading(None)
_UNSIGNED = Message("姓名等个人信息已去掉，不予保存；请删去", "the person named there was left out and is not kept; remove what is personal")
_LETTERS = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+\.?")  # Li Na: a code has digits
_NO_LETTERS = re.compile(r"[^\u4e00-\u9fff·•・‧⋅]")
_OF_A_POST = "中师工员"  # 高中001
LONGEST = 40  # digits and separators of a number: more is no number anybody counted


def _wrong(zh: str, en: str) -> Reading:
    return Reading(None, wrong=Message(zh, en))


_PERSONAL = _wrong(
    "含有身份证号或手机号，不予保存；请删去个人信息", "that holds an identity or a mobile number, which is not kept; remove what is personal"
)

_CONTACT = _wrong("含有电话号码或邮箱，不予保存；请删去个人信息", "that holds a telephone's number or a mailbox, which is not kept; remove what is personal")
_NAMED = _wrong(
    "像是姓名、手机号或身份证号，不予保存；这一列只填编号，不写姓名、电话",
    "that looks like a person's name, mobile or identity number, which is not kept; this column takes a number only, never a name or a telephone",
)


def is_missing(cell: Hashable) -> bool:
    # #N/A is an error of the spreadsheet program, not an answer; `plain` would drop its #
    return cell is None or (isinstance(cell, str) and plain(cell) in MISSING and not _ERRORS.fullmatch(cell.strip()))


def is_dash(cell: Hashable) -> bool:
    """A mark in place of a figure: -, —, /, …, N/A. It is missing, and whoever wrote it may have meant 0."""
    return isinstance(cell, str) and is_missing(cell) and plain(cell) not in _SAID_MISSING


def _broken(cell: Hashable) -> Reading | None:
    """A cell whose content the spreadsheet program itself could not tell."""
    if not isinstance(cell, str) or cell.strip()[:1] not in ("=", "#"):
        return None
    if _ERRORS.fullmatch(cell.strip()):
        return _wrong(
            "是表格软件的错误值；请改正公式或填入数据", "that is an error of the spreadsheet program; mend the formula or type the value"
        )
    if cell.strip().startswith("="):
        return _wrong(
            "是从未计算过的公式；请在表格软件中打开、保存后再提交",
            "that is a formula that was never calculated; open and save the file in a spreadsheet program",
        )
    return None


def _is_date(cell: Hashable) -> bool:
    return isinstance(cell, (datetime.date, datetime.time, datetime.timedelta))


def is_number(cell: Hashable) -> bool:
    """Whether a cell is written as a number, which may still be below 0 or torn. 330① is the number 330; ① and ①330 are none, though their digits are."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, (int, float)):
        return True
    if not isinstance(cell, str):
        return False
    bare, _ = unmarked(cell)
    return _NUMBER.fullmatch(plain(bare)) is not None and not has_mark(bare)


def quantity(cell: Hashable, scale: int, times: int = 1, most: int = 10**9) -> Reading:
    """A number from 0 to `most` units, as an integer of 1/scale of the unit. `times` is 10 000 for 万元."""
    if type(cell) is float and cell.is_integer() and 0 <= cell * times <= most:  # nearly every cell of a workbook
        return Reading(int(cell) * times * scale)
    if type(cell) is str and len(cell) <= LONGEST:  # nearly all that is left to say of a long text
        normal = unicodedata.normalize("NFKC", cell)
        if normal != cell and has_mark(cell):
            return _without_mark(cell, scale, times, most)
        number: Decimal | int | None = int(normal) if normal.isdecimal() else Decimal(normal) if _PLAIN_DECIMAL.fullmatch(normal) else None
        if number is not None:
            return _steps(number, None if normal == cell else _in_full_width(number), scale, times, most)
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
        if len(text) > LONGEST or not _NUMBER.fullmatch(text):
            return _not_a_number(cell)
        if is_torn(str(cell)):
            return _wrong("数字中间有空格、换行或符号，不知是一个数还是两个", "it has a blank, a line break or a mark within: one number or two?")
        number = Decimal(text.replace(",", ""))
        note = _how_read(str(cell), number)
    return _steps(number, note, scale, times, most)


def is_torn(text: str) -> bool:
    """Whether a number has blanks, line breaks or marks within: 1 20, 2*5."""
    return _TORN.search(unicodedata.normalize("NFKC", text)) is not None


def has_mark(cell: Hashable) -> bool:
    """Whether a text holds a circled, raised or lowered digit, as marks of footnotes are."""
    return isinstance(cell, str) and not cell.isascii() and _MARK.search(cell) is not None


def unmarked(cell: str) -> tuple[str, str]:
    """A cell and the mark of a footnote behind its digits, apart; no mark where none stands there."""
    found = _MARKED.fullmatch(cell) if has_mark(cell) else None
    return (found[1], found[2]) if found and not has_mark(found[1]) else (cell, "")


def _without_mark(cell: str, scale: int, times: int, most: int) -> Reading:
    bare, mark = unmarked(cell)
    if not mark:
        return _wrong("含带圈或上、下标的数字（脚注记号？），不知是不是数的一部分；请只写数字", "it holds a circled, raised or lowered digit, the mark of a footnote? Write the number alone")
    reading = quantity(bare, scale, times, most)
    return Reading(reading.value, _taken_off(mark, bare)) if reading.value is not None else reading


def _taken_off(mark: str, bare: str) -> Message:
    return Message(f"去掉脚注记号“{mark}”，读作 {bare}", f"without {mark}, the mark of a footnote, read as {bare}")


def _steps(number: Decimal | int, note: Message | None, scale: int, times: int, most: int) -> Reading:
    if number < 0:
        return Reading(None, wrong=Message("不能为负数", "it may not be negative"))
    if number * times > most:
        return _too_large(most // times)
    steps = number * times * scale
    whole = steps if isinstance(steps, int) else steps.to_integral_value()
    if whole == steps:
        return Reading(int(whole), note)
    if scale == 1:
        return Reading(None, wrong=Message("应为整数（人数、班数、册数本身，不是折算数、平均数）", "it should be a whole number (persons, classes or volumes themselves, no full-time equivalents and no means)"))
    # a spreadsheet keeps 8 824.39 as 8824.389999999999: steps finer than 1/10 000 are the machine's, not the user's
    return Reading(int(whole), note or Message(f"小数过多，读作 {whole / scale}", f"too many decimals; read as {whole / scale}"))


def _too_large(most: int) -> Reading:
    """most: in the unit of the cell, so that the two can be compared."""
    return Reading(None, wrong=Message(f"大得不合情理（最多 {most}）", f"it is too large to be true (at most {most})"))


def converted(cell: Hashable, scale: int, times: Decimal, most: int) -> Reading:
    """A quantity in another unit, `times` ours: rounded to the nearest step, so that nobody is told of every cell."""
    reading = quantity(cell, scale * _FINER, 1, most)  # 1.2345 hectares are 12 345 m2
    if reading.value is None:
        return reading
    steps = int((int(reading.value) * times / _FINER).to_integral_value())
    return Reading(steps, reading.note) if steps <= most * scale else _too_large(int(most / times))


def _not_a_number(cell: Hashable) -> Reading:
    broken = _broken(cell)
    if broken:
        return broken
    if _is_date(cell):
        return _wrong(
            "是日期或时间（表格软件把数字当成了日期）；应为不小于 0 的数，请把单元格格式改为“常规”后重新填写",
            "that is a date or a time (the spreadsheet program took a number for one); it should be a number, 0 or more: "
            "set the cell's format to General and type it again",
        )
    if isinstance(cell, bool):
        return _wrong("是逻辑值；应为不小于 0 的数", "that is a truth value; it should be a number, 0 or more")
    if isinstance(cell, float):
        return _wrong("不是有限的数；应为不小于 0 的数", "that is no finite number; it should be a number, 0 or more")
    if isinstance(cell, str) and len(cell) < LONGEST and _COMMA_DECIMAL.fullmatch(plain(cell)):
        return _wrong(
            "应为不小于 0 的数；逗号若是小数点，请改成点，或在来源文件中写 `decimal: \",\"`",
            "it should be a number, 0 or more; if the comma is a decimal one, write a point, or say `decimal: \",\"` in the source",
        )
    if isinstance(cell, str) and len(cell) < LONGEST and _WITH_UNIT.fullmatch(plain(cell)):
        return _wrong(
            "应为不小于 0 的数，只写数字，不带单位、“万”或百分号",
            "it should be a number, 0 or more, in digits alone: no unit, no 万, no percent sign",
        )
    return _wrong("应为不小于 0 的数", "it should be a number, 0 or more")


def _how_read(text: str, number: Decimal | int) -> Message | None:
    """Said of digits that were not plain: full width, thousands separators. A number typed as text is plain enough."""
    if unicodedata.normalize("NFKC", bare := _OTHER_SPACES.sub(" ", text)) != bare:
        return _in_full_width(number)
    if bare != text:
        return Message(f"{_SPACED}，读作 {number}", f"digits with an odd space, read as {number}")
    if "," in text:
        return Message(f"{_THOUSANDS}，读作 {number}", f"thousands separators, read as {number}")
    return None


_OTHER_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_FULL_WIDTH = "全角数字"
_WIDE_DIGIT = re.compile("[０-９]")
_SPACED = "带特殊空格（如不换行空格）的数字"
_THOUSANDS = "含千位分隔符"


def _in_full_width(number: Decimal | int | str) -> Message:
    text = str(number)
    return Message(f"{_FULL_WIDTH}，读作 {text}", f"full-width digits, read as {text}")


def has_thousands(note: str | Message) -> bool:
    """Whether all that is said of a cell is that its thousands are set apart."""
    return isinstance(note, Message) and note.zh.startswith(_THOUSANDS)


def is_in_full_width(note: str | Message) -> bool:
    """Whether all that is said of a cell is that its digits, or the spaces beside them, were of full width or other odd ones."""
    return isinstance(note, Message) and note.zh.startswith((_FULL_WIDTH, _SPACED))


def number(cell: Hashable) -> Reading:
    """Any decimal number, e.g. a coordinate."""
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, float) and not math.isfinite(cell):
        return _infinite()
    bare, mark = unmarked(cell) if isinstance(cell, str) else (cell, "")
    text = plain(bare).removesuffix("%").replace(",", "")
    if has_mark(bare) or _is_date(cell) or isinstance(cell, bool) or len(text) > LONGEST or not _DECIMAL.fullmatch(text):
        return _broken(cell) or _wrong("应为数", "it should be a number")
    value = float(text)
    return Reading(value, _taken_off(mark, text) if mark else None) if math.isfinite(value) else _infinite()


def _infinite() -> Reading:
    return _wrong("应为有限的数", "it should be a finite number")


def point(cell: Hashable) -> Reading:
    """Latitude and longitude in one cell, as `latitude longitude`."""
    if is_missing(cell):
        return NOTHING
    found = _POINT.fullmatch(unicodedata.normalize("NFKC", str(cell)).strip())
    if not found:
        return Reading(None, wrong=Message("应为“(纬度, 经度)”", "it should be (latitude, longitude)"))
    return Reading(f"{found.group(1)} {found.group(2)}")


def code(cell: Hashable) -> Reading:
    """Digits that are a name: a spreadsheet hands them over as 2199008003.0."""
    if is_missing(cell):
        return NOTHING
    kept = _TEXT_FORMULA.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if kept:
        return code(kept.group(1))
    broken = _broken(cell) or _unlike_a_code(cell)
    if broken:
        return broken
    if isinstance(cell, float):
        cell = int(cell)
    own, mark = unmarked(str(cell))
    text = unicodedata.normalize("NFKC", own).strip().strip("'`")
    if is_identity(text):
        return _PERSONAL
    bare = re.sub(r"\s+", "", _INVISIBLE.sub("", text))
    if not mark and bare == text and _WIDE_DIGIT.search(own):
        return Reading(bare, _in_full_width(bare))
    return Reading(bare or None, _taken_off(mark, bare) if mark else _within(bare) if bare != text else None)


def _within(bare: str) -> Message:
    """Two cells that look alike are two codes for every other program."""
    return Message(f"编码中有空格或看不见的字符，读作 {bare}；请删去，否则在别的程序里对不上", f"a blank or a hidden character within the code; read as {bare}. Take it out, other programs take it for another code")


def _unlike_a_code(cell: Hashable) -> Reading | None:
    if _is_date(cell) or isinstance(cell, bool):
        return _wrong(
            "应为编码；表格软件把它当成了日期或逻辑值", "it should be a code; the spreadsheet program took it for a date or a truth value"
        )
    if isinstance(cell, float) and not (cell.is_integer() and abs(cell) < 1e15):
        return _wrong(
            "应为编码；数字超过 15 位会被表格软件改掉，请设为文本后重新填写",
            "it should be a code; a spreadsheet program changes digits beyond 15: format the cell as text and type it again",
        )
    if isinstance(cell, str) and _ROUNDED_CODE.fullmatch(cell.strip()):
        return _wrong(
            "应为编码；科学记数法丢掉了后面的数字，请设为文本后重新填写",
            "it should be a code; scientific notation has lost its last digits: format the cell as text and type it again",
        )
    return None


def text(cell: Hashable) -> Reading:
    """A name: white space at its ends is dropped, inside it is kept as one space."""
    if is_missing(cell):
        return NOTHING
    broken = _broken(cell)
    if broken:
        return broken
    text = re.sub(r"\s+", " ", _INVISIBLE.sub("", shown(cell))).strip()
    named = without_signature(text)
    if holds_number(named):
        return _PERSONAL
    if holds_contact(named):
        return _CONTACT
    return Reading(named, _UNSIGNED) if named != text else Reading(text or None)


def township(cell: Hashable) -> Reading:
    """青山镇 of 青山镇 王某: whoever stands behind a township is not kept."""
    found = text(cell)
    place, _, rest = str(found.value or "").partition(" ")
    return Reading(place, _UNSIGNED) if is_township(place) and is_name(rest) else found


def staff_code(cell: Hashable) -> Reading:
    """A code by which no one is told: no name, alone or beside digits, and nothing that has the form of a mobile or an identity number."""
    found = code(cell)
    if not isinstance(found.value, str):
        return found
    return _NAMED if _tells_a_person(found.value, " ".join(str(cell).split())) else found


def _tells_a_person(bare: str, written: str) -> bool:
    if is_mobile(bare) or holds_number(bare) or holds_contact(written) or _LETTERS.fullmatch(written):
        return True
    letters = _NO_LETTERS.sub("", bare)
    return is_name(letters) and letters[-1] not in _OF_A_POST


OF_PERSONS = {"staff": staff_code, "township": township}  # facts beside which, or in place of which, persons are written


def flag(cell: Hashable) -> Reading:
    if is_missing(cell):
        return NOTHING
    value = re.sub(r"^\d[-.:、](?=\D)", "", plain(cell))  # 1-是
    if value in _YES:
        return Reading(True)
    if value in _NO:
        return Reading(False)
    return _broken(cell) or _wrong("应为“是”或“否”（或 1、0）", "it should be 是 or 否 (or 1, 0)")


def year(cell: Hashable) -> Reading:
    """The first year of a school year: 2023, `2023/2024学年`, a date in it."""
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, datetime.date):
        if cell.year == 1905:  # the number 2023 shown as a date is 15 July 1905
            return _wrong(
                "是日期（表格软件把年份当成了日期）；应含四位年份，如 2023/2024",
                "that is a date (a spreadsheet program took a year for one); it should hold a year of four digits, e.g. 2023/2024",
            )
        return Reading(cell.year)
    broken = _broken(cell)
    if broken:
        return broken
    found = _YEAR.search(plain(cell))
    if not found:
        return _wrong("应含四位年份，如 2023/2024", "it should hold a year of four digits, e.g. 2023/2024")
    own = int(found.group())
    month = _MONTH.fullmatch(plain(cell))
    if month and not 1 <= int(month[1]) <= 12 and int(month[1]) != (own + 1) % 100:  # 2022-23 is a school year
        return Reading(own, note=Message(f"没有 {month[1]} 月，只采用年份 {own}；请核对", f"there is no month {month[1]}; only the year {own} was used: look at it"))
    return Reading(own)


def date(cell: Hashable) -> Reading:
    if is_missing(cell):
        return NOTHING
    if isinstance(cell, (datetime.date, datetime.datetime)):
        return Reading(cell.strftime("%Y-%m-%d"))
    return _broken(cell) or Reading(shown(cell))


def choice(cell: Hashable, names: dict[str, str], allowed: str) -> Reading:
    """One of a list of words; `names` maps words as typed (plain) to the value."""
    if is_missing(cell):
        return NOTHING
    key = plain(cell)
    value = names.get(key) or names.get(re.sub(r"^\d+[-.:、_]?|[-_]?\(?\d+\)?$", "", key))
    if value is None:
        return _broken(cell) or _wrong(f"{ONE_OF}{allowed}", f"it should be one of: {allowed}")
    return Reading(value)
