"""Word: styles with Chinese fonts named for every style, wide tables on landscape pages, heads that repeat."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from junheng.reports import charts
from junheng.reports.content import (
    BLANK,
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

_A4 = (210, 297)  # mm
_MARGIN = {False: 20, True: 14}  # mm, portrait and landscape
_TWIPS = 56.7  # per mm
_LETTERS = (7.8, 7.0, 6.3, 5.7)  # twips a letter takes per half point of its size: bold in a wide font, and in narrower ones
_SIDES = 130  # twips: the margins of a cell
_LONGEST = (24, 12, 6)  # letters of a word in a cell that is kept whole, where there is room: addresses and ids are longer
_LOOKED_AT = 400  # rows
_SHADE = {Tone.GOOD: "E4F3E6", Tone.FAIL: "FDECEB", Tone.NEAR: "FFF4DD", Tone.UNKNOWN: "EEEEEE"}
_INK = {Tone.GOOD: "1B5E20", Tone.FAIL: "A11A12", Tone.NEAR: "6B4700", Tone.PASS: "00456B", Tone.UNKNOWN: "444444"}
_JUSTIFY = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTER: "center"}
_SIZES = {"Title": 20, "Subtitle": 12, "Heading 1": 16, "Heading 2": 13, "Heading 3": 12, "Caption": 10, "Normal": 11}
_OFFICIAL = {"Title": 22, "Subtitle": 14, "Heading 1": 16, "Heading 2": 16, "Heading 3": 16, "Caption": 12, "Normal": 16}  # GB/T 9704: 二号, 三号
_OFFICIAL_LINE = 28  # points from line to line, of an official paper
_BLANK_INK, _BLANK_SHADE = "A11A12", "FFF4DD"


def render(report: Report) -> bytes:
    document = docx.Document()
    _styles(document, report)
    document.core_properties.title = printable(report.title)
    document.add_paragraph(printable(report.title), "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(printable(report.subtitle), "Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for place, part in enumerate(report.parts):
        section = document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0]
        _page(section, part.landscape)
        for block in part.blocks:
            _block(document, block, part, report)
        _thin(document.add_paragraph())  # it carries the break to the next section: no page of its own for it
    _footer(document.sections[0], report.lang)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _styles(document: Any, report: Report) -> None:
    """Every style names its East Asian font; Word would else take one of its own."""
    lang, sizes = report.lang, _OFFICIAL if report.official else _SIZES
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if defaults is not None:  # without it Chinese punctuation may be set as in Japan or Hong Kong
        defaults.set(qn("w:eastAsia"), "zh-CN")
        defaults.set(qn("w:val"), "en-US" if lang == Lang.ZH else "en-GB")
    for style in document.styles:
        if not hasattr(style, "font"):
            continue
        head = style.name.startswith(("Heading", "Title", "Subtitle", "Caption"))
        latin = "Times New Roman" if lang == Lang.ZH else "Arial" if head else "Cambria"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", _chinese_font(style.name, head, report.official))):
            fonts.set(qn(f"w:{name}"), value)
        if style.name in sizes:
            _look(style, head, sizes[style.name])
            if report.official and style.name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
                style.paragraph_format.line_spacing = Pt(_OFFICIAL_LINE)


def _chinese_font(style: str, head: bool, official: bool) -> str:
    """Of an official paper: 一、 in 黑体, （一） in 楷体."""
    if official and style in ("Heading 2", "Subtitle"):
        return "楷体"
    return "黑体" if head else "仿宋"


def _look(style: Any, head: bool, size: int) -> None:
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.italic = False
    style.font.bold = head and style.name != "Subtitle"
    style.paragraph_format.space_before = Pt(10 if head else 0)
    style.paragraph_format.space_after = Pt(5)
    style.paragraph_format.keep_with_next = head
    border = style.element.find(f".//{qn('w:pBdr')}")
    if border is not None:  # the line under the title of Word's own template
        border.getparent().remove(border)


def _page(section: Any, landscape: bool) -> None:
    short, long = Mm(_A4[0]), Mm(_A4[1])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    margin = Mm(_MARGIN[landscape])
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = Mm(20 if not landscape else 16)


def _footer(section: Any, lang: Lang) -> None:
    """第 x 页 共 y 页; later sections follow the first."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    words = ("第 ", " 页 共 ", " 页") if lang == Lang.ZH else ("Page ", " of ", "")
    for word, field in zip(words, ("PAGE", "NUMPAGES", None), strict=True):
        paragraph.add_run(word)
        if field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            paragraph._p.append(element)


def _block(document: Any, block: Block, part: Part, report: Report) -> None:
    if isinstance(block, Heading):
        document.add_paragraph(printable(block.numbered), f"Heading {block.level}")
    elif isinstance(block, Paragraph):
        _paragraph(document, block, report)
    elif isinstance(block, Listing):
        for entry in block.entries:
            document.add_paragraph(printable(entry), "List Bullet")
    elif isinstance(block, Table):
        _table(document, block, part.landscape)
    else:
        _figure(document, block, part.landscape)


