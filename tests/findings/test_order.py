"""The quick order by numbers is the plain order by texts: area, year, stage, school, what is missing last."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from junheng.findings.engine import ordered
from junheng.terms import Stage

_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["乙县", "甲县", "b", "a", None]), st.integers(2012, 2030), st.sampled_from(["primary", "junior", "senior"]),
        st.text("ab1学", min_size=1, max_size=3),
    ),
    unique=True, max_size=30,
)


@given(_ROWS)
def test_the_order_is_that_of_the_texts(rows: list[tuple[str | None, int, str, str]]) -> None:
    types = {"area": pl.String, "year": pl.Int32, "stage": pl.String, "school": pl.String}
    given_frame = pl.concat([pl.DataFrame(rows[:7], types, orient="row"), pl.DataFrame(rows[7:], types, orient="row")], rechunk=False)
    places = [stage.value for stage in Stage]
    plain = sorted(rows, key=lambda row: (row[0] is None, (row[0] or "").encode(), row[1], places.index(row[2]), row[3].encode()))
    assert ordered(nw.from_native(given_frame)).to_native().rows() == plain
