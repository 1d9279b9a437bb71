"""Pupils of three years beside each other, and columns that say no year: of one year where it is known, else of none."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts import Said, load
from junheng.terms import Finding

SOURCE = """\
id: own/t
title: {zh: t, en: t}
columns:
  - {table: schools, fact: name, heads: [School]}
  - {table: schools, fact: township, heads: [Town]}
  - {fact: pupils, year: 2021, heads: [Pupils 2021]}
  - {fact: pupils, year: 2022, heads: [Pupils 2022]}
  - {fact: pupils, year: 2023, heads: [Pupils 2023]}
  - {fact: classes, heads: [Classes]}
  - {fact: land_area, heads: [Land]}
constants: {stage: primary, kind: primary, area: X%s}
"""
LIST = "School,Town,Pupils 2021,Pupils 2022,Pupils 2023,Classes,Land\nEast,Hill,100,110,120,6,4000\n"


def read(folder: Path, constant: str = "", above: str = "", said: Said = Said(), name: str = "a.csv") -> tuple[dict[int, tuple[int | None, ...]], dict[int, str], list[Finding]]:  # noqa: B008
    (folder / "t.yaml").write_text(SOURCE % constant, "utf-8")
    (folder / name).write_text(above + LIST)
    facts, delivery = load([folder / name], str(folder / "t.yaml"), said)
    wide = {year: rows for (year,), rows in facts.school_years.group_by("year")}
    figures = {year: tuple(rows[fact].drop_nulls().first() if rows[fact].count() else None for fact in ("pupils", "classes", "land_area")) for year, rows in sorted(wide.items())}
    towns = dict(zip(facts.schools["year"], facts.schools["township"], strict=True))
    return figures, towns, [each for each in delivery.findings if each.rule == "column-without-year"]


NONE = {2021: (100, None, None), 2022: (110, None, None), 2023: (120, None, None)}
OF_2023 = NONE | {2023: (120, 6, 40_000_000)}


@pytest.mark.parametrize(("constant", "above", "said", "name"), [
    (", year: 2023", "", Said(), "a.csv"), ("", "Schools 2023\n", Said(), "a.csv"), ("", "", Said(year=2023), "a.csv"), ("", "", Said(), "schools 2023.csv"),
])
def test_they_are_of_the_year_that_is_known(tmp_path: Path, constant: str, above: str, said: Said, name: str) -> None:
    figures, towns, told = read(tmp_path, constant, above, said, name)
    assert figures == OF_2023
    assert towns == {2021: "Hill", 2022: "Hill", 2023: "Hill"}
    assert told == []


def test_of_a_year_of_its_own(tmp_path: Path) -> None:
    figures, _, _ = read(tmp_path, ", year: 2024")
    assert figures == NONE | {2024: (None, 6, 40_000_000)}


@pytest.mark.parametrize("above", ["", "Enrolment 2021 to 2023\n", "Schools 2022/23 and 2023/24\n"])
def test_else_they_are_missing_and_told(tmp_path: Path, above: str) -> None:
    figures, towns, told = read(tmp_path, above=above)
    assert figures == NONE
    assert set(towns.values()) == {"Hill"}
    assert [(each.cell, each.found) for each in told] == [("F2" if above else "F1", "Classes、Land")]
    assert "--year" in told[0].message.en
