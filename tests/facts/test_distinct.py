"""Values that are all different are told at once; the others are left to be compared."""

from __future__ import annotations

import polars as pl
import pytest

from junheng.facts.distinct import all_differ


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
