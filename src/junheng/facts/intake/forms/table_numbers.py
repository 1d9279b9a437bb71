"""The number of a form (表号：教基3112) over its head, against the one its sheet is called by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from junheng.facts.intake.forms.form_found import Found, form_place
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Severity

_NUMBER = re.compile(r"(?:教基|基础基)(\d{4})")


def wrong_numbers(found: Sequence[Found]) -> Iterator[Finding]:
    """Only where all forms of a sheet are of one kind: of several its name can say but one number."""
    odd = [(each, called, said) for each in found if (called := _number(each.sheet.name)) and (said := _said(each.table.said)) and said != called]
    for each, called, said in odd:
        if all(other.table.form is each.table.form for other in found if other.sheet.name == each.sheet.name):
            yield _told(each, called, said)


def _said(texts: Sequence[str]) -> str:
    for text in texts:
        if found := _number(text):
            return found
    return ""


@lru_cache(maxsize=1 << 10)  # the same in all workbooks
def _number(text: str) -> str:
    found = _NUMBER.search(plain(text)) if "基" in text else None
    return found[1] if found else ""


def _told(form: Found, called: str, said: str) -> Finding:
    rows = form.sheet.rows
    at = next(((row, column) for row in range(form.table.head_row, -1, -1) for column, cell in enumerate(rows[row]) if isinstance(cell, str) and _number(cell) == said), None)
    return Finding(
        Severity.INFO, "form-number",
        Message(
            f"表号写的是 {said}，工作表名是 {called}，表题是《{form.table.title}》；按表题读取，请核对表号",
            f"the number over the form is {said}, its sheet is called {called}, its title is {form.table.title}: it was read by its title. Look at the number",
        ),
        *(form.sheet.at(*at) if at else form_place(form)), said, called,
    )
