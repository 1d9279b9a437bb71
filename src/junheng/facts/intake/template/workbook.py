"""The house's own workbook: one sheet per fact table, heads as in `facts.tables`; rows marked in column A are no data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.intake.heads.headless import report_headless
from junheng.facts.intake.heads.source import load_source
from junheng.facts.intake.template import rows as template_rows
from junheng.facts.intake.template.items import check_items
from junheng.facts.intake.template.open_grades import open_grades
from junheng.facts.intake.template.points import settle_points
from junheng.facts.intake.template.twice import entered_twice
from junheng.facts.intake.template.years import impossible_years
from junheng.facts.intake.values import cells as read
from junheng.facts.intake.values.cells import Reading
from junheng.facts.intake.values.sheet import Cell, Sheet, letter
from junheng.facts.intake.values.text import brief, head_part, is_filled, plain, shown, words
from junheng.facts.intake.values.unit_behind import quantities
from junheng.facts.intake.values.units import LAND, MONEY, VOLUMES, times_of
from junheng.facts.tables import COUNTY_YEARS, SCHOOL_YEARS, TABLES, Column, Table, Type
from junheng.terms import Finding, Message, Severity, Unit, joined

ID = "junheng/template"
VERSION = "1"
NOTES_SHEET = "填表说明"
VERSION_LABEL = "模板版本"
MARK = "标记（说明、示例行不是数据）"
ITEMS_SHEET = "项目清单"
WORDS_AS = "cn/county-export"  # the source whose `values` hold here too


def header(column: Column) -> str:
    """What stands over a column: the table's Chinese header, with the unit where it is measured."""
    if column.unit in (Unit.SQUARE_METRE, Unit.MINUTE, Unit.KILOMETRE):
        return f"{column.header.zh}（{column.unit.label.zh}）"
    return column.header.zh


def template_version(sheets: list[Sheet]) -> str | None:
    """The version a workbook says it is of; None where it is no template."""
    notes = next((sheet for sheet in sheets if sheet.name == NOTES_SHEET), None)
    for cells in notes.rows if notes else []:
        texts = [shown(cell) for cell in cells if plain(cell)]
        if texts and texts[0] == VERSION_LABEL:
            return texts[1] if len(texts) > 1 else ""
    return None


def read_template(sheets: list[Sheet], delivery: Delivery) -> None:
    version = template_version(sheets)
    if version != VERSION:
        delivery.findings.append(_wrong_version(sheets, version))
        return
    titles = {table.title.zh: table for table in TABLES.values()}
    before = len(delivery.blocks)
    for sheet in sheets:
        if sheet.name in titles:
            _read_table(sheet, titles[sheet.name], delivery)
        elif sheet.name not in (NOTES_SHEET, ITEMS_SHEET) and any(map(is_filled, sheet.rows)):
            delivery.rows_in += sum(map(is_filled, sheet.rows))
            delivery.findings.append(_unknown_sheet(sheet, list(titles)))
    listed = next((sheet for sheet in sheets if sheet.name == ITEMS_SHEET), None)
    if listed is not None:
        delivery.findings += check_items([block for block in delivery.blocks[before:] if block.table == COUNTY_YEARS.name], listed)


def _read_table(sheet: Sheet, table: Table, delivery: Delivery) -> None:
    wanted = {column.name: words(header(column)) for column in table.columns} | {
        column.name: head_part(header(column))[0] for column in table.columns
    }
    top = template_rows.head_row(sheet, wanted.values())
    heads = _heads(sheet, top, delivery)
    places = {name: heads[text] for name, text in wanted.items() if text in heads}
    for text, index in heads.items():
        if index not in places.values() and text != words(MARK):
            delivery.findings.append(_unknown_column(sheet, top, index, table))
    marked = heads.get(words(MARK))
    sheet = template_rows.keys_merged_down(sheet, top, table, places)
    found = template_rows.rows_of(sheet, top, table, places, marked)
    rows = found.data
    headed = [index for index, cell in enumerate(sheet.rows[top] if sheet.rows else []) if plain(cell)]
    report_headless(sheet, top, rows, headed, delivery.findings)
    delivery.findings += found.aside
    delivery.findings += [
        _own_mark(sheet, row, marked) for row in rows if marked is not None and plain(sheet.cell(row, marked))
    ]
    delivery.rows_in += len(rows) + len(found.aside)
    columns = {
        name: _values(sheet, rows, index, table.column(name), _unit(sheet, top, index, table.column(name), delivery), delivery)
        for name, index in places.items()
    }
    settle_points(sheet, rows, places, columns, delivery.findings)
    delivery.findings += impossible_years(sheet, rows, columns["year"], places["year"]) if "year" in places else ()
    delivery.findings += open_grades(sheet, rows, columns, places) if table is SCHOOL_YEARS else ()
    keep = _complete(sheet, table, rows, columns, delivery)
    delivery.rows_kept += len(keep)
    if keep:
        letters = {name: letter(index) for name, index in places.items()}
        kept = {name: [values[index] for index in keep] for name, values in columns.items()}
        delivery.findings += entered_twice(sheet, table, [rows[index] for index in keep], kept, letters)
        delivery.blocks.append(Block(table.name, sheet.file, sheet.name, [rows[index] + 1 for index in keep], kept, letters))


