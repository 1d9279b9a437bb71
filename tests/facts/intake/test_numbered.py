"""第1小学 and 第一小学."""

from __future__ import annotations

from pathlib import Path

from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

HEAD: list[object] = ["学校名称", "在校生数"]
MORE: list[object] = ["学校名称", "计算机台数"]


def test_a_number_in_digits_is_that_in_words_of_the_other_list(tmp_path: Path) -> None:
    basics: list[list[object]] = [["甲县2023/2024学年小学情况"], HEAD, ["甲县第一小学", 240], ["甲县第十二小学", 250]]
    computers: list[list[object]] = [["甲县2023/2024学年小学装备"], MORE, ["甲县第1小学", 40], ["甲县第12小学", 50]]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"基本": basics, "装备": computers})])
    assert sorted(facts.schools["name"]) == ["甲县第一小学", "甲县第十二小学"]
    assert dict(facts.school_years.filter(stage="whole").select("school", "computers").iter_rows()) == {"甲县第一小学": 40, "甲县第十二小学": 50}
    assert [(each.rule, each.sheet, each.cell) for each in delivery.findings if each.rule in ("name-numbered", "S59")] == [("name-numbered", "装备", "3")]


def test_two_lines_of_one_list_are_two_schools(tmp_path: Path) -> None:
    basics: list[list[object]] = [["甲县2023/2024学年小学情况"], HEAD, ["甲县第一小学", 240], ["甲县第1小学", 250]]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"基本": basics})])
    assert facts.schools.height == 2
    assert "name-numbered" not in {each.rule for each in delivery.findings}
