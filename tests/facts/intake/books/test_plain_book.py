"""A workbook of a program that was met is read like any other: every change in it comes out as if it were read alone."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.facts.intake.books import plain_book
from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.books.plain_book import PlainWorkbook
from junheng.facts.intake.values.sheet import File, Sheet
from junheng.terms import Finding, UsageError

SHEET, OTHER, STRINGS, STYLES, BOOK = (
    f"xl/{name}.xml" for name in ("worksheets/sheet1", "worksheets/sheet2", "sharedStrings", "styles", "workbook")
)
ROWS = [["指标名称", "代码", "合计"], ["总计", "01", 120], ["女", "02", 55.5], ["寄宿生", "03", "７０"], ["说明：A&B <1>", "", 2]]


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_book, "_MET", {})


def workbook(rows: list[list[Any]], date_format: bool = False) -> bytes:
    """Two sheets of the same rows, the second under a merged title and in a format of its own."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        bold = book.add_format({"bold": True, **({"num_format": "yyyy-mm-dd"} if date_format else {})})
        plain, titled = book.add_worksheet("表一"), book.add_worksheet("表二")
        titled.merge_range(0, 0, 0, 2, "标题", bold)
        for row, cells in enumerate(rows):
            plain.write_row(row, 0, cells)
            titled.write_row(row + 1, 0, cells, bold)
    return kept.getvalue()


