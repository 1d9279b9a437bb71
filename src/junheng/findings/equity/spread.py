"""Mean, standard deviation and coefficient of variation (差异系数) of many groups at once.

Official form (教督〔2012〕3号, worksheet): X = sum(w x) / sum(w), S = sqrt(sum(w (x - X)^2) / sum(w)), CV = S / X with
w the pupils: weighted by pupils, population form. `plain_spread` holds the unofficial variants.

Two passes: the mean first, then the deviations from it. The one-pass form sum(w x^2) - W X^2 loses equal schools.
Deviations are taken relative to the mean, so that neither huge nor tiny units of measure overflow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from junheng.findings.equity.grouped import Floats, Ints, average, check, excess, total


@dataclass(frozen=True, slots=True)
class Spread:
    """Per group, all (n_groups,); NaN for a group without units, `cv` also where the mean is zero."""

    units: Ints  # number of units
    weight: Floats  # sum of weights: pupils
    mean: Floats  # unit of the values
    sd: Floats  # unit of the values
    cv: Floats  # no unit


def weighted_spread(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Spread:
    """The official form. Equal values give sd and cv of exactly 0. Raises ValueError on input that does not fit."""
    check(values, weights, groups, n_groups)
    mean = average(values, weights, groups, n_groups)
    return spread_around(mean, excess(values, mean, groups), weights, groups)


@np.errstate(invalid="ignore", divide="ignore")
def spread_around(mean: Floats, deviations: Floats, weights: Floats, groups: Ints) -> Spread:
    """The spread from the groups' means and the units' relative deviations (x - X) / X from them."""
    n_groups = len(mean)
    weight = total(weights, groups, n_groups)
    squares = deviations * deviations
    squares *= weights
    cv = np.sqrt(total(squares, groups, n_groups) / weight)
    cv = np.where(weight > 0, cv, np.nan)
    sd = np.where(mean == 0, 0.0, cv * mean)
    units = np.bincount(groups, minlength=n_groups).astype(np.int64, copy=False)
    return Spread(units=units, weight=weight, mean=mean, sd=sd, cv=cv)


@np.errstate(invalid="ignore", divide="ignore")
def plain_spread(values: Floats, groups: Ints, n_groups: int, sample: bool) -> Spread:
    """Every school counts once, not official: divisor n, or n - 1 with `sample` (then sd and cv NaN for n < 2).

    `weight` is the number of units. Raises ValueError on input that does not fit.
    """
    plain = weighted_spread(values, np.ones_like(values), groups, n_groups)
    if not sample:
        return plain
    n = plain.weight
    larger = np.where(n >= 2, np.sqrt(n / (n - 1)), np.nan)
    return replace(plain, sd=plain.sd * larger, cv=plain.cv * larger)
