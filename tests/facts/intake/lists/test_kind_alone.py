"""Lines called 中学 or 公办小学: a school whose name is its kind, or a group of schools."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.lists.test_lists import Grid, read
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

TITLE = ["甲县2023/2024学年初中情况"]
HEAD: list[object] = ["序号", "学校名称", "班数", "在校生数", "图书（册）"]


def names(tmp_path: Path, grid: Grid) -> tuple[list[str], set[tuple[str, str]]]:
    facts, delivery = read(tmp_path, grid)
    return sorted(facts.schools["name"].to_list()), {(each.rule, each.cell) for each in delivery.findings if each.rule.startswith(("row-", "name-kind"))}


def test_a_school_called_by_its_kind_is_one_where_it_is_numbered_as_the_others_are(tmp_path: Path) -> None:
    grid: Grid = [TITLE, HEAD, [1, "中学", 23, 830, 9000], [2, "甲县东门初级中学", 6, 240, 3000], [3, "甲县西门初级中学", 8, 300, 4000]]
    assert names(tmp_path, grid) == (["中学", "甲县东门初级中学", "甲县西门初级中学"], {("name-kind-alone", "B3")})


def test_it_is_a_total_where_it_is_the_sum_of_the_schools_below(tmp_path: Path) -> None:
    grid: Grid = [TITLE, HEAD, [1, "初级中学", 14, 540, 7000], [2, "甲县东门初级中学", 6, 240, 3000], [3, "甲县西门初级中学", 8, 300, 4000]]
    assert names(tmp_path, grid) == (["甲县东门初级中学", "甲县西门初级中学"], {("row-total", "3")})


def test_a_township_of_its_own_makes_it_a_school(tmp_path: Path) -> None:
    head: list[object] = ["乡镇", *HEAD[1:]]
    grid: Grid = [TITLE, head, ["石桥镇", "中学", 23, 830, 9000], ["柳河乡", "甲县东门初级中学", 6, 240, 3000], ["城关镇", "中学", 8, 300, 4000]]
    facts, _ = read(tmp_path, grid)
    assert dict(facts.school_years.filter(stage="junior").select("school", "pupils").iter_rows()) == {"中学（石桥镇）": 830, "甲县东门初级中学": 240, "中学（城关镇）": 300}


def test_a_summary_by_kinds_has_no_school(tmp_path: Path) -> None:
    assert names(tmp_path, [TITLE, HEAD, [1, "小学", 23, 830, 9000], [2, "初级中学", 6, 240, 3000]])[0] == []


@pytest.mark.parametrize("label", ["汇总", "全体", "本县", "公办小学", "∑", "甲县", "初级中学", "小学教学点", "东门镇学区", "标准", "标准值", "达标要求", "省定标准"])
def test_a_label_of_a_group_or_of_what_is_asked_is_no_school(label: str, tmp_path: Path) -> None:
    grid: Grid = [TITLE, HEAD, [1, "甲县东门初级中学", 6, 240, 3000], [2, "甲县西门初级中学", 8, 300, 4000], ["", label, 14, 540, 7000]]
    assert names(tmp_path, grid)[0] == ["甲县东门初级中学", "甲县西门初级中学"]


def test_lines_of_townships_tell_schools_of_one_name_apart(tmp_path: Path) -> None:
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], HEAD, ["一、石桥镇"], [1, "中心小学", 6, 240, 3000], [2, "光明小学", 8, 300, 4000], ["", "石桥镇小计", 14, 540, 7000],
        ["二、柳河乡"], [3, "中心小学", 12, 500, 6000], ["三、县直学校"], [4, "实验小学", 18, 800, 9000],
    ]
    facts, delivery = read(tmp_path, grid)
    pupils = dict(facts.school_years.filter(stage="primary").select("school", "pupils").iter_rows())
    assert pupils == {"中心小学（石桥镇）": 240, "光明小学": 300, "中心小学（柳河乡）": 500, "实验小学": 800}
    assert not {"school-twice", "fact-twice"} & {each.rule for each in delivery.findings}
    assert dict(facts.schools.select("school", "township").iter_rows())["实验小学"] is None


def test_a_sheet_for_each_township_tells_them_apart_too(tmp_path: Path) -> None:
    title, head = ["甲县2023/2024学年小学情况"], HEAD[1:]
    sheets = {"石桥镇": [title, head, ["中心小学", 6, 240, 3000]], "柳河乡": [title, head, ["中心小学", 12, 500, 6000]]}
    facts, _ = load([write_sheets(tmp_path / "表.xlsx", sheets)])
    assert dict(facts.school_years.filter(stage="primary").select("school", "pupils").iter_rows()) == {"中心小学（石桥镇）": 240, "中心小学（柳河乡）": 500}
