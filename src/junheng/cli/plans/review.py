"""The sheet to review: each reading with its sentence and place, a drop-down, and cells for what is mended. All is text or number, never a formula."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from junheng.reports.content import printable
from junheng.rules.plans.document import Reading
from junheng.rules.plans.load import as_yaml
from junheng.rules.plans.plan import BaselineFact, Duty, Plan, Review, Target
from junheng.terms import Lang, Message

SHEET, KEPT = Message("审阅", "Review"), "junheng-plan"  # the second sheet, hidden, holds the plan as it was read
ANSWERS = {Review.ACCEPTED: Message("认可", "accepted"), Review.MENDED: Message("改正", "mended"), Review.REJECTED: Message("否决", "rejected")}
COMPARATORS = [">=", "<=", "=", "~", ">", "<", "up", "down", "yes", "no"]
COLUMNS = {  # key: head, width
    "id": (Message("编号", "id"), 7), "kind": (Message("类别", "kind"), 7), "line": (Message("行", "line"), 6), "paragraph": (Message("段", "paragraph"), 10),
    "sentence": (Message("原句", "sentence"), 60), "reading": (Message("读作", "reading"), 44), "confidence": (Message("把握", "confidence"), 7),
    "answer": (Message("审阅（认可/改正/否决）", "review"), 14), "indicator": (Message("改：指标或内容", "mended: indicator or what"), 24),
    "comparator": (Message("改：比较", "mended: comparator"), 10), "value_from": (Message("改：起始值", "mended: value_from"), 10), "value": (Message("改：值", "mended: value"), 10),
    "unit": (Message("改：单位", "mended: unit"), 10), "year": (Message("改：期限（年）", "mended: deadline (year)"), 12), "note": (Message("备注", "note"), 20),
}
_HINT = Message(
    "逐条看“原句”与“读作”：在审阅列选 认可、改正或否决；选 改正 时把正确的值填在右边各列。没有选的按未审阅保留。",
    "Compare sentence and reading: choose accepted, mended or rejected; where mended, put the right values into the columns to the right. What is left blank stays as not reviewed.",
)
_FIRST = 2  # rows of the hint and of the heads


def review_book(reading: Reading, lang: Lang) -> bytes:
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        rows = list(_rows(reading.plan, lang))
        _review_sheet(book, rows, lang)
        kept = book.add_worksheet(KEPT)
        for row, line in enumerate(as_yaml(reading.plan).splitlines()):
            kept.write_string(row, 0, printable(line))
        kept.hide()
    return buffer.getvalue()


def _review_sheet(book: Any, rows: list[dict[str, str | float]], lang: Lang) -> None:
    sheet = book.add_worksheet(SHEET.to(lang))
    wrap, head, answer = (book.add_format(each) for each in ({"text_wrap": True, "valign": "top"}, {"bold": True, "text_wrap": True, "border": 1}, {"bg_color": "#FFF4DD", "valign": "top"}))
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, _HINT.to(lang), wrap)
    keys = list(COLUMNS)
    for column, (title, width) in enumerate(COLUMNS.values()):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, title.to(lang), head)
    for order, row in enumerate(rows, start=_FIRST):
        for column, key in enumerate(keys):
            _put(sheet, order, column, row.get(key, ""), wrap if column < keys.index("answer") else answer)
    last = max(_FIRST + len(rows) - 1, _FIRST)
    sheet.data_validation(_FIRST, keys.index("answer"), last, keys.index("answer"), {"validate": "list", "source": [each.to(lang) for each in ANSWERS.values()]})
    sheet.data_validation(_FIRST, keys.index("comparator"), last, keys.index("comparator"), {"validate": "list", "source": COMPARATORS})
    sheet.freeze_panes(_FIRST, 1)
    sheet.autofilter(1, 0, last, len(COLUMNS) - 1)


def _put(sheet: Any, row: int, column: int, value: str | float, look: Any) -> None:
    """A text is a text, also where it begins with = or @."""
    if isinstance(value, str):
        sheet.write_string(row, column, printable(value), look)
    else:
        sheet.write_number(row, column, value, look)


def _rows(plan: Plan, lang: Lang) -> Iterator[dict[str, str | float]]:
    for target in plan.targets:
        yield _row(target, Message("目标", "target"), _target(target), lang)
    for duty in plan.duties:
        role = plan.role(duty.owner)
        parts = [duty.kind.value, duty.what, f"[{role.title.to(lang)}]" if role else "", duty.rhythm.value if duty.rhythm else ""]
        yield _row(duty, Message("职责", "duty"), " ".join(filter(None, parts)), lang)
    for fact in plan.facts:
        yield _row(fact, Message("现状", "fact"), f"{fact.fact.to(lang)} {_number(fact.value)} {fact.unit}", lang)


def _row(each: Target | Duty | BaselineFact, kind: Message, reading: str, lang: Lang) -> dict[str, str | float]:
    return {
        "id": each.id, "kind": kind.to(lang), "line": float(each.line or 0), "paragraph": each.paragraph, "sentence": each.sentence, "reading": reading,
        "confidence": each.confidence if each.confidence is not None else "",
    }


def _target(each: Target) -> str:
    span = f"{_number(each.value_from)}–" if each.value_from is not None else ""
    value = f"{span}{_number(each.value)} {each.unit}" if each.value is not None else each.relative_to.zh if each.relative_to else ""
    return f"{each.indicator.zh} {each.comparator} {value} {each.when.printed or ''}".strip()


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
