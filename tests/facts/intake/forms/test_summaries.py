"""Forms of all schools of a file together, with basic facts of their own, or on a sheet of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, Grid, basics, pupils, teachers
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load

NUMBERS = {"2199000001": 100, "2199000002": 200, "2199000003": 350}
SCHOOLS = [{**SECOND, "code": code, "name": f"甲县第{at}小学"} for at, code in zip("一二三", NUMBERS, strict=True)]
TITLE = "小学专任教师分课程、分学历情况"


def of(school: dict, number: int, home: bool = True) -> Grid:
    """A school with a teacher for every ten pupils, half of them 本科; a tenth of the pupils are in the first grade, a tenth board."""
    some = teachers(school, TITLE, {"总计": (number // 20, number // 20, number // 50, number // 50)}, number="4156")
    for row in some:
        row[6:7] = [number // 50] if row[:2] == ["总计", "01"] else row[6:7]
        row[9:10] = [0] if row[:2] == ["总计", "01"] else row[9:10]
    children = pupils(school, "小学", number)
    children[5] = ["总计", "01", 0, number // 10, number, 0, number // 10]
    children[7] = ["　#寄宿生", "03", "", "", number // 10, 0, 0]
    return [*(basics(school) if home else []), [], *children, [], *some]


def read(sheets: dict[str, Grid], tmp_path: Path, name: str = "甲县") -> tuple[dict[str, int], Delivery]:
    facts, delivery = load([write_sheets(tmp_path / f"{name}.xlsx", sheets)])
    return dict(facts.school_years.filter(stage="primary").select("school", "pupils").rows()), delivery


def of_office(delivery: Delivery) -> list[str]:
    return [each.sheet for each in delivery.findings if each.rule == "form-of-office"]


def schools() -> dict[str, Grid]:
    return {school["name"]: of(school, NUMBERS[school["code"]]) for school in SCHOOLS}


@pytest.mark.parametrize("named", ["甲县", "全县", "全县汇总", "甲县合计", "东门镇中心学校（汇总）", "东门镇中心学校"])
def test_the_sums_of_all_others_are_no_school(named: str, tmp_path: Path) -> None:
    """100 + 200 + 350 = 650 pupils were counted a second time."""
    found, delivery = read({**schools(), "总": of({**SECOND, "code": "", "name": named}, 640 + 10)}, tmp_path)
    assert found == NUMBERS
    assert of_office(delivery) == ["总"] * 3
    assert {each.severity.value for each in delivery.findings if each.rule == "form-of-office"} == {"info"}


@pytest.mark.parametrize("named", ["东门镇中心学校（汇总）", "东门镇中心学校"])
def test_a_school_whose_figures_are_no_sums_is_one(named: str, tmp_path: Path) -> None:
    found, delivery = read({**schools(), "中心": of({**SECOND, "code": "", "name": named}, 640)}, tmp_path)
    assert sorted(found.values()) == [100, 200, 350, 640]
    assert of_office(delivery) == []


def test_a_school_as_large_as_another_is_one(tmp_path: Path) -> None:
    """Of two schools each is the sum of the other."""
    sheets = {"1": of({**SECOND, "code": "", "name": "甲县东门小学"}, 100), "2": of({**SECOND, "code": "", "name": "甲县西门小学"}, 100)}
    found, delivery = read(sheets, tmp_path)
    assert list(found.values()) == [100, 100]
    assert of_office(delivery) == []


@pytest.mark.parametrize("sheet", ["甲县", "全县汇总", "合计"])
def test_a_sheet_of_all_schools_without_basic_facts_is_told_once_for_each_form(sheet: str, tmp_path: Path) -> None:
    """Errors on clean data: whose the forms are could not be told."""
    alone = [row for row in of({**SECOND, "code": "", "name": ""}, 650, home=False) if "学校（机构）名称" not in str(row[:1])]
    found, delivery = read({**schools(), sheet: alone}, tmp_path)
    assert found == NUMBERS
    assert of_office(delivery) == [sheet] * 2
    assert not [each for each in delivery.findings if each.severity.value == "error"]


def test_the_sums_on_a_sheet_of_any_name_are_known_by_their_figures(tmp_path: Path) -> None:
    alone = [row for row in of({**SECOND, "code": "", "name": ""}, 650, home=False) if "学校（机构）名称" not in str(row[:1])]
    found, delivery = read({**schools(), "Sheet9": alone}, tmp_path)
    assert found == NUMBERS
    assert "Sheet9" in of_office(delivery)


def test_an_office_that_sealed_its_sums_is_named(tmp_path: Path) -> None:
    sums = [["学校（机构）名称（盖章）：甲县" if "学校（机构）名称" in str(cell) else "" if "标识码" in str(cell) else cell for cell in row] for row in of(SECOND, 650, home=False)]
    found, delivery = read({**schools(), "另": sums}, tmp_path)
    assert found == NUMBERS
    assert of_office(delivery) == ["另"] * 2
