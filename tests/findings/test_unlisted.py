"""A school that handed in pupils and is on no list of schools keeps its area's stage from passing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from junheng.facts import Facts
from junheng.findings import AreaResult, area_results, evaluate, unlisted_told
from junheng.rules import load_standard
from junheng.terms import Verdict

from .counties import County, school, stage

RULES = load_standard("cn/national/quality-2017")
ROOM = {"teaching_area": 4500, "sports_ground_area": 7500, "equipment_value": 2_000_000, "multimedia_rooms": 23, "indoor_sports_area": 0}


def facts(fails: bool = False, lost: tuple[str, ...] = (), areas: tuple[str, ...] = ("远岫县",), **more: object) -> Facts:
    """Of each area two primary schools of 1,000 pupils that stand on every limit, and schools that are on no list; `fails`: one has no sports ground."""
    county = County()
    for number, area in enumerate(areas):
        for place in (1, 2):
            code = f"{number}{place}"
            county.schools.append(school(code, f"{area}第{place}小学", "primary", area=area))
            county.stages.append(_stage(code, sports_ground_area=0 if fails and place == 1 else 7500))
    county.stages += [_stage(code, **more) for code in lost]
    return county.facts()


def _stage(code: str, **more: object) -> dict[str, object]:
    staff = {"teachers": 60, "teachers_doctor": 0, "teachers_master": 0, "teachers_bachelor": 0, "teachers_college": 42, "backbone_teachers": 10, "teachers_pe": 9, "teachers_arts": 0}
    figures = {**staff, **ROOM, **more}
    return stage(code, "primary", int(figures.pop("pupils", 1000)), **{name: Fraction(value) for name, value in figures.items()})  # type: ignore[arg-type]


def result(own: Facts, excluded: tuple[str, ...] = ()) -> AreaResult:
    return next(each for each in area_results(evaluate(own, RULES, excluded)) if each.area == "远岫县")


def test_schools_on_no_list_leave_a_stage_open() -> None:
    assert result(facts()).verdict == Verdict.PASS
    found = result(facts(lost=("98", "99"), pupils=272))
    assert (found.verdict, found.schools, found.pupils, found.unknown, found.unlisted, found.unlisted_pupils) == (Verdict.CANNOT_TELL, 2, 2000, 2, 2, 544)
    assert {each.verdict for each in found.indicators} == {Verdict.CANNOT_TELL}
    assert unlisted_told(found).zh.startswith("另有 2 所学校报了 544 名学生，但学校名单中没有它们")


def test_a_stage_that_fails_fails_all_the_same() -> None:
    assert result(facts(fails=True, lost=("99",))).verdict == Verdict.FAIL


def test_a_school_without_pupils_or_left_out_by_its_code_keeps_nobody_waiting() -> None:
    assert result(facts(lost=("99",), pupils=0)).verdict == Verdict.PASS
    assert result(facts(lost=("99",)), excluded=("99",)).verdict == Verdict.PASS


@pytest.mark.parametrize(("count", "verdict"), [(3, Verdict.CANNOT_TELL), (4, Verdict.PASS)])
def test_of_many_areas_none_waits_for_a_school_of_which_nobody_knows_where_it_lies(count: int, verdict: Verdict) -> None:
    areas = ("远岫县", *(f"{letter}县" for letter in "甲乙丙"))[:count]
    assert result(facts(lost=("99",), areas=areas)).verdict == verdict
