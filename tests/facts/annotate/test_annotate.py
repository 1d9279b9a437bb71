"""Findings written into a copy: at the cell, in the list, and not one byte of the user's own changed that need not be."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from junheng.cli.app import run
from junheng.facts import load
from junheng.facts.annotate import annotate
from junheng.facts.annotate.marks import places
from junheng.facts.annotate.notes import AUTHOR
from junheng.facts.annotate.styles import COLOURS
from junheng.facts.annotate.target import check_target
from junheng.terms import Finding, Lang, Place, Severity, UsageError, same

pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning:openpyxl")  # what the test's own reader does not know
NAME = "甲县2023学年学校一览表.xlsx"
HEAD = ["学校标识码", "学校名称", "办学类型", "小学在校生数", "小学专任教师数", "运动场地面积（平方米）", "看不懂的列"]
LIST = "问题清单"
SHEET = "xl/worksheets/sheet1.xml"
RED, YELLOW, BLUE = (COLOURS[severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO))


def picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dots = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8)))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + chunk(b"IDAT", dots) + chunk(b"IEND", b""))


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """What an office's workbook may hold: a title, formats, notes, rules, a chart, a picture, names, a formula. Wrong: E3, D4, F5, G2."""
    path = tmp_path / NAME
    book = xlsxwriter.Workbook(str(path))
    sheet, others = book.add_worksheet("一览表"), book.add_worksheet("图 与'说明")
    head, figure = book.add_format({"bold": 1, "bg_color": "#DDEEFF", "border": 1}), book.add_format({"num_format": "#,##0.00", "font_color": "#AA0000"})
    sheet.merge_range("A1:G1", "甲县2023学年学校一览表", head)
    sheet.write_row(1, 0, HEAD, head)
    sheet.write_row(2, 0, ["2199000001", "甲县第一小学", "小学", 1000, "=HYPERLINK(1)", 7500], figure)
    sheet.write_string(2, 4, "=许多")
    sheet.write_row(3, 0, ["2199000002", "甲县第二小学", "小学", -5, 40, "7,000"], figure)
    sheet.write_row(4, 0, ["2199000003", "甲县第三小学", "小学"])
    sheet.write_formula("D5", "=SUM(D3:D3)-300", figure, 700)
    sheet.write_formula("F5", "=#REF!", None, "#REF!")
    sheet.write_row(5, 1, ["合计", "", 1800])
    sheet.write_comment("E3", "自己的批注", {"author": "甲某"})
    sheet.write_comment("B3", "另一条")
    sheet.set_column("B:B", 24)
    sheet.freeze_panes(2, 2)
    sheet.autofilter("A2:G6")
    sheet.data_validation("C3:C6", {"validate": "list", "source": ["小学", "初中"]})
    sheet.conditional_format("D3:D6", {"type": "cell", "criteria": ">", "value": 900, "format": book.add_format({"font_color": "#0000FF"})})
    sheet.conditional_format("F3:F6", {"type": "data_bar"})
    book.define_name("学生", "=一览表!$D$3:$D$5")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=一览表!$D$3:$D$5"})
    others.insert_chart("B2", chart)
    sheet.insert_image("I2", "dot.png", {"image_data": picture()})
    book.close()
    return path


def checked(path: Path, out: Path, lang: str = "zh", code: int = 1) -> Path:
    assert run(["check", str(path), "--annotate", str(out), "--lang", lang]) == code
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def fill(cell: Any) -> str:
    return cell.fill.fgColor.rgb if cell.fill.fill_type else ""


def listed(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in openpyxl.load_workbook(path)[LIST].iter_rows(min_row=5)]


def told(path: Path) -> list[tuple[str, str, str, str, str]]:
    found = load([path])[1].findings
    return [(each.severity, each.rule, each.sheet, each.cell, each.found) for each in found if each.rule != "list-skipped"]


# --- at the cell and in the list


def test_each_finding_stands_at_its_cell_in_words_and_in_colour(county: Path, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(checked(county, tmp_path / "out.xlsx"))["一览表"]
    noted = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.comment and "【" in cell.comment.text}
    assert {place: fill(cell) for place, cell in noted.items()} == {
        "E3": RED, "D4": RED, "F5": RED, "G2": YELLOW, "F4": BLUE, "B6": BLUE,  # B6: the first filled cell of the row of totals
    }
    assert "【✗ 错误" in noted["D4"].comment.text
    assert "不能为负数" in noted["D4"].comment.text
    assert noted["D4"].comment.author == AUTHOR


