from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.findings.equity import leave_one_out, weighted_spread

from . import twin
from .drawn import FRACTIONAL, Answer, Counties, assert_agree, assert_same, counties


def by_hand(county: Counties) -> list[Answer]:
    groups, seen = county.split(), [0] * county.n_groups
    result: list[Answer] = []
    for g in county.groups.tolist():
        result.append(twin.cv_without(groups[g], seen[g]))
        seen[g] += 1
    return result


@settings(deadline=None, max_examples=500)
@given(counties() | counties(FRACTIONAL))
def test_agrees_with_the_twin(county: Counties) -> None:
    without = by_hand(county)
    got = leave_one_out(*county.units())
    assert_agree(got.cv_without, without)
    whole = [twin.cv(group) for group in county.split()]
    cvs = [whole[g] for g in county.groups.tolist()]
    want = [None if cv is None or rest is None else cv - float(rest) for cv, rest in zip(cvs, without, strict=True)]
    assert_agree(got.influence, want, unit=[max(1.0, cv or 0.0) for cv in cvs])


@settings(deadline=None)
@given(counties(), st.integers(0, 11))
def test_is_the_same_as_measuring_again(county: Counties, unit: int) -> None:
    if unit >= len(county.values):
        return
    rest = weighted_spread(*county.rows(np.delete(np.arange(len(county.values)), unit)).units())
    assert_same(leave_one_out(*county.units()).cv_without[[unit]], rest.cv[county.groups[[unit]]])


def test_one_outlier_makes_all_the_spread() -> None:
    """The plain difference M - w (x - X)(x - X') would leave 1e-8 here; the true answer is nothing at all."""
    x = np.array([0.3, 0.3, 0.3, 1e6])
    got = leave_one_out(x, np.array([7.0, 11.0, 13.0, 1.0]), np.zeros(4, dtype=np.int64), 1)
    assert got.cv_without[3] == 0
    assert got.influence[3] > 5
    assert (got.cv_without[:3] > 4).all()


def test_two_schools_are_each_all_the_spread() -> None:
    got = leave_one_out(np.array([1.0, 3.0, 2.0]), np.ones(3), np.array([0, 0, 1]), 2)
    assert got.cv_without[:2].tolist() == [0, 0]
    assert got.influence[:2].tolist() == [0.5, 0.5]
    assert np.isnan(got.cv_without[2])


def test_at_most_a_few_are_measured_again() -> None:
    random = np.random.default_rng(5)
    n = 3000
    x, w, g = random.lognormal(0, 6, n), np.ceil(random.lognormal(3, 3, n)), random.integers(0, 300, n)
    got = leave_one_out(x, w, g, 300)
    for unit in random.integers(0, n, 40).tolist():
        stay = np.arange(n) != unit
        assert_same(got.cv_without[[unit]], weighted_spread(x[stay], w[stay], g[stay], 300).cv[g[[unit]]])
