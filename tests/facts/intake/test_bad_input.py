"""What nobody should hand in, handed in: one clear sentence or a finding at its cell, never a crash, never a wrong figure."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from junheng.cli.app import run
from junheng.facts import Delivery, load
from junheng.facts.intake.template.workbook import NOTES_SHEET, VERSION_LABEL
from junheng.facts.intake.values import cells
from junheng.terms import Lang, Severity, UsageError

HEAD = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数", "运动场地面积（平方米）"]
ROW = ["2199000001", "甲县第一小学", "小学", 1000, 50, 7500]
OTHER = ["2199000002", "甲县第二小学", "小学", 800, 40, 7000]
NAME = "甲县2023学年学校一览表"
TEXT = "\n".join(",".join(map(str, row)) for row in (HEAD, ROW, OTHER)) + "\n"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, *rows: list[object], change: Callable[[openpyxl.Workbook], None] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in (HEAD, *(rows or (ROW, OTHER))):
        book.worksheets[0].append(row)
    if change:
        change(book)
    book.save(path)
    return path


def surgery(path: Path, part: str, change: Callable[[bytes], bytes], lie: int | None = None) -> Path:
    """The workbook with one part changed."""
    with zipfile.ZipFile(path) as before:
        parts = {info.filename: before.read(info) for info in before.infolist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, content)
    return path


def replaced(path: Path, old: bytes, new: bytes, part: str = SHEET) -> Path:
    def change(xml: bytes) -> bytes:
        assert old in xml
        return xml.replace(old, new, 1)

    return surgery(path, part, change)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return workbook(tmp_path / f"{NAME}.xlsx")


def delivered(*paths: Path) -> Delivery:
    return load(paths)[1]


def pupils(*paths: Path) -> dict[str, int | None]:
    rows = load(paths)[0].school_years.filter(stage="primary")
    return dict(zip(rows["school"], rows["pupils"], strict=True))


def found(delivery: Delivery, rule: str) -> list[tuple[str, str]]:
    return [(each.cell, each.found) for each in delivery.findings if each.rule == rule]


# --- files that cannot be used: exit 2 with one sentence


def text_named_xlsx(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def bomb(path: Path) -> Path:
    return surgery(workbook(path), SHEET, lambda xml: xml.replace(b"</sheetData>", b" " * (301 << 20) + b"</sheetData>"))


def ods_with_password(path: Path, content: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(content, b"\x8e\x12?" * 300)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="urn:x"><m:file-entry m:full-path="{content}"><m:encryption-data/></m:file-entry></m:manifest>')
    return path


def two_of_one_name(path: Path) -> Path:
    """As only a damaged file is: the reader would give the first of them twice."""
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("另一张")["A1"] = 1

    book = workbook(path, change=change)
    name = openpyxl.load_workbook(book).sheetnames[0].encode()
    return surgery(book, "xl/workbook.xml", lambda xml: xml.replace("另一张".encode(), name))


def only_chart(path: Path) -> Path:
    def change(book: openpyxl.Workbook) -> None:
        book.create_chartsheet("图")
        book.worksheets[0].delete_rows(1, 9)

    return workbook(path, change=change)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY e SYSTEM "no-such-file">]>'
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a picture": (".xlsx", lambda path: text_named_xlsx(path, b"\x89PNG\r\n\x1a\n" + b"\0" * 100), "picture"),
    "an empty file": (".xlsx", lambda path: text_named_xlsx(path, b""), "empty file"),
    "an empty csv": (".csv", lambda path: text_named_xlsx(path, b"\xef\xbb\xbf\r\n"), "nothing in|empty"),
    "an empty sheet": (".xlsx", lambda path: openpyxl.Workbook().save(path), "nothing in the sheets"),
    "only a chart": (".xlsx", only_chart, "nothing in the sheets"),
    "two sheets of one name": (".xlsx", two_of_one_name, "only one can be read"),
    "a password": (".xlsx", lambda path: text_named_xlsx(path, CFB + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")), "password"),
    "a password of an xls": (".xls", lambda path: text_named_xlsx(path, CFB + b"\0" * 600 + b"\x09\x08\x10\x00" + b"\x06\x05" * 8 + b"\x2f\x00\x36\x00" + b"?" * 54), "password"),
    "a password of an old xls": (".xls", lambda path: text_named_xlsx(path, CFB + b"\0" * 600 + b"\x09\x08\x08\x00" + b"\5" * 8 + b"\x86\0\0\0\x2f\0\4\0????"), "password"),
    "a password of an ods": (".ods", lambda path: ods_with_password(path, "content.xml"), "password"),
    "a password round all of an ods": (".ods", lambda path: ods_with_password(path, "encrypted-package"), "password"),
    "a broken xls": (".xls", lambda path: text_named_xlsx(path, CFB + b"\0" * 600), "damaged"),
    "a web page": (".xls", lambda path: text_named_xlsx(path, b"<html><table><tr><td>1</td></tr></table></html>"), "web page"),
    "a bomb": (".xlsx", bomb, "at most 300 MB"),
    "a truncated zip": (".xlsx", lambda path: path.write_bytes(workbook(path).read_bytes()[:-900]), "damaged"),
    "a tag that does not close": (".xlsx", lambda path: replaced(workbook(path), b"</row>", b"</rox>"), "damaged"),
    "an encoding that does not exist": (
        ".xlsx", lambda path: surgery(workbook(path), SHEET, lambda xml: b'<?xml version="1.0" encoding="UbF-8"?>' + xml.split(b"?>")[-1]), "damaged",
    ),
    "a broken part": (".xlsx", lambda path: surgery(workbook(path), SHEET, lambda xml: xml[: len(xml) // 2]), "damaged"),
    "a part that is cut off within a character's number": (".xlsx", lambda path: surgery(workbook(path), SHEET, lambda xml: xml[: len(xml) // 2] + b"&#3"), "cut off"),
    "a bare ampersand": (".xlsx", lambda path: replaced(workbook(path), b"<v>1000</v>", b"<v>1000 & more</v>"), "well-formed"),
    "entities": (".xlsx", lambda path: surgery(workbook(path), SHEET, lambda xml: ENTITIES + xml.replace(b"1000", b"&b;")), "entity"),
    "entities in a string": (
        ".xlsx", lambda path: replaced(workbook(path), b"<t>2199000001</t>", b"<t>&e;</t>"), "entity",
    ),
    "a Word document": (".xlsx", lambda path: zipfile.ZipFile(path, "w").writestr("word/document.xml", "x"), "Word"),
    "a cell at the far corner": (".xlsx", lambda path: workbook(path, change=far_corner), "XFD1048576"),
    "a bare number at the far corner": (
        ".xlsx", lambda path: replaced(workbook(path), b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "XFD1048576",
    ),
    "a cell beyond every sheet": (".xlsx", lambda path: replaced(workbook(path), b'r="F3"', b'r="ZZZZZZZ4"'), "at most 4096 columns"),
    "NUL characters": (".csv", lambda path: text_named_xlsx(path, TEXT.encode().replace(b"50", b"5\x000")), "NUL"),
    "an open quotation mark": (".csv", lambda path: text_named_xlsx(path, TEXT.replace("甲县第一", '"甲县第一').encode()), "line 2"),
    "100 000 columns": (".csv", lambda path: text_named_xlsx(path, b"a," * 100_000 + b"\n1,2\n"), "at most 4096 columns"),
    "a cell of 10 MB": (".csv", lambda path: text_named_xlsx(path, b"a,b\n" + b"x" * 10_000_000 + b",1\n"), "longer than 1 MB"),
    "a zip without tables": (".zip", lambda path: zipfile.ZipFile(path, "w").writestr("a.txt.doc", "x"), "no spreadsheet"),
    "a folder": (".xlsx", lambda path: path.mkdir(), "folder"),
    "a table of something else": (".csv", lambda path: text_named_xlsx(path, b"a,b\n1,2\n"), "cannot tell what kind"),
}


def far_corner(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["XFD1048576"] = 1


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix, make, said = REFUSED[what]
    path = tmp_path / f"{NAME}{suffix}"
    make(path)
    for lang in ("en", "zh"):
        assert run(["check", str(path), "--lang", lang]) == 2
        told = capsys.readouterr().err
        assert len(told.strip().splitlines()) == 1
        assert NAME in told
        assert "failed inside" not in told
        assert "程序内部" not in told
        assert lang == "zh" or re.search(said, told)


# --- cells: a finding at the cell, and the fact is missing


def formula(path: Path) -> Path:
    return replaced(workbook(path), b'<c r="D2" t="n"><v>1000</v></c>', b'<c r="D2"><f>SUM(X1:X9)</f><v></v></c>')


CELLS: dict[str, tuple[object, str]] = {
    "error": ("#REF!", "error of the spreadsheet"), "division": ("#DIV/0!", "error of"), "not available": ("#N/A", "error of"), "narrow": ("#####", "error of"),
    "formula": ("=SUM(X1:X9)", "never calculated"), "date": (datetime.datetime(1902, 9, 26), "a date"),
    "time": (datetime.time(3, 4), "a date or a time"), "truth": (True, "truth value"), "negative": (-5, "negative"),
    "unit": ("35间", "no unit"), "area": ("4500㎡", "no unit"), "ten thousand": ("1.2万", "no unit"), "percent": ("98%", "no percent"),
    "exponent": ("1e400", "a number"), "digits": ("9" * 5000, "a number"), "large": (1e300, "too large"), "words": ("许多", "a number"),
    "infinite": ("inf", "a number"), "part": (35.5, "whole number"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_that_is_no_count_is_reported_where_it_stands(kind: str, tmp_path: Path) -> None:
    value, said = CELLS[kind]
    path = workbook(tmp_path / f"{NAME}.xlsx", [*ROW[:3], value, *ROW[4:]], OTHER)
    delivery = delivered(path)
    unusable = [each for each in delivery.findings if each.rule == "cell-unusable"]
    assert [(each.cell, each.severity) for each in unusable] == [("D2", Severity.ERROR)]
    assert said in unusable[0].allowed_in(Lang.EN)
    assert pupils(path) == {"2199000001": None, "2199000002": 800}


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"NaN"])
def test_numbers_that_are_none_in_the_file_itself(number: bytes, county: Path) -> None:
    delivery = delivered(replaced(county, b"<v>1000</v>", b"<v>" + number + b"</v>"))
    assert [cell for cell, _ in found(delivery, "cell-unusable")] == ["D2"]


@pytest.mark.parametrize(
    ("cell", "is_reported"),
    [
        (b'<c r="D2"><f>SUM(X1:X9)</f><v></v></c>', True), (b'<c r="D2"><f>SUM(X1:X9)</f></c>', True),
        (b'<c r="D2"><f t="shared" si="0"/><v/></c>', True), (b'<c r="D2" t="str"><f>IF(A1,1,"")</f><v></v></c>', False),
        (b'<c r="D2" t="str"><f>IF(A1,1,"")</f></c>', True), (b'<c r="D2" t="str"><f>IF(A1,1,"")</f><v/></c>', False),
        (b'<c r="D2"><f>500+500</f><v>1000</v></c>', False), (b'<c r="D2" t="e"><f>X1</f><v>#REF!</v></c>', True),
    ],
)
def test_a_formula_counts_where_it_was_calculated(cell: bytes, is_reported: bool, county: Path) -> None:
    old = re.search(rb'<c r="D2"[^>]*><v>1000</v></c>', zipfile.ZipFile(county).read(SHEET))
    assert old
    delivery = delivered(replaced(county, old.group(), cell))
    assert [place for place, _ in found(delivery, "cell-unusable")] == (["D2"] if is_reported else [])
    assert pupils(county)["2199000001"] == (1000 if b"1000" in cell else None)


ODS_ROW = '<table:table-row>%s</table:table-row>'
ODS_BLANKS = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def ods(path: Path, *tables: tuple[str, list[list[str]]]) -> Path:
    """A small OpenDocument workbook by hand. A cell that begins with # is an error, as office programs write it."""
    parts = []
    for name, rows in tables:
        lines = [ODS_ROW % "".join(
            f'<table:table-cell table:formula="of:={cell}" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>{cell}</text:p></table:table-cell>'
            if cell.startswith("#") else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        ) for row in rows]
        parts.append(f'<table:table table:name="{name}">{"".join(lines)}{ODS_BLANKS}</table:table>')
    names = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text"))
    content = f'<office:document-content {names} xmlns:calcext="urn:calcext"><office:body><office:spreadsheet>{"".join(parts)}</office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path


