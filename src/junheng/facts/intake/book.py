"""Files to sheets of raw cells. Nothing is interpreted here, and nothing a file holds may harm: every size has a limit."""

from __future__ import annotations

import csv
import html
import io
import itertools
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from junheng.terms import Finding, Message, Severity, UsageError

Cell = Hashable
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et")
TEXTS = (".csv", ".txt", ".tsv")
ZIP = ".zip"
MOST_BYTES = 150 * 2**20  # of one file: a county's workbook has a few hundred kilobytes
MOST_UNPACKED = 300 * 2**20  # of the parts of a workbook or of a member of a zip
MOST_CELLS = 8_000_000  # of one file, blanks between filled cells counted: 40 to 100 bytes each
MOST_TEXT = 150 * 2**20  # of the texts of a workbook, counted at every cell that shows one
MOST_COLUMNS = 4_096  # more heads than any table has; each is compared with every known fact
MOST_MEMBERS = 20_000  # of a zip
_CJK = range(0x4E00, 0xA000)
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
# what moves a terminal's cursor, turns the direction of writing, or cannot be written at all
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_OTHERS = {
    b"\x89PNG": Message("PNG 图片", "a PNG picture"), b"\xff\xd8\xff": Message("JPEG 图片", "a JPEG picture"),
    b"GIF8": Message("GIF 图片", "a GIF picture"), b"%PDF": Message("PDF 文档", "a PDF document"),
    b"BM": Message("BMP 图片", "a BMP picture"), b"Rar!": Message("RAR 压缩包", "a RAR archive"),
    b"7z\xbc\xaf": Message("7z 压缩包", "a 7z archive"), b"II*\x00": Message("TIFF 图片", "a TIFF picture"),
}
_SAVE_AS = Message("请在表格软件中打开并另存为 .xlsx", "Open it in a spreadsheet program and save it as .xlsx")


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

    def place(self, row: int, column: int | None = None) -> str:
        """The address as the user sees it: B7, or 7 for a whole row."""
        return f"{letter(column)}{row + 1}" if column is not None else str(row + 1)


@dataclass(frozen=True)
class File:
    """One workbook or text file of a delivery, on disk or in a zip. `where` tells it from others of its name."""

    name: str
    folder: str
    where: str
    read: Callable[[], bytes]


