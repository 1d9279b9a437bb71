"""What each unit does to its group's CV: the CV without it, for all units at once.

With W, X and M = sum(w (x - X)^2) known, a unit taken out leaves (Welford, Technometrics 4, 1962, run backwards;
weighted: West, Communications of the ACM 22, 1979)

    W' = W - w,   X' = X - (w / W') (x - X),   M' = M - w (x - X)(x - X'),   CV' = sqrt(M' / W') / X'

A difference loses its digits where one unit holds nearly all of W, X or M. Of such units a group has few (one for W,
one for X, two for M: three would leave nothing); what remains without them is measured again from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from junheng.findings.equity.grouped import Floats, Ints, average, check, excess
from junheng.findings.equity.spread import spread_around, weighted_spread

_NEARLY_NOTHING = 1e-3  # a remainder below this part of the whole has lost three digits or more: measure it again


@dataclass(frozen=True, slots=True)
class Influence:
    """Per unit, (n,), no unit; NaN for the only unit of a group and where no CV can be had."""

    cv_without: Floats
    influence: Floats  # cv - cv_without: above 0 the unit makes its group less even


def leave_one_out(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Influence:
    """The official CV of every unit's group without that unit. Raises ValueError on input that does not fit."""
    check(values, weights, groups, n_groups)
    mean = average(values, weights, groups, n_groups)
    deviations = excess(values, mean, groups)
    spread = spread_around(mean, deviations, weights, groups)
    cv_without, doubtful = _downdate(deviations, weights, spread.weight[groups], (spread.cv**2 * spread.weight)[groups])
    cv_without[spread.units[groups] < 2] = np.nan
    doubtful &= spread.units[groups] >= 2
    _measure_again(cv_without, np.flatnonzero(doubtful), values, weights, groups, n_groups)
    return Influence(cv_without=cv_without, influence=spread.cv[groups] - cv_without)


@np.errstate(invalid="ignore", divide="ignore")
def _downdate(
    deviations: Floats, weights: Floats, weight: Floats, moment: Floats
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """CV' per unit, in units of X (so X = 1, d = x - X), and where it cannot be trusted."""
    rest = weight - weights
    shift = weights * deviations / rest
    mean = 1.0 - shift
    remainder = moment - weights * deviations * (deviations + shift)
    doubtful = rest < _NEARLY_NOTHING * weight
    doubtful |= mean < _NEARLY_NOTHING
    doubtful |= remainder < _NEARLY_NOTHING * moment
    cv = np.sqrt(np.maximum(remainder, 0.0) / rest) / mean
    return cv, doubtful


def _measure_again(
    cv_without: Floats, doubtful: Ints, values: Floats, weights: Floats, groups: Ints, n_groups: int
) -> None:
    """Fills `cv_without` of the doubtful units from scratch: one round takes one such unit out of each group."""
    while doubtful.size:
        left_out = np.full(n_groups, -1, dtype=np.int64)
        left_out[groups[doubtful[::-1]]] = doubtful[::-1]
        chosen = left_out[left_out >= 0]
        stay = left_out[groups] >= 0
        stay[chosen] = False
        rest = weighted_spread(values[stay], weights[stay], groups[stay], n_groups)
        cv_without[chosen] = rest.cv[groups[chosen]]
        doubtful = np.setdiff1d(doubtful, chosen, assume_unique=True)
