"""Workbooks cast from one mould: all their bytes are those of one read before, but for the values in the cells.

A program that writes a workbook for each school of a county writes the same workbook again and again. The first of a kind
is read by the spreadsheet reader, and every part of it is checked. Of those that follow only the values are taken, which costs
a fifth, and only where nothing else can differ from what was read and checked: the same parts of the same bytes, the same
cells in the same places and formats, values in plain digits, plain shared texts. Whatever cannot be told for certain is left
to the reader and the checks.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from junheng.facts.intake.persons import may_be_personal
from junheng.facts.intake.plain_zip import PlainZip
from junheng.facts.intake.sheet import MOST_TEXT, Cell, may_harm, number_of

_MOST, _MOST_SHEETS = 50, 400  # workbooks and their sheets that are remembered; what comes after them is read as ever
_LARGEST, _MOST_CELLS = 200_000, 100_000  # bytes of a part, cells of a sheet: what is larger has no twins
_STRINGS, _SHEET, _UNREAD = "xl/sharedstrings.xml", re.compile(r"xl/worksheets/[^/]+\.xml"), "docprops/"
_SHORT = 10  # digits: shorter than any number of a person
_AFTER, _SHARED = b"\x00", b"\x01"  # marks that stand in no XML: what follows a value, and the number of a shared text
_WRITTEN = b"0123456789.-+E" + _SHARED
_CELL = re.compile(rb'<c r="([A-Z]{1,2})([1-9]\d{0,4})"( s="\d{1,5}")?>')
_CHECKED = (b"<!", b' t="', b"<f", b'hidden="')  # more than plain values: the checks of the parts look for it each time
_SST = re.compile(rb'<\?xml [^<>]*encoding="(?:UTF|utf)-8"[^<>]*\?>\s*<sst [^<>]*[^<>/]>')
_PRESERVED = '<t xml:space="preserve">'
_NAMED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_REFERENCE = re.compile(r"&(?!(?:lt|gt|quot|apos|amp);)")


class Page(NamedTuple):
    """A sheet as it came out of the file: its cells from A1 in rows of one length, no harmful characters; merged as in `Sheet`."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]]
    hidden: bool
    no_persons: bool = False  # as in `Sheet`


@dataclass(frozen=True)
class _Mould:
    """A sheet but for its values: where each goes, and in which format it stands there."""

    merged: list[tuple[int, int, int, int]]
    formats: list[bytes]
    kinds: frozenset[bytes]  # of formats
    height: int
    width: int
    laid_out: Callable[[list[Cell]], tuple[Cell, ...]]  # the values and one blank -> all cells

    def cast(self, values: list[Cell]) -> list[list[Cell]]:
        """`values` are used up."""
        values.append("")
        cells = self.laid_out(values)
        return [list(cells[at : at + self.width]) for at in range(0, self.height * self.width, self.width or 1)]


def _laid_out(places: Sequence[int], size: int) -> Callable[[list[Cell]], tuple[Cell, ...]]:
    value_of = dict(zip(places, range(len(places)), strict=True))
    return itemgetter(*(value_of.get(place, -1) for place in range(size)), -1, -1)  # of two and more it makes a tuple


@dataclass
class _Book:
    """A workbook but for its sheets and texts.

    pages: each sheet's part and the sheet without cells. numbers: the formats that were seen to leave a number a number.
    """

    pages: list[tuple[str, Page]]
    moulds: dict[tuple[str, bytes], _Mould] = field(default_factory=dict)
    numbers: set[bytes] = field(default_factory=set)