def _heads(sheet: Sheet, top: int, delivery: Delivery) -> dict[str, int]:
    """The columns by their heads. Of two with one head nobody knows which is meant: neither is used."""
    heads: dict[str, int] = {}
    twice: set[str] = set()
    for index, cell in enumerate(sheet.rows[top] if sheet.rows else []):
        text = head_part(cell)[0] if plain(cell) else ""
        if text in heads:
            twice.add(text)
            delivery.findings.append(_same_head(sheet, top, heads[text], index))
        elif text:
            heads[text] = index
    return {text: index for text, index in heads.items() if text not in twice}


def _unit(sheet: Sheet, top: int, index: int, column: Column, delivery: Delivery) -> str:
    """The unit of a head that is not the template's, and can be turned into it: 亩, 万元. It is told, since the template asks for another."""
    cell = sheet.rows[top][index]
    unit = head_part(cell)[1]
    others = LAND if column.unit == Unit.SQUARE_METRE else {name for name in (*MONEY, *VOLUMES) if times_of(column.unit, name) > 1}
    if unit not in others:
        return ""
    asked = str(header(column))
    delivery.findings.append(Finding(
        Severity.WARNING, "unit-changed",
        Message(
            f"表头写的是“{shown(cell)}”，模板的是“{asked}”；已按{unit}换算，请核对这一列确实都以{unit}填写",
            f"the head says {shown(cell)}, the template's is {asked}; the column was turned from {unit} into the template's unit: see that all of it is in {unit}",
        ),
        *sheet.at(top, index), shown(cell), asked,
    ))
    return unit


def _own_mark(sheet: Sheet, row: int, marked: int) -> Finding:
    text = shown(sheet.cell(row, marked))
    return Finding(
        Severity.INFO, "row-marked",
        Message(f"标记列写有“{text}”，此行仍按数据读取", f"column A says {text}; the row was read as data all the same"),
        *sheet.at(row, marked), text, "说明、示例",
    )


def _values(sheet: Sheet, rows: list[int], index: int, column: Column, unit: str, delivery: Delivery) -> list[Value]:
    read_cell = reader(column, unit)
    values: list[Value] = []
    known: dict[type, dict[Cell, Reading]] = {str: {}, float: {}, int: {}}  # a choice, a year and a small number stand in many rows
    for row, cell in zip(rows, sheet.column(index, rows), strict=True):
        if cell == "":
            values.append(None)
            continue
        same_type = known.get(type(cell), {})  # 1 and True are equal, and not the same
        reading = same_type.get(cell)
        if reading is None:
            reading = same_type[cell] = read_cell(cell)
        values.append(reading.value)
        if reading.wrong:
            delivery.findings.append(_unusable(sheet, row, index, cell, column, reading.wrong))
        elif reading.note:
            delivery.findings.append(_not_literal(sheet, row, index, cell, column, reading.note))
    return values


def _not_literal(sheet: Sheet, row: int, index: int, cell: Cell, column: Column, note: Message) -> Finding:
    message = Message(
        f"“{column.header.zh}”填的是“{brief(cell)}”：{note.zh}", f"`{column.header.en}` holds {brief(cell)!r}: {note.en}"
    )
    return Finding(Severity.INFO, "cell-not-literal", message, *sheet.at(row, index), brief(cell))


def reader(column: Column, unit: str = "") -> Callable[[Cell], Reading]:
    """How a cell of this fact is read: in the fact's own unit, or in the one that its head names."""
    if column.type == Type.QUANTITY:
        return quantities(column, unit)
    if column.type == Type.CHOICE:
        return partial(_choice, column)
    if column.name in read.OF_PERSONS:
        return read.OF_PERSONS[column.name]
    return {
        Type.TEXT: read.text, Type.CODE: read.code, Type.YEAR: read.year, Type.NUMBER: read.number,
        Type.FLAG: read.flag, Type.DATE: read.date,
    }[column.type]


