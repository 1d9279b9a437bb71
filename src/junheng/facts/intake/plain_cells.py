"""Long columns of text at once: digits, decimals, codes and names that can be read in one way only.

What is not so plain is left to the reading of single cells, which knows everything else and says what it made of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.delivery import Value
from junheng.facts.intake.sheet import Cell
from junheng.facts.tables import Column, Type

_WHOLE = r"^[0-9]{1,9}$"
_DECIMAL = r"^[0-9]{1,9}\.[0-9]{1,4}$"
_CODE = r"^[0-9]{4,14}$"  # shorter than any person's number
_NAME = r"^[\p{Han}（）()A-Za-z0-9]{5,60}$"  # longer than any word for "missing"
_PERSONAL_DIGITS = 11


def plain_values(cells: Sequence[Cell] | pl.Series, column: Column, times: int) -> tuple[list[Value], list[int]] | None:
    """A value for each cell, and which of them have to be read by themselves. None where the column is not of that sort."""
    if column.type not in (Type.QUANTITY, Type.CODE, Type.TEXT):
        return None
    try:
        texts = cells if isinstance(cells, pl.Series) else pl.Series(cells, dtype=pl.String, strict=True)
    except (TypeError, pl.exceptions.PolarsError):
        return None
    values = _quantities(texts, column, times) if column.type == Type.QUANTITY else _texts(texts, column)
    rest = (values.is_null() & (texts != "")).arg_true()
    return values.to_list(), rest.to_list()


def _quantities(texts: pl.Series, column: Column, times: int) -> pl.Series:
    scale = column.unit.scale if column.unit else 1
    steps = scale * times
    most = column.most * scale
    whole = pl.when(pl.col("").str.contains(_WHOLE)).then(pl.col("")).cast(pl.Int64) * steps
    found: pl.Expr = whole
    if scale > 1:
        parts = pl.when(pl.col("").str.contains(_DECIMAL)).then(pl.col("")).str.splitn(".", 2).struct
        fraction = parts.field("field_1").str.pad_end(4, "0").cast(pl.Int64) * (steps // 10_000)
        found = pl.coalesce(whole, parts.field("field_0").cast(pl.Int64) * steps + fraction)
    return texts.rename("").to_frame().select(pl.when(found <= most).then(found)).to_series()


def _texts(texts: pl.Series, column: Column) -> pl.Series:
    cell = pl.col("")
    is_plain = cell.str.contains(_CODE)
    if column.type == Type.TEXT:
        is_plain = cell.str.contains(_NAME) & (cell.str.count_matches("[0-9]") < _PERSONAL_DIGITS)
    return texts.rename("").to_frame().select(pl.when(is_plain).then(cell)).to_series()
