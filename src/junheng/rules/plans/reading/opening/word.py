"""Word documents: paragraphs and rows of tables in the order of the document, with inserted text, without deleted text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from junheng.rules.plans.document import Line
from junheng.rules.plans.reading.opening import said

MOST_UNPACKED = 400 * 2**20
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr"))
_OUTSIDE = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_INSIDE = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"))


def word_lines(raw: bytes, name: str) -> list[Line]:
    body = _body(raw, name)
    found: list[Line] = []
    for text, in_table in _blocks(body):
        found.extend([Line(order, part, in_table=in_table) for order, part in enumerate(text.split("\n"), start=len(found) + 1)])
    return found


def _body(raw: bytes, name: str) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(each.file_size for each in archive.infolist())
            if any(each.flag_bits & 1 for each in archive.infolist()):
                raise said.password(name)
            names = set(archive.namelist())
        if size > MOST_UNPACKED:
            raise said.too_big(name, size, MOST_UNPACKED)
        if "word/document.xml" not in names:
            raise said.other(name, *(("Excel 工作簿", "an Excel workbook") if "xl/workbook.xml" in names else ("压缩包", "an archive")))
        return docx.Document(io.BytesIO(raw)).element.body
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError, EOFError, SyntaxError, NotImplementedError) as error:
        raise said.damaged(name, ".docx", type(error).__name__) from None


def _blocks(parent: Any) -> Iterator[tuple[str, bool]]:
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield _text(child), False
        elif child.tag == _TABLE:
            for row in child.iter(_ROW):
                cells = [" ".join(filter(None, (_text(each).replace("\n", " ").strip() for each in cell.iter(_PARAGRAPH)))) for cell in row.iter(_CELL)]
                yield "\t".join(cells), True
        elif child.tag in _INSIDE:
            yield from _blocks(child)


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in _BREAK:
            yield "\n"
        elif child.tag not in _OUTSIDE and isinstance(child.tag, str) and not child.tag.endswith("}tabs"):
            yield from _pieces(child)
