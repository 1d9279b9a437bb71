"""Workbooks of plain cells: sheet by sheet the addresses, and what stands there as a number or a text.

The workbooks of a delivery are mostly written by one program. The first is read by the spreadsheet reader, and every part of it
is checked; what it has besides its cells - styles, merged ranges, the list of its sheets - is remembered. Of a workbook whose bytes
are the same in all that, the cells are read here, each different piece of XML but once, which costs a third; and only where every
piece is of a few plain forms: no formula, error, date, truth value, nothing hidden. Whatever is not plain is left to the reader
and the checks.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import lt
from typing import NamedTuple

from junheng.facts.intake.persons import kind_of_cell
from junheng.facts.intake.plain_zip import PlainZip
from junheng.facts.intake.sheet import MOST_TEXT, Cell, may_harm, number_of

_MOST, _MOST_SHEETS, _MOST_PIECES = 50, 400, 50_000  # workbooks, their sheets and cells that are remembered
_LARGEST, _MOST_CELLS = 500_000, 200_000  # bytes of a part, cells of a workbook: what is larger takes long anyhow
_STRINGS, _SHEET, _UNREAD = "xl/sharedstrings.xml", re.compile(r"xl/worksheets/[^/]+\.xml"), "docprops/"
_CHECKED = (b"<!", b"<f", b"<c ", b'hidden="')  # what the checks of the parts look for each time
_DIMENSION = re.compile(rb'<dimension ref="[A-Z0-9:]{1,30}" ?/>')  # which the reader does not go by
_WIDE = 128  # columns: places are counted row by row; a wider sheet is left to the reader
# a cell's tag as far as it is about place and style; what follows tells a text of its own (>), a shared one (its number), a number (<v>)
_CELLS = re.compile(rb'<c r="([A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="(?:inlineStr"><is><t|s"><v>|n">)|>|(?= ?/>))')
_ADDRESS = re.compile(rb'([A-Z]{1,2})([1-9]\d{0,4})"(?: s="\d{1,5}")?')
_ROW = rb'<row r="[1-9]\d{0,4}"(?: (?:spans|ht|customHeight|s|customFormat|x14ac:dyDescent)="[^"<>&]*")* ?'
_NEXT_ROW = b"(?:" + _ROW + b"(?:/>|></row>))*" + _ROW + b">"  # those without cells before it
_FIRST_ROW = re.compile(_NEXT_ROW)
_CONTENT = re.compile(
    rb"(?: ?/>|</c>|<v>(?P<number>-?\d{1,17}(?:\.\d{1,17})?(?:E[+-]?\d{1,2})?)</v></c>|(?P<shared>0|[1-9]\d{0,6})</v></c>"
    rb'|(?P<kept> xml:space="preserve")?>(?P<text>[^<]+)</t></is></c>)(?:</row>' + _NEXT_ROW + b")?"
)
_SST = re.compile(rb'<\?xml [^<>]*encoding="(?:UTF|utf)-8"[^<>]*\?>\s*<sst [^<>/]*(?:/[^<>]+)*><si>')
_SHARED_TEXT = re.compile(rb'<t(?P<kept> xml:space="preserve")?>(?P<text>[^<]+)</t>')
_NOT_UTF8 = re.compile(rb'<\?xml [^<>]*encoding="(?!(?:UTF|utf)-8")')
_NAMED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_REFERENCE = re.compile(r"&(?!(?:lt|gt|quot|apos|amp);)")
_BLANKS = " \t\n"  # which the reader takes from the ends of a text that does not say that they are meant


class Page(NamedTuple):
    """A sheet as it came out of the file: its cells from A1 in rows of one length, no harmful characters; merged as in `Sheet`."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]
    hidden: bool
    no_persons: bool = False  # as in `Sheet`


class _Places(dict[bytes, int]):
    """What stands in a cell's tag -> its place, counted row by row. Raises ValueError where that is more than place and style."""

    def __missing__(self, tag: bytes) -> int:
        found = _ADDRESS.fullmatch(tag)
        if not found:
            raise ValueError(tag)
        column = number_of(found[1].decode())
        if column >= _WIDE:
            raise ValueError(tag)
        self[tag] = place = (int(found[2]) - 1) * _WIDE + column
        return place


