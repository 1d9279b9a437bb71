"""What offices write round the title of a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_columns import BASIC, WHO, Rows, read

from junheng.facts.intake.forms.form_tables import titles_of
from junheng.facts.intake.heads.source import load_source
from junheng.facts.intake.heads.title import school_year


@pytest.mark.parametrize("around", [
    "{}（甲县第一小学）", "教基3112表 {}", "{}（教基3112表）", "{}（教基1102续表）", "教基1102续表 {}", "2023年秋季学期{}", "2023至2024学年{}", "2023-2024学年第一学期{}", "2023学年度上学期{}", "甲县第一小学2023年秋季学期{}",
    "2023-2024学年甲县第一小学{}",
    "2023/2024学年教基2106{}", "{}教基2106 2023/2024学年", "{} 2023/2024学年 （教基2106）", "教基2106（2023/2024学年）{}", "2023/2024学年2106{}", "表2106 2023-2024学年初{}", "二〇二三年教基2106{}", "{}（2023学年）教基2106", "甲县第一小学教基2106{}",
])  # fmt: skip
def test_usual_additions_to_a_title(around: str, tmp_path: Path) -> None:
    """The whole file was refused."""
    sizes: Rows = [[around.format("小学班额情况")], [*WHO], ["指标名称", "代码", "合计"], ["总计", "01", 7], ["36-40人", "02", 3], ["41-45人", "03", 4]]
    basic = [[around.format("学校（机构）基本情况")], *BASIC[1:]]
    figures, findings = read(tmp_path, sizes, basic=basic)
    assert figures["classes"] == 7
    assert not {"form-unknown", "file-disagrees", "school-disagrees", "year-disagrees"} & {each.rule for each in findings}


@pytest.mark.parametrize(("title", "form"), [
    ("2023/2024学年初中小学教职工", "中小学教职工"), ("2023-2024学年初中学专任教师分课程、分学历情况", "中学专任教师分课程、分学历情况"), ("2023/2024学年初中小学校舍情况", "中小学校舍情况"),
    ("2023/2024学年初中班额情况", "初中班额情况"),
])  # fmt: skip
def test_the_beginning_of_a_year_before_a_title_is_no_stage(title: str, form: str) -> None:
    """学年初 of 中小学, not 学年 of 初中."""
    titles = titles_of(load_source("cn/jiaoji"))
    assert titles.form(title) is titles.form(form) is not None


@pytest.mark.parametrize("title", ["教学点小学班额情况", "小学班额情况（教学点）", "小学班额情况（附设小学）", "小学班额情况（不含分校）", "上学年小学班额情况", "小学班额情况（上学年）", "教基2106上学年小学班额情况", "小学班额情况1", "2023年教学点小学班额情况"])
def test_a_part_of_a_school_is_another_form(title: str) -> None:
    assert titles_of(load_source("cn/jiaoji")).form(title) is None


@pytest.mark.parametrize(("title", "whose"), [
    ("小学班额情况（甲县第一小学）", "甲县第一小学"), ("2023-2024学年甲县初级中学初中班额情况", "甲县初级中学"), ("2023学年初级中学基础教育学校专任教师分年龄情况", "初级中学"), ("甲县第一小学2023年秋季学期小学班额情况", "甲县第一小学"),
    ("小学班额情况（教基2106表）", ""), ("2023至2024学年小学班额情况", ""), ("2023/2024学年教基2106甲县第一小学小学班额情况", "甲县第一小学"),
])  # fmt: skip
def test_whose_a_form_is_by_its_title(title: str, whose: str) -> None:
    assert titles_of(load_source("cn/jiaoji")).whose(title) == whose


@pytest.mark.parametrize("corner", ["", "名称", "教职工类别"])
def test_a_form_of_which_nothing_is_needed_is_known_by_its_total(corner: str, tmp_path: Path) -> None:
    """中小学教职工 under a blank head was said to be not known."""
    staff: Rows = [["中小学教职工"], [*WHO], [corner, "代码", "教职工数", "专任教师", "行政人员"], ["甲", "乙", 1, 2, 3], ["总计", "01", 70, 64, 6], ["　#女", "02", 41, 40, 1]]
    assert "form-unknown" not in {each.rule for each in read(tmp_path, staff)[1]}
    staff[4][0] = "甲县第一小学"
    assert "form-unknown" in {each.rule for each in read(tmp_path, staff)[1]}


@pytest.mark.parametrize("year", ["二〇二三年", "二O二三学年初", "二o二三—二o二四学年", "二0二三年"])
def test_a_year_in_chinese_with_a_latin_o(year: str) -> None:
    assert school_year([f"甲县{year}小学班额情况"]) == 2023


def test_classes_of_45_and_fewer_in_one_row(tmp_path: Path) -> None:
    """Of 24 classes 20 have 45 pupils at most, 3 have 46 to 55 and one more."""
    rows = [("总计", 24), ("45人及以下", 20), ("46-50人", 2), ("51-55人", 1), ("56-60人", 1), ("61-65人", 0), ("66人及以上", 0)]
    sizes: Rows = [["小学班额情况"], [*WHO], ["指标名称", "代码", "合计"], *([label, f"{at:02}", count] for at, (label, count) in enumerate(rows, start=1))]
    figures, findings = read(tmp_path, sizes)
    assert [figures[fact] for fact in ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")] == [24, 20, 3, 1, 0]
    assert "row-unknown" not in {each.rule for each in findings}
