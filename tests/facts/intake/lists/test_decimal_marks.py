"""Points and commas in figures that are texts: decimals, or thousands set apart."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import load
from junheng.terms import Finding, Unit

SOURCE = """
id: own/list
title: {zh: 表, en: list}
columns:
  - {table: schools, fact: name, heads: [School]}
  - {table: schools, fact: latitude, heads: [Lat]}
  - {table: schools, fact: longitude, heads: [Lon]}
  - {fact: pupils, heads: [Pupils]}
  - {fact: books, heads: [Books]}
  - {fact: land_area, heads: [Land]}
  - {fact: floor_area, heads: [Floor]}
constants: {stage: primary, kind: primary, area: X, year: 2023}
"""
Table = list[list[str]]


def read(folder: Path, table: Table, more: str = "", columns: str = "") -> tuple[dict[str, list[object]], list[Finding]]:
    """The figures by fact in the order of the schools' names (areas in square metres), and what was told of marks."""
    (folder / "s.yaml").write_text(SOURCE.replace("{fact: floor_area,", "{" + columns + "fact: floor_area,") + more, "utf-8")
    (folder / "list.csv").write_text("\n".join(";".join(cells) for cells in table), "utf-8")
    facts, delivery = load([folder / "list.csv"], str(folder / "s.yaml"))
    given = {name: facts.school_years.sort("school").filter(facts.school_years.sort("school")[name].is_not_null())[name].to_list() for name in ("pupils", "books", "land_area", "floor_area")}
    found: dict[str, list[object]] = {name: [each / 10_000 if "area" in name else each for each in values] for name, values in given.items()}
    return found, [each for each in delivery.findings if each.rule in ("mark-unknown", "cell-not-literal", "cell-unusable")]


def places(findings: list[Finding]) -> list[tuple[str, list[str]]]:
    return [(each.rule, [each.cell, *(cell for _, _, cell in each.against)]) for each in findings]


