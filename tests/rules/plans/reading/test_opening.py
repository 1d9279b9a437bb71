"""Files as they come: what each is, by its bytes, and what is said where there is nothing to read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
import typst

from junheng.rules.plans.reading import read_document
from junheng.terms import UsageError

TEXT = "一、目标任务\n到2027年，小学入学率达到100%。\n二、保障措施\n各学校必须开足开齐国家课程。\n"


def _write(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    document = read_document(_write(tmp_path, "plan.txt", TEXT.encode(encoding)))
    assert [line.text for line in document.lines] == TEXT.splitlines()
    assert [(heading.line, heading.mark, heading.title) for heading in document.headings] == [(1, "一、", "目标任务"), (3, "二、", "保障措施")]


def test_a_word_file_gives_tables_where_they_stand(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("一、目标")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip((each for row in table.rows for each in row.cells), ("指标", "2027年", "巩固率", "98%"), strict=True):
        cell.text = text
    made.add_paragraph("二、保障")
    buffer = BytesIO()
    made.save(buffer)
    lines = read_document(_write(tmp_path, "plan.docx", buffer.getvalue())).lines
    assert [(line.number, line.text, line.in_table) for line in lines] == [
        (1, "一、目标", False), (2, "指标\t2027年", True), (3, "巩固率\t98%", True), (4, "二、保障", False),
    ]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("plan.txt", b"", "没有文字"), ("plan.txt", b"\r\n  \n", "没有文字"), ("plan.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "PNG"),
        ("plan.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"), ("plan.docx", b"PK\x03\x04broken", "打不开"),
        ("plan.pdf", b"%PDF-1.7\nbroken", "打不开"), ("plan.txt", bytes(range(128, 256)) * 20, "编码"), ("plan.doc", b"plain text", "打不开"),
    ],
)
def test_what_cannot_be_read_is_told_by_what_it_is(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_document(_write(tmp_path, name, raw))
    assert said in refused.value.message.zh


def test_an_old_word_file_without_libreoffice_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError) as refused:
        read_document(_write(tmp_path, "plan.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600))
    assert "LibreOffice" in refused.value.message.zh


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_document(tmp_path / "none.txt")
    assert "none.txt" in refused.value.message.en


def test_a_break_inside_a_paragraph_of_word_begins_a_line(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("第一行\n第二行")
    made.add_paragraph("第三行")
    buffer = BytesIO()
    made.save(buffer)
    assert [(line.number, line.text) for line in read_document(_write(tmp_path, "plan.docx", buffer.getvalue())).lines] == [(1, "第一行"), (2, "第二行"), (3, "第三行")]


def test_a_pdf_gives_whole_sentences_over_its_pages(tmp_path: Path, needs: Callable[[str], str]) -> None:
    font = needs("cjk-font").split(",")[0]
    page = f'#set text(lang: "zh", font: "{font}", size: 12pt)\n#set page(width: 340pt, height: 160pt, numbering: "1")\n'
    text = "一、目标任务\n\n到 2027 年，全县小学适龄儿童入学率达到 100%，初中毕业生升学率达到 95%以上，辍学率控制在 1%以内；每位教师每学期听课不少于 20 节。\n\n" * 3
    (tmp_path / "main.typ").write_text(page + text, "utf-8")
    raw = typst.Compiler(str(tmp_path / "main.typ"), root=str(tmp_path)).compile(format="pdf")
    document = read_document(_write(tmp_path, "plan.pdf", raw))
    assert {each.page for each in document.lines} > {1}
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert [each.text for each in document.sentences if not each.title] == [text.split("\n")[2].replace(" ", "")] * 3