def changed(raw: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with the first `old` of a part replaced; it must be there."""
    before, after = zipfile.ZipFile(io.BytesIO(raw)), io.BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as out:
        for info in before.infolist():
            content = before.read(info)
            assert info.filename != part or old in content
            out.writestr(zipfile.ZipInfo(info.filename), content.replace(old, new, 1) if info.filename == part else content, zipfile.ZIP_DEFLATED)
    return after.getvalue()


def repacked(raw: bytes) -> bytes:
    return changed(raw, SHEET, b"<sheetData>", b"<sheetData>")


def read(raw: bytes, among_others: bool) -> tuple[list[Sheet], list[Finding]] | str:
    findings: list[Finding] = []
    try:
        sheets = read_sheets(File("校.xlsx", "县", "县/校.xlsx", partial(bytes, raw), among_others), findings)
    except UsageError as error:
        return error.message.en
    return [Sheet(each.file, each.name, each.rows, each.merged, each.folder) for each in sheets], findings


def types(found: tuple[list[Sheet], list[Finding]] | str) -> object:
    return found if isinstance(found, str) else [[list(map(type, cells)) for cells in sheet.rows] for sheet in found[0]]


def test_a_workbook_of_other_values_is_cast_and_reads_as_it_does_alone() -> None:
    other = [["指标名称", "代码", "合计"], ["总计", "01", "一百"], ["女", "02", 1e-7], ["寄宿生", "03", -4], ["合 计 ", "", 1_234_567]]
    first, second = workbook(ROWS), workbook(other)
    assert PlainWorkbook(second).pages() is None
    read(first, among_others=True)
    pages = PlainWorkbook(second).pages()
    assert pages is not None
    assert pages[0].rows == [["指标名称", "代码", "合计"], ["总计", "01", "一百"], ["女", "02", 1e-7], ["寄宿生", "03", -4.0], ["合 计 ", "", 1_234_567.0]]
    assert [page.merged for page in pages] == [[], [(0, 0, 0, 2)]]
    assert read(second, among_others=True) == read(second, among_others=False)


def test_other_cells_may_be_filled() -> None:
    first, second = workbook(ROWS), workbook([["指标名称", None, "合计", 7], [None, "01"], ["女"], [], [None, None, 4.5], ["寄宿生", 0]])
    read(first, among_others=True)
    pages = PlainWorkbook(second).pages()
    assert pages is not None
    assert pages[0].rows == [
        ["指标名称", "", "合计", 7.0], ["", "01", "", ""], ["女", "", "", ""], ["", "", "", ""], ["", "", 4.5, ""], ["寄宿生", 0.0, "", ""],
    ]
    assert read(second, among_others=True) == read(second, among_others=False)


def _cell(place: str, cell: Any) -> str:
    if cell is None:
        return f'<c r="{place}" s="0" />'
    if isinstance(cell, (int, float)):
        return f'<c r="{place}" t="n"><v>{cell!r}</v></c>'
    kept = ' xml:space="preserve"' if cell != cell.strip() else ""
    return f'<c r="{place}" t="inlineStr"><is><t{kept}>{escape(cell)}</t></is></c>'


def inline(rows: list[list[Any]]) -> bytes:
    """A workbook as programs write it that keep each text in its cell, say of numbers that they are, and leave styled cells blank."""
    lines = [
        f'<row r="{row}" ht="15" customHeight="1">' + "".join(_cell(f"{'ABCDEFGH'[column]}{row}", cell) for column, cell in enumerate(cells)) + "</row>"
        for row, cells in enumerate(rows, start=1)
    ]
    raw = workbook([["x"]])
    body = zipfile.ZipFile(io.BytesIO(raw)).read(SHEET)
    start, end = body.index(b"<sheetData>"), body.index(b"</sheetData>")
    return changed(raw, SHEET, body[start:end], b"<sheetData>" + "".join(lines).encode())


CELLS = st.one_of(
    st.none(), st.integers(-10**6, 10**16), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["女", "０１２", "-", "a&b<c>\"'", "\u3000其中：女", " 合计 ", "13912345678", "11010119900307721X", "_x000D_", "a\u202eb", "两\n行", "true"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6), st.booleans())
def test_whatever_stands_in_the_cells_is_read_as_the_reader_reads_it(rows: list[list[Any]], in_cells: bool) -> None:
    written = inline(rows) if in_cells else workbook([[cell if cell != "" else None for cell in cells] for cells in rows])
    read(inline([["女", 1, 2.5, None]]) if in_cells else workbook(ROWS), among_others=True)
    found, alone = read(written, among_others=True), read(written, among_others=False)
    assert found == alone
    assert types(found) == types(alone)


def test_most_of_what_offices_write_is_plain() -> None:
    first, second = inline([["指标", "女", 1, None]]), inline([[None, "\u3000其中：女", 12, -0.5], ["a&b", " 合计 ", 10**7, None], [None, None]])
    read(first, among_others=True)
    pages = PlainWorkbook(second).pages()
    assert pages is not None
    assert pages[0].rows == [["", "\u3000其中：女", 12.0, -0.5], ["a&b", " 合计 ", 1e7, ""]]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_book, "_MOST_PIECES", 3)
    for number in range(5):
        raw = workbook([["指标名称", f"第{number}小学", number]])
        assert read(raw, among_others=True) == read(raw, among_others=False)
    assert len(plain_book._CELLS) + len(plain_book._TEXTS) < 20


def test_a_workbook_that_the_user_named_leaves_nothing_behind() -> None:
    read(workbook(ROWS), among_others=False)
    assert plain_book._MET == {}


CHANGES = {
    "an error": (SHEET, b"<v>120</v>", b"<v>#REF!</v>"),
    "an error cell": (SHEET, b'<c r="C2"><v>120</v>', b'<c r="C2" t="e"><v>#DIV/0!</v>'),
    "a formula without its value": (SHEET, b"<v>120</v>", b"<f>1+1</f>"),
    "a formula with its value": (SHEET, b"<v>120</v>", b"<f>1+1</f><v>2</v>"),
    "a hidden row": (SHEET, b'<row r="2"', b'<row r="2" hidden="1"'),
    "a hidden column": (SHEET, b"<sheetData>", b'<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'),
    "a truth value": (SHEET, b'<c r="C2"><v>120</v>', b'<c r="C2" t="b"><v>1</v>'),
    "a text in its place": (SHEET, b'<c r="C2"><v>120</v>', b'<c r="C2" t="inlineStr"><is><t>120</t></is>'),
    "no value": (SHEET, b"<v>120</v>", b"<v></v>"),
    "no cell": (SHEET, b'<c r="C2"><v>120</v></c>', b""),
    "another place": (SHEET, b'<c r="C2">', b'<c r="D2">'),
    "another merged range": (OTHER, b'ref="A1:C1"', b'ref="A1:B1"'),
    "a stray cell": (SHEET, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "a tag that is not closed": (SHEET, b"</c>", b""),
    "a value in blanks": (SHEET, b"<v>120</v>", b"<v> 120 </v>"),
    "a value beyond all numbers": (SHEET, b"<v>120</v>", b"<v>1E400</v>"),
    "two points": (SHEET, b"<v>120</v>", b"<v>1.2.0</v>"),
    "a text that is not there": (OTHER, b't="s"><v>0</v>', b't="s"><v>999</v>'),
    "a text of another number": (OTHER, b't="s"><v>0</v>', b't="s"><v>00</v>'),
    "an opened value in place of a closed one": (SHEET, b"</v></c>", b"<v></c>"),
    "a comment": (SHEET, b"</row>", b"<!-- <c r=\"A9\"><v>1</v></c> --></row>"),
    "a document type": (SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
    "an entity": (STRINGS, "总计".encode(), b"&b;"),
    "a character by its number": (STRINGS, "总计".encode(), b"&#25968;"),
    "an escaped character": (STRINGS, "总计".encode(), b"a_x000D_b"),
    "a rich text": (STRINGS, "<t>总计</t>".encode(), "<r><t>总</t></r><r><t>计</t></r>".encode()),
    "an empty text": (STRINGS, "<t>总计</t>".encode(), b"<t></t>"),
    "a harmful text": (STRINGS, "总计".encode(), "总\u202e计".encode()),
    "blanks round a text": (STRINGS, "<t>总计</t>".encode(), '<t xml:space="preserve"> 总计 </t>'.encode()),
    "blanks round a text that do not say so": (STRINGS, "<t>总计</t>".encode(), "<t> 总计 </t>".encode()),
    "another attribute of the first text": (STRINGS, b"<si><t>", b'<si><t xml:space="default">'),
    "a line break in a text": (STRINGS, "总计".encode(), "总\n计".encode()),
    "wide blanks before a text": (STRINGS, "<t>总计".encode(), "<t>\u3000总计".encode()),
    "a broken character": (STRINGS, "总计".encode(), b"\xff\xfe"),
    "a person's number": (STRINGS, "总计".encode(), b"13912345678"),
    "a date for a number": (STYLES, b'numFmtId="0"', b'numFmtId="14"'),
    "a hidden sheet": (BOOK, b'sheetId="2"', b'sheetId="2" state="hidden"'),
    "a sheet of another name": (BOOK, "表一".encode(), "表三".encode()),
}


@pytest.mark.parametrize(("part", "old", "new"), CHANGES.values(), ids=list(CHANGES))
def test_whatever_differs_is_read_as_if_the_workbook_stood_alone(part: str, old: bytes, new: bytes) -> None:
    first, second = repacked(workbook(ROWS)), changed(workbook(ROWS), part, old, new)
    read(first, among_others=True)
    assert PlainWorkbook(first).pages() is not None
    for _ in range(2):  # the second time it may be known itself
        found, alone = read(second, among_others=True), read(second, among_others=False)
        assert found == alone
        assert types(found) == types(alone)


SAVED = {
    "the cursor elsewhere": (SHEET, b'workbookViewId="0"/>', b'topLeftCell="A9" workbookViewId="0"><selection activeCell="C30" sqref="C30"/></sheetView>'),
    "another window": (BOOK, b'windowWidth="16095"', b'windowWidth="800" activeTab="1"'),
    "by another copy of the program": (
        BOOK, b"<workbookPr", b'<xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{3F1A-00}" xr6:coauthVersionLast="47"/><workbookPr',
    ),
    "another dimension": (SHEET, b'<dimension ref="A1:C5"/>', b'<dimension ref="A1:Z99"/>'),
    "rows that are not hidden": (SHEET, b'<row r="2"', b'<row r="2" hidden="false" outlineLevel="0" collapsed="false"'),
    "how a text is pronounced": (STRINGS, "<t>总计</t>".encode(), '<t>总计</t><phoneticPr fontId="1" type="noConversion"/>'.encode()),
    "a text in two scripts": (STRINGS, "<t>总计</t>".encode(), '<r><rPr><sz val="11"/></rPr><t xml:space="preserve">总 </t></r><r><t>A1</t></r>'.encode()),
}


@pytest.mark.parametrize(("part", "old", "new"), SAVED.values(), ids=list(SAVED))
def test_what_differs_from_one_saving_to_the_next_is_nothing(part: str, old: bytes, new: bytes) -> None:
    first, second = repacked(workbook(ROWS)), changed(workbook(ROWS), part, old, new)
    read(first, among_others=True)
    assert PlainWorkbook(second).pages() is not None
    assert read(second, among_others=True) == read(second, among_others=False)


def test_a_number_where_a_text_stood_is_a_date_if_its_format_says_so() -> None:
    texts = [["日期", "日期", "日期"], ["无", "无", "无"]]
    numbers = [["日期", "日期", "日期"], ["无", 45_292, "无"]]
    read(workbook(texts, date_format=True), among_others=True)
    found = read(workbook(numbers, date_format=True), among_others=True)
    assert found == read(workbook(numbers, date_format=True), among_others=False)
    assert str(found[0][1].rows[2][1])[:10] == "2024-01-01"


def test_a_part_that_unpacks_to_more_than_is_said_is_left_to_the_checks() -> None:
    raw = repacked(workbook(ROWS))
    read(raw, among_others=True)
    archive = zipfile.ZipFile(io.BytesIO(raw))
    info = archive.getinfo(SHEET)
    size, less = info.file_size.to_bytes(4, "little"), (info.file_size - 9).to_bytes(4, "little")
    lying = raw.replace(info.CRC.to_bytes(4, "little") + info.compress_size.to_bytes(4, "little") + size,
                        info.CRC.to_bytes(4, "little") + info.compress_size.to_bytes(4, "little") + less)
    assert lying != raw
    assert PlainWorkbook(lying).pages() is None
    assert read(lying, among_others=True) == read(lying, among_others=False)


def test_long_numbers_and_persons_texts_are_told_for_the_screening(tmp_path: Path) -> None:
    read(workbook(ROWS), among_others=True)
    short, number, text = ([*ROWS[:1], ["总计", "01", value], *ROWS[2:]] for value in (9_999_999_999, 13_912_345_678, "13912345678"))
    assert [PlainWorkbook(workbook(rows)).pages()[0].no_persons for rows in (short, number, text)] == [True, False, False]  # type: ignore[index]
