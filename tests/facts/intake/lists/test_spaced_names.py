"""A line break (Alt+Enter) or blanks within a school's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load


def read(tmp_path: Path, second: str, code: str = "") -> tuple[Facts, Delivery]:
    head: list[object] = ["学校名称", *(["学校标识码"] if code else []), "在校生数", "班数"]
    basics: list[list[object]] = [["甲县2023/2024学年小学情况"], head, *([name, *([code + str(place)] if code else []), 240 + place, 6] for place, name in enumerate(["甲县青坡镇中心小学", "甲县东风小学"]))]
    books: list[list[object]] = [["甲县2023/2024学年小学图书"], ["学校名称", "图书（册）"], [second, 3000], ["甲县东风小学", 4000]]
    return load([write_sheets(tmp_path / "甲县.xlsx", {"图书": books, "学生": basics})])


@pytest.mark.parametrize("name", ["甲县青坡镇中\n心小学", "甲县青坡镇 中心小学", "甲县　青坡镇\u200b中心小学"])
@pytest.mark.parametrize("code", ["", "219900000"])
def test_it_is_the_same_school_with_codes_and_without(name: str, code: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, name, code)
    assert sorted(facts.schools["name"]) == ["甲县东风小学", "甲县青坡镇中心小学"]
    key = f"{code}0" if code else "甲县青坡镇中心小学"
    assert facts.school_years.filter(school=key, stage="whole")["books"].to_list() == [3000]
    assert not {each.rule for each in delivery.findings} & {"fact-twice", "S59", "name-numbered"}


def test_a_name_with_letters_keeps_its_blanks(tmp_path: Path) -> None:
    facts, _ = read(tmp_path, "SJKC 青坡小学")
    assert "SJKC 青坡小学" in facts.schools["name"].to_list()
