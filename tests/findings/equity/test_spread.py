from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.findings.equity import plain_spread, weighted_spread

from . import twin
from .drawn import FRACTIONAL, Counties, assert_agree, assert_same, counties

PUPILS = np.array([45.0, 37.0, 89.0, 76.0, 55.0])
BOOKS = np.array([279.0, 137.0, 935.0, 160.0, 402.0])
ONE = np.zeros(5, dtype=np.int64)


def test_published_example() -> None:
    spread = weighted_spread(BOOKS / PUPILS, PUPILS, ONE, 1)
    assert spread.mean[0] == pytest.approx(1913 / 302, rel=1e-15)
    assert spread.mean[0] == pytest.approx(6.334437, abs=1e-6)
    assert spread.cv[0] == pytest.approx(0.515257, abs=1e-6)
    assert spread.sd[0] == pytest.approx(3.264, abs=1e-3)
    assert spread.units[0] == 5
    assert spread.weight[0] == 302


def test_published_example_in_the_unofficial_forms() -> None:
    assert round(plain_spread(BOOKS / PUPILS, ONE, 1, sample=False).cv[0], 4) == 0.4888
    assert round(plain_spread(BOOKS / PUPILS, ONE, 1, sample=True).cv[0], 4) == 0.5465


@settings(deadline=None, max_examples=300)
@given(counties() | counties(FRACTIONAL))
def test_agrees_with_the_twin(county: Counties) -> None:
    spread, groups = weighted_spread(*county.units()), county.split()
    means = [float(twin.mean(group) or 0) for group in groups]
    assert spread.units.tolist() == [len(group) for group in groups]
    assert_agree(spread.weight, [twin.weight(group) for group in groups])
    assert_agree(spread.mean, [twin.mean(group) for group in groups], unit=0)
    assert_agree(spread.sd, [twin.sd(group) for group in groups], unit=means)
    assert_agree(spread.cv, [twin.cv(group) for group in groups])


@settings(deadline=None)
@given(counties())
def test_plain_forms_agree_with_the_twin(county: Counties) -> None:
    for sample, slow in ((False, twin.plain_cv), (True, twin.sample_cv)):
        spread = plain_spread(county.values, county.groups, county.n_groups, sample)
        assert_agree(spread.cv, [slow(group) for group in county.split()])


def test_sample_form_needs_two_schools() -> None:
    spread = plain_spread(np.array([3.0, 4.0, 4.0]), np.array([0, 1, 1]), 3, sample=True)
    assert np.isnan(spread.sd[0])
    assert spread.sd[1] == 0
    assert np.isnan(spread.sd[2])


@given(st.floats(1e-9, 1e9), st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_equal_schools_have_exactly_no_spread(value: float, pupils: list[int]) -> None:
    n = len(pupils)
    spread = weighted_spread(np.full(n, value), np.array(pupils, dtype=np.float64), np.zeros(n, dtype=np.int64), 1)
    assert spread.mean[0] == value
    assert spread.sd[0] == 0
    assert spread.cv[0] == 0


def test_no_units_and_nothing_to_compare() -> None:
    spread = weighted_spread(np.zeros(2), np.ones(2), np.array([1, 1]), 3)
    assert np.isnan(spread.mean).tolist() == [True, False, True]
    assert spread.mean[1] == 0
    assert spread.sd[1] == 0
    assert np.isnan(spread.cv).all()
    nothing = weighted_spread(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64), 2)
    assert np.isnan(nothing.cv).all()
    assert nothing.units.tolist() == [0, 0]


@settings(deadline=None)
@given(counties())
def test_weights_and_units_of_measure_do_not_matter(county: Counties) -> None:
    x, w, g, n = county.units()
    spread = weighted_spread(x, w, g, n)
    np.testing.assert_array_equal(weighted_spread(x, 2 * w, g, n).cv, spread.cv)
    assert_same(weighted_spread(x * 666.7, w, g, n).cv, spread.cv)


@settings(deadline=None)
@given(counties(), st.integers(1, 400))
def test_merging_two_equal_schools_changes_nothing(county: Counties, moved: int) -> None:
    x, w, g, n = county.units()
    apart = weighted_spread(np.append(x, x), np.append(w, np.full_like(w, moved)), np.append(g, g), n)
    merged = weighted_spread(x, w + moved, g, n)
    assert_same(apart.cv, merged.cv)


@settings(deadline=None)
@given(counties(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(county: Counties, random: Random) -> None:
    order = np.array(random.sample(range(len(county.values)), len(county.values)), dtype=np.int64)
    assert_same(weighted_spread(*county.rows(order).units()).cv, weighted_spread(*county.units()).cv)


@pytest.mark.parametrize(
    ("values", "weights", "groups"),
    [
        ([1.0, -1.0], [1.0, 1.0], [0, 0]),
        ([1.0, np.nan], [1.0, 1.0], [0, 0]),
        ([1.0, np.inf], [1.0, 1.0], [0, 0]),
        ([1.0, 1.0], [1.0, 0.0], [0, 0]),
        ([1.0, 1.0], [1.0, np.nan], [0, 0]),
        ([1.0, 1.0], [1.0, 1.0], [0, 2]),
        ([1.0, 1.0], [1.0, 1.0], [-1, 0]),
        ([1.0, 1.0], [1.0], [0, 0]),
    ],
)
def test_what_does_not_fit_is_refused(values: list[float], weights: list[float], groups: list[int]) -> None:
    with pytest.raises(ValueError, match=r"must|wanted"):
        weighted_spread(np.array(values), np.array(weights), np.array(groups), 2)
