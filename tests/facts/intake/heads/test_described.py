"""A column that the source describes, renamed so that a wildcard passes it over."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.facts import load

SOURCE = """
id: own/census
title: {zh: 普查, en: census}
columns:
  - {table: schools, fact: name, heads: [NO_ESCOLA]}
  - {fact: pupils, stage: primary, heads: [QT_MAT_AI]}
  - {fact: teachers, stage: primary, heads: [QT_DOC_AI]}
  - {fact: pupils, stage: junior, heads: [QT_MAT_AF]}
  - {fact: teachers, stage: junior, heads: [QT_DOC_AF]}
ignore: ["QT_*"]
constants: {kind: general, area: X, year: 2023}
"""


@pytest.mark.parametrize(("heads", "told"), [
    ("QT_MAT_AI,QT_DOC_AI,QT_MAT_AF,QT_DOC_AF", []),
    ("QT_MAT_AI,QT_DOC_ANOS,QT_MAT_AF,QT_DOC_AF", ["QT_DOC_AI"]),
    ("QT_MAT_AI,QT_DOCENTES,QT_MAT_AF,QT_DOCENTES_2", []),  # a file without teachers
    ("QT_MAT_AI,QT_DOC_AI,QT_SALAS,QT_OUTRAS", []),  # a file of one stage
])
def test_a_fact_of_one_stage_alone_is_gone(heads: str, told: list[str], tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SOURCE, "utf-8")
    (tmp_path / "list.csv").write_text(f"NO_ESCOLA,{heads}\nA,100,5,90,6\nB,80,4,70,5\n", "utf-8")
    _, delivery = load([tmp_path / "list.csv"], str(tmp_path / "s.yaml"))
    found = [each for each in delivery.findings if each.rule == "column-not-found"]
    assert [each.allowed for each in found] == told
    assert all("QT_DOC_ANOS" in each.message.en and each.cell == "A1" for each in found)
