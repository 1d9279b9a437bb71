"""The primary and the junior part of one school in two sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load

HEAD = ["学校名称", "学校标识码", "办学类型", "在校生数"]


def read(tmp_path: Path, codes: tuple[str, str] = ("", ""), more: tuple[list[object], ...] = ()) -> tuple[Facts, Delivery]:
    primary: list[list[object]] = [["甲县2023/2024学年小学情况"], HEAD, ["甲县第一小学", "", "小学", 240], ["甲县东门学校（小学部）", codes[0], "九年一贯制学校", 400], *more]
    junior: list[list[object]] = [["甲县2023/2024学年初中情况"], HEAD, ["甲县第一初中", "", "初级中学", 300], ["甲县东门学校（初中部）", codes[1], "九年一贯制学校", 200]]
    return load([write_sheets(tmp_path / "甲县.xlsx", {"小学": primary, "初中": junior})])


def test_they_are_one_school(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path)
    assert sorted(facts.school_years.select("school", "stage", "pupils").rows()) == [
        ("甲县东门学校", "junior", 200), ("甲县东门学校", "primary", 400), ("甲县第一初中", "junior", 300), ("甲县第一小学", "primary", 240),
    ]
    assert sorted(facts.schools["name"]) == ["甲县东门学校", "甲县第一初中", "甲县第一小学"]
    assert [(each.sheet, each.cell) for each in delivery.findings if each.rule == "school-parts"] == [("小学", "4"), ("初中", "4")]
    assert not [each for each in delivery.findings if each.rule == "S16"]


@pytest.mark.parametrize(("codes", "more"), [(("2199000001", "2199000002"), ()), (("", ""), (["甲县东门学校", "", "小学", 90],))])
def test_two_codes_or_another_line_of_the_list_make_two_schools(codes: tuple[str, str], more: tuple[list[object], ...], tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, codes, more)
    assert {"甲县东门学校（小学部）", "甲县东门学校（初中部）"} <= set(facts.schools["name"])
    assert not [each for each in delivery.findings if each.rule == "school-parts"]


@pytest.mark.parametrize(("primary", "junior"), [("甲县石门学校-小学", "甲县石门学校-初中"), ("甲县石门学校——小学", "甲县石门学校——初中"), ("甲县石门学校（小学）", "甲县石门学校(初中)"), ("甲县石门学校-小学部", "甲县石门学校-初中部")])
@pytest.mark.parametrize("is_one_list", [True, False])
def test_a_stage_behind_a_stroke_or_in_brackets_is_a_part(primary: str, junior: str, is_one_list: bool, tmp_path: Path) -> None:
    title, head = ["甲县2023/2024学年学校情况"], ["学校名称", "在校生数"]
    lines: list[list[object]] = [["甲县第一小学", 240], [primary, 142], [junior, 218], ["甲县第一初级中学", 300]]
    sheets = {"学校": [title, head, *lines]} if is_one_list else {"小学": [["甲县2023/2024学年小学情况"], head, *lines[:2]], "初中": [["甲县2023/2024学年初中情况"], head, *lines[2:]]}
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", sheets)])
    assert sorted(facts.school_years.filter(school="甲县石门学校").select("stage", "pupils").iter_rows()) == [("junior", 218), ("primary", 142)]
    assert facts.schools.height == 3
    assert len([each for each in delivery.findings if each.rule == "school-parts"]) == (2 if not is_one_list else 0 if primary.endswith("部") else 1)


def test_a_stage_behind_what_is_no_school_is_a_part_of_its_name(tmp_path: Path) -> None:
    lines: list[list[object]] = [["甲县2023/2024学年学校情况"], ["学校名称", "在校生数"], ["石门镇-小学", 142], ["石门镇-初中", 218]]
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", {"学校": lines})])
    assert sorted(facts.schools["name"]) == ["石门镇-初中", "石门镇-小学"]
