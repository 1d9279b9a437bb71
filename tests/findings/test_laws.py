"""Laws an evaluation must keep, whatever the county."""

from __future__ import annotations

import copy
import csv
import math
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.facts import load
from junheng.facts.store import facts_of
from junheng.findings import AreaResult, area_results, evaluate
from junheng.findings.engine import Status
from junheng.rules import load_standard
from junheng.terms import Verdict

from .counties import SHARED, STAFF, County, counties, school, stage
from .test_twin import STANDARDS

KEYS = ("school", "year", "stage")


def results(county: County, standard: str) -> dict[tuple[str, int, str], AreaResult]:
    evaluation = evaluate(county.facts(), load_standard(standard))
    return {(each.area, each.year, each.stage.value): each for each in area_results(evaluation)}


def assert_same_spread(one: dict[Any, AreaResult], two: dict[Any, AreaResult]) -> None:
    assert set(one) == set(two)
    for key, result in one.items():
        for first, second in zip(result.indicators, two[key].indicators, strict=True):
            for a, b in ((first.cv, second.cv), (first.known_cv, second.known_cv), (first.mean, second.mean)):
                assert (a is None) == (b is None)
                assert a is None or b is None or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("standard", STANDARDS)
@settings(max_examples=10, deadline=None)
@given(county=counties(most=10, tidy=True))
def test_nothing_changes_when_every_school_doubles(standard: str, county: County) -> None:
    doubled = copy.deepcopy(county)
    for row in doubled.stages:
        row |= {name: row[name] * 2 for name in row if name not in KEYS}
    assert_same_spread(results(county, standard), results(doubled, standard))


@pytest.mark.parametrize("standard", STANDARDS)
@settings(max_examples=10, deadline=None)
@given(county=counties(most=10, tidy=True), data=st.data())
def test_merging_two_equal_schools_changes_neither_mean_nor_cv(
    standard: str, county: County, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from([row["school"] for row in county.schools]))
    apart, merged = copy.deepcopy(county), copy.deepcopy(county)
    own = next(row for row in county.schools if row["school"] == code)
    apart.schools.append(own | {"school": "twin", "name": "孪生学校"})
    apart.stages += [row | {"school": "twin"} for row in county.stages if row["school"] == code]
    for row in merged.stages:
        if row["school"] == code:
            row |= {name: row[name] * 2 for name in row if name not in KEYS}
    assert_same_spread(results(apart, standard), results(merged, standard))


@settings(max_examples=10, deadline=None)
@given(county=counties(most=10), seed=st.integers(0, 2**32))
def test_the_order_of_rows_names_the_same_snapshot(county: County, seed: int) -> None:
    mixed = copy.deepcopy(county)
    random.Random(seed).shuffle(mixed.schools)
    random.Random(seed).shuffle(mixed.stages)
    assert mixed.facts().snapshot == county.facts().snapshot
    blocks = county.delivery()
    blocks.blocks.reverse()
    assert facts_of(blocks).snapshot == county.facts().snapshot


@pytest.mark.parametrize("standard", STANDARDS)
@settings(max_examples=10, deadline=None)
@given(county=counties(most=8, tidy=True), data=st.data())
def test_a_missing_fact_makes_cannot_tell_never_a_failure_or_a_zero(
    standard: str, county: County, data: st.DataObject
) -> None:
    fact = data.draw(st.sampled_from([*STAFF, *SHARED, "pupils"]))
    rows = [row for row in county.stages if fact in row]
    gone = copy.deepcopy(county)
    row = gone.stages[county.stages.index(data.draw(st.sampled_from(rows)))]
    row[fact] = None
    before, after = (evaluate(each.facts(), load_standard(standard)) for each in (county, gone))
    known = {(each.school, each.stage, one.indicator.id): one for each in before.schools for one in each.measured}
    for each in after.schools:
        for one in each.measured:
            was = known[(each.school, each.stage, one.indicator.id)]
            assert one.value in (None, was.value)
            touched = each.school == row["school"] and fact in (*one.indicator.numerator_of(each.stage), "pupils")
            assert touched or one.value is None or one.verdict == was.verdict
            assert one.value is not None or one.verdict in (None, Verdict.CANNOT_TELL)
    verdicts = {key: before.verdict(group) for group, key in enumerate(before.areas.keys)}
    for group, key in enumerate(after.areas.keys):
        assert after.verdict(group) in (Verdict.CANNOT_TELL, verdicts[key])


