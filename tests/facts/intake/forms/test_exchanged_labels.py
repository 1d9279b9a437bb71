"""Labels that changed places within a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_columns import WHO, Rows, read


def rooms(*labels: str, living: float = 1414.33) -> Rows:
    """teaching: 3264.7 + 312.94 + 1192.72 = 4770.36. labels: of the four groups."""
    first, second, third, fourth = labels
    lines = [("总计", 7126.35 - 1414.33 + living), (first, 4770.36), ("　教室", 3264.7), ("　专用教室", 312.94), ("　公共教学用房", 1192.72), ("　　室内体育用房", 306.33), (second, 941.66), (third, living), (fourth, 0)]
    return [["中小学校舍情况"], [*WHO], ["指标名称", "代码", "上学年校舍建筑面积", "增加", "减少", "本学年校舍建筑面积"], *([name, f"{at:02}", area, 0, 0, area] for at, (name, area) in enumerate(lines, start=1))]


@pytest.mark.parametrize("living", [1414.33, 6000.0])
@pytest.mark.parametrize("labels", [("三、生活用房", "二、行政办公用房", "一、教学及辅助用房", "四、其他用房"), ("二、行政办公用房", "一、教学及辅助用房", "三、生活用房", "四、其他用房")])
def test_teaching_rooms_and_others_that_changed_places(labels: tuple[str, ...], living: float, tmp_path: Path) -> None:
    """The rooms that are lived in were read as those of teaching."""
    _, findings = read(tmp_path, rooms(*labels, living=living))
    (one,) = [each for each in findings if each.rule == "form-labels-exchanged"]
    assert (one.cell, one.found) == ("A5", labels[0])
    assert [place[2] for place in one.against] == [f"A{10 + labels.index('一、教学及辅助用房') - 1}"]


def test_labels_in_their_places_are_right(tmp_path: Path) -> None:
    form = rooms("一、教学及辅助用房", "二、行政办公用房", "三、生活用房", "四、其他用房")
    assert "form-labels-exchanged" not in {each.rule for each in read(tmp_path, form)[1]}


def test_girls_above_the_total_that_are_more_than_it(tmp_path: Path) -> None:
    """总计 and #女 changed places: 12 pupils, 30 of them girls."""
    form: Rows = [["小学分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数", "", ""], ["", "", "合计", "一年级", "二年级"], ["　#女", "01", 30, 14, 16], ["总计", "02", 12, 6, 6]]
    _, findings = read(tmp_path, form)
    assert [each.cell for each in findings if each.rule == "form-unbalanced"] == ["C5"]
    form[4][0], form[5][0] = "总计", "　#女"
    assert "form-unbalanced" not in {each.rule for each in read(tmp_path, form)[1]}


@pytest.mark.parametrize("at", [4, 6])
def test_a_total_that_changed_places_with_another_head(at: int, tmp_path: Path) -> None:
    """合计 stands behind #女, which then is no part of 24岁及以下 before it."""
    heads, all_teachers, women = ["合计", "#女", "24岁及以下", "25-29岁", "30-34岁", "35-39岁"], [69, 43, 3, 26, 30, 10], [43, "-", 1, 17, 20, 5]
    form: Rows = [["基础教育学校专任教师分年龄情况"], [*WHO], ["指标名称", "代码", *heads], ["小学", "01", *all_teachers], ["　#女", "02", *women]]
    for row in form[2:]:
        row[2], row[at] = row[at], row[2]
    figures, findings = read(tmp_path, form)
    assert figures["teachers"] == 69
    assert "form-unbalanced" not in {each.rule for each in findings}
