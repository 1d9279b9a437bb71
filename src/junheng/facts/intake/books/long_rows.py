"""The rows of a long, plain text, kept as columns: a row is made when somebody asks for it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, SupportsIndex, overload

import numpy as np
import polars as pl

from junheng.facts.intake.values.sheet import MOST_CELLS, MOST_COLUMNS, MOST_LONG_CELLS, MOST_LONG_LINES, Cell

_NINE, _POINT, _E, _MARK = b'9.e"'
_LOWER = 0x20  # what the code of a small letter has and that of a capital has not
_TAB, _LINE_END, _RETURN, _BLANK = b"\t\n\r "
_MAY_HARM = ((0xC2, range(0x80, 0xA0)), (0xE2, range(0x80, 0x82)), (0xEF, range(0xBF, 0xC0)))  # how the longer harmful characters begin in UTF-8
_HARMFUL = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf[\xbe\xbf]")
_DIGITS = 11  # a mobile number has the fewest
_MANY_DIGITS = r"(?:[\pN\p{So}].*?){11}"  # symbols like ㏠ hold digits too
_WORD = r"[\p{Han}a-fhikm-wyzA-FHIKM-WYZ.,()]"  # no person's number has any of these, but some a G, J, L or X
_SHORT_CODE = r"^([02-79][0-9]{10,13}|1[0-2][0-9]{9,12})$"  # nobody's number: those of so few digits are mobiles'
_LONGEST_CELL = 2**20  # bytes: what is longer is most likely damage
_AT_ONCE, _FEW = 10_000, 1_000  # rows
_PIECE = 2**18  # bytes: where each has the end of a line, no line is as long as four of them
_LOOKED_AT = 50  # lines, of which the longest tells how many columns there are


class LongRows(list[list[Cell]]):
    """Reads like a list of rows. A row is a copy: what is changed in it is not kept, `empty` changes a whole column."""

    def __init__(self, frame: pl.DataFrame, exponents: bool) -> None:
        super().__init__()
        self._frame, self.exponents = frame, exponents  # exponents: whether a number may be written as 1e3
        self._chosen: tuple[Sequence[int], pl.Series] | None = None
        self._few: tuple[Sequence[int], pl.DataFrame] | None = None

    def __len__(self) -> int:
        return self._frame.height

    @overload
    def __getitem__(self, at: SupportsIndex) -> list[Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Cell]]: ...
    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [_row(cells) for cells in self._frame[at].iter_rows()]
        return _row(self._frame.row(at))

    def __iter__(self) -> Iterator[list[Cell]]:
        return map(_row, self._frame.iter_rows())

    def long_cells(self, step: int) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and content of the cells of every n-th row that have the digits of a person's number."""
        long = self._frame.select((pl.all().str.len_bytes() >= _DIGITS).arg_true().implode())  # all columns in one pass: sooner than to gather their rows
        for column, (places,) in enumerate(long.iter_columns()):
            places = places.filter(places % step == 0)
            cells = self._frame.to_series(column).gather(places)
            for pattern, is_number in ((_WORD, False), (_SHORT_CODE, False), (_MANY_DIGITS, True)):  # the dearest is asked of what the others leave
                if places.is_empty():
                    break
                found = cells.str.contains(pattern) == is_number
                places, cells = places.filter(found), cells.filter(found)
            yield from zip(places, repeat(column), cells)

    @property
    def width(self) -> int:
        return self._frame.width

    def those(self, rows: Sequence[int]) -> Iterator[list[Cell]]:
        for start in range(0, len(rows), _AT_ONCE):
            yield from map(_row, self._frame[list(rows[start : start + _AT_ONCE])].iter_rows())

    def column(self, column: int, rows: Sequence[int]) -> pl.Series:
        """The cells of some rows, '' where a row has none there."""
        if column >= self._frame.width:
            return pl.repeat("", len(rows), dtype=pl.String, eager=True)
        whole = self._frame.to_series(column)
        if isinstance(rows, range) and rows.step == 1:
            return whole[rows.start : rows.stop]
        return self._some(rows).to_series(column) if len(rows) <= _FEW else whole.gather(self._places(rows))

    # column after column is asked for the same rows

    def _some(self, rows: Sequence[int]) -> pl.DataFrame:
        """Of a few rows all columns, in one go."""
        if self._few is None or self._few[0] is not rows:
            self._few = rows, self._frame[list(rows)]
        return self._few[1]

    def _places(self, rows: Sequence[int]) -> pl.Series:
        if self._chosen is None or self._chosen[0] is not rows:
            self._chosen = rows, pl.Series(rows, dtype=pl.UInt32)
        return self._chosen[1]

    def empty(self, column: int, below: int) -> None:
        """The column's cells from the row `below` on."""
        cells = self._frame.to_series(column)
        blank = pl.repeat("", cells.len() - below, dtype=pl.String, eager=True)
        self._frame, self._few = self._frame.with_columns(pl.concat([cells.head(below), blank]).alias(cells.name)), None


def _row(cells: tuple[Any, ...]) -> list[Cell]:
    """A short line is filled up with blanks; one without any content is empty."""
    return list(cells) if any(cells) else []