class _Values(dict[bytes, Cell]):
    """What is written in a cell -> its value. Raises KeyError, ValueError where it is no shared text and no number."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(zip(_numbers(), texts, strict=False))
        self.texts = texts

    def __missing__(self, written: bytes) -> Cell:
        if written.startswith(_SHARED):
            raise KeyError(written)
        self[written] = value = float(written)
        return value


@cache
def _numbers() -> list[bytes]:
    return [_SHARED + b"%d" % number for number in range(_LARGEST // len("<si><t></t></si>"))]


class CastWorkbook:
    """A workbook that may be one of many alike. `raw`: the whole file."""

    def __init__(self, raw: bytes) -> None:
        self._zip: PlainZip | None = None
        with suppress(ValueError, struct.error):
            self._zip = PlainZip(raw, _may_differ, _LARGEST)

    def pages(self) -> list[Page] | None:
        """The sheets in their order; None where this is no workbook that can be read by what is known of another."""
        book = _MET.get(self._zip.frame) if self._zip else None
        try:
            return list(_cast(self._zip, book)) if self._zip and book else None
        except (KeyError, ValueError, zlib.error):
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
        if book is None:
            return
        try:
            values = _values(self._zip)
            for page in pages:
                _remember(page, path_of[page.name], self._zip, book, values)
        except (KeyError, ValueError, zlib.error):
            return  # no workbook of plain values


def _cast(parts: PlainZip, book: _Book) -> Iterator[Page]:
    """Raises KeyError, ValueError, zlib.error where a sheet differs in more than values."""
    values, laid_out = _values(parts), 0
    plain = not any(map(may_be_personal, values.texts))
    for path, page in book.pages:
        frame, written, is_short = _parted(parts.read(path))
        mould = book.moulds[path, frame]
        laid_out += mould.height * mould.width
        cells = list(map(values.__getitem__, written))
        if laid_out > _MOST_CELLS or not (mould.kinds <= book.numbers or _are_numbers(cells, mould.formats, book)):
            raise ValueError(path)
        yield page._replace(rows=mould.cast(cells), merged=mould.merged, no_persons=plain and is_short)


def _are_numbers(cells: Sequence[Cell], formats: Sequence[bytes], book: _Book) -> bool:
    """Whether no cell that holds a number has a format in which it could be a date."""
    return all(type(cell) is str or own in book.numbers for cell, own in zip(cells, formats, strict=True))


def _remember(page: Page, path: str, parts: PlainZip, book: _Book, values: _Values) -> None:
    xml = parts.read(path)
    frame, written, _ = _parted(xml)
    if len(book.moulds) >= _MOST_SHEETS or (path, frame) in book.moulds or any(each in frame for each in _CHECKED):
        return
    cells = [_CELL.fullmatch(each[each.rfind(b"<c ") :]) for each in _pieces(xml)[:-1:2]]
    height, width = len(page.rows), len(page.rows[0]) if page.rows else 0
    if None in cells or height * width > _MOST_CELLS:
        return
    places = [(int(cell[2]) - 1) * width + number_of(cell[1].decode()) for cell in cells if cell]
    formats = [cell[3] or b"" for cell in cells if cell]
    if len(set(places)) < len(places) or max(places, default=-1) >= height * width:
        return
    mould = _Mould(page.merged, formats, frozenset(formats), height, width, _laid_out(places, height * width))
    given = [values[each] for each in written]
    if _same(mould.cast(given.copy()), page.rows):
        book.moulds[path, frame] = mould
        book.numbers |= {own for own, cell in zip(formats, given, strict=True) if type(cell) is float}


_MET: dict[tuple[bytes, ...], _Book] = {}


def _may_differ(name: str) -> bool:
    return name == _STRINGS or _SHEET.fullmatch(name) is not None or _is_unread(name)


def _is_unread(name: str) -> bool:
    return name.startswith(_UNREAD)


def _values(parts: PlainZip) -> _Values:
    xml = parts.read(_STRINGS) if _STRINGS in parts.parts else b""
    cells = sum(part.size for name, part in parts.parts.items() if _SHEET.fullmatch(name)) // len(b"<c><v>0</v></c>")
    if len(xml) * cells > MOST_TEXT:
        raise ValueError("more text than may be")
    return _Values(_texts(xml) if xml else ())


def _pieces(xml: bytes) -> list[bytes]:
    """What stands round the values and the values by turns; shared texts by their number, with a mark before it."""
    if _AFTER in xml or _SHARED in xml:
        raise ValueError("no XML")
    return xml.replace(b"</v>", b"<v>" + _AFTER).replace(b' t="s"><v>', b"><v>" + _SHARED).split(b"<v>")


def _parted(xml: bytes) -> tuple[bytes, list[bytes], bool]:
    """All that stands round the values, the values as they are written, and whether none is of more than ten digits.

    Raises ValueError where one is more than digits.
    """
    pieces = _pieces(xml)
    written = pieces[1::2]
    joined = b"".join(written)
    if b"" in written or joined.translate(None, _WRITTEN):
        raise ValueError("more than digits")
    return b"".join(pieces[::2]), written, max(map(len, written), default=0) <= _SHORT and b"E" not in joined


def _texts(xml: bytes) -> list[str]:
    """The shared texts. Raises ValueError where they are more than plain: rich, escaped, harmful, empty."""
    head = _SST.match(xml)
    text = xml[head.end() :].decode() if head else ""
    marked = text.replace(_PRESERVED, "<t>\0")
    items = marked.removeprefix("<si><t>").removesuffix("</t></si></sst>").split("</t></si><si><t>")
    told = text.count("<") == 4 * len(items) + 1 and marked.startswith("<si><t>") and marked.endswith("</t></si></sst>")
    # the reader takes blanks at the ends of a text that does not say that they are meant
    if not told or "\0" in text or not all(item[:1] == "\0" or item == item.strip() for item in items):
        raise ValueError("more than plain texts")
    items = [item.removeprefix("\0") for item in items] if _PRESERVED in text else items
    if "" in items or "_x" in text or "\r" in text or "<!" in text or may_harm(items) or _REFERENCE.search(text):
        raise ValueError("more than plain texts")
    if "&" in text:
        for name, char in _NAMED:
            items = [item.replace(name, char) for item in items]
    return items


def _same(one: list[list[Cell]], other: list[list[Cell]]) -> bool:
    return one == other and set(map(type, chain.from_iterable(other))) <= {str, float}
