"""What the spreadsheet reader does not tell, and what would break it, looked up in the file's own parts (xlsx, ods)."""

from __future__ import annotations

import copy
import html
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from junheng.facts.intake.values.sheet import (
    _UNSAFE,
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_TEXT,
    File,
    Sheet,
    TooLarge,
    damaged,
    letter,
    password,
    too_big,
    too_wide,
)
from junheng.terms import Finding, Message, Severity, UsageError

_ROOM = (  # no cell lies beyond 702 columns x 9 999 rows; none beyond 52 x 99 999. Sheets past both are measured
    re.compile(rb' r="(?![A-Z]{1,2}\d{1,4}"|\d{1,4}")'), re.compile(rb' r="(?!A?[A-Z]\d{1,5}"|\d{1,5}")'),
)
_CELL = re.compile(rb"""<c(?:\s[^>]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["']|\b)[^>]*(?<!/)>|<row\b(?:[^>]*?\br\s*=\s*["'](\d+)["'])?""")
_FORMULA = re.compile(rb"<c\s([^>]*[^>/])>\s*<f\b[^>]*?(?:/>|>([^<]*)</f>)\s*(<v>([^<]*)</v>|<v\s*/>)?")
_ERROR = re.compile(rb"<c\s([^>]*\bt=\"e\"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>", re.DOTALL)
_STRINGS = "xl/sharedstrings.xml"
_SHARED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="s"[^>]*>\s*<(?:\w+:)?v>(\d+)<')
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)([A-Za-z_][\w:.-]*;)?")
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_PREFIX = re.compile(rb"<(/?)\w+:(?=[a-z])")
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(rb"<col\b([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
NOT_TABLES = ("xl/media/", "xl/embeddings/")


def open_archive(raw: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise damaged(name, str(error)) from None


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.flag_bits & 1:
        raise password(name)
    if info.file_size > MOST_BYTES:
        raise too_big(name, info.file_size, MOST_BYTES)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others unpack without a limit
        raise UsageError(
            f"“{name}”是用少见的方法压缩的，读不了；请重新打包成普通的 zip，或给出解开的文件",
            f"{name} is packed in an unusual way and cannot be read; pack it again as an ordinary zip, or give the unpacked file",
        )
    try:
        content = _unpacked(archive, info)  # its checksum is compared
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise damaged(name, str(error)) from None
    if len(content) > info.file_size:
        said = damaged(name, f"more than {info.file_size} bytes in {info.filename!r}").message
        raise TooLarge(said.zh, said.en)
    return content


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What the directory says that there is, and one byte more where there is more: a small file may hold milliards of bytes.

    Reading without a limit would unpack all of them before it cuts off what is too much.
    """
    looked_for = copy.copy(info)
    looked_for.file_size += 1
    with archive.open(looked_for) as part:
        return part.read(looked_for.file_size)


class Parts:
    """The XML of a workbook's sheets, of which only what has errors, formulas or hidden rows is kept."""

    def __init__(self, archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], file: File) -> None:
        self._file = file
        book = read_member(archive, names["xl/workbook.xml"], file.name)
        links = names.get("xl/_rels/workbook.xml.rels")
        targets = _targets(read_member(archive, links, file.name)) if links else {}
        self._never_calculated = b'fullCalcOnLoad="1"' in book  # written by programs that put 0 under their formulas
        self._xml: dict[str, bytes] = {}
        by_path = {targets.get(key, ""): name for name, key in _listed(book)}
        self.path_of = {name: path for path, name in by_path.items()}  # of each sheet
        strings = read_member(archive, names[_STRINGS], file.name) if _STRINGS in names else b""
        _check_entities(file.name, strings)
        shared: Counter[bytes] = Counter()
        paths = {*targets.values(), *(name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml"))}
        self.paths = sorted(paths & names.keys())  # all that is looked at
        for path in self.paths:
            xml = read_member(archive, names[path], file.name)
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
        except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that does not exist
            raise damaged(self._file.name, str(error)) from None
        if b't="e"' in xml or b"<f" in xml or b'hidden="' in xml:
            self._xml[name] = xml

    def mark(self, name: str, sheet: Sheet, findings: list[Finding]) -> None:
        """Errors and formulas without values, which the reader hands over as blanks, are put into the rows."""
        xml = self._xml.pop(name, b"")
        if b't="e"' in xml:
            for cell, text in _ERROR.findall(xml):
                _put(sheet, cell, html.unescape(text.decode("utf-8", "replace")))
        if b"<f" in xml:
            for cell, text, element, value in _FORMULA.findall(xml):
                calculated = bool(value) or (b't="str"' in cell and bool(element))  # `<v></v>` under t="str": an empty text came out
                if not calculated or (self._never_calculated and value == b"0"):
                    _put(sheet, cell, "=" + (html.unescape(text.decode("utf-8", "replace"))[:80] or "…"))
        if b'hidden="' in xml:
            findings.extend(_hidden(xml, sheet))


def _check_entities(file: str, xml: bytes) -> None:
    """No spreadsheet program declares entities; they are neither expanded nor fetched, and not dropped silently either."""
    found = _ENTITY.search(xml)
    if b"<!ENTITY" in xml[:4096] or b"<!DOCTYPE" in xml[:4096] or (found and found[1]):
        raise damaged(file, "XML entity")
    if found:  # a number that is cut off, a bare `&`
        raise damaged(file, "not well-formed")


def _check_texts(file: str, strings: bytes, shared: Counter[bytes]) -> None:
    """A long text is kept once in the file and once per cell in memory."""
    if not shared:
        return
    lengths = [len(text) for text in re.split(rb"<(?:\w+:)?si\b", strings)[1:]]
    size = sum(count * lengths[int(key)] for key, count in shared.items() if len(key) < 10 and int(key) < len(lengths))
    if size > MOST_TEXT:
        raise too_big(file, size, MOST_TEXT)


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
        raise too_wide(file, name, widest, deepest)


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
    _put_at(sheet, int(address.group(2)) - 1, _number(address.group(1)) - 1, text)


def _put_at(sheet: Sheet, row: int, column: int, text: str) -> None:
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


_ODS = re.compile(rb"<table:table(?:\s([^>]*))?>|<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*)>")
_ODS_NAME = re.compile(rb'\btable:name="([^"]*)"')
_ODS_ERROR = b'calcext:value-type="error"'
_ODS_TEXT = re.compile(rb"\s*<text:p[^>]*>([^<]*)</text:p>")
_SPANNED = tuple(re.compile(rb'\bnumber-%s-spanned="(\d{1,7})"' % kind) for kind in (b"rows", b"columns"))
_MOST_SPANNED = 2**20, MOST_COLUMNS
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})')


class OdsParts:
    """What the reader does not hand over of an OpenDocument file, by sheet: error cells, which it makes blanks, and merged cells."""

    def __init__(self) -> None:
        self._cells: dict[str, list[tuple[int, int, str]]] = {}
        self._merged: dict[str, list[tuple[int, int, int, int]]] = {}

    def add(self, sheet: str, row: int, column: int, text: str) -> None:
        self._cells.setdefault(sheet, []).append((row, column, text))

    def add_merged(self, sheet: str, row: int, column: int, cell: bytes) -> None:
        rows, columns = (min(int(found.group(1)), most) if (found := spanned.search(cell)) else 1 for spanned, most in zip(_SPANNED, _MOST_SPANNED, strict=True))
        if max(rows, columns) > 1:
            self._merged.setdefault(sheet, []).append((row, column, row + rows - 1, column + columns - 1))

    def mark(self, name: str, sheet: Sheet, findings: list[Finding]) -> None:
        sheet.merged.extend(self._merged.pop(name, ()))
        for row, column, text in self._cells.pop(name, ()):
            _put_at(sheet, row, column, text)


def measure_ods(xml: bytes, file: File) -> OdsParts:
    """OpenDocument writes how often a row or a cell repeats: a few bytes may stand for milliards of cells."""
    if b"<!ENTITY" in xml[:4096]:
        raise damaged(file.name, "XML entity")
    rows = column = deepest = widest = 0
    repeat = 1
    name, found_here = "", OdsParts()
    for found in _ODS.finditer(xml):
        table, row, cell = found.groups()
        if row is None and cell is None:
            rows, repeat, name = 0, 0, _ods_name(table or b"")
        elif row is not None:
            rows, column, repeat = rows + repeat, 0, _repeat(row)
        else:
            if _ODS_ERROR in cell:
                said = _ODS_TEXT.match(xml, found.end())
                found_here.add(name, rows, column, html.unescape(said.group(1).decode("utf-8", "replace")) if said else "#REF!")
            if b"-spanned=" in cell:
                found_here.add_merged(name, rows, column, cell)
            column += _repeat(cell)
            if not cell.endswith(b"/"):  # a cell with content
                deepest, widest = max(deepest, rows + repeat), max(widest, column)
    if widest > MOST_COLUMNS or deepest * widest > MOST_CELLS:
        raise too_wide(file.name, "", widest, deepest)
    return found_here


def _ods_name(table: bytes) -> str:
    found = _ODS_NAME.search(table)
    return html.unescape(found.group(1).decode("utf-8", "replace")) if found else ""


def _repeat(tag: bytes) -> int:
    found = _REPEATED.search(tag)
    return int(found.group(1)) if found else 1
