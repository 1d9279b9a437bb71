"""Schools and stages that are gone without a word; what may have closed is not told as if it had not."""

from __future__ import annotations

from pathlib import Path

import pytest

from .county import County, by_rule, delivered
from .test_rules import _vanished, special, zeros


@pytest.mark.parametrize(("closed", "expected"), [({}, "S61"), ({2: 2024}, None), ({3: 2024}, "S60"), ({3: 2019}, "S61")])
def test_a_line_of_zeros_is_held_against_the_closures_that_are_told(closed: dict[int, int], expected: str | None, tmp_path: Path) -> None:
    """Not counted as a school, so that only the list of closures speaks: of this year it must name the school."""
    county = County()
    zeros(county, "否")
    for number, year in closed.items():
        county.school(number)["closed"] = year
    found = by_rule(delivered(county, tmp_path).findings)
    assert {"S60", "S61"} & set(found) == ({expected} if expected else set())


def test_zeros_name_last_years_pupils(tmp_path: Path) -> None:
    county = County()
    zeros(county, "是")
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "S60"]
    assert [(sheet, cell) for _, sheet, cell in one.against] == [county.cell(county.stage(2, 2023), "pupils")]
    assert "300" in one.message.zh
    assert "撤并一览表" in one.message.en


def test_a_school_that_was_closed_is_not_missing(tmp_path: Path) -> None:
    county = County()
    county.school(2, 2023)["closed"] = 2024
    _vanished(county)
    assert {"S13", "S62"} & set(by_rule(delivered(county, tmp_path).findings)) == set()


def test_a_stage_of_few_pupils_may_end(tmp_path: Path) -> None:
    county = County()
    county.stage(2, 2023).update({f"pupils_grade_{grade}": 3 for grade in range(1, 7)}, pupils=18)
    special(county)
    assert "S63" not in by_rule(delivered(county, tmp_path).findings)


def test_a_code_that_is_missing_is_said_to_be_missing(tmp_path: Path) -> None:
    """The name stands for it, and nobody wrote it into the cell."""
    county = County()
    name = county.school()["name"]
    for row in (county.school(), county.stage(), county.whole()):
        row["school"] = name
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "S05"]
    assert "没有填标识码" in one.message.zh
    assert f"填的是 {name}" not in one.message.zh


def test_figures_of_a_stage_that_the_kind_has_not_are_told_with_their_cell(tmp_path: Path) -> None:
    county = County()
    county.tables["school_years"][2, 2024, "初中"] = row = {**county.stage(), "stage": "初中"}
    (one,) = [each for each in delivered(county, tmp_path).findings if each.rule == "S03"]
    sheet, cell = county.cell(row, "pupils")
    assert f"“{sheet}”{cell}" in one.message.zh
    assert f"{sheet} {cell}" in one.message.en
