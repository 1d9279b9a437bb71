"""Blank degrees in forms: none, or the first of rows that have slipped down."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_form_columns import WHO, Rows, read

DEGREES = ("博士研究生", "硕士研究生", "本科", "专科", "高中阶段", "高中阶段以下")


def degrees(*counts: object) -> Rows:
    total = sum(each for each in counts if isinstance(each, int))
    return [
        ["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "体育与健康", "音乐", "美术"], ["小学", "01", total, total, 0, 0, 0],
        *([name, f"0{at}", count, count, 0, 0, 0] for at, (name, count) in enumerate(zip(DEGREES, counts, strict=True), start=2)),
    ]


@pytest.mark.parametrize(("counts", "column"), [
    ((0, 1, "", 42, 18, 3), "teachers_bachelor"), ((0, 1, 42, "", 18, 3), "teachers_college"), ((0, 0, "", 2, 1, 0), "teachers_bachelor"), ((0, 0, 2, "", 1, 0), "teachers_college"),
    ((0, "", 0, 42, 18, 3), "teachers_master"), ((0, "", 1, 42, 18, 3), "teachers_master"), (("", "", "", 42, 18, 3), "teachers_bachelor"),
])  # fmt: skip
def test_degrees_that_slipped_down_by_a_row_are_told(counts: tuple[object, ...], column: str, tmp_path: Path) -> None:
    """Of 64 teachers 42 have 本科: they stood at 专科, and 本科 was read as 0 with a note."""
    figures, findings = read(tmp_path, degrees(*counts))
    (one,) = [each for each in findings if each.rule == "row-slipped"]
    assert one.cell == f"C{5 + counts.index('') if column != 'teachers_bachelor' else 7}"
    assert column not in figures


@pytest.mark.parametrize("counts", [
    ("", "", 42, 18, 3, 1), ("", 1, 42, 18, "", ""), (0, "", 42, 18, 3, 0), (0, 1, 42, 18, "", 0), ("", "", 42, "", "", ""), ("", "", "", 2, 1, ""), (0, 1, 42, "", 0, 0), (0, 1, 42, 18, 3, ""),
])  # fmt: skip
def test_blank_degrees_that_nobody_has_are_none(counts: tuple[object, ...], tmp_path: Path) -> None:
    _, findings = read(tmp_path, degrees(*counts))
    assert "row-slipped" not in {each.rule for each in findings}
    assert "blank-none" in {each.rule for each in findings}


@pytest.mark.parametrize(("counts", "cells"), [((0, 1, 42, "", 18, 3), ["C8"]), ((0, "", 42, "", 18, 3), ["C6", "C8"])])
def test_blank_degrees_that_somebody_has_are_told(counts: tuple[object, ...], cells: list[str], tmp_path: Path) -> None:
    """Of 70 teachers the others are fewer: six, or seven, are lost."""
    rows = degrees(*counts)
    figures, findings = read(tmp_path, [*rows[:3], ["小学", "01", 70, 70, 0, 0, 0], *rows[4:]])
    (one,) = [each for each in findings if each.rule == "blank-unknown"]
    assert [one.cell, *(cell for _, _, cell in one.against)] == cells
    assert f"少 {70 - sum(each for each in counts if isinstance(each, int))}" in one.message.zh
    assert "teachers_college" not in figures
