"""Figures of a sentence, each with what it counts: `学生289人` and `6个教学班` are 289 persons (学生) and 6 (教学班)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from junheng.rules.plans.reading.numbers import number

_WIDTH = str.maketrans("０１２３４５６７８９％．～—–－（）；：，", "0123456789%.~---();:，")
_UNITS = "平方米|平米|㎡|万元|亿元|元|人次|人|名|位|所|个百分点|个|册|台|套|件|类|间|室|%|学时|课时|小时|分钟|公里|亩|节|张|门|处|周岁|岁|年|倍|支|辆"
_CHINESE_UNITS = "所|名|人|个|间|台|类|件|室|支|年"
_DIGITS = r"\d+(?:\.\d+)?(?:万|亿)?"
_FORM = re.compile(
    rf"(?<![\d.〔【\[])(?:({_DIGITS})\s*%?\s*[-~至到]\s*)?({_DIGITS})\s*(?:余|多)?({_UNITS})"
    rf"|(?<![一二三四五六七八九十第几])(?:([一二三四五六七八九两十])(?:至|到|-))?([一二三四五六七八九十两]{{1,3}})({_CHINESE_UNITS})"
    r"|1\s*[:∶]\s*(\d+(?:\.\d+)?)"
)
_HIDDEN = re.compile(
    r"(?:19|20)\d\d\s*年|(?:19|20)\d\d\s*[-~至]\s*(?:19|20)\d\d\s*年?|[〇○零一二三四五六七八九]{4}年|[一二三四五六七八九]年一贯制|学前[一二三两]年|[一二三两]年学前|[\d一二三四五六七八九](?:[-~至][\d一二三四五六七八九])?年级|"
    r"[一二三四五]年(?:行动|规划|计划)|[“\"「][^”\"」\d]{0,12}[”\"」]|[“][一-龥][^”]{0,10}[”]|[每哪任某第][一二三]?[个所名位]|第[一二三四五六七八九十]+[个所名年次]|九年义务|一[支个批件](?![一-龥]{0,3}(?:学校|小学|中学|幼儿园|教学点))"
)
_PARTS = re.compile(r"[，。;:()、！？,\n\t]")
_LEAD = re.compile(
    r"^(?:学校(?:现有|共有|有|现)|其中|以及|和|及|与|另有|另|并|共有|共|现有|现|原有|目前|已有|拥有|设有|设|有|我[校县市区乡镇]|全[校县市区乡镇]|最终|确立|长期|将|把|的|等|约|近|达到|达(?!标)|为|在(?!校|园|职|编|岗)|占(?!地)|到|至|"
    r"(?:到|至)?(?:19|20)\d\d年?(?:底|末|秋)?[,，]?|确保|力争|实现|使|每年|各|新建|培养|建设|配备|添置|增加)+"
)
_TAIL = re.compile(r"(?:(?:(?:到|至)?(?:19|20)\d\d年(?:底|末)?|力争|确保|应|要|须|均|总|共|总数|总量|合计|共计|总计)?(?:达到|达|为|有|在|占|约|近|不低于|不少于|不超过|控制在?|高于|低于|以上|超过|增加到|提高到|上升到|到|至|从|由|的|共|合计|共计|总计))+$")
_RIGHT = re.compile(r"(?:以上|以下|以内|左右|的|等)*([一-龥“”]{0,14})")
_CUT = re.compile(r"(?:整合|合并|调整|达到|用于|前往|分别|并|以及|到(?!位)|组成|参加|需要|共|均)")


@dataclass(frozen=True)
class Figure:
    """`start`, `end` in the sentence; `left`, `right` the words beside it in its clause. A ratio 1:15 has the unit `1:`."""

    value: Decimal
    unit: str
    left: str
    right: str
    start: int
    end: int
    printed: str
    low: Decimal | None = None
    bracketed: bool = False
    clause: str = ""
    after: str = ""  # the text right behind it: 以上, 左右

    @property
    def noun(self) -> str:
        """What is counted: the noun behind, else the one before."""
        return self.right or self.left

    @property
    def decimals(self) -> int:
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0

    @property
    def rounding(self) -> Decimal:
        """Half a unit of the last printed digit."""
        return Decimal(5).scaleb(-self.decimals - 1)


def narrow(text: str) -> str:
    """Full-width digits and signs made half-width, one for one: offsets stay."""
    return text.translate(_WIDTH)


def figures(sentence: str) -> list[Figure]:
    text = narrow(sentence)
    return [each for each in _found(text) if not _is_year(each)]


def _is_year(each: Figure) -> bool:
    return each.unit == "年" and 1900 <= each.value <= 2100


def _found(text: str) -> Iterator[Figure]:
    hidden = _HIDDEN.sub(lambda each: "〓" * len(each.group()), text)
    matches = list(_FORM.finditer(hidden))
    for order, found in enumerate(matches):
        since = matches[order - 1].end() if order else 0
        until = matches[order + 1].start() if order + 1 < len(matches) else len(text)
        yield _figure(text, found, since, until)


def _figure(text: str, found: re.Match[str], since: int, until: int) -> Figure:
    low, high, unit, chinese_low, chinese, chinese_unit, ratio = found.groups()
    value = number(high or chinese or ratio) or Decimal(0)
    before = _PARTS.split(re.sub(r"\([^()]*\)", "", text[since : found.start()]))[-1]
    behind = _PARTS.split(text[found.end() : until])[0]
    right = _RIGHT.match(behind)
    whole = re.split(r"[，。;！？]", text[: found.start()])[-1] + found.group() + re.split(r"[，。;！？]", text[found.end() :])[0]
    one = Figure(
        value, "1:" if ratio else unit or chinese_unit, bare(before), "", found.start(), found.end(), found.group(),
        number(low or chinese_low) if low or chinese_low else None, text.count("(", 0, found.start()) > text.count(")", 0, found.start()), whole, behind[:4],
    )
    noun = _CUT.split(right.group(1), maxsplit=1)[0].strip("“”").rstrip("和及") if right else ""
    return replace(one, right="" if re.match(r"(?:以上|以下|以内|左右)", behind) and one.unit != "%" else noun)


def bare(text: str) -> str:
    """Words before a figure without what only binds it."""
    while True:
        shorter = _TAIL.sub("", _LEAD.sub("", text.strip(" “”\"'"))).strip()
        if shorter == text:
            return shorter
        text = shorter