class _Pieces(dict[bytes, Cell]):
    """A piece of XML -> its value: '', a number, a text, or a shared text's number as an int. Raises ValueError where it is not plain.

    personal: the pieces whose value may be a number of a person.
    """

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        super().__init__()
        self._pattern = pattern
        self.personal: set[bytes] = set()

    def __missing__(self, piece: bytes) -> Cell:
        found = self._pattern.fullmatch(piece)
        if not found:
            raise ValueError(piece)
        told = found.groupdict()
        value = _plain_text(told["text"].decode(), bool(told["kept"])) if told["text"] else _number(told.get("number"), told.get("shared"))
        if kind_of_cell(value):
            self.personal.add(piece)
        self[piece] = value
        return value

    def of(self, pieces: Iterable[bytes]) -> list[Cell]:
        return list(map(self.__getitem__, pieces))

    def no_persons(self, pieces: Iterable[bytes]) -> bool:
        return not self.personal or self.personal.isdisjoint(pieces)


def _number(number: bytes | None, shared: bytes | None) -> Cell:
    return float(number) if number else int(shared) if shared else ""


def _plain_text(text: str, kept: bool) -> str:
    """kept: blanks at the ends are meant. Raises ValueError where it is written in more than plain characters."""
    if "\r" in text or "_x" in text or _REFERENCE.search(text) or may_harm((text,)) or not (kept or text == text.strip(_BLANKS)):
        raise ValueError(text)
    for name, char in _NAMED if "&" in text else ():
        text = text.replace(name, char)
    return text


@dataclass
class _Book:
    """What workbooks of one program have in common besides their cells.

    pages: each sheet's part and the sheet without cells. merged: by part and by what stands before and after the cells.
    numbers: the styles that were seen to leave a number a number; no_dates: cells' tags that have one of them.
    """

    pages: list[tuple[str, Page]]
    merged: dict[tuple[str, bytes, bytes], list[tuple[int, int, int, int]]] = field(default_factory=dict)
    numbers: set[bytes] = field(default_factory=set)
    no_dates: set[bytes] = field(default_factory=set)


class PlainWorkbook:
    """A workbook that may be one of many of a program. `raw`: the whole file."""

    def __init__(self, raw: bytes) -> None:
        self._zip: PlainZip | None = None
        with suppress(ValueError, struct.error):
            self._zip = PlainZip(raw, _may_differ, _LARGEST)

    def pages(self) -> list[Page] | None:
        """The sheets in their order; None where this is no workbook that can be read by what is known of another."""
        book = _MET.get(self._zip.frame) if self._zip else None
        try:
            return _pages(self._zip, book) if self._zip and book else None
        except (LookupError, ValueError, zlib.error):
            return None

    def remember(self, pages: Sequence[Page], path_of: Mapping[str, str], read: Iterable[str]) -> None:
        """Keeps what others may have in common with this workbook, which the reader and the checks have just gone through.

        path_of: the part of each sheet. read: the parts that were checked.
        """
        of_sheets = {path_of.get(page.name, "") for page in pages}
        if not self._zip or of_sheets != set(filter(_SHEET.fullmatch, self._zip.parts)) or any(map(_is_unread, read)):
            return
        if self._zip.frame not in _MET and len(_MET) < _MOST:
            _MET[self._zip.frame] = _Book([(path_of[page.name], page._replace(rows=[], merged=[])) for page in pages])
        book = _MET.get(self._zip.frame)
        if book is None or len(book.merged) >= _MOST_SHEETS:
            return
        with suppress(LookupError, ValueError, zlib.error):  # no workbook of plain cells
            texts = _TEXTS.of(_shared_texts(self._zip))
            for page in pages:
                _remember(page, path_of[page.name], _Sheet(self._zip.read(path_of[page.name])), texts, book)


