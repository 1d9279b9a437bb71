"""Basic facts printed in pairs: 学校名称 | 甲县第一小学 | 标识码 | 2199000001. Each column of labels with its answers is a half of the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import label_words, plain

_HEAD = ("指标名称", "内容")
_FEWEST = 3  # rows with a label in each column
_MOST_ABOVE = 5  # lines between the title and the first of them


def halves(sheet: Sheet, form_of: Callable[[Cell], Form | None], labels_of: Callable[[Form], frozenset[str]]) -> list[Sheet]:
    """The halves, each with the title and a head in the line right above its first row, so that every cell keeps its address; none of a sheet that is no such form alone."""
    titles = [row for row, cell in enumerate(sheet.labels()) if cell and form_of(cell) is not None]
    form = form_of(sheet.rows[titles[0]][0]) if len(titles) == 1 else None
    if form is None or not any(fact.table == "schools" for fact in form.facts):
        return []
    (title,), known = titles, labels_of(form)
    first = next((row for row in range(title + 1, min(title + 2 + _MOST_ABOVE, len(sheet.rows))) if label_words(sheet.cell(row, 0)) in known), title + 1)
    if first == title + 1:
        return []  # no line is left for the head
    counts = [sum(label_words(cell) in known for cell in sheet.column(column, range(first, len(sheet.rows)))) for column in range(sheet.width(range(first, len(sheet.rows))))]
    columns = [column for column, count in enumerate(counts) if count >= _FEWEST]
    if len(columns) < 2 or columns[0] != 0 or any(right - left < 2 for left, right in pairwise(columns)):
        return []
    said: list[Cell] = [cell for cells in sheet.rows[title:first] for cell in cells if plain(cell)]
    blank: list[list[Cell]] = [[] for _ in range(title + 1, first - 1)]
    return [
        replace(sheet, rows=[*sheet.rows[:title], said, *blank, [*_HEAD], *(cells[left:right] for cells in sheet.rows[first:])], merged=[], left=sheet.left + left)
        for left, right in zip(columns, [*columns[1:], len(counts)], strict=True)
    ]
