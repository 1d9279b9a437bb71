"""Several lines for each school: 上年 and 本年, 应有 and 实有, 男, 女 and 计. Figures worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read

from junheng.facts import Delivery, Facts

TITLE = "甲县2023-2024学年小学学校基本情况一览表"


def grid(label: str, *lines: tuple[str, int, int], names: bool = False) -> Grid:
    """Three schools; each line's pupils and books grow by one from school to school. names: in each line."""
    rows: Grid = [[TITLE], ["学校名称", label, "在校生数", "图书（册）"]]
    for place, school in enumerate(("甲县一小", "甲县二小", "甲县三小")):
        rows += [[school if names or not at else "", word, pupils + place, books + place] for at, (word, pupils, books) in enumerate(lines)]
    return rows


def pupils_and_books(facts: Facts) -> list[tuple[int | None, int | None]]:
    own = figures(facts)
    return [(own.get((name, "primary"), {}).get("pupils"), own.get((name, "whole"), {}).get("books")) for name in ("甲县一小", "甲县二小", "甲县三小")]


def told(delivery: Delivery) -> list[tuple[str, str, str]]:
    return [(each.severity.value, each.rule, each.cell) for each in delivery.findings if each.severity.value != "info" or each.rule == "school-lines"]


LINES = {
    "last year first": ("项目", (("上年", 300, 5000), ("本年", 310, 5100)), [(310, 5100), (311, 5101), (312, 5102)]),
    "what there should be, without a head": ("", (("应有", 290, 9000), ("实有", 280, 8000)), [(280, 8000), (281, 8001), (282, 8002)]),
    "sexes before their total": ("性别", (("男", 160, 8), ("女", 150, 12), ("计", 310, 20)), [(310, 20), (311, 21), (312, 22)]),
    "the total first": ("性别", (("合计", 310, 20), ("女", 150, 12)), [(310, 20), (311, 21), (312, 22)]),
}


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("case", LINES)
def test_the_line_of_what_the_school_has_is_read(tmp_path: Path, case: str, names: bool) -> None:
    label, lines, expected = LINES[case]
    facts, delivery = read(tmp_path, grid(label, *lines, names=names))
    assert pupils_and_books(facts) == expected
    aside = 4 if lines[0][0] == "合计" else 3
    assert told(delivery) == [("info", "school-lines", f"B{aside}")]
    assert delivery.rows_in == 3 * len(lines)


def test_names_merged_over_the_lines(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, grid("项目", ("上年", 300, 5000), ("本年", 310, 5100)), ("A3:A4", "A5:A6", "A7:A8"))
    assert pupils_and_books(facts) == [(310, 5100), (311, 5101), (312, 5102)]
    assert told(delivery) == [("info", "school-lines", "B3")]


def test_no_figure_where_nothing_tells_which_line_counts(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, grid("性别", ("男", 160, 8), ("女", 150, 12)))
    assert pupils_and_books(facts) == [(None, None)] * 3
    (told_of,) = [each for each in delivery.findings if each.rule == "school-lines"]
    assert (told_of.severity.value, told_of.cell, len(told_of.against)) == ("warning", "B3", 5)
    assert (delivery.rows_in, delivery.rows_kept) == (6, 0)
    assert not {"row-note", "row-no-school"} & {each.rule for each in delivery.findings}


def test_a_school_that_lacks_the_line_that_counts(tmp_path: Path) -> None:
    """The second school wrote 上年 twice; the others are read."""
    rows = grid("项目", ("上年", 300, 5000), ("本年", 310, 5100))
    for _ in range(2):
        rows += [["甲县四小", "上年", 303, 5003], ["", "本年", 313, 5103]]
        rows[-2][0] = f"甲县{'四五'[len(rows) > 10]}小"
    rows[5][1] = "上年"
    facts, delivery = read(tmp_path, rows)
    assert pupils_and_books(facts) == [(310, 5100), (None, None), (312, 5102)]
    assert [each.cell for each in delivery.findings if each.rule == "school-lines" and each.severity.value == "warning"] == ["B5"]


def test_lines_of_stages_are_all_read(tmp_path: Path) -> None:
    rows: Grid = [["甲县2023-2024学年学校一览表"], ["学校名称", "学段", "在校生数", "班数"], ["甲县一校", "小学", 300, 8], ["甲县一校", "初中", 200, 5], ["甲县二校", "小学", 310, 8], ["甲县二校", "初中", 210, 5]]
    facts, delivery = read(tmp_path, rows)
    assert {key: own["pupils"] for key, own in figures(facts).items() if own["pupils"]} == {
        ("甲县一校", "primary"): 300, ("甲县一校", "junior"): 200, ("甲县二校", "primary"): 310, ("甲县二校", "junior"): 210,
    }
    assert "school-lines" not in {each.rule for each in delivery.findings}


def test_a_name_that_was_forgotten_is_no_line_of_another_school(tmp_path: Path) -> None:
    rows: Grid = [[TITLE], ["学校名称", "在校生数", "备注"], ["甲县一小", 300, "寄宿"], ["", 310, "寄宿"], ["甲县三小", 320, "走读"], ["甲县四小", 330, ""]]
    facts, delivery = read(tmp_path, rows)
    assert pupils_and_books(facts)[0] == (300, None)
    assert {"row-no-school"} <= {each.rule for each in delivery.findings}
    assert "school-lines" not in {each.rule for each in delivery.findings}
