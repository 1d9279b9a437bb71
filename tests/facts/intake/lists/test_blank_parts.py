"""Degrees, titles, sizes of classes and grades that are left blank where there is nobody, in a list."""

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


SIZES = ["classes", "classes_standard", "classes_large", "classes_big", "classes_oversize"]
STEPS = ["25人及以下", "26-30人", "31-35人", "36-40人", "41-45人", "46-50人", "51-55人", "56-60人", "61-65人", "66人及以上"]
GRADES = [f"pupils_grade_{grade}" for grade in range(1, 7)]


def listed(folder: Path, *rows: list[Any], title: str = "甲县2023学年小学情况") -> tuple[dict[tuple[str, str], dict[str, Any]], dict[str, tuple[str, list[str]]]]:
    """The figures by school and stage, and what is said of blanks: by its rule the severity and the cells."""
    facts, delivery = load([write_sheets(folder / "表.xlsx", {"Sheet1": [[title], *rows]})])
    told = {each.rule: (each.severity.value, [each.cell, *(place[2] for place in each.against)]) for each in delivery.findings if each.rule in ("blank-none", "blank-unknown", "dash-unknown", "B01")}
    return {(row["school"], row["stage"]): row for row in facts.school_years.iter_rows(named=True)}, told


def sizes(row: dict[str, Any]) -> list[int | None]:
    return [row[name] for name in SIZES]


@pytest.mark.parametrize("blank", ["", "-", "—", "－", "/", "…", "N/A"])
def test_a_blank_size_is_none_where_the_others_are_all_classes(blank: str, tmp_path: Path) -> None:
    """8 of 8 and 10 + 2 of 12 are all; of 9 + 2 of 12 one class is left, and it may be in either of the blank cells."""
    head = ["学校名称", "在校生数", "班级数", "45人及以下", "46-55人", "56-65人", "66人及以上"]
    found, told = listed(tmp_path, head, ["甲县一小", 300, 8, 8, blank, blank, blank], ["甲县二小", 500, 12, 10, 2, blank, blank], ["甲县三小", 500, 12, 9, 2, blank, blank])
    assert [sizes(found[f"甲县{name}小", "primary"]) for name in "一二三"] == [[8, 8, 0, 0, 0], [12, 10, 2, 0, 0], [12, 9, 2, None, None]]
    assert told == {"blank-none": ("info", ["E3", "F3", "G3", "F4", "G4"]), "blank-unknown": ("warning", ["F5", "G5"])}


def test_sizes_in_steps_are_settled_before_they_are_added_up(tmp_path: Path) -> None:
    """One blank step would make the sum of all steps of its size missing."""
    found, told = listed(tmp_path, ["学校名称", "在校生数", "班级数", *STEPS], ["甲县一小", 400, 12, 3, 3, 3, 2, *["-"] * 2, 1, *["-"] * 3])
    assert (sizes(found["甲县一小", "primary"]), told) == ([12, 11, 1, 0, 0], {"blank-none": ("info", ["H3", "I3", "K3", "L3", "M3"])})


def test_each_stage_has_sizes_of_its_own(tmp_path: Path) -> None:
    """6 = 5 + 1 and 4 = 4; the primary school has no junior figure, and its dashes there are none either."""
    head = [["学校名称", "办学类型", *["小学班数"] * 5, *["初中班数"] * 5], ["", "", "合计", "45人及以下", "46-55人", "56-65人", "66人及以上", "合计", "50人及以下", "51-55人", "56-65人", "66人及以上"]]
    rows = [["甲县一校", "九年一贯制学校", 6, 5, 1, "-", "-", 4, 4, "-", "-", "-"], ["甲县二小", "小学", 6, 6, *["-"] * 8], ["甲县三校", "九年一贯制学校", 6, 6, *["-"] * 3, 4, 3, *["-"] * 3]]
    found, told = listed(tmp_path, *head, *rows, title="甲县2023学年学校情况")
    assert {key: sizes(row) for key, row in found.items() if row["classes"]} == {
        ("甲县一校", "primary"): [6, 5, 1, 0, 0], ("甲县一校", "junior"): [4, 4, 0, 0, 0], ("甲县二小", "primary"): [6, 6, 0, 0, 0],
        ("甲县三校", "primary"): [6, 6, 0, 0, 0], ("甲县三校", "junior"): [4, 3, None, None, None],
    }  # fmt: skip
    assert told == {"blank-none": ("info", ["F4", "G4", "J4", "K4", "L4", "E5", "F5", "G5", "E6", "F6", "G6"]), "blank-unknown": ("warning", ["J6", "K6", "L6"])}


def test_each_line_of_a_list_of_stages_settles_its_own_sizes(tmp_path: Path) -> None:
    """46-50人 is a standard class of the junior line. 66人及以上 has no column, so what is left of the last line may be there: a note."""
    head = [["学校名称", "办学类型", "学段", *["班数"] * 5], ["", "", "", "合计", "45人及以下", "46-50人", "51-55人", "56-65人"]]
    rows = [["甲县一校", "九年一贯制学校", stage, 6, 5, 1, "-", "-"] for stage in ("小学", "初中")]
    found, told = listed(tmp_path, *head, *rows, ["甲县二小", "小学", "小学", 6, 4, 1, "-", ""], title="甲县2023学年学校情况")
    assert {key: sizes(row)[:4] for key, row in found.items()} == {("甲县一校", "primary"): [6, 5, 1, 0], ("甲县一校", "junior"): [6, 6, 0, 0], ("甲县二小", "primary"): [6, 4, None, None]}
    assert told == {"blank-none": ("info", ["G4", "H4", "G5", "H5"]), "blank-unknown": ("info", ["G6", "H6"])}


