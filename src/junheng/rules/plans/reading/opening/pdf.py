"""PDF with a text layer: lines as they are printed, each with its page; heads and feet that every page repeats are left out."""

from __future__ import annotations

import re
from collections import Counter

import pypdfium2

from junheng.rules.plans.document import Line
from junheng.rules.plans.reading.opening import said

_LEAST_CHARACTERS = 8  # per page, below which the text layer is none
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”]"
_SET_APART = re.compile(rf"(?<={_WIDE})[ \t]+(?={_WIDE}|\d)|(?<=[\d%])[ \t]+(?={_WIDE}|%)")  # a typesetter's gap beside digits is no space
_DIGITS = re.compile(r"\d+")


def pdf_lines(raw: bytes, name: str) -> list[Line]:
    pages = _pages(raw, name)
    if sum(len("".join(page).strip()) for page in pages) < _LEAST_CHARACTERS * len(pages):
        raise said.scan(name, len(pages))
    repeated = _repeated(pages)
    found: list[Line] = []
    for number, page in enumerate(pages, start=1):
        kept = [text for order, text in enumerate(page) if not (order in (0, len(page) - 1) and _shape(text) in repeated)]
        found.extend([Line(order, text, page=number) for order, text in enumerate(kept, start=len(found) + 1)])
    return found


def _pages(raw: bytes, name: str) -> list[list[str]]:
    try:
        with pypdfium2.PdfDocument(raw) as book:
            return [_page(book, number) for number in range(len(book))]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise said.password(name) from None
        raise said.damaged(name, ".pdf", str(error)) from None


def _page(book: pypdfium2.PdfDocument, number: int) -> list[str]:
    text = book[number].get_textpage().get_text_range()
    text = text.replace("\ufffe", "").replace("\x02", "")  # the mark of a hyphen at a line's end
    return [_SET_APART.sub("", line) for line in text.splitlines() if line.strip()]


def _shape(text: str) -> str:
    return _DIGITS.sub("0", "".join(text.split()))


def _repeated(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on most pages, whatever their number; a lone page number is left for the sentences to tell of."""
    edges = Counter(_shape(page[edge]) for page in pages if page for edge in {0, len(page) - 1})
    return {shape for shape, count in edges.items() if len(pages) > 2 and count > len(pages) / 2 and len(shape) > 3}
