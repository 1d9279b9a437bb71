"""Codes of a list that stand in their order, but for one or two: a digit wrong, or two of them in each other's line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

FEWEST = 12  # codes that are in order by chance in no list


def codes_out_of_order(sheet: Sheet, rows: Sequence[int], codes: pl.Series, letters: str) -> Iterator[Finding]:
    """Nothing is said of a list in another order, nor of a new school at its end, nor of two lines side by side or of two kinds of school."""
    if not FEWEST <= len(rows) <= LONGEST_BY_HAND or not _are_of_one_length(codes):
        return
    numbers = codes.cast(pl.Int64).to_list()
    breaks = [at for at in range(1, len(numbers)) if numbers[at] <= numbers[at - 1]]
    if not 1 <= len(breaks) <= 2 or len(set(numbers)) < len(numbers):
        return
    moved = [at for at, (number, other) in enumerate(zip(numbers, sorted(numbers), strict=True)) if number != other]
    if len(moved) == 2:
        one, other = moved
        if other - one > 1 and codes[one][:2] == codes[other][:2]:
            yield _exchanged(sheet, [f"{letters}{rows[at] + 1}" for at in moved], [codes[at] for at in moved])
        return
    inside = (at for at in (breaks[0] - 1, breaks[0]) if 0 < at < len(numbers) - 1)
    odd = [at for at in inside if _are_in_order(numbers[:at] + numbers[at + 1 :])]
    if len(odd) == 1:
        yield _out_of_order(sheet, f"{letters}{rows[odd[0]] + 1}", codes[odd[0]])


def _are_of_one_length(codes: pl.Series) -> bool:
    """All given, and of so many digits each."""
    return not codes.null_count() and codes.str.len_chars().n_unique() == 1 and codes.str.contains(r"^[0-9]{1,18}$").all()


def _are_in_order(numbers: list[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))


def _exchanged(sheet: Sheet, places: list[str], codes: list[str]) -> Finding:
    return Finding(
        Severity.WARNING, "codes-exchanged",
        Message(
            f"全表按标识码排列，只有 {places[0]}（{codes[0]}）与 {places[1]}（{codes[1]}）互换位置才符合次序；请看两所学校的标识码是否填反",
            f"the list is in the order of its codes but for {places[0]} ({codes[0]}) and {places[1]} ({codes[1]}), which fit in each other's place: were the two mixed up?",
        ),
        sheet.file, sheet.name, places[1], codes[1], codes[0], ((sheet.file, sheet.name, places[0]),),
    )


def _out_of_order(sheet: Sheet, place: str, code: str) -> Finding:
    return Finding(
        Severity.INFO, "code-out-of-order",
        Message(
            f"全表按标识码排列，只有这一行（{code}）不合次序；请看是否有数字填错，行序不同则无妨",
            f"the list is in the order of its codes but for this line ({code}): is a digit wrong? No fault where the line only stands elsewhere",
        ),
        sheet.file, sheet.name, place, code,
    )
