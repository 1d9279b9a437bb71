"""Measures of inequality of many groups at once: x the value of a unit, w its pupils, W = sum(w), X = sum(w x) / W.

A unit stands for w pupils who all have x. Every measure is NaN for a group without units and where X = 0. None
depends on the unit of measure or on doubling all weights. All raise ValueError on input that does not fit (see
`grouped.check`). Terms are written so that each is >= 0 or exactly 0 for equal schools: equal schools give exactly 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.findings.equity.grouped import Floats, Ints, average, check, excess, ratio, total
from junheng.findings.equity.ranking import Ranked, rank

_TINY = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, slots=True)
class Inequality:
    """All measures, each (n_groups,), no unit."""

    theil: Floats
    mean_log_deviation: Floats
    atkinson: Floats
    gini: Floats
    mcloone: Floats
    percentile_ratio: Floats  # 90 : 10
    share_ratio: Floats  # top 20 % : bottom 20 %


def inequality(values: Floats, weights: Floats, groups: Ints, n_groups: int, epsilon: float) -> Inequality:
    """Every measure, with one sort for the four that need it. `epsilon` is Atkinson's aversion to inequality, > 0."""
    ranked = rank(values, weights, groups, n_groups)
    return Inequality(
        theil=theil(values, weights, groups, n_groups),
        mean_log_deviation=mean_log_deviation(values, weights, groups, n_groups),
        atkinson=atkinson(values, weights, groups, n_groups, epsilon),
        gini=ranked_gini(ranked),
        mcloone=ranked_mcloone(ranked),
        percentile_ratio=ranked_percentile_ratio(ranked, 90, 10),
        share_ratio=ranked_share_ratio(ranked, 20, 20),
    )