def test_the_list_has_every_finding_with_a_link_to_its_cell(county: Path, tmp_path: Path) -> None:
    out = checked(county, tmp_path / "out.xlsx", "en")
    rows = listed(out)
    found = load([county])[1].findings
    assert len(rows) == len(found)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert [row[1] for row in rows] == ["✗ error"] * 3 + ["! warning"] + ["i note"] * 2
    sheet = openpyxl.load_workbook(out)[LIST]
    links = {sheet.cell(line, 5).value: sheet.cell(line, 5).hyperlink.location for line in range(5, 11)}
    assert links == {place: f"'一览表'!{place}" for place in ("E3", "D4", "F5", "G2", "F4")} | {"row 6": "'一览表'!A6"}


def test_every_row_of_the_list_has_a_height(county: Path, tmp_path: Path) -> None:
    """An office program lays the title and the line below it over each other where they have none."""
    sheet = openpyxl.load_workbook(checked(county, tmp_path / "甲县2023学年批注.xlsx"))[LIST]
    assert all((sheet.row_dimensions[row].height or 0) >= 15 for row in (1, 2, 4))


def test_the_last_line_of_a_long_text_does_not_touch_the_next_row(county: Path, tmp_path: Path) -> None:
    """100 characters in a column of 60, where each takes the room of two, are four lines; LibreOffice takes up to 16.3 points for one of them."""
    annotate([county], [Finding(Severity.ERROR, "rule", same("数" * 100), NAME, "一览表", "D4")], tmp_path / "out.xlsx", Lang.ZH)
    height = openpyxl.load_workbook(tmp_path / "out.xlsx")[LIST].row_dimensions[5].height
    assert height is not None
    assert 4 * 16.3 < height < 5 * 16.3


def test_nothing_in_the_list_or_a_note_is_a_formula(county: Path, tmp_path: Path) -> None:
    out = checked(county, tmp_path / "out.xlsx")
    assert ("=许多", "s") in {(cell.value, cell.data_type) for row in openpyxl.load_workbook(out)[LIST].iter_rows() for cell in row}
    assert b"<f>" not in parts(out)["xl/worksheets/sheetJunheng1.xml"]


# --- what was the user's stays the user's


def test_only_the_parts_concerned_are_touched(county: Path, tmp_path: Path) -> None:
    before, after = parts(county), parts(checked(county, tmp_path / "out.xlsx"))
    assert before.keys() - after.keys() == set()
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET, "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }
    assert after.keys() - before.keys() == {"xl/worksheets/sheetJunheng1.xml"}


def test_the_sheet_keeps_every_byte_but_the_styles_of_marked_cells(county: Path, tmp_path: Path) -> None:
    before, after = (parts(path)[SHEET] for path in (county, checked(county, tmp_path / "out.xlsx")))
    for place in ("E3", "D4", "F4", "F5", "G2", "B6"):
        pattern = re.compile(rb'<c( s="\d+")? r="' + place.encode() + rb'"( s="\d+")?')
        assert pattern.search(before).group() != pattern.search(after).group()  # type: ignore[union-attr]
        before, after = (pattern.sub(place.encode(), xml) for xml in (before, after))
    assert before == after
    assert b"<f>SUM(D3:D3)-300</f><v>700</v>" in after


def test_formats_notes_rules_and_names_stay(county: Path, tmp_path: Path) -> None:
    one, two = (openpyxl.load_workbook(path) for path in (county, checked(county, tmp_path / "out.xlsx")))
    assert two.sheetnames == [*one.sheetnames, LIST]
    assert dict(two.defined_names.items()).keys() == dict(one.defined_names.items()).keys()
    for sheet in one.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                copy = two[sheet.title][cell.coordinate]
                for kept in ("value", "number_format", "font", "border", "alignment", "protection"):
                    assert repr(getattr(copy, kept)) == repr(getattr(cell, kept))
    sheet = two["一览表"]
    assert sheet["E3"].comment.text.startswith("自己的批注\n")
    assert sheet["B3"].comment.text == "另一条"
    assert sheet.column_dimensions["B"].width == pytest.approx(24, abs=1)
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:G1"]
    assert sheet.data_validations.dataValidation[0].sqref == one["一览表"].data_validations.dataValidation[0].sqref


