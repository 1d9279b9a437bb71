"""Forms that leave 0 out: told once, where not a single 0 stands in the whole delivery."""

from __future__ import annotations

from junheng.facts.delivery import Block, Value
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


def test_one_0_shows_that_zeros_are_written() -> None:
    assert told([*(form(f"无{each}", 300, None) for each in range(40)), form("有", 300, 0)]) == []


def test_lists_say_themselves_what_a_blank_is() -> None:
    assert told([form(f"无{each}", 300, None, is_form=False) for each in range(40)]) == []
