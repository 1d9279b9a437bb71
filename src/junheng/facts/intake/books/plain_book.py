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
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import itemgetter, lt
from typing import Generic, NamedTuple, TypeVar

from junheng.facts.intake.books.plain_zip import PlainZip
from junheng.facts.intake.persons.kinds import kind_of_cell
from junheng.facts.intake.values.sheet import MOST_TEXT, Cell, letter, may_harm

_MOST, _MOST_SHEETS, _MOST_PIECES = 50, 400, 50_000  # workbooks, their sheets and cells that are remembered
_LARGEST, _MOST_CELLS = 500_000, 500_000  # bytes of a part, places of a sheet: what is larger takes long anyhow
_STRINGS, _LIST, _SHEET, _UNREAD = "xl/sharedstrings.xml", "xl/workbook.xml", re.compile(r"xl/worksheets/[^/]+\.xml"), "docprops/"
_CHECKED = re.compile(rb'<!|<f|<c |hidden="(?!0"|false")')  # what the checks of the parts look for each time
# what differs from one saving to the next, and neither the reader nor a check goes by: where the cursor stood, which window was open, by whom it was saved
_ATTRIBUTES = rb'(?: [A-Za-z0-9:]+="[^"<>&]*")* ?'  # attributes
_OF_SAVING = re.compile(
    rb'<dimension ref="[A-Z0-9:]{1,30}" ?/>|<sheetViews>(?:<(?:sheetView|selection|pane)' + _ATTRIBUTES + b"/?>|</sheetView>)*</sheetViews>"
    b"|<(?:workbookView|fileVersion|xr:revisionPtr|x15ac:absPath)" + _ATTRIBUTES + b"/>"
)
_WIDE = 128  # columns: places are counted row by row; a wider sheet is left to the reader
_ROW = rb'<row r="[1-9]\d{0,4}"(?: (?:(?:spans|ht|customHeight|s|customFormat|outlineLevel|collapsed|thickBot|thickTop|x14ac:dyDescent)="[^"<>&]*"|hidden="(?:0|false)"))* ?'
_NEXT_ROW = b"(?:" + _ROW + b"(?:/>|></row>))*" + _ROW + b">"  # those without cells before it
_FIRST_ROW = re.compile(_NEXT_ROW)
_CELL = re.compile(  # what follows `<c r="`, up to the next cell
    rb'(?P<column>[A-Z]{1,2})(?P<row>[1-9]\d{0,4})"(?P<style> s="\d{1,5}")?(?:(?: t="n")?(?: ?/>|></c>|><v>(?P<number>-?\d{1,17}(?:\.\d{1,17})?(?:E[+-]?\d{1,2})?)</v></c>)'
    rb'| t="s"><v>(?P<shared>0|[1-9]\d{0,6})</v></c>'
    rb'| t="inlineStr"><is><t(?P<kept> xml:space="preserve")?>(?P<text>[^<]+)</t></is></c>)(?:</row>' + _NEXT_ROW + b")?"
)
_SST = re.compile(rb'<\?xml [^<>]*encoding="(?:UTF|utf)-8"[^<>]*\?>\s*<sst [^<>/]*(?:/[^<>]+)*><si>')
_TEXT = rb'<t(?: xml:space="preserve")?>[^<]+</t>'
_RUN = re.compile(rb'<t( xml:space="preserve")?>([^<]+)</t>')
_SHARED_TEXT = re.compile(  # plain, or in several scripts; Excel adds how it would be pronounced
    b"(?:" + _TEXT + b"|(?:<r>(?:<rPr>(?:<[A-Za-z]+" + _ATTRIBUTES + b"/>)*</rPr>)?" + _TEXT + b"</r>)+)(?:<phoneticPr" + _ATTRIBUTES + b"/>)?"
)
_NOT_UTF8 = re.compile(rb'<\?xml [^<>]*encoding="(?!(?:UTF|utf)-8")')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_REFERENCE = re.compile(r"&(?!(?:lt|gt|quot|apos|amp);)")
_BLANKS = " \t\n"  # which the reader takes from the ends of a text that does not say that they are meant

_Told = TypeVar("_Told")


