"""A sheet of raw cells, the limits of what is read, and the refusals that all kinds of files share."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl

from junheng.facts.by_hand import MOST_TYPED
from junheng.terms import Message, Place, UsageError
from junheng.terms.personal import masked_title

Cell = Hashable
MOST_BYTES = 150 * 2**20  # of one file: a county's workbook has a few hundred kilobytes
MOST_UNPACKED = 300 * 2**20  # of the parts of a workbook or of a member of a zip
MOST_CELLS = 8_000_000  # of one file, blanks between filled cells counted: 40 to 100 bytes each
MOST_LONG_CELLS = 24_000_000  # of a plain text, whose columns take 16 bytes a cell: a province's 200,000 lines of 109 cells
MOST_LONG_LINES = 400_000  # of such a text; a longer one has a workbook's limit, since each of its lines may have to be looked at
MOST_TEXT = 150 * 2**20  # of the texts of a workbook, counted at every cell that shows one
MOST_COLUMNS = 4_096  # more heads than any table has; each is compared with every known fact
FEW_ROWS = 500  # of a sheet whose different cells are gathered to be looked at once
MOST_MEMBERS = 20_000  # of a zip or a folder
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et")
TEXTS = (".csv", ".txt", ".tsv")
GZIP = ".gz"  # of a text: .csv.gz
LIST_SHEET = "问题清单"  # the sheet of findings in an annotated copy, and what its first cell begins with
LIST_MARK = "均衡 Junheng 问题清单"
# what moves a terminal's cursor, turns the direction of writing, or cannot be written at all
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CONTROL, _OF_NUMBER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"), re.compile(r"[0-9.,+-]+")
SAVE_AS = Message("请在表格软件中打开并另存为 .xlsx", "Open it in a spreadsheet program and save it as .xlsx")


_Seen = TypeVar("_Seen")


@dataclass(frozen=True)
class Sheet:
    """`rows[r][c]` with A1 at [0][0]; `merged` are (first row, first column, last row, last column), from 0.

    An error of the spreadsheet program stands as its text (#REF!), a formula that was never calculated as `=...`.
    """

    file: str  # base name
    name: str  # '' in a text file
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    folder: str = ""  # name of the folder the file lies in: some offices write the year only there
    no_persons: bool = False  # known while reading to hold no number of a person; else it is looked for
    left: int = 0  # columns before the first of `rows`, left out because they hold nothing that is read
    top: int = 0  # rows above the first of `rows`, where these are a part of a sheet
    above: tuple[str, ...] = ()  # the folders in which its folder lies, the nearest first

    @property
    def is_long(self) -> bool:
        """Of a long text, whose rows are kept as columns: `LongRows`."""
        return type(self.rows) is not list

    @property
    def may_be_typed(self) -> bool:
        """Short enough to be laid out by a hand: what is longer was exported, and is one list without lines between its schools."""
        return not self.is_long and len(self.rows) <= MOST_TYPED

    def cell(self, row: int, column: int) -> Cell:
        """'' where the row, or the sheet, is too short."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def column(self, column: int, rows: Sequence[int]) -> list[Cell]:
        """The cells of some rows; '' where a row is too short."""
        cells = self.cells(column, rows)
        return cells.to_list() if isinstance(cells, pl.Series) else cells

    def cells(self, column: int, rows: Sequence[int]) -> pl.Series | list[Cell]:
        """As `column`; those of a long text stay one column."""
        if self.is_long:
            return cast(pl.Series, cast(Any, self.rows).column(column, rows))
        return [cells[column] if column < len(cells) else "" for cells in map(self.rows.__getitem__, rows)]

    @property
    def exponents(self) -> bool:
        """Whether a number of a long text may be written as 1e3."""
        return bool(getattr(self.rows, "exponents", True))

    def filled(self, column: int, rows: Sequence[int]) -> Iterator[tuple[int, Cell]]:
        """The cells of some rows that hold anything, with their rows."""
        cells = self.cells(column, rows)
        if isinstance(cells, pl.Series):
            held = (cells != "").arg_true()
            return zip(map(rows.__getitem__, held), cells.gather(held), strict=True)
        return ((row, cell) for row, cell in zip(rows, cells, strict=True) if cell != "")

    def width(self, rows: Sequence[int]) -> int:
        """The cells of the longest of some rows."""
        if self.is_long:
            return cast(int, cast(Any, self.rows).width) if rows else 0
        return max((len(self.rows[row]) for row in rows), default=0)

    def some(self, rows: Sequence[int]) -> Iterable[list[Cell]]:
        """Some rows, one after the other."""
        return cast(Iterable[list[Cell]], cast(Any, self.rows).those(rows)) if self.is_long else map(self.rows.__getitem__, rows)

    def labels(self) -> tuple[Cell, ...]:
        """The first cell of each row, where the labels of a form stand; '' where the row has none."""
        return self._labels

    @cached_property
    def _labels(self) -> tuple[Cell, ...]:
        return tuple([cells[0] if cells else "" for cells in self.rows])

    def once(self, look: Callable[[Sheet], _Seen]) -> _Seen:
        """What a look at the sheet tells; kept with it, also when it is handed to another process."""
        if look.__name__ not in self._seen:
            self._seen[look.__name__] = look(self)
        return cast(_Seen, self._seen[look.__name__])

    @cached_property
    def _seen(self) -> dict[str, Any]:
        return {}

    def changed(self) -> None:
        """Its cells are no more what they were: what was seen is forgotten."""
        self.__dict__.pop("_seen", None)
        self.__dict__.pop("_labels", None)

    def spelled_out(self) -> Sheet:
        """With rows that can be changed cell by cell."""
        return replace(self, rows=list(iter(self.rows))) if self.is_long else self

    def place(self, row: int, column: int | None = None) -> str:
        """The address as the user sees it: B7, or 7 for a whole row."""
        number = row + self.top + 1
        return f"{letter(column + self.left)}{number}" if column is not None else str(number)

    def at(self, row: int, column: int | None = None) -> Place:
        """The same with its file and its sheet, as a finding names them."""
        return self.file, self.name, self.place(row, column)

    def all_at(self, rows: Iterable[int], column: int) -> list[Place]:
        """Many cells of one column, as `at`: its letter is looked up once."""
        before, file, name, top = letter(column + self.left), self.file, self.name, self.top + 1
        return [(file, name, f"{before}{row + top}") for row in rows]


@dataclass(frozen=True)
class File:
    """One workbook or text file of a delivery, on disk, in a folder or in a zip. `where` tells it from others of its name."""

    name: str
    folder: str
    where: str
    read: Callable[[], bytes]
    among_others: bool = False  # of a zip or a folder: the user did not name this very file
    path: Path | None = None  # where it lies on the disk, if it was named and holds what `read` gives
    above: tuple[str, ...] = ()  # the folders in which its folder lies, the nearest first


def is_list(sheet: Sheet) -> bool:
    """Our own list of findings in a copy that was annotated: no data."""
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
    return sheet.name.startswith(LIST_SHEET) and str(first).startswith(LIST_MARK)


def is_text(name: str) -> bool:
    return name.lower().removesuffix(GZIP).endswith(TEXTS)


def is_table(name: str) -> bool:
    return is_text(name) or name.lower().endswith(SPREADSHEETS)


def cell_in(cells: Sequence[Cell], column: int) -> Cell:
    """The cell of a row; '' where the row is too short."""
    return cells[column] if column < len(cells) else ""


@lru_cache(maxsize=1 << 12)
def letter(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(letters: str) -> int:
    """A -> 0, AA -> 26."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number - 1


def safe(text: str) -> str:
    """A name that can be shown anywhere: control characters, marks of direction and broken characters replaced."""
    return _UNSAFE.sub("\ufffd", text.replace("\n", " ").replace("\r", " "))


def title_of(name: str) -> str:
    """The name of a sheet or a file as it is kept and told: without what moves a terminal, and without numbers of persons."""
    return masked_title(safe(name))


class TooLarge(UsageError):
    """More than is read, perhaps made to harm: nothing of the delivery is read, where one file that is only broken leaves the others."""


def too_big(name: str, size: int, most: int) -> TooLarge:
    return TooLarge(
        f"“{name}”展开后有 {size >> 20} MB，最多可读 {most >> 20} MB；请分成几个文件",
        f"{name} holds {size >> 20} MB; at most {most >> 20} MB are read. Divide it into several files",
    )


CUT = Message("内容不合 XML 格式，可能被截断", "its content is no well-formed XML: cut off?")
_WHY = {
    "not a zip file": Message("文件不完整，可能没有下载完或被截断", "the file is not whole: cut off, or not fully downloaded"),
    "XML entity": Message("含有自定义的 XML 实体，不予展开", "it defines an XML entity of its own, which is not expanded"),
    "not well-formed": CUT, "no element found": CUT, "unclosed token": CUT,
    "Bad CRC": Message("内容与校验和不符", "its content does not fit its checksum"),
}


def damaged(name: str, why: str) -> UsageError:
    """`why`: as a library says it, in English; what it says most often is told in Chinese too, the rest to those who read English."""
    known = next((told for said, told in _WHY.items() if said in why), None)
    zh = f"（{known.zh}）" if known else ""
    en = f" ({known.en if known else safe(why)[:120]})" if why else ""
    return UsageError(f"“{name}”已损坏或不是能打开的电子表格{zh}。{SAVE_AS.zh}", f"{name} is damaged or not a spreadsheet that can be opened{en}. {SAVE_AS.en}")


def password(name: str) -> UsageError:
    return UsageError(
        f"“{name}”有密码保护，读不了；请打开后取消密码再保存", f"{name} is protected by a password; open it and save it without one"
    )


def clean(row: list[Cell]) -> list[Cell]:
    """A row without characters that could harm a terminal; '' stands for what held nothing else."""
    return [_cleaned(cell) if type(cell) is str else cell for cell in row] if may_harm(row) else row


def _cleaned(text: str) -> str:
    """Of a number a damaged digit may have become a control character: the number is then left unreadable, and told."""
    bare = _UNSAFE.sub("", text)
    return _CONTROL.sub("\ufffd", text) if _OF_NUMBER.fullmatch(bare) and _CONTROL.search(text) else bare


def clean_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """`clean` of every row; most sheets need but one look at their different cells."""
    short = len(rows) <= FEW_ROWS and not may_harm(set(chain.from_iterable(rows)))
    return rows if short else list(map(clean, rows))


def may_harm(cells: Iterable[Cell]) -> bool:
    """Whether a text among these holds what is not to be shown."""
    joined = "".join([cell for cell in cells if type(cell) is str])
    return not joined.isprintable() and _UNSAFE.search(joined) is not None


def too_wide(file: str, sheet: str, width: int, height: int) -> TooLarge:
    place = f"{letter(width - 1)}{height}"
    return TooLarge(
        f"“{file}”的工作表“{safe(sheet)}”用到了 {place}（{height} 行 × {width} 列），最多可读 {MOST_COLUMNS} 列、共 {MOST_CELLS} 个单元格；"
        "请删除数据以外的行和列后重新保存",
        f"the sheet {safe(sheet)} of {file} is used as far as {place} ({height} rows x {width} columns); at most {MOST_COLUMNS} "
        f"columns and {MOST_CELLS} cells are read. Delete the rows and columns beyond the data and save again",
    )
