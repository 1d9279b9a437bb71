"""What a measure counts in the little county, against sums made by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from junheng.findings import area_results, evaluate
from junheng.findings.progress.figures import Figures
from junheng.findings.progress.followed import Followed, Kind, Unmeasurable, followed, unit_of
from junheng.rules import load_standard
from junheng.terms import Location

from .county import AREA, facts, schools, stages

WORDS = {"area": AREA, "year": 2024, "stage": None, "value": None, "met": None, "evidence": None}


def figure(measure: str, year: int = 2024, **other: Any) -> Any:
    return Figures(facts(**other)).of(followed(measure), year).value


@pytest.mark.parametrize(("measure", "value"), [
    ("pupils", 820), ("column:pupils/primary", 620), ("school_years.pupils/primary+junior", 820), ("column:teachers/junior", 16), ("books", 8200),
    ("kind:primary", 2), ("schools.kind=junior", 1), ("kind:junior+nine_year", 2), ("kind:any", 4), ("schools.kind", 4), ("kind:teaching_point", 1),
])
def test_sums_and_numbers_of_schools(measure: str, value: int) -> None:
    assert figure(measure) == value


def test_an_indicator_is_a_sum_over_a_sum() -> None:
    """Basic balance joins the point to its school: 32 teachers for 620 primary pupils. Of all stages 48 for 820."""
    assert figure("indicator:b6_teachers/primary") == Fraction(32, 620)
    assert figure("b6_teachers/primary", 2023) == Fraction(31, 620)
    assert figure("b6_teachers") == Fraction(48, 820)


def test_what_is_split_is_shared_as_the_standard_shares_it() -> None:
    """n1 has 3000 books: 200 primary pupils weigh 200, 100 junior 110. Junior: 3000 x 110/310 and 1000 over 200 pupils."""
    assert figure("b5_books/junior") == (Fraction(3000 * 110, 310) + 1000) / 200


def test_a_county_value_is_the_mean_of_the_evaluation() -> None:
    county = facts()
    figures = Figures(county)
    for result in area_results(evaluate(county, load_standard("cn/national/basic-2012"))):
        for each in result.indicators:
            if each.mean is not None:
                found = figures.of(followed(f"{each.indicator.id}/{result.stage.value}"), result.year).value
                assert found is not None
                assert float(found) == pytest.approx(each.mean, rel=1e-12)


def test_spread_limits_and_verdicts() -> None:
    """Junior schools: 8 teachers for 100 pupils in both, so nothing lies apart. Primary 7/120, 15/300, 10/200: mean 32/620."""
    assert figure("cv:b6_teachers/junior") == 0
    mean = Fraction(32, 620)
    square = (120 * (Fraction(7, 120) - mean) ** 2 + 300 * (Fraction(15, 300) - mean) ** 2 + 200 * (Fraction(10, 200) - mean) ** 2) / 620
    found = figure("cv:b6_teachers/primary")
    assert float(found) ** 2 == pytest.approx(float(square / mean**2), rel=1e-12)
    assert isinstance(found, Fraction)


def rooms() -> list[dict[str, Any]]:
    """2.3 rooms per 100 pupils are asked of primary, 2.4 of junior: p1 has 3, p2 6 for 300, n1 7 for 200 and 100, j1 3."""
    numbers = {"p1": 3, "p2": 6, "n1": 8, "j1": 3, "t1": 1}
    return [{**row, **({"multimedia_rooms": numbers[row["school"]]} if row["stage"] == "whole" else {})} for row in stages(2024)]


def test_a_school_holds_a_limit_with_all_its_stages() -> None:
    """p2 falls short (2.0), p1 (3), n1 (2.58 and 2.84) and j1 (3) do not: three of four."""
    assert figure("holds:q7_multimedia_rooms", school_years=rooms()) == 75
    assert figure("holds:q7_multimedia_rooms/primary", school_years=rooms()) == Fraction(200, 3)
    assert figure("holds:q7_multimedia_rooms/junior", school_years=rooms()) == 100


def test_urban_schools_alone() -> None:
    urban = Figures(facts()).within(Location.URBAN)
    assert urban.of(followed("pupils"), 2024).value == 400


@pytest.mark.parametrize(("measure", "said"), [
    ("pupils", "missing for 1"), ("books", "missing for 1"), ("b6_teachers/primary", "1 school stages"), ("cv:b6_teachers/primary", "1 school stages"),
    ("kind:primary", None), ("computers", "missing for 5"), ("schools:cn/national/quality-2017", "cannot be judged"),
    ("verdict:cn/national/basic-2012", "cannot be told"), ("item:own", "hold no own"), ("fund:公用经费", "hold no"), ("funds.amount", "not which fund"),
    ("schools.closed", "none that has closed"), ("pupils/senior", "missing for all"),
])
def test_what_is_missing_is_never_zero(measure: str, said: str | None) -> None:
    """p2 leaves pupils and books out."""
    rows = [{**row, "pupils": None, "books": None} if row["school"] == "p2" else row for row in stages(2024)]
    found = Figures(facts(school_years=rows)).of(followed(measure), 2024)
    assert (found.value is None) == (said is not None)
    assert said is None or said in found.told.en


def test_a_stage_that_nobody_reported_is_missing() -> None:
    rows = [row for row in stages(2024) if (row["school"], row["stage"]) != ("n1", "junior")]
    assert figure("pupils/junior", school_years=rows) is None
    assert figure("pupils/primary", school_years=rows) == 620


def test_county_items_need_a_paper_to_be_held() -> None:
    rows = [
        {**WORDS, "item": "own", "value": 91.5}, {**WORDS, "item": "g01_layout", "met": True}, {**WORDS, "item": "g02_unified_standards", "met": True, "evidence": "1号"},
        {**WORDS, "item": "v1_entrance_exams", "met": False, "evidence": "2号"}, {**WORDS, "item": "q07_curriculum", "met": False},
    ]
    found = {item: figure(item, county_years=rows) for item in ("item:own", "g01_layout", "g02_unified_standards", "v1_entrance_exams", "q07_curriculum")}
    assert found == {"item:own": Fraction("91.5"), "g01_layout": None, "g02_unified_standards": True, "v1_entrance_exams": True, "q07_curriculum": False}


def test_an_item_told_by_stage_has_no_figure_of_all() -> None:
    rows = [{**WORDS, "item": "g13_near_enrolment", "stage": stage, "value": value} for stage, value in (("primary", 100.0), ("junior", 96.0))]
    assert figure("g13_near_enrolment", county_years=rows) is None
    assert figure("g13_near_enrolment", county_years=rows[1:]) == 96
    assert figure("g13_near_enrolment/primary", county_years=rows) == 100


def test_a_fund_is_the_countys_line_else_the_sum_of_its_schools() -> None:
    def line(year: int, school: str | None, yuan: int) -> dict[str, Any]:
        return {"area": AREA, "year": year, "item": "公用经费", "school": school, "amount": yuan * 10_000}

    rows = [line(2024, None, 500), line(2024, "p1", 100), line(2023, "p1", 100), line(2023, "p2", 250)]
    assert [figure("fund:公用经费", year, funds=rows) for year in (2023, 2024)] == [350, 500]
    assert figure("funds.amount=公用经费", funds=rows) == 500


def test_closed_schools_are_counted_once_from_then_on() -> None:
    rows = [{**row, "closed": 2024 if row["school"] == "p1" else None} for year in (2023, 2024) for row in schools(year)]
    found = [figure("schools.closed", year, schools=rows) for year in (2023, 2024)]
    assert found == [None, 1]
    assert figure("closed:junior", schools=rows) is None
    assert figure("kind:primary", schools=rows) == 1


@pytest.mark.parametrize("measure", [
    "nothing", "size:b5_books", "cv:b5_books", "cv:b5_books/whole", "holds:b5_books/primary", "schools:cn/national/basic-2012", "schools:nowhere", "kind:castle",
    "column:books/primary", "item:", "indicator:pupils", "b5_books/first", "indicator:b5_books@nowhere", "schools.colour",
])
def test_a_measure_that_names_nothing_is_refused(measure: str) -> None:
    with pytest.raises(Unmeasurable) as raised:
        followed(measure)
    assert raised.value.message.zh
    assert raised.value.message.en


def test_plain_ids_and_kinds_mean_the_same() -> None:
    assert followed("b5_books/primary") == followed("indicator:b5_books/primary") == Followed(Kind.INDICATOR, "b5_books", ("primary",), "cn/national/basic-2012")
    assert followed("pupils") == followed("column:pupils") == followed("school_years.pupils")
    assert followed("cn/national/basic-2012") == followed("verdict:cn/national/basic-2012")
    assert followed("schools.kind=junior") == followed("kind:junior")
    assert followed("class_size_mean").standard == "cn/national/quality-2017"


@pytest.mark.parametrize(("measure", "unit"), [
    ("pupils", "persons"), ("holds:q6_equipment", "%"), ("kind:any", "schools"), ("fund:x", "yuan"), ("classes_oversize_share", "%"), ("b5_books", "volumes per pupil"),
    ("q02_disabled_enrolment", "%"), ("cv:b5_books/junior", ""),
])
def test_units(measure: str, unit: str) -> None:
    assert unit_of(followed(measure)).en == unit


@pytest.mark.parametrize("measure", ["pupils/primary", "cv:b5_books/junior", "holds:q6_equipment", "verdict:cn/national/basic-2012", "kind:any", "closed:primary", "item:own", "fund:x", "g07_standard_schools", "schools:cn/national/quality-2017"])
def test_every_measure_has_a_title_in_both_languages(measure: str) -> None:
    title = followed(measure).title
    assert title.zh
    assert title.en
