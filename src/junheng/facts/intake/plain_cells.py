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
_MOST_DECIMALS = 4  # finer steps are no unit's
_NONE = pl.Series([], dtype=pl.UInt32)


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
    whole = _within(texts.cast(pl.Int64, strict=False), pl.lit(most), texts)
    values = whole * steps if steps > 1 else whole
    rest = _rest(texts, values) if column.unit and column.unit.scale > 1 else _NONE
    if rest.len() * 2 > texts.len():  # nearly all of an area's
        return values.zip_with(values.is_not_null(), _decimals(texts, most, steps))
    return values.scatter(rest, _decimals(texts.gather(rest), most, steps)) if rest.len() else values


def _within(numbers: pl.Series, most: pl.Expr, texts: pl.Series) -> pl.Series:
    """Without what is negative, too much, or written in more digits than a number has."""
    found = pl.select(pl.when((numbers >= 0) & (pl.lit(numbers) <= most) & (texts.str.len_bytes() <= LONGEST)).then(numbers))
    return found.to_series()


def _decimals(texts: pl.Series, most: int, steps: int) -> pl.Series:
    """Exact: the digits as a whole number, and what they are worth by the place of the point."""
    digits = texts.str.replace(".", "", literal=True).cast(pl.Int64, strict=False)
    decimals = (texts.str.len_bytes() - 1 - texts.str.find(".", literal=True)).clip(upper_bound=_MOST_DECIMALS + 1).fill_null(_MOST_DECIMALS + 1)
    places = range(_MOST_DECIMALS + 1)
    most_by, worth = (pl.Series([*each, None], dtype=pl.Int64).gather(decimals) for each in ([most * 10**n for n in places], [steps // 10**n for n in places]))
    return _within(digits, pl.lit(most_by), texts) * worth


def _as_written(texts: pl.Series, kind: Type) -> pl.Series:
    cell = pl.col("")
    is_plain = {
        Type.CODE: cell.str.contains(_CODE), Type.NUMBER: cell.str.contains(_DECIMAL),
        Type.TEXT: cell.str.contains(_NAME) & ~cell.str.contains(_PERSONAL),
    }[kind]
    return texts.rename("").to_frame().select(pl.when(is_plain).then(cell).cast(DTYPES[kind])).to_series()
