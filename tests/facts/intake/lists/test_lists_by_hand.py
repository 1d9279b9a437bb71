"""Lists typed by hand: numbers that go on in the list beside, totals of a school among its stages, a township written once. Worked by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.facts.intake.lists.test_hand_lists import Grid, figures, read

from junheng.facts import Delivery, load


def rules(delivery: Delivery) -> set[str]:
    return {each.rule for each in delivery.findings}


HEADS = ["序号", "学校", "学生数", "序号", "学校", "学生数"]


def beside(*numbers: tuple[int, int]) -> Grid:
    return [["甲县2023年小学一览表"], HEADS, *([left, f"甲县{at}左小学", 100 + at, right, f"甲县{at}右小学", 200 + at] for at, (left, right) in enumerate(numbers))]


@pytest.mark.parametrize("numbers", [((1, 4), (2, 5), (3, 6)), ((1, 2), (3, 4))])
def test_numbers_that_go_on_in_the_list_beside(tmp_path: Path, numbers: tuple[tuple[int, int], ...]) -> None:
    facts, delivery = read(tmp_path, beside(*numbers))
    assert len(facts.schools) == 2 * len(numbers)
    assert "serial-gap" not in rules(delivery)


def test_a_number_that_no_list_has(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, beside((1, 5), (2, 6), (3, 7)))
    assert [(each.cell, each.message.zh[:11]) for each in delivery.findings if each.rule == "serial-gap"] == [("D3", "序号从 0 跳到 5，")]


def test_codes_under_the_head_of_the_numbers_are_no_gaps(tmp_path: Path) -> None:
    """All numbers up to the first code, 2199000001, were written down, and the memory was not enough."""
    lines: Grid = [[2199000001 + 7919 * at, f"甲县{at}村小学", 100 + at] for at in range(6)]
    facts, delivery = read(tmp_path, [["甲县2023年小学一览表"], HEADS[:3], *lines])
    assert len(facts.schools) == 6
    assert "serial-gap" not in rules(delivery)


STAGES: Grid = [["甲县2023年学校一览表"], ["学校名称", "学段", "班数", "在校生数", "专任教师数", "图书册数"], ["甲县桃湾学校", "小学", 6, 240, 20, 5000], ["", "初中", 3, 140, 14, 3000]]


@pytest.mark.parametrize("word", ["小计", "合计", "九年一贯制"])
def test_a_total_among_the_stages_is_of_its_school(tmp_path: Path, word: str) -> None:
    facts, delivery = read(tmp_path, [*STAGES, ["", word, 9, 380, 34, 8000], ["甲县中心小学", "小学", 9, 420, 30, 6000]], ("A3:A5",))
    assert {key: own["pupils"] for key, own in figures(facts).items() if own["pupils"] and key[1] != "whole"} == {("甲县桃湾学校", "primary"): 240, ("甲县桃湾学校", "junior"): 140, ("甲县中心小学", "primary"): 420}
    assert {key: own["books"] for key, own in figures(facts).items() if own["books"]} == {
        ("甲县桃湾学校", "primary"): 5000, ("甲县桃湾学校", "junior"): 3000, ("甲县桃湾学校", "whole"): 8000, ("甲县中心小学", "whole"): 6000,
    }
    assert not rules(delivery) & {"row-of-sums", "cell-unusable", "stage-unknown", "fact-twice", "R01", "R02"}


@pytest.mark.parametrize(("pupils", "is_told"), [(380, False), (680, True), ("", False), ("380人", False)])
def test_a_total_that_its_stages_do_not_make_is_told(pupils: int | str, is_told: bool, tmp_path: Path) -> None:
    """小计 680 over 240 and 140 was left out without a word: the line of a total is read by nobody."""
    lines: Grid = [["甲县桃湾学校", "小学", 6, 240, 20], ["甲县桃湾学校", "初中", 3, 140, 14], ["甲县桃湾学校", "小计", 9, pupils, 34], ["甲县中心小学", "小学", 9, 420, 30]]
    facts, delivery = read(tmp_path, [STAGES[0], STAGES[1][:5], *lines])
    assert [each.cell for each in delivery.findings if each.rule == "R01"] == (["D5"] if is_told else [])
    assert {key: own["pupils"] for key, own in figures(facts).items() if key[1] != "whole"} == {("甲县桃湾学校", "primary"): 240, ("甲县桃湾学校", "junior"): 140, ("甲县中心小学", "primary"): 420}


def test_a_total_that_alone_has_the_books_is_the_whole_school(tmp_path: Path) -> None:
    lines: Grid = [["甲县桃湾学校", "小学", 6, 240, 20, ""], ["甲县桃湾学校", "初中", 3, 140, 14, ""], ["甲县桃湾学校", "合计", 9, 380, 34, 8000], ["甲县中心小学", "小学", 9, 420, 30, 6000]]
    facts, delivery = read(tmp_path, [*STAGES[:2], *lines])
    assert figures(facts)["甲县桃湾学校", "whole"]["books"] == 8000
    assert not rules(delivery) & {"row-of-sums", "cell-unusable", "stage-unknown", "row-total"}


def test_one_odd_word_does_not_lose_the_stages(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [*STAGES[:3], ["甲县桃湾学校", "初中", 3, 140, 14, 3000], ["甲县中心小学", "小学", 9, 420, 30, 6000], ["甲县石桥学校", "九年一贯制", 9, 300, 28, 4000]])
    assert figures(facts)["甲县桃湾学校", "junior"]["pupils"] == 140
    assert [each.cell for each in delivery.findings if each.rule == "cell-unusable"] == ["B6"]


def test_kinds_under_the_head_of_the_stages(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [*STAGES[:2], ["甲县石桥中学", "初级中学", 9, 300, 28, 4000], ["甲县中心小学", "小学", 9, 420, 30, 6000], ["甲县桃湾学校", "九年一贯制", 9, 380, 34, 8000]])
    assert dict(facts.schools.select("name", "kind").iter_rows()) == {"甲县石桥中学": "junior", "甲县中心小学": "primary", "甲县桃湾学校": "nine_year"}
    assert "column-by-cells" in rules(delivery)


TOWNS: Grid = [["甲县2023年小学一览表"], ["乡镇", "学校名称", "在校生数", "专任教师数"]]


def test_a_township_written_once(tmp_path: Path) -> None:
    lines: Grid = [["城关镇", "甲县一坪小学", 420, 30], ["", "甲县二坪小学", 388, 27], ["白马镇", "甲县三坪小学", 260, 18], ["", "甲县四坪小学", 133, 11]]
    facts, delivery = read(tmp_path, [*TOWNS, *lines, ["", "合计", 1201, 86]])
    assert dict(facts.schools.select("name", "township").iter_rows()) == {"甲县一坪小学": "城关镇", "甲县二坪小学": "城关镇", "甲县三坪小学": "白马镇", "甲县四坪小学": "白马镇"}
    assert [(each.cell, [cell for *_, cell in each.against]) for each in delivery.findings if each.rule == "township-filled"] == [("A4", ["A6"])]


@pytest.mark.parametrize("townships", [["城关镇", "城关镇", "", ""], ["", "城关镇", "白马镇", ""], ["城关镇", "白马镇", "石桥镇", ""]])
def test_a_township_that_was_forgotten(tmp_path: Path, townships: list[str]) -> None:
    facts, delivery = read(tmp_path, [*TOWNS, *([town, f"甲县{number}坪小学", 300, 20] for town, number in zip(townships, "一二三四", strict=True))])
    assert facts.schools["township"].null_count() == townships.count("")
    assert "township-filled" not in rules(delivery)


def test_the_name_of_the_file_may_mean_a_part(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in [*TOWNS, ["城关镇", "甲县一坪小学", 420, 30], ["城关镇", "甲县二坪小学", 388, 27]]:
        book.worksheets[0].append(cells)
    book.save(tmp_path / "甲县特岗教师摸底附表1.xlsx")
    _, delivery = load([tmp_path / "甲县特岗教师摸底附表1.xlsx"])
    assert all("文件名中的“特岗”" in each.message.zh for each in delivery.findings if each.rule == "column-assumed")
    assert "column-assumed" in rules(delivery)


def test_words_that_clerks_use(tmp_path: Path) -> None:
    heads = ["学校名称", "办学类型", "公民办", "所在镇", "是否独立计校", "学生总人数", "专任教师", "体育老师", "总占地", "教学计算机", "县级骨干教师"]
    lines: Grid = [["甲县一坪小学", "公办小学", "公办", "城关镇", "是", 420, 30, 2, 9000, 40, 3], ["甲县柳沟中学", "单设初中", "公办", "石桥镇", "是", 300, 28, 3, 8000, 50, 4]]
    facts, delivery = read(tmp_path, [["甲县2023年学校一览表"], heads, *lines])
    own = figures(facts)["甲县一坪小学", "primary"]
    assert (own["pupils"], own["teachers_pe"], own["backbone_teachers"]) == (420, 2, None)
    assert figures(facts)["甲县柳沟中学", "junior"]["pupils"] == 300
    assert list(facts.schools.sort("name").select("kind", "ownership", "township", "counted").iter_rows()) == [("primary", "public", "城关镇", True), ("junior", "public", "石桥镇", True)]
    assert [each.found for each in delivery.findings if each.rule == "column-unknown"] == ["县级骨干教师"]


def test_pupils_of_the_primary_part(tmp_path: Path) -> None:
    facts, _ = read(tmp_path, [["甲县2023年学校一览表"], ["学校名称", "小学部在校生", "初中部在校生"], ["甲县桃湾学校", 240, 140], ["甲县柳沟学校", 200, 120]])
    assert [figures(facts)["甲县桃湾学校", stage]["pupils"] for stage in ("primary", "junior")] == [240, 140]


def test_a_total_of_people_is_told(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "总人数", "专任教师"], ["甲县一坪小学", 420, 30], ["甲县二坪小学", 388, 27]])
    assert figures(facts)["甲县一坪小学", "primary"]["pupils"] == 420
    assert [each.cell for each in delivery.findings if each.rule == "column-assumed"] == ["B2"]


@pytest.mark.parametrize("line", ["二、石桥镇", "二、石桥镇（2所）", "（二）石桥镇", "石桥镇 共2所"])
def test_the_line_over_the_schools_of_a_township_may_say_how_many(line: str, tmp_path: Path) -> None:
    """石桥镇（2所） named no township, and its 中心小学 was told apart from the other by nothing."""
    lines: Grid = [["一、城关镇"], ["中心小学", 7, 320], ["甲县第二小学", 7, 310], [line], ["中心小学", 6, 260], ["甲县第四小学", 6, 240]]
    facts, _ = read(tmp_path, [["甲县2023年小学一览表"], ["学校名称", "班数", "在校生数"], *lines])
    assert facts.schools.sort("township", "name")["township"].to_list() == ["城关镇", "城关镇", "石桥镇", "石桥镇"]


@pytest.mark.parametrize(("townships", "blank"), [
    (["城关镇", "石桥镇", "柳溪镇", "", "东山乡", "", "西山乡", "", "北山乡"], ["A6", "A8", "A10"]),  # six townships, three with a blank below
    (["城关镇", "石桥镇", "柳溪镇", "", "", "", "", "", ""], ["A6", "A7", "A8", "A9", "A10", "A11"]),  # somebody left off
])  # fmt: skip
def test_blanks_where_most_townships_have_one_line_are_told_and_not_filled(townships: list[str], blank: list[str], tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [*TOWNS, *([town, f"甲县{number}坪小学", 300, 20] for town, number in zip(townships, "一二三四五六七八九", strict=True))])
    assert facts.schools["township"].null_count() == len(blank)
    (one,) = [each for each in delivery.findings if each.rule in ("township-blank", "township-filled")]
    assert [one.cell, *(cell for *_, cell in one.against)] == blank
    assert (one.rule, one.severity.value) == ("township-blank", "info")


def test_most_townships_with_blanks_below_are_written_once(tmp_path: Path) -> None:
    townships = ["城关镇", "石桥镇", "", "柳溪镇", "", "", "东山乡", ""]
    facts, delivery = read(tmp_path, [*TOWNS, *([town, f"甲县{number}坪小学", 300, 20] for town, number in zip(townships, "一二三四五六七八", strict=True))])
    assert sorted(facts.schools["township"].to_list()) == sorted(["城关镇", "石桥镇", "石桥镇", "柳溪镇", "柳溪镇", "柳溪镇", "东山乡", "东山乡"])
    assert "township-filled" in rules(delivery)
