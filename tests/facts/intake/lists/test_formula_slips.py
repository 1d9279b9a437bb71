"""What a spreadsheet's formula does to a list: totals that leave a line out or count it twice, errors and shares where a figure should stand, a column pasted over another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding, Lang

HEAD = ["学校名称", "班级数", "在校生数", "其中：女", "专任教师", "图书（册）"]
SCHOOLS: list[list[object]] = [
    ["桥头小学", 12, 480, 230, 30, 9600], ["河湾小学", 6, 210, 100, 15, 4300], ["石岭小学", 6, 150, 70, 12, 3100],
    ["杨家小学", 6, 120, 58, 11, 2500], ["白云小学", 6, 90, 41, 10, 1900], ["大塘小学", 6, 72, 35, 9, 1500],
]
TOTAL = ["合计", 42, 1122, 534, 87, 22900]


def told(folder: Path, *rows: list[object]) -> list[Finding]:
    path = write_sheets(folder / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], HEAD, *rows]})
    return [each for each in load([path])[1].findings if each.rule in ("total-disagrees", "total-larger", "share-apart", "cell-unusable", "list-unbalanced")]


def test_a_right_list_says_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, *SCHOOLS, TOTAL) == []


@pytest.mark.parametrize(("total", "row", "against"), [
    (["合计", 36, 1050, 499, 78, 21400], "row 8", "B8"),  # all but the last: 42 - 6, 1122 - 72, ...
    (["合计", 30, 642, 304, 57, 13300], "row 3", "B3"),  # all but the first
])
def test_a_total_that_leaves_one_line_out_is_told_once_with_the_line(tmp_path: Path, total: list[object], row: str, against: str) -> None:
    (one,) = told(tmp_path, *SCHOOLS, total)
    assert (one.rule, one.cell, one.allowed) == ("total-disagrees", "B9", "= 42")
    assert row in one.message.to(Lang.EN)
    assert [cell for _, _, cell in one.against] == [f"{letter}{against[1:]}" for letter in "BCDEF"]


def test_a_total_of_schools_and_subtotals_is_told_once(tmp_path: Path) -> None:
    """Every school twice; no line was lost."""
    (one,) = told(tmp_path, *SCHOOLS, ["合计", 84, 2244, 1068, 174, 45800])
    assert (one.rule, one.cell, one.allowed) == ("total-disagrees", "B9", "= 42")
    assert "twice" in one.message.to(Lang.EN)


def test_a_total_that_is_off_by_no_school_of_the_list_is_not_told_so(tmp_path: Path) -> None:
    assert [each for each in told(tmp_path, *SCHOOLS, ["合计", 37, 1055, 500, 79, 21401]) if "leaves out" in each.message.to(Lang.EN)] == []


def test_a_subtotal_that_leaves_one_line_out_is_told_once(tmp_path: Path) -> None:
    """480 + 210 + 150 + 120 in the first township, whose line leaves the last out; the two other townships have one school each."""
    first, second, third = ["石桥镇小计", 24, 840, 400, 57, 17000], ["白水乡小计", *SCHOOLS[4][1:]], ["柳河镇小计", *SCHOOLS[5][1:]]
    (one,) = told(tmp_path, *SCHOOLS[:4], first, SCHOOLS[4], second, SCHOOLS[5], third, TOTAL)
    assert (one.cell, one.allowed) == ("B7", "= 30")
    assert "row 6" in one.message.to(Lang.EN)


@pytest.mark.parametrize("girls", ["47%", "#VALUE!", "约100", "4 8"])
def test_what_stands_in_place_of_girls_is_told(tmp_path: Path, girls: str) -> None:
    """The figure is compared and not kept; it was compared with nothing, and nobody said so."""
    rows = [[*SCHOOLS[0]], [*SCHOOLS[1][:3], girls, *SCHOOLS[1][4:]], *SCHOOLS[2:]]
    (one,) = told(tmp_path, *rows)
    assert (one.rule, one.cell) == ("cell-unusable", "D4")


def test_pupils_pasted_over_the_girls_are_told_once(tmp_path: Path) -> None:
    (one,) = told(tmp_path, *([*each[:3], each[2], *each[4:]] for each in SCHOOLS))
    assert (one.rule, one.cell, one.against[0][2]) == ("share-apart", "D3", "C3")


@pytest.mark.parametrize(("shares", "cell"), [((0.12, 0.2, 0.61, 0.5, 0.45, 0.48), "D3"), ((0.12, 0.36, 0.6, 0.5, 0.45, 0.48), None)])
def test_boarders_in_the_column_of_girls_are_told_once(shares: tuple[float, ...], cell: str | None, tmp_path: Path) -> None:
    """Half of six schools have less than 35 or more than 60 girls in a hundred; one in six may."""
    found = told(tmp_path, *([*each[:3], round(each[2] * share), *each[4:]] for each, share in zip(SCHOOLS, shares, strict=True)))  # type: ignore[operator]
    assert [each.cell for each in found if "六成" in each.message.zh] == ([cell] if cell else [])


def test_a_sixth_of_girls_is_told_in_a_list_of_six(tmp_path: Path) -> None:
    """35 of 210, where the others have 46 to 48 in a hundred: the boarders', or a digit lost."""
    (one,) = told(tmp_path, SCHOOLS[0], [*SCHOOLS[1][:3], 35, *SCHOOLS[1][4:]], *SCHOOLS[2:])
    assert (one.rule, one.cell) == ("share-apart", "D4")