class Page(NamedTuple):
    """A sheet as it came out of the file: its cells from A1 in rows of one length, no harmful characters; merged as in `Sheet`."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]
    hidden: bool
    no_persons: bool = False  # as in `Sheet`


class _Read(dict[bytes, _Told], Generic[_Told]):
    """A piece of XML -> what it says. Raises ValueError where it is not plain.

    personal: the pieces that may say a number of a person.
    """

    def __init__(self, told: Callable[[bytes], _Told], value: Callable[[_Told], Cell]) -> None:
        super().__init__()
        self._told, self._value = told, value
        self.personal: set[bytes] = set()

    def __missing__(self, piece: bytes) -> _Told:
        self[piece] = told = self._told(piece)
        if kind_of_cell(self._value(told)):
            self.personal.add(piece)
        return told

    def make_room(self) -> None:
        if len(self) > _MOST_PIECES:
            self.clear()
            self.personal.clear()

    def of(self, pieces: Iterable[bytes]) -> list[_Told]:
        return list(map(self.__getitem__, pieces))

    def no_persons(self, pieces: Iterable[bytes]) -> bool:
        return not self.personal or self.personal.isdisjoint(pieces)


_Cell = tuple[int, Cell, bytes]  # its place, counted row by row; a number, a text, '' where it is blank, or a shared text's number as an int; its style
_COLUMNS = {letter(column).encode(): column for column in range(_WIDE)}


def _cell(piece: bytes) -> _Cell:
    found = _CELL.fullmatch(piece)
    if not found:
        raise ValueError(piece)
    letters, row, style, number, shared, kept, text = found.groups(b"")
    value: Cell = ""
    if number:
        value = float(number)
    elif shared:
        value = int(shared)
    elif text:
        value = _plain_text(text, bool(kept))
    return (int(row) - 1) * _WIDE + _COLUMNS[letters], value, style


def _shared_text(piece: bytes) -> str:
    if not _SHARED_TEXT.fullmatch(piece):
        raise ValueError(piece)
    return "".join([_plain_text(text, bool(kept)) for kept, text in _RUN.findall(piece)])


def _plain_text(written: bytes, kept: bool) -> str:
    """kept: blanks at the ends are meant. Raises ValueError where it is written in more than plain characters."""
    text = written.decode()
    if "\r" in text or "_x" in text or _REFERENCE.search(text) or may_harm((text,)) or not (kept or text == text.strip(_BLANKS)):
        raise ValueError(text)
    for name, char in _ENTITIES if "&" in text else ():
        text = text.replace(name, char)
    return text


@dataclass
class _Book:
    """What workbooks of one program have in common besides their cells.

    pages: each sheet's part and the sheet without cells. merged: by part and by what stands before and after the cells.
    numbers: the styles that were seen to leave a number a number.
    """

    pages: list[tuple[str, Page]]
    merged: dict[tuple[str, bytes, bytes], list[tuple[int, int, int, int]]] = field(default_factory=dict)
    numbers: set[bytes] = field(default_factory=set)


class PlainWorkbook:
    """A workbook that may be one of many of a program. `raw`: the whole file."""

    def __init__(self, raw: bytes) -> None:
        self._zip: PlainZip | None = None
        self._frame: tuple[bytes, ...] = ()  # all in which workbooks that are read alike are the same
        with suppress(LookupError, ValueError, struct.error, zlib.error):
            archive = PlainZip(raw, _may_differ, _LARGEST)
            self._frame = (*archive.frame, _OF_SAVING.sub(b"", archive.read(_LIST)))
            self._zip = archive

    def pages(self) -> list[Page] | None:
        """The sheets in their order; None where this is no workbook that can be read by what is known of another."""
        book = _MET.get(self._frame)
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
        if self._frame not in _MET and len(_MET) < _MOST:
            _MET[self._frame] = _Book([(path_of[page.name], page._replace(rows=[], merged=[])) for page in pages])
        book = _MET.get(self._frame)
        if book is None or len(book.merged) >= _MOST_SHEETS:
            return
        with suppress(LookupError, ValueError, zlib.error):  # no workbook of plain cells
            texts = _TEXTS.of(_shared_texts(self._zip))
            for page in pages:
                _remember(page, path_of[page.name], _Sheet(self._zip.read(path_of[page.name])), texts, book)


class _Sheet:
    """The XML of a sheet, taken apart. Raises ValueError where a cell is more than plain.

    pieces: of each cell, blanks too; places, values, styles: what they say. round_them: what stands before and after the cells.
    """

    def __init__(self, xml: bytes) -> None:
        before, _, rest = xml.partition(b"<sheetData>")
        rows, _, after = rest.rpartition(b"</sheetData>")
        self.round_them = (_OF_SAVING.sub(b"", before), after)
        self.pieces = (rows + b'<row r="1">').split(b'<c r="')  # each row is closed and the next one opened, and so is the last
        if not _FIRST_ROW.fullmatch(self.pieces.pop(0)):
            raise ValueError("cells without a row")
        cells = _CELLS.of(self.pieces)
        self.places: tuple[int, ...]
        self.values: tuple[Cell, ...]
        self.styles: tuple[bytes, ...]
        self.places, self.values, self.styles = zip(*cells, strict=True) if cells else ((), (), ())

    def rows(self, texts: Sequence[Cell]) -> list[list[Cell]]:
        """From A1 to the last row and column that hold anything. Raises ValueError, IndexError where cells are not in order, or a text is not there."""
        if not self.places:
            return []
        width, laid_out = _laid_out(self.places)
        values = [texts[value] if type(value) is int else value for value in self.values] if int in set(map(type, self.values)) else self.values
        cells = laid_out((*values, ""))
        return _without_blanks([list(cells[start : start + width]) for start in range(0, len(cells) - 1, width)])

    def number_styles(self) -> set[bytes]:
        """Of the cells that hold a number."""
        return {style for value, style in zip(self.values, self.styles, strict=True) if type(value) is float}


@lru_cache(maxsize=1 << 6)  # the cells of a form are the same in all workbooks; each is at most 4 MB
def _laid_out(places: tuple[int, ...]) -> tuple[int, Callable[[Sequence[Cell]], tuple[Cell, ...]]]:
    """How many columns cells at these places take, and what makes of their values and a blank all cells row by row, and one blank more.

    Raises ValueError where they are not in order, or reach too far.
    """
    width, height = max(place % _WIDE for place in places) + 1, places[-1] // _WIDE + 1
    if not all(map(lt, places, places[1:])) or height * _WIDE > _MOST_CELLS:
        raise ValueError("not in order, or a stray cell")
    which = [len(places)] * (width * height + 1)  # one more, since of a single place no tuple would be made
    for number, place in enumerate(places):
        which[place // _WIDE * width + place % _WIDE] = number
    return width, itemgetter(*which)


def _without_blanks(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Without the last rows and columns where they hold nothing."""
    while rows and set(rows[-1]) == {""}:
        rows.pop()
    if any(row[-1] != "" for row in rows):
        return rows
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell != ""), default=0)
    return [row[:width] for row in rows]


