"""中心小学 of each township: told apart by the township's subtotal, or by the title over its schools."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, read

HEAD = ["学校名称", "班数", "在校生数"]
EAST, WEST = [["中心小学", 12, 371], ["王家小学", 10, 424], ["河口小学", 5, 150]], [["中心小学", 13, 333], ["王家小学", 11, 386], ["河口小学", 6, 160]]
NAMES = ["中心小学", "河口小学", "王家小学"]  # by their characters
TITLE = ["甲县2023-2024学年小学一览表"]
LISTS: dict[str, Grid] = {
    "subtotals over the schools": [TITLE, HEAD, ["东镇", 27, 945], *EAST, ["西乡", 30, 879], *WEST],
    "subtotals with their word over the schools": [TITLE, HEAD, ["一、东镇小计", 27, 945], *EAST, ["二、西乡小计", 30, 879], *WEST, ["合计", 57, 1824]],
    "subtotals below the schools": [TITLE, HEAD, *EAST, ["东镇小计", 27, 945], *WEST, ["西乡合计", 30, 879], ["总计", 57, 1824]],
    "a line without figures over one of them": [TITLE, HEAD, ["东镇", "", ""], *EAST, ["西乡", 30, 879], *WEST],
    "titles of lists under each other": [
        ["甲县东镇2023-2024学年小学一览表"], ["单位：人"], HEAD, *EAST, [], ["甲县西乡2023-2024学年小学一览表"], ["单位：人"], HEAD, *WEST],
    "titles with the city, and totals": [["望川市甲县东镇2023-2024学年小学一览表"], HEAD, *EAST, ["合计", 27, 945], [], ["望川市甲县西乡2023-2024学年小学一览表"], HEAD, *WEST, ["合计", 30, 879]],
}


def pupils(tmp_path: Path, grid: Grid) -> list[tuple[str | None, str, int | None]]:
    facts, _ = read(tmp_path, grid)
    own = {row["school"]: row["pupils"] for row in facts.school_years.iter_rows(named=True) if row["stage"] == "primary"}
    return sorted((row["township"] or "", row["name"], own.get(row["school"])) for row in facts.schools.iter_rows(named=True))


@pytest.mark.parametrize("case", LISTS)
def test_each_school_is_of_its_township(tmp_path: Path, case: str) -> None:
    assert pupils(tmp_path, LISTS[case]) == [*zip(["东镇"] * 3, NAMES, (371, 150, 424), strict=True), *zip(["西乡"] * 3, NAMES, (333, 160, 386), strict=True)]


def test_schools_of_the_county_itself_are_of_no_township(tmp_path: Path) -> None:
    grid: Grid = [TITLE, HEAD, ["甲县实验小学", 30, 1400], ["县直小计", 30, 1400], *EAST, ["东镇小计", 27, 945], *WEST, ["西乡小计", 30, 879]]
    assert pupils(tmp_path, grid)[0] == ("", "甲县实验小学", 1400)
    assert [each[0] for each in pupils(tmp_path, grid)] == ["", *["东镇"] * 3, *["西乡"] * 3]


def test_nothing_is_guessed_where_schools_stand_over_the_first_and_below_the_last(tmp_path: Path) -> None:
    """Each line may be of the schools over it, or of those below it."""
    facts, delivery = read(tmp_path, [TITLE, HEAD, *EAST, ["东镇", 27, 945], *WEST, ["西乡", 30, 879], ["李家小学", 9, 300]])
    assert set(facts.schools["township"]) == {None}
    assert "school-twice" in {each.rule for each in delivery.findings}
