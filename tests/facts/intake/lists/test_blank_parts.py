"""Degrees and titles that are left blank where there is nobody, in a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load

TITLES = {"正高级": "titles_senior", "副高级": "titles_vice_senior", "中级": "titles_middle", "助理级": "titles_assistant"}


def read(folder: Path, heads: list[str], *lines: list[Any]) -> tuple[list[dict[str, Any]], Delivery]:
    rows = [["甲县2023学年小学情况"], ["学校名称", "在校生数", "专任教师", *[""] * len(heads)], ["", "", "合计", *heads], *([f"甲县第{no}小学", 300, *line] for no, line in enumerate(lines))]
    facts, delivery = load([write_sheets(folder / "表.xlsx", {"小学": rows})])
    return [row for row in facts.school_years.sort("school").iter_rows(named=True) if row["stage"] == "primary"], delivery


@pytest.mark.parametrize("blank", ["", "-", "—"])
def test_a_blank_is_none_where_the_others_are_all_teachers(blank: str, tmp_path: Path) -> None:
    rows, delivery = read(tmp_path, list(TITLES), [20, blank, 4, 10, 6], [20, 1, 4, 10, 5])
    assert [[row[name] for name in TITLES.values()] for row in rows] == [[0, 4, 10, 6], [1, 4, 10, 5]]
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule in ("blank-none", "B01")] == [("blank-none", "D4")]


@pytest.mark.parametrize(
    ("heads", "line", "missing"),
    [
        (list(TITLES), [20, "", 4, 10, 5], "titles_senior"),  # one teacher more: whose title, nobody said
        (list(TITLES), ["", "", 4, 10, 6], "titles_senior"),
        (list(TITLES), [20, "几人", 4, 10, 6], "titles_senior"),  # something stands there
        (["本科及以上", "本科", "专科"], [20, "", 16, 4], "teachers_bachelor_up"),  # counted in each other
    ],
)  # fmt: skip
def test_a_blank_stays_missing_where_nothing_bears_it_out(heads: list[str], line: list[Any], missing: str, tmp_path: Path) -> None:
    rows, delivery = read(tmp_path, heads, line)
    assert rows[0][missing] is None
    assert not any(each.rule == "blank-none" for each in delivery.findings)