_CELLS, _TEXTS = _Read(_cell, itemgetter(1)), _Read(_shared_text, str)
_MET: dict[tuple[bytes, ...], _Book] = {}


def _pages(parts: PlainZip, book: _Book) -> list[Page]:
    """Raises LookupError, ValueError, zlib.error where a sheet is not plain, or not like one that was met."""
    _CELLS.make_room()
    _TEXTS.make_room()
    written = _shared_texts(parts)
    texts, no_persons = _TEXTS.of(written), _TEXTS.no_persons(written)
    found = []
    for path, page in book.pages:
        sheet = _Sheet(parts.read(path))
        merged = book.merged[path, *sheet.round_them]
        if not book.numbers.issuperset(sheet.styles) and not sheet.number_styles() <= book.numbers:
            raise ValueError("perhaps a date")
        found.append(Page(page.name, sheet.rows(texts), merged, page.hidden, no_persons and _CELLS.no_persons(sheet.pieces)))
    return found


def _remember(page: Page, path: str, sheet: _Sheet, texts: Sequence[Cell], book: _Book) -> None:
    before, after = sheet.round_them
    if _CHECKED.search(before) or _CHECKED.search(after) or _NOT_UTF8.search(before):
        return
    if _same(sheet.rows(texts), page.rows):
        book.merged[path, before, after] = page.merged
        book.numbers |= sheet.number_styles()


def _may_differ(name: str) -> bool:
    return name in (_STRINGS, _LIST) or _SHEET.fullmatch(name) is not None or _is_unread(name)


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
