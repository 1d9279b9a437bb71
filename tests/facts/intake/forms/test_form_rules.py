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


def women_last(women: int = 467) -> Rows:
    """467 women of 1022 pupils, 187 of them in grade six: what stands last is of all grades."""
    heads: Rows = [["小学分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数"], ["", "", "合计", *(f"{number}年级" for number in "一二三四五六"), "#女"]]
    (label, figures), *_ = LINES.items()
    return [*heads, [label, "01", sum(figures[:2]), *figures[2:], women]]


def test_women_behind_the_last_grade_are_of_all_pupils(tmp_path: Path) -> None:
    assert unbalanced(read(tmp_path, women_last())[1]) == []


def test_more_women_than_pupils_are_told_behind_the_last_grade_too(tmp_path: Path) -> None:
    (one,) = unbalanced(read(tmp_path, women_last(1122))[1])
    assert (one.cell, str(one.allowed)) == ("J5", "≤ 1022")


def test_women_behind_the_last_age_are_those_of_the_row_of_women(tmp_path: Path) -> None:
    """27 of 40 in all, none of 60 and more: the column 女 of all is the row 女, not that of the oldest."""
    rows = [["小学", "01", 40, 16, 21, 3, 27], ["　#女", "02", 27, 12, 15, 0, ""]]
    form = [["基础教育学校专任教师分年龄情况"], [*WHO], ["指标名称", "代码", "合计", "34岁及以下", "35-59岁", "60岁及以上", "#女"], *rows]
    assert unbalanced(read(tmp_path, form)[1]) == []
    rows[0][-1] = 28
    assert unbalanced(read(tmp_path, form)[1])


def test_women_behind_the_teachers_among_the_staff_may_be_of_the_teachers(tmp_path: Path) -> None:
    """31 women among 40 teachers, the last of three kinds of staff: not compared with all 46."""
    form = [["中小学教职工"], [*WHO], ["指标名称", "代码", "合计", "行政人员", "教辅人员", "专任教师", "#女"], ["总计", "01", 46, 3, 3, 40, 41]]
    assert [(each.cell, str(each.allowed)) for each in unbalanced(read(tmp_path, form)[1])] == [("G4", "≤ 40")]


def flat() -> Rows:
    """490 = 400 + 90 teachers; 400 = 300 + 100 and 90 = 80 + 10 by degree; copied without what set the labels in."""
    rows = [["总计", "01", 490, 290, 250, 240], ["小学", "02", 400, 250, 200, 200], ["#女", "03", 250, "", "", ""], ["本科", "04", 300, 200, "", ""], ["专科", "05", 100, 50, "", ""]]
    rows += [["初中", "06", 90, 40, 50, 40], ["#女", "07", 40, "", "", ""], ["本科", "08", 80, 30, "", ""], ["专科", "09", 10, 10, "", ""]]
    return [["义务教育阶段专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "#女", "语文", "数学"], *rows]


def test_degrees_in_line_with_the_stages_are_no_parts_of_the_total(tmp_path: Path) -> None:
    """490 is 400 and 90, not 400 and 300 and 100 and 90 and 80 and 10."""
    assert unbalanced(read(tmp_path, flat())[1]) == []


def test_stages_in_line_with_their_total_still_have_to_add_up(tmp_path: Path) -> None:
    rows = flat()
    rows[4][4] = 220  # 语文 of the primary stage: 220 + 50 are not 250
    (one,) = unbalanced(read(tmp_path, rows)[1])
    assert {one.cell, *(place[2] for place in one.against)} == {"E4", "E5", "E9"}


def test_what_has_no_number_among_numbered_rows_is_no_part_of_the_total(tmp_path: Path) -> None:
    """2970 = 2000 + 580 + 390, of which 100 are new."""
    rows: Rows = [["总计", "01", 2900, 100, 30, 2970], ["#危房", "02", 0, 0, 0, 0], ["当年新增校舍", "03", "", 100, "", 100]]
    rows += [["一、教学及辅助用房", "04", 1900, 100, 0, 2000], ["教室", "05", 1900, 100, 0, 2000], ["二、行政办公用房", "06", 600, 0, 20, 580], ["三、生活用房", "07", 400, 0, 10, 390]]
    form = [["中小学校舍情况"], [*WHO], ["指标名称", "代码", "上学年校舍建筑面积", "增加", "减少", "本学年校舍建筑面积"], *rows]
    assert unbalanced(read(tmp_path, form)[1]) == []
    rows[5][5] = 700
    assert unbalanced(read(tmp_path, form)[1])
