"""Sizes of classes by the limits of another stage."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

HEAD = ["学校标识码", "学校名称", "办学类型", "在校生数", "班数"]
PRIMARY, JUNIOR = ["2199000011", "甲县北门小学", "小学", 400], ["3199000012", "甲县南门中学", "初级中学", 410]


def read(tmp_path: Path, sizes: list[str], *lines: list[object]) -> tuple[dict[str, tuple[int | None, int | None]], list[tuple[str, str]]]:
    """Standard and rather large classes by stage; where a part is said to lack, and of which fact."""
    path = write_sheets(tmp_path / "a.xlsx", {"表": [["甲县2023-2024学年学校班额统计表"], [*HEAD, *sizes], *lines]})
    facts, delivery = load([path])
    rows = facts.school_years.select("stage", "classes_standard", "classes_large").rows()
    return {stage: (standard, large) for stage, standard, large in rows}, [(each.cell, each.allowed) for each in delivery.findings if each.rule == "part-missing"]


def test_junior_classes_by_the_limits_of_primary_ones_are_told(tmp_path: Path) -> None:
    """7 of at most 45 and 1 of 46 to 55: in the junior school that may be 7 or 8 of at most 50. They were missing without a word."""
    found, told = read(tmp_path, ["45人及以下", "46-55人", "56-65人"], [*PRIMARY, 9, 7, 1, 1], [*JUNIOR, 9, 7, 1, 1])
    assert found == {"primary": (7, 1), "junior": (None, None)}
    assert told == [("F4", "标准班额班数"), ("G4", "较大班额班数")]


@pytest.mark.parametrize(("sizes", "figures", "expected"), [
    (["45人及以下", "46-50人", "51-55人", "56-65人"], [6, 1, 1, 1], {"primary": (6, 2), "junior": (7, 1)}),
    (["标准班额班数", "较大班额班数", "大班额班数", "超大班额班数"], [7, 1, 1, 0], {"primary": (7, 1), "junior": (7, 1)}),
])  # fmt: skip
def test_what_can_be_told_is_not(sizes: list[str], figures: list[int], expected: dict[str, tuple[int, int]], tmp_path: Path) -> None:
    assert read(tmp_path, sizes, [*PRIMARY, 9, *figures], [*JUNIOR, 9, *figures]) == (expected, [])


def test_a_school_without_classes_of_these_sizes_lacks_nothing(tmp_path: Path) -> None:
    """All two are of 56 to 65."""
    _, told = read(tmp_path, ["45人及以下", "46-55人", "56-65人"], [*PRIMARY, 9, 7, 1, 1], [*JUNIOR, 2, 0, 0, 2])
    assert told == []
