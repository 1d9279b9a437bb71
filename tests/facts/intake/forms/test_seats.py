"""The county of a school's seat against the one it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, basics
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

OWN = "示例省甲市甲县东门镇"


def told(folder: Path, seats: list[str]) -> list[tuple[str, str]]:
    sheets = {}
    for number, seat in enumerate(seats):
        rows = basics({**SECOND, "code": f"219900010{number}", "name": f"甲县东门镇{'一二三四五六七八'[number]}里小学"})
        sheets[f"1001_{number}"] = [[*row[:2], seat] if row[0] == "学校（机构）驻地" else row for row in rows]
    return [(each.sheet, each.cell) for each in load([write_sheets(folder / "甲县.xlsx", sheets)])[1].findings if each.rule == "seat-elsewhere"]


@pytest.mark.parametrize("seat", ["示例省甲市乙县东门镇", "示例省甲市丙区南街街道", "乙县东门镇"])
def test_a_seat_in_another_county_is_told_at_its_cell(seat: str, tmp_path: Path) -> None:
    assert told(tmp_path, [*[OWN] * 3, seat, *[OWN] * 2]) == [("1001_3", "C6")]


@pytest.mark.parametrize("seat", ["东门镇", "示例省甲市东门镇", "示例省甲市高新区东门镇", "甲市经济开发区东门街道"])
def test_a_seat_without_a_county_is_not(seat: str, tmp_path: Path) -> None:
    assert told(tmp_path, [*[OWN] * 5, seat]) == []


def test_where_many_write_it_otherwise_the_county_may_have_another_name(tmp_path: Path) -> None:
    assert told(tmp_path, [*[OWN] * 5, *["示例省甲市乙县东门镇"] * 2]) == []


@pytest.mark.parametrize(("codes", "cells"), [
    (["999901001006"] * 6, []), ([*["999901001006"] * 3, "999908001006", *["999901002001"] * 2], ["1001_3"]), ([*["999901001006"] * 5, "99990100106"], ["1001_5"]),
    ([*["999901001006"] * 4, "999908001006"], []), ([*["999901001006"] * 5, *["999908001006"] * 2], []), ([*["999901001006"] * 5, ""], []),
])  # fmt: skip
def test_a_code_of_another_county_or_of_other_digits_is_told_at_its_cell(codes: list[str], cells: list[str], tmp_path: Path) -> None:
    sheets = {}
    for number, code in enumerate(codes):
        rows = basics({**SECOND, "code": f"219900010{number}", "name": f"甲县东门镇{'一二三四五六七八'[number]}里小学"})
        sheets[f"1001_{number}"] = [*rows[:7], ["驻地地域代码", "06", code], *rows[7:]]
    found = [each for each in load([write_sheets(tmp_path / "甲县.xlsx", sheets)])[1].findings if each.rule == "area-code-odd"]
    assert [(each.sheet, each.cell) for each in found] == [(sheet, "C8") for sheet in cells]


@pytest.mark.parametrize(("said", "is_told"), [("镇乡结合区", False), ("镇乡结合区（122）", False), ("122镇乡结合区", False), ("农村", True), ("", False), ("郊外", False)])
def test_a_word_of_location_that_is_not_the_forms_is_told_once(said: str, is_told: bool, tmp_path: Path) -> None:
    """What cannot be read at all is told as such."""
    sheets = {}
    for number in range(3):
        rows = basics({**SECOND, "code": f"219900010{number}", "name": f"甲县东门镇{'一二三'[number]}里小学"})
        sheets[f"1001_{number}"] = [[*row[:2], said] if row[0] == "学校（机构）驻地城乡类型" else row for row in rows]
    found = [each for each in load([write_sheets(tmp_path / "甲县.xlsx", sheets)])[1].findings if each.rule == "location-coarse"]
    assert [(each.sheet, each.cell, each.found, len(each.against)) for each in found] == ([("1001_0", "C7", said, 2)] if is_told else [])
