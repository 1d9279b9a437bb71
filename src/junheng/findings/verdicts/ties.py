"""A CV that stands on its limit is judged in fractions: a float root may fall on either side of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from junheng.findings.engine import Status, ordered
from junheng.rules import Limit
from junheng.rules.standards import CvFormula

_NEAR = 1e-9  # CVs are of the order of 1
_DIGITS, _SAME = 60, Decimal("1e-40")


def ties(cv: npt.NDArray[np.float64], bounds: npt.NDArray[np.float64]) -> list[int]:
    """The groups whose CV stands too near its limit (NaN: none) to be judged in floats."""
    with np.errstate(invalid="ignore"):
        found: list[int] = np.flatnonzero(np.abs(cv - bounds) < _NEAR).tolist()
    return found


def settled(
    group: int, limit: Limit, names: Sequence[str], units: nw.DataFrame[Any], groups: npt.NDArray[np.int64], formula: CvFormula
) -> bool:
    """Whether the CV of a group (the mean over `names`) keeps its limit, judged in fractions.

    groups: of each counted unit, in the order of every table; units: all of them, in any order.
    """
    counted = ordered(units.filter(nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16)))
    rows = counted[np.flatnonzero(groups == group).tolist()]
    return keeps([exact_cv(rows, name, formula) for name in names], limit)


def exact_cv(units: nw.DataFrame[Any], indicator_id: str, formula: CvFormula) -> Decimal:
    """The CV of one group to sixty digits; the indicator's factor cancels out, so n / d will do."""
    rows = units.select(f"{indicator_id}:n", f"{indicator_id}:d", "pupils").iter_rows()
    weighted = formula == CvFormula.WEIGHTED
    pairs = [(Fraction(n, d), pupils if weighted else 1) for n, d, pupils in rows]
    weight = sum(each for _, each in pairs)
    mean = sum((value * each for value, each in pairs), Fraction(0)) / weight
    squares = sum(((value - mean) ** 2 * each for value, each in pairs), Fraction(0))
    variance = squares / (weight - 1 if formula == CvFormula.SAMPLE else weight)
    return _root(variance / mean**2)


def _root(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()


def keeps(cvs: Sequence[Decimal], limit: Limit) -> bool:
    """Whether the plain mean of the CVs (or the one CV) keeps the limit."""
    with localcontext() as context:
        context.prec = _DIGITS
        distance = sum(cvs, Decimal(0)) / len(cvs) - limit.value
    if abs(distance) < _SAME:
        return limit.sense == "at_most"
    return distance < 0
