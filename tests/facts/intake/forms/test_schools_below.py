"""Lines that name the school below its forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_owners import THIRD, read, rules
from tests.facts.intake.forms.test_forms import FIRST, SECOND, Grid, backbone, basics, equipment
from tests.facts.intake.sheets import write_sheets

from junheng.facts.intake.forms.schools_below import schools_below

LAND = {school["code"]: {"multimedia_rooms": 13, "sports_ground_area": 52_000_000} for school in (FIRST, SECOND, THIRD)}


def below(*forms: tuple[Grid, str]) -> Grid:
    return [row for grid, line in forms for row in [*grid, [], *([[line]] if line else []), []]]


@pytest.mark.parametrize("said", ["填报单位：{name}（{code}）", "学校（机构）名称：{name}　学校（机构）标识码：{code}", "{name}"])
def test_a_name_below_each_form_is_of_the_form_above_it(said: str, tmp_path: Path) -> None:
    """Each school had the figures of the next, and the first form was nobody's."""
    lines = {school["code"]: said.format(**school) for school in (FIRST, SECOND, THIRD)}
    known = [row for school in (FIRST, SECOND, THIRD) for row in [*basics(school), []]]
    land = below(*((changed(school), lines[school["code"]]) for school in (FIRST, SECOND, THIRD)))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", {"1001": known, "5176": land}))
    assert {school: figures["multimedia_rooms"] for (school, stage), figures in found.items() if stage == "whole"} == {FIRST["code"]: 11, SECOND["code"]: 12, THIRD["code"]: 13}
    assert rules(delivery) == []


def changed(school: dict[str, object]) -> Grid:
    """The form of land and rooms with 11, 12 or 13 rooms, by the school."""
    rooms = 10 + int(str(school["code"])[-1])
    return [[rooms if cell == 13 else cell for cell in row] for row in equipment(school, named=False)]


def test_the_forms_of_a_school_are_those_up_to_its_name(tmp_path: Path) -> None:
    rows = below((basics(SECOND), ""), (backbone(SECOND, named=False), "填报单位：甲县第二小学（2199000002）"), (basics(THIRD), ""), (changed(THIRD), "填报单位：甲县第三小学（2199000003）"))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", {"全部": rows}))
    assert found[SECOND["code"], "primary"] == {"backbone_teachers": 6}
    assert found[THIRD["code"], "whole"]["multimedia_rooms"] == 13
    assert (SECOND["code"], "whole") not in found
    assert rules(delivery) == []


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({5, 11}, [5, 11]),  # below each
        ({11}, [None, None]),  # below the last alone: a signature of the whole sheet
        ({0, 5, 11}, [None, None]),  # one over the first form: they stand above
        ({5}, [None, None]),  # over the second
    ],
)
def test_names_stand_below_where_none_is_over_the_first_form(named: set[int], expected: list[int | None]) -> None:
    """Two forms, in rows 1 to 3 and 7 to 9."""
    rows = [[row] for row in range(12)]
    assert schools_below(rows, [(1, 4), (7, 10)], lambda cells: cells[0] in named) == expected
