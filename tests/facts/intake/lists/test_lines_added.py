"""Lists with several lines for a school that are added up: totals among them, and lines that are there twice."""

from __future__ import annotations

from pathlib import Path

from junheng.facts import load

SOURCE = """
id: own/list
title: {zh: 表, en: list}
columns:
  - {table: schools, fact: name, heads: [School]}
  - {fact: pupils, heads: [Pupils]}
  - {fact: teachers, heads: [Teachers]}
add_rows: true
ignore: [Grade, Sex, "No", Class]
constants: {stage: primary, kind: primary, area: X, year: 2023}
"""
OF_STAGE = SOURCE.replace("add_rows", "  - {fact: stage, heads: [Grade]}\nadd_rows").replace("Grade, Sex", "Sex") + "values: {stage: {primary: [Grade 1, Grade 2]}}\n"
Told = list[tuple[str, str]]


def read(folder: Path, *lines: str, source: str = SOURCE) -> tuple[dict[str, int | None], Told]:
    """The pupils of each school, and what was told where."""
    (folder / "s.yaml").write_text(source, "utf-8")
    (folder / "list.csv").write_text("\n".join(lines), "utf-8")
    facts, delivery = load([folder / "list.csv"], str(folder / "s.yaml"))
    rules = {"row-total", "line-twice", "total-disagrees", "cell-unusable"}
    return dict(facts.school_years.select("school", "pupils").iter_rows()), [(each.rule, each.cell) for each in delivery.findings if each.rule in rules]


def test_totals_of_a_school_are_told_and_not_added(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,20", "A,2,30", "A,Total,50", "B,1,15", "B,2,16", "B,All,31")
    assert found == ({"A": 50, "B": 31}, [("row-total", "4"), ("row-total", "7")])


def test_a_total_that_is_not_the_sum_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,20", "A,2,30", "A,合计,51")
    assert found == ({"A": 50}, [("total-disagrees", "C4"), ("row-total", "4")])


def test_a_total_that_is_all_a_school_has_counts(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,20", "A,2,30", "B,Total,31")
    assert found == ({"A": 50, "B": 31}, [])


def test_totals_by_grade_and_by_sex(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Sex,Pupils", "A,1,Boys,10", "A,1,Girls,9", "A,1,Both,19", "A,2,Boys,7", "A,2,Girls,8", "A,2,Both,15", "A,All,Both,34")
    assert found[0] == {"A": 34}
    assert sorted(found[1]) == [("row-total", "4"), ("row-total", "7"), ("row-total", "8")]


def test_a_line_that_is_the_sum_in_every_school_needs_no_word(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,20", "A,2,30", "A,,50", "B,1,15", "B,2,16", "B,,31")
    assert found == ({"A": 50, "B": 31}, [("row-total", "4"), ("row-total", "7")])


def test_a_grade_that_is_the_sum_of_two_others_in_one_school_counts(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,20", "A,2,30", "A,3,50", "B,1,15", "B,2,16", "B,3,17")
    assert found == ({"A": 100, "B": 48}, [])


def test_a_line_that_is_there_twice_is_told_and_added_once(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,20", "A,2,30", "A,2,30", "B,1,15", "B,2,16")
    assert found == ({"A": 50, "B": 31}, [("line-twice", "4")])


def test_a_grade_with_two_figures_is_told_where_that_is_seldom(tmp_path: Path) -> None:
    grades = [f"{school},{grade},{20 + grade}" for school in "ABC" for grade in range(1, 7)]
    found = read(tmp_path, "School,Grade,Pupils", *grades, "C,6,99")
    assert found == (dict.fromkeys("ABC", 141), [("line-twice", "20")])


def test_several_classes_of_a_grade_are_added(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,1,30", "A,1,30", "A,1,31", "A,2,28", "B,1,15", "B,1,16", "B,2,16")
    assert found == ({"A": 119, "B": 47}, [])


def test_a_number_of_the_line_does_not_hide_a_total(tmp_path: Path) -> None:
    found = read(tmp_path, "No,School,Grade,Pupils", "1,A,1,20", "2,A,2,30", "3,A,Whole school,50")
    assert found == ({"A": 50}, [("row-total", "4")])


def test_a_total_in_the_column_of_the_stage(tmp_path: Path) -> None:
    found = read(tmp_path, "School,Grade,Pupils", "A,Grade 1,20", "A,Grade 2,30", "A,All grades,50", source=OF_STAGE)
    assert found == ({"A": 50}, [("row-total", "4")])


def test_a_line_of_an_unknown_grade_is_in_no_sum(tmp_path: Path) -> None:
    """Whose it is nobody knows: its part is missing, and so is the sum it would belong to."""
    found = read(tmp_path, "School,Grade,Pupils", "A,Grade 1,20", "A,Grade X,30", "B,Grade 1,15", "B,Grade 2,16", source=OF_STAGE)
    assert found == ({"A": None, "B": 31}, [("cell-unusable", "B3")])


def test_a_long_list(tmp_path: Path) -> None:
    lines = [f"School {number},{grade},{pupils}" for number in range(1_500) for grade, pupils in (("1", 10), ("2", 12), ("Total", 22))]
    found, told = read(tmp_path, "School,Grade,Pupils", *lines, "School 7,2,12")
    assert set(found.values()) == {22}
    assert ("line-twice", "4502") in told
    assert len(told) == 1_501
