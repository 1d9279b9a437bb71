"""Lines of totals and of statistics by their words, in several languages, and a last line that only its figures tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts import load

SOURCE = """
id: own/list
title: {zh: 表, en: list}
columns:
  - {table: schools, fact: school, heads: [Code]}
  - {table: schools, fact: name, heads: [School]}
  - {table: schools, fact: township, heads: [Ward]}
  - {fact: pupils, heads: [Pupils]}
  - {fact: teachers, heads: [Teachers]}
constants: {stage: primary, kind: primary, area: X, year: 2023}
"""
ABC = ["A Primary,120", "B Primary,80", "C Primary,91"]


def read(folder: Path, *lines: str) -> tuple[list[str], list[tuple[str, str]]]:
    (folder / "s.yaml").write_text(SOURCE, "utf-8")
    (folder / "list.csv").write_text("\n".join(lines), "utf-8")
    facts, delivery = load([folder / "list.csv"], str(folder / "s.yaml"))
    return sorted(facts.schools["name"].drop_nulls()), [(each.rule, each.cell) for each in delivery.findings if each.rule.startswith("row-")]


@pytest.mark.parametrize("word", [
    "Overall", "TOTALS", "Total (3)", "District Total", "County total", "Whole district", "County", "TOTAL GENERAL", "Total geral", "Total del distrito",
    "Gesamt", "Summe", "Ensemble", "Jumla", "Jumla Kuu", "Jumla ya Kata", "Jumlah", "Итого", "Всего по району", "المجموع", "जोड़", "कुल योग", "Tổng cộng", "合計", "소계", "公办校",
])
def test_words_of_totals(word: str, tmp_path: Path) -> None:
    """Its figure is no sum, so that the word alone tells it."""
    assert read(tmp_path, "School,Pupils", *ABC, f"{word},77") == (["A Primary", "B Primary", "C Primary"], [("row-total", "5")])


@pytest.mark.parametrize("word", ["Mean", "Median", "Maximum", "% change", "Previous year", "Average per school", "Promedio", "Rata-rata", "平均", "最大值", "Среднее"])
def test_words_of_statistics(word: str, tmp_path: Path) -> None:
    assert read(tmp_path, "School,Pupils", *ABC, f"{word},77") == (["A Primary", "B Primary", "C Primary"], [("row-statistic", "5")])


@pytest.mark.parametrize("name", [
    "Total Learning Academy", "Total Grace", "City", "Jumla Yagya School", "Mean Street Primary", "All Saints", "Average Hill", "County High", "Notes Road Primary", "Source Primary", "注儿沟小学", "说明村小学", "备注桥小学", "合计小学", "Jumla Secondary",
])
def test_schools_whose_names_begin_with_such_words(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, "School,Pupils,Teachers", f"{name},77,5", *[f"{line},6" for line in ABC]) == (sorted([name, "A Primary", "B Primary", "C Primary"]), [])


def test_a_last_line_with_the_sum_of_all_schools(tmp_path: Path) -> None:
    assert read(tmp_path, "School,Ward,Pupils", "A Primary,W1,120", "B Primary,W2,80", "C Primary,W3,91", "Everybody,,291") == (["A Primary", "B Primary", "C Primary"], [("row-total", "5")])


def test_a_last_line_without_a_code(tmp_path: Path) -> None:
    assert read(tmp_path, "Code,School,Pupils", "1,Upper,120", "2,Lower,80", "3,Middle,91", ",Everybody,291") == (["Lower", "Middle", "Upper"], [("row-total", "5")])


@pytest.mark.parametrize("last", ["Everybody,290", "D Primary,291", "D School,291"])
def test_a_last_school_is_a_school(last: str, tmp_path: Path) -> None:
    """Another figure, or a name like the others'."""
    assert read(tmp_path, "School,Pupils", *ABC, last)[0] == sorted(["A Primary", "B Primary", "C Primary", last.split(",")[0]])


def test_names_without_a_word_in_common_tell_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "School,Pupils", "Upper,120", "Lower,80", "Middle,91", "Hill,291")[0] == ["Hill", "Lower", "Middle", "Upper"]


def test_townships_are_told_by_subtotals_with_a_source_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SOURCE.replace("heads: [Ward]", "heads: [乡镇]").replace("[School]", "[学校名称]").replace("[Pupils]", "[在校生]"), "utf-8")
    (tmp_path / "list.csv").write_text("\n".join(["学校名称,在校生", "一小,120", "二小,80", "旌阳镇小计,200", "三小,90", "四小,95", "白地镇小计,185"]), "utf-8")
    facts, _ = load([tmp_path / "list.csv"], str(tmp_path / "s.yaml"))
    assert dict(facts.schools.select("name", "township").iter_rows()) == {"一小": "旌阳镇", "二小": "旌阳镇", "三小": "白地镇", "四小": "白地镇"}
