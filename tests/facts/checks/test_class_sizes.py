"""The fewest classes of given sizes that hold grades apart, against every way of giving the large classes out."""

from __future__ import annotations

from itertools import product
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.facts.checks.class_sizes import _fewest

from .county import County, by_rule, delivered


def by_trying(grades: list[int], standard: int, larger: list[int]) -> int:
    """Each large class is given to a grade, or to none."""
    least = 10**6
    for places in product(range(len(grades) + 1), repeat=len(larger)):
        held = [sum(size for size, place in zip(larger, places, strict=True) if place == at) for at in range(len(grades))]
        used = sum(place < len(grades) for place in places)
        least = min(least, used + sum(ceil(max(0, pupils - room) / standard) for pupils, room in zip(grades, held, strict=True)))
    return least


@given(st.lists(st.integers(0, 260), min_size=1, max_size=3), st.lists(st.sampled_from([55, 65]), max_size=4))
def test_it_never_asks_for_more_classes_than_are_needed(grades: list[int], larger: list[int]) -> None:
    assert _fewest(grades, 45, larger) <= by_trying(grades, 45, larger)


@given(st.lists(st.integers(0, 260), min_size=1, max_size=3), st.integers(0, 4))
def test_with_large_classes_of_one_size_it_is_the_fewest(grades: list[int], count: int) -> None:
    assert _fewest(grades, 45, [55] * count) == by_trying(grades, 45, [55] * count)


def test_six_grades_without_large_classes() -> None:
    """131, 131, 119, 145, 136 and 142 pupils in classes of 45: three each, and four for 136, 142 and 145."""
    assert _fewest([131, 131, 119, 145, 136, 142], 45, []) == 3 + 3 + 3 + 4 + 4 + 4


@pytest.mark.parametrize(("grades", "rule"), [((48, 48, 48, 48, 48, 48), "L26"), ((48, 48, 48, 42, 42, 42), "L64")])
def test_large_classes_entered_as_standard_ones_are_told_once(grades: tuple[int, ...], rule: str, tmp_path: Path) -> None:
    """Six classes of 45 hold 270 of 270 pupils, but not three grades of 48; 288 they do not hold at all, and that says it."""
    county = County()
    county.stage().update({f"pupils_grade_{at}": count for at, count in enumerate(grades, 1)}, pupils=sum(grades), classes=6, classes_standard=6, classes_large=0)
    found = delivered(county, tmp_path).findings
    assert set(by_rule(found)) & {"L26", "L64"} == {rule}
    assert [each.allowed for each in found if each.rule == "L64"] in ([], [""])


@pytest.mark.parametrize(("off", "told"), [([8], ["= 7"]), ([8, 9], []), ([7], [])])
def test_sizes_of_a_list_that_make_all_classes_in_the_other_schools(off: list[int], told: list[str], tmp_path: Path) -> None:
    """1 + 6 classes of two sizes. One line that is off is told; of two among six the larger sizes perhaps have no column."""
    county = _of_two_sizes()
    for number, classes in enumerate(off):
        county.stage(number)["classes"] = classes
    found = [each for each in delivered(county, tmp_path).findings if each.rule == "S73"]
    assert [(each.sheet, each.cell, each.allowed) for each in found] == [(*county.cell(county.stage(0), "classes"), allowed) for allowed in told]


def test_classes_of_no_size_are_told_at_the_sizes(tmp_path: Path) -> None:
    county = _of_two_sizes()
    county.stage().update(classes_standard=0, classes_large=0)
    assert by_rule(delivered(county, tmp_path).findings)["S73"] == county.cell(county.stage(), "classes_standard")


def test_with_every_size_it_is_told_once(tmp_path: Path) -> None:
    county = County()
    county.stage()["classes"] = 8
    assert {"L04", "S73"} & set(by_rule(delivered(county, tmp_path).findings)) == {"L04"}


def _of_two_sizes() -> County:
    county = County()
    for each in county.tables["school_years"].values():
        if each["stage"] == "小学":
            each.update(classes_big="", classes_oversize="")
    return county


def test_of_columns_of_one_size_nothing_is_said(tmp_path: Path) -> None:
    county = _of_two_sizes()
    for each in county.tables["school_years"].values():
        each.pop("classes_large", None)
    assert "S73" not in by_rule(delivered(county, tmp_path).findings)
