"""Plain text for a terminal: tables in columns, a Chinese character two places wide."""

from __future__ import annotations

import unicodedata

from junheng.reports.content import Align, Block, Heading, Listing, Paragraph, Report, Table, printable

WIDEST = 40  # places of one column; what is longer goes on in the next line


def render(report: Report) -> str:
    parts = [report.title, report.subtitle, ""]
    parts += [_block(block) for block in report.blocks]
    return printable("\n".join(parts)).rstrip() + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"\n{block.numbered}\n{'=' * width(block.numbered) if block.level == 1 else '-' * width(block.numbered)}"
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Listing):
        return "\n".join(f"  - {entry}" for entry in block.entries)
    return _table(block) if isinstance(block, Table) else f"[{block.title}: {block.alt}]"


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _table(table: Table) -> str:
    rows = [[column.title for column in table.columns]]
    rows += [[cell.text for cell in row] for row in ((table.limits,) if table.limits else ()) + table.rows + table.foot]
    wrapped = [[_wrapped(text) for text in row] for row in rows]
    widths = [max(width(line) for row in wrapped for line in row[place]) for place in range(len(table.columns))]
    aligns = [column.align for column in table.columns]
    lines = [_lines(row, widths, aligns) for row in wrapped]
    rule = "  ".join("-" * each for each in widths)
    return "\n".join([f"\n{table.title}", lines[0], rule, *lines[1:], *table.notes])


def _wrapped(text: str) -> list[str]:
    found = []
    for line in text.split("\n"):
        rest = line
        while width(rest) > WIDEST:
            at = _fitting(rest)
            found.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
        found.append(rest)
    return found


def _fitting(text: str) -> int:
    """How many characters go in one line: up to the last space, unless words are that long or Chinese."""
    at, used = 0, 0
    while used + width(text[at]) <= WIDEST:
        used += width(text[at])
        at += 1
    space = text.rfind(" ", 1, at + 1)
    latin = at < len(text) and text[at].isascii() and text[at - 1].isascii()
    return space if latin and space > 0 else at


def _lines(row: list[list[str]], widths: list[int], aligns: list[Align]) -> str:
    height = max(len(cell) for cell in row)
    lines = []
    for at in range(height):
        texts = [cell[at] if at < len(cell) else "" for cell in row]
        lines.append("  ".join(_padded(*each) for each in zip(texts, widths, aligns, strict=True)).rstrip())
    return "\n".join(lines)


def _padded(text: str, wanted: int, align: Align) -> str:
    space = " " * (wanted - width(text))
    return space + text if align == Align.RIGHT else text + space
