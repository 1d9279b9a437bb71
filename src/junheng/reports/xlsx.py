"""A workbook: the words on the first sheet, every table on a sheet of its own with unrounded numbers, the charts."""

from __future__ import annotations

from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from junheng.reports import charts
from junheng.reports.content import (
    Cell,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Report,
    Row,
    Table,
    Tone,
    printable,
)
from junheng.reports.text import width
from junheng.terms import Lang

Book = Any
Sheet = Any
_TONES: dict[Tone, dict[str, Any]] = {
    Tone.GOOD: {"font_color": "#1B5E20", "bg_color": "#E4F3E6"},
    Tone.FAIL: {"font_color": "#A11A12", "bg_color": "#FDECEB"}, Tone.NEAR: {"font_color": "#6B4700", "bg_color": "#FFF4DD"},
    Tone.PASS: {"font_color": "#00456B"}, Tone.UNKNOWN: {"font_color": "#444444", "bg_color": "#EEEEEE", "italic": True},
    Tone.STRONG: {"bold": True},
}


_PAGE = 74  # width of the sheet of words, in characters of a half width: a page also where another font stands in and is wider
_LINE = 15.5  # points


class _Formats:
    """One format per look: a workbook holds each once."""

    def __init__(self, book: Book, lang: Lang) -> None:
        self._book, self._made = book, dict[tuple[tuple[str, Any], ...], Any]()
        self._base = {"font_name": "宋体" if lang == Lang.ZH else "Calibri", "font_size": 10.5, "valign": "vcenter"}

    def get(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._base, **look})
        return self._made[key]


def render(report: Report) -> bytes:
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": printable(report.title), "subject": printable(report.subtitle)})
        formats = _Formats(book, report.lang)
        names = _sheet_names(report.tables)
        _words(book, formats, report, names)
        for table, name in zip(report.tables, names, strict=True):
            _table(book, formats, table, name, report.lang)
        _figures(book, formats, report)
    return buffer.getvalue()


def _sheet_names(tables: tuple[Table, ...]) -> list[str]:
    """Excel allows 31 characters, not all of them, each name once."""
    found: list[str] = []
    for table in tables:
        name = "".join("_" if each in "[]:*?/\\'" else each for each in printable(table.sheet))[:26] or "-"
        number = sum(each == name or each.startswith(f"{name} (") for each in found)
        found.append(f"{name} ({number + 1})" if number else name)
    return found


def _words(book: Book, formats: _Formats, report: Report, names: list[str]) -> None:
    """The whole text of the report; where a table belongs, a link to its sheet."""
    sheet = book.add_worksheet("报告" if report.lang == Lang.ZH else "Report")
    sheet.set_column(0, 0, _PAGE)
    sheet.hide_gridlines(2)
    _print_setup(sheet, report.lang, landscape=False)
    _put(sheet, 0, 0, report.title, formats.get(bold=True, font_size=18, align="center", text_wrap=True))
    _put(sheet, 1, 0, report.subtitle, formats.get(align="center"))
    row, waiting = 3, iter(names)
    for block in report.blocks:
        if isinstance(block, Figure) and not block.data:
            continue
        if isinstance(block, Heading):
            _put(sheet, row, 0, block.numbered, formats.get(bold=True, font_size=16 - 2 * block.level))
            sheet.set_row(row, 26 - 2 * block.level)
        elif isinstance(block, Paragraph | Listing):
            text = block.text if isinstance(block, Paragraph) else "\n".join(f"· {entry}" for entry in block.entries)
            strong = isinstance(block, Paragraph) and block.tone in (Tone.STRONG, Tone.FAIL, Tone.UNKNOWN)
            _put(sheet, row, 0, text, formats.get(text_wrap=True, bold=strong))
            sheet.set_row(row, _height([text], [_PAGE]))
        else:
            name = next(waiting) if isinstance(block, Table) else _charts_name(report.lang)
            link = formats.get(font_color="#00456B", underline=1)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, f"→ {name}：{printable(block.title)}")
        row += 1


