"""Columns of labels beside the first, known by what stands in them: 指标名称 | 学历, 小学 | 合计, blank | 本科."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from junheng.facts.intake.heads.labels_first import STEMS
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import label_words, plain, unit_alone, words

_NO_LABELS = re.compile("代码|编号|序号|行次|单位|备注|说明|审核|校验|填报|内容|数量|数值|学年|年份|年度|本年|[合总小]计|^计$")  # heads of figures, of notes, of what tells years apart
_NOTE = re.compile(r"填表|说明|注[:：]|审核|单位负责|负责人")
_MOST, _FEWEST = 3, 2  # columns of labels; texts that make one
_DEEPEST = 3  # rows of a head below its first line


class Gaps(NamedTuple):
    """Where the first column alone leaves a form's rows without a label of their own.

    first: its first label; rows: those below where it is blank, or says again what stands above (cells that were merged); end: the first row after the form.
    """

    first: int
    rows: tuple[int, ...]
    end: int


def gaps_in(labels: Sequence[Cell], below: int, end: int) -> Gaps:
    """below: the first row below the first line of the head."""
    first = next((row for row in range(below, end) if plain(labels[row]) not in ("", *STEMS)), end)
    return Gaps(first, tuple(row for row in range(first + 1, end) if labels[row] == "" or labels[row] == labels[row - 1]), end)


def after_answers(labels: Sequence[Cell], below: int) -> int:
    """The first row below the labels right below a head that end in a colon, as those of basic facts may: 学校名称：, 标识码：."""
    first = next((row for row in range(below, min(below + _DEEPEST, len(labels))) if plain(labels[row]) not in ("", *STEMS)), below)
    after = next((row for row in range(first, len(labels)) if not plain(labels[row]).endswith(":")), len(labels))
    return after if after > first else below


def labels_by_texts(rows: Sequence[Sequence[Cell]], head: int, gaps: Gaps) -> int:
    """How many columns of labels a form has: a column is one, whatever its head says, where texts and no figures stand in it, and some beside gaps."""
    count, missing = 1, gaps.rows
    while missing and count < _MOST and _holds_labels(rows, head, gaps, missing, count):
        missing = tuple(row for row in missing if not plain(_at(rows[row], count)))
        count += 1
    return count


def _holds_labels(rows: Sequence[Sequence[Cell]], head: int, gaps: Gaps, missing: Sequence[int], column: int) -> bool:
    if any(_NO_LABELS.search(words(_at(cells, column))) for cells in rows[head : gaps.first]):
        return False
    said = {row: cell for row in range(gaps.first, gaps.end) if plain(cell := _at(rows[row], column)) and not is_number(_at(rows[row], 0)) and not _is_note(cell)}
    if len(said) < _FEWEST or any(is_number(cell) or unit_alone(str(cell)) or not label_words(cell) for cell in said.values()):
        return False
    return any(row in said and any(map(is_number, rows[row][column + 1 :])) for row in missing)


def _is_note(cell: Cell) -> bool:
    return isinstance(cell, str) and _NOTE.match(plain(cell)) is not None


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
