"""The school that words name by themselves: a line over a form, the name of a sheet, a file or a folder, without what offices write around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from junheng.facts.intake.values.text import plain

_LEVEL = (
    "(?:普通|特殊教育|中等职业|职业|九年一贯制|十二年一贯制|完全|初级|高级|民办|公办|公立|私立|农村|乡村|乡镇|村级?|城[市镇区乡]|镇区|小学(?=教学点)|寄宿制|小规模|薄弱|义务教育|基础教育|"
    "附设|下属|下辖|所属|中心|中|小|初|高)*(?:小学|中学|学校(?:\\(机构\\))?|机构|初中|高中|幼儿园|教学点|教学班|分校|校区|完小|村小|中心校)"
)
_AREA = "[^县区市旗]{1,6}(?:自治县|自治旗|县|区|市|旗)"
_KINDS = re.compile(_LEVEL)
_KINDS_OF_AREA = re.compile(f"{_AREA}{_LEVEL}")
_SITE = re.compile("(?:教学点|教学班|分校|校区|村小)$")
_DIRECTION = re.compile("[东南西北新老]{1,2}(?:校区|分校)")
_WHOLE = re.compile("(?:中学|高级中学|特殊教育学校|职业学校)$")  # 甲县中学 is mostly one school, 甲县小学 all of them
_ENDS = "小学|中学|学校|教学点|分校|校区|完小|中心校|初中|高中|附小|附中|学园|书院|幼儿园|[一二三四五六七八九十]中|[一二三四五六七八九十]小"
_NAME = re.compile(rf"[\u3400-\u9fff〇a-z\d·()]{{0,28}}[\u3400-\u9fff〇a-z\d·](?:{_ENDS})(?:\([^()]+\))?")
_NO_NAME = re.compile("各[校类级镇乡县区市所]|全[县区市旗镇乡省]|所有|以[上下]|其他|其中|的|、|名单|名录|合计|总计|小计|汇总|情况|统计|单位|负责人|说明|教育局|委员会|表|^含|^除|(?:小学|中学|学校|教学点)[与和及]|(?:19|20)\\d{2}")
_QUALIFIED = re.compile(r"\((?:[^()]*(?:教学点|曾用名|原名)[^()]*|汇总|合计|小计|小学部|初中部|高中部|中学部|校?本部|盖章|公章|签章|章)\)$|(?<=.{4})(?:小学部|初中部|高中部|中学部)$")
_WITH_POINTS = re.compile(r"\((?:含[^()]*教学点[^()]*|汇总|合计|小计)\)$")
_NUMBER_BEFORE = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.:]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[、.])")
_LABEL = re.compile(r"^(?:校名|(?:填报|报送|填表)?(?:学校|单位|机构)(?:\(机构\))?(?:名称|全称)?)(?:\((?:盖章|公章|签章|章)\))?:")
_CODE = re.compile(r"[(\[]?(?:(?:学校)?(?:\(机构\))?(?:标识码|代码):?)?(?<!\d)(?!(?:19|20)\d{4}(?:\d{2})?(?!\d))(\d{6,12})(?:\.0+)?(?!\d)[)\]]?")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)(?:年?[-/—–~至_](?:19|20)?\d{2})?(?:学?年度?)?(?:[春秋]季?)?(?:学期)?[初末]?")
_PAPER = re.compile("(?:教育事业|教育|学校|基层|学年初)?(?:统计|基层|综合|报送)*(?:报表|统计表|表格|各表|数据表|数据)$")
_SUFFIX = re.compile(r"\.(?:csv|txt|tsv|xlsx?|xlsm|xlsb|ods|et)(?:\.gz)?$", re.IGNORECASE)
_FORM_NUMBER = re.compile(r"(?:教基|基础基|表)?\s*(?<!\d)\d{3,4}续?(?!\d)")
_APART = re.compile(r"[_\-\s—–~·.]+")
_APART_AND_BRACKETS = re.compile(r"[_\-\s—–~·.()\[\]【】《》]+")
_AROUND = "【】[]《》〈〉<>「」『』{}-—–=*_·.:;,。, "


@dataclass(frozen=True)
class Named:
    """What words say of a school. is_site: of a school that they do not name, another than the one they stand with: 教学点, 东校区."""

    name: str | None = None
    code: str | None = None
    is_site: bool = False

    def __bool__(self) -> bool:
        return bool(self.name or self.code or self.is_site)


NOBODY, SOME_SITE = Named(), Named(is_site=True)


@lru_cache(maxsize=1 << 13)  # most lines say the same in all workbooks
def school_in(text: str) -> Named:
    """The school that a text names, and nothing else: 子丑县第二小学（2199770002）, 【子丑县第二小学】, 二、子丑县第二小学2023年报表."""
    said = plain(text)
    if len(said) > 60:
        return NOBODY
    said = _NUMBER_BEFORE.sub("", said.strip(_AROUND))
    unlabelled = _LABEL.sub("", said)
    code = _CODE.search(unlabelled)
    bare = (unlabelled[: code.start()] + unlabelled[code.end() :] if code else unlabelled).strip(_AROUND)
    name = _PAPER.sub("", _YEARS.sub("", bare).strip(_AROUND)).strip(_AROUND)
    if not name:
        return Named(None, code.group(1)) if code else NOBODY
    if code and not _KINDS.fullmatch(name):
        return Named(name, code.group(1)) if _is_name(name) else NOBODY
    return _named(name, is_labelled=unlabelled != said, is_alone=name == bare)


def _named(name: str, is_labelled: bool, is_alone: bool) -> Named:
    if _KINDS.fullmatch(name) or _DIRECTION.fullmatch(name):
        return Named(is_site=_SITE.search(name) is not None)
    if not is_labelled and _KINDS_OF_AREA.fullmatch(name) and not _WHOLE.search(name):
        return Named(is_site=is_alone and not name.endswith("学校") and not _NO_NAME.search(name))
    return Named(name) if _is_name(name) else NOBODY


def _is_name(name: str) -> bool:
    bare = without_qualifier(name)
    return _NAME.fullmatch(bare) is not None and not _NO_NAME.search(bare)


@lru_cache(maxsize=1 << 12)  # sheets are called the same in all workbooks
def school_called(called: str, before_title: Callable[[str], str]) -> Named:
    """The one school that the name of a sheet, a file or a folder names beside numbers, years and a form's title: 2199…_甲县第一小学_教基2106, 小学班额情况（甲县第一小学）."""
    bare = _FORM_NUMBER.sub("_", _YEARS.sub("_", unicodedata.normalize("NFKC", _SUFFIX.sub("", called))))
    for apart in (_APART, _APART_AND_BRACKETS):
        parts = [part for part in apart.split(_QUALIFIED.sub("", bare)) if part]
        said = [found for part in parts if (found := school_in(before_title(part) or part))]
        names, codes = {each.name for each in said if each.name}, {each.code for each in said if each.code}
        if any(each.is_site for each in said) or len(names) > 1 or len(codes) > 1:
            return SOME_SITE
        if names or codes:
            return Named(next(iter(names), None), next(iter(codes), None))
    return NOBODY


@lru_cache(maxsize=1 << 12)
def without_qualifier(name: str) -> str:
    """A name without what is no part of it: （含教学点）, （曾用名：…）, （小学部）, （盖章）."""
    return _QUALIFIED.sub("", plain(name)) or name


@lru_cache(maxsize=1 << 10)  # asked of each form of a school
def has_points(name: str) -> bool:
    """Whether a name says that its figures are those of its teaching points too: （含教学点）, （汇总）."""
    return _WITH_POINTS.search(plain(name)) is not None
