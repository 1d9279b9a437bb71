"""The form of classes by size as offices title and label it, and the same steps as heads of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.facts.intake.sheets import write_sheets

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


def of_list(folder: Path, stage: str, heads: list[str], sizes: list[int]) -> tuple[dict[str, int | None], list[str]]:
    rows = [[f"甲县2023学年{stage}情况"], ["学校名称", "班级数", *[""] * len(heads)], ["", "合计", *heads], ["甲县第一学校", sum(sizes), *sizes]]
    facts, delivery = read(folder, rows)
    (row,) = facts.school_years.filter(facts.school_years["stage"] != "whole").iter_rows(named=True)
    return {name: row[name] for name in BANDS}, [each.rule for each in delivery.findings if each.rule in ("column-unknown", "part-missing")]


@pytest.mark.parametrize(
    ("stage", "heads", "standard", "large"),
    [
        ("小学", ["45人及以下", "46-55人", "56-65人", "66人及以上"], 4, 3),
        ("小学", ["45人以下（含45人）", "46～55人", "56—65人", "≥66人"], 4, 3),
        ("初中", ["50人及以下", "51-55人", "56-65人", "66人及以上"], 4, 3),
        ("初中", ["45人及以下", "46-55人", "56-65人", "66人及以上"], None, None),
        ("小学", ["50人及以下", "51-55人", "56-65人", "66人及以上"], None, None),
    ],
)
def test_a_size_that_a_stage_parts_is_no_figure_of_it(stage: str, heads: list[str], standard: int | None, large: int | None, tmp_path: Path) -> None:
    """Of 46-55人 a junior school's classes up to 50 are standard: how many they are, nobody can tell."""
    found, told = of_list(tmp_path, stage, heads, [4, 3, 2, 1])
    assert found == {"classes": 10, "classes_standard": standard, "classes_large": large, "classes_big": 2, "classes_oversize": 1}
    assert "column-unknown" not in told


def test_other_cuttings_are_added_up_or_compared(tmp_path: Path) -> None:
    found, told = of_list(tmp_path, "小学", ["35人及以下", "36-45人", "46-55人", "56人及以上"], [4, 3, 2, 1])
    assert found == {"classes": 10, "classes_standard": 7, "classes_large": 2, "classes_big": None, "classes_oversize": None}
    assert told == []


def test_each_line_of_a_list_of_stages_has_its_own_sizes(tmp_path: Path) -> None:
    sizes = ["45人及以下", "46-50人", "51-55人", "56-65人", "66人及以上"]
    rows = [["甲县2023学年学校情况"], ["学校名称", "办学类型", "学段", "班数", *[""] * 5], ["", "", "", "合计", *sizes],
            ["甲县石桥学校", "九年一贯制学校", "小学", 11, 5, 3, 2, 1, 0], ["甲县石桥学校", "九年一贯制学校", "初中", 15, 5, 4, 3, 2, 1]]  # fmt: skip
    facts, _ = load([write_sheets(tmp_path / "表.xlsx", {"Sheet1": rows})])
    found = {row["stage"]: [row[name] for name in BANDS] for row in facts.school_years.iter_rows(named=True)}
    assert found == {"primary": [11, 5, 5, 1, 0], "junior": [15, 9, 3, 2, 1]}


SIX_FOUR_THREE_ONE = {"classes": 14, "classes_standard": 6, "classes_large": 4, "classes_big": 3, "classes_oversize": 1}
NAMES = ["标准班额", "较大班额", "大班额", "超大班额"]


def under(group: str, heads: list[str]) -> list[list[str]]:
    return [["学校名称", "在校生数", "班数", group, *[""] * (len(heads) - 1)], ["", "", "", *heads]] if group else [["学校名称", "在校生数", "班数", *heads]]


