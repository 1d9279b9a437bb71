"""Totals of measures whose figures were rounded before they were printed; counts are never rounded."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

PUPILS = [310, 220, 140, 90]  # 760


def told(folder: Path, head: str, figures: list[object], total: object, subtotal: bool = False) -> list[tuple[str, str]]:
    """Of four schools with 760 pupils in 20 classes."""
    rows = [[f"甲县第{name}小学", pupils, pupils // 40, 6, figure] for name, pupils, figure in zip("一二三四", PUPILS, figures, strict=True)]
    sheet = [["甲县2024-2025学年小学"], ["学校名称", "在校生数", "班数", "专任教师数", head], *rows, ["小计" if subtotal else "合计", 760, 17, 24, total]]
    return [(each.rule, each.cell) for each in load([write_sheets(folder / "甲县.xlsx", {"小学": sheet})])[1].findings if each.rule.startswith("total-")]


# 44.36 + 20.09 + 6.37 + 5.56 = 76.38 亩: four figures, each up to half a hundredth off, are up to two hundredths off
@pytest.mark.parametrize(
    ("head", "figures", "fits", "differs"),
    [
        ("占地面积（亩）", [44.36, 20.09, 6.37, 5.56], [76.38, 76.39, 76.36, 76.4], [76.41, 76.35, 76.5]),
        ("占地面积（亩）", [44.361, 20.091, 6.372, 5.561], [76.385, 76.386, 76.387, 76.39], [76.37, 76.388, 76.5]),
        ("占地面积（公顷）", [2.96, 1.34, 0.42, 0.37], [5.09, 5.1, 5.08], [5.06, 5.12]),
        ("校舍建筑面积（平方米）", [6200, 4400, 2800, 1900], [15300, 15301, 15298], [15303, 15310]),
        ("校舍建筑面积（平方米）", [6200.5, 4400.25, 2800.5, 1900.41], [15301.66, 15301.67, 15301.7], [15301.69, 15302.5]),
        ("教学仪器设备值（万元）", [62.15, 44.02, 28.33, 19.01], [153.51, 153.52, 153.5], [153.54, 154.5]),
        ("图书（万册）", [0.62, 0.44, 0.28, 0.19], [1.53, 1.54, 1.6], [1.56, 1.61]),
    ],
)
def test_a_total_within_the_rounding_of_its_parts_is_not_told(head: str, figures: list[object], fits: list[object], differs: list[object], tmp_path: Path) -> None:
    for total in fits:
        assert told(tmp_path, head, figures, total) == [], total
    for total in differs:
        assert told(tmp_path, head, figures, total) == [("total-disagrees", "E7")], total


def test_a_count_is_never_rounded(tmp_path: Path) -> None:
    assert told(tmp_path, "图书（册）", [6200, 4400, 2800, 1900], 15301) == [("total-disagrees", "E7")]


def test_subtotals_and_areas_that_are_not_kept_are_rounded_too(tmp_path: Path) -> None:
    """其中：绿化用地 of 占地面积 is compared and not stored."""
    assert told(tmp_path, "占地面积（亩）", [44.36, 20.09, 6.37, 5.56], 76.39, subtotal=True) == []
    assert told(tmp_path, "占地面积（亩）", [44.36, 20.09, 6.37, 5.56], 76.49, subtotal=True) == [("total-disagrees", "E7")]


def test_of_many_figures_some_are_rounded_up_and_others_down(tmp_path: Path) -> None:
    """100 schools of 1.3 亩 are 130; ten steps of a tenth, the root of their number, may be rounded away, not the fifty that all in one way would make."""
    for total, expected in ((130.9, []), (131.5, ["D103"])):
        rows = [[f"甲县第{number}小学", 40, 4, 1.3] for number in range(1, 101)]
        sheet = [["甲县2024-2025学年小学"], ["学校名称", "在校生数", "班数", "占地面积（亩）"], *rows, ["合计", 4000, 400, total]]
        found = load([write_sheets(tmp_path / "甲县.xlsx", {"小学": sheet})])[1].findings
        assert [each.cell for each in found if each.rule.startswith("total-")] == expected
