"""Files to sheets of raw cells. Nothing is interpreted here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from junheng.terms import UsageError

Cell = Hashable
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et")
TEXTS = (".csv", ".txt", ".tsv")
_CJK = range(0x4E00, 0xA000)
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Sheet:
    """`rows[r][c]` with A1 at [0][0]; `merged` are (first row, first column, last row, last column), from 0."""

    file: str  # base name
    name: str  # '' in a text file
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    folder: str = ""  # name of the folder the file lies in: some offices write the year only there

    def place(self, row: int, column: int | None = None) -> str:
        """The address as the user sees it: B7, or 7 for a whole row."""
        return f"{letter(column)}{row + 1}" if column is not None else str(row + 1)


def letter(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def open_sheets(path: Path) -> Iterator[Sheet]:
    """Every sheet of a file. Raises UsageError where there is no such file or it is of no known form."""
    if path.is_dir():
        raise UsageError(
            f"“{path}”是文件夹，应为文件；可写成 {path}/*.xlsx", f"{path} is a folder; give files, e.g. {path}/*.xlsx"
        )
    if not path.is_file():
        raise UsageError(f"没有文件“{path}”", f"there is no file {path}")
    suffix = path.suffix.lower()
    if suffix in SPREADSHEETS:
        yield from _workbook(path)
    elif suffix in TEXTS:
        yield _text(path)
    else:
        known = " ".join((*SPREADSHEETS, *TEXTS))
        raise UsageError(
            f"读不了“{path.name}”：可读的文件类型为 {known}", f"cannot read {path.name}: the types read are {known}"
        )


def _workbook(path: Path) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
            rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
            yield Sheet(path.name, name, rows, merged, path.parent.name)
    except (CalamineError, OSError) as error:
        raise UsageError(
            f"“{path.name}”不是能打开的电子表格（{error}）。请在表格软件中打开并另存为 .xlsx",
            f"{path.name} is not a spreadsheet that can be opened ({error}). Open it in a spreadsheet program and save it as .xlsx",
        ) from None


def _text(path: Path) -> Sheet:
    try:
        content = _decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError(f"读不了“{path}”（{error.strerror}）", f"cannot read {path} ({error.strerror})") from None
    head = "\n".join(content.splitlines()[:20])
    delimiter = max(",;\t", key=head.count)
    rows: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)]
    return Sheet(path.name, "", rows, folder=path.parent.name)


def _decoded(raw: bytes, name: str) -> str:
    """UTF-8 where it is UTF-8; else GB18030 where that yields Chinese; else Latin-1, the old census files' way."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    if b"\x00" in raw[:4096]:
        raise UsageError(f"“{name}”不是文本文件", f"{name} is not a text file")
    try:
        content = raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
    runs = _CHINESE_RUN.findall(content[:200_000])
    if sum(len(run) == 1 for run in runs) * 2 > len(runs):
        # Chinese stands in words; an accented letter with its neighbour, read as Chinese, stands alone: São -> S鉶
        return raw.decode("latin-1")
    foreign = [char for char in content[:200_000] if ord(char) > 127]
    chinese = sum(ord(char) in _CJK or char in "，。：；（）、“”《》〔〕" or 0xFF00 <= ord(char) < 0xFFF0 for char in foreign)
    return content if chinese * 10 >= len(foreign) * 9 else raw.decode("latin-1")
