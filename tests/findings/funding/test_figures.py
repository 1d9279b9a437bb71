"""How figures and cells are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.findings.funding.figures import Run, apart, exact, runs


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1234567), "1,234,567"), (Fraction(5, 4), "1.25"), (Fraction(1, 3), "≈0.33"), (Fraction(2, 3), "≈0.67"), (Fraction(0), "0"),
     (Fraction(-1), "-1"), (Fraction(12345, 10000), "1.2345"), (Fraction(-2, 3), "≈-0.67")],
)
def test_a_value_is_written_with_all_its_decimals_where_they_end(value: Fraction, text: str) -> None:
    assert exact(value) == text


def test_two_values_are_written_so_that_they_differ() -> None:
    assert apart(Fraction(1, 25), Fraction(1, 25), 100) == ("4", "4")
    assert apart(Fraction(400001, 10**7), Fraction(1, 25), 100) == ("4.0000" + "1", "4")
    assert apart(Fraction(1, 3), Fraction(1, 2)) == ("0.33", "0.5")
    tiny = Fraction(1, 10**20)
    assert apart(1 + tiny, Fraction(1)) == (str(1 + tiny), "1")


def test_cells_one_below_the_other_are_a_run() -> None:
    places = [("a", "s", f"K{row}") for row in (7, 6, 8)] + [("a", "s", "K10"), ("b", "s", "E6+F6")]
    assert runs(places) == [Run("a", "s", "K6:K8", 3), Run("a", "s", "K10", 1), Run("b", "s", "E6+F6", 1)]


def test_many_scattered_cells_are_told_by_first_last_and_number() -> None:
    assert runs([("a", "s", f"K{row}") for row in (2, 4, 6, 8, 10)]) == [Run("a", "s", "K2:K10", 5)]
