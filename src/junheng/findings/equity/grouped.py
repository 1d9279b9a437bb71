"""Sums and means of many groups at once.

Shapes used in the whole folder: n units (schools), `values`, `weights`, `groups` are (n,); a result per group is
(n_groups,). A group without units, or with nothing in it to compare (mean zero), answers NaN: absence is never zero.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_LARGE = 100_000  # units: below it, starting threads costs more than they save
Result = TypeVar("Result")
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def check(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> None:
    """Raises ValueError unless: one length, values finite and >= 0, weights finite and > 0, 0 <= groups < n_groups."""
    if not (values.ndim == 1 and values.shape == weights.shape == groups.shape):
        shapes = f"values {values.shape}, weights {weights.shape}, groups {groups.shape}"
        raise ValueError(f"one row per unit wanted: {shapes}")
    if values.size == 0:
        return
    if not (values.min() >= 0 and np.isfinite(values.max())):
        raise ValueError("values must be finite and not negative; leave out what is missing before")
    if not (weights.min() > 0 and np.isfinite(weights.max())):
        raise ValueError("weights must be finite and positive; a unit without pupils is no unit")
    check_codes(groups, n_groups)


def side_by_side(figure: Callable[[Floats], Result], columns: Sequence[Floats]) -> list[Result]:
    """One figure of several columns. Large ones on all cores: numpy's sums let the others run. The results are the same."""
    if not columns or columns[0].size < _LARGE:
        return [figure(column) for column in columns]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        return list(workers.map(figure, columns))


def check_codes(codes: Ints, n_codes: int) -> None:
    """Raises ValueError unless every code lies in 0 .. n_codes - 1."""
    if codes.size and not (codes.min() >= 0 and codes.max() < n_codes):
        raise ValueError(f"codes must lie in 0 .. {n_codes - 1}, found {codes.min()} .. {codes.max()}")


def total(values: Floats, groups: Ints, n_groups: int) -> Floats:
    """Sum per group, added in the order of the rows: the same input gives the same bits. Whole numbers stay exact."""
    return np.bincount(groups, weights=values, minlength=n_groups).astype(np.float64, copy=False)


@np.errstate(invalid="ignore", divide="ignore")
def average(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Floats:
    """sum(w x) / sum(w) per group, unit of x.

    The mean of what the first division leaves over is added to it, so that equal values give exactly their value.
    """
    weight = total(weights, groups, n_groups)
    first = total(weights * values, groups, n_groups) / weight
    left_over = values - first[groups]
    left_over *= weights
    return np.asarray(first + total(left_over, groups, n_groups) / weight, dtype=np.float64)


@np.errstate(invalid="ignore", divide="ignore")
def excess(values: Floats, mean: Floats, groups: Ints) -> Floats:
    """(x - X) / X per unit, X the mean of its group: no unit, -1 where x = 0, NaN where X = 0. Never x/X - 1."""
    centre = mean[groups]
    result = values - centre
    result /= centre
    return result


@np.errstate(invalid="ignore", divide="ignore")
def ratio(values: Floats, mean: Floats, groups: Ints) -> Floats:
    """x / X per unit, X the mean of its group: no unit, NaN where X = 0."""
    return np.asarray(values / mean[groups], dtype=np.float64)