def long_rows(raw: bytes, delimiter: str) -> LongRows | None:
    """None where the text has to be read with care: no UTF-8, stray quotation marks, control characters, lines longer than their head."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    raw = raw if not raw.endswith((b"\n\n", b"\n\r\n")) else raw.rstrip(b"\r\n")
    is_quoted = b'"' in raw
    lines, are_short = _lines(raw)
    is_plain, exponents = _is_plain(raw, delimiter) if lines else (False, False)
    if not is_plain:
        return None
    first = raw[:1_000_000].split(b"\n")[:_LOOKED_AT]
    width = _quoted_width(first, delimiter) if is_quoted else max(line.count(delimiter.encode()) + 1 for line in first)
    if width > MOST_COLUMNS or width * lines > (MOST_LONG_CELLS if lines <= MOST_LONG_LINES else MOST_CELLS):
        return None
    try:
        frame = pl.read_csv(
            raw, has_header=False, separator=delimiter, quote_char='"' if is_quoted else None, empty_string_is_null=False, missing_columns="insert",
            schema={str(column): pl.String() for column in range(width)},
        )
    except pl.exceptions.PolarsError:
        return None
    is_damaged = not are_short and any((cells.str.len_bytes() >= _LONGEST_CELL).any() for cells in frame.iter_columns())
    return LongRows(frame, exponents) if frame.height == lines and not is_damaged else None


def _quoted_width(lines: Sequence[bytes], delimiter: str) -> int:
    try:
        return max(map(len, csv.reader([line.decode("utf-8", "replace") for line in lines], delimiter=delimiter)))
    except csv.Error:  # a cell longer than any should be
        return MOST_COLUMNS + 1


def _lines(raw: bytes) -> tuple[int, bool]:
    """How many there are, 0 where some end in a way of their own; whether every one is shorter than the longest cell.

    A piece at a time: what fits a processor's own memory is quickly looked at. Any control character that is no tab and does not end a line
    counts as the end of one: then there seem to be more lines than are read, and the text is not plain.
    """
    ends, are_short = 0, True
    has_tabs, has_returns = b"\t" in raw, b"\r" in raw
    for piece, after in _pieces(raw):
        line_ends = int(np.count_nonzero(piece < _BLANK)) - (int(np.count_nonzero(piece == _TAB)) if has_tabs else 0)
        if has_returns and len(returns := np.flatnonzero(piece == _RETURN)):
            if returns[-1] >= len(after) or (after[returns] != _LINE_END).any():
                return 0, False
            line_ends -= len(returns)
        ends += line_ends
        are_short = are_short and line_ends > 0
    return ends + (not raw.endswith(b"\n")), are_short


def _is_plain(raw: bytes, delimiter: str) -> tuple[bool, bool]:
    """Whether no cell holds harmful characters or half a quotation; whether a number may have an exponent."""
    if b"\x7f" in raw:
        return False, False
    harmful = [each for each in _MAY_HARM if bytes(each[:1]) in raw]
    may_harm = any(_follows(piece, after, *each) for each in harmful for piece, after in _pieces(raw))
    exponents = (b"e" in raw or b"E" in raw) and any(_may_have_exponent(piece, after) for piece, after in _pieces(raw))
    return not (may_harm and _HARMFUL.search(raw)) and (b'"' not in raw or _stand_round_cells(raw, delimiter)), exponents


def _pieces(raw: bytes) -> Iterator[tuple[Any, Any]]:
    """The codes of each, and the code that follows each of them."""
    for start in range(0, len(raw), _PIECE):
        yield np.frombuffer(raw, np.uint8, min(_PIECE, len(raw) - start), start), np.frombuffer(raw, np.uint8, min(_PIECE, len(raw) - start - 1), start + 1)


def _stand_round_cells(raw: bytes, delimiter: str) -> bool:
    """Whether every quotation mark opens a cell at its beginning, closes it at its end or stands doubled within it.

    That no line ends between the two is told by the number of lines that are read.
    """
    codes, is_open = np.frombuffer(raw, np.uint8), False
    borders = np.zeros(256, bool)
    borders[[_LINE_END, _RETURN, _MARK, ord(delimiter)]] = True  # a mark beside another: one that closes and opens again says a mark
    for start in range(0, len(codes), _PIECE):
        marks = np.flatnonzero(codes[start : start + _PIECE] == _MARK) + start
        opening, closing = marks[is_open::2], marks[not is_open :: 2]
        is_open ^= bool(len(marks) % 2)
        at_begin = borders[codes[np.maximum(opening, 1) - 1]] | (opening == 0)
        at_end = borders[codes[np.minimum(closing + 1, len(codes) - 1)]] | (closing == len(codes) - 1)
        if not (at_begin.all() and at_end.all()):
            return False
    return not is_open


def _may_have_exponent(piece: Any, after: Any) -> bool:
    """Whether an e stands behind a digit or a point, or behind a stroke, which stands between them: one comparison for all twelve."""
    may_end_number = piece[: len(after)] - np.uint8(_POINT) <= _NINE - _POINT
    may_end_number &= (after | _LOWER) == _E
    return bool(may_end_number.any())


def _follows(piece: Any, after: Any, first: int, seconds: range) -> bool:
    found = np.flatnonzero(piece == first)
    next_to = after[found[found < len(after)]]
    return bool(((next_to >= seconds.start) & (next_to < seconds.stop)).any())
