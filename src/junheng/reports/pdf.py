"""PDF by Typst: the report goes in as data, so nothing in a school's name is ever read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from junheng.reports import charts
from junheng.reports.content import Block, Figure, Heading, Listing, Paragraph, Report, Row, Table, printable
from junheng.reports.fonts import chinese_fonts, system_fonts
from junheng.terms import Lang

_TEMPLATE = Path(__file__).with_name("report.typ")


def render(report: Report) -> bytes:
    serif, sans = chinese_fonts()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        data = _data(report, place) | {"serif": serif, "sans": sans}
        (place / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        (place / "main.typ").write_bytes(_TEMPLATE.read_bytes())
        made = typst.Compiler(str(place / "main.typ"), root=str(place), font_paths=system_fonts()).compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def _data(report: Report, place: Path) -> dict[str, Any]:
    numbers = iter(range(1, 10_000))
    return {
        "title": printable(report.title), "subtitle": printable(report.subtitle),
        "lang": "zh" if report.lang == Lang.ZH else "en",
        "parts": [
            {"landscape": part.landscape, "blocks": [_block(block, place, numbers) for block in part.blocks]}
            for part in report.parts
        ],
    }


def _block(block: Block, place: Path, numbers: Iterator[int]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": printable(block.numbered)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": printable(block.text), "tone": block.tone.value}
    if isinstance(block, Listing):
        return {"kind": "list", "entries": [printable(entry) for entry in block.entries]}
    if isinstance(block, Table):
        return _table(block)
    return _figure(block, place, next(numbers))


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table", "captioned": table.captioned, "title": printable(table.title), "widths": [column.width for column in table.columns],
        "aligns": [column.align.value for column in table.columns],
        "head": [printable(column.title) for column in table.columns], "limits": _row(table.limits),
        "rows": [_row(row) for row in table.rows], "foot": [_row(row) for row in table.foot],
        "notes": [printable(note) for note in table.notes],
    }


def _breakable(text: str) -> str:
    """A web address may go on in the next line after a sign of its own."""
    return re.sub(r"https?://\S+", lambda found: re.sub(r"([/&=?.])", "\\1\u200b", found.group()), text)


def _row(row: Row) -> list[list[str]]:
    return [[_breakable(printable(cell.text)), cell.tone.value] for cell in row]


def _figure(figure: Figure, place: Path, number: int) -> dict[str, Any]:
    drawn = charts.svg(figure)
    if not drawn:
        return {"kind": "none"}
    name = f"figure-{number}.svg"
    (place / name).write_text(drawn, "utf-8")
    return {"kind": "figure", "file": name, "title": printable(figure.title), "alt": printable(figure.alt)}
