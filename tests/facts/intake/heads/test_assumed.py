"""教师数 gives way to 专任教师 of the same schools, stage and year alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load

NUMBERS = "一二三四"


def a_list(head: str, year: int = 2023, area: str = "甲县", kind: str = "小学", first: int = 0, teachers: int = 20) -> list[list[object]]:
    lines = [[f"{area}第{NUMBERS[at]}{kind}", kind, 300 + at, 7, teachers + at] for at in range(first, 4)]
    return [[f"{area}{year}年学校一览表"], ["学校名称", "办学类型", "在校生数", "班数", head], *lines]


@pytest.mark.parametrize("other", [{"year": 2022}, {"area": "乙县"}, {"kind": "初级中学"}])
def test_what_another_sheet_says_of_others_takes_nothing_away(other: dict[str, str | int], tmp_path: Path) -> None:
    """The teachers of all schools were lost where last year's list, or another county's, called them 专任教师."""
    files = [write_sheets(tmp_path / "本表.xlsx", {"表": a_list("教师数", teachers=30)}), write_sheets(tmp_path / "另表.xlsx", {"表": a_list("专任教师数", **other)})]  # type: ignore[arg-type]
    facts, delivery = load(files)
    assert sorted(facts.school_years["teachers"].to_list()) == [20, 21, 22, 23, 30, 31, 32, 33]
    assert [each.rule for each in delivery.findings if each.rule.startswith("column")] == ["column-assumed"]


@pytest.mark.parametrize(("first", "teachers", "rule"), [(0, [20, 21, 22, 23], "column-aside"), (2, [30, 31, 22, 23], "column-assumed")])
def test_it_gives_way_for_the_schools_that_the_other_sheet_has(first: int, teachers: list[int], rule: str, tmp_path: Path) -> None:
    files = [write_sheets(tmp_path / "本表.xlsx", {"表": a_list("教师数", teachers=30)}), write_sheets(tmp_path / "另表.xlsx", {"表": a_list("专任教师数", first=first)})]
    facts, delivery = load(files)
    assert facts.school_years.sort("pupils")["teachers"].to_list() == teachers
    assert [each.rule for each in delivery.findings if each.rule in ("column-aside", "column-assumed", "fact-twice")] == [rule]