def test_thousands_of_persons_and_books_are_read_and_told(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Books"], ["A", "1.000", "3.000"], ["B", "820", "12.000"], ["C", "640", "950"]])
    assert (found["pupils"], found["books"]) == ([1000, 820, 640], [3000, 12000, 950])
    assert places(told) == [("cell-not-literal", ["B2"]), ("cell-not-literal", ["C2", "C3"])]


def test_areas_that_may_be_either_are_told_and_not_used(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Land", "Floor"], ["A", "210", "5.576", "1.250"], ["B", "320", "12.882", "2.310"], ["C", "150", "4.769", "980"]])
    assert (found["land_area"], found["floor_area"]) == ([], [980])
    assert places(told) == [("mark-unknown", ["C2", "C3", "C4"]), ("mark-unknown", ["D2", "D3"])]


def test_a_figure_with_two_points_tells_the_column_and_the_others(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Land", "Floor"], ["A", "210", "1.005.576", "1.250"], ["B", "320", "12.882", "310"], ["C", "150", "769", "980"]])
    assert (found["land_area"], found["floor_area"]) == ([1_005_576, 12_882, 769], [1250, 310, 980])
    assert [each.rule for each in told] == ["cell-not-literal"] * 2


def test_units_behind_the_figures_hide_no_point(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Land"], ["A", "1.210", "2.500平方米"], ["B", "820", "12.500 平方米"]])
    assert (found["pupils"], found["land_area"]) == ([1210, 820], [2500, 12500])
    assert [each.rule for each in told if "thousands" in each.message.en] == ["cell-not-literal"] * 2


@pytest.mark.parametrize("other", ["0.980", "980.5", "1234.567", "980.25"])
def test_decimals_of_other_lengths_make_all_decimals(other: str, tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Land"], ["A", "210", "12.345"], ["B", "320", "45.678"], ["C", "150", other]])
    assert (found["land_area"], told) == ([12.345, 45.678, float(other)], [])


def test_another_column_of_decimals_tells_that_the_point_is_one(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Land", "Floor"], ["A", "210", "12.345", "10.5"], ["B", "320", "45.678", "20.25"], ["C", "150", "98", "7"]])
    assert (found["land_area"], told) == ([12.345, 45.678, 98], [])


def test_whole_numbers_printed_with_three_decimals_are_told(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils"], ["A", "210.000"], ["B", "320.000"], ["C", "150.000"]])
    assert found["pupils"] == []
    assert places(told) == [("mark-unknown", ["B2", "B3", "B4"])]


def test_a_nought_before_the_point_makes_decimals_of_them(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils"], ["A", "210.000"], ["B", "0.000"], ["C", "150.000"]])
    assert (found["pupils"], told) == ([210, 0, 150], [])


def test_the_source_says_that_decimals_have_a_comma(tmp_path: Path) -> None:
    table = [["School", "Pupils", "Land", "Floor", "Lat", "Lon"], ["A", "1.000", "5.576", "812,5", "45,768", "4,385"], ["B", "20", "1.005,25", "1 402,75", "45,5", "4,5"]]
    found, told = read(tmp_path, table, 'decimal: ","')
    assert (found["pupils"], found["land_area"], found["floor_area"], told) == ([1000, 20], [5576, 1005.25], [812.5, 1402.75], [])
    facts, _ = load([tmp_path / "list.csv"], str(tmp_path / "s.yaml"))
    assert facts.schools.sort("school")["latitude"].to_list() == [45.768, 45.5]


def test_coordinates_with_points_stay_where_decimals_have_a_comma(tmp_path: Path) -> None:
    table = [["School", "Pupils", "Land", "Lat", "Lon"], ["A", "210", "5.576", "-7.299645", "107.794"], ["B", "320", "1.922", "-6.966", "107.466"]]
    assert read(tmp_path, table, 'decimal: ","')[0]["land_area"] == [5576, 1922]
    facts, _ = load([tmp_path / "list.csv"], str(tmp_path / "s.yaml"))
    assert facts.schools.sort("school")["latitude"].to_list() == [-7.299645, -6.966]


def test_what_does_not_fit_the_comma_is_told_and_not_used(tmp_path: Path) -> None:
    found, told = read(tmp_path, [["School", "Pupils", "Land"], ["A", "210", "812,5"], ["B", "320", "12.5"], ["C", "150", "7"]], 'decimal: ","')
    assert (found["land_area"], places(told)) == ([812.5, 7], [("cell-unusable", ["C3"])])


def test_one_column_may_have_a_comma_and_the_source_a_point(tmp_path: Path) -> None:
    table = [["School", "Pupils", "Land", "Floor"], ["A", "210", "5.576", "1.250"], ["B", "320", "4.769", "98,5"]]
    found, told = read(tmp_path, table, 'decimal: "."', columns='decimal: ",", ')
    assert (found["land_area"], found["floor_area"], told) == ([5.576, 4.769], [1250, 98.5], [])


def test_a_comma_before_decimals_is_refused_with_what_to_write(tmp_path: Path) -> None:
    _, told = read(tmp_path, [["School", "Pupils", "Land"], ["A", "210", "812,5"], ["B", "320", "12"]])
    assert [(each.cell, 'decimal: ","' in each.message.en) for each in told] == [("C2", True)]


def test_numbers_of_a_workbook_are_numbers(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SOURCE, "utf-8")
    book = openpyxl.Workbook()
    for cells in (["School", "Pupils", "Land"], ["A", 210, 5.576], ["B", 320, 12.882]):
        book.active.append(cells)
    book.save(tmp_path / "list.xlsx")
    facts, delivery = load([tmp_path / "list.xlsx"], str(tmp_path / "s.yaml"))
    assert sorted(facts.school_years["land_area"].drop_nulls()) == [55760, 128820]
    assert "mark-unknown" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize(("more", "large", "pupils", "land"), [("", "1.210", 1210, {5576}), ('decimal: ","', "1.210", 1210, {5576}), ("", "210", 210, set())])
def test_a_long_list_is_read_so_too(more: str, large: str, pupils: int, land: set[int], tmp_path: Path) -> None:
    rows = [["School", "Pupils", "Books", "Land"], *([f"School {number}", large if number % 2 else "820", "3000", "5.576"] for number in range(5_001))]
    found, told = read(tmp_path, rows, more)
    assert (found["pupils"].count(pupils), found["pupils"].count(820), set(found["land_area"])) == (2_500, 2_501, land)
    assert [each.rule for each in told] == ([] if more else ["cell-not-literal"] * 2 if land else ["mark-unknown"])


def test_in_a_list_in_chinese_a_point_is_a_decimal_one(tmp_path: Path) -> None:
    """Three decimals in every line of 万元, and 523.000 of a statistics program: nothing may be either."""
    lines = ["甲县2024/2025学年小学统计表", "学校名称,学校标识码,办学类型,县区,班数,在校生数,教学仪器设备值（万元）"]
    lines += [f"甲县{name}村小学,219900100{number},小学,甲县,6,{210 + number}.000,{58 + number}.096" for number, name in enumerate("东西南北")]
    (tmp_path / "甲县.csv").write_text("\n".join(lines) + "\n", "utf-8")
    facts, delivery = load([tmp_path / "甲县.csv"])
    whole = facts.school_years.filter(facts.school_years["stage"] == "whole").sort("school")
    assert [value / Unit.YUAN.scale for value in whole["equipment_value"]] == [580_960, 590_960, 600_960, 610_960]
    assert facts.school_years.filter(facts.school_years["stage"] == "primary").sort("school")["pupils"].to_list() == [210, 211, 212, 213]
    assert not [each for each in delivery.findings if each.rule == "mark-unknown"]
