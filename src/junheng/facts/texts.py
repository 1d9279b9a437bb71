"""Long columns of texts: what they are asked again and again, told by numbers, which are quicker than patterns; and other texts put into them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl


def are_digits(cell: pl.Expr, length: range) -> pl.Expr:
    """Whether a cell holds so many digits, at most 18, and nothing else: it can be read as a number, and no sign stands before it."""
    return cell.cast(pl.UInt64, strict=False).is_not_null() & (cell >= "0") & cell.str.len_bytes().is_between(length.start, length.stop - 1)


def all_differ(values: pl.Series) -> bool:
    """False too where two are alike by chance only in the number that stands for a text."""
    numbers = (values.hash() if values.dtype == pl.String else values).drop_nulls().to_numpy()
    numbers = np.sort(numbers)  # a third of what Polars takes
    return values.null_count() < 2 and not (numbers[1:] == numbers[:-1]).any()


def placed(values: pl.Series, places: Sequence[int] | pl.Series, found: pl.Series) -> pl.Series:
    """Other values at some places. Of texts not by `scatter`: Polars 2.1 takes what it has put so for different texts when it counts them."""
    if found.dtype != pl.String:
        return values.scatter(places, found)
    index = pl.repeat(None, values.len(), dtype=pl.UInt32, eager=True).scatter(places, pl.int_range(found.len(), dtype=pl.UInt32, eager=True))
    return values.zip_with(index.is_null(), found.gather(index))
