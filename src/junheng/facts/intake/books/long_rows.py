"""The rows of a long, plain text, kept as columns: a row is made when somebody asks for it."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any, SupportsIndex, overload

import numpy as np
import polars as pl

from junheng.facts.intake.books.looks import PIECE, Looks, looked_at
from junheng.facts.intake.values.sheet import MOST_CELLS, MOST_COLUMNS, MOST_LONG_CELLS, MOST_LONG_LINES, Cell

_LINE_END, _RETURN, _MARK = b'\n\r"'
_DIGITS = 11  # a mobile number has the fewest
_MANY_DIGITS = r"(?:[\pN\p{So}].*?){11}"  # symbols like ㏠ hold digits too
_WORD = r"[\p{Han}a-fhikm-wyzA-FHIKM-WYZ.,()]"  # no person's number has any of these, but some a G, J, L or X
_SHORT_CODE = r"^([02-79][0-9]{10,13}|1[0-2][0-9]{9,12})$"  # nobody's number: those of so few digits are mobiles'
_LONGEST_CELL = 2**20  # bytes: what is longer is most likely damage
_AT_ONCE, _FEW = 10_000, 1_000  # rows
_LOOKED_AT = 50  # lines, of which the longest tells how many columns there are
_TOP = 64  # lines, among which titles and heads stand: their texts say nothing of how long a column's figures are


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
        has_long = [longest >= _DIGITS for longest in self._longest_below]
        is_long = (pl.all().str.len_bytes() >= _DIGITS).arg_true().implode()
        top, whole = self._frame.head(_TOP).select(is_long), self._frame.select(name for name, has in zip(self._frame.columns, has_long, strict=True) if has)
        long = whole.select(is_long) if whole.width else whole
        for column, name in enumerate(self._frame.columns):
            places = (long if has_long[column] else top)[name][0]
            places = places.filter(places % step == 0)
            cells = self._frame.to_series(column).gather(places)
            for pattern, is_number in ((_WORD, False), (_SHORT_CODE, False), (_MANY_DIGITS, True)):  # the dearest is asked of what the others leave
                if places.is_empty():
                    break
                found = cells.str.contains(pattern) == is_number
                places, cells = places.filter(found), cells.filter(found)
            yield from zip(places, repeat(column), cells)

    @cached_property
    def _longest_below(self) -> tuple[int, ...]:
        """Bytes of each column's longest cell below its first lines. All columns in one pass, which costs a thirtieth of reading them: most hold figures, of which it tells enough."""
        found: tuple[int, ...] = self._frame[_TOP:].select(pl.all().str.len_bytes().max().fill_null(0)).row(0)
        return found

    def longest(self, columns: Sequence[int], rows: Sequence[int]) -> list[int]:
        """Bytes that no cell of each column is longer than, in these rows, which are in order."""
        above = self._frame.head(_TOP)[[row for row in rows[:_TOP] if row < _TOP]].select(pl.all().str.len_bytes().max().fill_null(0)).row(0)
        return [max(above[column], self._longest_below[column]) if column < self.width else 0 for column in columns]

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

    def changed(self, column: int, cells: Mapping[int, str]) -> LongRows:
        """With other texts in some rows of a column, none longer than those before."""
        before = self._frame.to_series(column)
        return LongRows(self._frame.with_columns(before.scatter(list(cells), list(cells.values()))), self.exponents)

    def empty(self, column: int, below: int) -> None:
        """The column's cells from the row `below` on."""
        cells = self._frame.to_series(column)
        blank = pl.repeat("", cells.len() - below, dtype=pl.String, eager=True)
        self._frame, self._few = self._frame.with_columns(pl.concat([cells.head(below), blank]).alias(cells.name)), None


def _row(cells: tuple[Any, ...]) -> list[Cell]:
    """A short line is filled up with blanks; one without any content is empty."""
    return list(cells) if any(cells) else []


def long_rows(raw: bytes, delimiter: str, looks: Looks | None = None) -> LongRows | None:
    """None where the text has to be read with care: no UTF-8, stray quotation marks, control characters, lines longer than their head.

    looks: at all of `raw`, where it was looked at before.
    """
    if raw.endswith((b"\n\n", b"\n\r\n")):
        raw, looks = raw.rstrip(b"\r\n"), None
    looks = looks or looked_at(raw)
    lines = looks.lines(raw)
    if not lines or looks.has_harmful(raw) or (looks.is_quoted and not _stand_round_cells(raw, delimiter)):
        return None
    first = raw[:1_000_000].removeprefix(BOM_UTF8).split(b"\n")[:_LOOKED_AT]
    widths = _quoted_widths(first, delimiter) if looks.is_quoted else [line.count(delimiter.encode()) + 1 for line in first]
    width = max(widths)
    is_ragged = width > next(each for each in widths if each > 1) and 2 * widths.count(width) < len(widths) if width > 1 else False
    if is_ragged or width > MOST_COLUMNS or width * lines > (MOST_LONG_CELLS if lines <= MOST_LONG_LINES else MOST_CELLS):
        return None
    try:
        frame = pl.read_csv(
            raw, has_header=False, separator=delimiter, quote_char='"' if looks.is_quoted else None, empty_string_is_null=False, missing_columns="insert",
            schema={str(column): pl.String() for column in range(width)},
        )
    except pl.exceptions.PolarsError:
        return None
    is_damaged = not looks.are_short and any((cells.str.len_bytes() >= _LONGEST_CELL).any() for cells in frame.iter_columns())
    return LongRows(frame, looks.has_exponents) if frame.height == lines and not is_damaged else None


def _quoted_widths(lines: Sequence[bytes], delimiter: str) -> list[int]:
    try:
        return list(map(len, csv.reader([line.decode("utf-8", "replace") for line in lines], delimiter=delimiter)))
    except csv.Error:  # a cell longer than any should be
        return [MOST_COLUMNS + 1]


def _stand_round_cells(raw: bytes, delimiter: str) -> bool:
    """Whether every quotation mark opens a cell at its beginning, closes it at its end or stands doubled within it.

    That no line ends between the two is told by the number of lines that are read.
    """
    codes, is_open, first = np.frombuffer(raw, np.uint8), False, len(BOM_UTF8) if raw.startswith(BOM_UTF8) else 0
    borders = np.zeros(256, bool)
    borders[[_LINE_END, _RETURN, _MARK, ord(delimiter)]] = True  # a mark beside another: one that closes and opens again says a mark
    for start in range(0, len(codes), PIECE):
        marks = np.flatnonzero(codes[start : start + PIECE] == _MARK) + start
        opening, closing = marks[is_open::2], marks[not is_open :: 2]
        is_open ^= bool(len(marks) % 2)
        at_begin = borders[codes[np.maximum(opening, 1) - 1]] | (opening == first)
        at_end = borders[codes[np.minimum(closing + 1, len(codes) - 1)]] | (closing == len(codes) - 1)
        if not (at_begin.all() and at_end.all()):
            return False
    return not is_open
