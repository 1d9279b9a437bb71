"""Men and women are parts of another kind than grades and degrees; a figure with its unit counts as what it is read as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.forms.test_form_columns import WHO, Rows, read

from junheng.terms import Finding

LINES = {"总计": (555, 467, 127, 172, 170, 184, 182, 187), "寄宿生": (73, 71, 18, 24, 24, 26, 26, 26), "随迁子女": (30, 21, 6, 9, 8, 9, 9, 10)}  # men, women, grades


def pupils(men: str = "男", women: str = "#女", total: int = 1022) -> Rows:
    """555 + 467 = 1022 = 127 + 172 + 170 + 184 + 182 + 187."""
    heads: Rows = [["小学分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数"], ["", "", "合计", men, women, *(f"{number}年级" for number in "一二三四五六")]]
    rows = [[label if label == "总计" else f"　#{label}", "01", sum(figures[:2]), *figures] for label, figures in LINES.items()]
    rows[0][2] = total
    return [*heads, *rows]


def unbalanced(findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.rule == "form-unbalanced"]


@pytest.mark.parametrize(("men", "women"), [("男", "#女"), ("男", "女"), ("男生", "女生"), ("其中：男", "其中：女"), ("#男", "#女")])
def test_a_column_of_men_is_no_grade(men: str, women: str, tmp_path: Path) -> None:
    figures, findings = read(tmp_path, pupils(men, women))
    assert (figures["pupils"], figures["pupils_grade_1"], unbalanced(findings)) == (1022, 127, [])


def test_men_and_women_who_are_not_all_are_told(tmp_path: Path) -> None:
    """73 of 74 men among 144 boarders: neither the women nor the grades say otherwise."""
    rows = pupils()
    rows[5][3] = 74
    (one,) = unbalanced(read(tmp_path, rows)[1])
    assert {one.cell, *(place[2] for place in one.against)} == {"C6", "D6", "E6"}


def teachers(men: int = 13) -> Rows:
    """By rows: 13 + 27 = 40 in all, 4 + 12 = 16 under 35, 9 + 15 = 24 from 35 on; 1 to 14 by title."""
    rows: list[list[Any]] = [["小学", "01", 140, 60, 80], ["　男", "02", 100 + men, 50, 50 + men], ["　女", "03", 27, 10, 17]]
    rows += [[f"　{title}", "04", *counts] for title, counts in {"正高级": (10, 5, 5), "副高级": (60, 20, 40), "中级": (70, 35, 35)}.items()]
    return [["基础教育学校专任教师分年龄情况"], [*WHO], ["指标名称", "代码", "合计", "34岁及以下", "35岁及以上"], *rows]


def test_rows_of_men_are_known_and_are_no_title(tmp_path: Path) -> None:
    """140 = 113 + 27 = 10 + 60 + 70, and so in both columns of ages: 60 = 50 + 10, 80 = 63 + 17."""
    figures, findings = read(tmp_path, teachers())
    assert (figures["teachers"], figures["titles_middle"]) == (140, 70)
    assert [each for each in findings if each.rule in ("row-unknown", "form-unbalanced")] == []


STAGES = {"总计": (49, 20, 29), "小学": (40, 15, 25), "初中": (9, 5, 4)}


def by_stage(cell: object) -> Rows:
    rows = [[label, "01", *counts] for label, counts in STAGES.items()]
    rows[1][2] = cell
    return [["义务教育阶段专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "数学"], *rows]


@pytest.mark.parametrize("cell", ["40人", "40 人", "４０名", "40个"])
def test_a_figure_with_its_unit_counts_in_sums(cell: str, tmp_path: Path) -> None:
    assert unbalanced(read(tmp_path, by_stage(cell))[1]) == []


def test_a_wrong_figure_with_its_unit_is_told(tmp_path: Path) -> None:
    assert unbalanced(read(tmp_path, by_stage("41人"))[1])


@pytest.mark.parametrize("cell", ["约40", "40亩", "4.0.0"])
def test_what_cannot_be_read_makes_no_sum_too_little(cell: str, tmp_path: Path) -> None:
    """49 are not the 9 of the other stage alone: what stands beside them is told at its own cell."""
    findings = read(tmp_path, by_stage(cell))[1]
    assert unbalanced(findings) == []
    assert [each.cell for each in findings if each.rule == "cell-unusable"] == ["C5"]