@pytest.mark.parametrize(
    ("heads", "line"),
    [
        (["45人及以下", "41-45人", "46-55人"], [8, 8, "-", "-"]),  # counted in each other
        (["45人及以下", "46-55人"], ["", 8, "-"]),
        (["45人及以下", "46-55人"], [8, "约八", "-"]),  # something stands there, and may be all that is left
    ],
)  # fmt: skip
def test_a_blank_size_stays_missing_where_nothing_bears_it_out(heads: list[str], line: list[Any], tmp_path: Path) -> None:
    found, told = listed(tmp_path, ["学校名称", "在校生数", "班级数", *heads], ["甲县一小", 300, *line])
    assert found["甲县一小", "primary"]["classes_large"] is None
    assert set(told) == {"dash-unknown"}


def test_a_dash_for_a_grade_is_none_where_the_others_are_all_pupils(tmp_path: Path) -> None:
    """100 + 100 + 107 are 307; of 334 pupils 4 times 60 and 57 are 297, and 37 are in the fifth grade. A grade left blank where nobody lacks is as it always was."""
    rows = [["甲县一小", 307, 100, 100, 107, "-", "-", ""], ["甲县二小", 334, 60, 60, 60, 60, "/", 57], *([f"甲县第{no}小学", 343 + no, 60, 60, 60, 60, 60, 43 + no] for no in range(10, 30))]
    found, told = listed(tmp_path, ["学校名称", "在校生数", *(f"{grade}年级" for grade in "一二三四五六")], *rows)
    assert [[found[f"甲县{name}小", "primary"][grade] for grade in GRADES] for name in "一二"] == [[100, 100, 107, 0, 0, None], [60, 60, 60, 60, None, 57]]
    assert told == {"blank-none": ("info", ["F3", "G3"]), "blank-unknown": ("warning", ["G4"])}


def test_a_total_of_nine_grades_settles_those_of_the_stages_it_has(tmp_path: Path) -> None:
    """400 are eight grades of 50: no ninth. Of the primary school only the sixth is a grade without pupils, not three junior ones."""
    all_grades = [*(f"{grade}年级" for grade in "一二三四五六七八九")]
    rows = [["甲县一校", 400, *[50] * 8, "-"], ["甲县二小", 250, *[50] * 5, *["-"] * 4], *([f"甲县第{no}学校", 450, *[50] * 9] for no in range(10, 22))]
    found, told = listed(tmp_path, ["学校名称", "学生总数", *all_grades], *rows, title="甲县2023学年学校情况")
    assert [found["甲县一校", "junior"][grade] for grade in ("pupils", *GRADES[:3])] == [100, 50, 50, 0]
    assert (found["甲县二小", "primary"]["pupils_grade_6"], ("甲县二小", "junior") in found) == (0, False)
    assert told == {"blank-none": ("info", ["K3", "H4"])}


def test_what_is_told_of_a_whole_list_is_not_told_again_at_each_cell(tmp_path: Path) -> None:
    """Six degrees are all there are: 14 + 5 of 20, and the one left is in the blank cell, which three in four schools fill (B01)."""
    degrees = ["博士", "硕士", "本科", "专科", "高中阶段", "高中阶段以下"]
    lines = [[20, 0, 1, 14, 4, 1, 0] for _ in range(7)] + [[20, 0, "", 14, 5, 0, 0]]
    rows = [[f"甲县第{no}小学", 300 + no, *line] for no, line in enumerate(lines)]
    _, told = listed(tmp_path, ["学校名称", "在校生数", "专任教师", *[""] * 6], ["", "", "合计", *degrees], *rows)
    assert told == {"blank-unknown": ("warning", ["E11"])}


def test_how_much_is_left_is_said_of_the_first_line(tmp_path: Path) -> None:
    """The junior columns stand behind the primary ones, and their first line above: 4 - 2 are left there."""
    head = [["学校名称", "办学类型", *["小学班数"] * 3, *["初中班数"] * 3], ["", "", *["合计", "45人及以下", "46-55人"], *["合计", "50人及以下", "51-55人"]]]
    path = write_sheets(tmp_path / "表.xlsx", {"Sheet1": [["甲县2023学年学校情况"], *head, ["甲县一校", "九年一贯制学校", 6, 6, 0, 4, 2, "-"], ["甲县二校", "九年一贯制学校", 9, 8, "-", 4, 4, 0]]})
    (one,) = [each for each in load([path])[1].findings if each.rule == "blank-unknown"]
    assert (one.cell, one.message.zh.count("H4 一行少 2"), one.message.en.count("by 2 at H4"), one.severity) == ("H4", 1, 1, "info")


def test_high_titles_together_are_settled_too(tmp_path: Path) -> None:
    """高级 is both senior titles: 5 + 10 + 5 are all 20, so nobody is without a title."""
    found, told = listed(tmp_path, ["学校名称", "在校生数", "专任教师", *[""] * 4], ["", "", "合计", "高级", "中级", "助理级", "未定职级"], ["甲县一小", 300, 20, 5, 10, 5, "-"])
    assert (found["甲县一小", "primary"]["titles_none"], told) == (0, {"blank-none": ("info", ["G4"])})