def _paragraph(document: Any, block: Paragraph, report: Report) -> None:
    paragraph = document.add_paragraph()
    for text in filter(None, BLANK.split(printable(block.text))):
        run = paragraph.add_run(text)
        run.bold = block.tone in (Tone.STRONG, Tone.FAIL, Tone.UNKNOWN)
        if block.tone == Tone.NOTE:
            run.font.size = Pt(9)
        if BLANK.match(text):
            _mark(run)
    if block.tone != Tone.NOTE and report.lang == Lang.ZH:
        paragraph.paragraph_format.first_line_indent = Pt(2 * (_OFFICIAL if report.official else _SIZES)["Normal"])


def _mark(run: Any) -> None:
    run.font.color.rgb = RGBColor.from_string(_BLANK_INK)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_BLANK_SHADE}"/>'))


def _table(document: Any, table: Table, landscape: bool) -> None:
    """As one piece of XML: cell by cell through the library a county of 300 schools takes minutes."""
    caption = document.add_paragraph(printable(table.title) if table.captioned else "", "Caption")
    if not table.captioned:
        _thin(caption)
    room = (_A4[landscape] - 2 * _MARGIN[landscape]) * _TWIPS
    size = 16 if len(table.columns) > 9 else 18  # half points
    widths = _widths(table, int(room), size)
    caption._p.addnext(parse_xml(_table_xml(table, widths, size)))
    for note in table.notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1
        paragraph.add_run(printable(note)).font.size = Pt(8.5)
    if not table.notes:
        _thin(document.add_paragraph())


def _widths(table: Table, room: int, size: int) -> list[int]:
    """Shares of the room as the columns ask for, but none narrower than the longest word of its head or its cells:
    Word breaks a word that does not fit in the middle. What that takes, the columns with room to spare give."""
    whole = sum(column.width for column in table.columns)
    asked = [room * column.width / whole for column in table.columns]
    rows = [row for row in (table.limits, *table.rows[:_LOOKED_AT], *table.foot) if row]
    heads = [_longest_word(column.title) for column in table.columns]
    cells = [max((_longest_word(row[at].text) for row in rows), default=0) for at in range(len(heads))]
    tries = (
        [max(head, min(cell, longest)) * size * letter + _SIDES for head, cell in zip(heads, cells, strict=True)]
        for letter in _LETTERS for longest in _LONGEST
    )
    least = next((each for each in tries if sum(each) <= room), asked)  # where nothing fits, the shares are as good as any
    short = sum(max(need - width, 0) for need, width in zip(least, asked, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(least, asked, strict=True))
    share = short / spare if spare else 0
    return [int(max(need, width - max(width - need, 0) * share)) for need, width in zip(least, asked, strict=True)]


def _longest_word(text: str) -> int:
    """In letters of the Latin alphabet; Chinese may break anywhere, and takes two for one."""
    return max((len(word) for word in re.findall(r"[!-~\u00c0-\u024f]+", text)), default=2 if text else 0)


def _thin(paragraph: Any) -> None:
    """An empty paragraph that takes next to no room."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(3)


def _table_xml(table: Table, widths: list[int], size: int) -> str:
    head: Row = tuple(Cell(column.title, tone=Tone.STRONG) for column in table.columns)
    aligns = [_JUSTIFY[column.align] for column in table.columns]
    rows = [_row_xml(head, widths, ["center"] * len(widths), size, head=True)]
    rows += [_row_xml(table.limits, widths, aligns, size, head=True)] if table.limits else []
    rows += [_row_xml(row, widths, aligns, size) for row in table.rows]
    rows += [_row_xml(row, widths, aligns, size, bold=True) for row in table.foot]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="888888"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row_xml(row: Row, widths: list[int], aligns: list[str], size: int, head: bool = False, bold: bool = False) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    cells = "".join(
        _cell_xml(cell, width, align, size, "E9EDF1" if head else _SHADE.get(cell.tone, ""), bold)
        for cell, width, align in zip(row, widths, aligns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"


def _cell_xml(cell: Cell, width: int, align: str, size: int, fill: str, bold: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    strong = "<w:b/>" if bold or cell.tone == Tone.STRONG else ""
    ink = f'<w:color w:val="{_INK[cell.tone]}"/>' if cell.tone in _INK else ""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    runs = "".join(
        _run_xml(text, f'<w:color w:val="{_BLANK_INK}"/>{sized}<w:shd w:val="clear" w:color="auto" w:fill="{_BLANK_SHADE}"/>' if BLANK.match(text) else f"{strong}{ink}{sized}")
        for text in BLANK.split(printable(cell.text)) if text or not cell.text
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def _run_xml(text: str, look: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"


def _figure(document: Any, figure: Figure, landscape: bool) -> None:
    if not figure.data:
        return
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    room = Mm(_A4[landscape] - 2 * _MARGIN[landscape])
    picture = paragraph.add_run().add_picture(BytesIO(charts.png(figure)))
    picture.width, picture.height = room, int(picture.height * room / picture.width)
    picture._inline.docPr.set("descr", printable(figure.alt))
    title = document.add_paragraph(printable(figure.title), "Caption")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = False
