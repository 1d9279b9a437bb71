"""Marks of footnotes behind a figure: they are digits to Unicode, and none to a reader."""

from __future__ import annotations

import pytest

from junheng.facts.intake.values.cells import code, is_number, number, quantity
from junheng.facts.intake.values.figures import figure, is_odd
from junheng.facts.intake.values.unit_behind import with_unit
from junheng.terms import Unit


@pytest.mark.parametrize(("cell", "value"), [("116①", 116), ("4②", 4), ("2²", 2), ("１６ ①", 16), ("1,160⑴", 1160), ("7₂", 7), ("12①②", 12)])
def test_a_mark_behind_a_number_is_taken_off_and_told(cell: str, value: int) -> None:
    found = quantity(cell, 1)
    assert found.value == value
    assert found.note
    assert "脚注" in found.note.zh


@pytest.mark.parametrize("cell", ["①", "①116", "1①6", "²"])
def test_a_mark_elsewhere_makes_the_cell_unusable(cell: str) -> None:
    found = quantity(cell, 1)
    assert found.value is None
    assert found.wrong


def test_a_code_and_a_decimal_have_none_either() -> None:
    assert code("2199000001①").value == "2199000001"
    assert number("95.5①").value == 95.5


def test_the_square_of_a_unit_is_no_mark() -> None:
    assert (found := with_unit("800m²", Unit.SQUARE_METRE, 10**9))
    assert found.value == 8_000_000
    assert with_unit("116①人", Unit.PERSON, 10**9) is None


@pytest.mark.parametrize("cell", ["2*5", "3#6", "1*800", "4※500", "7\n760", "1\t104", "20 *260"])
def test_a_mark_or_a_line_break_within_a_number_makes_no_larger_number(cell: str) -> None:
    """2*5 was read as 25 and 7 over 760 as 7760, without a word."""
    reading = quantity(cell, 1)
    assert reading.value is None
    assert reading.wrong is not None


@pytest.mark.parametrize("cell", ["120*", "120#", "*120", "※120", " 120 ", "120\n"])
def test_a_mark_behind_or_before_a_number_is_none_of_it(cell: str) -> None:
    assert quantity(cell, 1).value == 120


@pytest.mark.parametrize(("cell", "value"), [("330①", 330), ("①12", None), ("2*5", None), ("7\n760", None), ("1 20", None), ("1 000", 1000), ("120*", 120), ("3,301", 3301)])
def test_a_cell_is_one_number_to_the_sums_and_to_the_facts(cell: str, value: int | None) -> None:
    """330① was read as 330, and told to be 3301 where its parts made 330."""
    assert quantity(cell, 1).value == value
    assert figure(cell) == value


@pytest.mark.parametrize(("cell", "expected"), [
    ("330①", True), ("１６ ①", True), ("1,160⑴", True), ("-5①", True), ("330", True), ("１２", True),
    ("①", False), ("①116", False), ("1①6", False), ("²", False), ("一①", False),
])  # fmt: skip
def test_a_mark_is_no_digit_of_a_number(cell: str, expected: bool) -> None:
    """①116 was a number, of 1116, wherever nothing but a number was asked for, and 1,160⑴ was none."""
    assert is_number(cell) is expected


@pytest.mark.parametrize(("cell", "expected"), [("1 20", True), ("2*5", True), ("-5", True), (-5.0, True), ("①116", True), ("约30", True), ("330①", False), ("", False), ("-", False), ("无", False), ("1 000", False)])
def test_what_stands_in_place_of_a_figure_is_told_and_no_blank(cell: object, expected: bool) -> None:
    assert is_odd(cell) is expected
