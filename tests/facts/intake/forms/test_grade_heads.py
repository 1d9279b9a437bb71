"""Grades as offices write them over their columns, and what is said where a column is not found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from tests.facts.intake.forms.test_form_columns import BASIC, SIZES, WHO, Rows, read
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.facts.intake.forms.grade_heads import with_grades
from junheng.facts.intake.heads.head import ColumnHead
from junheng.terms import Finding, Stage

KINDS = {"小学": "小学", "初中": "初级中学", "普通高中": "高级中学"}
PRIMARY = [
    [f"{number}年级（{2024 - grade}级）" for grade, number in enumerate("一二三四五六", start=1)], [f"{number}年级学生" for number in "一二三四五六"],
    [f"第{number}年级" for number in "一二三四五六"], [f"小{number}" for number in "一二三四五六"], list("一二三四五六"), [f"{number}年级人数" for number in range(1, 7)],
]  # fmt: skip


def pupils(stage: str, heads: list[str]) -> Rows:
    """10, 20, 30 … of the grades; 在校生数 over 合计 and all of them."""
    counts = [10 * grade for grade in range(1, len(heads) + 1)]
    return [[f"{stage}分类型学生数"], [*WHO], ["指标名称", "代码", "招生数", "在校生数"], ["", "", "", "合计", *heads], ["总计", "01", 10, sum(counts), *counts]]


def basic(stage: str) -> Rows:
    return [*BASIC[:-1], [*BASIC[-1][:-1], KINDS[stage]]]


def lacks(findings: list[Finding], title: str) -> str:
    return " ".join(each.message.zh + each.message.en for each in findings if each.rule == "form-row-missing" and each.found == title)


@pytest.mark.parametrize(("stage", "heads"), [
    *(("小学", heads) for heads in PRIMARY), ("初中", ["初一", "初二", "初三"]), ("初中", ["初一年级（2023级）", "初二年级（2022级）", "初三年级（2021级）"]), ("初中", ["一", "二", "三"]),
    ("初中", ["七年级学生", "八年级学生", "九年级学生"]), ("普通高中", ["高一", "高二", "高三"]), ("普通高中", ["高一年级", "高二年级", "高三年级"]),
])  # fmt: skip
def test_grades_as_offices_write_them(stage: str, heads: list[str], tmp_path: Path) -> None:
    figures, findings = read(tmp_path, pupils(stage, heads), basic=basic(stage))
    assert [figures.get(f"pupils_grade_{grade}") for grade in range(1, len(heads) + 1)] == [10 * grade for grade in range(1, len(heads) + 1)]
    assert figures["pupils"] == sum(10 * grade for grade in range(1, len(heads) + 1))
    assert "年级" not in lacks(findings, f"{stage}分类型学生数")


def heads_of(*parts: tuple[str, ...]) -> tuple[ColumnHead, ...]:
    return tuple(ColumnHead(at, each, "", " > ".join(each)) for at, each in enumerate(parts, start=1))


@pytest.mark.parametrize(("parts", "stage"), [
    ((("在校生数", "一年级2023级"), ("在校生数", "一年级2022级")), Stage.PRIMARY),  # of which year?
    ((("在校生数", "高一"), ("在校生数", "高二")), Stage.JUNIOR), ((("在校生数", "初一"), ("在校生数", "初四")), Stage.JUNIOR),  # 五四制
    ((("在校生数", "一"), ("在校生数", "三"), ("在校生数", "五")), Stage.PRIMARY), ((("在校生数", "一年级班数"), ("在校生数", "一年级上学年")), Stage.PRIMARY),
    ((("在校生数", "初一"), ("在校生数", "初二")), None),
])  # fmt: skip
def test_what_may_be_something_else_stays_as_it_is(parts: tuple[tuple[str, ...], ...], stage: Stage | None) -> None:
    assert with_grades(heads_of(*parts), stage) == heads_of(*parts)


def test_heads_that_were_not_understood_are_named(tmp_path: Path) -> None:
    _, findings = read(tmp_path, pupils("小学", ["A班", "B班", "C班", "D班", "E班", "F班"]))
    said = lacks(findings, "小学分类型学生数")
    assert "没有采用的列有“在校生数 > A班、" in said
    assert "招生数" not in said
    assert "“总计”行都在" in said


def test_sizes_under_an_unknown_head_say_so(tmp_path: Path) -> None:
    _, findings = read(tmp_path, by_size("班的个数"))
    assert "没有采用的列有“班的个数”" in lacks(findings, "小学班额情况")


def by_size(head: str) -> Rows:
    return [["小学班额情况"], [*WHO], ["指标名称", "代码", head], ["总计", "01", 7], *([size, "02", {"36-40人": 3, "41-45人": 4}.get(size, 0)] for size in SIZES)]


@pytest.mark.parametrize("head", ["班数", "班级数", "教学班数", "数量", "合计"])
def test_the_column_of_classes_by_size_may_be_headed_by_what_it_counts(head: str, tmp_path: Path) -> None:
    """3 classes of 36 to 40 and 4 of 41 to 45: seven of the standard size, none larger."""
    figures, findings = read(tmp_path, by_size(head))
    assert [figures[name] for name in ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")] == [7, 7, 0, 0, 0]
    assert lacks(findings, "小学班额情况") == ""


@pytest.mark.parametrize("head", ["四年级（含复式）", "四年", "四年纪", "第四学年", "四年级?", "G4"])
def test_a_grade_worded_otherwise_over_pupils_is_read(head: str, tmp_path: Path) -> None:
    figures, findings = read(tmp_path, pupils("小学", ["一年级", "二年级", "三年级", head, "五年级", "六年级"]))
    assert figures["pupils_grade_4"] == 40
    assert not lacks(findings, "小学分类型学生数").count("年级")


def test_years_of_preschool_are_no_grades() -> None:
    heads = heads_of(("招生中接受学前教育情况", "一年"), ("招生中接受学前教育情况", "两年"), ("在校生数", "四年级复式"))
    assert with_grades(heads, Stage.PRIMARY) == heads


def read_merged(folder: Path, form: Rows, last: int) -> tuple[dict[str, Any], list[Finding]]:
    """在校生数 merged from D to the last column."""
    path = folder / "2199000001_甲县第一小学.xlsx"
    book = openpyxl.load_workbook(write_sheets(path, {"1001": BASIC, "3112": form}))
    book["3112"].merge_cells(start_row=3, end_row=3, start_column=4, end_column=last)
    book.save(path)
    facts, delivery = load([path])
    row = facts.school_years.row(by_predicate=pl.col("stage") == "primary", named=True)
    return {name: value for name, value in row.items() if value is not None}, delivery.findings


@pytest.mark.parametrize("grade", range(1, 7))
@pytest.mark.parametrize("head", ["", "高段"])
def test_a_grade_whose_head_is_blank_or_not_known_is_told(grade: int, head: str, tmp_path: Path) -> None:
    """Of grades 4 to 6 nothing was said."""
    heads = [f"{number}年级" for number in "一二三四五六"]
    letter, wanted, heads[grade - 1] = "DEFGHIJ"[grade], heads[grade - 1], head
    figures, findings = read_merged(tmp_path, pupils("小学", heads), 10)
    said = lacks(findings, "小学分类型学生数")
    assert f"pupils_grade_{grade}" not in figures
    assert f"在校生 {wanted}" in said
    assert f"在校生数 > {head or f'（空，{letter} 列）'}" in said


def test_a_last_grade_without_any_head_is_told(tmp_path: Path) -> None:
    _, findings = read(tmp_path, pupils("小学", [*(f"{number}年级" for number in "一二三四五"), ""]))
    assert "没有采用的列有“（空，J 列）”" in lacks(findings, "小学分类型学生数")


@pytest.mark.parametrize("spare", [[], [""]])
def test_five_grades_are_a_primary_school_of_five_years(spare: list[str], tmp_path: Path) -> None:
    """Also with a column that nobody fills."""
    form = pupils("小学", [f"{number}年级" for number in "一二三四五"])
    form[2] += [*[""] * 5, *spare, "预计毕业生数"]
    form[-1] += [*spare, 50]
    _, findings = read_merged(tmp_path, form, 9 + len(spare))
    assert "年级" not in lacks(findings, "小学分类型学生数")
