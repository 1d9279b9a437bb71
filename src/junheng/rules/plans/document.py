"""A document as lines with their place, and the headings that order them. Plain data: reading and checking share it."""

from __future__ import annotations

from dataclasses import dataclass, field

from junheng.rules.plans.plan import Plan


@dataclass(frozen=True)
class Line:
    """One paragraph of the document. `number` from 1; `page` where the format knows it; `in_table` for a cell."""

    number: int
    text: str
    page: int | None = None
    in_table: bool = False


@dataclass(frozen=True)
class Heading:
    """`level` 1 is the outermost. `style` is the form of its number (篇, 一、, （一）, 1、, (1), 1.1), `number` its value."""

    line: int
    level: int
    style: str
    number: int
    title: str
    inline: bool = False  # the text goes on in the same line


@dataclass(frozen=True)
class Sentence:
    """A sentence made whole: broken lines joined, page numbers inside it taken out. `line` is where it begins."""

    line: int
    text: str
    paragraph: str = ""  # headings above it, outermost first: 三/（二）


@dataclass(frozen=True)
class Document:
    name: str
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    strays: tuple[Line, ...] = ()  # page numbers and other remains of printing that were taken out of sentences


@dataclass(frozen=True)
class Reading:
    """A document and what was read out of it."""

    document: Document
    plan: Plan
    said: tuple[str, ...] = field(default=())  # what a person should know of the reading as a whole
