"""Columns of other staff beside 专任教师 (缺编, 特岗教师, 教职工): bare 本科 and 体育 behind them are of them, unless the figures bear out the teachers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

_STAFF = re.compile("教师|教职|教工|人员|员工|职工|缺编|超编|缺额|缺口|在编|编外|特岗|临聘|外聘|聘用|代课|退休|招聘|兼职|兼任|支教|走教|轮岗|交流|新进|借调|顶岗")
# the rest of the staff, of whom no list says the degree, and what is not people of it
_NOT_STAFF = re.compile("行政|教辅|工勤|率|比|占|宿舍|周转|办公|用房|面积|用机|用电脑|用计算机|用书|子女|务工|学生|人次|学时|工资|津贴|平均")
_SHARE = re.compile("[%％‰]")
_NEARLY, _SLIP_OF = 9, 4  # one row in so many may be off; one of so many rows and more is a slip


class StaffParts(NamedTuple):
    """Bare heads that are parts of the other column before them, and not of 专任教师."""

    other: ColumnHead
    heads: tuple[ColumnHead, ...]


def counts_staff(head: ColumnHead) -> bool:
    leaf = head.parts[-1]
    return bool(_STAFF.search(leaf)) and not _NOT_STAFF.search(leaf) and not _SHARE.search(head.shown)


def bears_out(families: Sequence[Sequence[Numbers]], whole: Numbers, other: Numbers) -> bool:
    """Whether the last of some families of parts (degrees, titles, subjects) is of the whole: it or one before it adds up to the whole and not to the other, or is more than the other."""
    for parts in families:
        if any(_mostly_more(part, other) for part in parts):
            return True
        added = np.nansum(parts, axis=0)
        if len(parts) > 1 and _is_sum(added, whole) and not _is_sum(added, other):
            return True
    return False


def _mostly_more(part: Numbers, other: Numbers) -> bool:
    """A blank or 0 that has parts is no whole of them."""
    some = part > 0
    return bool(some.any()) and bool((part[some] > np.nan_to_num(other[some])).mean() > 0.5)


def _is_sum(added: Numbers, whole: Numbers) -> bool:
    known = ~np.isnan(whole) & (whole > 0)
    count, off = int(known.sum()), int((added[known] != whole[known]).sum())
    return count > 0 and off <= max(count // _NEARLY, int(count >= _SLIP_OF))


def parts_of_others(sheet: Sheet, row: int, found: Sequence[StaffParts]) -> Iterator[Finding]:
    for other, (first, *more) in found:
        count, named, leaf = len(more) + 1, "、".join(each.shown for each in (first, *more)), first.shown.rpartition(" > ")[2]
        yield Finding(
            Severity.WARNING, "column-unknown",
            Message(
                f"“{named}”（{count} 列）没有写明是谁的，前面最近的是“{other.shown}”，数值也看不出是全体专任教师的，未采用；若是专任教师的，请移到“专任教师”之后、“{other.shown}”之前，或写成“专任教师中{leaf}”",
                f"`{named}` ({count} columns) do not say whose they are: the nearest head before them is `{other.shown}`, the figures do not tell that they are of all full-time teachers, "
                f"and they were not used. If they are, put them between 专任教师 and `{other.shown}`, or write 专任教师中{leaf}",
            ),
            sheet.file, sheet.name, sheet.place(row, first.column), first.shown, against=tuple(sheet.at(row, each.column) for each in more),
        )


def parts_of_stages(sheet: Sheet, row: int, heads: Sequence[ColumnHead]) -> Iterator[Finding]:
    """Bare parts behind 小学专任教师 and 初中专任教师, of neither by their words."""
    if heads:
        first, *more = heads
        named = "、".join(each.shown for each in heads)
        yield Finding(
            Severity.WARNING, "parts-of-stages",
            Message(
                f"“{named}”（{len(heads)} 列）没有写明属于哪个学段，前面有两个学段的数：只办一个学段的学校按本学段读取，办几个学段（或看不出办哪个学段）的学校未采用；请分学段填写",
                f"`{named}` ({len(heads)} columns) name no stage, and two stages stand before them: they were read for schools that teach one stage, and not used for schools of several "
                "(or whose stages cannot be told). Give them by stage",
            ),
            sheet.file, sheet.name, sheet.place(row, first.column), first.shown, against=tuple(sheet.at(row, each.column) for each in more),
        )
