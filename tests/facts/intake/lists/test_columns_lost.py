"""A column that a hand lost: a formula that leaves a grade out in every school, a head over nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding, Lang

HEAD = ["学校名称", "班级数", "在校生数", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "专任教师", "占地面积（亩）"]
GRADES = [(80, 82, 78, 81, 79, 80), (35, 36, 34, 33, 36, 36), (25, 24, 26, 25, 25, 25), (20, 19, 21, 20, 20, 20), (15, 16, 14, 15, 15, 15), (12, 11, 13, 12, 12, 12)]
NAMES = ["桥头小学", "河湾小学", "石岭小学", "杨家小学", "白云小学", "大塘小学"]
Rows = list[list[object]]


def schools() -> Rows:
    return [[name, 12 if sum(grades) > 400 else 6, sum(grades), *grades, 30 - 3 * at, 20 - at] for at, (name, grades) in enumerate(zip(NAMES, GRADES, strict=True))]


def told(folder: Path, rows: Rows) -> list[Finding]:
    path = write_sheets(folder / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], HEAD, *rows]})
    return [each for each in load([path])[1].findings if each.severity != "info" and each.rule != "kind-by-stages"]


def test_nothing_of_a_right_list(tmp_path: Path) -> None:
    assert told(tmp_path, schools()) == []


def test_a_grade_that_all_totals_leave_out_is_told_once_at_its_head(tmp_path: Path) -> None:
    """Six heads were unknown, without the reason."""
    rows = schools()
    for row, grades in zip(rows, GRADES, strict=True):
        row[2] = sum(grades[:5])
    (one,) = told(tmp_path, rows)
    assert (one.rule, one.cell) == ("grades-apart", "I2")
    assert "六年级" in one.message.to(Lang.EN)
    assert [cell for _, _, cell in one.against] == [f"C{row}" for row in range(3, 9)]


def test_a_grade_that_is_blank_everywhere_is_told_at_its_head(tmp_path: Path) -> None:
    """No attached class explains it, so it is no note."""
    rows = schools()
    for row in rows:
        row[5] = None
    (one,) = told(tmp_path, rows)
    assert (one.rule, one.cell, one.severity) == ("grades-apart", "F2", "warning")


def test_a_grade_pasted_over_another_is_told_at_its_head(tmp_path: Path) -> None:
    """It was told at the first grade, without the reason."""
    rows = schools()
    for row, grades in zip(rows, GRADES, strict=True):
        row[6] = grades[1]
    (one,) = told(tmp_path, rows)
    assert (one.rule, one.cell, one.severity) == ("grades-apart", "G2", "warning")
    assert "“四年级”与“二年级”逐行相同" in one.message.zh


def test_a_head_over_nothing_is_told_where_every_school_has_some(tmp_path: Path) -> None:
    rows = schools()
    for row in rows:
        row[1] = row[10] = None
    assert sorted((each.rule, each.cell) for each in told(tmp_path, rows)) == [("column-empty", "B2"), ("column-empty", "K2")]


def test_blanks_of_a_degree_may_be_the_answer(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], [*HEAD, "其中：博士研究生", "寄宿生"], *schools()]})
    assert [each for each in load([path])[1].findings if each.rule == "column-empty"] == []


WHO = ["学校名称", "办学类型", "举办者类型", "办学性质", "驻地城乡类型", "乡镇（街道）", "是否计校数", "所属中心校", "小学在校生数"]
GRADES_OF = ["小学在校生-一年级", "小学在校生-二年级", "小学在校生-三年级", "小学在校生-四年级", "小学在校生-五年级", "小学在校生-六年级"]


def described(kind: str = "教学点") -> Rows:
    """Five schools of a township and, in the last line, a teaching point of the first."""
    lines: Rows = [[f"甲县{name}", "小学", "县级教育部门", "公办", "村庄", "石桥镇", "是", "", sum(grades), *grades] for name, grades in zip(NAMES[:5], GRADES, strict=False)]
    return [*lines, [f"甲县大塘{kind}", f"小学{kind}".replace("小学小学", "小学"), "县级教育部门", "公办", "村庄", "石桥镇", "否", "甲县桥头小学", sum(GRADES[5]), *GRADES[5]]]


def empty(folder: Path, rows: Rows) -> list[tuple[str, str]]:
    path = write_sheets(folder / "甲县2023年小学.xlsx", {"小学": [["甲县2023/2024学年小学一览表"], [*WHO, *GRADES_OF], *rows]})
    return [(each.cell, each.message.to(Lang.ZH)) for each in load([path])[1].findings if each.rule == "column-empty"]


def without(rows: Rows, *columns: int) -> Rows:
    return [[None if at in columns else cell for at, cell in enumerate(row)] for row in rows]


@pytest.mark.parametrize("column", range(1, 8))
def test_a_head_of_what_a_school_is_over_nothing_is_told(column: int, tmp_path: Path) -> None:
    assert empty(tmp_path, described()) == []
    ((cell, words),) = empty(tmp_path, without(described(), column))
    assert cell == f"{'ABCDEFGH'[column]}2"
    assert f"“{WHO[column]}”一列 6 行都空着" in words


def test_only_teaching_points_belong_to_a_school(tmp_path: Path) -> None:
    assert empty(tmp_path, without(described("小学"), 7)) == []


@pytest.mark.parametrize("grade", range(6))
def test_a_grade_over_nothing_is_told_where_the_others_have_pupils(grade: int, tmp_path: Path) -> None:
    assert [cell for cell, _ in empty(tmp_path, without(described(), 9 + grade))] == [f"{'JKLMNO'[grade]}2"]


def test_schools_may_end_with_the_fifth_grade_or_the_third(tmp_path: Path) -> None:
    """Their pupils are those of the grades that are filled in."""
    for last in (5, 3):
        rows = [[*row[:8], sum(GRADES[at][:last]), *GRADES[at][:last], *[None] * (6 - last)] for at, row in enumerate(described())]
        assert empty(tmp_path, rows) == []