def theil(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Floats:
    """Theil's T = (1/W) sum(w (x/X) ln(x/X)); x = 0 contributes 0; 0 .. ln(W / smallest w).

    Theil, Economics and Information Theory (1967). Summed as r ln r - r + 1 >= 0 with r = x/X, as sum(w (r - 1)) = 0.
    """
    check(values, weights, groups, n_groups)
    mean = average(values, weights, groups, n_groups)
    return _mean_of(theil_terms(values, mean, groups), weights, groups, n_groups)


def theil_terms(values: Floats, mean: Floats, groups: Ints) -> Floats:
    """r ln r - (r - 1) per unit, r = x/X; 1 where x = 0, NaN where X = 0."""
    r = ratio(values, mean, groups)
    terms = np.log(np.maximum(r, _TINY))
    terms *= r
    terms -= excess(values, mean, groups)
    return terms


def mean_log_deviation(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Floats:
    """Theil's L = (1/W) sum(w ln(X/x)); NaN where any x = 0, as it has no finite value then.

    Theil (1967); named by Shorrocks, Econometrica 48 (1980). Summed as (r - 1) - ln r >= 0 with r = x/X.
    """
    check(values, weights, groups, n_groups)
    mean = average(values, weights, groups, n_groups)
    terms = excess(values, mean, groups)
    terms -= _log(ratio(values, mean, groups))
    result = _mean_of(terms, weights, groups, n_groups)
    return np.where(np.isinf(result), np.nan, result)


@np.errstate(divide="ignore", invalid="ignore", over="ignore")
def atkinson(values: Floats, weights: Floats, groups: Ints, n_groups: int, epsilon: float) -> Floats:
    """A = 1 - ((1/W) sum(w (x/X)^(1-e)))^(1/(1-e)); for e = 1: 1 - geometric mean / X; 0 .. 1.

    Atkinson, Journal of Economic Theory 2 (1970). Where e >= 1 and any x = 0 the equally-distributed equivalent is 0,
    so A = 1. Written with expm1 and log1p, which keeps its digits for e near 1 and for nearly equal schools.
    Raises ValueError unless epsilon > 0.
    """
    if not (epsilon > 0 and np.isfinite(epsilon)):
        raise ValueError(f"epsilon must be above 0, found {epsilon}")
    check(values, weights, groups, n_groups)
    power = 1.0 - epsilon
    logs = _log(ratio(values, average(values, weights, groups, n_groups), groups))
    weight = total(weights, groups, n_groups)
    if power == 0:
        log_equivalent = total(weights * logs, groups, n_groups) / weight
    else:
        logs *= power
        terms = np.expm1(logs, out=logs)
        log_equivalent = np.log1p(total(weights * terms, groups, n_groups) / weight) / power
    return np.asarray(np.maximum(-np.expm1(log_equivalent), 0.0), dtype=np.float64)


def gini(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Floats:
    """G = sum_i sum_j w_i w_j |x_i - x_j| / (2 W^2 X); 0 .. 1 - smallest w / W.

    Gini (1912); weighted by ranks as in Lerman and Yitzhaki, Journal of Econometrics 42 (1989).
    """
    return ranked_gini(rank(values, weights, groups, n_groups))


def ranked_gini(ranked: Ranked) -> Floats:
    """(1/W) sum(w (x - X)/X (2 B + w - W)/W), B the weight below: the double sum, in the order of the values."""
    terms = 2.0 * ranked.below
    terms += ranked.weights
    terms -= ranked.weight[ranked.groups]
    terms /= ranked.weight[ranked.groups]
    terms *= excess(ranked.values, ranked.mean, ranked.groups)
    return _mean_of(terms, ranked.weights, ranked.groups, ranked.n_groups)


def mcloone(values: Floats, weights: Floats, groups: Ints, n_groups: int) -> Floats:
    """McLoone index: what the pupils below the median have / what they would have at the median; 0 .. 1, 1 is best.

    M = sum(w x over x < m) / (m sum(w over x < m)), m = `percentile(..., 50)`; 1 where nobody is below, NaN for m = 0.
    Harrison and McLoone, Profiles in School Support (1965); Berne and Stiefel, The Measurement of Equity in School
    Finance (1984).
    """
    return ranked_mcloone(rank(values, weights, groups, n_groups))


def ranked_mcloone(ranked: Ranked) -> Floats:
    median = ranked_percentile(ranked, 50)
    has_less = ranked.values < median[ranked.groups]
    weights, groups = ranked.weights[has_less], ranked.groups[has_less]
    share_of_median = average(ratio(ranked.values[has_less], median, groups), weights, groups, ranked.n_groups)
    nobody = (median > 0) & np.isnan(share_of_median)
    return np.where(nobody, 1.0, share_of_median)


def percentile(values: Floats, weights: Floats, groups: Ints, n_groups: int, percent: int) -> Floats:
    """The smallest x that at least `percent` % of the pupils do not exceed: unit of x; no interpolation.

    Definition 1 of Hyndman and Fan, The American Statistician 50 (1996), over pupils. Exact for whole weights.
    Raises ValueError unless 0 < percent < 100.
    """
    return ranked_percentile(rank(values, weights, groups, n_groups), percent)


def ranked_percentile(ranked: Ranked, percent: int) -> Floats:
    _check_percent(percent)
    target = percent * ranked.weight
    too_low = 100.0 * (ranked.below + ranked.weights) < target[ranked.groups]
    steps = np.bincount(ranked.groups[too_low], minlength=ranked.n_groups)
    present = ranked.units > 0
    starts = np.cumsum(ranked.units) - ranked.units
    position = starts + np.minimum(steps, ranked.units - 1)
    result = np.full(ranked.n_groups, np.nan)
    result[present] = ranked.values[position[present]]
    return result


def percentile_ratio(
    values: Floats, weights: Floats, groups: Ints, n_groups: int, high: int = 90, low: int = 10
) -> Floats:
    """P90 / P10 of the pupils, see `percentile`; >= 1, NaN where P10 = 0.

    One of the range measures of Berne and Stiefel (1984), who use 95 and 5.
    """
    return ranked_percentile_ratio(rank(values, weights, groups, n_groups), high, low)


def ranked_percentile_ratio(ranked: Ranked, high: int, low: int) -> Floats:
    return _quotient(ranked_percentile(ranked, high), ranked_percentile(ranked, low))


def share_ratio(
    values: Floats, weights: Floats, groups: Ints, n_groups: int, top: int = 20, bottom: int = 20
) -> Floats:
    """Resources of the best-off `top` % of pupils / of the worst-off `bottom` %; NaN where the latter have nothing.

    20 : 20 is the quintile share ratio S80/S20 of Eurostat; 10 : 40 is the ratio of Palma, Development and Change 42
    (2011). A unit on the border is split, its pupils being alike: both shares lie on the Lorenz curve. Borders are
    exact for whole weights. Raises ValueError unless both lie between 0 and 100.
    """
    return ranked_share_ratio(rank(values, weights, groups, n_groups), top, bottom)


def ranked_share_ratio(ranked: Ranked, top: int, bottom: int) -> Floats:
    _check_percent(top)
    _check_percent(bottom)
    weight = ranked.weight[ranked.groups]
    before, own = 100.0 * ranked.below, 100.0 * ranked.weights
    in_bottom = np.clip(bottom * weight - before, 0.0, own)
    in_top = np.clip(before + own - (100 - top) * weight, 0.0, own)
    r = ratio(ranked.values, ranked.mean, ranked.groups)
    held_by_top = total(r * in_top, ranked.groups, ranked.n_groups)
    return _quotient(held_by_top, total(r * in_bottom, ranked.groups, ranked.n_groups))


@np.errstate(divide="ignore", invalid="ignore")
def _mean_of(terms: Floats, weights: Floats, groups: Ints, n_groups: int) -> Floats:
    """Weighted mean per group of terms whose true mean is not negative."""
    mean = total(weights * terms, groups, n_groups) / total(weights, groups, n_groups)
    return np.asarray(np.maximum(mean, 0.0), dtype=np.float64)


@np.errstate(divide="ignore", invalid="ignore")
def _log(r: Floats) -> Floats:
    return np.asarray(np.log(r), dtype=np.float64)


@np.errstate(divide="ignore", invalid="ignore")
def _quotient(above: Floats, under: Floats) -> Floats:
    return np.where(under > 0, above / under, np.nan)


def _check_percent(percent: int) -> None:
    if not 0 < percent < 100:
        raise ValueError(f"a percentage between 0 and 100 wanted, found {percent}")
