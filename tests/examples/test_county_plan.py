"""The plan of the example county shows every light; D5 is held against the same county. Figures are counted here again."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from pathlib import Path

import pytest

from junheng.facts import Facts, load
from junheng.findings.progress import Light, PlanProgress, follow, read_actuals
from junheng.findings.progress.light import defaults
from junheng.rules.plans import load_plan

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime.date(2025, 6, 30)


@pytest.fixture(scope="module")
def county() -> Facts:
    return load(sorted((EXAMPLES / "county").glob("*.xlsx")))[0]


@pytest.fixture(scope="module")
def own(county: Facts) -> PlanProgress:
    folder = EXAMPLES / "county-plan"
    return follow(load_plan(str(folder / "plan.yaml")), county, DAY, defaults(), read_actuals(folder / "actuals.yaml"))


def test_every_light_occurs_and_nothing_is_found_wrong(own: PlanProgress) -> None:
    assert own.findings == ()
    assert {each.target.id: each.light for each in own.targets} == {
        "E01": Light.OVERDUE, "E02": Light.ON_TRACK, "E03": Light.LAGGING, "E04": Light.BEHIND, "E05": Light.OVERDUE, "E06": Light.MET, "E07": Light.MET,
        "E08": Light.NO_YEAR, "E09": Light.ON_TRACK, "E10": Light.MET, "E11": Light.ON_TRACK, "E12": Light.NOT_DUE, "E13": Light.CANNOT_TELL, "E14": Light.BEHIND,
    }
    assert {each.light for each in own.targets} == set(Light)


def listed(year: int) -> list[dict[str, str]]:
    with (EXAMPLES / "county" / f"示例县{year}年学校一览表.csv").open(encoding="utf-8-sig", newline="") as file:
        next(file)
        return list(csv.DictReader(file))


def test_the_schools_of_d5_are_those_of_the_list(county: Facts) -> None:
    """The list of schools, read here as plain text, has the shape that D5 wants to keep."""
    kinds = Counter(row["办学类型"] for row in listed(2024))
    middle = kinds["初级中学"] + kinds["完全中学"]
    found = follow(load_plan("d5"), county, DAY, defaults(), read_actuals(EXAMPLES / "county-plan" / "d5-actuals.yaml"))
    values = {each.target.id: each.now.value for each in found.targets if each.now}
    assert [values[each] for each in ("T143", "T144", "T145", "T146", "T148")] == [
        kinds["高级中学"], kinds["九年一贯制学校"], middle, kinds["小学"], kinds["小学教学点"]] == [1, 4, 8, 58, 59]
    assert values["T142"] == sum(kinds.values()) - kinds["小学教学点"] == 71
    assert [finding.rule for finding in found.findings] == ["plan-of-another-place"]
    assert found.counts() == {Light.OVERDUE: 1, Light.ON_TRACK: 1, Light.MET: 14, Light.NO_YEAR: 6, Light.CANNOT_TELL: 46}


def test_no_year_of_d5_is_guessed(county: Facts) -> None:
    """Every printed year is 2024, and none of them is known: nothing may be late by it."""
    found = follow(load_plan("d5"), county, DAY, defaults())
    assert {each.light for each in found.targets} <= {Light.MET, Light.NO_YEAR, Light.CANNOT_TELL}
    assert not any(each.overdue for each in found.targets)


@pytest.mark.parametrize("name", ["d1", "d2", "d3", "d4", "d5"])
def test_every_shipped_plan_can_be_followed(name: str, county: Facts) -> None:
    plan = load_plan(name)
    wanted = "示例县第一小学" if plan.level == "school" else None
    found = follow(plan, county, DAY, defaults(), wanted=wanted)
    assert len(found.targets) == len(plan.targets)
    assert [each.target.id for each in found.targets if each.light == Light.CANNOT_TELL and each.missing is None] == []
    assert {finding.rule for finding in found.findings} <= {"plan-of-another-place"}
