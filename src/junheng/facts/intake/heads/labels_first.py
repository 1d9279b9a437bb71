"""Forms whose labels do not stand in the first column: a blank column before them, or one of numbers (序号, 代码)."""

from __future__ import annotations

import re
from dataclasses import replace

from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, words

LABEL_HEADS = {"指标名称", "指标", "项目名称", "项目"}
ROW_NUMBERS = {"代码", "编号", "序号", "行次"}
GROUP_HEADS = {"学年", "年度", "年份", "类别", "分类", "大类", "类型", "分组", "项目类别", "指标类别", "指标分类"}  # of groups, before the head of the labels
_BEFORE = ROW_NUMBERS | GROUP_HEADS | {""}  # heads of what may stand before the labels
STEMS = "甲乙丙丁戊"  # columns without figures are numbered by them
_WHO = re.compile(r"(?:学校\(机构\)|学校|机构|填报单位|填报学校)(?:名称|标识码|代码)?[:：]?")
_SEARCHED = 40  # rows from the top
_FARTHEST = 3  # columns that may stand before the labels


def look_ahead(sheet: Sheet) -> None:
    """What the reading of forms asks of every sheet, whatever its source: kept with it."""
    if label_column(sheet) is not None:
        lines_alone(sheet)
        may_go_on(sheet)


def lines_alone(sheet: Sheet) -> list[int]:
    """The rows that hold one cell, which is not the first: titles in the middle of a line."""
    return sheet.once(_lines_alone)


def _lines_alone(sheet: Sheet) -> list[int]:
    return [row for row, label in enumerate(sheet.labels()) if label == "" and sheet.rows[row].count("") == len(sheet.rows[row]) - 1]


def may_go_on(sheet: Sheet) -> bool:
    """Whether a line may say that a form goes on below it (续表, 接上页)."""
    return sheet.once(_may_go_on)


def _may_go_on(sheet: Sheet) -> bool:
    texts = "".join([cell for cell in sheet.labels() if type(cell) is str])
    return "续" in texts or "接上" in texts


def label_column(sheet: Sheet) -> int | None:
    """The column of the first head of labels; None where no such head stands at the left of a row."""
    return sheet.once(_label_column)


def _label_column(sheet: Sheet) -> int | None:
    top = sheet.rows[:_SEARCHED]
    for row, cells in enumerate(top):
        said = words(cells[0]) if cells and type(cells[0]) is str else ""
        if said in LABEL_HEADS:
            return (_first_label(top[row + 1]) if row + 1 < len(top) else None) or 0  # 指标 over 序号 | 指标名称
        if said in _BEFORE and (first := _first_label(cells)) is not None:  # of nearly every row the first cell alone has to be asked
            return first
    return None


def _first_label(cells: list[Cell]) -> int | None:
    """The column of the head of labels in a row that has but numbers and groups before it."""
    for at, cell in enumerate(cells[: _FARTHEST + 1]):
        if cell == "" or (said := words(cell)) in _BEFORE:
            continue
        return at if said in LABEL_HEADS else None
    return None


def labels_first(sheet: Sheet) -> Sheet:
    """The sheet without what stands before its labels; titles that begin there are kept. As it is where that column holds more than numbers."""
    left = label_column(sheet)
    if left and any(_is_grouped(cells[left - 1 :]) for cells in sheet.rows[:_SEARCHED]):
        return labels_first(replace(sheet, rows=[_with_labels(cells, left - 1) for cells in sheet.rows]))
    if not left:
        return sheet
    rows = [moved for cells in sheet.rows if (moved := _moved(cells, left)) is not None]
    if len(rows) < len(sheet.rows):
        return sheet
    merged = [(top, max(first - left, 0), bottom, last - left) for top, first, bottom, last in sheet.merged if last >= left]
    return replace(sheet, rows=rows, merged=merged, left=left)


def _is_grouped(cells: list[Cell]) -> bool:
    """类别 | 指标名称: a column of groups before that of the labels."""
    return len(cells) > 1 and words(cells[0]) in GROUP_HEADS and words(cells[1]) in LABEL_HEADS


def _with_labels(cells: list[Cell], at: int) -> list[Cell]:
    """The head of the groups is one of labels."""
    return [*cells[:at], cells[at + 1], *cells[at + 1 :]] if _is_grouped(cells[at:]) else cells


def _moved(cells: list[Cell], left: int) -> list[Cell] | None:
    """A row from the labels on; a text before a blank label, a title or a note, takes its place. None where that loses a text."""
    before = [cell for cell in cells[:left] if plain(cell) and not is_number(cell) and plain(cell) not in STEMS and words(cell) not in ROW_NUMBERS]
    label, *others = cells[left:] or [""]
    if not before:
        return [label, *others]
    if _WHO.fullmatch(plain(before[0])):
        return [*before, label, *others]  # 学校名称 | … | 标识码 | …, over the head
    if not plain(label):
        return [before[0], *before[1:], *others[len(before) - 1 :]]
    return None if any(map(is_number, others)) else [*before, label, *others]
