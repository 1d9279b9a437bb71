"""Forms that leave 0 out: told once, where not a single 0 stands in the whole delivery."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from junheng.cli.benches.intake_data import write_workbooks
from junheng.facts.delivery import Block, Value
from junheng.facts.intake import read_files
from junheng.facts.intake.never_zero import never_zero


def form(sheet: str, pupils: Value, boarders: Value, is_form: bool = True) -> Block:
    columns: dict[str, list[Value]] = {"school": [sheet], "year": [2023], "stage": ["primary"], "pupils": [pupils], "boarders": [boarders]}
    return Block("school_years", "甲.xlsx", sheet, [4], columns, {"pupils": "C9", "boarders": "C12"}, is_form=is_form)


def told(blocks: list[Block]) -> list[tuple[str, str, bool]]:
    return [(each.sheet, each.cell, "20" in each.message.zh) for each in never_zero(blocks)]


def test_a_county_that_never_writes_0_is_told_once_at_its_first_blank() -> None:
    filled, blank = [form(f"有{each}", 300, 12) for each in range(60)], [form(f"无{each}", 300, None) for each in range(20)]
    assert told([*filled, *blank]) == [("无0", "C12", True)]
    assert told([*filled, *blank[1:]]) == []  # so few are told one by one


@pytest.mark.parametrize("zero", [False, True])
def test_zeros_left_out_are_told_though_blank_sizes_of_classes_are_read_as_0(zero: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One 0 that stands in a form shows that zeros are written. Few figures stay blank here: nearly all of these counties are above 0."""
    monkeypatch.setattr("junheng.facts.intake.never_zero.FEWEST", 1)
    monkeypatch.setattr("junheng.facts.intake.never_zero.SHARE", 0)
    folder = write_workbooks(tmp_path / "county", 30)
    for number, path in enumerate(sorted(folder.iterdir())):
        book = openpyxl.load_workbook(path)
        for cell in [cell for sheet in book for row in sheet.iter_rows() for cell in row if re.fullmatch(r"\s*0[.0]*\D*", unicodedata.normalize("NFKC", str(cell.value))) and not (zero and number == 0)]:
            cell.value = None
        book.save(path)
    rules = [each.rule for each in read_files([folder]).findings]
    assert "blank-none" in rules
    assert rules.count("zero-never-written") == (not zero)


def test_lists_say_themselves_what_a_blank_is() -> None:
    assert told([form(f"无{each}", 300, None, is_form=False) for each in range(40)]) == []
