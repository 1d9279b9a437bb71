"""A comma in a number sets thousands apart, or nobody knows what it means."""

from __future__ import annotations

import pytest

from junheng.facts.intake.values.cells import quantity


@pytest.mark.parametrize("cell", ["1,73", "17,3", "8824,39"])
def test_a_comma_that_sets_no_thousands_apart_is_named(cell: str) -> None:
    reading = quantity(cell, 1)
    assert reading.value is None
    assert reading.wrong is not None
    assert "comma" in reading.wrong.en
    assert "逗号" in reading.wrong.zh


@pytest.mark.parametrize(("cell", "value"), [("1,730", 1730), ("12,345", 12345)])
def test_thousands_are_read(cell: str, value: int) -> None:
    assert quantity(cell, 1).value == value


@pytest.mark.parametrize("cell", ["173人", ",", "1,73人"])
def test_of_other_cells_no_comma_is_said(cell: str) -> None:
    wrong = quantity(cell, 1).wrong
    assert wrong is not None
    assert "comma" not in wrong.en
