"""The ways a workbook is damaged for `bench mutate`: its bytes, its cells, its rows, its columns, its sheets."""

from __future__ import annotations

import csv
import datetime
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

Rows = list[list[Any]]


@dataclass(frozen=True)
class Page:
    name: str
    rows: Rows
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


Book = list[Page]  # a text file is a book of one page without a name
Damage = Callable[[Book, random.Random], str | None]  # changes the book; what was done, None where it has no place for it


def opened(content: bytes, name: str) -> Book:
    if name.lower().endswith(".csv"):
        rows: Rows = [list(row) for row in csv.reader(io.StringIO(_decoded(content)))]
        return [Page("", rows)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [(sheet_name, book.get_sheet_by_name(sheet_name)) for sheet_name in book.sheet_names]
    return [
        Page(name, sheet.to_python(skip_empty_area=False), tuple((*a, *b) for a, b in sheet.merged_cell_ranges or []))
        for name, sheet in sheets
    ]


def copied(book: Book) -> Book:
    return [replace(page, rows=[list(cells) for cells in page.rows]) for page in book]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def written(book: Book, name: str) -> bytes:
    if name.lower().endswith(".csv"):
        text = io.StringIO()
        csv.writer(text).writerows(book[0].rows)
        return text.getvalue().encode("utf-8-sig")
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False, "nan_inf_to_errors": True}) as out:
        date = out.add_format({"num_format": "yyyy-mm-dd"})
        for page in book:
            _write_page(out.add_worksheet(page.name), page, date)
    return content.getvalue()


def _write_page(sheet: Any, page: Page, date: Any) -> None:
    for row, cells in enumerate(page.rows):
        for column, value in enumerate(cells):
            if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
                sheet.write_datetime(row, column, value, date)
            elif isinstance(value, str):
                if value:
                    sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    for first_row, first, last_row, last in page.merged:
        if last_row < len(page.rows) and (first_row, first) != (last_row, last):
            sheet.merge_range(first_row, first, last_row, last, None)
            value = page.rows[first_row][first] if first < len(page.rows[first_row]) else ""
            sheet.write(first_row, first, value)


# --- bytes


