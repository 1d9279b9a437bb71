"""Every form written, opened again and read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from junheng.facts.delivery import Delivery
from junheng.findings import Evaluation
from junheng.reports import fonts, write_report
from junheng.terms import Lang, UsageError

from .county import HOSTILE

Told = tuple[Evaluation, Delivery]
SENTENCE = {Lang.ZH: "小学（1-6年级）：不达标。计入5所学校", Lang.EN: "Primary (grades 1-6): fail. 5 schools with 302 pupils count."}


@pytest.fixture(scope="module")
def written(worked: Told, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for lang in Lang:
        for form in ("docx", "xlsx", "html"):
            write_report(*worked, folder / f"{lang}.{form}", lang)
    return folder


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("lang", list(Lang))
def test_html_stands_alone(written: Path, lang: Lang) -> None:
    text = (written / f"{lang}.html").read_text("utf-8")
    page = _Page(text)
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == ("zh-CN" if lang == Lang.ZH else "en")
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not re.search(r'(src|href)="https?:', text)
    assert not re.search(r"@import|url\(h", text)
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th")
    drawn = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(drawn) == 3
    assert all(attributes["role"] == "img" and attributes["aria-label"] for attributes in drawn)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", list(Lang))
def test_html_says_what_is_true_and_escapes_names(written: Path, lang: Lang) -> None:
    text = (written / f"{lang}.html").read_text("utf-8")
    words = "".join(_Page(text).words)
    assert SENTENCE[lang] in words
    assert "0.515" in words
    assert "6.33" in words
    assert HOSTILE in words
    assert "<b>&" not in text


@pytest.mark.parametrize("lang", list(Lang))
def test_word_has_the_contents(written: Path, lang: Lang) -> None:
    document = docx.Document(str(written / f"{lang}.docx"))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = {text.text for text in document.element.body.iter(qn("w:t"))}
    assert SENTENCE[lang] in words
    assert ("一、结论" if lang == Lang.ZH else "1 Verdict") in words
    assert {"0.515", "6.33", HOSTILE} <= cells
    assert not {"None", "nan"} & cells
    assert document.paragraphs[0].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER


def test_word_is_laid_out_as_papers_are(written: Path) -> None:
    document = docx.Document(str(written / "zh.docx"))
    for style in document.styles:
        if hasattr(style, "font"):
            assert style.element.rPr.rFonts.get(qn("w:eastAsia"))
    assert len({section.orientation for section in document.sections}) == 2
    footer = document.sections[0].footer._element.xml
    assert "NUMPAGES" in footer
    assert "页 共 " in footer
    assert all(table._tbl.xml.count("w:tblHeader") >= 1 for table in document.tables)


def test_word_breaks_no_english_word_in_the_middle(written: Path) -> None:
    """Every head has room for its longest word: half points of size x 7 twips (bold, in a wide font) a letter."""
    narrow = []
    for table in docx.Document(str(written / "en.docx")).tables:
        size = int(next(table._tbl.iter(qn("w:sz"))).get(qn("w:val")))
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
        for width, cell in zip(grid, table.rows[0].cells, strict=True):
            longest = max(len(word) for word in cell.text.split() or [""])
            narrow += [cell.text] if width < longest * size * 7 + 100 else []
    assert narrow == []


@pytest.mark.parametrize("lang", list(Lang))
def test_workbook_holds_numbers_and_no_formula(written: Path, lang: Lang) -> None:
    book = openpyxl.load_workbook(written / f"{lang}.xlsx")
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in values if cell.data_type == "f"]
    assert not [cell.coordinate for cell in values if cell.value in ("nan", "None")]
    assert HOSTILE in {cell.value for cell in values}
    assert "=2+2" in {cell.value for cell in values}
    sheet = book["Ⅲ 小学" if lang == Lang.ZH else "III primary"]
    assert sheet.freeze_panes == "B3"
    mean, cv = sheet["B6"], sheet["D6"]
    assert mean.value == pytest.approx(1913 / 302, abs=1e-12)  # unrounded, only shown with two decimals
    assert cv.value == pytest.approx(0.515257, abs=1e-6)
    assert mean.number_format.endswith("0.00")
    assert cv.number_format.endswith("0.000")


def test_the_sheet_of_words_fits_a_page_also_in_a_wider_font(written: Path) -> None:
    """A4 less the margins is 7.27 in; a font that stands in for Calibri needs 9 of 96 in for a digit. LibreOffice does not shrink a single column."""
    sheet = openpyxl.load_workbook(written / "zh.xlsx")["报告"]
    assert sheet.column_dimensions["A"].width * 9 / 96 < 7.27


def test_formulas_are_nowhere_in_the_workbook(written: Path) -> None:
    with zipfile.ZipFile(BytesIO((written / "zh.xlsx").read_bytes())) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


@pytest.mark.parametrize("lang", list(Lang))
def test_pdf_is_made(worked: Told, tmp_path: Path, lang: Lang, needs: Callable[[str], str]) -> None:
    needs("cjk-font")
    write_report(*worked, tmp_path / "r.pdf", lang)
    made = (tmp_path / "r.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert len(made) > 50_000


def test_pdf_without_a_chinese_font_says_what_to_install(
    worked: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "SERIF", ())
    monkeypatch.setattr(fonts, "SANS", ())
    with pytest.raises(UsageError, match="fonts-noto-cjk"):
        write_report(*worked, tmp_path / "r.pdf", Lang.ZH)


def test_unknown_form(worked: Told, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.odt; allowed are: \.docx, \.xlsx, \.pdf, \.html"):
        write_report(*worked, tmp_path / "r.odt", Lang.ZH)


def test_unwritable_path(worked: Told, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*r\.html: there is no such file or folder"):
        write_report(*worked, tmp_path / "nowhere" / "r.html", Lang.ZH)
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*folder\.html: it is a folder"):
        write_report(*worked, tmp_path / "folder.html", Lang.ZH)
