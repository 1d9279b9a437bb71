"""A county's list without 办学类型: its schools are compared like others, by the stages they report; a census abroad that names no kind is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

HEAD = ["学校名称", "在校生数", "班级数", "专任教师", "图书（册）", "计算机（台）", "县级以上骨干教师"]
NAMES = ["桥头小学", "河湾小学", "石岭小学", "杨家小学", "白云小学", "大塘小学", "青山小学", "龙泉小学", "马坪小学"]


def schools(year: int) -> list[list[object]]:
    """140 to 300 pupils in nine schools, some 20 books for each; four have up to 200 pupils, so neither size has eight schools."""
    return [[name, 120 + 20 * number + year % 2, 6, 10 + number, 20 * (120 + 20 * number), 15 + 3 * number, 2] for number, name in enumerate(NAMES, 1)]


def told(folder: Path, *lists: tuple[int, list[list[object]]]) -> list[tuple[str, str, str]]:
    sheets = {f"{year}年小学": [[f"甲县{year}/{year + 1}学年小学一览表"], HEAD, *rows] for year, rows in lists}
    found = load([write_sheets(folder / "小学.xlsx", sheets)])[1].findings
    return [(each.rule, each.sheet, each.cell) for each in found if each.rule[0] in "BLPS" and each.rule[1:].isdigit()]


def test_nothing_is_told_of_right_lists(tmp_path: Path) -> None:
    assert told(tmp_path, (2023, schools(2023)), (2024, schools(2024))) == []


@pytest.mark.parametrize(("column", "value", "rule", "cell"), [
    ("班级数", None, "B01", "C5"),  # all eight others fill it
    ("计算机（台）", 240, "P37", "F5"),  # ten times too many
    ("图书（册）", 360, "P36", "E5"),
])
def test_what_differs_from_schools_alike_is_told(tmp_path: Path, column: str, value: object, rule: str, cell: str) -> None:
    rows = schools(2023)
    rows[2][HEAD.index(column)] = value
    assert (rule, "2023年小学", cell) in told(tmp_path, (2023, rows))


def test_a_jump_from_the_year_before_is_told(tmp_path: Path) -> None:
    """600 pupils after 161."""
    rows = schools(2024)
    rows[1][1] = 600
    assert ("P01", "2024年小学", "B4") in told(tmp_path, (2023, schools(2023)), (2024, rows))


def test_schools_of_other_kinds_by_their_names_are_not_asked(tmp_path: Path) -> None:
    rows = [*schools(2023), ["甲县特殊教育学校", 40, None, 30, 9000, 60, 2]]
    assert told(tmp_path, (2023, rows)) == []


def test_a_line_with_next_to_nothing_in_it_is_told_once(tmp_path: Path) -> None:
    """Pupils, classes and teachers blank: one finding at the pupils, and none for each blank beside it."""
    rows = schools(2023)
    rows[3][1:4] = [None, None, None]
    assert [each for each in told(tmp_path, (2023, rows)) if each[0] == "B01"] == [("B01", "2023年小学", "B6")]
