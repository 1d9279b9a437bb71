"""Titles that stand in the middle of their row, over labels whose head nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_owners import read
from tests.facts.intake.forms.test_forms import SECOND, Grid, basics, pupils
from tests.facts.intake.sheets import write_sheets


@pytest.mark.parametrize("column", [1, 2, 4])
@pytest.mark.parametrize("head", ["类别", "统计指标", "学生类别", "　", "指标名称"])
@pytest.mark.parametrize("below", [False, True])
def test_a_title_in_the_middle_is_heard(column: int, head: str, below: bool, tmp_path: Path) -> None:
    """With another word than 指标名称 over the labels the whole form was lost without a word; below another form, its rows were the other's."""
    form: Grid = [list(row) for row in pupils(SECOND, "小学", 300, named=False)]
    title = next(row for row in form if row and "学生数" in str(row[0]))
    title[:] = [*[""] * column, title[0]]
    for row in form:
        if row and row[0] == "指标名称":
            row[0] = head
    sheets = {"全部": [*basics(SECOND), [], *form]} if below else {"1001": basics(SECOND), "一": form}
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found[SECOND["code"], "primary"] == {"pupils": 300}
    assert not {"form-unknown", "row-unknown", "school-unknown"} & {each.rule for each in delivery.findings}
