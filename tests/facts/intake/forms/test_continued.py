"""Forms that go on below, under 续表: with more rows, with more columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import SECOND, SIGNED, Grid, backbone, basics, rooms, teachers
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load

TITLE = "小学专任教师分课程、分学历情况"


def told(delivery: Delivery) -> list[str]:
    return [each.rule for each in delivery.findings if each.rule in ("row-unknown", "school-unknown", "form-unknown", "fact-twice", "form-rows-twice", "form-row-missing")]


def cut(form: Grid, line: str, after: int, head: int = 3) -> Grid:
    """Rows from `after` on stand on another page, under a line and the head."""
    return [*form[:after], [line], *form[2 : 2 + head], *form[after:]]


@pytest.mark.parametrize("line", ["续表", "续表1", "（续上表）", "接上页", "中小学校舍情况（续）", "中小学校舍情况续表", "续表一 中小学校舍情况", "中小学校舍情况 续", "中小学校舍情况续一"])
def test_rows_that_go_on_under_the_same_head_are_one_form(line: str, tmp_path: Path) -> None:
    """The line was a row that nobody knows, and both halves lacked the rows of the other."""
    whole, delivery = load([write_sheets(tmp_path / "甲县1.xlsx", {"1": basics(SECOND), "2": rooms(SECOND)})])
    sheets = {"1": basics(SECOND), "2": cut(rooms(SECOND), line, 7)}
    facts, again = load([write_sheets(tmp_path / "甲县2.xlsx", sheets)])
    assert facts.school_years.equals(whole.school_years)
    assert told(again) == told(delivery)
    at = [block.letters["indoor_sports_area"] for block in again.blocks if "indoor_sports_area" in block.letters]
    assert at == ["D12"]  # where it stands in the file


@pytest.mark.parametrize("line", ["续表", "接上页", "（续上表）", "中小学校舍情况 续"])
def test_rows_may_go_on_without_a_head(line: str, tmp_path: Path) -> None:
    whole, delivery = load([write_sheets(tmp_path / "甲县1.xlsx", {"1": basics(SECOND), "2": rooms(SECOND)})])
    form = rooms(SECOND)
    facts, again = load([write_sheets(tmp_path / "甲县2.xlsx", {"1": basics(SECOND), "2": [*form[:7], [line], *form[7:]]})])
    assert facts.school_years.equals(whole.school_years)
    assert told(again) == told(delivery)


@pytest.mark.parametrize("line", ["续表", f"{TITLE}（续表）"])
def test_columns_that_go_on_are_the_same_schools(line: str, tmp_path: Path) -> None:
    """12 of 18 teachers have a degree, 2 teach PE and 1 music, 1 art: the last three stand below."""
    form = teachers(SECOND, TITLE, {"总计": (12, 6, 2, 1)}, number="4156")
    body = [row for row in form[5:] if row != SIGNED]
    left = [form[0], form[1], *(row[:5] for row in form[2:5]), *(row[:5] for row in body)]
    right = [[line], *([*row[:2], *row[5:]] for row in form[2:5]), *([*row[:2], *row[5:]] for row in body), SIGNED]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"教基1001": basics(SECOND), "教基4156": [*left, [], *right, *basics({**SECOND, "code": "2199000009", "name": "甲县第九小学"})]})])
    (found,) = facts.school_years.filter(stage="primary", school=SECOND["code"]).select("teachers_bachelor", "teachers_pe", "teachers_arts").rows()
    assert found == (12, 2, 2)
    assert not {"row-unknown", "school-unknown"} & set(told(delivery))
    lacking = [each for each in delivery.findings if each.rule == "form-row-missing"]
    assert [each for each in lacking if "体育" in each.message.zh or "合计" in each.message.zh] == []  # each half has what the other lacks


def test_what_neither_half_has_is_told_once(tmp_path: Path) -> None:
    """语文 in the left half; in the right 音乐 and 美术 and no 体育."""
    form = teachers(SECOND, TITLE, {"总计": (12, 6, 2, 1)}, number="4156")
    body = [row for row in form[5:] if row != SIGNED]
    left = [form[0], form[1], *(row[:5] for row in form[2:5]), *(row[:5] for row in body)]
    right = [["续表"], *([*row[:2], *row[6:]] for row in form[2:5]), *([*row[:2], *row[6:]] for row in body), SIGNED]
    delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"教基1001": basics(SECOND), "教基4156": [*left, [], *right]})])[1]
    (one,) = [each for each in delivery.findings if each.rule == "form-row-missing" and each.sheet == "教基4156" and "体育" in each.message.zh]
    assert "合计" not in one.message.zh.partition("行都在")[0]


def test_a_form_that_is_called_so_is_one_of_its_own(tmp_path: Path) -> None:
    """学校（机构）基本情况（续） below 学校（机构）基本情况."""
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1": [*basics(SECOND), *backbone(SECOND, named=False)]})])
    assert facts.school_years["backbone_teachers"].drop_nulls().to_list() == [6]
    assert not {"row-unknown", "school-unknown"} & set(told(delivery))


def test_an_odd_space_is_no_digit_of_full_width(tmp_path: Path) -> None:
    form = [[f"{cell}\u00a0" if cell == 5000 else cell for cell in row] for row in rooms(SECOND)]
    _, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1": basics(SECOND), "2": form})])
    (said,) = [each.message.zh for each in delivery.findings if each.rule == "cell-not-literal" and each.cell == "D6"]
    assert "带特殊空格（如不换行空格）的数字，读作 5000" in said


@pytest.mark.parametrize("line", ["续表", f"甲县2023-2024学年{TITLE}（续表）"])
def test_what_goes_on_under_a_title_with_the_county_is_of_the_school_below_it(line: str, tmp_path: Path) -> None:
    """Of 18 teachers 2 teach PE, 1 music and 1 art: the half with PE and arts was taken for the county's, and lost."""
    form = teachers(SECOND, f"甲县2023-2024学年{TITLE}", {"总计": (12, 6, 2, 1)}, number="4156")
    body = [row for row in form[5:] if row != SIGNED]
    left = [form[0], form[1], *(row[:5] for row in form[2:5]), *(row[:5] for row in body)]
    right = [[line], *([*row[:2], *row[5:]] for row in form[2:5]), *([*row[:2], *row[5:]] for row in body), SIGNED]
    second = {**SECOND, "code": "2199000009", "name": "甲县第九小学"}
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"教基1001": [*basics(SECOND), *basics(second)], "教基4156": [*left, *right]})])
    (found,) = facts.school_years.filter(stage="primary", school=SECOND["code"]).select("teachers_bachelor", "teachers_pe", "teachers_arts").rows()
    assert found == (12, 2, 2)
    assert "form-of-office" not in {each.rule for each in delivery.findings}


def test_what_goes_on_below_an_offices_form_is_the_offices(tmp_path: Path) -> None:
    """180 teachers of the county, 20 of whom teach PE, are not those of the only school of the file."""
    form = teachers(SECOND, TITLE, {"总计": (120, 60, 20, 1)}, named=False, number="4156")
    form[1] = ["填报单位：甲县教育局", "", "2023/2024学年初"]
    body = [row for row in form[5:] if row != SIGNED]
    left = [form[0], form[1], *(row[:5] for row in form[2:5]), *(row[:5] for row in body)]
    right = [["续表"], *([*row[:2], *row[5:]] for row in form[2:5]), *([*row[:2], *row[5:]] for row in body), SIGNED]
    own = teachers(SECOND, TITLE, {"总计": (12, 6, 2, 1)}, number="4156")
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", {"教基1001": basics(SECOND), "教基4156": own, "全县": [*left, *right]})])
    (found,) = facts.school_years.filter(stage="primary").select("teachers_bachelor", "teachers_pe").rows()
    assert found == (12, 2)
