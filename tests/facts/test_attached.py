"""Classes of another stage that a school's basic facts name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_columns import BASIC, WHO, Rows, read

JUNIOR: Rows = [["初中分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数", "", "", ""], ["", "", "合计", "七年级", "八年级", "九年级"], ["总计", "01", 119, 40, 38, 41]]


@pytest.mark.parametrize(("attached", "told"), [("附设普通初中班", False), ("附设普通初中班、附设幼儿班", False), ("附设幼儿班", True), ("无", True), ("", True)])
def test_figures_of_a_stage_that_its_attached_classes_have_are_no_slip(attached: str, told: bool, tmp_path: Path) -> None:
    """A primary school with 119 pupils of junior age."""
    _, findings = read(tmp_path, JUNIOR, basic=[*BASIC, ["附设班类型", "09", attached]])
    assert ("S03" in {each.rule for each in findings}) == told


@pytest.mark.parametrize("count", [0, 1])
def test_a_0_of_attached_classes_is_kept(count: int, tmp_path: Path) -> None:
    """A primary school of 119 pupils of junior age has no junior backbone teacher: 0, as 1 would be."""
    backbone = [["学校（机构）基本情况（续）"], [*WHO], ["指标名称", "代码", "数量"], ["县级以上骨干教师（小学）", "01", 3], ["县级以上骨干教师（初中）", "02", count]]
    figures, _ = read(tmp_path, JUNIOR, backbone, basic=[*BASIC, ["附设班类型", "09", "附设普通初中班"]], stage="junior")
    assert figures["backbone_teachers"] == count


def test_another_stage_than_the_attached_is_told(tmp_path: Path) -> None:
    senior = [["普通高中分类型学生数"], *JUNIOR[1:3], ["", "", "合计", "高一", "高二", "高三"], *JUNIOR[4:]]
    _, findings = read(tmp_path, JUNIOR, senior, basic=[*BASIC, ["附设班类型", "09", "附设普通初中班"]])
    assert "S03" in {each.rule for each in findings}
