"""What is missing, once added to the facts, makes the indicator pass; one unit less does not."""

from __future__ import annotations

import copy
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given, settings

from findings import twin
from findings.counties import County, counties, school, stage
from junheng.findings import Measured, SchoolVerdict, evaluate
from junheng.proposals.gaps import Gap, gap
from junheng.rules import load_standard
from junheng.terms import Stage, Unit, Verdict

QUALITY = load_standard("cn/national/quality-2017")
Key = tuple[str, str, str]  # school, stage, indicator


def measured(county: County) -> dict[Key, tuple[SchoolVerdict, Measured]]:
    return {
        (each.school, each.stage.value, one.indicator.id): (each, one)
        for each in evaluate(county.facts(), QUALITY).schools
        for one in each.measured
    }


def gaps(county: County) -> dict[Key, Gap]:
    found = {key: gap(*pair) for key, pair in measured(county).items()}
    return {key: each for key, each in found.items() if each is not None}


def with_more(county: County, wanted: dict[Key, int]) -> tuple[County, set[Key]]:
    """The county with units added to the first column of each numerator (below 0: taken away); and where it could be."""
    changed, done = copy.deepcopy(county), set()
    rows = {(row["school"], row["stage"]): row for row in changed.stages}
    for (code, name, indicator), units in wanted.items():
        rule = next(each for each in QUALITY.indicators if each.id == indicator)
        row = rows[(code, "whole" if rule.split else name)]
        column = rule.numerator_of(name)[0].column
        if row[column] + units >= (row["indoor_sports_area"] if column == "teaching_area" else 0):
            row[column] += units
            done.add((code, name, indicator))
    return changed, done


def verdicts(county: County, wanted: dict[Key, int]) -> dict[Key, Any]:
    """Stage by stage: the stages of a school share its rooms."""
    found = {}
    for name in (Stage.PRIMARY.value, Stage.JUNIOR.value):
        changed, done = with_more(county, {key: units for key, units in wanted.items() if key[1] == name})
        now = measured(changed)
        found |= {key: now[key][1].verdict for key in done}
    return found


@settings(max_examples=10, deadline=None)
@given(county=counties(most=12, tidy=True))
def test_what_is_missing_once_added_makes_the_indicator_pass(county: County) -> None:
    missing = {key: each.missing for key, each in gaps(county).items() if each.missing is not None}
    now = measured(county)
    assert {key for key, units in missing.items() if units == 0} == {
        key for key in missing if now[key][1].verdict == Verdict.PASS
    }
    lacking = {key: units for key, units in missing.items() if units}
    assert set(verdicts(county, lacking).values()) <= {Verdict.PASS}
    less = verdicts(county, {key: units - 1 for key, units in lacking.items()})
    assert set(less.values()) <= {Verdict.FAIL}
    assert set(less) == set(lacking)


@settings(max_examples=10, deadline=None)
@given(county=counties(most=12, tidy=True))
def test_one_unit_says_whether_one_more_or_less_turns_the_verdict(county: County) -> None:
    now = {key: pair[1].verdict for key, pair in measured(county).items()}
    flags = {key: each.one_unit for key, each in gaps(county).items() if each.missing is not None}
    turned = verdicts(county, {key: -1 if now[key] == Verdict.PASS else 1 for key in flags})
    assert turned
    assert {key: said != now[key] for key, said in turned.items()} == {key: flags[key] for key in turned}


@settings(max_examples=25, deadline=None)
@given(county=counties(most=12, tidy=True))
def test_rounding_says_whether_the_printed_value_would_be_judged_otherwise(county: County) -> None:
    areas = twin.judge(county.schools, county.stages, twin.law("cn/national/quality-2017")).areas
    units = {(code, key[2]): unit for key, area in areas.items() for code, unit in area.units.items()}
    found = gaps(county)
    assert found
    for (code, name, indicator), each in found.items():
        value = units[(code, name)].values[indicator]
        if value is not None:
            printed = Fraction(floor(value * 100 + Fraction(1, 2)), 100)
            rule = next(one for one in QUALITY.standard.indicators if one.id == indicator)
            exact = units[(code, name)].held[indicator]
            assert each.rounding == ((printed >= Fraction(rule.limits[name].value)) != exact), (value, indicator)


def one_school(**facts: Any) -> dict[str, Gap]:
    whole = {name: facts.pop(name) for name in list(facts) if name in twin.SHARED}
    county = County(
        [school("1", "一", "primary")], [stage("1", "primary", 1000, **facts), stage("1", "whole", None, **whole)]
    )
    return {key[2]: each for key, each in gaps(county).items()}


def test_a_gap_is_in_whole_teachers_rooms_metres_and_yuan() -> None:
    found = one_school(
        teachers_pe=3,
        teachers_arts=2,
        multimedia_rooms=20,
        teaching_area=4400,
        indoor_sports_area=0,
        sports_ground_area=Fraction("7499.9999"),
        equipment_value=1_999_999,
    )
    said = {name: (each.missing, each.unit) for name, each in found.items() if each.missing is not None}
    assert said == {
        "q3_pe_arts_teachers": (4, Unit.PERSON),
        "q4_teaching_area": (100, Unit.SQUARE_METRE),
        "q5_sports_area": (1, Unit.SQUARE_METRE),
        "q6_equipment": (1, Unit.YUAN),
        "q7_multimedia_rooms": (3, Unit.ROOM),
    }
    assert found["q6_equipment"].rounding
    assert found["q2_backbone_teachers"].missing is None
