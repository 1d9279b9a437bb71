"""Forms of schools that no form of basic facts and no list names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, basics, equipment, pupils
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load
from junheng.facts.delivery import FormsOf
from junheng.facts.intake.schools.other_code import under_other_code
from junheng.findings import evaluate
from junheng.rules import load_standard
from junheng.terms import Severity

POINT = {"code": "2199000004", "name": "甲县东门镇下坝教学点", "kind": "小学教学点", "stages": ("小学",)}


def told(delivery: Delivery) -> list[tuple[str, Severity, str]]:
    return [(each.rule, each.severity, each.found) for each in delivery.findings if each.rule in ("basics-missing", "kind-by-stages", "S48")]


def test_a_county_without_basic_facts_has_its_schools_from_the_names_of_its_forms(tmp_path: Path) -> None:
    """No school was read, and the check was clean."""
    for school, number in ((SECOND, 300), (POINT, 20)):
        write_sheets(tmp_path / f"{school['code']}.xlsx", {"教基3112": pupils(school, "小学", number), "教基5176": equipment(school)})
    facts, delivery = load([tmp_path])
    assert told(delivery) == [("basics-missing", Severity.WARNING, SECOND["code"]), ("kind-by-stages", Severity.INFO, "")]
    assert facts.schools.select("school", "area", "name", "kind").sort("school").rows() == [
        (SECOND["code"], "甲县", SECOND["name"], "primary"), (POINT["code"], "甲县", POINT["name"], "teaching_point"),
    ]
    evaluation = evaluate(facts, load_standard("cn/national/quality-2017"))
    assert {each.school for each in evaluation.schools} >= {SECOND["code"]}


def test_one_school_without_basic_facts_beside_others_is_an_error_and_no_school(tmp_path: Path) -> None:
    sheets = {"1": basics(SECOND), "2": pupils(SECOND, "小学", 300), "3": pupils({**POINT, "code": ""}, "小学", 20)}
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", sheets)])
    assert told(delivery) == [("basics-missing", Severity.ERROR, POINT["name"])]
    assert facts.schools["school"].to_list() == [SECOND["code"]]


def test_basic_facts_in_another_file_or_a_list_are_enough(tmp_path: Path) -> None:
    write_sheets(tmp_path / "1.xlsx", {"教基3112": pupils(SECOND, "小学", 300)})
    write_sheets(tmp_path / "2.xlsx", {"教基1001": basics(SECOND)})
    assert told(load([tmp_path])[1]) == []


def _slipped(tmp_path: Path, code: str, name: str = "", cell_alone: bool = False) -> Delivery:
    """The 1001 of a school with another code, beside its other forms and a second school."""
    form = basics({**SECOND, "code": SECOND["code"] if cell_alone else code, "name": name or SECOND["name"]})
    form[4][2] = code
    sheets = {"1": form, "2": pupils(SECOND, "小学", 300), "3": equipment(SECOND), "4": basics(POINT), "5": pupils(POINT, "小学", 300)}
    return load([write_sheets(tmp_path / "甲县.xlsx", sheets)])[1]


def test_basic_facts_of_another_code_and_the_other_forms_are_told_as_one_school(tmp_path: Path) -> None:
    (one,) = [each for each in _slipped(tmp_path, "2199087654").findings if each.severity != Severity.INFO]
    assert (one.rule, one.severity, one.sheet, one.found, one.allowed) == ("basics-missing", Severity.ERROR, "2", "2199087654", SECOND["code"])


@pytest.mark.parametrize(("code", "name", "is_one"), [
    ("2199000082", "甲校", True),  # one name
    ("2199000072", None, True),  # one digit is another
    ("2199000020", None, True),  # two changed places
    ("2199000020", "乙校", False),
    ("2199000073", None, False),
    ("甲校", None, False),
])  # fmt: skip
def test_what_is_one_school_under_two_codes(code: str, name: str | None, is_one: bool) -> None:
    forms = [
        FormsOf(SECOND["code"], 2023, "primary", "1.xlsx", frozenset(["基本情况"]), "甲校", has_basics=True),
        FormsOf(code, 2023, None, "1.xlsx", frozenset(["校舍", "教职工"]), name),
    ]
    assert bool(under_other_code(forms)) is is_one
    assert not under_other_code([forms[0], replace(forms[1], year=2024)])
    assert not under_other_code([forms[0], replace(forms[1], file="2.xlsx")])
    assert not under_other_code([*forms, replace(forms[1], file="2.xlsx", has_basics=True)])
    assert not under_other_code([replace(forms[0], titles=frozenset(["基本情况", "校舍"])), forms[1]])


def test_a_slip_in_the_cell_of_the_code_is_told_there_alone(tmp_path: Path) -> None:
    (one,) = [each for each in _slipped(tmp_path, "2199000082", cell_alone=True).findings if each.severity != Severity.INFO]
    assert (one.rule, one.sheet, one.cell, one.found, one.allowed) == ("basics-missing", "1", "C5", "2199000082", SECOND["code"])
    assert one.against == (("甲县.xlsx", "2", "3"),)


def test_basic_facts_of_quite_another_school_are_no_slip(tmp_path: Path) -> None:
    told = [(each.found, str(each.allowed)) for each in _slipped(tmp_path, "2199087654", "甲县第十小学").findings if each.rule == "basics-missing"]
    assert told == [(SECOND["code"], "教基1001")]