def labels(column: Column) -> list[str]:
    """The words of the drop-down, in Chinese."""
    return [label.zh for label in column.labels.values()]


def _choice(column: Column, cell: Cell) -> Reading:
    found = read.choice(cell, _choices(column), "、".join(labels(column)))
    again = read.choice(cell, _typed_for(column), "") if found.wrong else found
    return found if again.wrong else again


@cache
def _choices(column: Column) -> dict[str, str]:
    return {plain(text): value for value, label in column.labels.items() for text in (value, label.zh, label.en)}


@cache
def _typed_for(column: Column) -> dict[str, str]:
    """The words of the county's own statistics for the same: 教学点, 完中, 县级教育部门. Pasted columns hold them."""
    return {plain(word): value for value, typed in load_source(WORDS_AS).values.get(column.name, {}).items() for word in typed}


def _complete(
    sheet: Sheet, table: Table, rows: list[int], columns: dict[str, list[Value]], delivery: Delivery
) -> list[int]:
    """Rows in which everything required is filled; the others are reported, once each."""
    keep = []
    for index, row in enumerate(rows):
        lacking = [
            column for column in table.columns
            if column.required and (column.name not in columns or columns[column.name][index] is None)
        ]
        if not lacking:
            keep.append(index)
            continue
        told = joined(each.header for each in lacking)
        message = Message(f"此行缺少：{told.zh}；整行未采用", f"this row lacks: {told.en}; it was not used")
        delivery.findings.append(Finding(Severity.ERROR, "row-incomplete", message, *sheet.at(row), "", told.zh))
    return keep


def _unusable(sheet: Sheet, row: int, index: int, cell: Cell, column: Column, wrong: Message) -> Finding:
    return Finding(
        Severity.ERROR, "cell-unusable",
        Message(
            f"“{column.header.zh}”填的是“{brief(cell)}”，{wrong.zh}；已作缺失处理，请更正",
            f"`{column.header.en}` holds {brief(cell)!r}; {wrong.en}. Taken as missing: correct it",
        ),
        *sheet.at(row, index), brief(cell), wrong,
    )


def _unknown_column(sheet: Sheet, top: int, index: int, table: Table) -> Finding:
    title = shown(sheet.rows[top][index])
    allowed = "、".join(header(column) for column in table.columns)
    return Finding(
        Severity.WARNING, "column-unknown",
        Message(
            f"模板中没有“{title}”这一列，未采用；若是模板中的某一列，请照模板改回表头，若只是备注，不必处理",
            f"the template has no column `{title}`; it was not used. If it is one of the template's, write its head as it was; a remark may stay",
        ),
        *sheet.at(top, index), title, allowed,
    )


def _same_head(sheet: Sheet, top: int, first: int, second: int) -> Finding:
    title = shown(sheet.rows[top][second])
    return Finding(
        Severity.ERROR, "column-twice",
        Message(
            f"{letter(first)} 列和 {letter(second)} 列的表头都是“{title}”，均未采用；请按模板改正表头",
            f"the columns {letter(first)} and {letter(second)} are both headed `{title}`: neither was used; mend the head as in the template",
        ),
        *sheet.at(top, second), title,
    )


def _unknown_sheet(sheet: Sheet, titles: list[str]) -> Finding:
    return Finding(
        Severity.WARNING, "sheet-unknown",
        Message(
            f"模板中没有工作表“{sheet.name}”，未采用；若是模板的表改了名或复制的，请改回原名（{'、'.join(titles)}），同一张表只留一份",
            f"the template has no sheet {sheet.name}; it was not used. If it is one of the template's under another name, or a copy, "
            f"name it as it was ({', '.join(titles)}) and keep one of each",
        ),
        sheet.file, sheet.name, "", sheet.name, "、".join(titles),
    )


def _wrong_version(sheets: list[Sheet], version: str | None) -> Finding:
    found = version if version is not None else "-"
    return Finding(
        Severity.ERROR, "template-version",
        Message(
            f"模板版本为“{found}”，本程序可读的是 {VERSION}；请用 junheng template 生成新模板后重新填写",
            f"the template is of version {found}; this program reads {VERSION}. Make a new one with junheng template",
        ),
        sheets[0].file if sheets else "", NOTES_SHEET, "", found, VERSION,
    )
