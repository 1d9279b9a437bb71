"""Columns whose cells say another fact than their head."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_lists import read


@pytest.mark.parametrize(("head", "cells", "fact", "values"), [
    ("办别", ["公办", "民办"], "ownership", ["public", "private"]), ("学校性质", ["小学", "九年制"], "kind", ["primary", "nine_year"]), ("学校类型", ["公办", "公办"], "ownership", ["public", "public"]),
])
def test_the_cells_tell_which_fact_a_column_is_of(head: str, cells: list[str], fact: str, values: list[str], tmp_path: Path) -> None:
    grid = [["甲县2023/2024学年小学情况"], ["学校名称", head, "在校生数", "班数", "专任教师数"], ["甲", "乙", 1, 2, 3], ["甲县第一小学", cells[0], 240, 6, 14], ["甲县第四学校", cells[1], 250, 6, 15]]
    facts, delivery = read(tmp_path, grid)
    assert facts.schools.sort("name")[fact].to_list() == values
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("column-by-cells", "cell-unusable")] == [("column-by-cells", "B2")]


def test_a_column_with_a_word_that_fits_neither_stays_what_its_head_says(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "办学性质", "在校生数"], ["甲县第一小学", "公办", 240], ["甲县第四小学", "小学", 250]])
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("column-by-cells", "cell-unusable")] == [("cell-unusable", "B4")]
