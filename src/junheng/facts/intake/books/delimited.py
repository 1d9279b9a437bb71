"""Text files: which encoding, which delimiter, and no cell swallowed by a quotation mark that is never closed."""

from __future__ import annotations

import codecs
import csv
import importlib
import io
import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    Cell,
    File,
    Sheet,
    clean,
    damaged,
    is_text,
    too_wide,
)
from junheng.terms import Finding, Message, Severity, UsageError

if TYPE_CHECKING:
    from junheng.facts.intake.books.looks import Looks

_LONG = 2 * 2**20  # bytes, from which a text is kept as columns where it is plain enough
_LOOKED_AT = 200_000  # bytes, of which the first lines tell the delimiter
_FEWEST_CHINESE = 4
_CJK = range(0x4E00, 0xA000)
_CJK_MARKS = range(0x3000, 0x3018)  # the wide blank by which forms indent their labels, 、。《》〔〕
_WORDS_IN_CHINESE = ("学", "校", "學", "班", "教师", "教師")
_OTHERS = (("big5", "Big5", ("學校", "學生", "國小", "國中")), ("shift-jis", "Shift-JIS", ("学校", "児童", "生徒")), ("euc-kr", "EUC-KR", ("학교", "학생")), ("cp1251", "Windows-1251", ("школ", "Школ", "учащ", "учен", "учител")))
_FOREIGN, _FOREIGN_RUN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x80-\xff]{4,}")
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WITHIN_A_WORD = re.compile(r"[A-Za-z][\u4e00-\u9fff](?![\u4e00-\u9fff])|(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?=[A-Za-z])")


def content_of(file: File) -> tuple[bytes, Looks | None]:
    """A long text that lies on the disk is looked at while it is read."""
    if file.path and is_text(file.name):
        with suppress(OSError):  # it is read again, and then refused
            if _LONG < file.path.stat().st_size <= MOST_BYTES:
                looked: tuple[bytes, Looks] | None = importlib.import_module("junheng.facts.intake.books.looks").read_and_looked_at(file.path)
                if looked:
                    return looked
    return file.read(), None


