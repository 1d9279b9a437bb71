"""Where the table of an unknown spreadsheet is: its sheet, its head, its rows."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.facts.draft.vocabulary import SURE, Vocabulary
from junheng.facts.intake.heads.head import SEARCHED, ColumnHead, Head, columns_between, find_head, last_row
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import is_filled, plain
from junheng.terms import UsageError


@dataclass(frozen=True)
class Table:
    sheet: Sheet
    head: Head
    rows: list[list[Cell]]  # below the head, blank ones left out


def tables_of(sheets: list[Sheet], file: str, vocabulary: Vocabulary) -> list[Table]:
    """One of each sheet that has a head. Raises UsageError where none has."""
    found = [table for sheet in sheets if (table := _table(sheet, vocabulary))]
    if not found:
        raise UsageError(
            f"“{file}”中找不到表头（一行至少 3 个文字格，下面有数据）；请确认是每校一行的表",
            f"no head was found in {file} (a line of at least 3 texts with data below); it should be a table with one line per school",
        )
    return found


def widest(tables: list[Table], vocabulary: Vocabulary) -> Table:
    """The sheet whose head says most that is known; of equals, the one with most rows."""
    return max(tables, key=lambda each: (_known(each, vocabulary), len(each.rows)))


def _table(sheet: Sheet, vocabulary: Vocabulary) -> Table | None:
    def is_school(text: str) -> bool:
        likest = vocabulary.likest(ColumnHead(0, (text,), "", text)) if text else None
        return likest is not None and likest.score >= SURE and likest.known.fact in ("name", "school")

    head = find_head(sheet, is_school) or _plain_head(sheet)
    if head is None or len(head.columns) < 2:
        return None
    rows = [cells for cells in sheet.rows[head.last + 1 :] if is_filled(cells)]
    return Table(sheet, head, rows) if rows else None


def _plain_head(sheet: Sheet) -> Head | None:
    """The first line of three or more texts, no numbers among them, that is followed by as wide a line."""
    for row, cells in enumerate(sheet.rows[:SEARCHED]):
        texts = [cell for cell in cells if plain(cell)]
        below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
        filled = sum(bool(plain(cell)) for cell in below)
        if len(texts) >= 3 and not any(is_number(cell) for cell in texts) and filled * 2 >= len(texts):
            first = next(column for column, cell in enumerate(cells) if plain(cell))
            last = last_row(sheet, row, first) if _has_leaves_below(sheet, row) else _last_line(sheet, row, first)
            return Head(row, last, columns_between(sheet, row, last))
    return None


def _has_leaves_below(sheet: Sheet, row: int) -> bool:
    """Of a text without merged cells: Enrolment, blank, blank over Boys, Girls, Total. Every blank within the line has a word below it, and below them stand figures."""
    cells, below = sheet.rows[row], sheet.rows[row + 1]
    blank = [column for column, cell in enumerate(cells) if not plain(cell)]
    filled = {column for column, cell in enumerate(below) if plain(cell)}
    figures = sheet.rows[row + 2] if row + 2 < len(sheet.rows) else []
    first = next(column for column, cell in enumerate(cells) if plain(cell))
    is_text = not any(is_number(below[column]) for column in filled)
    within = [column for column in blank if column > first]
    return bool(within) and first not in filled and is_text and filled.issuperset(within) and any(map(is_number, figures))


def _last_line(sheet: Sheet, row: int, first: int) -> int:
    """A head of several lines is known by its merged cells: the lines that one of them reaches down to, or that stand under one of several columns."""
    merged = [each for each in sheet.merged if each[0] == row]
    deep = max((last for _, _, last, _ in merged), default=row)
    return max(deep, last_row(sheet, row, first)) if any(left != right for _, left, _, right in merged) else deep


def _known(table: Table, vocabulary: Vocabulary) -> int:
    likest = [vocabulary.likest(head) for head in table.head.columns]
    return sum(each is not None and bool(each.known.fact) and each.score >= SURE for each in likest)
