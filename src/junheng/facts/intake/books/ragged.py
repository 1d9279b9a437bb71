"""Lines of a text with more fields than the others: an unquoted 1,000, a comma within a name. All behind it stands one column too far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise, takewhile
from typing import NamedTuple

from junheng.facts.intake.heads.labels_first import LABEL_HEADS
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, words
from junheng.terms import Finding, Message, Severity

_CODE = 8  # digits: a name, no figure
_LOOKED_AT, _FEWEST = 500, 3  # other lines that tell what a column holds; so many there have to be
_MOST_TOLD = 50
_MOST_PARTED = 8  # figures of a line: the ways to join them grow fast
_FIGURE_BEHIND = re.compile(r"\s*[+-]?\d(?!\d{3}\s*年)")  # 20人 is a figure, 2023年新建 a remark
_THOUSANDS, _HUNDREDS = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}(\.\d+)?")


def without_ragged(sheet: Sheet) -> list[Finding]:
    """Takes out of such lines what may stand in a wrong column, and says so. What names the school is left where it is sure."""
    if sheet.is_long:  # read as columns only where no line is longer than the others
        return []
    wide = next((len(cells) for cells in sheet.rows if sum(map(bool, cells)) > 1), 0)
    lines = _lines(sheet, range(len(sheet.rows)), wide)
    if not lines.ragged:
        return []
    heads = [row for row, cells in enumerate(sheet.rows) if len(cells) > 1 and isinstance(cells[0], str) and words(cells[0]) in LABEL_HEADS]
    forms = [range(head, end) for head, end in pairwise([*heads, len(sheet.rows)])] if len(heads) > 1 else []
    return [each for own in ([_lines(sheet, rows, _widest_head(sheet, rows)) for rows in forms] or [lines]) for each in _taken_out(sheet, own)]


class _Lines(NamedTuple):
    """The lines that are longer than `most`, and others that tell what their columns hold."""

    most: int
    ragged: Sequence[int]
    others: Sequence[Sequence[Cell]]


def _lines(sheet: Sheet, rows: range, wide: int) -> _Lines:
    """wide: the length of the head."""
    cells_of = sheet.rows[rows.start : rows.stop]
    usual = Counter(len(cells) for cells in cells_of if len(cells) > 1).most_common(1)
    most = max(wide, usual[0][0] if usual else 0)
    ragged = [row for row, cells in zip(rows, cells_of, strict=True) if len(cells) > most > 1 and any(map(_is_figure, cells))]
    others = list(islice((cells for cells in cells_of if 1 < len(cells) <= most and any(map(_is_figure, cells))), _LOOKED_AT)) if ragged else []
    return _Lines(most, ragged if len(others) >= max(_FEWEST, min(len(ragged), _LOOKED_AT)) else (), others)


def _widest_head(sheet: Sheet, rows: range) -> int:
    """Of a form among stacked ones, each of which is as wide as its own head; lines of a head may be of several lengths."""
    head = takewhile(lambda row: not any(map(_is_figure, sheet.rows[row])), rows)
    return max((len(sheet.rows[row]) for row in head), default=0)


def _taken_out(sheet: Sheet, lines: _Lines) -> list[Finding]:
    most, ragged, others = lines
    columns = [_Column([cells[at] if at < len(cells) else "" for cells in others]) for at in range(most)] if ragged else []
    found, surplus = list[Finding](), list[int]()
    for row in ragged:
        cells = sheet.rows[row]
        if _ends_with_blanks(cells, columns) or _has_blanks_behind(cells, columns):
            continue
        if sure := _before_remark(cells, columns):
            surplus.append(row)
            sheet.rows[row] = [*cells[:sure]]
            continue
        kept = _sure(cells, columns)
        found.append(_told(sheet, row, columns, kept))
        sheet.rows[row] = [*cells[:kept]]
    found = found if len(found) <= _MOST_TOLD else [*found[:_MOST_TOLD], _more(found[_MOST_TOLD:])]
    return [*found, _remarks(sheet, surplus, most)] if surplus else found


def _is_figure(cell: Cell) -> bool:
    return is_number(cell) and sum(map(str.isdigit, str(cell))) < _CODE


class _Column:
    """What other lines hold in it."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        filled = [cell for cell in cells if plain(cell)]
        self.has_blanks, self.is_empty = len(filled) < len(cells), not filled
        self.is_of_figures = 2 * sum(map(_is_figure, filled)) >= len(filled)  # also where nothing is filled in
        self.is_of_numbers = 2 * sum(map(is_number, filled)) >= len(filled)
        lengths = sorted(len(_whole(cell)) for cell in filled if is_number(cell))
        self.digits = lengths[len(lengths) * 9 // 10] if lengths else 0  # a few may be longer: totals

    def may_hold(self, cell: Cell) -> bool:
        return is_number(cell) == self.is_of_numbers if plain(cell) else self.has_blanks

    def is_as_long(self, cell: Cell) -> bool:
        """A figure has a digit more than those of other lines at most: 24,911 is none among 18 and 36."""
        return not is_number(cell) or len(_whole(cell)) <= self.digits + 1


def _whole(cell: Cell) -> str:
    """The digits of a figure before its decimal point."""
    return "".join(filter(str.isdecimal, str(cell).partition(".")[0]))


def _ends_with_blanks(cells: Sequence[Cell], columns: Sequence[_Column]) -> bool:
    """Only separators too many: what is filled in every line stands at its place in this one."""
    return not any(map(plain, cells[len(columns) :])) and not columns[-1].has_blanks and bool(plain(cells[len(columns) - 1]))


def _has_blanks_behind(cells: Sequence[Cell], columns: Sequence[_Column]) -> bool:
    """The same where remarks are left blank too: each cell is of its column's kind, and no figure could have come out of the columns behind, which hold none."""
    own = cells[: len(columns)]
    last = max((at for at, cell in enumerate(own) if plain(cell)), default=-1)
    if any(map(plain, cells[len(columns) :])) or last < 0 or any(column.is_of_figures and not column.is_empty for column in columns[last + 1 :]):
        return False
    fits = all(not plain(cell) if column.is_empty else column.may_hold(cell) for cell, column in zip(own[: last + 1], columns, strict=False))
    return fits and columns[last].is_of_figures and next(_split(cells), None) is None


def _before_remark(cells: Sequence[Cell], columns: Sequence[_Column]) -> int:
    """How many cells stand at their place where only a remark without a head is too much: those up to the last figure; 0 where it may be otherwise.

    Whatever moves figures brings one into a column of texts, or behind the last column. What stands behind the last figure may be a
    part of the remark, and a blank at the end of the line may have been moved there.
    """
    own, behind = cells[: len(columns)], cells[len(columns) :]
    is_remark = bool(plain(behind[0])) and not any(is_number(cell) or _FIGURE_BEHIND.match(str(cell)) for cell in behind)
    fits = all(not plain(cell) if column.is_empty else column.may_hold(cell) for cell, column in zip(own, columns, strict=True))
    last = max((at for at, column in enumerate(columns) if column.is_of_figures and not column.is_empty), default=None)
    if last is None or not is_remark or not fits or not plain(cells[last]) or next(_split(cells), None) is not None:
        return 0
    return last + 1


def _sure(cells: Sequence[Cell], columns: Sequence[_Column]) -> int:
    """How many cells at the left name the school: those before the figures, where each is of its column's kind."""
    names = next((at for at, column in enumerate(columns) if column.is_of_figures), len(columns))
    return names if all(column.may_hold(cell) for cell, column in zip(cells[:names], columns, strict=False)) else 0


def _told(sheet: Sheet, row: int, columns: Sequence[_Column], kept: int) -> Finding:
    cells, place, most = sheet.rows[row], sheet.place(row), len(columns)
    split = _parted(cells, columns)
    why = Message("，多半有一个逗号没有加引号", ": a separator that is not quoted, perhaps")
    if split is not None:
        first, number = sheet.place(row, split), f"{cells[split]},{cells[split + 1]}"
        why = Message(f"，可能是 {first} 起的“{number}”没有加引号", f": is {number!r} from {first} on not quoted?")
    used = Message("这一行的数可能错位，均未采用（只采用前面的校名等）", "its figures may stand in wrong columns and none of them was used, only what names the school")
    if not kept:
        used = Message("这一行可能整行错位，未采用", "all of it may stand in wrong columns, and the line was not used")
    return Finding(
        Severity.ERROR, "line-ragged",
        Message(
            f"第 {place} 行有 {len(cells)} 个字段，表头和其他各行是 {most} 个{why.zh}；{used.zh}。请给含逗号的一格加上引号（或去掉千位分隔符、多余的逗号）后重新导出",
            f"line {place} has {len(cells)} fields, the head and the other lines have {most}{why.en}; {used.en}. "
            "Quote the cell that holds the separator (or take out the separator of thousands, or the one too many) and export again",
        ),
        sheet.file, sheet.name, place, f"{len(cells)} 个字段 / fields", f"{most}",
    )


def _parted(cells: Sequence[Cell], columns: Sequence[_Column]) -> int | None:
    """Where the first figure stands that was parted in two; None where no way, or more than one, of joining what is parted makes the line like the others."""
    places, surplus = list(islice(_split(cells), _MOST_PARTED)), len(cells) - len(columns)
    ways = [way for way in combinations(places, surplus) if _fits(_joined(cells, way), columns)]
    return ways[0][0] if len(ways) == 1 else None


def _joined(cells: Sequence[Cell], places: Sequence[int]) -> list[Cell]:
    joined = list[Cell]()
    for at, cell in enumerate(cells):
        if at - 1 in places:
            joined[-1] = f"{joined[-1]}".strip() + f"{cell}".strip()
        else:
            joined.append(cell)
    return joined


def _fits(cells: Sequence[Cell], columns: Sequence[_Column]) -> bool:
    return len(cells) == len(columns) and all(column.may_hold(cell) and column.is_as_long(cell) for cell, column in zip(cells, columns, strict=True))


def _split(cells: Sequence[Cell]) -> Iterator[int]:
    """Where 1 and 000 stand beside each other."""
    for at, (left, right) in enumerate(pairwise(cells)):
        if isinstance(left, str) and isinstance(right, str) and _THOUSANDS.fullmatch(left.lstrip()) and _HUNDREDS.fullmatch(right.rstrip()):
            yield at


def _more(found: Sequence[Finding]) -> Finding:
    first, last = found[0], found[-1]
    return Finding(
        Severity.ERROR, "line-ragged",
        Message(
            f"另有 {len(found)} 行（第 {first.cell} 至 {last.cell} 行）的字段也多于表头，其中的数均未采用；请加上引号后重新导出",
            f"{len(found)} more lines (from {first.cell} to {last.cell}) have more fields than the head too, and their figures were not used: quote the cells and export again",
        ),
        first.file, first.sheet, first.cell, first.found, first.allowed,
    )


def _remarks(sheet: Sheet, rows: Sequence[int], most: int) -> Finding:
    """What the remarks say is not repeated: it may be about a person."""
    first, *others = (sheet.at(row, most) for row in rows)
    return Finding(
        Severity.WARNING, "line-surplus",
        Message(
            f"第 {sheet.place(rows[0])} 行{f'等 {len(rows)} 行' if others else ''}末尾多出没有表头的文字（表头和其他各行是 {most} 个字段）：各数都在本列，照常读取；多出的文字和最后一个数后面的内容未采用。若是备注，请加上表头；若是某格里的逗号，请加引号",
            f"line {sheet.place(rows[0])}{f' and {len(others)} more have' if others else ' has'} text without a head at the end, where the head and the other lines have {most} fields. The figures stand in their columns and were read; "
            "that text, and what stands behind the last figure, was not used. Give it a head if it is a remark; quote the cell if a separator within it made two of it",
        ),
        *first, against=tuple(others[:_MOST_TOLD]),
    )
