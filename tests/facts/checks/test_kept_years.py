"""Checks from year to year where each year is handed in for itself: they say of the later one what they say of both together."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.checks.county import YEARS, County, code

from junheng.facts import Facts, load
from junheng.terms import Finding

EARLIER, LATER = YEARS


def part(county: County, year: int, folder: Path) -> Path:
    """One year of the county as a workbook of its own."""
    alone = County()
    alone.tables = {name: {key: row for key, row in rows.items() if row["year"] == year} for name, rows in county.tables.items()}
    folder.mkdir()
    return alone.write(folder / f"{year}.xlsx")


def kept(county: County, tmp_path: Path) -> Facts:
    return load([part(county, EARLIER, tmp_path / "before")])[0]


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((each.rule, each.message.en) for each in findings)


def spoilt() -> County:
    county = County()
    county.stage()["pupils"] = 900  # 300 the year before
    county.school(number=1)["name"] = "甲县第九小学"
    county.school(number=4)["location"] = "乡村"
    for table in county.tables.values():
        for key in [key for key, row in table.items() if row.get("school") == code(5) and row["year"] == LATER]:
            del table[key]
    return county


def test_a_year_alone_is_held_against_the_kept_one(tmp_path: Path) -> None:
    county = spoilt()
    before, later = kept(county, tmp_path), part(county, LATER, tmp_path / "after")
    alone, held = load([later])[1].findings, load([later], kept=before)[1].findings
    together = load([county.write(tmp_path / "both.xlsx")])[1].findings
    new = [each for each in held if each.rule not in {one.rule for one in alone}]
    assert {each.rule for each in new} >= {"P01", "S07", "S62"}
    assert said(new) == said([each for each in together if each.rule in {one.rule for one in new}])
    jump = next(each for each in new if each.rule == "P01")
    assert (jump.file, jump.sheet, jump.cell) == (later.name, *_cell_alone(county, LATER))
    gone = next(each for each in new if each.rule == "S62")
    assert (gone.file, gone.sheet, gone.cell) == (f"snapshot:{before.snapshot}", "", "")
    assert code(5) in gone.found


def _cell_alone(county: County, year: int) -> tuple[str, str]:
    alone = County()
    alone.tables = {name: {key: row for key, row in rows.items() if row["year"] == year} for name, rows in county.tables.items()}
    return alone.cell(county.stage(), "pupils")


@pytest.mark.parametrize("year", YEARS)
def test_a_kept_delivery_of_the_same_or_a_later_year_adds_nothing(year: int, tmp_path: Path) -> None:
    county = spoilt()
    before = load([part(county, year, tmp_path / "before")])[0]
    again = part(county, EARLIER, tmp_path / "again")
    assert said(load([again], kept=before)[1].findings) == said(load([again])[1].findings)


def test_kept_schools_of_other_areas_are_left_out(tmp_path: Path) -> None:
    county = spoilt()
    later = part(county, LATER, tmp_path / "after")
    for row in county.tables["schools"].values():
        row["area"] = "乙县"
    assert said(load([later], kept=kept(county, tmp_path))[1].findings) == said(load([later])[1].findings)


def test_a_stage_of_which_no_school_is_left_is_told_of_the_kept_year(tmp_path: Path) -> None:
    """Three junior schools, whose sheet of this year is lost. Of two kept years beside each other nothing is said."""
    county = County()
    for number in range(3, 6):
        for year in YEARS:
            county.school(number, year)["kind"] = "初级中学"
            county.stage(number, year).update(stage="初中", pupils=150, pupils_grade_4=0, pupils_grade_5=0, pupils_grade_6=0)
    whole = part(county, LATER, tmp_path / "whole")
    before = kept(county, tmp_path)
    for table in county.tables.values():
        for key in [key for key, row in table.items() if key[0] >= 3 and row["year"] == LATER]:
            del table[key]
    told = [each for each in load([part(county, LATER, tmp_path / "lost")], kept=before)[1].findings if each.rule == "S56"]
    assert [(each.file, each.found) for each in told] == [(f"snapshot:{before.snapshot}", "3")]
    assert "S56" not in [each.rule for each in load([whole], kept=before)[1].findings]
