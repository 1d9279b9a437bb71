"""Texts in encodings that are not read: said with what to do, never read as signs that mean nothing."""

from __future__ import annotations

import pytest

from junheng.facts.intake.books.delimited import read_text
from junheng.facts.intake.values.sheet import File
from junheng.terms import UsageError

TEXTS = {
    "big5": "學校名稱,學生數\n大同國小,120\n中山國小,80\n", "shift-jis": "学校名,児童数\n第一小学校,120\n第二小学校,80\n",
    "euc-kr": "학교명,학생수\n제일초등학교,120\n", "cp1251": "Название,Ученики\nПервая школа,120\nВторая школа,80\n", "cp1253": "Σχολείο,Μαθητές\nΠρώτο Δημοτικό,120\n",
}
READ = {"latin-1": "Escola,Alunos\nEscola São João,120\nInstrução à Educação,80\nÉcole Hélène,7\n", "gb18030": "学校名称,在校生\n镕鑫小学,120\n", "utf-8": "学校,児童\n", "cp1252": "School,Pupils\nSt Mary’s “Élan” School,120\n"}


def read(text: str, encoding: str) -> list[list[object]]:
    raw = text.encode(encoding)
    return [[*row] for row in read_text(raw, File("list.csv", "", "", lambda: raw)).rows]


@pytest.mark.parametrize("encoding", TEXTS)
def test_others_are_refused_with_what_to_do(encoding: str) -> None:
    with pytest.raises(UsageError, match=r"the encoding of list\.csv is not known.*save it as CSV UTF-8"):
        read(TEXTS[encoding], encoding)


@pytest.mark.parametrize("encoding", READ)
def test_those_that_are_known_are_read(encoding: str) -> None:
    expected = READ[encoding] if encoding != "cp1252" else READ[encoding].encode("cp1252").decode("latin-1")
    assert read(READ[encoding], encoding)[0][0] == expected.split(",")[0]
    assert len(read(READ[encoding], encoding)) == expected.count("\n")
