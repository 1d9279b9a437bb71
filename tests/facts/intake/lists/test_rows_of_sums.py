"""A school that is the sum of the lines below it, of which one is 其中：本部."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_lists import Grid, read


@pytest.mark.parametrize(("pupils", "land", "is_told"), [(573, 3000.0, True), (573, 3000.1, True), (574, 3000.0, False), (573, 3100.0, False)])
def test_a_central_school_over_its_own_part_and_its_teaching_points_is_told(pupils: int, land: float, is_told: bool, tmp_path: Path) -> None:
    """322 + 200 + 51 are 573 pupils, 1000.02 + 1500 + 500 are 3000.02 m2."""
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", "班数", "占地面积（平方米）"], ["甲县东门中心小学", pupils, 14, land], ["其中：本部", 322, 6, 1000.02],
        ["青山教学点", 200, 5, 1500], ["红星教学点", 51, 3, 500], ["甲县西门小学", 240, 6, 2000],
    ]
    _, delivery = read(tmp_path, grid)
    assert [each.cell for each in delivery.findings if each.rule == "row-of-sums"] == (["A3"] if is_told else [])


def test_a_school_with_all_its_parts_as_such_counts_once(tmp_path: Path) -> None:
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", "班数"], ["甲县东门中心小学", 522, 11], ["其中：本部", 322, 6], ["其中：青山教学点", 200, 5], ["甲县西门小学", 240, 6],
    ]
    facts, delivery = read(tmp_path, grid)
    assert facts.school_years["pupils"].to_list() == [522, 240]
    assert "row-of-sums" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize("pupils", [690, 689])
def test_a_line_that_is_the_sum_of_its_township_wherever_the_others_stand(pupils: int, tmp_path: Path) -> None:
    """A subtotal with a name and a code, at the end of the list, was a school."""
    rows = [
        ("石桥镇", "甲县第一小学", 240, 6, 14), ("松岭镇", "甲县第二小学", 230, 5, 13), ("石桥镇", "甲县第三小学", 250, 7, 15), ("松岭镇", "甲县第五小学", 310, 8, 19), ("石桥镇", "甲县第六小学", 200, 6, 12),
        ("石桥镇", "甲县石桥镇学区中心校", pupils, 19, 41),
    ]  # fmt: skip
    _, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["乡镇", "学校名称", "在校生数", "班数", "专任教师数"], *map(list, rows)])
    found = [each.cell for each in delivery.findings if each.rule == "row-of-sums"]
    assert found == (["B8"] if pupils == 690 else [])


def test_a_long_list_of_a_county_is_one_of_a_hand_too(tmp_path: Path) -> None:
    """In a list of more than 2,000 lines the sum of the two below was not told, though other slips of a hand were. 611 + 612 are 1223 pupils, 15 + 15 classes are 30."""
    rows: Grid = [[f"甲县{first}{second}小学", 200 + 7 * at % 500, 9 + at % 9, 20 + at % 31] for at, (first, second) in enumerate((chr(0x4E00 + at // 50), chr(0x5E00 + at % 50)) for at in range(2_400))]
    rows[1000:1003] = [["甲县石桥中心学校", 1223, 30, 61], ["甲县东门小学", 611, 15, 30], ["甲县西门小学", 612, 15, 31]]
    _, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", "班数", "专任教师数"], *rows])
    assert [each.cell for each in delivery.findings if each.rule == "row-of-sums"] == ["A1003"]
