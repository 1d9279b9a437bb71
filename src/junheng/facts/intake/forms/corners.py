"""Forms whose column of labels has no head: the corner is blank, as in print, or says 名称, 学历, 班额."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from junheng.facts.intake.heads.labels_first import LABEL_HEADS, STEMS
from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import label_words, plain, words

_CORNERS = {"", "名称", "统计指标", "指标内容", "栏目", "类别", "分类", "类型", "学历", "班额", "职称", "用房", "年级"}
_HEAD = "指标名称"
_ABOUT = re.compile(r"[:：]|表号|^(?:19|20)\d{2}.*年")  # what stands over a head: of whom, when, in what unit
_OF_A_LIST = {"学校名称", "校名", "学校", "单位名称", "学校标识码", "学校代码", "标识码", "序号", "办学类型", "学校类别"}  # heads of a list of schools
_LABELS = 20  # rows below a head among which one has a label of the form
_SEARCHED = 7  # rows below a title
_FEWEST_HEADS = 2


def with_corners(sheet: Sheet, form_of: Callable[[str], Form | None]) -> Sheet:
    """With 指标名称 in such corners below a title, over labels that the form has. A list of schools under such a title (学校基本情况) is none."""
    heads = [head for row in _unheaded(sheet.labels(), form_of) if (head := _head_below(sheet.rows, row, form_of(str(sheet.rows[row][0])))) is not None]
    if not heads:
        return sheet
    rows = list(sheet.rows)
    for head in heads:
        rows[head] = [_HEAD, *rows[head][1:]]
    return replace(sheet, rows=rows)


@lru_cache(maxsize=1 << 8)
def _unheaded(first: tuple[Cell, ...], form_of: Callable[[str], Form | None]) -> list[int]:
    """The rows of titles without a head of labels right below, by the first column alone."""
    titles = [row for row, cell in enumerate(first) if type(cell) is str and cell and form_of(cell) is not None]
    ends = [*titles[1:], len(first)]
    return [row for row, end in zip(titles, ends, strict=False) if not any(words(cell) in LABEL_HEADS for cell in first[row + 1 : min(end, row + 1 + _SEARCHED)])]


def _head_below(rows: Sequence[list[Cell]], title: int, form: Form | None) -> int | None:
    labels = {words(label) for fact in form.facts for label in fact.rows} if form else set()
    for row in range(title + 1, min(title + 1 + _SEARCHED, len(rows) - 1)):
        cells = rows[row]
        heads = [plain(cell) for cell in cells[1:] if plain(cell)]
        if any(is_number(cell) for cell in cells) or any(words(cell) in _OF_A_LIST for cell in cells):
            return None
        if len(heads) >= _FEWEST_HEADS and not any(map(_ABOUT.search, map(plain, cells))):
            is_corner = words(cells[0]) in _CORNERS or plain(rows[row + 1][0]) == STEMS[0]
            below = (label_words(cells[0]) for cells in rows[row + 1 : row + 1 + _LABELS] if cells)
            return row if is_corner and any(label in labels for label in below) else None
    return None
