"""The number over a form against the name of its sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_between import forms
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load


@pytest.mark.parametrize(("said", "called", "is_told"), [("教基3112", "教基3112_小学", False), ("教基3115", "教基3112_小学", True), ("教基3115", "小学", False), ("", "教基3112", False)])
def test_a_number_that_the_name_of_the_sheet_does_not_bear_out_is_told(said: str, called: str, is_told: bool, tmp_path: Path) -> None:
    sheets = {called if name == "3112" else name: [*rows[:1], [rows[1][0], "", f"表号：{said}　计量单位：人"], *rows[2:]] if name == "3112" else rows for name, rows in forms().items()}
    found = [each for each in load([write_sheets(tmp_path / "甲县.xlsx", sheets)])[1].findings if each.rule == "form-number"]
    assert [(each.sheet, each.cell, each.found, each.allowed) for each in found] == ([(called, "C2", "3115", "3112")] if is_told else [])


def test_of_several_forms_on_a_sheet_its_name_says_nothing(tmp_path: Path) -> None:
    own = forms()
    basics, staff = ([[*rows[0]], [rows[1][0], "", f"表号：{number}"], *rows[2:], []] for rows, number in ((own["1001"], "教基1001"), (own["4149"], "教基4149")))
    delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"教基1001": [*basics, *staff]})])[1]
    assert "form-number" not in {each.rule for each in delivery.findings}
