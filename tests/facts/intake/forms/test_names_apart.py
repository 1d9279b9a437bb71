"""A name that one form spells otherwise than the others of its school."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_between import forms
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.facts.intake.forms.names_apart import is_slip


def told(folder: Path, own: str, over: dict[str, str], file: str = "2199000001_甲县第一小学.xlsx") -> list[tuple[str, str]]:
    """own: the name in 1001; over: of some sheets the name over the form."""
    sheets = forms()
    for name, rows in sheets.items():
        rows[1][0] = str(rows[1][0]).replace("甲县第一小学", over.get(name, "甲县第一小学"))
    sheets["1001"][3][2] = own
    return [(each.sheet, each.cell) for each in load([write_sheets(folder / file, sheets)])[1].findings if each.rule == "school-disagrees"]


@pytest.mark.parametrize(("own", "over", "at"), [
    ("甲县第一小学", {}, []), ("甲县第一小学校", {}, [("1001", "C4")]), ("甲县第一小学", {"3112": "甲县第二小学"}, [("3112", "A2")]), ("甲县第一小学", {"2106": "乙县第一小学"}, [("2106", "A2")]),
    ("第一小学", {}, []), ("甲县第一小学（盖章）", {}, []),
])  # fmt: skip
def test_a_name_of_another_character_is_told_where_it_stands(own: str, over: dict[str, str], at: list[tuple[str, str]], tmp_path: Path) -> None:
    assert told(tmp_path, own, over) == at


def test_where_1001_alone_names_the_school_the_file_bears_its_head_out(tmp_path: Path) -> None:
    for file, is_told in (("2199000001_甲县第一小学.xlsx", True), ("2199000001.xlsx", False)):
        sheets = forms()
        for name in sheets.keys() - {"1001"}:
            sheets[name][1][0] = "2023/2024学年初"
        sheets["1001"][3][2] = "甲县第一小学校"
        found = [(each.sheet, each.cell) for each in load([write_sheets(tmp_path / file, sheets)])[1].findings if each.rule == "school-disagrees"]
        assert found == ([("1001", "C4")] if is_told else [])


@pytest.mark.parametrize(("one", "other", "slip"), [
    ("甲县松岭镇樟浦小学", "甲县松岭镇樟埠小学", True), ("甲县东门小学", "甲县东门小学校", True), ("甲县东门小学", "东门小学", False), ("甲县王庄小学", "甲县王庄村小学", False), ("甲县东门中学", "甲县东门初中", False),
    ("甲县东门中心小学", "甲县东门中心校", False), ("甲县东门小学（本部）", "甲县东门小学", False), ("甲县第2小学", "甲县第二小学", False),
])  # fmt: skip
def test_which_names_differ_by_a_slip(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other) is is_slip(other, one) is slip