def of_heads(folder: Path, stage: str, lines: list[list[str]], sizes: list[int], pupils: int = 700) -> tuple[dict[str, int | None], list[tuple[str, str, str]]]:
    rows = [[f"甲县2024-2025学年{stage}情况"], *lines, *([f"甲县第{no}{stage[-2:]}", pupils + no, 14, *sizes] for no in (1, 2, 3))]
    facts, delivery = load([write_sheets(folder / "甲县.xlsx", {stage: rows})])
    (found, *_) = facts.school_years.filter(facts.school_years["stage"] != "whole").iter_rows(named=True)
    return {name: found[name] for name in BANDS}, [(each.rule, each.cell, each.message.zh) for each in delivery.findings if each.rule.startswith("column")]


@pytest.mark.parametrize(
    ("stage", "group", "heads"),
    [
        ("小学", "", [f"{name}班数" for name in NAMES]),
        ("初中", "", [f"{name}班数" for name in NAMES]),
        ("小学", "", [f"{name}（班数）" for name in NAMES]),
        ("小学", "", NAMES),
        ("小学", "班额情况", NAMES),
        ("小学", "其中", NAMES),
        ("小学", "", ["标准班额（45人及以下）", "较大班额（46-55人）", "大班额（56-65人）", "超大班额（66人以上）"]),
        ("初中", "", ["标准班额（50人及以下）", "较大班额（51-55人）", "大班额（56-65人）", "超大班额（66人以上）"]),
        ("小学", "", ["标准班额（≤45人）班数", "较大班额班数（46-55）", "大班额班数（56—65）", "超大班额（≥66）"]),
        *(("小学", group, ["45以下", "46-55", "56-65", "66以上"]) for group in ("按班额分", "班额情况", "班数情况", "教学班")),
        ("初中", "按班额分", ["50及以下", "51至55", "56～65", "66及以上"]),
    ],
)
def test_sizes_by_name_and_without_their_unit_are_read(stage: str, group: str, heads: list[str], tmp_path: Path) -> None:
    assert of_heads(tmp_path, stage, under(group, heads), [6, 4, 3, 1]) == (SIX_FOUR_THREE_ONE, [])


@pytest.mark.parametrize(
    ("heads", "big", "said"),
    [
        (["标准班额班数", "较大班额班数", "大班额班数"], None, "可能连“超大班额班数”（66 人及以上）也算在内，表中没有那一列"),
        (["标准班额班数", "较大班额班数", "大班额"], None, "可能连“超大班额班数”"),
        (["标准班额班数", "较大班额班数", "大班额班数", "其中：超大班额班数"], None, "包括“超大班额班数”（66 人及以上），56-65 人的没有单列"),
        (["标准班额班数", "较大班额班数", "大班额（56人以上）"], None, "还含“大班额班数”（56-65 人）以外的数"),
        (["标准班额班数", "较大班额班数", "大班额班数", "66人以上"], 3, ""),
    ],
)
def test_big_classes_are_told_where_oversize_ones_may_be_among_them(heads: list[str], big: int | None, said: str, tmp_path: Path) -> None:
    """大班额 of a list without 超大班额 may be all classes from 56 on."""
    found, told = of_heads(tmp_path, "小学", under("", heads), [6, 4, 3, 1][: len(heads)])
    assert (found["classes_standard"], found["classes_large"], found["classes_big"]) == (6, 4, big)
    assert [(rule, cell) for rule, cell, _ in told] == ([("column-not-split", "F2")] if said else [])
    assert all(said in message for _, _, message in told)


def test_ages_of_teachers_are_no_sizes_of_classes(tmp_path: Path) -> None:
    """46-55 behind 专任教师, without a word of classes over it."""
    found, told = of_heads(tmp_path, "小学", under("", ["专任教师数", "35以下", "36-45", "46-55", "56以上"]), [20, 8, 6, 4, 2])
    assert {name: count for name, count in found.items() if count is not None} == {"classes": 14}
    assert [rule for rule, _, _ in told] == ["column-unknown"] * 4
