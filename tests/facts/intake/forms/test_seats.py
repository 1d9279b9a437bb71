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
