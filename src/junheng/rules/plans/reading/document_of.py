"""A file to a document: lines, headings, sentences, and the page numbers that stood inside them."""

from __future__ import annotations

from pathlib import Path

from junheng.rules.plans.document import Document
from junheng.rules.plans.reading.headings import headings
from junheng.rules.plans.reading.opening import open_lines
from junheng.rules.plans.reading.sentences import sentences


def read_document(path: Path) -> Document:
    """Raises UsageError where there is no text to be had."""
    lines = open_lines(path)
    found = headings(lines)
    whole, strays = sentences(lines, found)
    return Document(path.name, tuple(lines), tuple(found), tuple(whole), tuple(strays))