def bytes_flipped(content: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def cut_off(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(1, len(content))]


def part_flipped(content: bytes, rng: random.Random) -> bytes:
    """A byte of one part inside the zip, packed again with the sums that fit: only the content tells."""
    with zipfile.ZipFile(io.BytesIO(content)) as before:
        parts = {info.filename: before.read(info) for info in before.infolist()}
    names = [name for name in sorted(parts) if parts[name] and (name.startswith("xl/") or rng.random() < 0.1)]
    name = rng.choice(names)
    parts[name] = bytes_flipped(parts[name], rng)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for each, part in parts.items():
            after.writestr(each, part)
    return packed.getvalue()


# --- places


def _page(book: Book, rng: random.Random) -> int:
    return rng.choice([index for index, page in enumerate(book) if page.rows])


def _body(page: Page, rng: random.Random) -> int | None:
    """A row that holds figures."""
    rows = [row for row, cells in enumerate(page.rows) if sum(is_figure(cell) for cell in cells) >= 1 and row > 0]
    return rng.choice(rows) if rows else None


def _heads(page: Page) -> list[tuple[int, int]]:
    """Cells of text above the first row of figures and of the first column: what says where a figure belongs."""
    first = next((row for row, cells in enumerate(page.rows) if sum(is_figure(cell) for cell in cells) >= 2), len(page.rows))
    return [(row, column) for row, cells in enumerate(page.rows[:first]) for column, cell in enumerate(cells)
            if isinstance(cell, str) and cell.strip()]


def is_figure(cell: Any) -> bool:
    return type(cell) in (int, float) or (isinstance(cell, str) and cell.strip().replace(".", "", 1).isdigit() and len(cell) < 9)


def _figures(page: Page, row: int) -> list[int]:
    return [column for column, cell in enumerate(page.rows[row]) if is_figure(cell)]


# --- cells, rows, columns


def row_shifted(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    row = _body(page, rng)
    if row is None:
        return None
    cells, start = page.rows[row], rng.randrange(len(page.rows[row]))
    by = rng.choice((1, 1, 2, -1, -1, -2))
    moved = ["" for _ in range(by)] + cells[start:] if by > 0 else cells[start - by:] + ["" for _ in range(-by)]
    page.rows[row] = cells[:start] + moved
    return f"{page.name} row {row + 1} from column {start + 1} by {by}"


def block_down(book: Book, rng: random.Random) -> str | None:
    """The figures of some columns slip down under their heads, by one to three rows."""
    page = book[_page(book, rng)]
    row = _body(page, rng)
    if row is None:
        return None
    first, width, by = rng.randrange(page.width), rng.choice((1, 1, 2, 5, page.width)), rng.randint(1, 3)
    columns = range(first, min(page.width, first + width))
    for cells in page.rows:
        cells.extend([""] * (page.width - len(cells)))
    for column in columns:
        slipped = [*[""] * by, *(cells[column] for cells in page.rows[row:])]
        for cells, value in zip(page.rows[row:], slipped, strict=False):
            cells[column] = value
    return f"{page.name} columns {columns.start + 1}-{columns.stop} from row {row + 1} by {by}"


def column_moved(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    if page.width < 3:
        return None
    source, target = rng.sample(range(page.width), 2)
    for cells in page.rows:
        cells.extend([""] * (page.width - len(cells)))
        cells.insert(target, cells.pop(source))
    book[book.index(page)] = replace(page, merged=())
    return f"{page.name} column {source + 1} to {target + 1}"


def column_cut(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    column = rng.randrange(page.width)
    for cells in page.rows:
        del cells[column : column + 1]
    book[book.index(page)] = replace(page, merged=())
    return f"{page.name} column {column + 1}"


def values_swapped(book: Book, rng: random.Random) -> str | None:
    """The figures of two columns change places, their heads do not."""
    page = book[_page(book, rng)]
    row = _body(page, rng)
    figures = _figures(page, row) if row is not None else []
    if len(figures) < 2:
        return None
    one, other = rng.sample(figures, 2)
    for cells in page.rows:
        if max(one, other) < len(cells) and (is_figure(cells[one]) or is_figure(cells[other])):
            cells[one], cells[other] = cells[other], cells[one]
    return f"{page.name} columns {one + 1} and {other + 1}"


def rows_cut(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    row = _body(page, rng)
    if row is None:
        return None
    count = rng.choice((1, 1, 1, 2, 5))
    del page.rows[row : row + count]
    book[book.index(page)] = replace(page, merged=tuple(each for each in page.merged if each[2] < row))
    return f"{page.name} {count} rows from {row + 1}"


def rows_twice(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    row = _body(page, rng)
    if row is None:
        return None
    count = rng.choice((1, 1, 1, 2, 5))
    at = rng.choice((row, len(page.rows)))
    page.rows[at:at] = [list(cells) for cells in page.rows[row : row + count]]
    book[book.index(page)] = replace(page, merged=tuple(each for each in page.merged if each[2] < row))
    return f"{page.name} rows {row + 1} to {row + count}, again at {at + 1}"


def rows_shuffled(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    rows = [row for row, cells in enumerate(page.rows) if sum(is_figure(cell) for cell in cells) >= 3]
    if len(rows) < 3:
        return None
    one, other = rng.sample(rows, 2)
    page.rows[one], page.rows[other] = page.rows[other], page.rows[one]
    return f"{page.name} rows {one + 1} and {other + 1} in each other's place"


def head_renamed(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    heads = _heads(page)
    if not heads:
        return None
    row, column = rng.choice(heads)
    text = page.rows[row][column]
    other_row, other_column = rng.choice(heads)
    place = rng.randrange(len(text))
    page.rows[row][column] = rng.choice((
        "甲乙丙丁", text + "甲", text[:place] + text[place + 1 :], text[:place] + "某" + text[place + 1 :], "", page.rows[other_row][other_column],
    ))
    return f"{page.name} {row + 1}/{column + 1}: {text!r} to {page.rows[row][column]!r}"


def label_renamed(book: Book, rng: random.Random) -> str | None:
    """A text below the head: a row's label, a school's name, a kind."""
    page = book[_page(book, rng)]
    cells = [(row, column) for row, line in enumerate(page.rows) for column, cell in enumerate(line)
             if row > 1 and isinstance(cell, str) and cell.strip() and not is_figure(cell)]
    if not cells:
        return None
    row, column = rng.choice(cells)
    text = page.rows[row][column]
    place = rng.randrange(len(text))
    page.rows[row][column] = rng.choice(("", text + "甲", text[:place] + text[place + 1 :], text[:place] + "某" + text[place + 1 :]))
    return f"{page.name} {row + 1}/{column + 1}: {text!r} to {page.rows[row][column]!r}"


def head_row_cut(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    heads = _heads(page)
    if not heads:
        return None
    row = rng.choice(heads)[0]
    del page.rows[row]
    book[book.index(page)] = replace(page, merged=())
    return f"{page.name} row {row + 1}"


def types_changed(book: Book, rng: random.Random) -> str | None:
    """Figures of one cell or one column become texts, texts with a unit, dates, truth values, errors."""
    page = book[_page(book, rng)]
    row = _body(page, rng)
    if row is None:
        return None
    column = rng.choice(_figures(page, row))
    rows = [row] if rng.random() < 0.5 else [each for each, cells in enumerate(page.rows) if column < len(cells) and is_figure(cells[column])]
    name, change = rng.choice(_CHANGES)
    for each in rows:
        page.rows[each][column] = change(page.rows[each][column])
    return f"{page.name} {len(rows)} cells of column {column + 1}, row {row + 1}: {name}"


def _plain_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _as_date(value: Any) -> Any:
    try:
        return datetime.datetime(1899, 12, 30) + datetime.timedelta(days=min(60_000, float(value)))
    except (ValueError, OverflowError):
        return value


_CHANGES: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("text", _plain_text), ("text with a space", lambda value: f" {_plain_text(value)}　"), ("text with a unit", lambda value: f"{_plain_text(value)}人"),
    ("full width", lambda value: "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in _plain_text(value))),
    ("date", _as_date), ("error", lambda value: "#REF!"), ("truth value", bool), ("negative", lambda value: f"-{_plain_text(value)}"),
    ("blank", lambda value: ""), ("thousands", lambda value: f"{float(value):,.2f}"), ("scientific", lambda value: f"{float(value):.3e}"),
    ("percent", lambda value: f"{_plain_text(value)}%"), ("comma for point", lambda value: _plain_text(value).replace(".", ",")),
)


def another_value(book: Book, rng: random.Random) -> str | None:
    """One figure becomes another that could be true: no damage that anybody can see."""
    page = book[_page(book, rng)]
    row = _body(page, rng)
    if row is None:
        return None
    column = rng.choice(_figures(page, row))
    value = page.rows[row][column]
    page.rows[row][column] = round(float(value) * rng.uniform(0.9, 1.1)) + 1
    return f"{page.name} {row + 1}/{column + 1}: {value} to {page.rows[row][column]}"


# --- sheets


def sheet_renamed(book: Book, rng: random.Random) -> str | None:
    index = _page(book, rng)
    name = book[index].name
    if not name:
        return None
    others = {page.name for page in book}
    new = next(each for each in rng.sample((f"{name[:-1]}", "Sheet99", f"{name[:20]}(2)", f"备份{name[:20]}", "小学", "初中", "教基5176_小学"), 7)
               if each and each not in others)
    book[index] = replace(book[index], name=new)
    return f"{name} to {new}"


def sheet_removed(book: Book, rng: random.Random) -> str | None:
    return book.pop(_page(book, rng)).name if len(book) > 1 else None


def sheet_twice(book: Book, rng: random.Random) -> str | None:
    page = book[_page(book, rng)]
    if not page.name:
        return None
    book.append(Page(f"{page.name[:24]} (2)", [list(cells) for cells in page.rows], page.merged))
    return page.name


DAMAGES: tuple[Damage, ...] = (
    row_shifted, block_down, column_moved, column_cut, values_swapped, rows_cut, rows_twice, rows_shuffled, head_renamed, label_renamed,
    head_row_cut, types_changed, another_value, sheet_renamed, sheet_removed, sheet_twice,
)
