"""Text files in GB18030 and in Latin-1."""

from __future__ import annotations

import pytest

from junheng.facts.intake.books.delimited import read_text
from junheng.facts.intake.values.sheet import File

SHORT_WORDS = "初  中  班  额  情  况,,,\n指 标 名 称,代码,合计,#女\n甲,乙,1,2\n　25人及以下,01,3,1\n　26-30人,02,4,2\n计,03,7,3\n"


def cells(text: str, encoding: str) -> list[list[object]]:
    return [list(row) for row in read_text(text.encode(encoding), File("a.csv", "", "", bytes)).rows]


@pytest.mark.parametrize("text", [SHORT_WORDS, "学校,女（人）,男（人）\n甲,1,2\n乙,3,4\n"])
def test_chinese_words_of_one_character_are_chinese(text: str) -> None:
    """They were taken for accented letters, and the file was not known."""
    assert cells(text, "gb18030") == cells(text, "utf-8")


@pytest.mark.parametrize("text", ["escola;alunos\nSão João;12\nConceição;30\nÓrgão Às;4\n", "école;élèves\nLycée Molière;30\nSÃO JOÃO;8\n"])
def test_accented_letters_are_no_chinese(text: str) -> None:
    assert cells(text, "latin-1") == cells(text, "utf-8")
