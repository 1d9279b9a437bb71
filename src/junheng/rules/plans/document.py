"""A document as lines with their place, and the headings that order them. Plain data: reading and checking share it."""

from __future__ import annotations

from dataclasses import dataclass, field

from junheng.rules.plans.plan import Plan
from junheng.terms import Message


@dataclass(frozen=True)
class Line:
    """One paragraph of the document, or one row of a table with a tab between its cells (`in_table`).

    `number` from 1; of a text file it is the line of the file. `page` where the format knows it.
    """

    number: int
    text: str
    page: int | None = None
    in_table: bool = False


@dataclass(frozen=True)
class Heading:
    """`level` 1 is the outermost. `style` is the form of its number, `number` its value, `mark` the number as printed.

    Styles: 篇, 章, 节, 条, 一、, （一）, 1、, （1）, ①, 1.1, and title for a line without a number.
    """

    line: int
    level: int
    style: str
    number: int
    title: str
    inline: bool = False  # the text goes on in the same line
    mark: str = ""
    offset: int = 0  # where in the line it begins: 0 but for a heading after a sentence


@dataclass(frozen=True)
class Sentence:
    """A sentence made whole: broken lines joined, page numbers inside it taken out. `line` is where it begins."""

    line: int
    text: str
    paragraph: str = ""  # headings above it, outermost first: 三/（二）
    breaks: tuple[tuple[int, int], ...] = ()  # (offset in text, line) where a further line of the document begins
    title: bool = False  # it is a heading, not running text

    def line_at(self, offset: int) -> int:
        """The line of the document on which the character at `offset` stands."""
        return max((line for start, line in self.breaks if start <= offset), default=self.line)


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
    said: tuple[Message, ...] = field(default=())  # what a person should know of the reading as a whole
