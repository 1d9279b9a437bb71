"""Figures per pupil, class or teacher and shares that are printed, recomputed from the totals beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.figures import Figure
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.sums import show
from junheng.rules.plans.doctor.words import known
from junheng.rules.plans.reading.numbers import number

_PER = re.compile(r"(生均|班均|平均班额|师均|人均)[一-龥]{0,8}$")
_GROWN = re.compile(r"(?:由|从)[一-龥]{0,8}?(\d+(?:\.\d+)?)(人|所|个|万元|元|册|台|名|平方米|%)[^,，;。]{0,10}?(增加|提高|上升|增长|减少|下降|降低)(?:到|至|为)(\d+(?:\.\d+)?)\2[^。;]{0,8}?(增长|提高|增加|上升|减少|下降|降低)了?(\d+(?:\.\d+)?)%")
_CHANGED = re.compile(r"(?:由|从)[^,，;。\d]{0,8}(?P<start>\d+(?:\.\d+)?[万亿]?)(?P<unit>人|所|个|名|万元|亿元|元|册|台|平方米|%)[^,，;。\d]{0,8}(?:增|提|升|长|减|降|压)[^,，;。\d]{0,3}(?P<end>\d+(?:\.\d+)?[万亿]?)(?P=unit)[,，]"
                      r"(?:净|共|总体)?(?P<how>增加|增长|提高|提升|上升|减少|下降|降低|净增)了?(?P<by>\d+(?:\.\d+)?[万亿]?)(?(unit)(?:(?P=unit)(?!/)|(?<=\d)个百分点))")
_OF_ALL = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(人|名|所|个|间|台|册)[,，]?占[^,，;。\d]{0,8}(\d+(?:\.\d+)?)\2的(\d+(?:\.\d+)?)%")
_PART_OF_ONE = "寄宿|留守|女|男|贫困|随迁|每|骨干|青年|乡村|新任|残疾|毕业|艺术|体育|专职|优秀|培养|招聘|新增|新建"
_HAVE = {"生均": "pupils", "班均": "classes", "平均班额": "classes", "师均": "staff"}


def ratios(examined: Examined) -> Iterator[PlanFinding]:
    for paragraph in examined.paragraphs:
        pairs = [(told, each) for told in paragraph for each in told.figures]
        yield from _per_head(examined, pairs)
        for told in paragraph:
            yield from _grown(told)
            yield from _shares(told)
            yield from _shares_named(told)
            yield from _changed(told)
            yield from _pupils_per_teacher(examined, told)


def total_of(examined: Examined, names: Sequence[str], near: Sequence[tuple[Told, Figure]] = ()) -> tuple[Told, Figure] | None:
    """The first count of pupils, staff or classes: in the paragraph, else in the document. The list's earlier names first."""
    beside = [pair for pair in near if pair[1].unit in ("人", "名", "位", "个") and any(_ends(pair[1].noun, name) for name in names)]
    if beside:
        return beside[-1]
    everywhere = [(told, each) for told in examined.told for each in told.figures]
    for pairs in (near, everywhere):
        for name in names:
            for told, each in pairs:
                if each.unit in ("人", "名", "位", "个") and _is(each.noun, name) and not each.bracketed and each.value > 1:
                    return told, each
    return None


def _is(noun: str, name: str) -> bool:
    """在校学生 is a count of pupils; 寄宿学生 or 每位教师 is none."""
    noun = re.sub(r"^.{0,6}有", "", noun)
    return noun in (name, f"在校{name}", f"在编{name}", f"在岗{name}", f"在职{name}", f"全校{name}", f"{name}总数", f"{name}数", f"义务教育{name}", f"共有{name}", f"{name}人数")


def _ends(noun: str, name: str) -> bool:
    """初中在校生 is a number of pupils beside which 师生比 may stand; 寄宿学生 is a part of one."""
    return noun.endswith(name) and not re.search(_PART_OF_ONE, noun)


def _per_head(examined: Examined, pairs: Sequence[tuple[Told, Figure]]) -> Iterator[PlanFinding]:
    implied: dict[str, list[tuple[Told, Figure, Figure]]] = {}
    for order, (told, each) in enumerate(pairs):
        per = _PER.search(_clause_before(told, each))
        if per is None or per.group(1) not in _HAVE or _is_target(told, each):
            continue
        names = getattr(known(), _HAVE[per.group(1)])
        heads = total_of(examined, names, pairs[:order])
        total = _total_before(pairs[:order], each, per.group())
        if per.group(1) == "平均班额":
            total = total_of(examined, known().pupils, pairs[:order])
        if heads is None or total is None or heads[1].value == 0:
            continue
        implied.setdefault(_HAVE[per.group(1)], []).append((told, total[1], each))
        yield from _recomputed(told, per.group(1), total[1], heads[1], each)
    for several in implied.values():
        yield from _two_bases(several)


def _clause_before(told: Told, each: Figure) -> str:
    return re.split(r"[,，;。:、()]", told.text[: each.start])[-1].rstrip("为达到约有")


def _is_target(told: Told, each: Figure) -> bool:
    return bool(re.search(r"(?:不低于|不少于|达到)$", told.text[: each.start])) or bool(re.match(r"以上|以内", each.after))


def _total_before(before: Sequence[tuple[Told, Figure]], each: Figure, per: str) -> tuple[Told, Figure] | None:
    """The total that a figure per head follows: the nearest of its unit, by name where it has one."""
    name = re.sub(r"^(?:生均|班均|师均|人均|平均)", "", per)
    same = [(told, total) for told, total in before if total.unit == each.unit and not re.search("生均|班均|师均|人均|新增|增加|添置|购置|补充|捐", total.left + told.text[max(total.start - 8, 0) : total.start])]
    by_name = [pair for pair in same if name and name[:2] in pair[1].noun]
    return (by_name or ([] if name and each.unit != "册" else same) or [None])[-1]  # type: ignore[list-item]


