"""Parts of a list's columns against their wholes, where the figures are not stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from junheng.facts import load
from junheng.terms import Finding, Severity, Stage

Row = list[Any]
SCHOOLS = 12
WHO = ["学校名称", "学校标识码", "办学类型"]


def grades(school: int) -> list[int]:
    return [21 + (school * 37 + grade * 53) % 70 for grade in range(6)]


def pupils(school: int) -> int:
    return sum(grades(school))


def girls(school: int) -> int:
    return pupils(school) * 47 // 100


def classes(school: int) -> list[int]:
    return [1 + each // 46 for each in grades(school)]


def teachers(school: int) -> int:
    return 9 + pupils(school) // 19


def rooms(school: int) -> list[float]:
    """教室, 实验室, 图书阅览室; 行政, 生活, 其他."""
    area = pupils(school) * 4.1
    return [round(area * share, 1) for share in (0.5, 0.21, 0.08, 0.17, 0.31, 0.06)]


def listed(heads: list[Row], figures: Callable[[int], Row], schools: int = SCHOOLS) -> list[Row]:
    rows = [[f"甲县第{number + 1}小学", f"2199000{number + 1:03d}", "小学", *figures(number)] for number in range(schools)]
    return [["甲县2023学年小学一览表"], [*WHO, *heads[0]], *([["", "", "", *head] for head in heads[1:]]), *rows]


LISTS: dict[str, list[Row]] = {
    "flat": listed(
        [["班数", "在校生数", "女生数", "男生数", "专任教师数", "女专任教师数", "教职工数"]],
        lambda no: [sum(classes(no)), pupils(no), girls(no), pupils(no) - girls(no), teachers(no), teachers(no) - 5, teachers(no) + 4],
    ),
    "of which": listed(
        [["在校生数", "其中：女", "其中：随迁子女", "专任教师数", "其中：女", "其中：数学", "校舍建筑面积（平方米）", "其他用房（平方米）", "其中：危房面积（平方米）"]],
        lambda no: [pupils(no), girls(no), 20, teachers(no), teachers(no) - 5, teachers(no) - 3, 900 + no, 10, 30 if no == 4 else 0],
    ),
    "grades": listed([["小学学生数", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级"]], lambda no: [pupils(no), *grades(no)]),
    "classes of grades": listed(
        [["班数", "一年级班数", "二年级班数", "三年级班数", "四年级班数", "五年级班数", "六年级班数", "在校生数"]], lambda no: [sum(classes(no)), *classes(no), pupils(no)]
    ),
    "total behind": listed([["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "合计", "专任教师"]], lambda no: [*grades(no), pupils(no), teachers(no)]),
    "groups": listed(
        [["在校生", "", "", "专任教师", "", "", "", ""], ["合计", "男", "女", "合计", "女", "29岁以下", "30-49岁", "50岁以上"]],
        lambda no: [pupils(no), pupils(no) - girls(no), girls(no), teachers(no), teachers(no) - 5, 4, 3, teachers(no) - 7],
    ),
    "rooms": listed(
        [["占地面积（平方米）", "绿化用地面积（平方米）", "校舍建筑面积（平方米）", "教学及辅助用房（平方米）", "教室面积（平方米）", "实验室（平方米）", "图书阅览室（平方米）",
          "行政办公用房（平方米）", "生活用房（平方米）", "其他用房（平方米）", "固定资产总值（万元）", "教学仪器设备值（万元）"]],
        lambda no: [pupils(no) * 20, pupils(no) * 4, sum(rooms(no)), sum(rooms(no)[:3]), *rooms(no), pupils(no), pupils(no) / 4],
    ),
    "years": listed(
        [["2022年", "", "2023年", ""], ["在校生", "其中：女", "在校生", "其中：女"]], lambda no: [pupils(no) + 3, girls(no) + 1, pupils(no), girls(no)],
    ),
    "stages": listed([["小学", "", "初中", ""], ["学生数", "女", "学生数", "女"]], lambda no: [pupils(no), girls(no), pupils(no + 5), girls(no + 5)]),
}  # fmt: skip


def findings(folder: Path, rows: list[Row]) -> list[Finding]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "a.xlsx")
    return load([folder / "a.xlsx"])[1].findings


def told(folder: Path, rows: list[Row]) -> list[Finding]:
    """Grades that stand bare beside the pupils are facts, which the catalogue compares (L02)."""
    return [each for each in findings(folder, rows) if each.rule in ("list-unbalanced", "L02")]


def changed(rows: list[Row], cell: str, value: object) -> list[Row]:
    rows = [[*row] for row in rows]
    rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    return rows


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_adds_up_is_not_told(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, LISTS[name]) == []


@pytest.mark.parametrize(
    ("name", "cell", "value", "at"),
    [
        ("flat", "F8", 9000, "F8"),  # more than the pupils, and no longer the rest that the boys leave
        ("flat", "G8", 3, "E8"),
        ("flat", "I8", 900, "I8"),
        ("flat", "J8", 1, "H8"),  # fewer staff than teachers
        ("of which", "E6", 900, "E6"), ("of which", "F6", 900, "F6"), ("of which", "H6", 90, "H6"), ("of which", "I6", 90, "I6"), ("of which", "L6", 2000, "L6"),
        ("grades", "F9", 3, "D9"), ("grades", "D9", 90, "D9"),
        ("classes of grades", "F9", 9, "D9"),
        ("total behind", "F9", 3, "J9"),
        ("groups", "E9", 3, "D9"), ("groups", "I9", 90, "G9"), ("groups", "H9", 90, "H9"),
        ("rooms", "E7", 90000, "E7"), ("rooms", "H7", 1, "G7"), ("rooms", "K7", 1, "F7"), ("rooms", "O7", 9000, "O7"),
        ("years", "E7", 900, "E7"), ("years", "G7", 900, "G7"),
        ("stages", "E7", 900, "E7"), ("stages", "G7", 900, "G7"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_fit_is_told_at_its_cell(name: str, cell: str, value: object, at: str, tmp_path: Path) -> None:
    found = told(tmp_path, changed(LISTS[name], cell, value))
    assert [each.cell for each in found] == [at], found
    assert found[0].severity == (Severity.ERROR if found[0].rule == "L02" else Severity.WARNING)


def test_it_says_what_came_and_what_is_allowed(tmp_path: Path) -> None:
    (found,) = told(tmp_path, changed(LISTS["of which"], "E6", 900))
    assert (found.found, found.allowed) == ("900", f"≤ {pupils(3)}")
    assert f"“在校生数”（D6）填的是 {pupils(3)}，而“其中：女”（E6）为 900" in found.message.zh
    assert "a part is not more than its whole" in found.message.en


def test_columns_that_seldom_add_up_are_no_sum(tmp_path: Path) -> None:
    """Pupils of a class attached to the school are in the total of every third, and have no column."""
    rows = [[*row[:3], row[3] + 17, *row[4:]] if number % 3 == 0 and number > 1 else row for number, row in enumerate(LISTS["grades"])]
    assert told(tmp_path, rows) == []


@pytest.mark.parametrize(("first", "second"), [(82.2, -114.8), (100, 200), (-30, -40)])
def test_two_wrong_sums_of_a_column_do_not_hide_each_other(first: float, second: float, tmp_path: Path) -> None:
    """教学及辅助用房 of two schools in twelve: each is neither the sum of its rooms nor what the other buildings leave."""
    rows = changed(changed(LISTS["rooms"], "G6", sum(rooms(3)[:3]) + first), "G12", sum(rooms(9)[:3]) + second)
    assert [each.cell for each in told(tmp_path, rows)] == ["G6", "G12"]


def with_no_column(schools: tuple[int, ...], heads: list[str], attached: Callable[[int], Row], pupils_more: int) -> list[Row]:
    return listed([["班数", *(f"{grade}年级班数" for grade in "一二三四五六"), *heads]], lambda no: [sum(classes(no)) + pupils_more * (no in schools), *classes(no), *attached(no)], 20)


def test_a_part_without_a_column_makes_no_sum_wrong(tmp_path: Path) -> None:
    """复式班 are in the total of three schools in twenty; where the total of one is less than its grades, they are not off in one way."""
    rows = with_no_column((3, 8, 14), [], lambda no: [], 2)
    assert told(tmp_path, rows) == []
    found = told(tmp_path, changed(rows, "D6", 3))
    assert [each.cell for each in found] == ["D6", "D11", "D17"]


@pytest.mark.parametrize("schools", [(4, 9), (1, 4, 9)])
def test_a_whole_that_is_more_than_its_parts_in_some_schools_may_have_a_part_without_a_column(schools: tuple[int, ...], tmp_path: Path) -> None:
    """教职工 of two schools hold 行政人员: both were told to be wrong, and three were not."""
    rows = listed([["在校生数", "教职工", "专任教师", "工勤人员"]], lambda no: [pupils(no), teachers(no) + 2 + no % 4 + 3 * (no in schools), teachers(no), 2 + no % 4], 16)
    found = findings(tmp_path, rows)
    assert not any(each.rule == "list-unbalanced" for each in found)
    (one,) = [each for each in found if each.rule == "list-part-lacking"]
    assert (one.severity, one.cell, [cell for *_, cell in one.against]) == (Severity.INFO, f"E{schools[0] + 3}", [f"E{school + 3}" for school in schools[1:]])
    assert f"共 {len(schools)} 行多于各部分之和，另有 {16 - len(schools)} 行相等" in one.message.zh
    assert "a part perhaps has no column of its own" in one.message.en


@pytest.mark.parametrize("changes", [{"E7": 3}, {"E7": 3, "E12": -3}])
def test_one_school_or_both_ways_are_a_slip(changes: dict[str, int], tmp_path: Path) -> None:
    rows = listed([["在校生数", "教职工", "专任教师", "工勤人员"]], lambda no: [pupils(no), teachers(no) + 2 + no % 4, teachers(no), 2 + no % 4], 16)
    for cell, more in changes.items():
        rows = changed(rows, cell, rows[int(cell[1:]) - 1][4] + more)
    assert [each.cell for each in told(tmp_path, rows)] == [*changes]


def test_what_another_column_says_makes_no_sum_wrong(tmp_path: Path) -> None:
    """复式班数 stands behind the books, and two schools in twelve have some."""
    schools = (2, 7)
    rows = listed(
        [["班数", *(f"{grade}年级班数" for grade in "一二三四五六"), "图书（册）", "复式班数"]],
        lambda no: [sum(classes(no)) + no * (no in schools), *classes(no), pupils(no) * 31, no * (no in schools)],
    )
    assert told(tmp_path, rows) == []


def test_a_part_in_another_unit_is_not_compared(tmp_path: Path) -> None:
    rows = listed([["占地面积（亩）", "绿化用地面积（平方米）"]], lambda no: [pupils(no) / 30, pupils(no) * 4])
    assert told(tmp_path, rows) == []


def test_two_parts_that_share_nothing_are_not_more_than_the_whole_together(tmp_path: Path) -> None:
    """6,000 of 9,000 m2 are sports grounds, and 3,100 green: each is a part of the land, and both are more than it."""
    rows = listed([["占地面积（平方米）", "绿化用地面积（平方米）", "运动场地面积（平方米）"]], lambda no: [9000 + no, 2500 + 7 * no, 6000 + no])
    assert told(tmp_path, rows) == []
    (found,) = told(tmp_path, changed(rows, "E6", 3100))
    assert (found.cell, found.against, found.allowed) == ("E6", (("a.xlsx", "Sheet", "D6"), ("a.xlsx", "Sheet", "F6")), "≤ 3000")


def test_two_columns_in_each_others_place_are_said_once(tmp_path: Path) -> None:
    rows = listed([["女生数", "在校生数"]], lambda no: [pupils(no), girls(no)])
    (found,) = told(tmp_path, rows)
    assert "共 12 行" in found.message.zh


@pytest.mark.parametrize("cell", ["", "-", "…", True, -5, 1e300, 10**18, "=A1", "#REF!", "约１２人", "2023-01-01"])
def test_a_cell_that_is_no_figure_says_nothing_of_sums(cell: object, tmp_path: Path) -> None:
    total: Row = ["合计", "", "", *(sum(column) for column in zip(*(row[3:] for row in LISTS["flat"][2:]), strict=True))]
    found = findings(tmp_path, changed([*LISTS["flat"], total], "G8", cell))
    assert not any(each.rule in ("list-unbalanced", "total-disagrees") for each in found)


def test_last_years_girls_are_no_part_of_this_years_pupils(tmp_path: Path) -> None:
    rows = listed([["在校生数", "上学年"], ["", "女生数"]], lambda no: [pupils(no), pupils(no) + 5 if no == 3 else girls(no)])
    assert told(tmp_path, rows) == []


def test_a_blank_makes_no_sum_wrong(tmp_path: Path) -> None:
    assert told(tmp_path, changed(LISTS["grades"], "F9", "")) == []


def test_the_total_of_a_column_that_is_not_kept_is_compared(tmp_path: Path) -> None:
    figures = [row[3:] for row in LISTS["of which"][2:]]
    total: Row = ["合计", "", "", *(sum(column) for column in zip(*figures, strict=True))]
    assert not any(each.rule.startswith("total") for each in findings(tmp_path, [*LISTS["of which"], total]))
    total[4] += 10
    assert [each.cell for each in findings(tmp_path, [*LISTS["of which"], total]) if each.rule == "total-disagrees"] == ["E15"]


def test_a_total_of_stages_is_the_whole_schools(tmp_path: Path) -> None:
    rows = listed([["在校生合计", "小学在校生数", "初中在校生数"]], lambda no: [pupils(no) + pupils(no + 5), pupils(no), pupils(no + 5)])
    rows = [["甲县2023学年学校一览表"], rows[1], *([*row[:2], "九年一贯制学校", *row[3:]] for row in rows[2:])]
    assert [each for each in findings(tmp_path, rows) if each.rule in ("stage-unknown", "R01")] == []
    facts = load([tmp_path / "a.xlsx"])[0]
    assert set(facts.school_years["stage"]) == {Stage.PRIMARY, Stage.JUNIOR, Stage.WHOLE}
    assert [each.cell for each in findings(tmp_path, changed(rows, "D7", 3)) if each.rule == "R01"] == ["D7"]
