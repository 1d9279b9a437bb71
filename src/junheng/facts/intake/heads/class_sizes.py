"""Sizes of classes in the heads of lists: 46-55 without 人 under 按班额分, 大班额（56-65人）; and 大班额, which is 56-65 alone where 超大班额 stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.source import Compared
from junheng.terms import Stage

_OF_CLASSES = re.compile("班额|班数|班级|教学班")
# as the words of a head are left: 46-55 is 4655
_SIZE = re.compile(r"(?<!\d)(?:(?P<low>\d{2})人?[至到]?(?P<high>\d{2})|[≤<](?P<up_to>\d{2})|(?P<down>\d{2})人?及?以下|[≥>](?P<at_least>\d{2})|(?P<up>\d{2})人?及?以上)人?(?!\d)")
# what may stand beside a size and says nothing more: the size tells which classes they are
_NAMED = re.compile(r"(?:(?:标准|正常|较大|特?大|超大)?班额)?(?:的)?(?:班级?|教学班)?(?:个?数)?")


def in_sizes(head: ColumnHead) -> ColumnHead:
    """46-55人 where the leaf says a size of classes in other words, behind 班额 where nothing over it does; 46-55 alone only where the head itself speaks of classes, since teachers have ages."""
    leaf = head.parts[-1]
    found = _SIZE.search(leaf)
    if not found or not _OF_CLASSES.search(head.shown) or not _NAMED.fullmatch(leaf[: found.start()] + leaf[found.end() :]):
        return head
    if (low := found["low"]) and low >= found["high"]:
        return head
    up_to, at_least = found["up_to"] or found["down"], found["at_least"] or found["up"]
    size = f"{low}{found['high']}人" if low else f"{up_to}人及以下" if up_to else f"{at_least}人及以上"
    said = "" if any(map(_OF_CLASSES.search, head.parts[:-1])) else "班额"
    return head._replace(parts=(*head.parts[:-1], said + size))


def is_alone(compared: Compared, head: ColumnHead, stage: Stage | None, facts: Iterable[tuple[str, Stage | None, ColumnHead]]) -> bool:
    """Whether a figure that may hold another fact too holds it not: that has a column of its own, which is no part of this one (其中：超大班额)."""
    found = list(facts)
    if not compared.beside or any((fact, of) == (compared.whole_of, stage) for fact, of, _ in found):
        return False
    return any((fact, of) == (compared.beside, stage) and not _is_part(other, head) for fact, of, other in found)


def _is_part(head: ColumnHead, of: ColumnHead) -> bool:
    lines: Sequence[str] = of.shown.split(" > ")
    return any(line.startswith(("其中", "#", "＃")) and line not in lines for line in head.shown.split(" > "))
