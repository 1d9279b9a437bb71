"""Long columns of text at once: digits, decimals, codes and names that can be read in one way only.

What is not so plain is left to the reading of single cells, which knows everything else and says what it made of it.
"""

from __future__ import annotations

import polars as pl

from junheng.facts.intake.cells import LONGEST
from junheng.facts.tables import DTYPES, Column, Type

_CODE = r"^[0-9]{4,14}$"  # shorter than any person's number
_NAME = r"^[\p{Han}（）()A-Za-z0-9]{5,60}$"  # longer than any word for "missing"
_PERSONAL = r"[0-9]{11}"  # a mobile number has the fewest digits, and a name as above has no blank or hyphen between them
_DECIMAL = r"^-?[0-9]{1,4}\.[0-9]{1,17}$"  # a coordinate
_STEPS = {0: 1, 1: 10, 2: 100, 3: 1_000, 4: 10_000}  # by decimals


def plain_values(texts: pl.Series, column: Column, times: int) -> tuple[pl.Series, list[int]] | None:
    """A value for each cell, and which of them have to be read by themselves. None where the column is not of that sort."""
    if column.type not in (Type.QUANTITY, Type.NUMBER, Type.CODE, Type.TEXT):
        return None
    values = _quantities(texts, column, times) if column.type == Type.QUANTITY else _as_written(texts, column.type)
    return values, _rest(texts, values).to_list()


def _rest(texts: pl.Series, values: pl.Series) -> pl.Series:
    return (values.is_null() & (texts != "")).arg_true()


def _quantities(texts: pl.Series, column: Column, times: int) -> pl.Series:
    """In steps of the unit. Blanks round a number say nothing."""
    values = _numbers(texts, column, times)
    rest = _rest(texts, values)
    if rest.len():
        values = values.scatter(rest, _numbers(texts.gather(rest).str.strip_chars(" "), column, times))
    return values


def _numbers(texts: pl.Series, column: Column, times: int) -> pl.Series:
    most, steps = column.most // times, times * (column.unit.scale if column.unit else 1)
    cell, number = pl.col(""), pl.col("").cast(pl.Int64, strict=False)
    is_plain = (number >= 0) & (number <= most) & (cell.str.len_bytes() <= LONGEST)
    values = texts.rename("").to_frame().select(pl.when(is_plain).then(number * steps)).to_series()
    rest = _rest(texts, values) if column.unit and column.unit.scale > 1 else pl.Series([], dtype=pl.UInt32)
    return values.scatter(rest, _decimals(texts.gather(rest), most, steps)) if rest.len() else values


def _decimals(texts: pl.Series, most: int, steps: int) -> pl.Series:
    """Exact: the digits as a whole number, and what they are worth by the place of the point."""
    cell, digits = pl.col(""), pl.col("").str.replace(".", "", literal=True).cast(pl.Int64, strict=False)
    decimals = cell.str.len_bytes().cast(pl.Int64) - 1 - cell.str.find(".", literal=True).cast(pl.Int64)
    parts = decimals.replace_strict(_STEPS, default=None, return_dtype=pl.Int64)
    frame = texts.rename("").to_frame().select(digits.alias("digits"), parts.alias("parts"), cell.str.len_bytes().alias("length"))
    whole, value = pl.col("digits") // pl.col("parts"), pl.col("digits") * (steps // pl.col("parts"))
    is_plain = (pl.col("digits") >= 0) & (whole <= most) & (value <= most * steps) & (pl.col("length") <= LONGEST)
    return frame.select(pl.when(is_plain).then(value)).to_series()


def _as_written(texts: pl.Series, kind: Type) -> pl.Series:
    cell = pl.col("")
    is_plain = {
        Type.CODE: cell.str.contains(_CODE), Type.NUMBER: cell.str.contains(_DECIMAL),
        Type.TEXT: cell.str.contains(_NAME) & ~cell.str.contains(_PERSONAL),
    }[kind]
    return texts.rename("").to_frame().select(pl.when(is_plain).then(cell).cast(DTYPES[kind])).to_series()
