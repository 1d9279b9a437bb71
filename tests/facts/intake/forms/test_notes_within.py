"""A note amid the rows of a form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, SIGNED, Grid, basics, rooms
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load

NOTE = ["注：以下为分项"]
NEXT: Grid = [["占地面积及其他办学条件"], ["", "", "2023/2024学年初"], ["指标名称", "代码", "计量单位", "数量"], ["占地面积", "01", "平方米", 9000], NOTE, ["图书", "02", "册", 800], SIGNED]


def read(folder: Path, *forms: Grid) -> tuple[Facts, Delivery]:
    return load([write_sheets(folder / "甲县第二小学.xlsx", {"报表": [row for form in (basics(SECOND), *forms) for row in (*form, [])]})])


@pytest.mark.parametrize("notes", [[NOTE], [NOTE, ["说明：面积为建筑面积。"]]])
def test_a_form_goes_on_below_a_note_where_its_numbers_do(notes: Grid, tmp_path: Path) -> None:
    """5000 square metres in all, 2600 for teaching, 100 indoor sports: what stood below the note was lost, and the next form, which was read, was said to be not known."""
    form = rooms(SECOND)
    facts, delivery = read(tmp_path, [*form[:6], *notes, form[6], *notes, *form[7:]], NEXT)
    whole = facts.school_years.filter(stage="whole").select("floor_area", "teaching_area", "indoor_sports_area", "land_area", "books")
    assert whole.rows() == [(50_000_000, 26_000_000, 1_000_000, 90_000_000, 800)]
    assert not {"form-unknown", "row-unknown"} & {each.rule for each in delivery.findings}
    (at,) = [block.letters["indoor_sports_area"] for block in delivery.blocks if "indoor_sports_area" in block.letters]
    assert at == f"D{16 + 8 + 2 * len(notes)}"


def test_rows_of_other_numbers_below_a_note_are_told_by_their_own_name(tmp_path: Path) -> None:
    """Which form they are of cannot be told."""
    form = rooms(SECOND)
    other = [["甲类用房", "21", 0, 30, 0], ["乙类用房", "22", 0, 40, 0]]
    facts, delivery = read(tmp_path, [*form[:8], NOTE, *other, SIGNED], NEXT)
    assert facts.school_years["floor_area"].drop_nulls().to_list() == [50_000_000]
    (told,) = [each for each in delivery.findings if each.rule == "form-unknown"]
    assert (told.found, told.cell) == ("甲类用房", "26")
