"""The engine and the slow plain twin say the same of any county: who counts, every value, every verdict."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.findings import Evaluation, area_results, evaluate
from junheng.findings.engine import FIRST_UNKNOWN, Status
from junheng.rules import load_standard
from junheng.terms import Verdict

from . import twin
from .counties import County, counties

STANDARDS = ("cn/national/basic-2012", "cn/national/quality-2017")
TOLD = {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.CANNOT_TELL}


def close(got: float | None, want: object) -> bool:
    if got is None or want is None:
        return got is None and want is None
    return math.isclose(got, float(want), rel_tol=1e-9, abs_tol=1e-9)  # type: ignore[arg-type]


def side(status: Status) -> str:
    if status >= FIRST_UNKNOWN:
        return "unknown"
    return {Status.COUNTED: "in", Status.MERGED: "merged"}.get(status, "out")


def assert_twins(county: County, standard: str, excluded: tuple[str, ...] = ()) -> tuple[Evaluation, twin.Judged]:
    want = twin.judge(county.schools, county.stages, twin.law(standard), excluded)
    got = evaluate(county.facts(), load_standard(standard), excluded)
    said = {(each.school, each.year, each.stage.value): side(each.status) for each in (*got.schools, *got.not_counted)}
    assert said == want.status
    _same_units(got, want)
    _same_areas(got, want)
    return got, want


def _same_units(got: Evaluation, want: twin.Judged) -> None:
    assert sum(len(area.units) for area in want.areas.values()) == len(got.schools)
    for each in got.schools:
        unit = want.areas[(each.area, each.year, each.stage.value)].units[each.school]
        assert each.pupils == unit.pupils
        assert each.points == unit.points
        assert each.met == unit.met
        for measured in each.measured:
            name = measured.indicator.id
            where = f"{each.school} {each.stage} {name}: {measured}, twin {unit.values[name]}"
            assert close(measured.value, unit.values[name]), where
            assert measured.verdict == (TOLD[unit.held[name]] if name in unit.held else None), where
        if each.verdict is not None:
            assert each.verdict == TOLD[unit.verdict]


def _same_areas(got: Evaluation, want: twin.Judged) -> None:
    results = {(each.area, each.year, each.stage.value): each for each in area_results(got)}
    assert set(results) == set(want.areas)
    for key, result in results.items():
        area = want.areas[key]
        assert (result.schools, result.pupils or 0, result.unknown) == (len(area.units), area.pupils, area.unknown)
        for each in result.indicators:
            name = each.indicator.id
            variance, cv2 = area.variance[name], area.cv_squared[name]
            assert close(each.mean, area.mean[name]), (key, name)
            assert close(each.sd, None if variance is None else twin.root(variance)), (key, name)
            assert close(each.cv, None if cv2 is None else twin.root(cv2)), (key, name)
            assert each.missing == area.missing[name]
            assert each.verdict == (TOLD[area.cv_verdict[name]] if name in area.cv_verdict else None), (
                key,
                name,
                each.cv,
            )
        assert close(result.composite_cv, area.composite)
        if result.composite_limit:
            assert result.composite_verdict == TOLD[area.composite_verdict]
        if result.schools_verdict is not None:
            assert result.schools_verdict == TOLD[area.schools_verdict]
        assert result.verdict == TOLD[area.verdict]


@pytest.mark.parametrize("standard", STANDARDS)
@settings(max_examples=40, deadline=None)
@given(county=counties(), data=st.data())
def test_the_engine_agrees_with_the_plain_twin(standard: str, county: County, data: st.DataObject) -> None:
    names = [each["name"] for each in county.schools] + [each["school"] for each in county.schools]
    excluded = data.draw(st.one_of(st.just(()), st.tuples(st.sampled_from(names))))
    assert_twins(county, standard, excluded)