def test_error_cells_of_an_ods_are_told_in_their_own_sheet(tmp_path: Path) -> None:
    head = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数"]
    first = [head, ["2199000001", "甲县第一小学", "小学", "500", "30"]]
    second = [head, ["2199000002", "甲县第二小学", "小学", "#DIV/0!", "20"], ["2199000003", "甲县第三小学", "小学", "70", "#N/A"]]
    # blank rows to the end of the first sheet say nothing of how long the second one is
    delivery = load([ods(tmp_path / "甲县2023学年.ods", ("一", first), ("二", second))])[1]
    unusable = [(each.sheet, each.cell, each.found) for each in delivery.findings if each.rule == "cell-unusable"]
    assert sorted(unusable) == [("二", "D2", "#DIV/0!"), ("二", "E3", "#N/A")]


def test_a_merged_cell_of_an_ods_says_the_same_of_each_row_it_covers(tmp_path: Path) -> None:
    head = ["乡镇", "学校标识码", "学校名称", "办学类型", "小学在校生数"]
    rows = [["东乡", "2199000001", "甲县第一小学", "小学", "500"], ["", "2199000002", "甲县第二小学", "小学", "70"], ["西乡", "2199000003", "甲县第三小学", "小学", "80"]]
    path = ods(tmp_path / "甲县2023学年.ods", ("一", [head, *rows]))
    cell = '<table:table-cell office:value-type="string"><text:p>东乡'.encode()
    replaced(path, cell, cell.replace(b"cell ", b'cell table:number-columns-spanned="1" table:number-rows-spanned="2" '), "content.xml")
    facts, _ = load([path])
    assert facts.schools.sort("school")["township"].to_list() == ["东乡", "东乡", "西乡"]


