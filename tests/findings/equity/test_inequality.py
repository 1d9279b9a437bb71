from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.findings.equity import (
    atkinson,
    gini,
    inequality,
    mcloone,
    mean_log_deviation,
    percentile,
    percentile_ratio,
    share_ratio,
    theil,
)

from . import twin
from .drawn import FRACTIONAL, Answer, Counties, assert_agree, assert_same, assert_twin, counties

Fast = Callable[..., npt.NDArray[np.float64]]
Slow = Callable[[twin.Group], Answer]

SMOOTH: dict[str, tuple[Fast, Slow]] = {
    "theil": (theil, twin.theil),
    "mean_log_deviation": (mean_log_deviation, twin.mean_log_deviation),
    "gini": (gini, twin.gini),
}
for e in (0.25, 0.5, 1.0, 1 + 1e-9, 1.5, 2.0, 4.0):
    SMOOTH[f"atkinson {e}"] = partial(atkinson, epsilon=e), partial(twin.atkinson, epsilon=e)
BY_RANK: dict[str, tuple[Fast, Slow]] = {
    "mcloone": (mcloone, twin.mcloone),
    "percentile ratio": (percentile_ratio, partial(twin.percentile_ratio, high=90, low=10)),
    "percentile ratio 75:25": (
        partial(percentile_ratio, high=75, low=25), partial(twin.percentile_ratio, high=75, low=25)
    ),
    "share ratio": (share_ratio, partial(twin.share_ratio, top=20, bottom=20)),
    "palma": (partial(share_ratio, top=10, bottom=40), partial(twin.share_ratio, top=10, bottom=40)),
}
ALL = SMOOTH | BY_RANK
SIZED = pytest.mark.parametrize("name", ALL)


@SIZED
@settings(deadline=None, max_examples=200)
@given(county=counties())
def test_agrees_with_the_twin(name: str, county: Counties) -> None:
    assert_twin(county, *ALL[name])


@pytest.mark.parametrize("name", SMOOTH)
@settings(deadline=None)
@given(county=counties(FRACTIONAL))
def test_agrees_with_the_twin_on_fractional_weights(name: str, county: Counties) -> None:
    assert_twin(county, *SMOOTH[name])


@pytest.mark.parametrize("percent", [1, 10, 50, 90, 99])
@settings(deadline=None)
@given(county=counties())
def test_percentile_agrees_with_the_twin(percent: int, county: Counties) -> None:
    got = percentile(*county.units(), percent)
    assert_agree(got, [twin.percentile(group, percent) for group in county.split()], unit=0)


@settings(deadline=None)
@given(county=counties())
def test_all_at_once_is_the_same_as_one_by_one(county: Counties) -> None:
    units, both = county.units(), inequality(*county.units(), epsilon=0.5)
    for name in ("theil", "mean_log_deviation", "gini", "mcloone", "percentile_ratio", "share_ratio"):
        np.testing.assert_array_equal(getattr(both, name), ALL[name.replace("e_r", "e r")][0](*units))
    np.testing.assert_array_equal(both.atkinson, atkinson(*units, 0.5))


@SIZED
@settings(deadline=None, max_examples=50)
@given(county=counties(), times=st.integers(2, 4))
def test_replicating_the_population_changes_nothing(name: str, county: Counties, times: int) -> None:
    fast, (x, w, g, n) = ALL[name][0], county.units()
    assert_same(fast(np.tile(x, times), np.tile(w, times), np.tile(g, times), n), fast(x, w, g, n))
    assert_same(fast(x, w * times, g, n), fast(x, w, g, n))


@SIZED
@settings(deadline=None, max_examples=50)
@given(county=counties(), random=st.randoms(use_true_random=False))
def test_order_of_rows_and_unit_of_measure_do_not_matter(name: str, county: Counties, random: Random) -> None:
    fast, (x, w, g, n) = ALL[name][0], county.units()
    order = np.array(random.sample(range(len(x)), len(x)), dtype=np.int64)
    assert_same(fast(*county.rows(order).units()), fast(x, w, g, n))
    assert_same(fast(x * 1024, w, g, n), fast(x, w, g, n))


