"""The cells with which a finding does not agree: any of them may hold the wrong figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.facts.checks.county import County, Row, delivered

from junheng.facts import load
from junheng.facts.load import Said

Spoil = Callable[[County], Row]


def _grades(county: County) -> Row:
    county.stage()["pupils_grade_4"] = 53
    return county.stage()


def _stages(county: County) -> Row:
    """Books are given for the whole school and once more for its only stage."""
    for number in range(6):
        county.stage(number)["books"] = county.whole(number)["books"]
    county.stage()["books"] = 8000
    return county.whole()


def _jump(county: County) -> Row:
    county.whole()["land_area"] = 90_000
    return county.whole()


def _owner(county: County) -> Row:
    county.school()["run_by"] = "民办"
    return county.school()


@pytest.mark.parametrize(("spoil", "rule", "column", "others"), [
    (_grades, "L02", "pupils", [(2024, "stage", f"pupils_grade_{grade}") for grade in range(1, 7)]),
    (_stages, "R02", "books", [(2024, "stage", "books")]),
    (_jump, "P04", "land_area", [(2023, "whole", "land_area")]),
    (_owner, "S11", "ownership", [(2024, "school", "run_by")]),
])
def test_a_finding_names_the_cells_it_stands_against(spoil: Spoil, rule: str, column: str, others: list[tuple[int, str, str]], tmp_path: Path) -> None:
    county = County()
    row = spoil(county)
    (found,) = [each for each in delivered(county, tmp_path).findings if each.rule == rule]
    assert (found.sheet, found.cell) == county.cell(row, column)
    assert [place[1:] for place in found.against] == [county.cell(getattr(county, of)(year=year), name) for year, of, name in others]
    assert {place[0] for place in found.against} == {"county.xlsx"}


def test_a_file_that_is_told_with_its_folder_is_so_told_there_too(tmp_path: Path) -> None:
    """Two files of one name: what the intake and what the checks say name the same file."""
    for place, folder in enumerate(("甲", "乙")):
        (tmp_path / folder).mkdir()
        lines = [f"219900{place}00{number},{folder}县第{number}小学,小学,{300 + number},{140 if number else 400},{20 + number}" for number in range(6)]
        text = "\n".join(["学校标识码,学校名称,办学类型,小学在校生数,小学在校生数其中：女,小学班数", *lines, lines[-1]]) + "\n"
        (tmp_path / folder / "2023学年一览表.csv").write_text(text, "utf-8")
    _, delivery = load([tmp_path], said=Said(area="甲县"))
    found = {(each.rule, each.file, each.cell): each.against for each in delivery.findings if each.against}
    assert found["list-unbalanced", "甲/2023学年一览表.csv", "E2"] == (("甲/2023学年一览表.csv", "", "D2"),)
    assert found["school-twice", "乙/2023学年一览表.csv", "A8"] == (("乙/2023学年一览表.csv", "", "A7"),)
