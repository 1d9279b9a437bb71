"""The sheet 问题清单: every finding in one line, the cell as a link. All is text, so nothing can turn into a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from junheng.facts.annotate.marks import SEVERITY, Entry, address, places
from junheng.facts.annotate.xml_edit import MAIN, text
from junheng.facts.intake.values.sheet import LIST_MARK, letter
from junheng.terms import Lang, Message

MOST_LINES = 200_000
MOST_LINKS = 60_000  # a sheet may hold 65 530
LONGEST = 2_000  # characters of one cell
HEADS = (
    (Message("序号", "no."), 7), (Message("程度", "severity"), 11), (Message("文件", "file"), 24), (Message("工作表", "sheet"), 16),
    (Message("单元格", "cell"), 11), (Message("填的是", "found"), 20), (Message("允许", "allowed"), 28), (Message("对照单元格", "against"), 16),
    (Message("说明与怎么办", "what it means and what to do"), 60), (Message("规则", "rule"), 20),
)
HEAD = 4  # the row of the heads, from 1
_TITLE_HEIGHT = 20
_LINE = 17  # points: Chinese in 11 points takes up to 16.3 in LibreOffice


def list_sheet(
    entries: Sequence[Entry], styles: tuple[int, int, int, int], fill_of: Callable[[Entry], int], sheet_of: Callable[[Entry], str], lang: Lang
) -> bytes:
    """The sheet's part. sheet_of: the sheet of the workbook that a finding stands on, '' for none."""
    title, bold, wrapped, linked = styles
    rows = [
        _row(1, [(_title(lang), title)]),
        _row(2, [(_summary(entries, lang), 0)]),
        _row(HEAD, [(head.to(lang), bold) for head, _ in HEADS]),
    ]
    links: list[str] = []
    line = HEAD
    for line, entry in enumerate(entries[:MOST_LINES], start=HEAD + 1):
        place = _first_place(entry) if sheet_of(entry) else ""
        number, severity, *told = _texts(entry, lang)
        cells = [(number, wrapped), (severity, fill_of(entry)), *((each, wrapped) for each in told)]
        rows.append(_row(line, cells, linked if place else 0))
        if place and len(links) < MOST_LINKS:
            target = f"'{sheet_of(entry).replace(chr(39), chr(39) * 2)}'!{place}"
            links.append(f'<hyperlink ref="E{line}" location="{text(target)}" display="{text(entry.finding.cell)}"/>')
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, (_, width) in enumerate(HEADS, start=1))
    view = f'<pane ySplit="{HEAD}" topLeftCell="A{HEAD + 1}" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{view}</sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        + f'<autoFilter ref="A{HEAD}:{letter(len(HEADS) - 1)}{line}"/>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _title(lang: Lang) -> str:
    return LIST_MARK + Message("：数据检查发现的问题", ": what the check of the data found").to(lang)


def _summary(entries: Sequence[Entry], lang: Lang) -> str:
    if not entries:
        return Message("没有发现问题。", "Nothing was found.").to(lang)
    counts = {severity: sum(entry.finding.severity == severity for entry in entries) for severity in SEVERITY}
    told = "  ".join(f"{SEVERITY[severity].to(lang)} {count}" for severity, count in counts.items() if count)
    more = len(entries) - MOST_LINES
    left = Message(f"  另有 {more} 条未列出，见 junheng check --json。", f"  {more} more are not listed: see junheng check --json.").to(lang) if more > 0 else ""
    note = Message("本表由程序写入；再读这个文件时会跳过本表。", "This sheet was written by the program and is skipped when the file is read again.")
    return f"{told}{left}  {note.to(lang)}"


def _texts(entry: Entry, lang: Lang) -> list[str]:
    each = entry.finding
    told = (each.found, each.allowed_in(lang), each.against_in(lang), each.message.to(lang), each.rule)
    return [str(entry.number), SEVERITY[each.severity].to(lang), each.file, each.sheet, each.cell_in(lang), *told]


def _first_place(entry: Entry) -> str:
    for row, column in places(entry.finding.cell):
        return address((row or 0, column or 0))
    return ""


def _row(number: int, cells: list[tuple[str, int]], link: int = 0) -> str:
    height = _height(cells) if number >= HEAD else _TITLE_HEIGHT  # some programs lay rows without one over each other
    return f'<row r="{number}" ht="{height}" customHeight="1">' + "".join(
        _cell(number, at, said, link if link and at == 4 else style) for at, (said, style) in enumerate(cells) if said
    ) + "</row>"


def _height(cells: list[tuple[str, int]]) -> int:
    """Points for all lines of the longest text: not every program finds out by itself. A Chinese character is two wide."""
    lines = 1
    for (said, _), (_, width) in zip(cells, HEADS, strict=True):
        shown = said[:LONGEST]
        lines = max(lines, -(-(len(shown) + sum(ord(char) > 0x2000 for char in shown)) // (width - 1)))
    return min(_LINE * lines + 3, 400)


def _cell(row: int, column: int, said: str, style: int) -> str:
    said = said if len(said) <= LONGEST else said[:LONGEST] + "…"
    where = f'r="{letter(column)}{row}" s="{style}"'
    if column == 0 and said.isdigit():
        return f"<c {where}><v>{said}</v></c>"
    return f'<c {where} t="inlineStr"><is><t xml:space="preserve">{text(said)}</t></is></c>'
