"""Groups of heads that are called by a ratio and hold what it is made of: 生均教学仪器设备值 over 总值, 学生数 and 生均值."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from junheng.facts.intake.heads.head import ColumnHead, Head

_RATIO = re.compile(r"^(?:每百名?学?生|生均|每生|师均|人均|班均|平均每[校班生])(?:平均)?(?:拥有)?")
_SAYS_RATIO = re.compile(r"^(?:每百|生均|每生|师均|人均|班均|平均)|比值|比例$|指标值|计算值")


def without_ratios(head: Head) -> Head:
    """Where one head of such a group says the ratio, the others are of the whole: the group's words for the ratio are taken out."""
    groups = defaultdict[tuple[str, ...], list[ColumnHead]](list)
    for each in head.columns:
        if len(each.parts) > 1 and _RATIO.match(each.parts[-2]):
            groups[each.parts[:-1]].append(each)
    named = {upper for upper, columns in groups.items() if len(columns) > 1 and any(_SAYS_RATIO.search(each.parts[-1]) for each in columns)}
    return replace(head, columns=tuple(_of_whole(each) if each.parts[:-1] in named else each for each in head.columns)) if named else head


def _of_whole(each: ColumnHead) -> ColumnHead:
    if _SAYS_RATIO.search(each.parts[-1]):
        return each
    return each._replace(parts=(*each.parts[:-2], _RATIO.sub("", each.parts[-2]), each.parts[-1]))