def _height(texts: list[str], widths: list[float]) -> float:
    """In points: not every program makes room for wrapped text by itself."""
    lines = [
        sum(max(1, ceil(width(line) / max(room - 1.5, 1))) for line in text.split("\n"))
        for text, room in zip(texts, widths, strict=True)
    ]
    return min(max(lines, default=1) * _LINE, 400)


def _charts_name(lang: Lang) -> str:
    return "图" if lang == Lang.ZH else "Charts"


def _put(sheet: Sheet, row: int, column: int, text: str, look: Any) -> None:
    """Always as text: a school called `=1+1` is a name."""
    sheet.write_string(row, column, printable(text), look)


def _table(book: Book, formats: _Formats, table: Table, name: str, lang: Lang) -> None:
    sheet = book.add_worksheet(name)
    _print_setup(sheet, lang, landscape=sum(column.width for column in table.columns) > 50)
    _put(sheet, 0, 0, table.title, formats.get(bold=True, font_size=13))
    head = formats.get(bold=True, text_wrap=True, align="center", border=1, bg_color="#E9EDF1")
    widths = [max(column.width * 2.1, 8) for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, widths[place])
        _put(sheet, 1, place, column.title, head)
    sheet.set_row(1, _height([column.title for column in table.columns], widths))
    first = 2
    limits = (table.limits,) if table.limits else ()
    for row in (*limits, *table.rows, *table.foot):
        _row(sheet, formats, table, first, row, lang, bold=row in limits or row in table.foot)
        sheet.set_row(first, _height([cell.text for cell in row], widths))
        first += 1
    for note in table.notes:
        _put(sheet, first, 0, note, formats.get(font_color="#444444"))
        first += 1
    heads = 3 if table.limits else 2
    sheet.freeze_panes(heads, table.row_heads)
    sheet.repeat_rows(1, heads - 1)


def _row(sheet: Sheet, formats: _Formats, table: Table, at: int, row: Row, lang: Lang, bold: bool = False) -> None:
    for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        look: dict[str, Any] = {"border": 1, "align": column.align.value, **_TONES.get(cell.tone, {})}
        if bold:
            look["bold"] = True
        if cell.number is None:
            _put(sheet, at, place, cell.text, formats.get(text_wrap=True, **look))
        else:
            sheet.write_number(at, place, cell.number, formats.get(num_format=_number_format(cell, lang), **look))


def _number_format(cell: Cell, lang: Lang) -> str:
    """0.00, 0.000; in English with thousands; the mark stands behind the number, which stays a number."""
    whole = "#,##0" if lang == Lang.EN else "0"
    decimals = f".{'0' * cell.decimals}" if cell.decimals else ""
    mark = cell.mark.replace('"', "")
    return f'{whole}{decimals}" {mark}"' if mark else f"{whole}{decimals}"


def _print_setup(sheet: Sheet, lang: Lang, landscape: bool) -> None:
    sheet.set_paper(9)  # A4
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页 共 &N 页" if lang == Lang.ZH else "&CPage &P of &N")


def _figures(book: Book, formats: _Formats, report: Report) -> None:
    figures = [block for block in report.blocks if isinstance(block, Figure) and block.data]
    if not figures:
        return
    sheet = book.add_worksheet(_charts_name(report.lang))
    _print_setup(sheet, report.lang, landscape=False)
    row = 0
    for figure in figures:
        _put(sheet, row, 0, figure.title, formats.get(bold=True))
        image = charts.png(figure)
        height = int.from_bytes(image[20:24], "big") / charts.SCALE  # as the PNG's head says
        sheet.insert_image(row + 1, 0, "chart.png", {
            "image_data": BytesIO(image), "x_scale": 1 / charts.SCALE, "y_scale": 1 / charts.SCALE, "description": printable(figure.alt)})
        row += int(height / 20) + 4