def read_text(raw: bytes, file: File, looks: Looks | None = None) -> Sheet:
    """The one sheet of a text, without a name. A long one keeps its columns where it is plain enough. Raises UsageError."""
    found = _long_rows(raw, "utf-8-sig", looks) if len(raw) > _LONG else None
    encoding = "utf-8-sig" if found is not None else _encoding(raw, file.name)
    if len(raw) > _LONG and encoding != "utf-8-sig":
        found = _long_rows(raw, encoding)
    if found is not None:
        return Sheet(file.name, "", found, folder=file.folder, above=file.above)
    delimiter = _delimiter(raw, encoding)
    rows: list[list[Cell]] = []
    blank: list[Cell] = []  # one list for every blank row: millions of them cost nothing
    cells, line, usual = 0, 0, 0
    lines = io.TextIOWrapper(io.BytesIO(raw), encoding, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    csv.field_size_limit(2**20)
    try:
        for row in reader:
            cells += len(row) if any(row) else 0
            if cells > MOST_CELLS or len(row) > MOST_COLUMNS:
                raise too_wide(file.name, "", len(row), reader.line_num)
            usual = usual or (len(row) - 1 if len(row) > 1 else 0)
            if reader.line_num - line > 1 and _swallowed(row, delimiter, usual):
                raise _unclosed(file.name, line + 1)
            line = reader.line_num
            rows.append(clean(list(row)) if any(row) else blank)
    except csv.Error:
        raise _unclosed(file.name, line + 1) from None
    except UnicodeError as error:
        raise damaged(file.name, str(error)) from None
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(file.name, "", rows, folder=file.folder, above=file.above)


def _long_rows(raw: bytes, encoding: str, looks: Looks | None = None) -> list[list[Cell]] | None:
    """None where the text is in another encoding, or not plain enough to be kept as columns."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(raw[:_LOOKED_AT])
        text = raw if encoding == "utf-8-sig" else raw.decode(encoding).encode()
    except UnicodeError:
        return None
    found: list[list[Cell]] | None = importlib.import_module("junheng.facts.intake.books.long_rows").long_rows(text, _delimiter(raw, encoding), looks)
    return found


def _delimiter(raw: bytes, encoding: str) -> str:
    head = "\n".join(raw[:_LOOKED_AT].decode(encoding, "ignore").splitlines()[:20])
    return max(",;\t", key=head.count)


def not_ended(raw: bytes, sheet: Sheet) -> list[Finding]:
    """A text whose last line is not ended was perhaps cut off while it was copied: what followed is lost, or half a number stands there."""
    if not sheet.rows or raw.rstrip(b"\x00").endswith((b"\n", b"\r")):
        return []
    *widths, last = [len(cells) for cells in sheet.rows if cells]
    widths = widths[next((at for at, width in enumerate(widths) if width > 1), 0):]  # from the head on
    usual = max(set(widths), key=widths.count, default=0)
    place = sheet.place(len(sheet.rows) - 1)
    if widths.count(usual) >= 0.8 * len(widths) and last < usual:
        message = Message(
            f"文件在最后一行中断：只有 {last} 格，其他各行 {usual} 格，后面的行可能丢失；请重新导出",
            f"the file breaks off in its last line, which has {last} cells where the others have {usual}; what followed may be lost: export it again",
        )
        return [Finding(Severity.WARNING, "file-cut-off", message, sheet.file, sheet.name, place, str(last), str(usual))]
    zh, en = ("，最后一个数可能不完整", ", and its last figure may not be whole") if is_number(sheet.rows[-1][-1]) else ("", "")
    message = Message(
        f"文件末行没有换行符；若文件曾被截断，后面的行已丢失{zh}，请与原文件核对行数",
        f"the last line is not ended; if the file was cut off, what followed is lost{en}: compare the number of lines with the original",
    )
    return [Finding(Severity.INFO, "file-not-ended", message, sheet.file, sheet.name, place)]


def _swallowed(row: list[str], delimiter: str, usual: int) -> bool:
    """Whether a cell of several lines holds whole rows, because a quotation mark was opened and not closed."""
    return any(
        line.count(delimiter) * 2 >= max(usual, 2)
        for cell in row if "\n" in cell or "\r" in cell
        for line in itertools.islice(cell.splitlines(), 1, 20)
    )


def _unclosed(name: str, line: int) -> UsageError:
    return UsageError(
        f"“{name}”第 {line} 行起有一个引号没有配对（或一格长于 1 MB），后面的行会并成一格；请补上或删去引号",
        f"from line {line} of {name} a quotation mark is not closed (or one cell is longer than 1 MB), and rows would run into "
        "one cell; close or remove it",
    )


def _encoding(raw: bytes, name: str) -> str:
    """UTF-8 where it is UTF-8; else GB18030 where that yields Chinese; else Latin-1, the old census files' way."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\x00" in raw:
        return _wide(raw, name)
    if _decodes(raw, "utf-8"):
        return "utf-8-sig"
    if (line := _first_other(raw)) is not None:
        raise UsageError(
            f"“{name}”混有两种编码，或有损坏：第 {line} 行不是 UTF-8，开头却是；请在表格软件中打开各部分，合并后另存为 CSV UTF-8",
            f"{name} mixes two encodings, or is damaged: it begins in UTF-8, and line {line} is none; open the parts in a spreadsheet program and save them as one CSV UTF-8",
        )
    may_be_chinese = _decodes(raw, "gb18030")
    _refuse_others(raw, name, may_be_chinese)
    if not may_be_chinese:
        return "latin-1"
    content = raw[:400_000].decode("gb18030", "ignore")[:200_000]
    runs = _CHINESE_RUN.findall(content)
    if len(_WITHIN_A_WORD.findall(content)) * 2 > len(runs):
        # an accented letter with its neighbour, read as Chinese, stands alone among letters: São -> S鉶; 甲, 计 and 25人 do not
        return "latin-1"
    foreign = [char for char in content if ord(char) > 127]
    chinese = sum(ord(char) in _CJK or ord(char) in _CJK_MARKS or char in "“”‘’—…·×" or 0xFF00 <= ord(char) < 0xFFF0 for char in foreign)
    return "gb18030" if chinese * 10 >= len(foreign) * 9 else "latin-1"


def _refuse_others(raw: bytes, name: str, may_be_chinese: bool) -> None:
    """Texts of East Asia and in Cyrillic letters would be read as signs that mean nothing. Raises UsageError where the words of schools, or letters side by side, tell them."""
    some = raw[:_LOOKED_AT]
    if any(word in some.decode("gb18030", "ignore") for word in _WORDS_IN_CHINESE):
        return
    found = next((label for encoding, label, words in _OTHERS if any(word in some.decode(encoding, "ignore") for word in words)), "")
    foreign = len(_FOREIGN.findall(some))
    if not found and not may_be_chinese and foreign and sum(map(len, _FOREIGN_RUN.findall(some))) * 2 > foreign:
        found = " "  # an accented letter stands among plain ones
    if found:
        zh, en = (f"（像是 {found}）", f" ({found}, it seems)") if found.strip() else ("", "")
        raise UsageError(
            f"“{name}”的文字编码认不出{zh}：能读的是 UTF-8、GB18030（GBK）和 Latin-1；请在表格软件中打开，另存为 CSV UTF-8 或 .xlsx",
            f"the encoding of {name} is not known{en}: UTF-8, GB18030 (GBK) and Latin-1 are read. Open it in a spreadsheet program and save it as CSV UTF-8 or .xlsx",
        )


def _first_other(raw: bytes) -> int | None:
    """The first line that is no UTF-8, of a text whose first words are: several Chinese characters that no other encoding would write so."""
    lines = raw.split(b"\n")
    first = next((line for line in lines if not line.isascii()), b"")
    if not _decodes(first, "utf-8") or sum(ord(char) in _CJK for char in first.decode("utf-8")) < _FEWEST_CHINESE:
        return None
    return next(number for number, line in enumerate(lines, start=1) if not _decodes(line, "utf-8"))


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(raw: bytes, name: str) -> str:
    """UTF-16 without its mark has a zero beside every plain letter; any other zero is damage."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if len(raw) % 2 == 0 and _decodes(raw, encoding):
            text = raw[:100_000].decode(encoding, "ignore")
            if "\x00" not in text and "\n" in text and any(mark in text for mark in ",;\t"):
                return encoding
    raise UsageError(
        f"“{name}”不是文本文件，或已损坏（含有空字符 NUL）；请在表格软件中另存为 CSV UTF-8",
        f"{name} is not a text file, or it is damaged (it holds NUL characters); save it again as CSV UTF-8",
    )
