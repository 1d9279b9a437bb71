"""Forms of schools that no form of basic facts and no list names."""

from __future__ import annotations

from pathlib import Path

from tests.facts.intake.forms.test_forms import SECOND, basics, equipment, pupils
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load
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
