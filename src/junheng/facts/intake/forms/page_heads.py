"""The head of a form printed again at the top of its next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from junheng.facts.intake.heads.labels_first import STEMS
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import label_words, plain


def without_page_heads(sheet: Sheet, forms: Sequence[tuple[int, int, int]]) -> Sheet:
    """forms: of each the row of its head, the first below its head, and the one by which it has ended.

    Of forms stacked without a title each begins with the label that the first begins with; another page goes on with the next.
    """
    again = [range(head, below) for (first, under, _), (head, below, _) in _right_below(sheet, forms) if _first_label(sheet, under) != _first_label(sheet, below)]
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


def _goes_on(sheet: Sheet, above: _Form, form: _Form) -> bool:
    between = sheet.rows[above[2] : form[0]]
    return not any(plain(cell) for cells in between for cell in cells) and [plain(cell) for cell in sheet.rows[above[0]] if plain(cell)] == [plain(cell) for cell in sheet.rows[form[0]] if plain(cell)]


def _first_label(sheet: Sheet, row: int) -> str:
    labels = (label_words(cells[0]) for cells in sheet.rows[row:] if cells and plain(cells[0]))
    return next((label for label in labels if label not in STEMS), "")
