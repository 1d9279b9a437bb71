"""A new .xlsx with the cells of a file that is none (.xls, .ods, .csv): values as they are, no formats."""

from __future__ import annotations

import datetime
import io
import re

import xlsxwriter

from junheng.facts.intake.values.sheet import Cell, Sheet


def plain_copy(sheets: list[Sheet], stem: str) -> tuple[bytes, dict[str, str]]:
    """The workbook, and the name each sheet has in it: a text file's sheet has none of its own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    names: dict[str, str] = {}
    for sheet in sheets:
        names[sheet.name] = _name(sheet.name or stem, set(names.values()))
        target = book.add_worksheet(names[sheet.name])
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                _write(target, row, column, cell, date)
        for first_row, first_column, last_row, last_column in sheet.merged:
            if (first_row, first_column) != (last_row, last_column):
                target.merge_range(first_row, first_column, last_row, last_column, "")
                _write(target, first_row, first_column, sheet.cell(first_row, first_column), date)
    book.close()
    return out.getvalue(), names


def _write(target: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, date: xlsxwriter.format.Format) -> None:
    if cell == "":
        return
    if isinstance(cell, bool):
        target.write_boolean(row, column, cell)
    elif isinstance(cell, (int, float)):
        target.write_number(row, column, cell)
    elif isinstance(cell, (datetime.date, datetime.time)):
        target.write_datetime(row, column, cell, date)
    else:
        target.write_string(row, column, str(cell)[:32_767])  # whatever it begins with


def _name(wanted: str, taken: set[str]) -> str:
    stem = re.sub(r"[\[\]:*?/\\]", "_", wanted).strip("'")[:31] or "Sheet"
    others = {each.lower() for each in taken}
    tries = (stem, *(f"{stem[:27]} {number}" for number in range(2, 1000)))
    return next(each for each in tries if each.lower() not in others)
