"""One copy for each file that has findings; of several files, one list of everything beside them."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from junheng.facts.annotate.marks import Entry, in_order
from junheng.facts.annotate.package import NotThisWay, annotated
from junheng.facts.annotate.plain_copy import plain_copy
from junheng.facts.annotate.target import is_one_file, path_of, whole_list
from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.deliver import labelled
from junheng.facts.intake.values.sheet import LIST_MARK, LIST_SHEET, File, Sheet
from junheng.facts.whole_file import write_whole
from junheng.terms import Finding, Lang, Message

_COPIED = Message(
    "原文件不是普通的 .xlsx：副本是新的 .xlsx，只有单元格的值，没有格式和公式",
    "the file is no ordinary .xlsx: the copy is a new .xlsx with the values of the cells, without formats and formulas",
)
Written = tuple[Path, list[Message]]  # a copy, and what has to be said of it


def annotate(paths: Sequence[Path], findings: Sequence[Finding], out: Path, lang: Lang) -> list[Written]:
    """`findings`: of reading these very files. `check_target` comes first."""
    files = labelled(paths, [])
    if is_one_file(paths):
        return [_write(*files[0], in_order(findings), out, lang)]
    out.mkdir(exist_ok=True)
    written = []
    for label, file in dict(files).items():
        own = in_order(each for each in findings if label in (each.file, *(place[0] for place in each.against)))
        if own:
            written.append(_write(label, file, own, out / path_of(label, file, alone=len(paths) == 1), lang))
    content, _ = plain_copy([Sheet("", LIST_SHEET, [[LIST_MARK]])], LIST_SHEET)  # a list to be replaced
    whole = whole_list(out)
    write_whole(whole, annotated(content, "", in_order(findings), lang)[0])
    return [*written, (whole, [])]


def _write(label: str, file: File, entries: list[Entry], out: Path, lang: Lang) -> Written:
    out.parent.mkdir(parents=True, exist_ok=True)
    raw = file.read()
    try:
        if raw[:2] != b"PK" or _is_packed_otherwise(raw):
            raise NotThisWay(file.name)
        content, said = annotated(raw, label, entries, lang)
    except (NotThisWay, ValueError, LookupError, AttributeError, ElementTree.ParseError, expat.ExpatError):  # a workbook built in a way of its own
        copy, names = plain_copy(read_sheets(file, []), Path(file.name).stem)
        content, said = annotated(copy, label, [Entry(each.number, _moved(each.finding, label, names)) for each in entries], lang)
        said = [_COPIED, *said]
    write_whole(out, content)
    return out, said


def _moved(finding: Finding, label: str, names: Mapping[str, str]) -> Finding:
    """With the names that the sheets of this file have in the copy."""
    against = tuple((file, names.get(sheet, sheet) if file == label else sheet, cell) for file, sheet, cell in finding.against)
    return dataclasses.replace(finding, sheet=names.get(finding.sheet, finding.sheet) if finding.file == label else finding.sheet, against=against)


def _is_packed_otherwise(raw: bytes) -> bool:
    """An .ods or .xlsb, whatever it is called."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return "xl/workbook.xml" not in archive.namelist()
