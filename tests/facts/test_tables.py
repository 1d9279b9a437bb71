"""How a sum of columns may be given."""

from __future__ import annotations

from junheng.facts.tables import SCHOOL_YEARS, ways_of

DEGREES = ["teachers_college", "teachers_bachelor", "teachers_master", "teachers_doctor"]


def _sets(columns: list[str]) -> list[set[str]]:
    return [set(way) for way in ways_of(columns)]


def test_a_sum_of_degrees_is_given_by_its_parts_or_from_one_degree_on() -> None:
    assert ways_of(DEGREES)[0] == tuple(DEGREES)
    assert _sets(DEGREES)[1:] == [
        {"teachers_graduate", "teachers_bachelor", "teachers_college"}, {"teachers_bachelor_up", "teachers_college"}, {"teachers_college_up"},
    ]


def test_a_column_that_is_a_sum_is_given_by_its_parts_too() -> None:
    assert _sets(["titles_middle_up"]) == [
        {"titles_middle_up"}, {"titles_senior", "titles_vice_senior", "titles_middle"}, {"titles_senior_up", "titles_middle"},
    ]


def test_what_holds_one_part_twice_and_what_is_no_sum_is_given_as_it_is() -> None:
    assert ways_of(["teachers_bachelor_up", "teachers_college_up"]) == (("teachers_bachelor_up", "teachers_college_up"),)
    assert ways_of(["books"]) == (("books",),)
    assert ways_of(["teachers_master", "teachers_bachelor"]) == (("teachers_master", "teachers_bachelor"),)


def test_every_part_of_a_sum_is_a_column_of_its_unit() -> None:
    for each in SCHOOL_YEARS.columns:
        assert all(SCHOOL_YEARS.column(part).unit == each.unit for part in each.sum_of)
