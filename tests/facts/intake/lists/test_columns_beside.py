"""Columns that stand beside others of their kind: empty ones, titles that are both of one rank, sizes of classes put aside, numbers of the lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read, told


def test_an_empty_column_in_a_merged_group_is_no_second_total(tmp_path: Path) -> None:
    head: Grid = [["学校名称", "在校生数", "专任教师", "", "", "骨干教师"], ["", "", "合计", "", "其中：女", ""]]
    facts, delivery = read(tmp_path, [["甲县2023年小学情况"], *head, *([f"甲县第{name}小学", 241, 14, "", 9, 3] for name in "一二三")], ("C2:E2",))
    assert figures(facts)["甲县第一小学", "primary"]["teachers"] == 14
    assert told(delivery) == []


def test_two_filled_ones_still_are(tmp_path: Path) -> None:
    head: Grid = [["学校名称", "在校生数", "专任教师", "", "", "骨干教师"], ["", "", "合计", "", "其中：女", ""]]
    facts, delivery = read(tmp_path, [["甲县2023年小学情况"], *head, *([f"甲县第{name}小学", 241, 14, 15, 9, 3] for name in "一二三")], ("C2:E2",))
    assert figures(facts)["甲县第一小学", "primary"]["teachers"] is None
    assert ("column-twice", "D2") in told(delivery)


def test_titles_of_one_rank_are_added_up(tmp_path: Path) -> None:
    """小学二级 and 小学三级 are 员级; in a school of nine grades 中学一级 and 小学高级 are 中级."""
    head: Grid = [["学校名称", "专任教师", *[""] * 6], ["", "合计", "小学高级", "中学一级", "小学一级", "小学二级", "小学三级", "未评职称"]]
    rows: Grid = [["甲县第一小学", 56, 20, 2, 20, 10, 1, 3], ["甲县第二小学", 30, 12, 0, 10, 5, 3, 0]]
    facts, delivery = read(tmp_path, [["甲县2023年小学教师情况"], *head, *rows, ["合计", 86, 32, 2, 30, 15, 4, 3]])
    found = figures(facts)
    assert [tuple(found[name, "primary"][fact] for fact in ("titles_middle", "titles_assistant", "titles_clerk", "titles_none")) for name in ("甲县第一小学", "甲县第二小学")] == [(22, 20, 11, 3), (12, 10, 8, 0)]
    assert told(delivery) == [("column-assumed", "C3"), ("column-assumed", "E3"), ("column-assumed", "F3")]


@pytest.mark.parametrize("head", ["应有较大班额", "计划较大班额", "应配本科"])
def test_a_bare_part_that_is_not_there_yet_is_told(head: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [
        ["甲县2023年小学班额情况"], ["学校名称", "在校生数", "班数", "标准班额", head, "大班额", "超大班额"], ["甲县第一小学", 500, 12, 10, 2, 0, 0], ["甲县第二小学", 531, 13, 11, 2, 0, 0]])
    row = figures(facts)["甲县第一小学", "primary"]
    assert (row["classes_standard"], row["classes_large"]) == (10, None)
    assert ("column-aside", "E2") in told(delivery)


NUMBERED = ["编号", "学校名称", "班数", "在校生数"]


def test_numbers_of_the_lines_may_be_headed_so(tmp_path: Path) -> None:
    rows: Grid = [[number, f"甲县{name}小学", 6, 241] for number, name in zip((1, 2, 3, 5, 6), ("东门", "西门", "南门", "北门", "河东"), strict=True)]
    _, delivery = read(tmp_path, [["甲县2023年小学情况"], NUMBERED, *rows])
    assert ("serial-gap", "A6") in told(delivery)


@pytest.mark.parametrize("codes", [(101, 102, 104, 105, 106), (1, 1002, 1003, 2001, 2002)])
def test_codes_of_schools_are_no_such_numbers(codes: tuple[int, ...], tmp_path: Path) -> None:
    rows: Grid = [[code, f"甲县{name}小学", 6, 241] for code, name in zip(codes, ("东门", "西门", "南门", "北门", "河东"), strict=True)]
    _, delivery = read(tmp_path, [["甲县2023年小学情况"], NUMBERED, *rows])
    assert "serial-gap" not in {rule for rule, _ in told(delivery)}


def test_heads_of_a_list_are_no_answers(tmp_path: Path) -> None:
    """学校名称 | 学校类型 | 在校生总数 | 现有班级数 is no line that says whose a form is."""
    facts, delivery = read(tmp_path, [
        ["甲县2023年初中班额情况统计表"], ["学校名称", "学校类型", "在校生总数", "现有班级数", "50人以下（含50人）", "51～55人", "56～65人"],
        ["", "", "人", "个", "个", "个", "个"], ["总计", "", 1050, 25, 24, 1, 0],
        ["甲县第一初级中学", "初级中学", 500, 12, 12, 0, 0], ["甲县第二初级中学", "初级中学", 550, 13, 12, 1, 0]])
    row = figures(facts)["甲县第二初级中学", "junior"]
    assert (row["pupils"], row["classes"], row["classes_standard"], row["classes_large"], row["classes_big"]) == (550, 13, 12, 1, 0)
    assert not {"row-unknown", "form-row-missing", "row-slipped"} & {rule for rule, _ in told(delivery)}


@pytest.mark.parametrize("second", [["", "人", "个", "个", "个", "个"], ["", "", "", "数量", "数量", "数量"]])
def test_a_list_below_the_title_of_a_form_is_a_list(second: list[object], tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [
        ["甲县2023年初中班额情况统计表"], ["学校名称", "在校生数", "班级数", "50人及以下", "51-55人", "56-65人"], second, ["总计", 1050, 25, 24, 1, 0],
        ["甲县第一初级中学", 500, 12, 12, 0, 0], ["甲县第二初级中学", 550, 13, 12, 1, 0]])
    row = figures(facts)["甲县第二初级中学", "junior"]
    sizes = (12, 1, 0) if "人" in second else (None, None, None)  # told as unknown columns
    assert (row["pupils"], row["classes"], row["classes_standard"], row["classes_large"], row["classes_big"]) == (550, 13, *sizes)
    assert not {"row-unknown", "form-row-missing"} & {rule for rule, _ in told(delivery)}