def with_a_point(**more: Any) -> County:
    whole = dict.fromkeys(SHARED, 100) | {"indoor_sports_area": 10}
    staff = dict.fromkeys(STAFF, 2)
    return County(
        [
            school("1", "中心小学", "primary"),
            school("2", "北圩教学点", "teaching_point", **more),
            school("3", "二小", "primary"),
        ],
        [stage(code, "primary", pupils, **staff) for code, pupils in (("1", 100), ("2", 20), ("3", 120))]
        + [stage(code, "whole", None, **whole) for code in "123"],
    )


def basic(county: County, excluded: tuple[str, ...] = ()) -> tuple[AreaResult, dict[str, Status]]:
    evaluation = evaluate(county.facts(), load_standard("cn/national/basic-2012"), excluded)
    (result,) = area_results(evaluation)
    return result, {each.school: each.status for each in (*evaluation.schools, *evaluation.not_counted)}


def test_a_point_without_a_parent_leaves_the_county_untold_until_it_is_given_one() -> None:
    result, status = basic(with_a_point())
    assert (result.verdict, result.unknown, result.composite_cv) == (Verdict.CANNOT_TELL, 1, None)
    assert status["2"] == Status.PARENT_UNKNOWN
    for way in ({"parent": "中心小学"}, {"parent_code": "1"}, {"parent": "1"}):
        result, status = basic(with_a_point(**way))
        assert (result.verdict, result.unknown, result.pupils) == (Verdict.PASS, 0, 240)
        assert status["2"] == Status.MERGED


@pytest.mark.parametrize("name", ["北圩教学点", "2"])
def test_a_point_left_out_by_name_or_code_is_no_doubt_any_more(name: str) -> None:
    result, status = basic(with_a_point(), (name,))
    assert (result.unknown, result.pupils, result.verdict) == (0, 220, Verdict.PASS)
    assert status["2"] == Status.EXCLUDED


def test_units_of_money_change_no_value(tmp_path: Path) -> None:
    found = []
    for unit, times in (("万元", 1), ("元", 10_000), ("千元", 10)):
        path = tmp_path / f"{times}" / "远岫县2023年小学统计表.csv"
        path.parent.mkdir()
        head = ["学校标识码", "学校名称", "办学类型", "举办者类型", "在校生数", f"教学仪器设备资产值（{unit}）"]
        rows = [
            ["1", "一小", "小学", "县级教育部门", 300, f"{12.3457 * times:.4f}"],
            ["2", "二小", "小学", "县级教育部门", 200, 50 * times],
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        facts, delivery = load([path])
        assert not delivery.has_errors
        (result,) = area_results(evaluate(facts, load_standard("cn/national/quality-2017")))
        equipment = next(each for each in result.indicators if each.indicator.id == "q6_equipment")
        found.append((facts.snapshot, equipment.mean, equipment.cv))
    assert found[0] == found[1] == found[2]
    assert found[0][1] == pytest.approx((123457 + 500_000) / 500)


def test_of_two_parents_of_one_name_the_one_in_the_point_s_township_is_meant() -> None:
    county = with_a_point(parent="中心小学", township="竹园镇")
    for row in county.schools:
        row |= (
            {"name": "中心小学", "township": {"1": "竹园镇", "3": "松岭镇"}[row["school"]]}
            if row["school"] != "2"
            else {}
        )
    assert basic(county)[1]["2"] == Status.MERGED
    for row in county.schools:
        row["township"] = "竹园镇"
    assert basic(county)[1]["2"] == Status.PARENT_UNKNOWN
