"""How much of a group's inequality lies between its subgroups (town and country, townships) and how much within them.

k the subgroups of a group, W_k their pupils, X_k their means, p_k = W_k / W:

    CV^2    = sum p_k ((X_k - X) / X)^2              + sum p_k (S_k / X)^2
    Theil T = sum p_k (X_k / X) ln(X_k / X)          + sum p_k (X_k / X) T_k

The first sum is the part between, the second the part within. Variance: analysis of variance (Fisher 1925);
Theil: Theil, Economics and Information Theory (1967); both are generalised entropies and split so (Shorrocks,
Econometrica 48, 1980).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.findings.equity.grouped import Floats, Ints, average, check, check_codes, excess, total
from junheng.findings.equity.inequality import theil_terms
from junheng.findings.equity.spread import spread_around


@dataclass(frozen=True, slots=True)
class Parts:
    """Two parts that add up to the whole, each (n_groups,), >= 0, no unit; NaN where there are no units or X = 0."""

    between: Floats
    within: Floats

    @property
    def total(self) -> Floats:
        return self.between + self.within

    @property
    @np.errstate(invalid="ignore")
    def share_between(self) -> Floats:
        """Part between / total, 0 .. 1; NaN where the total is 0 (all equal: nothing to share out)."""
        return np.asarray(self.between / self.total, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Decomposition:
    cv_squared: Parts  # adds up to the square of the official CV
    theil: Parts  # adds up to Theil's T


@dataclass(frozen=True, slots=True)
class _Cells:
    """Group x subgroup, all (n_groups, n_subgroups); where a cell has no units its share is 0."""

    pupils: Floats  # W_k / W, NaN for a group without units
    mean: Floats  # X_k / X
    cv_squared: Floats  # of the units within
    theil: Floats  # of the units within
    excess: Floats  # (X_k - X) / X
    term: Floats  # r ln r - r + 1 with r = X_k / X


def decompose(
    values: Floats, weights: Floats, groups: Ints, subgroups: Ints, n_groups: int, n_subgroups: int
) -> Decomposition:
    """Splits CV^2 and Theil's T of every group by its subgroups.

    `subgroups` (n,) holds codes 0 .. n_subgroups - 1 which mean something only within their group. Holds some
    n_groups x n_subgroups cells, so codes should be small. Raises ValueError on input that does not fit.
    """
    check(values, weights, groups, n_groups)
    if subgroups.shape != groups.shape:
        raise ValueError(f"one subgroup per unit wanted: {subgroups.shape} for {groups.shape} units")
    check_codes(subgroups, n_subgroups)
    cells = _cells(values, weights, groups * n_subgroups + subgroups, (n_groups, n_subgroups))
    return Decomposition(
        cv_squared=Parts(
            between=_sum(cells.pupils * cells.excess**2),
            within=_sum(cells.pupils * cells.mean**2 * cells.cv_squared),
        ),
        theil=Parts(
            between=_sum(cells.pupils * cells.term),
            within=_sum(cells.pupils * cells.mean * cells.theil),
        ),
    )


@np.errstate(invalid="ignore", divide="ignore")
def _cells(values: Floats, weights: Floats, cells: Ints, shape: tuple[int, int]) -> _Cells:
    n_cells = shape[0] * shape[1]
    parent = np.repeat(np.arange(shape[0]), shape[1])
    mean = average(values, weights, cells, n_cells)
    spread = spread_around(mean, excess(values, mean, cells), weights, cells)
    theil = total(weights * theil_terms(values, mean, cells), cells, n_cells) / spread.weight
    filled = spread.units > 0
    # the groups' sums out of the cells': a few thousand numbers instead of the units again
    whole = average(np.where(filled, mean, 0.0), spread.weight, parent, shape[0])
    whole_weight = total(spread.weight, parent, shape[0])

    def table(cell: Floats) -> Floats:
        return cell.reshape(shape)

    return _Cells(
        pupils=table(spread.weight / whole_weight[parent]),
        mean=table(np.where(filled, mean, 0.0) / whole[parent]),
        cv_squared=table(np.nan_to_num(spread.cv) ** 2),
        theil=table(np.maximum(np.nan_to_num(theil), 0.0)),
        excess=table(np.where(filled, excess(mean, whole, parent), 0.0)),
        term=table(np.where(filled, theil_terms(mean, whole, parent), 0.0)),
    )


def _sum(parts: Floats) -> Floats:
    return np.asarray(np.maximum(parts.sum(axis=1), 0.0), dtype=np.float64)