def _recomputed(told: Told, per: str, total: Figure, heads: Figure, printed: Figure) -> Iterator[PlanFinding]:
    value = total.value / heads.value
    figure = f"{total.value}/{heads.value} = {show(value)}"
    if abs(value - printed.value) <= printed.rounding:
        yield found("right", told, figure, printed.start, what=f"{per}{total.noun}")
        return
    fits = show(total.value / printed.value) if printed.value else "-"
    yield found("ratio-wrong", told, f"{figure} ≠ {printed.value}", printed.start, per=f"{per}{total.noun}", printed=printed.printed, right=show(value), fits=fits, heads=heads.value)


def _two_bases(implied: Sequence[tuple[Told, Figure, Figure]]) -> Iterator[PlanFinding]:
    """Each figure per head tells between which numbers of heads it fits: two that do not meet rest on two numbers."""
    ranges = [(told, total, printed, total.value / (printed.value + printed.rounding), total.value / max(printed.value - printed.rounding, Decimal("0.01")))
              for told, total, printed in implied if printed.value]
    for order, one in enumerate(ranges):
        for other in ranges[:order]:
            if one[3] > other[4] or other[3] > one[4]:
                figure = "; ".join(f"{each[1].value}/{each[2].value}: {show(each[3])} - {show(each[4])}" for each in (other, one))
                yield found("ratio-base", one[0], figure, one[2].start, one=other[1].noun, other=one[1].noun)


def _grown(told: Told) -> Iterator[PlanFinding]:
    for each in _GROWN.finditer(told.text):
        start, end, printed = Decimal(each.group(1)), Decimal(each.group(4)), Decimal(each.group(6))
        if not start:
            continue
        value = abs(100 * (end - start) / start)
        figure = f"({end}-{start})/{start} = {show(value)}%"
        exponent = printed.as_tuple().exponent
        rounding = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
        points = each.group(2) == "%" and abs(end - start) == printed
        if points or abs(value - printed) <= rounding:
            yield found("right", told, figure, each.start(), what=each.group(5))
        else:
            yield found("ratio-wrong", told, f"{figure} ≠ {printed}%", each.start(), per=each.group(5), printed=f"{printed}%", right=f"{show(value)}%", fits="-", heads=start)


def _changed(told: Told) -> Iterator[PlanFinding]:
    """由820人增加到960人，增加140人; 由82.3%提高到90.6%，提高8.3个百分点."""
    for each in _CHANGED.finditer(told.text):
        start, end, printed = (number(each[name]) or Decimal(0) for name in ("start", "end", "by"))
        value = abs(end - start)
        figure = f"{max(start, end)}-{min(start, end)} = {value}"
        if value == printed:
            yield found("right", told, figure, each.start(), what=each["how"])
        else:
            yield found("ratio-wrong", told, f"{figure} ≠ {printed}", each.start(), per=each["how"], printed=printed, right=value, fits=end - printed if end > start else end + printed, heads=start)


def _shares_named(told: Told) -> Iterator[PlanFinding]:
    """96个，占全部班级312个的30.8%."""
    for each in _OF_ALL.finditer(told.text):
        part, total, printed = Decimal(each.group(1)), Decimal(each.group(3)), Decimal(each.group(4))
        if total:
            yield _share_judged(told, part, total, printed, each.start(4))


def _share_judged(told: Told, part: Decimal, total: Decimal, printed: Decimal, at: int) -> PlanFinding:
    value = 100 * part / total
    figure = f"{part}/{total} = {show(value)}%"
    exponent = printed.as_tuple().exponent
    if abs(value - printed) <= Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1):
        return found("right", told, figure, at, what="占比")
    fits = show(100 * part / printed) if printed else "-"
    return found("ratio-wrong", told, f"{figure} ≠ {printed}%", at, per="占比", printed=f"{printed}%", right=f"{show(value)}%", fits=fits, heads=total)


def _shares(told: Told) -> Iterator[PlanFinding]:
    """教师120人，其中本科96人，占80%: the count before the share over the total before 其中."""
    mark = re.search("其中|(?<=[人名所个])中(?=[,，有])", told.text)
    totals = [each for each in told.figures if mark and each.end <= mark.start() and each.unit in ("人", "名", "所", "个")]
    if not totals or mark is None:
        return
    for order, share in enumerate(told.figures):
        if share.unit != "%" or share.start < mark.end() or not order or not re.search(r"占(?:总数|总人数|教师总数|学生总数|比)?(?:的|为|达)?$", told.text[: share.start]):
            continue
        part, total = told.figures[order - 1], totals[-1]
        if part.unit != total.unit or part.start < mark.end() or not total.value:
            continue
        value = 100 * part.value / total.value
        figure = f"{part.value}/{total.value} = {show(value)}%"
        if abs(value - share.value) <= share.rounding:
            yield found("right", told, figure, share.start, what=part.noun)
        else:
            yield found("ratio-wrong", told, f"{figure} ≠ {share.printed}", share.start, per=part.noun, printed=share.printed, right=f"{show(value)}%", fits="-", heads=total.value)


def _pupils_per_teacher(examined: Examined, told: Told) -> Iterator[PlanFinding]:
    for each in told.figures:
        if each.unit != "1:" or not re.search(r"(?:师生比|生师比)[为达是约]*$", told.text[: each.start]) or _is_target(told, each):
            continue
        before = [(told, one) for one in told.figures if one.end <= each.start]
        pupils, staff = total_of(examined, known().pupils, before), total_of(examined, known().staff, before)
        if pupils and staff and staff[1].value:
            yield from _recomputed(told, "师生比", pupils[1], staff[1], each)
