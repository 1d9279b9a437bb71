"""A line of zeros in a list of a stage that names no kinds."""

from __future__ import annotations

from pathlib import Path

from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load

HEAD = ["学校名称", "音乐教师", "县级以上骨干教师数"]
SUBJECTS: list[list[object]] = [["甲县2023/2024学年小学骨干教师"], HEAD, ["甲县第一小学", 0, 0], ["甲县第二小学", 1, 3], ["甲县第三小学", 1, 2]]
BASICS: list[list[object]] = [["甲县2023/2024学年小学情况"], ["学校名称", "在校生数"], ["甲县第一小学", 116], ["甲县第二小学", 240], ["甲县第三小学", 300]]


def read(tmp_path: Path, **sheets: list[list[object]]) -> tuple[Facts, Delivery]:
    return load([write_sheets(tmp_path / "甲县.xlsx", sheets)])


def backbone(facts: Facts) -> dict[tuple[str, str], int | None]:
    return {(school, stage): value for school, stage, value in facts.school_years.select("school", "stage", "backbone_teachers").iter_rows()}


def test_zeros_of_a_school_with_pupils_in_another_sheet_are_zeros(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, 基本=BASICS, 教师=SUBJECTS)
    assert backbone(facts) == {("甲县第一小学", "primary"): 0, ("甲县第二小学", "primary"): 3, ("甲县第三小学", "primary"): 2}
    assert not [each for each in delivery.findings if each.rule in ("row-all-zero", "B01")]


def test_a_line_of_zeros_of_which_nothing_else_is_known_is_told(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, 教师=SUBJECTS)
    assert ("甲县第一小学", "primary") not in backbone(facts)
    assert [each.cell for each in delivery.findings if each.rule == "row-all-zero"] == ["3"]


def test_zeros_of_a_stage_that_a_school_does_not_teach_are_none(tmp_path: Path) -> None:
    """A list of both stages: 0 junior pupils of a primary school are no junior stage."""
    both: list[list[object]] = [["甲县2023/2024学年中小学情况"], ["学校名称", "小学在校生数", "初中在校生数"], ["甲县第一小学", 116, 0], ["甲县第一中学", 0, 300]]
    facts, delivery = read(tmp_path, 基本=both)
    assert sorted(facts.school_years.select("school", "stage", "pupils").rows()) == [("甲县第一中学", "junior", 300), ("甲县第一小学", "primary", 116)]
    assert "row-all-zero" not in {each.rule for each in delivery.findings}


def test_zeros_of_a_school_whose_stage_its_name_tells(tmp_path: Path) -> None:
    """A blank beside the zeros says no more; one figure above 0 makes a school."""
    rows: list[list[object]] = [["甲县2023-2024学年中小学基本情况一览表"], ["学校名称", "在校生", "班数", "专任教师数"], ["甲县第一小学", 300, 8, 20], ["甲县第二小学", 0, 0, ""], ["甲县第三小学", 0, 0, 2], ["甲县第一初级中学", 320, 8, 28]]
    facts, delivery = read(tmp_path, 基本=rows)
    assert sorted(facts.school_years.select("school", "stage", "pupils").rows()) == [("甲县第一初级中学", "junior", 320), ("甲县第一小学", "primary", 300), ("甲县第三小学", "primary", 0)]
    assert [each.cell for each in delivery.findings if each.rule == "row-all-zero"] == ["4"]
