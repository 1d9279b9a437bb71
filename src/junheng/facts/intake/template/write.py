"""Writes the workbook to fill: notes, drop-downs, a version, and one example row per sheet that is never taken for data."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from junheng.facts.intake.template.rows import example_of
from junheng.facts.intake.template.workbook import (
    ITEMS_SHEET,
    MARK,
    NOTES_SHEET,
    VERSION,
    VERSION_LABEL,
    header,
    labels,
)
from junheng.facts.tables import COUNTY_YEARS, TABLES, Column, Table, Type
from junheng.facts.whole_file import write_whole
from junheng.terms import Message

FIRST_DATA_ROW = 3  # after the head, the meaning and the example
_LONG = ("name", "parent", "successor", "evidence")  # columns of names and titles
LAST_ROW = 2000  # how far drop-downs and checks reach
_NOTES = (
    ("标记列（A 列）写有“说明”或“示例”的行不是数据，不会被读取；其他标记不影响读取。",
     "Rows marked 说明 (note) or 示例 (example) in column A are never read; any other mark changes nothing."),
    ("没有的填 0，不知道的留空：留空是“缺失”，不会当作 0。",
     "Write 0 where there is none, leave empty what is not known: empty is missing, never zero."),
    ("“学校学段”表：每所学校每个学段一行；校舍、占地、设备、图书等全校共有的，另填一行，学段选“全校”。",
     "Sheet 学校学段: one row per school and stage; what the stages share (rooms, land, equipment, books) stands in a row of its own with 全校."),
    ("学年填开始的年份：2023/2024 学年填 2023。", "School year: the year in which it begins, 2023 for 2023/2024."),
    ("“县域项目”表：“项目清单”中的每一项一行，填数值或填是、否，写明依据材料；缺的项目整个标准就“无法判断”。",
     "Sheet 县域项目: one row per item of 项目清单, with a value or yes/no and the paper it rests on."),
    ("评估只用到“学校”“学校学段”“县域项目”三张表；经费检验（junheng funding）还用“经费”表。其余各表供后续功能使用，可以不填。",
     "Evaluation uses the sheets 学校, 学校学段 and 县域项目, the funding tests (junheng funding) also 经费; the others may stay empty."),
    ("不要填写任何学生或家长的姓名、证件号码、电话；教职工只填编号。",
     "Never enter a name, identity number or telephone of a pupil or parent; staff by number only."),
    ("每一列的含义和单位见表头批注。不要改表头、工作表名和本页的版本号；不用的列可以留空。",
     "Meaning and unit of a column stand in the note on its head. Do not change heads, sheet names or the version."),
)


@dataclass(frozen=True)
class AskedItem:
    """An item that a standard asks of the county, for the list in the workbook."""

    id: str
    standard: str
    title: Message
    asked: str  # the limits, or yes / no
    unit: str


def write_template(path: Path, items: Sequence[AskedItem] = ()) -> None:
    """items: what the county is asked beside its schools. Raises UsageError where the file cannot be written."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        formats = _formats(book)
        _write_notes(book, formats)
        for table in TABLES.values():
            _write_table(book, table, formats)
        _write_items(book, items, formats)
    write_whole(path, content.getvalue())


def _formats(book: Any) -> dict[str, Any]:
    border = {"border": 1, "border_color": "#999999"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F1", **border}),
        "required": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#F8D7B0", **border}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": "#555555", "font_size": 9, **border}),
        "example": book.add_format({"italic": True, "font_color": "#555555", "bg_color": "#F2F2F2", **border}),
        "code": book.add_format({"num_format": "@"}),
    }


def _write_notes(book: Any, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, "均衡：数据填报模板 Junheng: workbook to fill", formats["title"])
    sheet.write_row(1, 0, [VERSION_LABEL, VERSION])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for row, (zh, en) in enumerate(_NOTES, start=3):
        sheet.set_row(row, 48)
        sheet.write_string(row, 0, zh, formats["wrap"])
        sheet.write_string(row, 1, en, formats["wrap"])


