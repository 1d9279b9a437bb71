"""Who came and who will leave, against the grades of the same form, and those who left against the last grade of the year before."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load
from junheng.terms import Finding

Rows = list[list[object]]
HEAD: Rows = [
    ["小学分类型学生数"], ["学校名称：甲县第一小学　学校标识码：2199000001　2023/2024学年初"],
    ["指标名称", "代码", "毕业生数", "招生数", "招生中接受学前教育情况", "", "", "在校生数", "", "", "", "预计毕业生数"],
    ["", "", "", "", "未接受过", "一年", "三年", "合计", "一年级", "二年级", "三年级", ""],
]


def pupils(year: int = 2023, *, last: int = 70) -> Rows:
    rows = [list(row) for row in HEAD]
    rows[1] = [f"学校名称：甲县第一小学　学校标识码：2199000001　{year}/{year + 1}学年初"]
    return [
        *rows, ["总计", "01", 66, 60, 0, 20, 40, 190 - 70 + last, 60, 60, last, last], ["　#女", "02", 30, 28, 0, 10, 18, 93, 28, 30, 35, 35],
    ]  # fmt: skip


def told(folder: Path, *forms: Rows) -> list[Finding]:
    folder.mkdir(exist_ok=True)
    for number, rows in enumerate(forms):
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(folder / f"{number}.xlsx")
    return [each for each in load([folder])[1].findings if each.rule in ("form-unbalanced", "form-disagrees")]


def changed(cell: str, value: object) -> Rows:
    rows = pupils()
    rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    return rows


def test_a_form_that_fits_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path / "a", pupils()) == []


@pytest.mark.parametrize(("cell", "value", "allowed", "against"), [
    ("D5", 61, "= 60", "G5"),  # more than the first grade, and than the parts of those who came
    ("D6", 17, "= 28", "G6"),
    ("F5", "", "= 20", "D5"),
    ("C5", 165, "≈ 70", "K5"),  # more than twice the largest grade, and twenty
    ("L5", 72, "≤ 70", "K5"),  # more than the last grade
    ("L6", 20, "≤ 35", "K6"),  # fifteen fewer
    ("L6", "", "≤ 35", "K6"),  # left out, since the line above it says how many
    ("D6", "", "= 28", "G6"),
])  # fmt: skip
def test_what_does_not_fit_its_grade_or_parts_is_told_at_the_cell(cell: str, value: object, allowed: str, against: str, tmp_path: Path) -> None:
    found = told(tmp_path / "a", changed(cell, value))
    assert any(each.cell == cell and each.allowed == allowed and against in [at for *_, at in each.against] for each in found), [(each.cell, each.allowed) for each in found]


@pytest.mark.parametrize(("cell", "value"), [("L5", 61), ("C5", 40), ("C5", 160)])
def test_a_few_who_repeat_or_stay_are_not_told(cell: str, value: object, tmp_path: Path) -> None:
    assert told(tmp_path / "a", changed(cell, value)) == []


@pytest.mark.parametrize(("here", "moved", "girls", "at"), [
    ("K", "L", {"L6": 26}, ["K6"]),  # all 70 of the last grade leave, but of its 35 girls 26
    ("K", "L", {"L6": 26, "L5": 61}, []),  # nine girls and no boy stay
    ("K", "L", {"L6": 26, "L5": 62}, ["K6"]),  # eight stay, of whom nine are girls
    ("I", "D", {"I6": 32}, ["I6"]),  # the 60 who came are the first grade, but four of its 32 girls did not come
])  # fmt: skip
def test_no_more_girls_than_pupils_stay_or_were_there(here: str, moved: str, girls: dict[str, int], at: list[str], tmp_path: Path) -> None:
    rows = pupils()
    for cell, value in girls.items():
        rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    found = [each for each in told(tmp_path / "a", rows) if "女生：" in each.message.zh]
    assert [each.cell for each in found] == at
    assert all({cell for *_, cell in each.against} == {f"{moved}6", f"{here}5", f"{moved}5"} for each in found)


def test_a_part_of_those_who_came_is_told_at_all_of_them(tmp_path: Path) -> None:
    """One sum is off; nothing says which of its cells is wrong."""
    (found,) = told(tmp_path / "a", changed("F5", 25))
    assert (found.cell, found.allowed, "F5" in [at for *_, at in found.against]) == ("D5", "= 65", True)


def test_a_row_in_which_nobody_fills_these_columns_is_not_asked_for_them(tmp_path: Path) -> None:
    rows = pupils()
    for column in (2, 3, 4, 5, 6, 11):
        rows[5][column] = ""
    assert told(tmp_path / "a", rows) == []


@pytest.mark.parametrize(("last", "is_told"), [(70, False), (56, False), (52, True)])
def test_graduates_are_about_as_many_as_the_last_grade_was(last: int, is_told: bool, tmp_path: Path) -> None:
    """66 left in the summer of 2024."""
    found = told(tmp_path / "a", pupils(2023, last=last), pupils(2024))
    assert [(each.file, each.cell, each.found, each.allowed) for each in found if each.rule == "form-disagrees"] == ([("1.xlsx", "C5", "66", f"≈ {last}")] if is_told else [])


@pytest.mark.parametrize("heads", ["七年级 八年级 九年级", "初一 初二 初三", "一年级 二年级 三年级"])
def test_grades_of_a_junior_form_are_read_by_any_of_their_names(heads: str, tmp_path: Path) -> None:
    """七年级 was told as a grade that is not there."""
    rows: Rows = [
        ["初中分类型学生数"], ["学校名称：甲县第一中学　学校标识码：3199000001　2023/2024学年初"], ["指标名称", "代码", "毕业生数", "招生数", "在校生数", "", "", "", "预计毕业生数"],
        ["", "", "", "", "合计", *heads.split(), ""], ["总计", "01", 88, 93, 271, 93, 90, 88, 88],
    ]  # fmt: skip
    folder = tmp_path / "a"
    assert told(folder, rows) == []
    facts, delivery = load([folder])
    assert [facts.school_years[f"pupils_grade_{grade}"].to_list() for grade in (1, 2, 3)] == [[93], [90], [88]]
    assert not any("在校生" in each.message.zh for each in delivery.findings if each.rule == "form-row-missing" and "年级" in each.message.zh)


def test_nobody_leaves_a_teaching_point_without_the_last_grade(tmp_path: Path) -> None:
    """Grade 3 goes on to the centre school: 0 is right, and was told of 28 points of 35. Who leaves all the same is told, and so is a last grade of which nobody leaves."""
    heads = [*HEAD[:2], ["指标名称", "代码", "招生数", "在校生数", "", "", "", "", "", "", "预计毕业生数"], ["", "", "", "合计", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级", ""]]
    for number, (grades, leaving, cells) in enumerate([((7, 14, 14, 0, 0, 0), 0, []), ((7, 14, 14, 0, 0, 0), "", []), ((7, 14, 14, 0, 0, 0), 40, ["K5"]), ((7, 14, 14, 0, 0, 60), 0, ["K5"])]):
        form = [*heads, ["总计", "01", 7, sum(grades), *grades, leaving]]
        assert [each.cell for each in told(tmp_path / str(number), form)] == cells


def test_two_cells_of_which_a_sum_says_which_is_wrong_are_told_once(tmp_path: Path) -> None:
    """6 for 60 in the first grade: 60 came, 20 + 40 of them from preschools, and all pupils less those of the other grades are 60."""
    found = told(tmp_path / "a", changed("I5", 6))
    pairs = [frozenset((each.place, *each.against)) for each in found]
    assert len(pairs) == len(set(pairs))
