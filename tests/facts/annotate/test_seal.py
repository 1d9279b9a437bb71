"""A copy that somebody mended is told from one as it was written, whoever saved it; and how its list is printed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.facts.annotate.test_annotate import LIST, NAME, SHEET, county

from junheng.cli.app import run

__all__ = ["county"]
pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning:openpyxl")
COMMAND = ["check", NAME, "--annotate", "checked.xlsx", "--lang", "zh"]


def repacked(path: Path, changed: dict[str, tuple[bytes, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> None:
    """The parts as they are, texts inline as before, some bytes of some of them replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            before, after = changed.get(name, (b"", b""))
            assert before in content
            archive.writestr(name, content.replace(before, after, 1) if before else content)


@pytest.mark.parametrize(
    ("changed", "exit_code"), [({}, 1), ({SHEET: (b"<v>1000</v>", b"<v>1001</v>")}, 2), ({"xl/worksheets/sheetJunheng1.xml": ("小学专任教师数".encode(), "改过".encode())}, 2)]
)
def test_a_copy_whose_texts_are_still_inline_is_kept_where_anything_in_it_changed(
    changed: dict[str, tuple[bytes, bytes]], exit_code: int, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(COMMAND) == 1
    repacked(tmp_path / "checked.xlsx", changed, zipfile.ZIP_STORED)
    assert run(COMMAND) == exit_code


def test_the_list_is_printed_with_its_heads_and_may_be_filtered(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(COMMAND) == 1
    (tmp_path / "checked.xlsx").rename(tmp_path / "甲县2023学年二次.xlsx")
    assert run(["check", "甲县2023学年二次.xlsx", "--annotate", "again.xlsx"]) == 1
    sheet = openpyxl.load_workbook("again.xlsx")[LIST]
    assert (sheet.print_title_rows, sheet.auto_filter.ref) == ("$4:$4", f"A4:J{sheet.max_row}")
    with zipfile.ZipFile("again.xlsx") as archive:
        assert archive.read("xl/workbook.xml").count(b"_xlnm.Print_Titles") == 1
