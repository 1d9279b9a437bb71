"""A row that is the sum of the rows beside it: a school with its teaching points, or a district, beside each of them."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.facts.intake.heads.rows import SCHOOLS_NAME
from junheng.facts.intake.lists.totals import Summed
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Message, Severity

ROW_OF_SUMS = "row-of-sums"
_LONGEST = 2_000  # rows: what is longer was exported
_FEWEST_ROWS = 2
_ENOUGH, _FEWEST = 3, 2  # columns that agree: so many by chance in no list; fewer only where the name tells it too
_LARGE = 100  # small figures are the sums of others by chance
_SAYS_ALL = "含全总"
_FEWEST_OF_ALL, _COLUMNS_OF_ALL, _MORE = 5, 6, 1.25  # rows; columns that are all so; by how much more


def report_sums(sheet: Sheet, rows: Sequence[int], name: int | None, columns: Sequence[Summed], findings: list[Finding]) -> None:
    """Read as a school all the same: nobody can tell which of the rows are too many."""
    if not _FEWEST_ROWS < len(rows) <= _LONGEST:
        return
    full = [each for each in columns if not each.values.null_count() and (each.values > 0).any()]
    if len(full) < _FEWEST:
        return
    figures = list(zip(*(each.values.to_list() for each in full), strict=True))
    for at, own in enumerate(figures):
        said = sheet.cell(rows[at], name) if name is not None else ""
        largest = max(value / each.scale for value, each in zip(own, full, strict=True))
        enough = _FEWEST if _is_of_several(said) else _ENOUGH
        if sum(value > 0 for value in own) < enough or largest < _LARGE:
            continue
        below, above = _how_many(own, figures[at + 1 :]), _how_many(own, figures[:at][::-1])
        if below or above:
            findings.append(_is_sum(sheet, rows[at], name, shown(said), below or above, bool(below)))
        elif len(figures) >= _FEWEST_OF_ALL and _is_of_all(own, figures):
            findings.append(_is_total(sheet, rows[at], sorted({each.column for each in full}), shown(said), len(figures) - 1))


def _is_of_all(own: tuple[int, ...], figures: Sequence[tuple[int, ...]]) -> bool:
    """Whether every figure is that of all other rows together, or a little more: a total in the line of a school, with what stood there before."""
    pairs = [(value, sum(column) - value) for value, column in zip(own, zip(*figures, strict=True), strict=True) if value]
    return len(pairs) >= _COLUMNS_OF_ALL and all(others <= value <= others * _MORE for value, others in pairs)


def _is_total(sheet: Sheet, row: int, columns: Sequence[int], name: str, others: int) -> Finding:
    return Finding(
        Severity.WARNING, ROW_OF_SUMS,
        Message(
            f"“{name}”各列的数都等于或略多于其余 {others} 行之和，可能把合计填进了学校行；仍按学校读取，请改回这所学校的数",
            f"all figures of {name} are those of the other {others} rows together, or a little more: totals in the line of a school? It was read as a school; write its own figures",
        ),
        *sheet.at(row, columns[0]), shown(sheet.cell(row, columns[0])), "", tuple(sheet.at(row, column) for column in columns[1:]),
    )


def _is_of_several(said: Cell) -> bool:
    text = plain(said)
    return not SCHOOLS_NAME.fullmatch(text) or any(f"({word}" in text for word in _SAYS_ALL)


def _how_many(own: tuple[int, ...], beside: Sequence[tuple[int, ...]]) -> int:
    """How many of the next rows add up to it; 0 where none do."""
    sums = [0] * len(own)
    for count, figures in enumerate(beside, start=1):
        sums = [one + other for one, other in zip(sums, figures, strict=True)]
        if any(one > value for one, value in zip(sums, own, strict=True)):
            return 0
        if count >= _FEWEST_ROWS and sums == list(own):
            return count
    return 0


def _is_sum(sheet: Sheet, row: int, column: int | None, name: str, count: int, below: bool) -> Finding:
    zh, en = ("下面", "below") if below else ("上面", "above")
    return Finding(
        Severity.WARNING, ROW_OF_SUMS,
        Message(
            f"“{name}”各列的数都是{zh} {count} 行之和，可能是小计，或含教学点的合计；仍按学校读取，会重复计算。若是小计，请删去这一行或在校名处写“小计”",
            f"all figures of {name} are the sums of the {count} rows {en}: a subtotal, or a school with its teaching points? It was read as a school and counts twice. "
            "If it is a subtotal, delete the row or write 小计 for its name",
        ),
        *sheet.at(row, column), name,
    )
