"""Rows that need not mean their fact, sizes of classes by other limits, the building form of 2012 to 2020."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.forms.test_form_columns import BASIC, WHO, Rows, read

JUNIOR = [["学校（机构）办学类型", "05", "初级中学"] if row[0] == "学校（机构）办学类型" else row for row in BASIC]


def titles(*rows: tuple[str, int]) -> Rows:
    total = sum(count for _, count in rows)
    return [["基础教育学校专任教师分年龄情况"], [*WHO], ["指标名称", "代码", "合计"], ["小学", "01", total], *([f"　{name}", f"0{at}", count] for at, (name, count) in enumerate(rows, start=2))]


def test_titles_as_they_are_called_since_2015_are_read_and_told(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, titles(("正高级教师", 0), ("高级教师", 4), ("一级教师", 21), ("二级教师", 16), ("三级教师", 1), ("未定职级", 3)))
    assert [figures[f"titles_{name}"] for name in ("senior", "vice_senior", "middle", "assistant", "clerk", "none")] == [0, 4, 21, 16, 1, 3]
    assert [each.cell for each in findings if each.rule == "row-assumed"] == ["A6"]
    assert "row-unknown" not in {each.rule for each in findings}


def test_a_title_beside_the_row_it_would_be_is_not_read(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, titles(("副高级", 4), ("高级教师", 5), ("中级", 9)))
    assert (figures["titles_vice_senior"], [each.cell for each in findings if each.rule in ("row-assumed", "row-unknown")]) == (4, ["A6"])


def sizes(title: str, *rows: tuple[str, int]) -> Rows:
    return [[title], [*WHO], ["指标名称", "代码", "合计", "一年级"], ["总计", "01", *[sum(count for _, count in rows)] * 2], *([f"　{name}", f"0{at}", count, count] for at, (name, count) in enumerate(rows, start=2))]


@pytest.mark.parametrize(("standard", "large"), [("50人及以下", "66人及以上"), ("≤50人", "≥66"), ("50人以下", "65人以上")])
def test_junior_classes_up_to_50_are_of_standard_size(standard: str, large: str, tmp_path: Path) -> None:
    form = sizes("初中班额情况", (standard, 2), ("51-55人", 4), ("56-65人", 1), (large, 3))
    figures, findings = read(tmp_path, form, basic=JUNIOR)
    assert [figures[name] for name in ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")] == [10, 2, 4, 1, 3]
    assert not {each.rule for each in findings if each.found == "初中班额情况" or each.rule != "form-row-missing"} & {"row-unknown", "form-row-missing", "part-missing"}
    assert [each.cell for each in findings if each.rule == "row-assumed"] == (["A8"] if "65" in large else [])


def test_what_lacks_of_the_sizes_is_named_and_nothing_else(tmp_path: Path) -> None:
    """51-55人 was deleted; 50人及以下 and 56-65人 stand for the rows they hold."""
    _, findings = read(tmp_path, sizes("初中班额情况", ("50人及以下", 2), ("56-65人", 1), ("66人及以上", 0)), basic=JUNIOR)
    (one,) = [each for each in findings if each.rule == "form-row-missing" and each.found == "初中班额情况"]
    assert "“51-55人”" in one.message.zh


def buildings(*others: Any) -> Rows:
    """The rows as they were called to 2020."""
    rows = [("校舍建筑面积总计", 1000), ("　教学及辅助用房", 700), ("　　教室", 400), ("　　实验室", 80), ("　　图书室", 60), ("　　微机室", 50), ("　　语音室", 30), ("　　体育馆", 80), ("　行政办公用房", 100), ("　生活用房", 200)]
    return [
        ["中小学校舍情况"], [*WHO], ["指标名称", "代码", "学校产权校舍建筑面积", "", "", "正在施工校舍建筑面积", "非学校产权校舍建筑面积", "", ""],
        ["", "", "计", "其中", "", "", "合计", "独立使用", "共同使用"], ["", "", "", "危房", "当年新增校舍", "", "", "", ""],
        *([name, f"{at:02}", area, 0, 0, 0, *(others if at == 1 else (0, 0, 0))] for at, (name, area) in enumerate(rows, start=1)),
    ]  # fmt: skip


def test_the_building_form_of_2012_to_2020_is_read(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, buildings(0, 0, 0))
    assert [figures[name] for name in ("floor_area", "teaching_area", "indoor_sports_area")] == [1000 * 10_000, 700 * 10_000, 80 * 10_000]
    assert not {each.rule for each in findings if each.found != "学校（机构）基本情况"} & {"row-unknown", "form-row-missing", "row-assumed"}


def test_buildings_that_are_not_the_schools_are_told(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, buildings(150, 150, 0))
    assert figures["floor_area"] == 1000 * 10_000
    assert [(each.cell, each.found) for each in findings if each.rule == "row-assumed"] == [("G6", "150")]


def test_forms_of_kindergarten_classes_are_one_note(tmp_path: Path) -> None:
    some = [[title, [*WHO], ["指标名称", "代码", "合计"], ["总计", "01", 3], ["#女", "02", 1]] for title in (["学前教育班数"], ["学前教育分年龄幼儿数"])]
    (one,) = [each for each in read(tmp_path, *some)[1] if each.rule == "form-unknown"]
    assert (one.severity, len(one.against)) == ("info", 1)
