"""Sentences made whole: lines that a page or a fixed width broke are joined, page numbers inside them taken out and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from junheng.rules.plans.document import Heading, Line, Sentence
from junheng.rules.plans.reading.headings import path

_PAGE_LINE = re.compile(r"^\s*(?:[-—–－·~]\s*)?(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／共]\s*\d{1,3}\s*页?)?(?:\s*[-—–－·~])?\s*$")
_PAGE_TAIL = re.compile(r"(?<=[\s　。；、，！？])\s*(\d{1,3})\s*$")
_MEASURED = re.compile(r"^[\s　]*[\d%％‰.万亿千百个名人所年月日项条间台套册学课元岁周天倍分平公小级类件门次种位期]")
_ENDED = re.compile(r"[。！？；;：:!?…][”’』」）)]*\s*$")
_END = re.compile(r"[。！？!?…]+[”’』」）)]*")
_OPENED = re.compile(r"[（(《“「『][^）)》”」』]*$")
_PROSE = re.compile(r"[，。；,;]")
_NAMED = re.compile(r"^\s*(?:副?组\s*长|成\s*员|主\s*任|某某)")
_SHORTEST_PROSE = 30


@dataclass(frozen=True)
class _Piece:
    """Part of a line that belongs together: the line, or what stands between two headings in it."""

    line: int
    text: str
    heading: Heading | None
    path: str
    in_table: bool = False


def sentences(lines: Sequence[Line], found: Sequence[Heading]) -> tuple[list[Sentence], list[Line]]:
    """The sentences, and the page numbers that were taken out."""
    clean, strays = _without_pages(lines)
    pieces = list(_pieces(clean, found))
    width = _usual_width(clean)
    result: list[Sentence] = []
    for block in _blocks(pieces, width):
        result.extend(_split(block))
    return result, strays


# ---- page numbers ----


def _without_pages(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    kept: list[Line] = []
    strays: list[Line] = []
    for position, line in enumerate(lines):
        following = next((each.text for each in lines[position + 1 :] if each.text.strip()), None)
        tail = None if line.in_table or following is None or _MEASURED.match(following) else _PAGE_TAIL.search(line.text)
        if not line.in_table and _PAGE_LINE.match(line.text):
            strays.append(line)
        elif tail and len(line.text) >= _SHORTEST_PROSE:
            strays.append(Line(line.number, tail.group(1), line.page))
            kept.append(Line(line.number, line.text[: tail.start()].rstrip(), line.page))
        else:
            kept.append(line)
    return kept, strays


# ---- lines that belong together ----


def _usual_width(lines: Sequence[Line]) -> int:
    """The width at which the file breaks its lines, in columns; 0 where a line is a paragraph."""
    lengths = sorted(_columns(line.text.rstrip()) for line in lines if line.text.strip() and not line.in_table)
    if len(lengths) < 6:
        return 0
    longest = lengths[int(len(lengths) * 0.95)]
    full = sum(longest * 0.85 <= each <= longest * 1.1 for each in lengths)
    return longest if 30 <= longest <= 120 and full >= len(lengths) * 0.4 else 0


def _columns(text: str) -> int:
    """A Chinese character takes two."""
    return sum(2 if each > "\u2e7f" or each in "“”‘’…—" else 1 for each in text)


def _pieces(lines: Iterable[Line], found: Sequence[Heading]) -> Iterator[_Piece]:
    by_line: dict[int, list[Heading]] = {}
    for heading in found:
        by_line.setdefault(heading.line, []).append(heading)
    open_headings: list[Heading] = []
    for line in lines:
        if line.in_table:
            for cell in line.text.split("\t"):
                yield _Piece(line.number, cell.strip(), None, path(open_headings), True)
            continue
        starts = by_line.get(line.number, [])
        if not starts or starts[0].offset:
            end = starts[0].offset if starts else len(line.text)
            yield _Piece(line.number, line.text[:end], None, path(open_headings))
        for order, heading in enumerate(starts):
            _open(open_headings, heading)
            end = starts[order + 1].offset if order + 1 < len(starts) else len(line.text)
            text = line.text[heading.offset : end].lstrip(" \t　")
            yield _Piece(line.number, text[len(heading.mark):], heading, path(open_headings))


def _open(open_headings: list[Heading], heading: Heading) -> None:
    while open_headings and open_headings[-1].level >= heading.level:
        open_headings.pop()
    open_headings.append(heading)


def _blocks(pieces: Iterable[_Piece], width: int) -> Iterator[list[_Piece]]:
    block: list[_Piece] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if block and not _goes_on(block[-1], piece, width):
            yield block
            block = []
        block.append(piece)
    if block:
        yield block


def _goes_on(before: _Piece, after: _Piece, width: int) -> bool:
    if after.heading or after.in_table or before.in_table or before.line == after.line or _NAMED.match(after.text):
        return False
    text = before.text.rstrip()
    if width and _columns(text) + _columns(before.heading.mark if before.heading else "") >= width * 0.85:
        return True
    if _ENDED.search(text) or (before.heading and not before.heading.inline and not _PROSE.search(text)):
        return False
    return bool(_OPENED.search(text)) or text[-1] in "，、,（" or (len(text) >= _SHORTEST_PROSE and bool(_PROSE.search(text)))


# ---- sentences ----


def _split(block: Sequence[_Piece]) -> Iterator[Sentence]:
    text, breaks = "", [(0, block[0].line)]
    for piece in block:
        part = piece.text.strip()
        if text:
            breaks.append((len(text), piece.line))
        text += part
    title = bool(block[0].heading) and not _ENDED.search(text) and len(text) <= 60 and not _PROSE.search(text)
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        part = text[start:end]
        if part.strip():
            skipped = len(part) - len(part.lstrip())
            yield _sentence(part.strip(), start + skipped, breaks, block[0].path, title)
        start = end


def _sentence(text: str, start: int, breaks: Sequence[tuple[int, int]], where: str, title: bool) -> Sentence:
    line = max((each for offset, each in breaks if offset <= start), default=breaks[0][1])
    later = tuple((offset - start, each) for offset, each in breaks if start < offset < start + len(text))
    return Sentence(line, text, where, later, title)
