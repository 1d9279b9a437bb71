"""Long columns told by numbers: which are digits, and whether all differ."""

from __future__ import annotations

import polars as pl
import pytest

from junheng.facts.texts import all_differ, are_digits


@pytest.mark.parametrize(
    ("values", "differ"),
    [(["a", "b", ""], True), (["b", "a", "b"], False), ([3, 1, 2], True), ([3, 1, 3], False), (["a", None], True), ([], True), (["a"], True)],
)
def test_whether_all_differ(values: list[object], differ: bool) -> None:
    assert all_differ(pl.Series(values, dtype=pl.Int64 if values and isinstance(values[0], int) else pl.String)) is differ


def test_a_value_among_many_that_stands_twice_is_seen() -> None:
    names = [f"第{number}小学" for number in range(5_000)]
    assert all_differ(pl.Series(names))
    assert not all_differ(pl.Series([*names, names[2_500]]))


def test_digits_alone_are_digits() -> None:
    cells = ["0012", "12", "12345", "+123", "-123", " 123", "123 ", "１２３", "", "1.23", "1e12", "123456789012345678", "٣٣٣", "12a"]
    told = pl.Series("cell", cells).to_frame().select(are_digits(pl.col("cell"), range(3, 19))).to_series()
    assert [cell for cell, is_told in zip(cells, told, strict=True) if is_told] == ["0012", "12345", "123456789012345678"]
