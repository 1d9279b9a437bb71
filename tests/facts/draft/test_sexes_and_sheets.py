"""Boys, girls and a total beside them; the sheets of a workbook that a draft does not speak of."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.facts.draft import State, draft
from junheng.terms import Lang

CONSTANTS = "\nconstants: {year: 2023, area: X, kind: primary, stage: primary}\n"
# the second school has a total alone
FIGURES = [(60, 50, 110), ("", "", 95), (30, 33, 63), (41, 44, 85), (52, 51, 103), (38, 40, 78), (47, 45, 92), (55, 58, 113)]


def states(path: Path) -> dict[str, tuple[State, str]]:
    return {each.head.shown: (each.state, each.fact) for each in draft(path, Lang.EN).columns}


def table(folder: Path, heads: str, figures: list[tuple[object, ...]], name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(heads + "\n" + "\n".join(f"School {n},{','.join(map(str, each))},5" for n, each in enumerate(figures)) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(("heads", "total"), [
    ("School Name,Boys,Girls,Total,Teachers", "Total"), ("School Name,Male,Female,Total Enrolment,Teachers", "Total Enrolment"), ("学校名称,男生,女生,合计,教师数", "合计"),
])
def test_a_total_of_both_sexes_is_the_fact_and_they_are_compared(tmp_path: Path, heads: str, total: str) -> None:
    path = table(tmp_path, heads, [*FIGURES[:-1], (55, 58, 131)])
    found = states(path)
    assert found[total] == (State.TAKEN, "pupils")
    assert [found[head] for head in heads.split(",")[1:3]] == [(State.COMPARED, "pupils")] * 2
    (tmp_path / "s.yaml").write_text(draft(path, Lang.EN).text + CONSTANTS, "utf-8")
    facts, delivery = load([path], str(tmp_path / "s.yaml"))
    assert sorted(facts.school_years["pupils"]) == [63, 78, 85, 92, 95, 103, 110, 131]
    assert [(each.cell, each.found) for each in delivery.findings if each.rule == "list-unbalanced"] == [("D9", "131")]


def test_a_total_that_is_not_their_sum_is_for_a_person(tmp_path: Path) -> None:
    found = states(table(tmp_path, "School Name,Boys,Girls,Total,Teachers", [(60, 50, 11), (30, 33, 6)]))
    assert found["Total"] == (State.ASK, "pupils")


def test_what_does_not_say_what_is_counted_is_never_passed_over(tmp_path: Path) -> None:
    found = states(table(tmp_path, "School Name,Male,Female,Rooms,Teachers", [(60, 50, 7), (30, 33, 8)]))
    assert {found["Male"][0], found["Female"][0]} == {State.UNKNOWN}
    found = states(table(tmp_path, "School Name,Total,Rooms,Computers,Teachers", [(60, 50, 7), (30, 33, 8)], "b.csv"))
    assert found["Total"][0] == State.UNKNOWN


LIST = [["School Name", "Enrolment", "Teachers"], ["Hope", 120, 10], ["Hill", 80, 7]]


def test_every_other_sheet_is_named_and_what_differs(tmp_path: Path) -> None:
    more = [["School Name", "Enrolment", "Ward"], ["Hope High", 320, "K"]]
    drafted = draft(write_sheets(tmp_path / "a.xlsx", {"Primary": LIST, "Secondary": more, "Notes": [["read me"]]}), Lang.EN)
    secondary, notes = drafted.beside
    assert "Secondary" in secondary.en
    assert "1 rows; more heads: Ward; lacking: Teachers; its name says junior or senior" in secondary.en
    assert "Notes" in notes.en
    assert f"# ! {secondary.en}" in drafted.text
    assert drafted.sheet == "Primary"


def test_an_only_sheet_has_none_beside_it(tmp_path: Path) -> None:
    assert draft(write_sheets(tmp_path / "a.xlsx", {"Primary": LIST}), Lang.EN).beside == ()
    same = draft(write_sheets(tmp_path / "b.xlsx", {"East": LIST, "West": LIST}), Lang.EN).beside
    assert [each.en.partition(" (")[2] for each in same] == ["2 rows; the same heads)"]


def test_lines_of_stages_within_the_table_are_named(tmp_path: Path) -> None:
    rows = [LIST[0], ["PRIMARY SCHOOLS"], *LIST[1:], ["SECONDARY SCHOOLS"], ["Hope High", 320, 20]]
    (said,) = draft(write_sheets(tmp_path / "a.xlsx", {"S": rows}), Lang.EN).beside
    assert "PRIMARY SCHOOLS, SECONDARY SCHOOLS" in said.en
