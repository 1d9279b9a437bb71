"""学前班 beside 在校生数, 班数 or 专任教师: the total may hold them, and no figure of the compulsory stages does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity, joined

PRESCHOOL = "学前班"  # a head that is known
_PRESCHOOL = re.compile("(?:其中)?(?:含)?(?:附设)?(?:学前|幼儿)班?(?:教育)?(?:在校|在园)?(?:学生|幼儿|儿童)?(?:班级|班)?(?:人)?数?")
_CLASSES, _PUPILS = re.compile("班班?级?数|班级"), re.compile("学生|幼儿数|儿童|人|在校|在园")
_WITHOUT = re.compile(".+不[含计包括]*(?:附设)?(?:学前|幼儿)(?:班|教育|阶段)?(?:学生|幼儿|儿童|班级?|人)?数?|(?:其中)?(?:[一1]年?级?[至到]?[六九69]年级|[小中]学段|中小学段|小学阶段|义务教育(?:阶段)?|义教(?:阶段)?)(?:在校)?(?:学?生|班级?|人)?数?")


class Preschool(NamedTuple):
    """part: the column 学前班; total: what stands before it; without: the column of the same without them, where there is one and the two add up."""

    part: ColumnHead
    total: ColumnHead
    without: ColumnHead | None


def is_preschool(head: ColumnHead) -> bool:
    return bool(head.parts) and head.parts[-1] != "学前教师" and _PRESCHOOL.fullmatch(head.parts[-1]) is not None


def may_be_in(head: ColumnHead, fact: str) -> bool:
    """学前班班数 is of the classes, 学前班人数 of the pupils; 学前班 alone is of the teachers only under one group with them, or as 其中."""
    leaf = head.parts[-1]
    if _CLASSES.search(leaf):
        return fact == "classes"
    if _PUPILS.search(leaf) and len(head.parts) == 1:
        return fact == "pupils"
    return fact != "teachers" or len(head.parts) > 1 or leaf.startswith("其中")


def is_without_preschool(head: ColumnHead) -> bool:
    return bool(head.parts) and _WITHOUT.fullmatch(head.parts[-1]) is not None


def preschool_included(sheet: Sheet, row: int, found: Sequence[Preschool]) -> Iterator[Finding]:
    """Once for all columns that were read in one way: it is how the sheet is laid out."""
    for same in ([each for each in found if each.without], [each for each in found if not each.without]):
        if same:
            yield _told(sheet, row, same)


def _told(sheet: Sheet, row: int, same: Sequence[Preschool]) -> Finding:
    is_read_without = same[0].without is not None
    if is_read_without:
        pairs = joined((Message(f"“{each.total.shown}”含“{each.part.shown}”", f"`{each.total.shown}` holds `{each.part.shown}`") for each in same), "，", ", ")
        own = joined((Message(f"“{each.without.shown}”", f"`{each.without.shown}`") for each in same if each.without), "", " and ")
        message = Message(f"{pairs.zh}，没有采用；按{own.zh}读取", f"{pairs.en}; {'they were' if len(same) > 1 else 'it was'} not used, {own.en} read instead")
    else:
        pairs = joined((Message(f"“{each.total.shown}”可能含“{each.part.shown}”的数", f"`{each.total.shown}` may hold `{each.part.shown}`") for each in same), "，", ", ")
        parts = joined((Message(f"“{each}”", f"`{each}`") for each in dict.fromkeys(each.part.shown for each in same)), "", " and ")
        totals = joined((Message(f"“{each.total.shown}”", f"`{each.total.shown}`") for each in same), "", " and ")
        message = Message(
            f"{pairs.zh}，仍按原数读取；若含，请改填不含学前班（幼儿班）的数，或另加一列“一至六年级”；若不含，请把{parts.zh}移到{totals.zh}之前",
            f"{pairs.en}; {'they were' if len(same) > 1 else 'it was'} read as {'they stand' if len(same) > 1 else 'it stands'}. If so, write the figure without children before school, or add a column 一至六年级; if not, put {parts.en} before {totals.en}",
        )
    (first, *others), totals_at = [sheet.at(row, each.part.column) for each in same], [sheet.at(row, each.total.column) for each in same]
    return Finding(
        Severity.INFO if is_read_without else Severity.WARNING, "preschool-included", message, *first, same[0].part.shown, against=(*totals_at, *others),
    )
