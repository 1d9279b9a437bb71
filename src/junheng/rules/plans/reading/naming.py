"""What a figure is a figure of: the words beside it, without verbs, deadlines and modal words; and the unit that its noun decides."""

from __future__ import annotations

import re
from functools import cache

from junheng.rules.plans.reading.deadlines import deadlines
from junheng.rules.plans.reading.quantities import Quantity
from junheng.rules.plans.reading.words import Heads, Units, any_of, words

_LEAD = re.compile(
    r"^(?:[\s、,;:“”\"'的]+|其中|并且|并|且|同时|确保|力争|争取|保证|保障|努力|全面|进一步|逐步|基本|切实|要求|必须|需要?|应当?(?!届)|要|将|使(?!用)|让|和(?!谐)|及(?![时早格])|与(?!会)|以及|或|则|再(?!次)|即|"
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十]|到时|届时|分别|依次|实现|做到|经过努力|为|对(?!口)|对于|从(?![而事严])|由|按照|按(?!时)|在(?![校编职岗园籍读])|[①-⑳]|\d{1,2}[.、]|预计|计划|目标|今后|此后|之后|最终|最终确立|目前|现有|现|原有|我[县校市区镇乡省])+"
)
_TAIL = re.compile(
    r"(?:[\s、,;:“”\"'的]+|力争|争取|确保|保证|必须|应当?|须|要|将|需|(?<![生人年校班平户])均|都|也|各|分别|依次|总体|一般|原则上|严格|稳定|保持|基本|不得|每学?年|每[天日周月]|每学期|每人|人均不|平均|各自|全部|逐步|累计|"
    r"并|且|占|比例占|控制|总共|共|共计|合计|总计|提高|提升|达|有|为|在|至|到|从|由|将|把|是|[再年])+$"
)
_WHO_HAS = re.compile(r"^(?:我|全|本)?(?:校|学校|县|乡|镇|市|区|省|园|集团)?(?:现有|共有|现共有|设有|拥有|有)(?!效|关|序)")
_RATES = re.compile(r"(?:率|比例|比重|占比|比|年限|系数|程度|面积|标准|经费|时间|规模|人数|总数|数量|数|学时|班额)$")


@cache
def _verbs() -> re.Pattern[str]:
    verbs = [
        "新建", "改建", "扩建", "改扩建", "新改扩建", "建设", "建成", "重点建设", "培养", "培育", "选派", "引进", "招聘", "公开招聘", "添置", "购置", "配备", "配置", "增加", "新增", "安排", "保留", "办好", "召开", "撤并", "撤销", "完成", "补充", "打造", "创建",
        "组建", "设立", "设置", "选聘", "选拔", "评选", "培训", "交流", "遴选", "认定", "开设", "开齐", "举办", "组织", "开展", "拥有", "具有", "达到", "提供", "更新", "投入", "落实", "争取", "上好", "听", "参加", "对口支援", "联系", "定点联系", "派出", "选送", "聘请",
        "增设", "改造", "维修", "安装", "建立", "整合", "整合为", "合并为", "调整为", "实现", "接受", "撰写", "读", "阅读", "安排出", "创办", "铺设", "硬化", "绿化", "消化", "累计", "总投资", "概算", "筹集", "安排资金", "列支", "增长", "提高", "减少", "降低", "下降", "上升",
        "缩小", "压减", "扩大", "增配", "配齐", "有", "拟建", "拟", "续建", "迁建", "启动", "布局", "用", "现有", "共有", "设有", "建有", "辖", "占地", "把握", "保持",
    ]
    return re.compile(rf"^(?:(?:每(?:学年|学期|[年月周天日])|各|分别|再|全县|全校|全市|全区|全省|全镇|全乡|重点|累计|总共|公开|集中|分批|定向|共|年均|至少|每人|每校)*(?:{any_of(verbs)}|建(?![筑立设制档]))(?:了|出|好|为|成)?)+")


def left_words(text: str) -> str:
    """The words before a figure, bare of deadlines, modal words and what binds the figure."""
    for each in reversed(deadlines(text)):
        text = text[: each.start] + text[each.end :]
    while True:
        bare = _TAIL.sub("", _LEAD.sub("", text)).strip()
        if bare == text:
            return bare
        text = bare


def without_verbs(text: str) -> str:
    return left_words(_verbs().sub("", _WHO_HAS.sub("", text)))


def right_words(text: str) -> str:
    """The noun after a figure: up to the next sign, figure or binding word."""
    part = re.split(r"[、,;:。()\[\]]|\d|(?:以及|和|并|及)(?=[一二三四五六七八九十\d])|(?:达到|达|用于|前往|不少于|不低于|以上|以内|左右|合并|整合|到(?!位)|从)", text.lstrip("的 "), maxsplit=1)[0]
    return part.strip(" 的“”\"")


def is_rate(text: str) -> bool:
    return _RATES.search(text) is not None


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words(Heads).measurable)}(?:水平|程度|标准)?$")


def is_measurable(text: str) -> bool:
    return _heads().search(text) is not None and not text.endswith("效率")


def unit_of(one: Quantity, left: str, right: str, rest: str) -> str | None:
    """None where nothing tells what is counted."""
    rest = "" if rest.startswith(("、", ",")) else rest
    if one.unit == "category" and one.chinese:
        return None
    by_noun: dict[str, tuple[str, ...]] | None = words(Units).by_noun.get(one.measure)
    if by_noun is None or one.measure == "名":
        return one.unit or "item"
    for text in (right, left, rest):
        ending = [(len(noun), unit) for unit, nouns in by_noun.items() for noun in nouns if text.endswith(noun)]
        if ending:
            return max(ending, key=lambda each: each[0])[1]  # 工作室 before 室
    for text in (right, left, *([rest] if one.measure == "所" else [])):
        for unit, nouns in by_noun.items():
            if any(noun in text for noun in nouns):
                return unit
    if one.measure == "所":
        return "school"
    if one.measure == "次":
        return "times"
    return None if one.chinese else "item"
