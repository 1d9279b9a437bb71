"""Forms whose columns of labels have no head that is known: the corner is blank, as in print, or says 名称, 学历, 学生类型."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from junheng.facts.intake.heads.labels_first import LABEL_HEADS, ROW_NUMBERS, STEMS, lines_alone
from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import label_words, plain, unit_alone, words

_HEAD = "指标名称"
_ABOUT = re.compile(r"[:：]|表号|^(?:19|20)\d{2}.*年")  # what stands over a head: of whom, when, in what unit
_OF_A_LIST = {"学校名称", "校名", "学校", "单位名称", "学校标识码", "学校代码", "标识码", "序号", "办学类型", "学校类别"}  # heads of a list of schools
_OF_WHOM = {"学校名称", "学校机构名称", "校名", "单位名称", "机构名称", "学校标识码", "学校机构标识码", "学校代码", "填报单位", "填报学校"}  # before an answer
_COUNTS = re.compile("(?:[数额计量]|情况|学生|在校生|教师|面积|年级)$")  # ends no school's name
_LABELS = 20  # rows below a head among which one has a label of the form
_SEARCHED = 7  # rows below a title
_FEWEST_HEADS, _ONE_HEAD = 2, {"数量", "数值", "内容", "本学年", "本年", "合计"}
_TOTALS = ("总计", "合计", "小计", "计")
_LONG_LABEL = 4  # characters: 计 begins many words
_MOST_LABELS = 3  # columns of labels


def with_corners(sheet: Sheet, form_of: Callable[[str], Form | None]) -> Sheet:
    """With 指标名称 in such corners below a title, over labels that the form has. A list of schools under such a title (学校基本情况) is none."""
    heads = [head for row in _unheaded(sheet.labels(), form_of) if (head := _head_below(sheet.rows, row, form_of(str(sheet.rows[row][0])))) is not None]
    if not heads:
        return sheet
    rows = list(sheet.rows)
    for head in heads:
        labels = _label_columns(rows[head], rows[head + 1 : head + 1 + _LABELS])
        rows[head] = [*[_HEAD] * labels, *rows[head][labels:]]
    return replace(sheet, rows=rows)


def titles_first(sheet: Sheet, form_of: Callable[[Cell], Form | None]) -> Sheet:
    """With titles that stand alone in the middle of their row in the first column, where they are looked for."""
    alone = lines_alone(sheet)
    if not alone:
        return sheet
    moved = {row: title for row in alone if isinstance(title := next(filter(None, sheet.rows[row]), ""), str) and title and form_of(title) is not None}
    return replace(sheet, rows=[[moved[row]] if row in moved else cells for row, cells in enumerate(sheet.rows)]) if moved else sheet


def without_heads(sheet: Sheet, form_of: Callable[[str], Form | None]) -> list[int]:
    """The rows of titles of which the form was not found, though figures stand below them; of a list of titles (目录) none do."""
    rows = _unheaded(sheet.labels(), form_of)
    return [row for row in rows if (form := form_of(str(sheet.rows[row][0]))) and form.facts and _head_below(sheet.rows, row, form) is None and _has_figures(sheet, row, form_of)]


def _has_figures(sheet: Sheet, title: int, form_of: Callable[[str], Form | None]) -> bool:
    below = itertools.takewhile(lambda cells: not (cells and type(cells[0]) is str and cells[0] and form_of(cells[0]) is not None), sheet.rows[title + 1 :])
    lines = (cells for cells in below if any(map(is_number, cells[1:])) and cells and plain(cells[0]) and not is_number(cells[0]))
    return len(list(itertools.islice(lines, _FEWEST_LINES))) == _FEWEST_LINES


_FEWEST_LINES = 2  # with figures


def _label_columns(head: Sequence[Cell], below: Sequence[list[Cell]]) -> int:
    """The first one, and those beside it that have a head and hold texts which are no units: 学段 | 学历."""
    count = 1
    while count < min(_MOST_LABELS, len(head)) and plain(head[count]) and words(head[count]) not in ROW_NUMBERS:
        said = [cells[count] for cells in below if count < len(cells) and plain(cells[count])]
        if len(said) < _FEWEST_HEADS or any(is_number(cell) or unit_alone(str(cell)) for cell in said):
            break
        count += 1
    return count


def _begins_with_total(labels: Sequence[str]) -> bool:
    """Of a form of which no row is needed (教职工) the first is known."""
    return next((label for label in labels if label and label not in STEMS and not label.isdigit()), "") in _TOTALS


def _is_label(said: str, labels: set[str]) -> bool:
    """县级以上骨干教师（小学） is of 县级以上骨干教师."""
    return said in labels or any(len(label) >= _LONG_LABEL and said.startswith(label) for label in labels)


def _is_of_whom(cells: Sequence[Cell]) -> bool:
    """学校名称 | 甲县第一小学 | 学校标识码 | 2199000001, each in a cell of its own. 学校名称 | 在校生数 is the head of a list."""
    filled = [cell for cell in cells if plain(cell)]
    return len(filled) > 1 and words(filled[0]) in _OF_WHOM and not any(words(answer) in _OF_A_LIST or _COUNTS.search(label_words(answer)) for answer in filled[1::2])


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
        if _is_of_whom(cells):
            continue
        if any(is_number(cell) for cell in cells) or any(words(cell) in _OF_A_LIST for cell in cells):
            return None
        if (len(heads) >= _FEWEST_HEADS or set(heads) & _ONE_HEAD) and label_words(cells[0]) not in labels and not any(map(_ABOUT.search, map(plain, cells))):
            below = [label_words(cell) for cells in rows[row + 1 : row + 1 + _LABELS] for cell in cells[:_MOST_LABELS]]
            return row if any(_is_label(label, labels) for label in below) or (form and not form.facts and _begins_with_total(below)) else None
    return None