class _Sheet:
    """The XML of a sheet, taken apart. Raises ValueError where a cell is more than plain.

    tags, contents: of each cell, blanks too; places, values: what they say. round_them: what stands before and after the cells.
    """

    def __init__(self, xml: bytes) -> None:
        before, _, rest = xml.partition(b"<sheetData>")
        rows, _, after = rest.rpartition(b"</sheetData>")
        self.round_them = (_DIMENSION.sub(b"", before), after)
        first, *pieces = _CELLS.split(rows + b'<row r="1">')  # each row is closed and the next one opened, and so is the last
        if not _FIRST_ROW.fullmatch(first):
            raise ValueError(first)
        self.tags, self.contents = pieces[0::2], pieces[1::2]
        self.places, self.values = list(map(_PLACES.__getitem__, self.tags)), _CONTENTS.of(self.contents)
        if not all(map(lt, self.places, islice(self.places, 1, None))):
            raise ValueError("not in order")

    def rows(self, texts: Sequence[Cell]) -> list[list[Cell]]:
        """From A1 to the last row and column that hold anything."""
        places, values = self.places, self.values
        if "" in values:
            told = [(place, value) for place, value in zip(places, values, strict=True) if value != ""]
            places, values = [place for place, _ in told], [value for _, value in told]
        if texts:
            values = [texts[value] if type(value) is int else value for value in values]
        width = max([place % _WIDE for place in places], default=-1) + 1
        height = places[-1] // _WIDE + 1 if places else 0
        if height * width > _MOST_CELLS:
            raise ValueError("a stray cell")
        cells: list[Cell] = [""] * (height * _WIDE)
        for place, value in zip(places, values, strict=True):
            cells[place] = value
        return [cells[start : start + width] for start in range(0, height * _WIDE, _WIDE)]

    @property
    def number_tags(self) -> list[bytes]:
        return [tag for tag, value in zip(self.tags, self.values, strict=True) if type(value) is float]


def _style(tag: bytes) -> bytes:
    return tag[tag.index(b'"') :]


_PLACES, _CONTENTS, _TEXTS = _Places(), _Pieces(_CONTENT), _Pieces(_SHARED_TEXT)
_MET: dict[tuple[bytes, ...], _Book] = {}


def _pages(parts: PlainZip, book: _Book) -> list[Page]:
    """Raises LookupError, ValueError, zlib.error where a sheet is not plain, or not like one that was met."""
    for met in (_PLACES, _CONTENTS, _TEXTS):
        if len(met) > _MOST_PIECES:
            met.clear()
    written = _shared_texts(parts)
    texts, no_persons = _TEXTS.of(written), _TEXTS.no_persons(written)
    found = []
    for path, page in book.pages:
        sheet = _Sheet(parts.read(path))
        merged = book.merged[path, *sheet.round_them]
        if not book.no_dates.issuperset(sheet.tags) and not book.no_dates.issuperset(sheet.number_tags):
            if not set(map(_style, sheet.number_tags)) <= book.numbers:
                raise ValueError("perhaps a date")
            book.no_dates.update(sheet.number_tags)
        found.append(page._replace(rows=sheet.rows(texts), merged=merged, no_persons=no_persons and _CONTENTS.no_persons(sheet.contents)))
    return found


def _remember(page: Page, path: str, sheet: _Sheet, texts: Sequence[Cell], book: _Book) -> None:
    before, after = sheet.round_them
    if any(each in before or each in after for each in _CHECKED) or _NOT_UTF8.search(before):
        return
    if _same(sheet.rows(texts), page.rows):
        book.merged[path, before, after] = page.merged
        book.numbers |= set(map(_style, sheet.number_tags))


def _may_differ(name: str) -> bool:
    return name == _STRINGS or _SHEET.fullmatch(name) is not None or _is_unread(name)


def _is_unread(name: str) -> bool:
    return name.startswith(_UNREAD)


def _shared_texts(parts: PlainZip) -> list[bytes]:
    """As they are written. Raises ValueError where the list of them is not plain."""
    if _STRINGS not in parts.parts:
        return []
    xml = parts.read(_STRINGS)
    cells = sum(part.size for name, part in parts.parts.items() if _SHEET.fullmatch(name)) // len(b"<c><v>0</v></c>")
    head = _SST.match(xml)
    if len(xml) * cells > MOST_TEXT or not head or not xml.endswith(b"</si></sst>"):
        raise ValueError("more text than may be, or not plain")
    return xml[head.end() : -len(b"</si></sst>")].split(b"</si><si>")


def _same(one: list[list[Cell]], other: list[list[Cell]]) -> bool:
    return one == other and set(map(type, chain.from_iterable(other))) <= {str, float}
