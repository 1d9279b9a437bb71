"""Values and CVs that stand exactly on a limit hold it; a hair below they do not."""

from __future__ import annotations

import pytest

from junheng.findings import evaluate
from junheng.rules import load_standard
from junheng.terms import Verdict

from .counties import County, school, stage
from .test_twin import assert_twins

QUALITY = "cn/national/quality-2017"


def pair(kind: str, pupils: int, low: int, high: int, copies: int) -> County:
    """Schools of one size, half with `low` and half with `high` of everything."""
    county = County()
    for index in range(2 * copies):
        code, value = f"21990{index:03}", (low, high)[index % 2]
        county.schools.append(school(code, f"第{index}学校", kind))
        degrees = {"teachers_doctor": 0, "teachers_master": 0, "teachers_bachelor": value, "teachers_college": 0}
        county.stages.append(
            stage(code, kind, pupils, **degrees, backbone_teachers=value, teachers_pe=value, teachers_arts=0)
        )
        rooms = {"teaching_area": value, "indoor_sports_area": 0, "sports_ground_area": value}
        whole = stage(code, "whole", None, **rooms, equipment_value=value, multimedia_rooms=value)
        county.stages.append(whole)
    return county


@pytest.mark.parametrize(("kind", "low", "high"), [("primary", 1, 3), ("junior", 11, 29)])
@pytest.mark.parametrize("pupils", [7, 100, 333])
@pytest.mark.parametrize("copies", [1, 3])
@pytest.mark.parametrize("times", [1, 3, 33])
def test_a_cv_exactly_on_its_limit_holds(kind: str, low: int, high: int, pupils: int, copies: int, times: int) -> None:
    got, want = assert_twins(pair(kind, pupils, low * times, high * times, copies), QUALITY)
    limit = {"primary": 0.5, "junior": 0.45}[kind]
    assert all(
        float(cv2 or 0) == pytest.approx(limit**2) for cv2 in want.areas[("远岫县", 2023, kind)].cv_squared.values()
    )
    assert {each.verdict[0] for each in got.areas.spreads.values()} == {1}


def test_a_cv_a_hair_over_its_limit_does_not() -> None:
    county = pair("primary", 100, 10**6, 3 * 10**6 + 1, 1)
    got, _ = assert_twins(county, QUALITY)
    assert {each.verdict[0] for each in got.areas.spreads.values()} == {0}


@pytest.mark.parametrize(("teachers", "said"), [(9, Verdict.PASS), (8, Verdict.FAIL)])
def test_nine_teachers_for_a_thousand_pupils_hold_point_nine_per_hundred(teachers: int, said: Verdict) -> None:
    county = County(
        [school("1", "一", "primary")], [stage("1", "primary", 1000, teachers_pe=teachers, teachers_arts=0)]
    )
    found = evaluate(county.facts(), load_standard(QUALITY)).schools[0].measured
    assert {each.indicator.id: each.verdict for each in found}["q3_pe_arts_teachers"] == said


def test_a_hall_larger_than_the_rooms_it_belongs_to_tells_nothing() -> None:
    whole = stage("1", "whole", None, teaching_area=100, indoor_sports_area=101, sports_ground_area=5000)
    county = County([school("1", "一", "primary")], [stage("1", "primary", 100), whole])
    got, _ = assert_twins(county, QUALITY)
    said = {each.indicator.id: each.verdict for each in got.schools[0].measured}
    assert said["q4_teaching_area"] == Verdict.CANNOT_TELL
    assert said["q5_sports_area"] == Verdict.PASS


def test_a_stage_outside_the_standard_is_no_area_even_where_the_owner_is_unknown() -> None:
    county = County(
        [school("1", "一", "complete", ownership=None, run_by=None)],
        [stage("1", "junior", 100), stage("1", "senior", 100)],
    )
    got, _ = assert_twins(county, "cn/national/basic-2012")
    assert got.areas.keys == [("远岫县", 2023, "junior")]


def test_a_point_whose_parent_does_not_teach_its_stage_is_not_lost() -> None:
    county = County(
        [school("1", "一", "junior"), school("2", "二", "teaching_point", parent_code="1")],
        [stage("1", "junior", 100), stage("2", "primary", 30)],
    )
    got, want = assert_twins(county, "cn/national/basic-2012")
    assert want.status[("2", 2023, "primary")] == "unknown"
    assert {each.school for each in got.not_counted} == {"2"}


def test_a_point_that_reports_no_rooms_leaves_its_parent_untold_not_poorer() -> None:
    county = County(
        [school("1", "一", "primary"), school("2", "二", "teaching_point", parent_code="1")],
        [stage("1", "primary", 100), stage("1", "whole", None, books=1000), stage("2", "primary", 30)],
    )
    got, _ = assert_twins(county, "cn/national/basic-2012")
    books = next(each for each in got.schools[0].measured if each.indicator.id == "b5_books")
    assert (got.schools[0].pupils, got.schools[0].points, books.value) == (130, 1, None)
