"""The head of a form printed again at the top of its next page, perhaps with the title and the school over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from junheng.facts.intake.heads.labels_first import STEMS
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import label_words, plain, words

PAGE = re.compile(r"第[一二三四五\d]+页(?:共[一二三四五\d]+页)?|共[一二三四五\d]+页(?:第[一二三四五\d]+页)?")  # 第1页 共2页, below what is printed on it
_MOST_ABOVE = 8  # lines over a head


def without_page_heads(sheet: Sheet, forms: Sequence[tuple[int, int, int]], names_school: Callable[[list[Cell]], bool]) -> Sheet:
    """forms: of each the row of its head, the first below its head, and the one by which it has ended.

    Of forms stacked without a title each begins with the label that the first begins with; another page goes on with the next.
    """
    again = [range(head, below) for (_, under, _), (head, below, _) in _right_below(sheet, forms) if _first_label(sheet, under) != _first_label(sheet, below)]
    again += [range(end, below) for (_, _, end), (_, below, _) in _next_pages(sheet, forms, names_school)]
    if not again:
        return sheet
    rows = list(sheet.rows)
    for head in again:
        for row in head:
            rows[row] = []
    return replace(sheet, rows=rows)


_Form = tuple[int, int, int]


def _right_below(sheet: Sheet, forms: Sequence[_Form]) -> list[tuple[_Form, _Form]]:
    """Pairs of the first of a run and one further down, with the same head to the letter and nothing but blanks between."""
    found, first = list[tuple[_Form, _Form]](), None
    for above, form in zip([None, *forms], forms, strict=False):
        if above is None or not _goes_on(sheet, above, form):
            first = form
        elif first is not None:
            found.append((first, form))
    return found


def _next_pages(sheet: Sheet, forms: Sequence[_Form], names_school: Callable[[list[Cell]], bool]) -> list[tuple[_Form, _Form]]:
    """Pairs of one form and the next, over which title and school are said again as over the first of its run; it begins with another label."""
    found, first = list[tuple[_Form, _Form]](), forms[0]
    for above, form in pairwise(forms):
        if _same_head(sheet, above, form) and _first_label(sheet, first[1]) != _first_label(sheet, form[1]) and _said_again(sheet, first, above, form, names_school):
            found.append((above, form))
        else:
            first = form
    return found


def _said_again(sheet: Sheet, first: _Form, above: _Form, form: _Form, names_school: Callable[[list[Cell]], bool]) -> bool:
    lines = [said for cells in sheet.rows[above[2] : form[0]] if (said := [cell for cell in cells if plain(cell)])]
    over = {plain(cell) for cells in sheet.rows[max(0, first[0] - _MOST_ABOVE) : first[0]] for cell in cells}
    over |= {plain(cell) for cells in sheet.rows[form[2] : form[2] + _MOST_ABOVE] for cell in cells}  # signed on each page
    return all(plain(cell) in over or PAGE.fullmatch(words(cell)) for line in lines for cell in line) and any(map(names_school, lines))


def _goes_on(sheet: Sheet, above: _Form, form: _Form) -> bool:
    between = sheet.rows[above[2] : form[0]]
    return not any(plain(cell) for cells in between for cell in cells) and _same_head(sheet, above, form)


def _same_head(sheet: Sheet, above: _Form, form: _Form) -> bool:
    return [plain(cell) for cell in sheet.rows[above[0]] if plain(cell)] == [plain(cell) for cell in sheet.rows[form[0]] if plain(cell)]


def _first_label(sheet: Sheet, row: int) -> str:
    labels = (label_words(cells[0]) for cells in sheet.rows[row:] if cells and plain(cells[0]))
    return next((label for label in labels if label not in STEMS), "")
