"""Numbers with their units, and how each is bound: `不少于20节` is 20 lessons, >=."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from junheng.rules.plans.reading.numbers import CHINESE, number
from junheng.rules.plans.reading.words import Comparators, Scopes, Units, any_of, any_pattern, words


@dataclass(frozen=True)
class Quantity:
    """`start` and `end` in the clause, comparators and unit included; `number` and `stop`: the figure with its unit alone."""

    start: int
    end: int
    number: int
    stop: int
    value: Decimal
    unit: str
    measure: str = ""  # the unit as printed
    value_from: Decimal | None = None
    bound: str = ""  # a comparator, `reach`, or "" where no word binds it
    chinese: bool = False
    closes: bool = False  # a word behind it binds it, and those before it in a list


_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TIMES = "(?:万亿|百万|千万|万|亿)?"
_CHINESE = rf"[{CHINESE}]+(?:点[{CHINESE}]+)?"
_FIGURE = rf"(?:{_ARABIC}[余多]?{_TIMES}|{_CHINESE}[万亿]?)"
_RANGE = rf"({_FIGURE})\s*(?:%|‰)?\s*(?:[-~至到]|——)\s*({_FIGURE})"
_SHARE = re.compile(rf"(百|千)分之({_CHINESE}|{_ARABIC})(?:(?:至|到|-)(?:(?:百|千)分之)?({_CHINESE}|{_ARABIC}))?")
_FRACTION = re.compile(r"([二三四五六七八九十]{1,2})分之([一二三四五六七八九])")
_TENTHS = re.compile(r"([一二三四五六七八九])成(?!立|为|果|员|绩|长|熟|本|功|效|人|套|品|就|才|因)")
_RATIO = re.compile(rf"({_ARABIC}):({_ARABIC})(?!\d)")
WITHOUT_UNIT = re.compile(r"系数|指数|差异率|差异度|差异程度|变异")
_NIL = re.compile(r"(?<=[率数故件案量业象例])(?:为|降至|降为|降到|控制在|控制为|保持在?|保持为)\s*(零|0)(?![\d.%‰个名人起例])")
_SPANS = ("minute", "hour", "day", "week", "month")
_HALF = re.compile(r"过半数?|(?<!大)(?:一半|半数)(?=以上|的|左右)|(?<=超过|达到|不少|不低|少于|低于|高于|多于)(?:一半|半数)")
_DOUBLED = re.compile(r"翻([一两二三])?番")
_DATE = re.compile(r"(?:19|20)\d\d\s*(?:-\s*(?:19|20)\d\d\s*)?(?:年(?:度|底|末)?|学年|届|级|[-./]\d)|\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?(?!龄)|[〇○零一二三四五六七八九]{4}\s*年")


@cache
def _units() -> dict[str, str]:
    return {each: unit for unit, names in words(Units).units.items() for each in names} | dict.fromkeys(("个", "所", "次"), "")


@cache
def _measured() -> re.Pattern[str]:
    names = any_of(_units())
    return re.compile(rf"(?:{_RANGE}|({_FIGURE}))\s*(余|多)?\s*({names})(?!代|级|届|以来|(?<=[年月])初)")


@cache
def _scopes() -> re.Pattern[str]:
    return re.compile(any_pattern(words(Scopes).patterns))


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(words(Scopes).quoted)


def quantities(text: str, bare: bool = False) -> list[Quantity]:
    """All of a clause, from the left; none of them a date, an ordinal, a slogan in quotes or an age.

    `bare`: the clause before was of a coefficient, so a decimal fraction without a unit is one here, too.
    """
    blocked = [found.span() for form in (_scopes(), _DATE) for found in form.finditer(text)]
    blocked += [found.span() for found in _quoted().finditer(text) if not re.search(r"\d", found.group())]
    kept: list[Quantity] = []
    for each in sorted(_raw(text, bare), key=lambda one: (one.number, -one.stop)):
        free = not any(start < each.stop and each.number < end for start, end in blocked)
        if free and (not kept or each.number >= kept[-1].stop):
            kept.append(each)
    bound = [_bound(each, text, kept[order - 1].stop if order else 0) for order, each in enumerate(kept)]
    for order in range(1, len(bound)):
        bound[order] = _inherited(bound[order], bound[order - 1], text)
    for order in range(len(bound) - 2, -1, -1):
        bound[order] = _closed_by(bound[order], bound[order + 1], text)
    return bound


def _raw(text: str, bare: bool = False) -> Iterator[Quantity]:
    for found in _SHARE.finditer(text):
        first, last = number(found.group(2)), number(found.group(3) or found.group(2))
        if first is not None and last is not None:
            yield _plain(found, last, "percent" if found.group(1) == "百" else "permille", first if found.group(3) else None)
    for found in _FRACTION.finditer(text):
        parts, part = number(found.group(1)), number(found.group(2))
        if parts and part:
            yield _plain(found, (100 * part / parts).quantize(Decimal("0.01")), "percent")
    for found in _TENTHS.finditer(text):
        yield _plain(found, (number(found.group(1)) or Decimal(0)) * 10, "percent")
    for found in _RATIO.finditer(text) if bare or "比" in text else ():
        left, right = Decimal(found.group(1).replace(",", "")), Decimal(found.group(2).replace(",", ""))
        if right and left:
            yield _plain(found, right / left if left == 1 else left / right, "ratio")
    for found in _DOUBLED.finditer(text):
        yield _plain(found, Decimal(2) ** int(number(found.group(1) or "一") or 1), "times")
    for found in _NIL.finditer(text):
        yield replace(_plain(found, Decimal(0), "percent" if text[found.start() - 1] == "率" else "case"), bound="=", number=found.start(1))
    if bare or WITHOUT_UNIT.search(text):
        for found in re.finditer(r"(?<![\d.])\d?\.\d+(?![\d%‰个名人万亿])", text):
            yield _plain(found, Decimal(found.group()), "ratio")
    for found in _HALF.finditer(text):
        yield replace(_plain(found, Decimal(50), "percent"), bound=">" if found.group().startswith("过") else "")
    yield from filter(None, (_counted(found, text) for found in _measured().finditer(text)))


def _plain(found: re.Match[str], value: Decimal, unit: str, value_from: Decimal | None = None) -> Quantity:
    return Quantity(found.start(), found.end(), found.start(), found.end(), value, unit, "", value_from)


def _counted(found: re.Match[str], text: str) -> Quantity | None:
    low, high, single, _, measure = found.groups()
    printed = high or single
    rough = found.group(4) or ("余" in printed or "多" in printed)
    value, value_from = number(printed.replace("余", "").replace("多", "")), number(low) if low else None
    chinese = not re.search(r"\d", printed)
    if value is None or (chinese and not (_may_be_chinese(printed, measure) or _apart().search(text[: found.start()]) or _sure_before().search(text[: found.start()]))):
        return None
    unit = _units()[measure]
    if unit == "year" and not chinese and 1900 <= value <= 2100:
        return None
    return Quantity(found.start(), found.end(), found.start(), found.end(), value, unit, measure, value_from, "~" if rough else "", chinese)


def _may_be_chinese(printed: str, measure: str) -> bool:
    known = words(Units)
    return measure in (known.one if printed == "一" else known.any_number) or (measure.startswith("个") and (len(measure) > 1 or printed != "一"))


# ---- how it is bound ----


@cache
def _before() -> re.Pattern[str]:
    names = [(each, sign) for sign, group in words(Comparators).before.items() for each in group]
    return re.compile(rf"({any_of(each for each, _ in names)})\s*(?:到|了|(?:每(?:周|天|年|月|日|学期|学年|班|校|人|生))+)?\s*(?:原来的|现在的)?$")


@cache
def _sure_before() -> re.Pattern[str]:
    """不少于一篇: a word of two characters and more that binds makes 一 a count."""
    return re.compile(rf"{_bounds()}\s*$")


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"({any_of(words(Comparators).apart)})[一-龥]{{1,4}}$|(最高|最低|最多|最少)[一-龥]{{0,8}}$|({_bounds()}){_stage()}$")


def _bounds() -> str:
    """The words of two characters and more: 达 and 为 alone bind only the figure behind them."""
    return any_of(each for group in words(Comparators).before.values() for each in group if len(each) > 1)


@cache
def _stage() -> str:
    """Of whom a figure is asked: 小学, 初中阶段, 高中每班."""
    return rf"{any_of(words(Comparators).stages)}(?:{any_of(words(Comparators).stage_ends)})*"


@cache
def _stages_alone() -> re.Pattern[str]:
    return re.compile(rf"[\s、和及与]*(?:其中)?{_stage()}(?:、{_stage()})*\s*")


def only_of_whom(text: str) -> bool:
    """Nothing but of whom a figure is asked stands between it and the one before: the word that binds that one holds on."""
    return _stages_alone().fullmatch(text) is not None


@cache
def _base() -> re.Pattern[str]:
    """达到初中毕业生人数的40%: what is measured by stands between."""
    return re.compile(rf"({_bounds()})[^,;、\d]{{1,14}}(?:的|总额|总数|总量|人数|收入|预算|支出|经费)\s*$")


@cache
def _after() -> re.Pattern[str]:
    names = [each for group in words(Comparators).after.values() for each in group]
    return re.compile(rf"\s*(?:的)?({any_of(names)})")


@cache
def _signs() -> tuple[dict[str, str], dict[str, str]]:
    before, after = words(Comparators).before, words(Comparators).after
    return {each: sign for sign, group in before.items() for each in group}, {each: sign for sign, group in after.items() for each in group}


def _bound(one: Quantity, text: str, since: int) -> Quantity:
    before, after = _before().search(text[since : one.number]), _after().match(text, one.stop)
    soon = after is not None and after.group(1) == "内" and one.unit in _SPANS  # 24小时内上报
    if after and not soon and after.group(1) in ("多", "余", "内", "起", "上下") and not _closes(text, after.end()):
        after = None
    signs_before, signs_after = _signs()
    before = before or _apart().search(text[since : one.number])
    base = None if before else _base().search(text[since : one.number])
    before = before or base
    sign = (signs_after[after.group(1)] if after else "") or (signs_before[next(filter(None, before.groups()))] if before else "") or one.bound
    start = since + before.start() if before else one.number
    rest = text[since:start]
    again = _before().search(rest)  # 要控制在不超过
    start = since + again.start() if again and before else start
    return replace(one, start=start, end=after.end() if after else one.stop, bound=sign, closes=after is not None)


def _inherited(one: Quantity, before: Quantity | None, text: str) -> Quantity:
    """分别不超过45人、50人: the word holds for both, and so does the one after the last (0.50和0.45以内)."""
    if before is None or one.bound or not before.bound:
        return one
    between = text[before.end : one.start]
    both = one.measure == before.measure and re.fullmatch(r"\s*[、和及与,]\s*", between) and re.search("分别|依次", text[: before.number])
    listed = re.search(r"(?:、|和|及|与|以及)[一-龥]{0,3}$", between) and _apart().search(text[: before.number])
    staged = one.unit == before.unit and one.measure == before.measure and re.match(r"\s*[、和及与]", between) and only_of_whom(between)
    return replace(one, bound=before.bound) if both or listed or staged else one


def _closed_by(one: Quantity, after: Quantity, text: str) -> Quantity:
    """小学2000元、初中2500元以上: the word behind the last figure holds for both."""
    if one.bound or not after.closes or (one.unit, one.measure) != (after.unit, after.measure):
        return one
    between = text[one.end : after.number]
    return replace(one, bound=after.bound, closes=True) if re.match(r"\s*[、和及与]", between) and only_of_whom(between) else one


def _closes(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "的、,;。以及和与"


def comparator(one: Quantity) -> str:
    """达到100% is =, since no more can be; 达到95% is at least; a number of years is what it is."""
    if one.bound == "reach":
        if one.unit == "year" or one.value_from is not None or (one.unit == "percent" and one.value >= 100):
            return "="
        return ">="
    if one.value_from is not None and one.bound in ("", "="):
        return "="
    if one.bound == "<=" and one.value == 0:
        return "="
    if one.bound == ">=" and one.unit == "percent" and one.value >= 100:
        return "="
    return one.bound or "="
