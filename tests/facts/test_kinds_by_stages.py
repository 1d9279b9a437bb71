"""A list without 办学类型: the stages reported tell the kind, and it is said; where some schools say theirs, nothing is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.findings import evaluate
from junheng.rules import load_standard

PRIMARY = [["甲县2023/2024学年小学统计表"], ["学校名称", "班数", "在校生数"], ["甲县第一小学", 12, 500], ["甲县东村教学点", 2, 20], ["甲县实验学校", 12, 480], ["甲县特殊教育学校", 3, 30]]
JUNIOR = [["甲县2023/2024学年初中统计表"], ["学校名称", "班数", "在校生数"], ["甲县第一中学", 12, 560], ["甲县实验学校", 6, 270]]


def kinds(folder: Path, **sheets: list[list[object]]) -> tuple[dict[str, str | None], list[str]]:
    facts, delivery = load([write_sheets(folder / "甲县.xlsx", sheets)])
    return dict(facts.schools.select("name", "kind").iter_rows()), [each.message.zh for each in delivery.findings if each.rule == "kind-by-stages"]


def test_the_stages_and_the_name_of_a_teaching_point_tell_the_kind(tmp_path: Path) -> None:
    found, told = kinds(tmp_path, 小学=PRIMARY, 初中=JUNIOR)
    assert found == {"甲县第一小学": "primary", "甲县东村教学点": "teaching_point", "甲县实验学校": "nine_year", "甲县第一中学": "junior", "甲县特殊教育学校": None}
    assert len(told) == 1
    assert all(word in told[0] for word in ("小学 1", "小学教学点 1", "九年一贯制学校 1", "初级中学 1"))


def test_such_schools_count(tmp_path: Path) -> None:
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", {"小学": PRIMARY, "初中": JUNIOR})])
    names = dict(facts.schools.select("school", "name").iter_rows())
    counted = {names[each.school] for each in evaluate(facts, load_standard("cn/national/quality-2017")).schools}
    assert counted == {"甲县第一小学", "甲县实验学校", "甲县第一中学"}


@pytest.mark.parametrize("kind", ["小学", "九年一贯制学校"])
def test_where_one_school_says_its_kind_a_blank_is_a_blank(kind: str, tmp_path: Path) -> None:
    rows = [[*row, "办学类型" if row[0] == "学校名称" else ""] for row in PRIMARY]
    rows[2][3] = kind
    found, told = kinds(tmp_path, 小学=rows)
    assert (found["甲县第一小学"] is not None, found["甲县实验学校"], told) == (True, None, [])


@pytest.mark.parametrize("counted", ["是", "否"])
def test_a_kind_that_was_told_by_stages_contradicts_nothing(counted: str, tmp_path: Path) -> None:
    """A teaching point called a school counts or not, as the list says; next year's list says its kind, and the year before none."""
    rows = [[f"甲县{number}村小学", 2, 20 + number, counted] for number in range(8)]
    before = [["甲县2023/2024学年小学统计表"], ["学校名称", "班数", "在校生数", "是否计校数"], *rows]
    now = [["甲县2024/2025学年小学统计表"], ["学校名称", "班数", "在校生数", "是否计校数", "办学类型"], *([*row, "小学教学点"] for row in rows)]
    earlier, alone = load([write_sheets(tmp_path / "before.xlsx", {"小学": before})])
    later = write_sheets(tmp_path / "now.xlsx", {"小学": [*now[:2], *([*row[:3], "否", row[4]] for row in now[2:])]})
    rules = {each.rule for found in (alone, load([later], kept=earlier)[1]) for each in found.findings}
    assert not rules & {"S12", "S22"}


def test_a_school_of_two_years_is_one_school(tmp_path: Path) -> None:
    later = [["甲县2024/2025学年小学统计表"], *PRIMARY[1:]]
    _, told = kinds(tmp_path, 小学=PRIMARY, 小学新=later)
    assert len(told) == 1
    assert "小学 2、小学教学点 1" in told[0]
