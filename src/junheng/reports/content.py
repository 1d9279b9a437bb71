"""A report as plain data: built once in one language, rendered by every writer. Holds text, numbers and tables only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from junheng.terms import Lang


class Tone(StrEnum):
    """How a cell or paragraph is meant; never the only sign of it: a word or symbol stands in the text too."""

    PLAIN = "plain"
    PASS = "pass"
    GOOD = "good"  # of a light: green
    NEAR = "near"
    FAIL = "fail"
    UNKNOWN = "unknown"
    STRONG = "strong"
    NOTE = "note"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what is printed. With `number` (unrounded) a spreadsheet keeps it and shows `decimals` and `mark`."""

    text: str
    number: float | int | None = None
    decimals: int = 0
    mark: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Chinese characters of body text, before the table is fitted to the page."""

    title: str
    width: float
    align: Align = Align.LEFT


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`limits`: a second head row, e.g. what is asked; `foot`: totals. `sheet`: short name for a spreadsheet's sheet."""

    title: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    limits: Row = ()
    foot: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    row_heads: int = 1  # leading columns that name the row
    captioned: bool = True  # not where the heading above says the same


@dataclass(frozen=True)
class Heading:
    level: int  # 1 .. 3
    text: str
    number: str = ""

    @property
    def numbered(self) -> str:
        return f"{self.number}{self.text}"


@dataclass(frozen=True)
class Paragraph:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Listing:
    entries: tuple[str, ...]


class Chart(StrEnum):
    STRIP = "strip"
    SPREAD = "spread"  # CV against its limit
    INFLUENCE = "influence"


@dataclass(frozen=True)
class Figure:
    """`data` and `words` are what `charts` draws from; `alt` says in words what can be seen."""

    chart: Chart
    title: str
    alt: str
    data: tuple[dict[str, object], ...]
    words: dict[str, str] = field(default_factory=dict)


Block = Heading | Paragraph | Listing | Table | Figure


@dataclass(frozen=True)
class Part:
    """Blocks on pages of one orientation; a part begins on a new page."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    alone: bool = False  # on pages of its own even beside another of its orientation


@dataclass(frozen=True)
class Report:
    title: str
    subtitle: str
    lang: Lang
    parts: tuple[Part, ...]
    official: bool = False  # set as a Chinese official paper (公文), where a document can be: large type, indented paragraphs

    @property
    def blocks(self) -> Iterator[Block]:
        for part in self.parts:
            yield from part.blocks

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


def numbered(parts: tuple[Part, ...], lang: Lang) -> tuple[Part, ...]:
    """Headings with their numbers: 一、（一）1. in Chinese, 1 / 1.1 / 1.1.1 in English.

    Neighbours of one orientation become one part, so that no page is left half empty, unless one is to stand alone.
    """
    counts = [0, 0, 0]
    found: list[Part] = []
    for part in parts:
        blocks = [_finished(block, counts, lang) for block in part.blocks]
        if found and not found[-1].alone and not part.alone and found[-1].landscape == part.landscape:
            found[-1] = Part((*found[-1].blocks, *blocks), part.landscape)
        else:
            found.append(Part(tuple(blocks), part.landscape, part.alone))
    return tuple(found)


def _finished(block: Block, counts: list[int], lang: Lang) -> Block:
    if isinstance(block, Heading):
        return _with_number(block, counts, lang)
    if isinstance(block, Table) and lang == Lang.EN:
        columns = tuple(replace(column, title=_capital(column.title)) for column in block.columns)
        return replace(block, title=_capital(block.title), columns=columns)
    return replace(block, title=_capital(block.title)) if isinstance(block, Figure) and lang == Lang.EN else block


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_number(heading: Heading, counts: list[int], lang: Lang) -> Heading:
    level = heading.level
    counts[level - 1] += 1
    counts[level:] = [0] * (len(counts) - level)
    own = counts[level - 1]
    if lang == Lang.EN:
        return Heading(level, _capital(heading.text), ".".join(str(count) for count in counts[:level]) + " ")
    number = {1: f"{chinese(own)}、", 2: f"（{chinese(own)}）", 3: f"{own}. "}[level]
    return Heading(level, heading.text, number)


_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 .. 99 as 一 .. 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


BLANK = re.compile("(【待定[^】]*】)")
"""What a person has to decide or fill in: marked in the text itself, and in colour where a form has any."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Without the characters that no XML may hold: a cell of a workbook may bring any."""
    return _UNPRINTABLE.sub("", text)
