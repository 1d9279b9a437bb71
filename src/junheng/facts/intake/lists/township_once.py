"""A township written once, in the line of its first school, and left blank below without merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.rows import is_note_or_total
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Severity

_FEWEST = 2  # blanks, and townships: one blank may as well have been forgotten


def filled_down(sheet: Sheet, head: Head, township: int | None, name: int | None, findings: list[Finding]) -> Sheet:
    """As merged cells are read. Only where the first school has its township, none is written twice, and most townships have blanks below, so that it is meant so."""
    if township is None or name is None or type(sheet.rows) is not list or len(sheet.rows) > LONGEST_BY_HAND:
        return sheet
    lines = list(_schools(sheet, head, township, name))
    said = [plain(sheet.cell(row, township)) for row in lines]
    given = [text for text in said if text]
    if not lines or not said[0] or len(given) < _FEWEST or len(set(given)) < len(given) or len(said) - len(given) < max(_FEWEST, len(given) // 2):
        return sheet
    if 2 * sum(bool(above) and not below for above, below in pairwise(said)) <= len(given):
        findings.append(_left_blank(sheet, [row for row, text in zip(lines, said, strict=True) if not text], township, len(given)))
        return sheet
    rows: list[list[Cell]] = [*sheet.rows]
    blank, now = list[int](), sheet.cell(lines[0], township)
    for row, text in zip(lines, said, strict=True):
        if text:
            now = sheet.cell(row, township)
        else:
            blank.append(row)
            cells = rows[row]
            rows[row] = [*cells[:township], *[""] * (township - len(cells)), now, *cells[township + 1 :]]
    findings.append(_told(sheet, blank, township, plain(sheet.cell(lines[0], township))))
    return replace(sheet, rows=rows)


def _schools(sheet: Sheet, head: Head, township: int, name: int) -> Iterator[int]:
    """Lines with a name, but totals and notes."""
    for row in range(head.last + 1, len(sheet.rows)):
        said = [sheet.cell(row, name), sheet.cell(row, township)]
        if plain(said[0]) and not is_number(said[0]) and not any(plain(cell) and is_note_or_total(str(cell)) for cell in said):
            yield row


def _told(sheet: Sheet, blank: list[int], column: int, first: str) -> Finding:
    return Finding(
        Severity.INFO, "township-filled",
        Message(
            f"乡镇一列每个乡镇只写了一次，下面 {len(blank)} 行空着，按上面最近的乡镇（如“{first}”）读取；不属于该乡镇的学校（如县直学校），请在本行写明",
            f"each township is written once, and {len(blank)} lines below are blank: they were read as of the township above them (e.g. {first}). Write it in the line of a school that is of another, or of the county itself",
        ),
        *sheet.at(blank[0], column), "", first, tuple(sheet.at(row, column) for row in blank[1:]),
    )


def _left_blank(sheet: Sheet, blank: list[int], column: int, given: int) -> Finding:
    """Where most townships have a single line, a blank below one may be its second school, or one whose township was forgotten."""
    return Finding(
        Severity.INFO, "township-blank",
        Message(
            f"乡镇一列有 {len(blank)} 行空着，写明的 {given} 个乡镇多数只有一行，看不出空着的是同上一行还是漏填：没有按上面的乡镇读取，请在这几行写明乡镇",
            f"the township is blank in {len(blank)} lines, and most of the {given} that are written have one line: whether a blank means the one above or was forgotten cannot be told, and none was filled in. Write it in these lines",
        ),
        *sheet.at(blank[0], column), against=tuple(sheet.at(row, column) for row in blank[1:]),
    )
