"""Drawn counties: what hypothesis may think of, and how closely two answers must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from . import twin


@dataclass(frozen=True)
class Counties:
    values: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    groups: npt.NDArray[np.int64]
    subgroups: npt.NDArray[np.int64]
    n_groups: int

    def units(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int64], int]:
        return self.values, self.weights, self.groups, self.n_groups

    def split(self) -> list[twin.Group]:
        return twin.split(*self.units())

    def rows(self, order: npt.NDArray[np.int64]) -> Counties:
        return Counties(
            self.values[order], self.weights[order], self.groups[order], self.subgroups[order], self.n_groups
        )


PER_PUPIL = st.builds(lambda total, pupils: total / pupils, st.integers(1, 5000), st.integers(1, 900))
ORDINARY = st.one_of(st.just(0.0), st.integers(0, 4).map(float), PER_PUPIL)
NEARLY_EQUAL = st.integers(-3, 3).map(lambda step: 6.1 * (1 + step * 1e-9))
EQUAL = st.just(20 / 3)
WIDE = st.one_of(st.just(0.0), st.builds(lambda x, e: x * 10.0**e, PER_PUPIL, st.integers(-30, 30)))
SCALE = st.sampled_from([1.0, 1.0, 1e-100, 1e-12, 1e12, 1e100])
PUPILS = st.one_of(st.integers(1, 9), st.integers(1, 5000)).map(float)
FRACTIONAL = st.floats(0.001, 1e6)


@st.composite
def counties(draw: st.DrawFn, pupils: st.SearchStrategy[float] = PUPILS) -> Counties:
    n_groups = draw(st.integers(1, 4))
    kind = draw(st.sampled_from([ORDINARY, ORDINARY, NEARLY_EQUAL, EQUAL, WIDE, ORDINARY | WIDE]))
    row = st.tuples(kind, pupils, st.integers(0, n_groups - 1), st.integers(0, 2))
    rows = draw(st.lists(row, max_size=12))
    x, w, g, k = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Counties(
        np.array(x, dtype=np.float64) * draw(SCALE),
        np.array(w, dtype=np.float64),
        np.array(g, dtype=np.int64),
        np.array(k, dtype=np.int64),
        n_groups,
    )


Answer = float | Fraction | None


def assert_agree(got: npt.NDArray[np.float64], want: Iterable[Answer], unit: Iterable[float] | float = 1.0) -> None:
    """1e-9 of the answer, or 1e-12 of `unit` where the answer is next to nothing; None is NaN."""
    expected = np.array([np.nan if answer is None else float(answer) for answer in want], dtype=np.float64)
    assert got.shape == expected.shape
    room = np.maximum(1e-9 * np.abs(expected), 1e-12 * np.abs(np.asarray(unit)))
    off = ~((np.abs(got - expected) <= room) | (np.isnan(got) & np.isnan(expected)))
    assert not off.any(), f"fast {got[off]}, twin {expected[off]}"


def assert_twin(county: Counties, fast: Callable[..., npt.NDArray[np.float64]], slow: Callable[..., Answer]) -> None:
    assert_agree(fast(*county.units()), [slow(group) for group in county.split()])


def assert_same(got: npt.NDArray[np.float64], want: npt.NDArray[np.float64]) -> None:
    np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-12)
