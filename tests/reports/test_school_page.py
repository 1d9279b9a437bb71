from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts.delivery import Delivery
from junheng.findings import Evaluation
from junheng.reports import explain, render_text, write
from junheng.terms import Lang, UsageError

from .county import HOSTILE

Told = tuple[Evaluation, Delivery]


def told(case: Told, school: str, lang: Lang = Lang.ZH) -> str:
    return render_text(explain(*case, school, lang)).replace("\n", " ")


def test_the_split_can_be_redone_on_a_calculator(nine: Told) -> None:
    """2322.6 m2 for 166 primary and 210 junior pupils, weights 1 and 1.1: 971.16 and 1351.44 (a tenth of the example)."""
    text = told(nine, "己学校")
    assert "166 × 1 = 166" in text
    assert "210 × 1.1 = 231" in text
    assert "166 ÷ 397 = 0.418136" in text
    assert "2322.6 × 166 ÷ 397 = 971.16 平方米" in text
    assert "971.16 ÷ 166 ≈ 5.8504 平方米/生" in text
    assert "2322.6 × 231 ÷ 397 = 1351.44 平方米" in text


def test_every_fact_has_its_cell(nine: Told) -> None:
    text = told(nine, "己学校")
    assert "示例.xlsx" in text
    assert "各校 D14" in text  # pupils of the primary stage: column D of the block, row 14
    assert "资源配置 第4项 小学" in text
    assert "85%线：≥ 3.825" in text
    assert "(教学及辅助用房面积 - 室内体育用房面积)" in text


def test_plain_division(worked: Told) -> None:
    text = told(worked, "p4")
    assert "7 ÷ 76 × 100 = 9.2105 人/百生" in text
    assert "160 ÷ 76 = 2.1053 平方米/生" in text
    assert "× 不达标：2.11，应≥ 4.5；未达到85%线" in text
    assert "达标还差" in text
    assert "182 平方米" in text


def test_missing_fact_is_named(worked: Told) -> None:
    text = told(worked, HOSTILE)
    assert "? 无法判断" in text
    assert "缺少的数据" in text
    assert "None" not in text


def test_joined_points_are_listed(basic: Told) -> None:
    text = told(basic, "甲小学")
    assert "戊教学点 [t1]" in text
    assert "教学点戊教学点：" in text
    assert "339 ÷ 57 = 5.9474" in text  # 279 + 60 m2 for 45 + 12 pupils


def test_a_stage_that_does_not_count_says_why(worked: Told) -> None:
    assert "本学段不参加计算：规模小的教学点不计入。" in told(worked, "戊教学点")


def test_english(worked: Told) -> None:
    text = told(worked, "p4", Lang.EN)
    assert "Verdict: fail. 5 of 7 indicators are kept (at least 6 are asked)" in text
    assert "missing to pass" in text


def test_unknown_school_is_answered_with_near_names(worked: Told) -> None:
    with pytest.raises(UsageError, match="did you mean: 甲小学"):
        explain(*worked, "甲小", Lang.ZH)


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_other_forms(nine: Told, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"page.{form}"
    write(explain(*nine, HOSTILE, Lang.ZH), path)
    assert path.stat().st_size > 3000
