"""Rows of a form that say of which stage the rows below them are: 小学, 小学阶段, and the blocks of stages of which nothing is read (学前教育)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from junheng.facts.intake.heads.source import Source, once_per_source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import words

_BEHIND = re.compile("(?:阶段|学段|部|专任教师|教师)$")
_DEGREE = "高中阶段"  # where others have 小学阶段 too it is a degree: 高中阶段, 高中阶段以下
_OF_TIME = re.compile(r"\d|[上本去今前][一]?学?年|学年|年初|年末|期[初末]")
_TOTALS = ("总计", "合计", "小计", "计")


class StageRow:
    """The words of a source that name a stage in a row of its own."""

    def __init__(self, source: Source) -> None:
        self._stages, self._others = source.stage_words, frozenset(map(words, source.other_stages))

    def stage_in(self, label: str) -> str:
        """小学 of 小学阶段, 小学部 and 小学教师; the label itself where it names no stage so."""
        bare = _BEHIND.sub("", label)
        return bare if bare in self._stages and label != _DEGREE else label

    def is_other(self, label: str) -> bool:
        """Whether it names a stage of which nothing is read."""
        return label in self._others or _BEHIND.sub("", label) in self._others

    def is_block(self, label: str) -> bool:
        return self.stage_in(label) in self._stages or self.is_other(label)

    def is_stage(self, label: str) -> bool:
        return label in self._stages


stage_rows_of = once_per_source(StageRow)


class Row(NamedTuple):
    """A row of a form. is_read: facts are read from it."""

    row: int
    label: str
    is_known: bool
    is_read: bool


def unknown_blocks(rows: Sequence[Row], sheet: Sheet, stages: StageRow) -> Mapping[int, Sequence[int]]:
    """For each unknown row that is a stage of its own the rows below it, up to the next stage or total: theirs are the figures, and of no stage that stands above."""
    found: dict[int, list[int]] = {}
    upper: Row | None = None
    seen: list[Row] = []  # what is read of the stage above
    end = 0
    for at, each in enumerate(rows):
        if at < end:
            continue
        if each.is_known:
            if each.is_read and (each.label in _TOTALS or stages.is_stage(each.label)):
                upper, seen = each if stages.is_stage(each.label) else None, []
            elif each.is_read:
                seen.append(each)
            continue
        below = _below(rows[at + 1 :], stages)
        if any(row.is_read for row in below) and _opens(each, below, upper, seen, sheet, stages):
            found[each.row], end = [row.row for row in below], at + 1 + len(below)
    return found


def _below(rows: Sequence[Row], stages: StageRow) -> Sequence[Row]:
    end = next((at for at, row in enumerate(rows) if row.label in _TOTALS or stages.is_block(row.label)), len(rows))
    return rows[:end]


def _opens(row: Row, below: Sequence[Row], upper: Row | None, seen: Sequence[Row], sheet: Sheet, stages: StageRow) -> bool:
    """By its words; by labels that come again; by standing in line with the stage above, over rows that stand deeper."""
    if stages.is_other(row.label):
        return bool(seen) or upper is None or _indent(sheet, row) <= _indent(sheet, upper)
    if upper is None or _OF_TIME.search(row.label):
        return False
    if {each.label for each in seen} & {each.label for each in below if each.is_read}:
        return True
    own = _indent(sheet, row)
    return own <= _indent(sheet, upper) and all(_indent(sheet, each) > own for each in (*seen, *below))


def _indent(sheet: Sheet, row: Row) -> int:
    first = str(sheet.cell(row.row, 0))
    return len(first) - len(first.lstrip())
