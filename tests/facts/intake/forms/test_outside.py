"""Tables that nobody knows: on a sheet of their own, below a form, above one; and what is no table."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, Grid, basics, pupils
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

UNKNOWN: Grid = [["某某情况统计"], ["类别", "代码", "数量"], ["总计", 1, 33], ["女", 2, 44]]
FORM = pupils(SECOND, "小学", 300, named=False)


@pytest.mark.parametrize(
    ("sheets", "sheet", "cell"),
    [
        ({"一": FORM, "其他": UNKNOWN}, "其他", "1"),
        ({"一": [*FORM, [], *UNKNOWN]}, "一", str(len(FORM) + 2)),
        ({"一": [*FORM, [], *UNKNOWN, [], *pupils(SECOND, "初中", 200, named=False)]}, "一", str(len(FORM) + 2)),
        ({"一": [*UNKNOWN, [], *UNKNOWN[1:], [], *FORM]}, "一", "1"),
    ],
)
def test_a_table_that_nobody_knows_is_told(sheets: dict[str, Grid], sheet: str, cell: str, tmp_path: Path) -> None:
    """Its four lines (and six more above a form) were lost without a word."""
    _, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics(SECOND), **sheets})])
    (told,) = [each for each in delivery.findings if each.rule == "form-unknown"]
    assert (told.sheet, told.cell, told.found) == (sheet, cell, "某某情况统计")
    assert delivery.rows_in - delivery.rows_kept == (7 if cell == "1" and sheet == "一" else 4)


@pytest.mark.parametrize(
    "beside",
    [
        [["封面"], ["甲县第二小学"], ["2023年9月"], ["2199000002"]],
        [["目录"], [3112, "小学分类型学生数"], [1001, "学校（机构）基本情况"]],
        [["说明：1. 本表由学校填报。"], ["2. 学生数不含幼儿。"]],
        [["联系电话", 12345], ["注"]],
    ],
)
def test_a_cover_and_a_list_of_the_forms_are_no_tables(beside: Grid, tmp_path: Path) -> None:
    _, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"其他": beside, "1001": basics(SECOND), "一": FORM, "二": [*FORM, [], *beside[1:]]})])
    assert "form-unknown" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize("head", ["栏目", "名　称"])
def test_forms_that_are_not_needed_are_passed_over_whatever_their_head_is(head: str, tmp_path: Path) -> None:
    unneeded: Grid = [["特殊教育学校学生数"], ["学校名称：甲县第二小学", "2023/2024学年初"], [head, "代码", "数量"], ["在校生数", "01", 60], ["　小学阶段", "02", 34], ["　初中阶段", "03", 26]]
    _, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": [*basics(SECOND), [], *unneeded], "3120": unneeded})])
    assert "form-unknown" not in {each.rule for each in delivery.findings}
    _, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics(SECOND), "3120": [*unneeded, [], *UNKNOWN]})])
    assert [each.found for each in delivery.findings if each.rule == "form-unknown"] == ["某某情况统计"]
