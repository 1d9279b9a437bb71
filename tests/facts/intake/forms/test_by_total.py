"""What only the total of a form decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_columns import WHO, Rows, read

UNDER = ("艺术", "音乐", "美术")


def courses(sub_heads: tuple[str, ...], total: int, arts: tuple[int, ...]) -> Rows:
    """12 of Chinese, 2 of PE and the arts."""
    return [
        ["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "体育与健康", "艺术", *[""] * (len(sub_heads) - 1)], ["", "", "", "", "", *sub_heads],
        ["小学", "01", total, 12, 2, *arts],
    ]


@pytest.mark.parametrize("head", ["", "数", "人数"])
def test_a_sum_of_the_arts_whose_own_head_is_blank_is_no_part_of_itself(head: str, tmp_path: Path) -> None:
    """艺术 6 over 艺术 1, 音乐 3 and 美术 2, with 20 = 12 + 2 + 6: it was read as 11."""
    figures, findings = read(tmp_path, courses((head, *UNDER), 20, (6, 1, 3, 2)))
    assert figures["teachers_arts"] == 6
    assert "form-columns-unclear" not in {each.rule for each in findings}


def test_a_flat_column_of_the_arts_that_is_their_sum(tmp_path: Path) -> None:
    """Of six teachers of the arts one teaches neither music nor fine arts: 20 = 12 + 2 + 6."""
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "体育与健康", *UNDER], ["小学", "01", 20, 12, 2, 6, 3, 2]]
    assert read(tmp_path, form)[0]["teachers_arts"] == 6
    form[-1][2] = 25
    assert read(tmp_path, form)[0]["teachers_arts"] == 11


def test_two_columns_of_the_arts_are_told_where_the_total_says_nothing(tmp_path: Path) -> None:
    _, findings = read(tmp_path, courses(("", *UNDER), 33, (6, 1, 3, 2)))
    (one,) = [each for each in findings if each.rule == "form-columns-unclear"]
    assert "（F5、G5）" in one.message.zh
