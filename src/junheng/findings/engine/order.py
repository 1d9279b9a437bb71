"""The plan run, and its units in the order of every table: area, year, stage (primary before junior), school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
import polars as pl

from junheng.terms import Stage

_YEARS = 10_000
_LARGE = 200_000  # rows of facts


def collected(rows: nw.LazyFrame[Any], size: int) -> nw.DataFrame[Any]:
    """Runs the plan. A nation goes through in pieces: less memory and two thirds of the time; a county in one."""
    if size > _LARGE and rows.implementation.is_polars():
        return rows.collect("polars", engine="streaming")
    return rows.collect()


def ordered(units: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    return grouped(units, units.columns)[0]


def grouped(units: nw.DataFrame[Any], names: Sequence[str]) -> tuple[nw.DataFrame[Any], npt.NDArray[np.int64]]:
    """The columns `names` in order, and for each row the number of its group: 0, 1, ... by area, year and stage.

    Sorted by one number per row, made of the places among the sorted names: texts are compared once, not per row.
    """
    if units.is_empty():
        return units.select(*names), np.zeros(0, dtype=np.int64)
    schools = _places(units["school"])
    stages = units["stage"].replace_strict([stage.value for stage in Stage], list(range(len(Stage))), return_dtype=nw.Int64)
    group = (_places(units["area"]) * _YEARS + units["year"].cast(nw.Int64)) * len(Stage) + stages
    order = group * (int(schools.max()) + 1) + schools
    native, wanted = order.to_native(), units.select(*names)
    if isinstance(native, pl.Series):
        frame, groups = _gathered(wanted, group.to_native(), native.arg_sort())
    else:
        places = order.to_numpy().argsort()
        frame, groups = wanted[places.tolist()], group.to_numpy()[places]
    starts = np.concatenate([[0], (groups[1:] != groups[:-1]).astype(np.int64)])
    return frame, np.cumsum(starts)


def _places(names: nw.Series[Any]) -> nw.Series[Any]:
    each = names.unique().sort(nulls_last=True)
    native = names.to_native()
    if isinstance(native, pl.Series):
        places = native.cast(pl.Enum(each.to_native().drop_nulls())).to_physical().cast(pl.Int64)
        return nw.from_native(places.fill_null(len(each) - 1), series_only=True)
    return names.replace_strict(each.to_list(), list(range(len(each))), return_dtype=nw.Int64)


def _gathered(
    units: nw.DataFrame[Any], group: pl.Series, places: pl.Series
) -> tuple[nw.DataFrame[Any], npt.NDArray[np.int64]]:
    """Column by column, each in one piece first: Polars collects in many pieces, which are slow to put in order."""
    columns = [column.rechunk().gather(places) for column in units.to_native().iter_columns()]
    return nw.from_native(pl.DataFrame(columns)), group.rechunk().gather(places).to_numpy()
