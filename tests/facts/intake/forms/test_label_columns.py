"""A second column of labels, whatever its head says; labels that end in a colon; rows without any label."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.forms.test_form_columns import BASIC, WHO, Rows, read

from junheng.facts.intake.forms.label_columns import after_answers, gaps_in
from junheng.terms import Finding, Severity

HEADS = ["其中", "职称", "学历", "类别", "分类", "明细", "细目", "构成", "类型", "分项", "合编"]
TITLES = {"正高级": 1, "副高级": 6, "中级": 14, "助理级": 13, "员级": 2, "未定职级": 4}  # of 40 teachers


def by_title(head: str, again: str = "") -> Rows:
    """again: what stands in the first column beside the titles; nothing where its cells are merged."""
    rows: Rows = [["基础教育学校专任教师分年龄情况"], [*WHO], ["指标名称", head, "代码", "合计", "其中：女", "29岁及以下", "30岁及以上"], ["甲", "甲", "乙", "1", "2", "3", "4"]]
    rows += [["小学", "合计", "01", 40, 27, 9, 31], [again, "#女", "02", 27, "-", 7, 20]]
    return rows + [[again, title, f"{at:02}", count, 0, 0, count] for at, (title, count) in enumerate(TITLES.items(), start=3)]


def said(findings: list[Finding], *rules: str) -> list[Finding]:
    return [each for each in findings if each.rule in rules]


@pytest.mark.parametrize("again", ["", "小学"])
@pytest.mark.parametrize("head", HEADS)
def test_texts_beside_blank_or_repeated_labels_are_labels(head: str, again: str, tmp_path: Path) -> None:
    figures, findings = read(tmp_path, by_title(head, again))
    named = ("titles_senior", "titles_vice_senior", "titles_middle", "titles_assistant", "titles_clerk", "titles_none", "teachers")
    assert [figures[name] for name in named] == [1, 6, 14, 13, 2, 4, 40]
    assert said(findings, "row-unlabelled", "row-unknown", "form-unbalanced", "form-rows-twice") == []
    assert "基础教育学校专任教师分年龄情况" not in {each.found for each in said(findings, "form-row-missing")}


def test_a_third_column_of_texts_is_one_of_labels_too(tmp_path: Path) -> None:
    form: Rows = [
        ["中小学校舍情况"], [*WHO], ["指标名称", "类别", "明细", "代码", "本学年校舍建筑面积"], ["总计", "", "", "01", 900], ["教学及辅助用房", "计", "", "02", 700],
        ["", "公共教学用房", "计", "03", 300], ["", "", "图书阅览室", "04", 100], ["", "", "室内体育用房", "05", 200], ["生活用房", "", "", "06", 200],
    ]  # fmt: skip
    figures, findings = read(tmp_path, form)
    assert (figures["floor_area"], figures["teaching_area"], figures["indoor_sports_area"]) == (900 * 10_000, 700 * 10_000, 200 * 10_000)
    assert said(findings, "row-unlabelled", "row-unknown") == []


@pytest.mark.parametrize("second", ["计量单位", "备注"])
def test_units_and_remarks_are_no_labels(second: str, tmp_path: Path) -> None:
    form: Rows = [["占地面积及其他办学条件"], [*WHO], ["指标名称", second, "数量"], ["占地面积", "平方米", 1000], ["", "平方米", 300], ["图书", "册", 50]]
    figures, findings = read(tmp_path, form)
    assert (figures["land_area"], figures["books"]) == (1000 * 10_000, 50)
    (one,) = said(findings, "row-unlabelled")
    assert (one.severity, one.cell) == (Severity.INFO, "C5")


def test_a_column_with_a_figure_is_none_of_labels(tmp_path: Path) -> None:
    form: Rows = [["占地面积及其他办学条件"], [*WHO], ["指标名称", "本校", "分校"], ["占地面积", "无", 1000], ["", "无", 300], ["图书", 50, 20]]
    assert said(read(tmp_path, form)[1], "row-unlabelled")


def test_gaps_are_below_the_first_label() -> None:
    labels = ("指标名称", "", "甲", "总计", "", "小学", "小学", "")
    assert gaps_in(labels, 1, 8)[:2] == (3, (4, 6, 7))


def colons(basic: Rows) -> Rows:
    return [*basic[:3], *([f"{label}：", *others] for label, *others in basic[3:])]


def test_labels_of_basic_facts_may_end_in_a_colon(tmp_path: Path) -> None:
    form: Rows = [["小学分类型学生数"], ["2023/2024学年初"], ["指标名称", "代码", "在校生数"], ["总计", "01", 300]]
    figures, findings = read(tmp_path, form, basic=[*colons(BASIC), *form])
    assert figures["pupils"] == 300
    assert not {each.rule for each in findings} & {"school-unknown", "area-unknown", "basics-missing", "form-unknown"}
    lacks = " ".join(each.message.zh for each in said(findings, "form-row-missing") if each.sheet == "1001")
    assert "名称" not in lacks.replace("所属中心校名称", "")
    assert after_answers(tuple(str(row[0]) for row in colons(BASIC)), 3) == len(BASIC)


def test_the_line_over_the_next_form_still_ends_the_one_above() -> None:
    assert after_answers(("指标名称", "总计", "学校名称：", "指标名称"), 1) == 1


def bare(labels: int, without: int) -> Rows:
    """So many of its rows with labels, and without."""
    rows: list[list[Any]] = [["占地面积", "平方米", 1000], ["图书", "册", 50], ["计算机", "台", 20]][:labels]
    return [["占地面积及其他办学条件"], [*WHO], ["指标名称", "计量单位", "数量"], *rows, *[["", "间", at] for at in range(1, without + 1)]]


def test_most_rows_without_a_label_are_one_warning(tmp_path: Path) -> None:
    (one,) = said(read(tmp_path, bare(labels=2, without=3))[1], "row-unlabelled")
    assert (one.severity, one.cell, [place[2] for place in one.against]) == (Severity.WARNING, "C6", ["C7", "C8"])
    assert "3 行，第 6 至 8 行" in one.message.zh
    assert "rows 6 to 8" in one.message.en


def test_few_rows_without_a_label_are_notes(tmp_path: Path) -> None:
    found = said(read(tmp_path, bare(labels=3, without=3))[1], "row-unlabelled")
    assert [(each.severity, each.cell) for each in found] == [(Severity.INFO, "C7"), (Severity.INFO, "C8"), (Severity.INFO, "C9")]


@pytest.mark.parametrize("again", ["", "总计"])
def test_a_part_beside_a_total_is_the_part(again: str, tmp_path: Path) -> None:
    """总计 | 计 over 总计 | 其中：危房: 900 square metres, none of which is in danger, were said to stand twice and not used."""
    form: Rows = [
        ["中小学校舍情况"], [*WHO], ["类别", "指标名称", "代码", "本学年校舍建筑面积"], ["总计", "计", "01", 900], [again, "其中：危房", "02", 0], ["一、教学及辅助用房", "计", "03", 700], ["一、教学及辅助用房", "室内体育用房（体育馆）", "04", 200],
    ]  # fmt: skip
    figures, findings = read(tmp_path, form)
    assert (figures["floor_area"], figures["teaching_area"], figures["indoor_sports_area"]) == (900 * 10_000, 700 * 10_000, 200 * 10_000)
    assert said(findings, "row-unlabelled", "row-unknown", "form-rows-twice") == []


@pytest.mark.parametrize("first", ["#小学", "其中：小学", "小学"])
def test_stages_below_the_backbone_teachers_are_of_them(first: str, tmp_path: Path) -> None:
    """Of 9 backbone teachers 7 are of the primary stage: the rows of the stages were not known, and the figure was lost."""
    form: Rows = [
        ["学校（机构）基本情况（续）"], [*WHO], ["指标名称", "代码", "计量单位", "数量"], ["校园足球场", "01", "个", 1], ["县级以上骨干教师", "02", "人", 9], [f"　{first}", "03", "人", 7], ["　初中", "04", "人", 2], ["　高中", "05", "人", 0],
    ]  # fmt: skip
    figures, findings = read(tmp_path, form)
    assert figures["backbone_teachers"] == 7  # a primary school has no junior ones
    assert said(findings, "row-unknown") == []
    form[4][0] = "优秀班主任"
    assert [each.found for each in said(read(tmp_path, form)[1], "row-unknown")] == ["优秀班主任", f"　{first}".strip(), "初中", "高中"]


def test_computers_for_teaching_may_leave_their_word_out(tmp_path: Path) -> None:
    form: Rows = [["占地面积及其他办学条件"], [*WHO], ["指标名称", "计量单位", "数量"], ["计算机数", "台", 80], ["　#教学用", "台", 58]]
    figures, findings = read(tmp_path, form)
    assert (figures["computers"], figures["teaching_computers"]) == (80, 58)
    assert said(findings, "row-unknown") == []
