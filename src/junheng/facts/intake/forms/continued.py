"""续表: a form that goes on below, on the next page of print, under a line that says so: with more rows under the same head, or with more columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from junheng.facts.intake.heads.labels_first import LABEL_HEADS, STEMS, may_go_on
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, words

_MARK = re.compile(r"\(?(?:续上?表|接上[页表])[一二三四五\d]*\)?|\(续[一二三四五\d]*\)$|(?<=.)续[一二三四五\d]*$")
_BEFORE_HEAD = 4  # lines between a line that says so and the head


def joined(sheet: Sheet, is_title: Callable[[Cell], bool]) -> tuple[Sheet, list[int]]:
    """The sheet with one form where the rows go on, and the heads below which columns go on. Such lines and heads are left blank, so that every cell keeps its address."""
    if not may_go_on(sheet):
        return sheet, []
    first = sheet.labels()
    lines = [row for row, cell in enumerate(first) if type(cell) is str and ("续" in cell or "接上" in cell) and _says_so(cell, is_title)]
    if not lines:
        return sheet, []
    heads = [row for row, cell in enumerate(first) if type(cell) is str and words(cell) in LABEL_HEADS]
    rows, columns = list(sheet.rows), list[int]()
    for line in lines:
        head = next((row for row in heads if line < row <= line + _BEFORE_HEAD), None)
        before = next((row for row in reversed(heads) if row < line), None)
        title = next((row for row in range(line - 1, before or 0, -1) if type(cell := first[row]) is str and cell and is_title(cell)), line) if before is not None else line
        if before is not None and title < line and not _of_same(sheet.rows, title - 1, line, before):
            rows[line] = []  # of the form whose title stands above it, of another school
            continue
        if before is not None and _goes_on(sheet.rows, line):
            rows[line] = []
        if head is None or before is None or not _of_same(sheet.rows, line, head, before):
            continue
        if same := _same_head(sheet.rows, head, before):
            rows[title : head + same] = [[] for _ in range(head + same - title)]
        else:
            rows[title:head] = [[] for _ in range(head - title)]
            columns.append(head)
    return replace(sheet, rows=rows), columns


def _says_so(cell: str, is_title: Callable[[Cell], bool]) -> bool:
    """续表 alone, or with the title of a form: 学校（机构）基本情况（续） is a form of its own."""
    text = plain(cell)
    rest = _MARK.sub("", text)
    return rest != text and (not rest or is_title(rest)) and (not text.endswith(("(续)", "续")) or not is_title(cell))


def _goes_on(rows: Sequence[list[Cell]], line: int) -> bool:
    """Whether the next line is one of figures: the head is not printed again."""
    below = next((cells for cells in rows[line + 1 :] if any(map(plain, cells))), [])
    return bool(below) and bool(plain(below[0])) and any(map(is_number, below[1:])) and not any(map(plain, rows[line][1:])) and words(below[0]) not in (*STEMS, *LABEL_HEADS)


def _of_same(rows: Sequence[list[Cell]], line: int, head: int, before: int) -> bool:
    """What stands between is said over the form above too: the same school."""
    above = {plain(cell) for cells in rows[max(0, before - _BEFORE_HEAD - 2) : before] for cell in cells}
    return all(plain(cell) in above for cells in rows[line + 1 : head] for cell in cells if plain(cell))


def _same_head(rows: Sequence[list[Cell]], head: int, before: int) -> int:
    """The lines of the head below, numbers of columns with it, where they are those of the head above; else 0."""
    own, other = (_lines_of_head(rows, at) for at in (head, before))
    return len(own) if own == other[: len(own)] else 0


def _lines_of_head(rows: Sequence[list[Cell]], head: int) -> list[list[str]]:
    found = list[list[str]]()
    for cells in rows[head:]:
        label = words(cells[0]) if cells else ""
        if found and label and label not in (*STEMS, *LABEL_HEADS):
            break
        found.append([plain(cell) for cell in cells])
    return found