def test_a_zero_under_a_formula_of_a_program_that_does_not_calculate(county: Path) -> None:
    # xlsxwriter writes 0 as the value of every formula, and asks for calculation when the file is opened
    replaced(county, b"<v>1000</v>", b"<f>X1+X2</f><v>0</v>")
    assert b'fullCalcOnLoad="1"' in zipfile.ZipFile(county).read("xl/workbook.xml")
    assert pupils(county)["2199000001"] is None
    replaced(county, b'fullCalcOnLoad="1"', b"", "xl/workbook.xml")
    assert pupils(county)["2199000001"] == 0


def test_codes_that_a_spreadsheet_has_changed() -> None:
    assert cells.code(2199000001.0).value == "2199000001"
    assert cells.code('="0021"').value == "0021"
    for value in (123456789012345678.0, "2.199E+09", datetime.date(2023, 1, 2), True, "#N/A", 1.5):
        assert cells.code(value).wrong
    assert cells.number("1e400").wrong
    assert cells.year(datetime.datetime(1905, 7, 15)).wrong
    assert cells.is_missing("n/a")
    assert not cells.is_missing("#N/A")


# --- files that look odd and are read


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


# named .xls, full of zeros and without a mark: that is refused
@pytest.mark.parametrize(("encoding", "suffix"), [
    (encoding, suffix) for encoding in ENCODINGS for suffix in (".csv", ".xls")
    if suffix == ".csv" or encoding not in ("utf-16-le", "utf-16-be")
])
def test_a_text_in_any_encoding_even_named_xls(encoding: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}{suffix}"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert pupils(path) == {"2199000001": 1000, "2199000002": 800}


