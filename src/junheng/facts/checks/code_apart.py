"""A code far from all others of its list, which one other digit would put among them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import CODE_DIGITS, SchoolList
from junheng.terms import Message

FEWEST, TIMES_APART = 12, 100  # codes of one list, and how many times farther than any other's neighbour the nearest code is
_GROUP = ["area", "year", "_first"]  # the first digit says the kind of school


def code_apart(listed: SchoolList) -> Found:
    """Codes are given out in runs: where all others of a list have a neighbour and one has none, and with one other digit it would fill a gap between them, a digit is wrong."""
    numbers = _numbers(listed).sort(*_GROUP, "_number")
    before = (pl.col("_number") - pl.col("_number").shift(1)).over(_GROUP)
    after = (pl.col("_number").shift(-1) - pl.col("_number")).over(_GROUP)
    near = numbers.with_columns(_near=pl.min_horizontal(before, after))
    far = near.filter(
        pl.len().over(_GROUP) >= FEWEST, pl.col("_near") > TIMES_APART * pl.col("_near").top_k(2).min().over(_GROUP))
    for row in far.filter(~pl.col("_is_one")).to_dicts():
        others: list[int] = near.filter(*[pl.col(name) == row[name] for name in _GROUP], pl.col("school") != row["school"])["_number"].to_list()
        first, last = others[0], others[-1]  # in order
        fitting = [number for number in _one_digit_off(row["_number"]) if first < number < last and number not in others]
        if fitting:
            said = Message(f"其他学校的标识码在 {first} 与 {last} 之间", f"the codes of the others lie between {first} and {last}")
            yield listed.of_codes([row["school"]])[row["school"], row["year"]], Said("school", row["school"], " / ".join(map(str, fitting[:3])), said)


def _numbers(listed: SchoolList) -> pl.DataFrame:
    code = pl.col("school")
    is_one = pl.col("kind").is_not_null() & (pl.len().over("area", "year", "kind") == 1)  # its code is of a run of its own
    by_hand = listed.named.select("school", "area", "year", is_one.alias("_is_one")).filter(pl.len().over("area", "year").is_between(FEWEST, LONGEST_BY_HAND))
    told = by_hand.filter(code.str.len_chars() == CODE_DIGITS, code.str.contains("^[0-9]+$"))
    return told.with_columns(code.str.head(1).alias("_first"), code.cast(pl.Int64).alias("_number"))


def _one_digit_off(number: int) -> Iterator[int]:
    """All but the first digit, which says the kind."""
    for place in range(CODE_DIGITS - 1):
        digit = number // 10**place % 10
        yield from (number + (other - digit) * 10**place for other in range(10) if other != digit)
