"""Facts of the whole school in the line of its only stage, as the template's example has them: every check that asks the whole school sees them, at their own cells."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from junheng.facts.checks.wholes import with_wholes
from junheng.facts.store.frames import empty_tables

from .county import SCHOOLS, YEARS, County, by_rule, delivered

_COLUMNS = ("school", "year", "stage", "pupils", "books", "land_area")


def _rows(*lines: tuple[object, ...]) -> pl.DataFrame:
    return pl.concat([empty_tables()["school_years"], pl.DataFrame(lines, _COLUMNS, orient="row", schema_overrides={"year": pl.Int32, "pupils": pl.Int64, "books": pl.Int64, "land_area": pl.Int64})], how="diagonal")


def _told(rows: pl.DataFrame) -> list[tuple[object, ...]]:
    return with_wholes(rows).select(_COLUMNS).rows()


def test_a_row_of_the_whole_school_is_made_behind_its_only_stage() -> None:
    rows = _rows(("1", 2023, "primary", 100, 900, 50), ("2", 2023, "primary", 80, None, None), ("3", 2023, "primary", 60, 700, None))
    assert _told(rows) == [
        ("1", 2023, "primary", 100, None, None), ("1", 2023, "whole", None, 900, 50), ("2", 2023, "primary", 80, None, None),
        ("3", 2023, "primary", 60, None, None), ("3", 2023, "whole", None, 700, None),
    ]


def test_what_the_row_of_the_whole_school_gives_otherwise_stays_in_both() -> None:
    """The land is the same and stands once; of the books 900 and 800 nobody knows which is right, and R02 tells both."""
    rows = _rows(("1", 2023, "primary", 100, 900, 50), ("1", 2023, "whole", None, 800, 50), ("2", 2023, "primary", 100, 700, None), ("2", 2023, "whole", None, None, 60))
    assert _told(rows) == [
        ("1", 2023, "primary", 100, 900, None), ("1", 2023, "whole", None, 800, 50), ("2", 2023, "primary", 100, None, None), ("2", 2023, "whole", None, 700, 60),
    ]


def test_the_stages_of_a_school_of_several_keep_what_they_give() -> None:
    rows = _rows(("1", 2023, "junior", 100, 900, 50), ("1", 2023, "primary", 100, 800, None), ("2", 2023, "whole", None, 700, 60))
    assert with_wholes(rows).equals(rows)


def _county() -> County:
    county = County()
    county.without_wholes()
    return county


def test_a_clean_county_so_has_no_finding(tmp_path: Path) -> None:
    assert delivered(_county(), tmp_path).findings == []


@pytest.mark.parametrize(("column", "value", "rule"), [("books", "", "B02"), ("books", 90_000, "P09"), ("land_area", 0, "L31"), ("classrooms", 4, "P13")])
def test_a_finding_stands_at_the_cell_in_the_line_of_the_stage(column: str, value: object, rule: str, tmp_path: Path) -> None:
    county = _county()
    county.stage()[column] = value
    assert by_rule(delivered(county, tmp_path).findings)[rule] == county.cell(county.stage(), column)


def test_a_jump_names_the_line_of_the_year_before(tmp_path: Path) -> None:
    county = _county()
    county.stage()["books"] = 90_000
    found = next(each for each in delivered(county, tmp_path).findings if each.rule == "P09")
    assert [each[1:] for each in found.against] == [county.cell(county.stage(2, 2023), "books")]


def test_a_column_that_stands_beside_a_row_of_the_whole_school_is_told_at_its_own_cell(tmp_path: Path) -> None:
    """All but the books stand in the row of the whole school."""
    county = County()
    for year in YEARS:
        county.stage(2, year)["books"] = county.whole(2, year).pop("books")
    county.stage()["books"] = 90_000
    assert by_rule(delivered(county, tmp_path).findings)["P09"] == county.cell(county.stage(), "books")


def test_what_both_rows_give_is_told_once(tmp_path: Path) -> None:
    """Sports grounds of 9500 m2 on 9000 m2 of land, in both rows."""
    county = County()
    for row in (county.whole(), county.stage()):
        row.update(land_area=9000, sports_ground_area=9500)
    found = [each for each in delivered(county, tmp_path).findings if each.rule == "L09"]
    assert [(each.sheet, each.cell) for each in found] == [county.cell(county.whole(), "sports_ground_area")]


def test_a_column_that_is_another_is_told_of_the_list(tmp_path: Path) -> None:
    """300 pupils and 60 books in each school: a fifth of a book per pupil (M04)."""
    county = _county()
    for year in YEARS:
        for number in range(SCHOOLS):
            county.stage(number, year)["books"] = 60 + number
    assert "M04" in by_rule(delivered(county, tmp_path).findings)