def letter(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def safe(text: str) -> str:
    """A name that can be shown anywhere: control characters, marks of direction and broken characters replaced."""
    return _UNSAFE.sub("\ufffd", text.replace("\n", " ").replace("\r", " "))


def open_sheets(path: Path) -> Iterator[Sheet]:
    """Every sheet of a file. Raises UsageError where there is no such file or it is of no known form."""
    for file in open_files(path, []):
        yield from read_sheets(file, [])


def open_files(path: Path, findings: list[Finding]) -> Iterator[File]:
    """The file itself, or the spreadsheets in a zip. Raises UsageError where there is none."""
    shown = safe(str(path))
    try:
        if path.is_dir():
            raise UsageError(f"“{shown}”是文件夹，应为文件；可写成 {shown}/*.xlsx", f"{shown} is a folder; give files, e.g. {shown}/*.xlsx")
        if not path.is_file():
            raise UsageError(f"没有文件“{shown}”", f"there is no file {shown}")
    except (OSError, ValueError):  # a name too long or with a NUL
        raise UsageError(f"没有文件“{shown[:200]}”", f"there is no file {shown[:200]}") from None
    file = File(safe(path.name), safe(path.absolute().parent.name), shown, partial(_read_path, path, shown))
    suffix = path.suffix.lower()
    if suffix == ZIP:
        yield from _members(file, path, findings)
    elif suffix in (*SPREADSHEETS, *TEXTS):
        yield file
    else:
        known = " ".join((*SPREADSHEETS, *TEXTS, ZIP))
        raise UsageError(f"读不了“{file.name}”：可读的文件类型为 {known}", f"cannot read {file.name}: the types read are {known}")


def _read_path(path: Path, shown: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_big(shown, size, MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了“{shown}”（{error.strerror}）", f"cannot read {shown} ({error.strerror})") from None


def _too_big(name: str, size: int, most: int) -> UsageError:
    return UsageError(
        f"“{name}”展开后有 {size >> 20} MB，最多可读 {most >> 20} MB；请分成几个文件",
        f"{name} holds {size >> 20} MB; at most {most >> 20} MB are read. Divide it into several files",
    )


# --- a zip of workbooks is one delivery


def _members(whole: File, path: Path, findings: list[Finding]) -> Iterator[File]:
    raw = whole.read()
    archive = _archive(raw, whole.name)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise UsageError(
            f"“{whole.name}”中有 {len(infos)} 个文件，最多可读 {MOST_MEMBERS} 个",
            f"{whole.name} holds {len(infos)} files; at most {MOST_MEMBERS} are read",
        )
    found = False
    for info in sorted(infos, key=lambda each: each.filename):
        inside = PurePosixPath(safe(_member_name(info).replace("\\", "/")))
        if inside.suffix.lower() not in (*SPREADSHEETS, *TEXTS) or inside.name.startswith(("~$", "._", ".")):
            findings.append(_not_read(whole, str(inside)))
            continue
        found = True
        folder = inside.parent.name or safe(path.stem)
        yield File(inside.name, folder, f"{whole.name}/{inside}", partial(_read_member, archive, info, f"{whole.name}/{inside}"))
    if not found:
        raise UsageError(f"压缩包“{whole.name}”中没有电子表格", f"there is no spreadsheet in {whole.name}")


def _member_name(info: zipfile.ZipInfo) -> str:
    """Zips made on a Chinese Windows write names in GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _not_read(whole: File, inside: str) -> Finding:
    return Finding(
        Severity.INFO, "member-not-read",
        Message(f"压缩包中的“{inside}”不是电子表格，未读取", f"{inside} in the zip is no spreadsheet and was not read"),
        whole.name, "", "", inside, " ".join((*SPREADSHEETS, *TEXTS)),
    )


def _archive(raw: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise _damaged(name, str(error)) from None


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.flag_bits & 1:
        raise _password(name)
    if info.file_size > MOST_BYTES:
        raise _too_big(name, info.file_size, MOST_BYTES)
    try:
        return archive.read(info)  # never more than the directory says, and its checksum is compared
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise _damaged(name, str(error)) from None


def _damaged(name: str, why: str) -> UsageError:
    why = safe(why)[:120]
    return UsageError(
        f"“{name}”已损坏或不是能打开的电子表格（{why}）。{_SAVE_AS.zh}",
        f"{name} is damaged or not a spreadsheet that can be opened ({why}). {_SAVE_AS.en}",
    )


def _password(name: str) -> UsageError:
    return UsageError(
        f"“{name}”有密码保护，读不了；请打开后取消密码再保存", f"{name} is protected by a password; open it and save it without one"
    )


# --- what a file really is


def read_sheets(file: File, findings: list[Finding]) -> list[Sheet]:
    """Raises UsageError where the file cannot be used at all; hidden sheets and the like are added to `findings`."""
    raw = file.read()
    if not raw.strip(b"\x00\r\n\t "):
        raise UsageError(f"“{file.name}”是空文件", f"{file.name} is an empty file")
    if file.name.lower().endswith(TEXTS) and raw[:4] != b"PK\x03\x04" and raw[:4] != b"\xd0\xcf\x11\xe0":
        sheets = [_text(raw, file)]
    elif raw[:2] == b"PK":
        sheets = _zipped_workbook(raw, file, findings)
    elif raw[:4] == b"\xd0\xcf\x11\xe0":
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise _password(file.name)
        sheets = _workbook(raw, file, findings)
    else:
        sheets = [_disguised(raw, file, findings)]
    if not any(cells for sheet in sheets for cells in sheet.rows):
        raise UsageError(f"“{file.name}”的工作表中没有任何内容", f"there is nothing in the sheets of {file.name}")
    return sheets


def _disguised(raw: bytes, file: File, findings: list[Finding]) -> Sheet:
    """Named like a workbook but none: web pages and texts called .xls come out of many systems."""
    kind = next((kind for magic, kind in _OTHERS.items() if raw.startswith(magic)), None)
    start = raw[:4096].lstrip(b"\xef\xbb\xbf\x00\r\n\t ").lower()
    if start.startswith(b"<") or b"<html" in start or b"<table" in start:
        kind = Message("网页（HTML 或 XML）", "a web page (HTML or XML)")
    if kind is None and (b"\x00" in raw[:4096] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        kind = Message("其他格式或损坏的文件", "of another form, or damaged")
    if kind:
        raise UsageError(
            f"“{file.name}”其实是{kind.zh}，不是能打开的电子表格。{_SAVE_AS.zh}",
            f"{file.name} is really {kind.en}, not a spreadsheet that can be opened. {_SAVE_AS.en}",
        )
    sheet = _text(raw, file)
    if max(map(len, sheet.rows[:20]), default=0) < 2:
        raise _damaged(file.name, "-")
    said = Message("名为电子表格，内容是文本，按文本表读取", "named like a workbook but holds text; it was read as text")
    findings.append(Finding(Severity.INFO, "file-is-text", said, file.name))
    return sheet


# --- workbooks


def _workbook(raw: bytes, file: File, findings: list[Finding], book: _Parts | None = None) -> list[Sheet]:
    try:
        return list(_sheets(CalamineWorkbook.from_filelike(io.BytesIO(raw)), file, findings, book))
    except PasswordError:
        raise _password(file.name) from None
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged(file.name, str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own way to fail; it is no Exception
            raise
        raise _damaged(file.name, "panic") from None


def _sheets(book: CalamineWorkbook, file: File, findings: list[Finding], parts: _Parts | None) -> Iterator[Sheet]:
    left = MOST_CELLS
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue  # a chart has no cells
        sheet = book.get_sheet_by_name(about.name)
        width, height = ((sheet.end[1] + 1, sheet.end[0] + 1) if sheet.end else (0, 0))
        left -= width * height
        if left < 0 or width > MOST_COLUMNS:
            raise _too_wide(file.name, about.name, width, height)
        rows: list[list[Cell]] = [_clean(row) for row in sheet.to_python(skip_empty_area=False)]  # type: ignore[arg-type]
        merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
        found = Sheet(file.name, safe(about.name), rows, merged, file.folder)
        if about.visible != SheetVisibleEnum.Visible and any(rows):
            said = Message(f"工作表“{found.name}”是隐藏的，照常读取", f"the sheet {found.name} is hidden; it was read like the others")
            findings.append(Finding(Severity.INFO, "sheet-hidden", said, file.name, found.name))
        if parts:
            parts.mark(about.name, found, findings)
        yield found


def _too_wide(file: str, sheet: str, width: int, height: int) -> UsageError:
    place = f"{letter(width - 1)}{height}"
    return UsageError(
        f"“{file}”的工作表“{safe(sheet)}”用到了 {place}（{height} 行 × {width} 列），最多可读 {MOST_COLUMNS} 列、共 {MOST_CELLS} 个单元格；"
        "请删除数据以外的行和列后重新保存",
        f"the sheet {safe(sheet)} of {file} is used as far as {place} ({height} rows x {width} columns); at most {MOST_COLUMNS} "
        f"columns and {MOST_CELLS} cells are read. Delete the rows and columns beyond the data and save again",
    )


def _clean(row: list[Cell]) -> list[Cell]:
    """A row without characters that could harm a terminal; '' stands for what held nothing else."""
    joined = "".join([cell for cell in row if type(cell) is str])
    if joined.isprintable() or not _UNSAFE.search(joined):
        return row
    return [_UNSAFE.sub("", cell) if type(cell) is str else cell for cell in row]


# --- xlsx: what the reader does not tell, and what would break it, is looked up in the file's own parts

_ROOM = (  # no cell lies beyond 702 columns x 9 999 rows; none beyond 52 x 99 999. Sheets past both are measured
    re.compile(rb' r="(?![A-Z]{1,2}\d{1,4}"|\d{1,4}")'), re.compile(rb' r="(?!A?[A-Z]\d{1,5}"|\d{1,5}")'),
)
_CELL = re.compile(rb"""<c(?:\s[^>]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["']|\b)[^>]*[^>/]>|<row\b(?:[^>]*?\br\s*=\s*["'](\d+)["'])?""")
_FORMULA = re.compile(rb"<c\s([^>]*[^>/])>\s*<f\b[^>]*?(?:/>|>([^<]*)</f>)\s*(?:<v>([^<]*)</v>|(<v\s*/>))?")
_ERROR = re.compile(rb"<c\s([^>]*\bt=\"e\"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>", re.DOTALL)
_STRINGS = "xl/sharedstrings.xml"
_SHARED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="s"[^>]*>\s*<(?:\w+:)?v>(\d+)<')
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_PREFIX = re.compile(rb"<(/?)\w+:(?=[a-z])")
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(rb"<col\b([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
_NOT_TABLES = ("xl/media/", "xl/embeddings/")


def _zipped_workbook(raw: bytes, file: File, findings: list[Finding]) -> list[Sheet]:
    archive = _archive(raw, file.name)
    names = {info.filename.lower(): info for info in archive.infolist()}
    unpacked = sum(info.file_size for name, info in names.items() if not name.startswith(_NOT_TABLES))
    if unpacked > MOST_UNPACKED:
        raise _too_big(file.name, unpacked, MOST_UNPACKED)
    for info in archive.infolist():
        # the directory may lie about what a part unpacks to: parts that could be large are unpacked to see
        if info.compress_size > 300_000 and not info.filename.lower().startswith(_NOT_TABLES):
            _read_member(archive, info, file.name)
    if "content.xml" in names:
        _measure_ods(_read_member(archive, names["content.xml"], file.name), file)
        return _workbook(raw, file, findings)
    if "xl/workbook.bin" in names:
        return _workbook(raw, file, findings)
    if "xl/workbook.xml" not in names:
        kind = Message("Word 文档", "a Word document") if "word/document.xml" in names else Message("压缩包", "a zip")
        raise UsageError(
            f"“{file.name}”其实是{kind.zh}，不是能打开的电子表格。{_SAVE_AS.zh}",
            f"{file.name} is really {kind.en}, not a spreadsheet that can be opened. {_SAVE_AS.en}",
        )
    return _workbook(raw, file, findings, _Parts(archive, names, file))


class _Parts:
    """The XML of a workbook's sheets, of which only what has errors, formulas or hidden rows is kept."""

    def __init__(self, archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], file: File) -> None:
        self._file = file
        book = _read_member(archive, names["xl/workbook.xml"], file.name)
        links = names.get("xl/_rels/workbook.xml.rels")
        targets = _targets(_read_member(archive, links, file.name)) if links else {}
        self._never_calculated = b'fullCalcOnLoad="1"' in book  # written by programs that put 0 under their formulas
        self._xml: dict[str, bytes] = {}
        by_path = {targets.get(key, ""): name for name, key in _listed(book)}
        strings = _read_member(archive, names[_STRINGS], file.name) if _STRINGS in names else b""
        _check_entities(file.name, strings)
        shared: Counter[bytes] = Counter()
        paths = {*targets.values(), *(name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))}
        for path in sorted(paths & names.keys()):
            xml = _read_member(archive, names[path], file.name)
            _check_entities(file.name, xml)
            shared.update(_SHARED.findall(xml) if b't="s"' in xml and len(strings) * xml.count(b't="s"') > MOST_TEXT else ())
            self._look(by_path.get(path, path), _PREFIX.sub(rb"<\1", xml) if b":sheetData" in xml else xml)
        _check_texts(file.name, strings, shared)

    def _look(self, name: str, xml: bytes) -> None:
        if b"<sheetData" not in xml:
            return
        _check_room(self._file.name, name, xml)
        try:
            expat.ParserCreate().Parse(xml, True)  # the reader skips what it does not know: a cell would vanish unnoticed
        except expat.ExpatError as error:
            raise _damaged(self._file.name, str(error)) from None
        if b't="e"' in xml or b"<f" in xml or b'hidden="' in xml:
            self._xml[name] = xml

    def mark(self, name: str, sheet: Sheet, findings: list[Finding]) -> None:
        """Errors and formulas without values, which the reader hands over as blanks, are put into the rows."""
        xml = self._xml.pop(name, b"")
        if b't="e"' in xml:
            for cell, text in _ERROR.findall(xml):
                _put(sheet, cell, html.unescape(text.decode("utf-8", "replace")))
        if b"<f" in xml:
            for cell, text, value, empty in _FORMULA.findall(xml):
                calculated = bool(value) or (b't="str"' in cell and bool(empty))
                if b't="str"' in cell and not calculated:
                    calculated = b"<v>" in xml  # `<v></v>` under t="str": the formula gave an empty text
                if not calculated or (self._never_calculated and value == b"0"):
                    _put(sheet, cell, "=" + (html.unescape(text.decode("utf-8", "replace"))[:80] or "…"))
        if b'hidden="' in xml:
            findings.extend(_hidden(xml, sheet))


def _check_entities(file: str, xml: bytes) -> None:
    """No spreadsheet program declares entities; they are neither expanded nor fetched, and not dropped silently either."""
    if b"<!ENTITY" in xml[:4096] or b"<!DOCTYPE" in xml[:4096] or _ENTITY.search(xml):
        raise _damaged(file, "XML entity")


def _check_texts(file: str, strings: bytes, shared: Counter[bytes]) -> None:
    """A long text is kept once in the file and once per cell in memory."""
    if not shared:
        return
    lengths = [len(text) for text in re.split(rb"<(?:\w+:)?si\b", strings)[1:]]
    size = sum(count * lengths[int(key)] for key, count in shared.items() if len(key) < 10 and int(key) < len(lengths))
    if size > MOST_TEXT:
        raise _too_big(file, size, MOST_TEXT)


def _listed(book: bytes) -> list[tuple[str, str]]:
    """The name and the link of each sheet in a workbook's list."""
    found = []
    for tag in re.findall(rb"<(?:\w+:)?sheet\s([^>]*)>", book):
        text = tag.decode("utf-8", "replace")
        name, key = re.search(r'\bname="([^"]*)"', text), re.search(r':id="([^"]*)"', text)
        if name and key:
            found.append((html.unescape(name.group(1)), key.group(1)))
    return found


def _targets(links: bytes) -> dict[str, str]:
    found = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", links.decode("utf-8", "replace")):
        key, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if key and target:
            path = html.unescape(target.group(1)).lower()
            found[key.group(1)] = path.lstrip("/") if path.startswith(("/", "xl/")) else f"xl/{path}"
    return found


def _check_room(file: str, name: str, xml: bytes) -> None:
    """The reader lays out every cell from the first to the last: one stray cell at XFD1048576 would take the machine."""
    told = xml.count(b' r="') >= xml.count(b"<row") + xml.count(b"<c ") + xml.count(b"<c>")
    if told and not all(room.search(xml) for room in _ROOM):
        return
    row = column = deepest = widest = 0
    for found in _CELL.finditer(xml):
        letters, digits, row_digits = found.groups()
        if found.group().startswith(b"<row"):
            row, column = int(row_digits[:12]) if row_digits else row + 1, 0
            continue
        row = int(digits[:12]) if digits else row
        column = _number(letters[:8]) if letters else column + 1
        deepest, widest = max(deepest, row), max(widest, column)
    if widest > MOST_COLUMNS or deepest * widest > MOST_CELLS:
        raise _too_wide(file, name, widest, deepest)


def _number(letters: bytes) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for char in letters.upper():
        number = number * 26 + char - 64
    return number


def _put(sheet: Sheet, cell: bytes, text: str) -> None:
    address = _ADDRESS.search(cell)
    if not address:
        return
    row, column = int(address.group(2)) - 1, _number(address.group(1)) - 1
    if row > 1_048_576 or column >= MOST_COLUMNS or row >= len(sheet.rows) + 100_000:  # too far behind the data to matter
        return
    while len(sheet.rows) <= row:
        sheet.rows.append([])
    cells = sheet.rows[row]
    if column >= len(cells):
        cells.extend([""] * (column + 1 - len(cells)))
    if cells[column] in ("", 0):
        cells[column] = _UNSAFE.sub("", text)


def _hidden(xml: bytes, sheet: Sheet) -> Iterator[Finding]:
    rows = [int(row) for row in _HIDDEN_ROW.findall(xml)]
    rows = [row for row in rows if row <= len(sheet.rows) and any(cell != "" for cell in sheet.rows[row - 1])]
    if rows:
        zh, en = f"隐藏的行 {_some(rows)} 照常读取", f"the hidden rows {_some(rows)} were read like the others"
        yield Finding(Severity.INFO, "rows-hidden", Message(zh, en), sheet.file, sheet.name, str(rows[0]))
    width = max(map(len, sheet.rows), default=0)
    columns: list[str] = []
    for tag in _HIDDEN_COLUMNS.findall(xml):
        first, last = re.search(rb'\bmin="(\d+)"', tag), re.search(rb'\bmax="(\d+)"', tag)
        if first and last:
            columns += [letter(column - 1) for column in range(int(first.group(1)), min(int(last.group(1)), width) + 1)]
    if columns:
        zh, en = f"隐藏的列 {_some(columns)} 照常读取", f"the hidden columns {_some(columns)} were read like the others"
        yield Finding(Severity.INFO, "columns-hidden", Message(zh, en), sheet.file, sheet.name, columns[0])


def _some(names: list[int] | list[str]) -> str:
    return ", ".join(str(name) for name in names[:10]) + (" …" if len(names) > 10 else "")


_ODS = re.compile(rb"<table:table[\s>]|<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})')


def _measure_ods(xml: bytes, file: File) -> None:
    """OpenDocument writes how often a row or a cell repeats: a few bytes may stand for milliards of cells."""
    if b"<!ENTITY" in xml[:4096]:
        raise _damaged(file.name, "XML entity")
    rows = column = deepest = widest = 0
    repeat = 1
    for found in _ODS.finditer(xml):
        row, cell = found.groups()
        if row is None and cell is None:
            rows = 0
        elif row is not None:
            rows, column, repeat = rows + repeat, 0, _repeat(row)
        else:
            column += _repeat(cell)
            if not cell.endswith(b"/"):  # a cell with content
                deepest, widest = max(deepest, rows + repeat), max(widest, column)
    if widest > MOST_COLUMNS or deepest * widest > MOST_CELLS:
        raise _too_wide(file.name, "", widest, deepest)


def _repeat(tag: bytes) -> int:
    found = _REPEATED.search(tag)
    return int(found.group(1)) if found else 1


# --- text files


def _text(raw: bytes, file: File) -> Sheet:
    encoding = _encoding(raw, file.name)
    head = "\n".join(raw[:200_000].decode(encoding, "ignore").splitlines()[:20])
    delimiter = max(",;\t", key=head.count)
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
                raise _too_wide(file.name, "", len(row), reader.line_num)
            usual = usual or (len(row) - 1 if len(row) > 1 else 0)
            if reader.line_num - line > 1 and _swallowed(row, delimiter, usual):
                raise _unclosed(file.name, line + 1)
            line = reader.line_num
            rows.append(_clean(list(row)) if any(row) else blank)
    except csv.Error:
        raise _unclosed(file.name, line + 1) from None
    except UnicodeError as error:
        raise _damaged(file.name, str(error)) from None
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(file.name, "", rows, folder=file.folder)


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
    if not _decodes(raw, "gb18030"):
        return "latin-1"
    content = raw[:400_000].decode("gb18030", "ignore")[:200_000]
    runs = _CHINESE_RUN.findall(content)
    if sum(len(run) == 1 for run in runs) * 2 > len(runs):
        # Chinese stands in words; an accented letter with its neighbour, read as Chinese, stands alone: São -> S鉶
        return "latin-1"
    foreign = [char for char in content if ord(char) > 127]
    chinese = sum(ord(char) in _CJK or char in "，。：；（）、“”《》〔〕" or 0xFF00 <= ord(char) < 0xFFF0 for char in foreign)
    return "gb18030" if chinese * 10 >= len(foreign) * 9 else "latin-1"


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
