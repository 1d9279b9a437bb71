"""One HTML file that needs nothing else: no script, no address outside, charts inline, fit for printing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from junheng.reports import charts
from junheng.reports.content import (
    Align,
    Block,
    Cell,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Part,
    Report,
    Row,
    Table,
    Tone,
    printable,
)
from junheng.terms import Lang

_STYLE = Path(__file__).with_name("report.css")
_LANG = {Lang.ZH: "zh-CN", Lang.EN: "en"}


def render(report: Report) -> bytes:
    figures = iter(range(1, 10_000))
    parts = "\n".join(_part(part, figures) for part in report.parts)
    title = _text(report.title)
    page = (
        f'<!DOCTYPE html>\n<html lang="{_LANG[report.lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="subtitle">{_text(report.subtitle)}</p>\n{parts}\n</main>\n</body>\n</html>\n'
    )
    return page.encode("utf-8")


def _text(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _part(part: Part, figures: Iterator[int]) -> str:
    name = "landscape" if part.landscape else "portrait"
    return f'<section class="{name}">\n' + "\n".join(_block(block, figures) for block in part.blocks) + "\n</section>"


def _block(block: Block, figures: Iterator[int]) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{_text(block.numbered)}</h{block.level + 1}>"
    if isinstance(block, Paragraph):
        return f'<p class="{block.tone.value}">{_text(block.text)}</p>'
    if isinstance(block, Listing):
        return "<ul>" + "".join(f"<li>{_text(entry)}</li>" for entry in block.entries) + "</ul>"
    if isinstance(block, Table):
        return _table(block)
    return _figure(block, next(figures))


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col" class="{column.align.value}">{_text(column.title)}</th>' for column in table.columns)
    limits = f'<tr class="limits">{_cells(table, table.limits, True)}</tr>' if table.limits else ""
    body = "\n".join(f"<tr>{_cells(table, row)}</tr>" for row in table.rows)
    foot = "".join(f'<tr class="total">{_cells(table, row)}</tr>' for row in table.foot)
    hidden = "" if table.captioned else ' class="hidden"'
    notes = "".join(f'<p class="note">{_text(note)}</p>' for note in table.notes)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{_text(table.title)}"><table>'
        f"<caption{hidden}>{_text(table.title)}</caption>\n<thead><tr>{head}</tr>{limits}</thead>\n<tbody>\n{body}\n{foot}</tbody>"
        f"</table></div>{notes}"
    )


def _cells(table: Table, row: Row, head: bool = False) -> str:
    return "".join(
        _cell(cell, column.align, head or place < table.row_heads)
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
    )


def _cell(cell: Cell, align: Align, head: bool) -> str:
    kind = f"{align.value} {cell.tone.value}" if cell.tone != Tone.PLAIN else align.value
    tag, scope = ("th", ' scope="row"') if head else ("td", "")
    return f'<{tag}{scope} class="{kind}">{_text(cell.text)}</{tag}>'


def _figure(figure: Figure, number: int) -> str:
    drawn = charts.svg(figure)
    if not drawn:
        return ""
    return f"<figure>{_inline(drawn, figure.alt, number)}<figcaption>{_text(figure.title)}</figcaption></figure>"


def _inline(drawn: str, alt: str, number: int) -> str:
    """An SVG as part of the page: names of its own, and words for who cannot see it."""
    drawn = re.sub(r'\b(id="|url\(#|href="#)', rf"\g<1>f{number}-", drawn)
    drawn = re.sub(r"^.*?<svg\b", f'<svg role="img" aria-label="{_text(alt)}"', drawn, count=1, flags=re.DOTALL)
    return re.sub(r'(<svg\b[^>]*?) width="([\d.]+)" height="[\d.]+"', r'\1 style="max-width:\2px"', drawn, count=1)
