"""A reason turns a warning into a note, from its year on; what is explained in vain, or cannot be, is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts.checks.explanations import read_explanations
from junheng.terms import Severity, UsageError
from junheng.terms.content import ContentError

from .county import County, code, delivered

GIVEN = """explanations:
  - {{rule: {rule}, school: "{school}", year: {year}, reason: 新建校舍，面积增加, by: school, date: 2024-10-08{more}}}
"""


def given(tmp_path: Path, rule: str = "P06", year: int = 2024, more: str = "", school: str = code(2)) -> Path:
    path = tmp_path / "reasons.yaml"
    path.write_text(GIVEN.format(rule=rule, school=school, year=year, more=more), "utf-8")
    return path


def severities(tmp_path: Path, county: County, path: Path) -> dict[str, Severity]:
    found = delivered(county, tmp_path, explanations=read_explanations(path)).findings
    return {each.rule: each.severity for each in found}


def grown() -> County:
    county = County()
    county.whole()["floor_area"] = 8000
    return county


@pytest.mark.parametrize("school", [code(2), "甲县第三小学"])
def test_an_explained_warning_is_a_note_with_the_reason(school: str, tmp_path: Path) -> None:
    found = delivered(grown(), tmp_path, explanations=read_explanations(given(tmp_path, school=school))).findings
    assert [(each.rule, each.severity) for each in found] == [("P06", Severity.INFO)]
    assert "新建校舍" in found[0].message.zh
    assert "the school, 2024-10-08" in found[0].message.en
    assert "--explanations" not in f"{found[0].message.zh}{found[0].message.en}"  # what is asked for has been given


def test_it_is_carried_to_later_years_until_it_ends(tmp_path: Path) -> None:
    assert severities(tmp_path, grown(), given(tmp_path, year=2023))["P06"] == Severity.INFO
    ended = severities(tmp_path, grown(), given(tmp_path, year=2023, more=", until: 2023"))
    assert ended == {"P06": Severity.WARNING, "explanation-unused": Severity.WARNING}


def test_an_explanation_that_answers_nothing_is_a_finding(tmp_path: Path) -> None:
    assert severities(tmp_path, County(), given(tmp_path)) == {"explanation-unused": Severity.WARNING}
    other_column = severities(tmp_path, grown(), given(tmp_path, more=", column: books"))
    assert other_column == {"P06": Severity.WARNING, "explanation-unused": Severity.WARNING}


def test_a_contradiction_cannot_be_explained_away(tmp_path: Path) -> None:
    county = County()
    county.stage()["boarders"] = 301
    found = severities(tmp_path, county, given(tmp_path, rule="L01"))
    assert (found["L01"], found["explanation-refused"]) == (Severity.ERROR, Severity.WARNING)


def test_a_rule_that_does_not_exist_and_a_person_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no rule P99"):
        read_explanations(given(tmp_path, rule="P99"))
    path = given(tmp_path)
    path.write_text(path.read_text("utf-8").replace("by: school", "by: 甲某"), "utf-8")
    with pytest.raises(ContentError, match="by"):
        read_explanations(path)
    with pytest.raises(UsageError, match="there is no file"):
        read_explanations(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("reason", ['""', "无", '" 。 "'])
def test_a_reason_too_short_is_refused_in_words(reason: str, tmp_path: Path) -> None:
    path = given(tmp_path)
    path.write_text(path.read_text("utf-8").replace("新建校舍，面积增加", reason), "utf-8")
    with pytest.raises(ContentError) as refused:
        read_explanations(path)
    assert "至少两个字" in refused.value.message.zh
    assert "two characters at least" in refused.value.message.en
    assert "\\S" not in refused.value.message.zh + refused.value.message.en


@pytest.mark.parametrize("column", ["floor_area", "校舍建筑面积", "floor area of buildings"])
def test_a_column_is_called_by_its_name_or_its_head(column: str, tmp_path: Path) -> None:
    assert severities(tmp_path, grown(), given(tmp_path, more=f", column: {column}")) == {"P06": Severity.INFO}


@pytest.mark.parametrize(("more", "said"), [
    (", column: 图书册书", "没有名为“图书册书”的列；P06 检查的列有：floor_area"), (", column: flor_area", "相近的有：floor_area"), (", until: 2023", "早于 year（从 2024 学年起）"),
])
def test_what_could_never_answer_a_finding_is_refused_with_its_line(more: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        read_explanations(given(tmp_path, more=more))
    assert said in refused.value.message.zh
    assert refused.value.line == 2
