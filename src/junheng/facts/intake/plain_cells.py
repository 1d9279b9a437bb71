"""Long columns of text at once: digits, decimals, codes and names that can be read in one way only.

What is not so plain is left to the reading of single cells, which knows everything else and says what it made of it.
"""

from __future__ import annotations

from functools import partial
from typing import cast

import polars as pl

from junheng.facts.intake.cells import LONGEST
from junheng.facts.tables import DTYPES, Column, Type

_CODE = r"^[0-9]{4,14}$"  # shorter than any person's number
_NAME = r"^[\p{Han}（）()A-Za-z0-9]{5,60}$"  # longer than any word for "missing"
_PERSONAL = r"[0-9]{11}"  # a mobile number has the fewest digits, and a name as above has no blank or hyphen between them
_DECIMAL = r"^-?[0-9]{1,4}\.[0-9]{1,17}$"  # a coordinate
_MOST_DECIMALS = 4  # finer steps are no unit's
_UNKNOWN = pl.Series([None], dtype=pl.Int64)


def plain_values(texts: pl.Series, column: Column, times: int) -> tuple[pl.Series, list[int]] | None:
    """A value for each cell, and which of them have to be read by themselves. None where the column is not of that sort."""
    if column.type not in (Type.QUANTITY, Type.NUMBER, Type.CODE, Type.TEXT):
        return None
    if column.type == Type.QUANTITY:
        return _quantities(texts, column, times)
    values = _as_written(texts, column.type)
    return values, _rest(texts, values).to_list()


def _rest(texts: pl.Series, values: pl.Series) -> pl.Series:
    return (values.is_null() & (texts != "")).arg_true()


def _quantities(texts: pl.Series, column: Column, times: int) -> tuple[pl.Series, list[int]]:
    """In steps of the unit. Blanks round a number say nothing."""
    read = partial(_decimals if column.unit and column.unit.scale > 1 else _whole, column=column, times=times)
    values = read(texts)
    rest = _rest(texts, values)
    if not rest.len():
        return values, []
    others = read(texts.gather(rest).str.strip_chars(" "))
    return values.scatter(rest, others), rest.filter(others.is_null()).to_list()


def _whole(texts: pl.Series, column: Column, times: int) -> pl.Series:
    numbers, most = texts.cast(pl.Int64, strict=False), column.most // times
    least, largest = numbers.min(), numbers.max()
    if least is not None and (cast(int, least) < 0 or cast(int, largest) > most or _is_long(texts)):
        numbers = pl.select(pl.when((numbers >= 0) & (numbers <= most) & (texts.str.len_bytes() <= LONGEST)).then(numbers)).to_series()
    return numbers * times if times > 1 else numbers


def _is_long(texts: pl.Series) -> bool:
    return cast(int, texts.str.len_bytes().max() or 0) > LONGEST


def _decimals(texts: pl.Series, column: Column, times: int) -> pl.Series:
    """Exact: the digits as a whole number, and what they are worth by the place of the point."""
    most, steps = column.most // times, times * (column.unit.scale if column.unit else 1)
    digits = texts.str.replace(".", "", literal=True).cast(pl.Int64, strict=False)
    decimals = (texts.str.len_bytes() - 1 - texts.str.find(".", literal=True)).fill_null(0).clip(upper_bound=_MOST_DECIMALS + 1)
    places = range(_MOST_DECIMALS + 1)
    most_by, worth = (pl.Series([*each, None], dtype=pl.Int64).gather(decimals) for each in ([most * 10**n for n in places], [steps // 10**n for n in places]))
    fits = (digits >= 0) & (digits <= most_by)
    return (digits * worth).zip_with(fits.fill_null(False) & ((texts.str.len_bytes() <= LONGEST) if _is_long(texts) else True), _UNKNOWN)


def _as_written(texts: pl.Series, kind: Type) -> pl.Series:
    cell = pl.col("")
    is_plain = {
        Type.CODE: cell.str.contains(_CODE), Type.NUMBER: cell.str.contains(_DECIMAL),
        Type.TEXT: cell.str.contains(_NAME) & ~cell.str.contains(_PERSONAL),
    }[kind]
    return texts.rename("").to_frame().select(pl.when(is_plain).then(cell).cast(DTYPES[kind])).to_series()
