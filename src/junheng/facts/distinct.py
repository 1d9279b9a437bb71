"""Whether the values of a long column are all different: mostly they are, and then nothing has to be compared."""

from __future__ import annotations

import polars as pl


def all_differ(values: pl.Series) -> bool:
    """False too where two are alike by chance only in the number that stands for a text: numbers are put in order three times as fast as texts are counted."""
    numbers = (values.hash() if values.dtype == pl.String else values).sort()
    return not (numbers.slice(1) == numbers.head(-1)).any()