def _write_items(book: Any, items: Sequence[AskedItem], formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(ITEMS_SHEET)
    for index, width in enumerate((26, 26, 62, 92, 38, 22)):  # no text is broken: the rows of some programs do not grow with their text
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for index, head in enumerate(("项目编号 item", "标准 standard", "项目", "item", "要求 asked", "单位 unit")):
        sheet.write_string(0, index, head, formats["head"])
    for row, item in enumerate(items, start=1):
        for index, text in enumerate((item.id, item.standard, item.title.zh, item.title.en, item.asked, item.unit)):
            sheet.write_string(row, index, text)
    if items:
        column = [each.name for each in COUNTY_YEARS.columns].index("item") + 1
        rule = {"validate": "list", "source": f"={ITEMS_SHEET}!$A$2:$A${len(items) + 1}", "error_type": "warning"}
        book.get_worksheet_by_name(COUNTY_YEARS.title.zh).data_validation(FIRST_DATA_ROW, column, LAST_ROW, column, rule)


def _write_table(book: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.title.zh)
    sheet.freeze_panes(1, 3)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_row(0, 48)
    sheet.set_row(1, 60)
    sheet.set_column(0, 0, 8)
    sheet.write_string(0, 0, MARK, formats["head"])
    sheet.write_string(1, 0, "说明", formats["note"])
    sheet.write_string(2, 0, "示例", formats["example"])
    for index, column in enumerate((each for each in table.columns if not each.sum_of), start=1):  # who fills the template in can tell their parts
        _write_column(sheet, index, column, formats, example_of(table.name))


def _write_column(sheet: Any, index: int, column: Column, formats: dict[str, Any], examples: dict[str, Any]) -> None:
    title = header(column)
    sheet.set_column(index, index, _width(column, title), formats["code"] if column.type == Type.CODE else None)
    sheet.write_string(0, index, title, formats["required" if column.required else "head"])
    sheet.write_comment(0, index, _comment(column), {"x_scale": 2})
    sheet.write_string(1, index, f"{column.meaning.zh}\n{column.header.en}", formats["note"])
    example = examples.get(column.name, "")
    if isinstance(example, str):
        sheet.write_string(2, index, example, formats["example"])
    else:
        sheet.write_number(2, index, example, formats["example"])
    rule = _rule(column)
    if rule:
        sheet.data_validation(FIRST_DATA_ROW, index, LAST_ROW, index, rule)


def _width(column: Column, title: str) -> int:
    """Wide enough for what will stand there, too: a school's name, the longest choice of the drop-down."""
    least = 30 if column.name in _LONG else 12 if column.type == Type.CODE else 10
    longest = max(map(len, labels(column)), default=0) if column.type == Type.CHOICE else 0
    return max(least, min(22, 2 * len(title)), min(22, 2 * longest + 2))


def _comment(column: Column) -> str:
    lines = [column.meaning.zh, column.meaning.en]
    if column.unit:
        lines.append(f"单位 unit: {column.unit.label}")
    lines.append("必填 required" if column.required else "可留空（缺失） may stay empty (missing)")
    return "\n".join(lines)


def _rule(column: Column) -> dict[str, Any] | None:
    error = {"error_title": "请核对 check", "error_type": "warning"}
    if column.type == Type.CHOICE:
        return {"validate": "list", "source": labels(column), **error}
    if column.type == Type.FLAG:
        return {"validate": "list", "source": ["是", "否"], **error}
    if column.type == Type.QUANTITY:
        whole = column.scale == 1
        return {
            "validate": "integer" if whole else "decimal", "criteria": ">=", "value": 0,
            "error_message": "应为不小于 0 的整数" if whole else "应为不小于 0 的数", **error,
        }
    if column.type == Type.YEAR:
        return {
            "validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2100,
            "error_message": "应为四位年份，如 2023", **error,
        }
    return None