@pytest.mark.parametrize("name", SMOOTH)
@given(value=st.floats(1e-9, 1e9), pupils=st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_equal_schools_are_exactly_equal(name: str, value: float, pupils: list[int]) -> None:
    n = len(pupils)
    x, w, g = np.full(n, value), np.array(pupils, dtype=np.float64), np.zeros(n, dtype=np.int64)
    assert SMOOTH[name][0](x, w, g, 1)[0] == 0


@settings(deadline=None)
@given(county=counties())
def test_atkinson_of_one_follows_from_the_mean_log_deviation(county: Counties) -> None:
    log_deviation = mean_log_deviation(*county.units())
    known = ~np.isnan(log_deviation)
    assert_same(atkinson(*county.units(), 1.0)[known], -np.expm1(-log_deviation[known]))


@settings(deadline=None)
@given(county=counties())
def test_a_transfer_from_rich_to_poor_is_never_worse(county: Counties) -> None:
    x, w, g, n = county.units()
    centre = np.array([float(twin.mean(group) or 0) for group in county.split()])
    nearer = 0.5 * x + 0.5 * centre[g]
    for name, (fast, _) in SMOOTH.items():
        before, after = fast(x, w, g, n), fast(nearer, w, g, n)
        assert not (after > before + 1e-12).any(), name


def test_worked_by_hand() -> None:
    x, w, g = np.array([1.0, 3.0, 0.0]), np.array([1.0, 1.0, 2.0]), np.array([0, 0, 2])
    assert gini(x, w, g, 3)[0] == pytest.approx(0.25)  # |1 - 3| twice, over 2 * 4 * 2
    assert theil(x, w, g, 3)[0] == pytest.approx((0.5 * np.log(0.5) + 1.5 * np.log(1.5)) / 2)
    assert atkinson(x, w, g, 3, 1.0)[0] == pytest.approx(1 - np.sqrt(3) / 2)
    assert mcloone(np.array([1.0, 2.0, 4.0]), np.ones(3), np.zeros(3, dtype=np.int64), 1)[0] == 0.5
    for name, (fast, _) in ALL.items():
        assert np.isnan(fast(x, w, g, 3)[1:]).all(), name  # no units; nothing but zeros


def test_one_has_everything() -> None:
    x, w, g = np.array([0.0, 5.0]), np.array([99.0, 1.0]), np.zeros(2, dtype=np.int64)
    assert gini(x, w, g, 1)[0] == pytest.approx(0.99)
    assert theil(x, w, g, 1)[0] == pytest.approx(np.log(100))
    assert atkinson(x, w, g, 1, 2.0)[0] == 1
    assert np.isnan(mean_log_deviation(x, w, g, 1)[0])
    assert np.isnan(share_ratio(x, w, g, 1)[0])


def test_exact_borders() -> None:
    """3 of 6 pupils are at or below 1: the median is 1, not 2, however the sum is rounded."""
    x, w, g = np.array([2.0, 1.0]), np.array([3.0, 3.0]), np.zeros(2, dtype=np.int64)
    assert percentile(x, w, g, 1, 50)[0] == 1


@pytest.mark.parametrize("epsilon", [0.0, -1.0, np.nan, np.inf])
def test_atkinson_wants_an_aversion(epsilon: float) -> None:
    with pytest.raises(ValueError, match="epsilon"):
        atkinson(np.ones(1), np.ones(1), np.zeros(1, dtype=np.int64), 1, epsilon)


def test_percentages_lie_between_0_and_100() -> None:
    units = np.ones(1), np.ones(1), np.zeros(1, dtype=np.int64), 1
    with pytest.raises(ValueError, match="percentage"):
        share_ratio(*units, top=100)
    with pytest.raises(ValueError, match="percentage"):
        percentile_ratio(*units, low=0)


def test_many_codes_take_the_other_sort() -> None:
    x, w = np.array([3.0, 1.0, 2.0, 6.0]), np.array([1.0, 1.0, 2.0, 2.0])
    g = np.array([70_000, 70_000, 4, 4])
    got, small = gini(x, w, g, 70_001), gini(x, w, np.array([1, 1, 0, 0]), 2)
    assert got[[4, 70_000]].tolist() == small.tolist()


def test_a_heavy_group_does_not_blur_a_light_one() -> None:
    x, g = np.array([1.0, 2.0, 5.0, 1.0, 2.0, 5.0]), np.array([0, 0, 0, 1, 1, 1])
    w = np.array([1 / 3, 1 / 7, 1 / 11, 1 / 3, 1 / 7, 1 / 11]) * np.array([1e15, 1e15, 1e15, 1, 1, 1])
    got = gini(x, w, g, 2)
    assert got[1] == pytest.approx(got[0], rel=1e-14)