def test_a_text_of_wide_blanks_and_single_letters_is_chinese(tmp_path: Path) -> None:
    """Forms indent their labels by wide blanks: such a text was read in the wrong encoding, and not known."""
    path = tmp_path / f"{NAME}.csv"
    path.write_bytes(TEXT.replace("甲县第一小学", "　　甲县第一小学" + "　" * 200).encode("gb18030"))
    assert pupils(path) == {"2199000001": 1000, "2199000002": 800}


def test_names_that_need_more_than_gbk_or_would_harm_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"{NAME}\x1b[31m\u202e.csv"
    name = "甲县𠮷\u202e\x1b[2J🙂小学"
    path.write_text(TEXT.replace("甲县第一小学", name).replace("1000", "许\x1b多"), "utf-8")
    assert load([path])[0].schools["name"][0] == "甲县𠮷[2J🙂小学"
    for arguments in (["check", str(path)], ["check", str(path), "--json"], ["evaluate", str(path)]):
        assert run(arguments) == 1
        told = capsys.readouterr().out
        assert "\x1b[31m" not in told
        assert "\u202e" not in told


def test_macros_links_and_charts_are_left_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path / f"{NAME}.xlsm", change=lambda book: book.create_chartsheet("图"))
    surgery(path, "xl/vbaProject.bin", lambda _: b"\0macro")
    surgery(path, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    assert pupils(path) == {"2199000001": 1000, "2199000002": 800}


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.worksheets[0].row_dimensions[3].hidden = True
        book.worksheets[0].column_dimensions["E"].hidden = True
        other = book.create_sheet("旧表")
        other.append(HEAD)
        other.append(["2199000003", "甲县第三小学", "小学", 60, 6, 700])
        other.sheet_state = "hidden"

    path = workbook(tmp_path / f"{NAME}.xlsx", change=hide)
    said = {each.rule: each.cell for each in delivered(path).findings if each.rule.endswith("hidden")}
    assert said == {"sheet-hidden": "", "rows-hidden": "3", "columns-hidden": "E"}
    assert len(pupils(path)) == 3


def test_a_wrong_template_version_is_an_error_in_the_facts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = NOTES_SHEET
    book.worksheets[0].append([VERSION_LABEL, "99"])
    book.save(tmp_path / "t.xlsx")
    assert run(["check", str(tmp_path / "t.xlsx")]) == 1


# --- deliveries of several files


def test_a_file_given_twice_is_read_once(county: Path) -> None:
    assert load([county, county])[0].snapshot == load([county])[0].snapshot
    delivery = delivered(county, county)
    assert [each.severity for each in delivery.findings if each.rule == "file-twice"] == [Severity.INFO]
    assert delivery.rows_in == 2


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = []
    for folder, row in (("城关", ROW), ("东乡", OTHER)):
        (tmp_path / folder).mkdir()
        paths.append(workbook(tmp_path / folder / f"{NAME}.xlsx", [*row[:3], "许多", *row[4:]]))
    files = {each.file for each in delivered(*paths).findings if each.rule == "cell-unusable"}
    assert files == {f"城关/{NAME}.xlsx", f"东乡/{NAME}.xlsx"}


def test_a_zip_is_one_delivery(tmp_path: Path) -> None:
    one, two = workbook(tmp_path / f"一{NAME}.xlsx", ROW), workbook(tmp_path / f"二{NAME}.xlsx", OTHER)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(two, f"深/处/{two.name}")
        archive.write(one, one.name)
        archive.writestr("读我.docx", "x")
        archive.writestr("~$锁.xlsx", "x")
    assert load([tmp_path / "all.zip"])[0].snapshot == load([one, two])[0].snapshot
    assert len(found(delivered(tmp_path / "all.zip"), "member-not-read")) == 2


def test_names_in_a_zip_of_an_old_windows(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("N" * len(f"{NAME}.csv".encode("gb18030")), TEXT)
    name = f"{NAME}.csv".encode("gb18030")
    path = tmp_path / "all.zip"
    path.write_bytes(raw.getvalue().replace(b"N" * len(name), name))
    assert len(pupils(path)) == 2  # the year and the county stand in the member's name alone


# --- memory


MEASURED = """
import sys
from junheng.cli.app import run
code = run(["check", sys.argv[1], "--json"])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # of this process alone
print(code, int(peak.split()[1]) // 1024, file=sys.stderr)
"""


def measured(path: Path) -> tuple[int, int]:
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, timeout=120, check=True)
    code, peak = done.stderr.strip().splitlines()[-1].split()
    return int(code), int(peak)


def blank_rows(path: Path) -> None:
    """Two sheets of a million formatted rows each, with the county at the top of the first."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="XFD%d" s="0"/></row>' % (row, row, row) for row in range(4, 1_000_000))
    workbook(path, change=lambda book: book.create_sheet("空"))
    for part in (SHEET, SHEET.replace("1", "2")):
        surgery(path, part, lambda xml: xml.replace(b"<sheetData/>", b"<sheetData></sheetData>").replace(
            b"</sheetData>", rows + b"</sheetData>"))


def same_long_text(path: Path) -> None:
    """One text of 32 000 characters, shared by 50 000 cells."""
    workbook(path)
    row = b'<row r="%d"><c r="H%d" t="s"><v>0</v></c></row>'
    rows = b"".join(row % (number, number) for number in range(4, 50_004))
    surgery(path, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    text = b"<si><t>" + b"x" * 32_000 + b"</t></si>"
    surgery(path, "xl/sharedStrings.xml", lambda _: b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text + b"</sst>")


def bomb_told_small(path: Path, *, checksum_fits: bool) -> None:
    """A sheet of 900 MB of which the zip's directory says that it is as large as without them, with the checksum of all or of so much."""
    workbook(path)
    with zipfile.ZipFile(path) as before:
        parts = {info.filename: before.read(info) for info in before.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after:
        for name, content in parts.items():
            with after.open(name, "w") as part:
                part.write(content)
                for _ in range(900 if name == SHEET else 0):
                    part.write(b" " * 2**20)
        told = after.getinfo(SHEET)
        told.file_size = len(parts[SHEET])
        told.CRC = zlib.crc32(parts[SHEET]) if checksum_fits else told.CRC


def bomb_packed_otherwise(path: Path) -> None:
    """A zip of a text of which the directory says that it has one line."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as after:
        with after.open(f"{NAME}.csv", "w") as part:
            for _ in range(1500):
                part.write(b"," * 2**20)
        after.getinfo(f"{NAME}.csv").file_size = 1000


HEAVY: dict[str, tuple[str, Callable[[Path], object], set[int]]] = {
    "2 million blank rows": (".xlsx", blank_rows, {0}),
    "2 million blank lines": (".csv", lambda path: path.write_text(TEXT + ",,,,,\n" * 2_000_000, "utf-8"), {0}),
    "a text shared by many cells": (".xlsx", same_long_text, {2}),
    "a bomb": (".xlsx", bomb, {2}),
    "a bomb told small": (".xlsx", partial(bomb_told_small, checksum_fits=False), {2}),
    "a bomb told small, whose checksum fits": (".xlsx", partial(bomb_told_small, checksum_fits=True), {2}),
    "a bomb told small, packed otherwise": (".zip", bomb_packed_otherwise, {2}),
}


@pytest.mark.parametrize("what", HEAVY if sys.platform == "linux" else [])  # reads /proc
def test_memory_stays_below_a_gigabyte(what: str, tmp_path: Path) -> None:
    suffix, make, codes = HEAVY[what]
    path = tmp_path / f"{NAME}{suffix}"
    make(path)
    code, peak = measured(path)
    assert code in codes
    assert peak < 1024


def test_the_refusal_of_open_sheets_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        delivered(tmp_path / "nothing.xlsx")
    with pytest.raises(UsageError):
        delivered(tmp_path / ("x" * 5000 + ".xlsx"))


@pytest.mark.parametrize(("head", "cells", "place"), [("", "50", "E1"), ("小学专任教师数,", "50,77", "F1"), ("小学专任教师数", "50,77", "F1")])
def test_a_column_without_a_head_is_told(head: str, cells: str, place: str, tmp_path: Path) -> None:
    """Its head lost, or cells beyond the last head; what has a head is read all the same."""
    path = tmp_path / "甲县2023学年一览表.csv"
    path.write_text(f"学校标识码,学校名称,办学类型,小学在校生数,{head}\n21990001,甲县第一小学,小学,600,{cells}\n", "utf-8")
    facts, delivery = load([path])
    (finding,) = [each for each in delivery.findings if each.rule == "column-headless"]
    assert (finding.cell, finding.found, finding.severity) == (place, cells.split(",")[-1], Severity.WARNING)
    assert facts.school_years["pupils"].to_list() == [600]


# --- a text that breaks off: the rest is lost, and nothing but its end tells


@pytest.mark.parametrize(("cut", "expected"), [
    (0, []), (1, [("file-not-ended", "info", "6")]), (2, [("file-not-ended", "info", "6")]),
    (6, [("file-cut-off", "warning", "6")]), (12, [("file-cut-off", "warning", "6")]),
])  # fmt: skip
def test_a_text_that_breaks_off_is_told(cut: int, expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    lines = [",".join(map(str, row)) for row in (HEAD, *([f"219900000{n}", f"甲县第{'一二三四五'[n]}小学", "小学", 1000, 50, 7500] for n in range(5)))]
    text = "\n".join(lines) + "\n"
    path = tmp_path / f"{NAME}.csv"
    path.write_text(text[: len(text) - cut], "utf-8")
    told = [(each.rule, each.severity.value, each.cell) for each in delivered(path).findings if each.rule.startswith("file-")]
    assert told == expected


def test_a_school_known_by_its_code_alone_is_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its kind is not said, so that it is doubtful whether it counts: the doubt calls it by its code."""
    path = workbook(tmp_path / f"{NAME}.xlsx", ROW, ["2199000009", "", "", 300, 20, 4000], OTHER)
    assert run(["evaluate", str(path), "--area", "甲县", "--json", "--lang", "en"]) in (0, 1)
    told = capsys.readouterr()
    assert "failed inside" not in told.err
    assert "who-counts" in told.out
    assert "2199000009" in told.out


ARTS = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数", "小学音乐专任教师数", "小学美术专任教师数"]


@pytest.mark.parametrize(("lost", "expected"), [(None, (7, [])), (6, (None, ["F1"]))])
def test_a_sum_of_which_a_column_was_lost_is_no_sum(lost: int | None, expected: tuple[int | None, list[str]], tmp_path: Path) -> None:
    """Music 4 and fine arts 3 are 7 arts teachers; without the column of fine arts they are not 4."""
    wanted = [index for index in range(7) if index != lost]
    book = openpyxl.Workbook()
    for row in (ARTS, ["2199000001", "甲县第一小学", "小学", 1000, 50, 4, 3], ["2199000002", "甲县第二小学", "小学", 1000, 50, 4, 3]):
        book.worksheets[0].append([row[index] for index in wanted])
    book.save(path := tmp_path / f"{NAME}.xlsx")
    facts, delivery = load([path])
    taught = facts.school_years.filter(stage="primary")["teachers_arts"].to_list()
    assert (taught[0], [cell for cell, _ in found(delivery, "part-missing")]) == expected


def test_a_note_beside_which_figures_have_slipped_is_no_school(tmp_path: Path) -> None:
    path = workbook(tmp_path / f"{NAME}.xlsx", ROW, OTHER, ["", "注：教学点不计校数", "", 5, 6, ""])
    facts, delivery = load([path])
    assert sorted(facts.schools["name"]) == ["甲县第一小学", "甲县第二小学"]
    assert [cell for cell, _ in found(delivery, "row-no-school")] == ["4"]


def test_a_code_without_any_name_is_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path / f"{NAME}.xlsx", [ROW[0], "", *ROW[2:]], [OTHER[0], "", *OTHER[2:]])
    assert run(["evaluate", str(path), "--json", "--lang", "en"]) in (0, 1)
    assert "failed inside" not in capsys.readouterr().err


@pytest.mark.parametrize(("cell", "read"), [("\x1208", None), ("2\x078", None), ("208\u200e", 208), ("208", 208)])
def test_a_number_in_which_a_digit_became_a_control_character_is_told(cell: str, read: int | None, tmp_path: Path) -> None:
    """A mark of the direction of writing, copied along, is none of its digits."""
    path = tmp_path / "甲县2023学年学校一览表.csv"
    path.write_text(f"学校标识码,学校名称,办学类型,小学在校生数\n2199000001,甲县第一小学,小学,{cell}\n", "utf-8")
    assert pupils(path) == {"2199000001": read}
    assert [each.rule for each in delivered(path).findings if each.cell == "D2" and each.severity == Severity.ERROR] == ([] if read else ["cell-unusable"])
