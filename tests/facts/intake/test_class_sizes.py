"""The form of classes by size as offices title and label it, and the same steps as heads of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from junheng.facts import Delivery, Facts, load

SIZES = ["总计", "25人及以下", "26-30人", "31-35人", "36-40人", "41-45人", "46-50人", "51-55人", "56-60人", "61-65人", "66人及以上"]
CLASSES = [19, 1, 1, 2, 3, 3, 2, 1, 1, 2, 3]
BANDS = {"classes": 19, "classes_standard": 10, "classes_large": 3, "classes_big": 3, "classes_oversize": 3}


def read(folder: Path, rows: list[list[Any]]) -> tuple[Facts, Delivery]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "甲县2023学年第一小学.xlsx")
    return load([folder / "甲县2023学年第一小学.xlsx"])


def form(title: str, labels: list[str]) -> list[list[Any]]:
    who = ["学校名称：甲县第一小学 学校标识码：2199000001 2023学年"]
    return [[title], who, ["指标名称", "代码", "合计", "一年级", "二年级"], *([label, "01", count, count - count // 2, count // 2] for label, count in zip(labels, CLASSES, strict=True))]


@pytest.mark.parametrize("title", ["小学班额情况", "小学班级情况", "小学班数、班额情况"])
@pytest.mark.parametrize(
    "label",
    [
        lambda no, size: size, lambda no, size: f"{no + 1}.{size}", lambda no, size: f"{no + 1}、{size}", lambda no, size: size.replace("-", "至"), lambda no, size: size.replace("-", "人-"),
        lambda no, size: size.replace("-", "～"), lambda no, size: size.replace("25人及以下", "25人以下（含25人）"), lambda no, size: size.replace("25人及以下", "≤25人").replace("66人及以上", "≥66人"),
    ],
)  # fmt: skip
def test_classes_by_size_are_read_however_their_lines_are_labelled(title: str, label: Callable[[int, str], str], tmp_path: Path) -> None:
    """2.25人及以下 is line 2 and not a size of 2.25."""
    facts, delivery = read(tmp_path, form(title, [label(no, size) for no, size in enumerate(SIZES)]))
    assert {name: facts.school_years[name].drop_nulls().to_list() for name in BANDS} == {name: [count] for name, count in BANDS.items()}
    assert not any(each.rule in ("form-unknown", "row-unknown", "part-missing") for each in delivery.findings)


def test_a_size_nobody_knows_is_told(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, form("小学班额情况", [size.replace("26-30人", "26-32人") for size in SIZES]))
    assert [each.found for each in delivery.findings if each.rule == "row-unknown"] == ["26-32人"]


def test_the_same_steps_are_read_as_heads_of_a_list(tmp_path: Path) -> None:
    sizes = [size.replace("-", "至").replace("25人及以下", "25人以下（含25人）") for size in SIZES[1:]]
    head = [["甲县2023学年小学情况"], ["学校名称", "班数", *[""] * 10], ["", "合计", *sizes]]
    facts, delivery = read(tmp_path, [*head, ["甲县第一小学", *CLASSES], ["甲县第二小学", *CLASSES]])
    assert {name: facts.school_years[name].drop_nulls().to_list() for name in BANDS} == {name: [count, count] for name, count in BANDS.items()}
    assert not any(each.rule == "column-unknown" for each in delivery.findings)
