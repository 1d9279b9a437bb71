"""Facts of the whole school that stand in the line of its only stage, as the template's own example writes them: for the checks they are the whole school's."""

from __future__ import annotations

import polars as pl

from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Stage

OF_WHOLE = [column.name for column in SCHOOL_YEARS.columns if column.whole]
_SCHOOL = ["school", "year"]
_ROW, _WHOLE_ROW, _OWN = "_row", "_whole_row", "_own_"


def with_wholes(rows: pl.DataFrame) -> pl.DataFrame:
    """`school_years` with these facts in the row of the whole school, made where there is none. What that row gives otherwise stays in both.

    Hardly any delivery but a template has any: the others are told from it by their columns.
    """
    is_stage = (rows["stage"] != Stage.WHOLE.value).fill_null(False)
    names = [name for name in OF_WHOLE if rows[name].null_count() < rows.height and (rows[name].is_not_null() & is_stage).any()]
    if not names:
        return rows
    rows = rows.with_row_index(_ROW)
    lone = rows.filter(is_stage).filter(pl.len().over(_SCHOOL) == 1, pl.any_horizontal(pl.col(name).is_not_null() for name in names))
    wholes = rows.filter(~is_stage).select(*_SCHOOL, pl.col(_ROW).alias(_WHOLE_ROW), *[pl.col(name).alias(f"{_OWN}{name}") for name in names])
    both = lone.select(*_SCHOOL, _ROW, *names).join(wholes, on=_SCHOOL, how="left", maintain_order="left")
    left = both.select(_ROW, *[pl.when(pl.col(name) != pl.col(f"{_OWN}{name}")).then(name) for name in names])
    moved = both.select(*_SCHOOL, pl.coalesce(_WHOLE_ROW, _ROW).alias(_ROW), pl.col(_WHOLE_ROW).is_null().alias("_is_made"), *[pl.coalesce(f"{_OWN}{name}", name).alias(name) for name in names])
    told = moved.filter(~pl.col("_is_made")).select(left.columns)
    made = moved.filter("_is_made").drop("_is_made").with_columns(pl.lit(Stage.WHOLE.value).alias("stage"))
    rows = rows.update(pl.concat([left, told]), on=_ROW, how="left", include_nulls=True)
    return pl.concat([rows, made], how="diagonal").sort(_ROW, maintain_order=True).drop(_ROW)