def test_the_copy_says_the_same_facts_and_the_same_findings(county: Path, tmp_path: Path) -> None:
    (tmp_path / "副本").mkdir()
    out = checked(county, tmp_path / "副本" / NAME)
    assert load([out])[0].snapshot == load([county])[0].snapshot
    assert told(out) == told(county)
    assert [each.sheet for each in load([out])[1].findings if each.rule == "list-skipped"] == [LIST]


def test_a_sheet_of_the_users_own_called_like_the_list_stays(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD[:5])
    book.active.append(["2199000001", "甲县第一小学", "小学", -1, 50])
    book.create_sheet(LIST).append(["我自己的清单"])
    book.save(tmp_path / NAME)
    two = openpyxl.load_workbook(checked(tmp_path / NAME, tmp_path / "out.xlsx"))
    assert two.sheetnames[-2:] == [LIST, f"{LIST} (2)"]
    assert two[LIST]["A1"].value == "我自己的清单"


# --- mended and annotated again


def test_marks_of_an_earlier_time_give_way(county: Path, tmp_path: Path) -> None:
    first = checked(county, tmp_path / "甲县2023学年一次.xlsx")
    content = parts(first)
    assert b"<v>-5</v>" in content[SHEET]
    content[SHEET] = content[SHEET].replace(b"<v>-5</v>", b"<v>800</v>")
    mended = tmp_path / "甲县2023学年改过.xlsx"
    with zipfile.ZipFile(mended, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    book = openpyxl.load_workbook(checked(mended, tmp_path / "甲县2023学年二次.xlsx"))
    sheet = book["一览表"]
    assert sheet["D4"].comment is None
    assert fill(sheet["D4"]) == ""
    assert sheet["D4"].number_format == "#,##0.00"
    assert fill(sheet["F5"]) == RED
    assert sheet["E3"].comment.text.count("许多") == 1
    assert sheet["E3"].comment.text.startswith("自己的批注")
    assert book.sheetnames.count(LIST) == 1
    assert "D4" not in {row[4] for row in listed(tmp_path / "甲县2023学年二次.xlsx")}
    boxes = parts(tmp_path / "甲县2023学年二次.xlsx")["xl/drawings/vmlDrawing1.vml"]
    assert boxes.count(b"<v:shape ") == boxes.count(b"<x:Row>") == 6  # the user's two, ours on B6, F4, F5, G2


# --- places


@pytest.mark.parametrize(("cell", "expected"), [
    ("B7", [(6, 1)]), ("7", [(6, None)]), ("C", [(None, 2)]), ("E6+F6", [(5, 4), (5, 5)]), ("AA10", [(9, 26)]), ("", []), ("？", []), ("$B$7", [(6, 1)]),
])
def test_places(cell: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert places(cell) == expected


def one_finding(cell: str, sheet: str = "一览表", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity, "rule", same(f"于 {cell}"), NAME, sheet, cell)


def noted(county: Path, findings: list[Finding]) -> dict[str, str]:
    out = county.with_name("out.xlsx")
    annotate([county], findings, out, Lang.ZH)
    sheet = openpyxl.load_workbook(out)["一览表"]
    return {cell.coordinate: fill(cell) for row in sheet.iter_rows() for cell in row if cell.comment and "【" in cell.comment.text}


@pytest.mark.parametrize(("cell", "marked"), [
    ("D3+E4", {"D3": RED, "E4": RED}),  # a fact of two cells
    ("D", {"D2": RED}),  # a column: its first filled cell
    ("5", {"A5": RED}),
    ("C1", {"A1": RED}),  # a merged range shows its first cell
    ("A6", {"A6": RED}),  # an empty cell
    ("", {}),
])
def test_every_kind_of_place_is_marked(county: Path, cell: str, marked: dict[str, str]) -> None:
    assert noted(county, [one_finding(cell)]) == marked
    assert [row[9] for row in listed(county.with_name("out.xlsx"))] == ["rule"]


def test_a_place_beyond_the_rows_has_its_note(county: Path) -> None:
    assert noted(county, [one_finding("B99")]) == {"B99": ""}


def test_a_finding_on_no_sheet_of_the_book_is_in_the_list_alone(county: Path) -> None:
    assert noted(county, [one_finding("B3", "没有这张表")]) == {}
    assert len(listed(county.with_name("out.xlsx"))) == 1


def against(cell: str, *places: Place) -> Finding:
    return replace(one_finding(cell), against=places)


def test_the_cells_that_do_not_agree_with_it_are_marked_in_light_colour_and_point_to_it(county: Path) -> None:
    found = against("D3", (NAME, "一览表", "E3"), (NAME, "一览表", "F4"), ("别的.xlsx", "一览表", "F5"))
    assert noted(county, [found]) == {"D3": RED, "E3": BLUE, "F4": BLUE}
    book = openpyxl.load_workbook(county.with_name("out.xlsx"))
    assert book["一览表"]["F4"].comment.text == "【→ 1】第 1 条（D3）与本格不符，也可能是本格填错"
    assert book[LIST]["H5"].value == "E3、F4、别的.xlsx 一览表 F5"
    assert len(listed(county.with_name("out.xlsx"))) == 1  # one finding, whatever it is marked on


def test_a_cells_own_finding_comes_before_those_that_point_elsewhere(county: Path) -> None:
    pointing = [against("D3", (NAME, "一览表", "E3")) for _ in range(6)]
    assert noted(county, [*pointing, one_finding("E3")])["E3"] == RED
    said = openpyxl.load_workbook(county.with_name("out.xlsx"))["一览表"]["E3"].comment.text
    assert said.index("【✗ 错误 7】") < said.index("【→ 1】")


def test_a_merged_cell_that_holds_both_is_marked_once(county: Path) -> None:
    assert noted(county, [against("A1", (NAME, "一览表", "C1"))]) == {"A1": RED}
    assert "→" not in openpyxl.load_workbook(county.with_name("out.xlsx"))["一览表"]["A1"].comment.text


def test_many_findings_on_one_cell_are_one_note_that_counts_the_rest(county: Path) -> None:
    found = [Finding(Severity.INFO, "rule", same(f"第{number}条" + "长" * 2000), NAME, "一览表", "D3") for number in range(9)]
    assert noted(county, [*found, one_finding("D3")]) == {"D3": RED}  # the gravest decides
    said = openpyxl.load_workbook(county.with_name("out.xlsx"))["一览表"]["D3"].comment.text
    assert "另有 5 条" in said
    assert len(said) < 5000


def test_thousands_of_findings(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("junheng.facts.annotate.package.MOST_NOTES", 300)
    found = [one_finding(f"{letter}{row}") for row in range(1, 1001) for letter in "HIJ"]
    ((out, said),) = annotate([county], found, county.with_name("out.xlsx"), Lang.ZH)
    assert "300" in said[0].zh
    assert len(listed(out)) == 3000
    comments = [cell for row in openpyxl.load_workbook(out)["一览表"].iter_rows() for cell in row if cell.comment]
    assert len(comments) == 300 + 2


# --- workbooks of other hands


def prefixed(xml: bytes) -> bytes:
    """As some programs write it: every name with a prefix."""
    xml = re.sub(rb"<(/?)(?![\w]+:|\?)(\w+)", rb"<\1x:\2", xml)
    return xml.replace(b'xmlns="http', b'xmlns:x="http', 1)


def without_addresses(xml: bytes) -> bytes:
    """Legal: a cell that does not say where it stands follows the one before."""
    return re.sub(rb'<(c|row) r="\w+"', rb"<\1", xml)


@pytest.mark.parametrize("change", [prefixed, without_addresses, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")])
def test_a_sheet_written_in_another_way(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "before.xlsx"))
    sheet = book.add_worksheet("一览表")
    for row, cells in enumerate((HEAD[:5], ["2199000001", "甲县第一小学", "小学", -1, 50])):
        sheet.write_row(row, 0, cells)
    book.close()
    content = parts(tmp_path / "before.xlsx")
    content[SHEET] = change(content[SHEET])
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    annotate([path], [one_finding("D2")], tmp_path / "out.xlsx", Lang.ZH)
    two = openpyxl.load_workbook(tmp_path / "out.xlsx")["一览表"]
    assert two["D2"].comment.text.startswith("【")
    assert fill(two["D2"]) == RED
    assert two["D2"].value == -1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_becomes_a_workbook_with_its_values_as_they_are(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / NAME.replace(".xlsx", ".csv")
    path.write_text(",".join(HEAD[:5]) + "\n0199000001,甲县第一小学,小学,=1+2,50\n", encoding)
    out = checked(path, tmp_path / "甲县2023学年副本.xlsx")
    assert "只有单元格的值" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet["A2"].value, sheet["D2"].value, sheet["D2"].data_type) == ("0199000001", "=1+2", "s")
    assert sheet["D2"].comment
    assert fill(sheet["D2"]) == RED
    assert [row[:2] for row in told(out)] == [row[:2] for row in told(path)]
    assert load([out])[0].snapshot == load([path])[0].snapshot


def test_an_office_program_opens_the_copy_and_keeps_what_was_written(county: Path, tmp_path: Path, needs: Callable[[str], str]) -> None:
    out = checked(county, tmp_path / "out.xlsx")
    (tmp_path / "again").mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [needs("soffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    book = openpyxl.load_workbook(tmp_path / "again" / "out.xlsx")
    assert book.sheetnames[-1] == LIST
    assert "不能为负数" in book["一览表"]["D4"].comment.text
    assert fill(book["一览表"]["D4"]) == RED
    assert book["一览表"]["D5"].value == "=SUM(D3:D3)-300"
    again = tmp_path / "甲县2023学年再查.xlsx"
    checked(tmp_path / "again" / "out.xlsx", again, code=run(["check", str(tmp_path / "again" / "out.xlsx")]))
    assert openpyxl.load_workbook(again).sheetnames.count(LIST) == 1


# --- several files


def test_several_files_are_a_folder_of_copies_and_one_list(county: Path, tmp_path: Path) -> None:
    clean = tmp_path / "报送" / "乙" / "好.csv"
    clean.parent.mkdir(parents=True)
    clean.write_text(",".join(HEAD[:5]) + "\n2199000009,甲县第九小学,小学,10,5\n", "utf-8")
    (tmp_path / "报送" / NAME).write_bytes(county.read_bytes())
    (tmp_path / "报送" / "读我.md").write_text("x", "utf-8")
    out = tmp_path / "查过"
    assert run(["check", str(tmp_path / "报送"), "--annotate", str(out), "--year", "2023", "--area", "甲县"]) == 1
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == {NAME, f"{LIST}.xlsx"}
    assert {row[2] for row in listed(out / f"{LIST}.xlsx")} == {NAME, "报送"}  # the readme is a finding of the folder
    assert load([out])[0].snapshot == load([county])[0].snapshot  # the list beside the copies is no data


def test_a_finding_marks_the_cell_of_another_file_against_which_it_stands(county: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("一.xlsx", "二.xlsx", "三.xlsx"):
        (folder / name).write_bytes(county.read_bytes())
    found = replace(one_finding("D3"), file="一.xlsx", against=(("二.xlsx", "一览表", "E3"),))
    annotate([folder], [found], tmp_path / "out", Lang.ZH)
    marked = {path.name: openpyxl.load_workbook(path)["一览表"] for path in (tmp_path / "out").glob("?.xlsx")}
    assert {name: (fill(sheet["D3"]), fill(sheet["E3"])) for name, sheet in marked.items()} == {"一.xlsx": (RED, ""), "二.xlsx": ("", BLUE)}
    linked = {name: openpyxl.load_workbook(tmp_path / "out" / name)[LIST]["E5"].hyperlink for name in marked}
    assert linked["一.xlsx"].location == "'一览表'!D3"
    assert linked["二.xlsx"] is None  # its place is in the other file


def test_copies_keep_the_folders_that_say_the_year(county: Path, tmp_path: Path) -> None:
    for year in ("2022学年", "2023学年"):
        (tmp_path / "报送" / year).mkdir(parents=True)
        wrong = {"2022学年": b"<v>-5</v>", "2023学年": b"<v>-6</v>"}[year]
        with zipfile.ZipFile(tmp_path / "报送" / year / "甲县一览表.xlsx", "w") as archive:
            for name, part in parts(county).items():
                part = part.replace("甲县2023学年学校".encode(), "甲县学校".encode())
                archive.writestr(name, part.replace(b"<v>-5</v>", wrong))
    out = tmp_path / "查过"
    assert run(["check", str(tmp_path / "报送"), "--annotate", str(out)]) == 1
    assert load([out])[0].snapshot == load([tmp_path / "报送"])[0].snapshot
    assert {path.relative_to(out).as_posix() for path in out.rglob("*.xlsx")} == {
        "2022学年/甲县一览表.xlsx", "2023学年/甲县一览表.xlsx", f"{LIST}.xlsx",
    }


def test_a_workbook_built_in_a_way_of_its_own_is_copied_and_that_is_said(county: Path, tmp_path: Path) -> None:
    content = parts(county)
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    with zipfile.ZipFile(county, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    ((out, said),) = annotate([county], [one_finding("D4")], tmp_path / "out.xlsx", Lang.ZH)
    assert "只有单元格的值" in said[0].zh
    assert fill(openpyxl.load_workbook(out)["一览表"]["D4"]) == RED


def test_a_workbook_with_macros_keeps_them_and_its_ending(county: Path, tmp_path: Path) -> None:
    content = parts(county)
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    content["xl/vbaProject.bin"] = b"macros"
    path = tmp_path / NAME.replace(".xlsx", ".xlsm")
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    checked(path, tmp_path / "out.xlsx", code=2)
    assert parts(checked(path, tmp_path / "out.xlsm"))["xl/vbaProject.bin"] == b"macros"


def test_a_member_of_a_zip_cannot_leave_the_folder(county: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(county, f"../../出去/{NAME}")
        archive.write(county, f"里面/{NAME}.xlsx")
        archive.writestr(f"../{NAME}", parts(county)[SHEET][:0] + county.read_bytes())
    out = tmp_path / "查过"
    assert run(["check", str(tmp_path / "all.zip"), "--annotate", str(out)]) == 1
    assert all(path.is_relative_to(out) for path in tmp_path.rglob("*.xlsx") if path != county)


# --- where it cannot go: said before the work begins


WRONG = {
    "another ending": ["FILE", "out.pdf"], "a folder": ["FILE", "."], "the file itself": ["FILE", "FILE"], "no such folder": ["FILE", "no/such/out.xlsx"],
    "several files and one workbook": ["FILE", "OTHER", "out.xlsx"], "a folder and one workbook": ["FOLDER", "out.xlsx"],
    "the folder that is read": ["FOLDER", "FOLDER"], "a folder in it": ["FOLDER", "FOLDER/out"], "the folder of a file": ["FILE", "OTHER", "."],
    "a snapshot": ["snapshot:0123456789abcdef", "out.xlsx"],
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_that_cannot_be_written_is_one_sentence(name: str, lang: str, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                        capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("junheng.cli.api.read", lambda *_, **__: pytest.fail("the work began"))
    (tmp_path / "folder").mkdir()
    content = county.read_bytes()
    for path in (tmp_path / "folder" / NAME, tmp_path / "other.xlsx"):
        path.write_bytes(content)
    words = [word.replace("FILE", NAME).replace("OTHER", "other.xlsx").replace("FOLDER", "folder") for word in WRONG[name]]
    assert run(["check", *words[:-1], "--annotate", words[-1], "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "failed inside" not in said
    assert "内部出错" not in said
    assert county.read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["folder", NAME, "other.xlsx"])


def test_a_copy_that_may_not_be_written_is_named_itself_and_not_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where Excel holds the copy of last time open."""
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(b"")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).is_dir())
    with pytest.raises(UsageError) as error:
        check_target(tmp_path / "b.xlsx", [tmp_path / "a.xlsx"])
    assert "打开着，请先关闭" in error.value.message.zh
    assert "目录" not in error.value.message.zh


def test_a_copy_of_last_time_is_replaced_and_no_other_file(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One that was saved since holds what somebody has mended."""
    monkeypatch.chdir(tmp_path)
    command = ["check", NAME, "--annotate", "checked.xlsx", "--lang", "zh"]
    assert [run(command), run(command)] == [1, 1]
    book = openpyxl.load_workbook("checked.xlsx")
    book["一览表"]["D4"] = 500
    book.save("checked.xlsx")
    other = tmp_path / "other.xlsx"
    other.write_bytes(county.read_bytes())
    for path in (tmp_path / "checked.xlsx", other):
        content = path.read_bytes()
        capsys.readouterr()
        assert run([*command[:3], path.name, "--lang", "zh"]) == 2
        assert f"“{path.name}”已经存在" in capsys.readouterr().err
        assert path.read_bytes() == content
        assert run([*command[:3], path.name, "--force"]) == 1
        assert path.read_bytes() != content


def test_files_in_the_folder_of_copies_are_kept_too(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    county.rename(tmp_path / "folder" / NAME)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "说明.docx").write_bytes(b"x")  # nothing of ours is called so
    command = ["check", "folder", "--annotate", "out", "--lang", "zh"]
    assert [run(command), run(command)] == [1, 1]
    for name in (NAME, f"{LIST}.xlsx"):
        content = (tmp_path / "out" / name).read_bytes()
        (tmp_path / "out" / name).write_bytes((tmp_path / "folder" / NAME).read_bytes())
        capsys.readouterr()
        assert run(command) == 2
        assert name in capsys.readouterr().err
        (tmp_path / "out" / name).write_bytes(content)
    assert run(command) == 1
