from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from junheng.findings.equity import Parts, decompose, theil, weighted_spread

from . import twin
from .drawn import FRACTIONAL, Counties, assert_agree, assert_same, counties


def parts(county: Counties) -> tuple[Parts, Parts]:
    split = decompose(county.values, county.weights, county.groups, county.subgroups, county.n_groups, 3)
    return split.cv_squared, split.theil


@settings(deadline=None, max_examples=300)
@given(counties() | counties(FRACTIONAL))
def test_agrees_with_the_twin(county: Counties) -> None:
    codes = [county.subgroups[county.groups == g].tolist() for g in range(county.n_groups)]
    for got, slow in zip(parts(county), (twin.cv_squared_parts, twin.theil_parts), strict=True):
        want = [slow(group, own) for group, own in zip(county.split(), codes, strict=True)]
        assert_agree(got.between, [both and both[0] for both in want])
        assert_agree(got.within, [both and both[1] for both in want])


@settings(deadline=None)
@given(counties())
def test_the_parts_add_up(county: Counties) -> None:
    of_cv, of_theil = parts(county)
    assert_same(of_cv.total, weighted_spread(*county.units()).cv ** 2)
    assert_same(of_theil.total, theil(*county.units()))
    for part in (of_cv, of_theil):
        assert not (part.between < 0).any()
        assert not (part.within < 0).any()


def test_all_between_and_all_within() -> None:
    x, w = np.array([1.0, 1.0, 3.0, 3.0, 1.0, 3.0, 1.0, 3.0]), np.ones(8)
    g, k = np.array([0, 0, 0, 0, 1, 1, 1, 1]), np.array([0, 0, 1, 1, 0, 0, 1, 1])
    split = decompose(x, w, g, k, 3, 2)
    assert split.cv_squared.between[:2].tolist() == [0.25, 0]
    assert split.cv_squared.within[:2].tolist() == [0, 0.25]
    assert split.theil.share_between[:2].tolist() == [1, 0]
    assert np.isnan(split.theil.total[2])


def test_equal_schools_leave_nothing_to_share_out() -> None:
    pupils, group = np.array([7.0, 3.0, 1.0]), np.zeros(3, dtype=np.int64)
    split = decompose(np.full(3, 0.1), pupils, group, np.array([0, 0, 1]), 1, 2)
    assert split.cv_squared.total[0] == 0
    assert split.theil.total[0] == 0
    assert np.isnan(split.theil.share_between[0])


def test_subgroups_that_do_not_fit_are_refused() -> None:
    one, group = np.ones(1), np.zeros(1, dtype=np.int64)
    with pytest.raises(ValueError, match="codes"):
        decompose(one, one, group, np.array([2]), 1, 2)
    with pytest.raises(ValueError, match="one subgroup"):
        decompose(one, one, group, np.array([0, 1]), 1, 2)
