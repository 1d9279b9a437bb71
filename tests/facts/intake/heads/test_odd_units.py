"""A unit in the words of a head that is none of ours: turned, or told and not used; never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts import load
from junheng.facts.draft import State, draft
from junheng.facts.intake.heads.odd_units import odd_unit
from junheng.terms import Lang, Unit

SOURCE = """\
id: own/t
title: {zh: t, en: t}
columns:
  - {table: schools, fact: name, heads: [School]}
  - {fact: pupils, heads: ["在校生（百人）", "Pupils ('000)", "Pupils (age 6)", Pupils]}
  - {fact: land_area, heads: ["Land (acres)", "Land (sq ft)", "Land (坪)", Land]}
constants: {year: 2023, area: X, kind: primary, stage: primary}
"""


@pytest.mark.parametrize(("heads", "pupils", "land", "told"), [
    ("Pupils,Land", 12, 50_000_000, []), ("Pupils (age 6),Land (sq ft)", 12, 4_645_152, []), ("Pupils,Land (acres)", 12, 202_342_821_120, []),
    ("在校生（百人）,Land", None, 50_000_000, [("B1", "百人")]), ("Pupils ('000),Land (坪)", None, None, [("B1", "'000"), ("C1", "坪")]),
])
def test_such_a_column_is_turned_or_told(tmp_path: Path, heads: str, pupils: int | None, land: int | None, told: list[tuple[str, str]]) -> None:
    """5000 sq ft of 0.3048 x 0.3048 m are 464.5152 m2; 5000 acres of 4046.8564224 m2 are 20 234 282.112 m2. Kept in steps of a square centimetre."""
    (tmp_path / "t.yaml").write_text(SOURCE, "utf-8")
    (tmp_path / "a.csv").write_text(f"School,{heads}\nEast,12,5000\n", "utf-8")
    facts, delivery = load([tmp_path / "a.csv"], str(tmp_path / "t.yaml"))
    figures = {fact: next(iter(facts.school_years[fact].drop_nulls()), None) for fact in ("pupils", "land_area")}
    assert [(each.cell, each.found) for each in delivery.findings if each.rule == "unit-unusable"] == told
    assert figures == {"pupils": pupils, "land_area": land}


@pytest.mark.parametrize(("head", "kind", "unit"), [
    ("Floor area (sq ft)", Unit.SQUARE_METRE, ("sq ft", "square foot")), ("Playground (sq. yards)", Unit.SQUARE_METRE, ("sq. yards", "square yard")),
    ("Area (ha)", Unit.SQUARE_METRE, ("(ha)", "hectare")), ("面积（百平方米）", Unit.SQUARE_METRE, ("百平方米", "")), ("Pupils (thousands)", Unit.PERSON, ("thousands", "")),
    ("Land (m²)", Unit.SQUARE_METRE, ("", "")), ("面积（万平方米）", Unit.SQUARE_METRE, ("", "")), ("图书（万册）", Unit.VOLUME, ("", "")),
    ("班（百人以上）", Unit.CLASS, ("", "")), ("Grade 1 (2000)", Unit.PERSON, ("", "")), ("Acreage", Unit.SQUARE_METRE, ("", "")),
])
def test_units_of_heads(head: str, kind: Unit, unit: tuple[str, str]) -> None:
    assert odd_unit(head, kind) == unit


def test_a_draft_names_the_doubt(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("学校名称,在校生（百人）,图书（千册）,Floor area (sq ft)\n甲小学,12,35,3000\n乙小学,8,20,2500\n", "utf-8")
    drafted = draft(tmp_path / "a.csv", Lang.EN)
    found = {each.head.shown: each for each in drafted.columns}
    assert found["在校生（百人）"].state == State.ASK
    assert "百人, is not understood" in found["在校生（百人）"].why.en
    assert found["图书（千册）"].state == State.TAKEN
    assert "unit: square foot" in drafted.text
