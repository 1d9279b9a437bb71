"""When two contents of a cell are the same one."""

from __future__ import annotations

from junheng.facts.intake.corrections.entries import key_of


def test_one_number_written_in_several_ways_is_one_content() -> None:
    assert {key_of(cell) for cell in (1200, 1200.0, "1,200", "1200①", "１２００")} == {"1200"}
    assert key_of("1200①") != key_of("12001")
    assert key_of("①") != key_of("1200")
