"""Files to sheets of raw cells. Nothing is interpreted here, and nothing a file holds may harm: every size has a limit."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from junheng.facts.intake.books.delimited import content_of, not_ended, read_text
from junheng.facts.intake.books.parts import NOT_TABLES, OdsParts, Parts, measure_ods, open_archive, read_member
from junheng.facts.intake.books.plain_book import Page, PlainWorkbook
from junheng.facts.intake.books.ragged import without_ragged
from junheng.facts.intake.values.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_UNPACKED,
    SAVE_AS,
    File,
    Sheet,
    clean_rows,
    damaged,
    is_list,
    is_text,
    password,
    title_of,
    too_big,
    too_wide,
)
from junheng.terms import Finding, Message, Severity, UsageError

_OTHERS = {
    b"\x89PNG": Message("PNG 图片", "a PNG picture"), b"\xff\xd8\xff": Message("JPEG 图片", "a JPEG picture"),
    b"GIF8": Message("GIF 图片", "a GIF picture"), b"%PDF": Message("PDF 文档", "a PDF document"),
    b"BM": Message("BMP 图片", "a BMP picture"), b"Rar!": Message("RAR 压缩包", "a RAR archive"),
    b"7z\xbc\xaf": Message("7z 压缩包", "a 7z archive"), b"II*\x00": Message("TIFF 图片", "a TIFF picture"),
}
_FILE_PASS = re.compile(rb"\x09\x08(?:\x08\x00.{8}|\x10\x00.{16})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)  # an .xls whose stream begins by saying that the rest is encrypted


# --- what a file really is


def read_sheets(file: File, findings: list[Finding]) -> list[Sheet]:
    """Raises UsageError where the file cannot be used at all; hidden sheets and the like are added to `findings`."""
    raw, looks = content_of(file)
    if not raw[:4096].strip(b"\x00\r\n\t ") and not raw.strip(b"\x00\r\n\t "):
        raise UsageError(f"“{file.name}”是空文件", f"{file.name} is an empty file")
    if is_text(file.name) and raw[:4] != b"PK\x03\x04" and raw[:4] != b"\xd0\xcf\x11\xe0":
        sheets = [read_text(raw, file, looks)]
        findings.extend(not_ended(raw, sheets[0]))
        findings.extend(without_ragged(sheets[0]))
    elif raw[:2] == b"PK":
        sheets = _zipped_workbook(raw, file, findings)
    elif raw[:4] == b"\xd0\xcf\x11\xe0":
        if "EncryptedPackage".encode("utf-16-le") in raw or _FILE_PASS.search(raw):
            raise password(file.name)
        sheets = _workbook(raw, file, findings)
    else:
        sheets = [_disguised(raw, file, findings)]
    lists = [sheet for sheet in sheets if is_list(sheet)]
    if lists:
        findings.extend(_skipped(sheet) for sheet in lists)
        sheets = [sheet for sheet in sheets if sheet not in lists]
        if not sheets or (file.among_others and not any(any(cells) for sheet in sheets for cells in sheet.rows)):
            return []
    if not any(cells for sheet in sheets for cells in sheet.rows):
        raise UsageError(f"“{file.name}”的工作表中没有任何内容", f"there is nothing in the sheets of {file.name}")
    return sheets


def _skipped(sheet: Sheet) -> Finding:
    said = Message("这是检查写入的问题清单，不是数据，已跳过", "this is the list of findings of an earlier check, no data; it was skipped")
    return Finding(Severity.INFO, "list-skipped", said, sheet.file, sheet.name)


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
            f"“{file.name}”其实是{kind.zh}，不是能打开的电子表格。{SAVE_AS.zh}",
            f"{file.name} is really {kind.en}, not a spreadsheet that can be opened. {SAVE_AS.en}",
        )
    sheet = read_text(raw, file)
    if max(map(len, sheet.rows[:20]), default=0) < 2:
        raise damaged(file.name, "")
    said = Message("名为电子表格，内容是文本，按文本表读取", "named like a workbook but holds text; it was read as text")
    findings.append(Finding(Severity.INFO, "file-is-text", said, file.name))
    findings.extend(without_ragged(sheet))
    return sheet


# --- workbooks


def _workbook(raw: bytes, file: File, findings: list[Finding], book: Parts | OdsParts | None = None) -> list[Sheet]:
    with _refused_if_broken(file):
        return [_sheet(page, file, findings, book) for page in _pages(raw, file)]


@contextmanager
def _refused_if_broken(file: File) -> Iterator[None]:
    try:
        yield
    except PasswordError:
        raise password(file.name) from None
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(file.name, str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own way to fail; it is no Exception
            raise
        raise damaged(file.name, "panic") from None


def _pages(raw: bytes, file: File) -> Iterator[Page]:
    book, left = CalamineWorkbook.from_filelike(io.BytesIO(raw)), MOST_CELLS
    names = [about.name for about in book.sheets_metadata]
    if twice := [name for name, count in Counter(names).items() if count > 1]:  # the reader gives the first of them twice
        raise UsageError(
            f"“{file.name}”有 {names.count(twice[0])} 张工作表都叫“{title_of(twice[0])}”，只有一张读得到（电子表格软件不会写出这样的文件，可能已损坏）；{SAVE_AS.zh}，再核对各表",
            f"{file.name} has {names.count(twice[0])} sheets called {title_of(twice[0])}, of which only one can be read (no spreadsheet program writes such a file; it may be damaged). "
            f"{SAVE_AS.en}, and look at each sheet",
        )
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue  # a chart has no cells
        sheet = book.get_sheet_by_name(about.name)
        width, height = ((sheet.end[1] + 1, sheet.end[0] + 1) if sheet.end else (0, 0))
        left -= width * height
        if left < 0 or width > MOST_COLUMNS:
            raise too_wide(file.name, about.name, width, height)
        merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
        rows = clean_rows(sheet.to_python(skip_empty_area=False))  # type: ignore[arg-type]
        yield Page(about.name, rows, merged, about.visible != SheetVisibleEnum.Visible)


def _sheet(page: Page, file: File, findings: list[Finding], parts: Parts | OdsParts | None) -> Sheet:
    found = Sheet(file.name, title_of(page.name), page.rows, page.merged, file.folder, page.no_persons, above=file.above)
    if page.hidden and any(found.rows):
        said = Message(f"工作表“{found.name}”是隐藏的，照常读取", f"the sheet {found.name} is hidden; it was read like the others")
        findings.append(Finding(Severity.INFO, "sheet-hidden", said, file.name, found.name))
    if parts:
        parts.mark(page.name, found, findings)
    return found


def _zipped_workbook(raw: bytes, file: File, findings: list[Finding]) -> list[Sheet]:
    plain = PlainWorkbook(raw) if file.among_others else None  # the next workbook of a folder is often of the same program
    pages = plain.pages() if plain else None
    if pages is not None:
        return [_sheet(page, file, findings, None) for page in pages]
    archive = open_archive(raw, file.name)
    names = {info.filename.lower(): info for info in archive.infolist()}
    unpacked = sum(info.file_size for name, info in names.items() if not name.startswith(NOT_TABLES))
    if unpacked > MOST_UNPACKED:
        raise too_big(file.name, unpacked, MOST_UNPACKED)
    for info in archive.infolist():
        # the directory may lie about what a part unpacks to: parts that could be large are unpacked to see
        if info.compress_size > 300_000 and not info.filename.lower().startswith(NOT_TABLES):
            read_member(archive, info, file.name)
    if "encrypted-package" in names or ("meta-inf/manifest.xml" in names and b"encryption-data" in read_member(archive, names["meta-inf/manifest.xml"], file.name)):
        raise password(file.name)
    if "content.xml" in names:
        return _workbook(raw, file, findings, measure_ods(read_member(archive, names["content.xml"], file.name), file))
    if "xl/workbook.bin" in names:
        return _workbook(raw, file, findings)
    if "xl/workbook.xml" not in names:
        kind = Message("Word 文档", "a Word document") if "word/document.xml" in names else Message("压缩包", "a zip")
        raise UsageError(
            f"“{file.name}”其实是{kind.zh}，不是能打开的电子表格。{SAVE_AS.zh}",
            f"{file.name} is really {kind.en}, not a spreadsheet that can be opened. {SAVE_AS.en}",
        )
    parts = Parts(archive, names, file)
    with _refused_if_broken(file):
        pages = list(_pages(raw, file))
        if plain:
            plain.remember(pages, parts.path_of, parts.paths)
        return [_sheet(page, file, findings, parts) for page in pages]
