"""Points and commas within the figures of a list that are texts: 5.576 is five thousand and some in half of the world, five and a half in the other.

A source may say which mark its decimals have (`decimal`). Where it does not, a point is a decimal one, unless every point of a column has three digits behind it.
Then whole numbers of persons or books, or a figure with two points, tell thousands; what nothing tells is not used. Numbers of a workbook have no such mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, cast

import polars as pl

from junheng.facts.intake.heads.columns import Assigned, table_column
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.values.cells import is_missing
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import shown
from junheng.facts.tables import Type
from junheng.terms import Finding, Message, Severity

_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_WITH_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+)(?:,\d+)?")  # 1.234.567,8
_BETWEEN = str.maketrans({",": ".", ".": "", " ": "", "\u00a0": "", "\u202f": ""})
_COMMA_DECIMAL = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})")
_FIRST = re.compile(r"([+-]?\d[\d.,]*)\s*[^\d.,\s]\S*")  # 2.500 m2
_WHOLE, _ALL_ZEROS = re.compile(r"\d+"), re.compile(r"\d+\.000")
_SAMPLE = 2_000  # rows of a long list, among which a figure of thousands stands if the column has any
_THOUSAND, _FEWEST = 1_000, 2
_MOST_APART = 100  # times the largest figure without a point: 36.925 beside 8 and 7 is no number of teachers
_FIGURES = (Type.QUANTITY, Type.NUMBER)


class _Says(Enum):
    NOTHING = auto()
    DECIMALS = auto()
    THOUSANDS = auto()
    OPEN = auto()  # may be either
    ONE = auto()  # so may this, but one figure alone has three decimals by chance


@dataclass
class _Column:
    head: ColumnHead
    pointed: dict[int, str] = field(default_factory=dict)  # by row: figures with a point
    says: _Says = _Says.NOTHING
    is_count: bool = False


def in_known_marks(reading: Reading, assigned: Sequence[Assigned]) -> None:
    """Settles `sheet`, whose figures are then written with decimal points or none, and `unread`: cells that may be either."""
    unique = {each.head.column: each for each in assigned if table_column(reading.source, each.source).type in _FIGURES}
    of_comma = [each for each in unique.values() if (each.source.decimal or reading.source.decimal) == ","]
    for each in of_comma:
        _with_commas(reading, each)
    if not reading.source.decimal:
        _by_columns(reading, [each for each in unique.values() if not each.source.decimal and table_column(reading.source, each.source).type == Type.QUANTITY])


def _with_commas(reading: Reading, each: Assigned) -> None:
    """812,5 and 1.234,5, as the source says. Coordinates without any comma have points, whatever the other columns have."""
    column, texts = each.head.column, {row: cell for row, cell in _texts(reading, each.head.column) if "," in cell or "." in cell or " " in cell.strip()}
    is_number = table_column(reading.source, each.source).type == Type.NUMBER
    if not texts or (is_number and not each.source.decimal and not any("," in cell for cell in texts.values())):
        return
    made = {row: cell.strip().translate(_BETWEEN) for row, cell in texts.items() if _WITH_COMMA.fullmatch(cell.strip())}
    _change(reading, column, made)
    odd = {row: cell for row, cell in texts.items() if row not in made and any(map(str.isdigit, cell)) and not is_missing(cell)}
    if odd:
        reading.unread.setdefault(column, set()).update(odd)
        what = Message("来源文件说小数点写作逗号，这样的数读不出", "the source says that decimals have a comma, and so this is no figure")
        reading.delivery.findings.append(_told(reading, each.head, odd, Severity.ERROR, "cell-unusable", Message(
            f"“{each.head.shown}”有 {len(odd)} 格（如“{shown(next(iter(odd.values())))}”）{what.zh}；已作缺失处理，请更正，或在来源文件中按列写明 `decimal`",
            f"`{each.head.shown}`: {len(odd)} cells (e.g. {shown(next(iter(odd.values())))!r}): {what.en}. Taken as missing: correct them, or say `decimal` for the column in the source",
        )))


def _by_columns(reading: Reading, assigned: Sequence[Assigned]) -> None:
    columns = [_looked_at(reading, each) for each in assigned]
    columns = [each for each in columns if each.says != _Says.NOTHING]
    said = {each.says for each in columns}
    measures_have_points = any(each.says == _Says.DECIMALS and not each.is_count for each in columns)
    for each in columns:
        says = each.says
        if says == _Says.OPEN and not each.is_count and _Says.THOUSANDS in said and not measures_have_points:
            says = _Says.THOUSANDS
        elif says == _Says.OPEN and not each.is_count and measures_have_points and _Says.THOUSANDS not in said:
            says = _Says.DECIMALS
        elif says == _Says.ONE and not measures_have_points and said & {_Says.THOUSANDS, _Says.OPEN}:
            says = _Says.THOUSANDS if _Says.THOUSANDS in said else _Says.OPEN
        if says == _Says.THOUSANDS:
            whole = reading.sheet.column(each.head.column, list(each.pointed))
            _change(reading, each.head.column, {row: str(cell).replace(number, number.replace(".", "")) for (row, number), cell in zip(each.pointed.items(), whole, strict=True)})
            reading.delivery.findings.append(_as_thousands(reading, each))
        elif says == _Says.OPEN:
            reading.unread.setdefault(each.head.column, set()).update(each.pointed)
            reading.delivery.findings.append(_unknown(reading, each))


def _looked_at(reading: Reading, assigned: Assigned) -> _Column:
    """What the points of a column say by themselves."""
    found = _Column(assigned.head, is_count=table_column(reading.source, assigned.source).scale == 1)
    if not _may_have_points(reading, assigned.head.column):
        return found
    texts = dict(_texts(reading, assigned.head.column))
    pointed = {row: _number(cell) for row, cell in texts.items() if "." in cell and any(map(str.isdigit, cell))}
    if not pointed:
        return found
    others = [cell.strip() for row, cell in texts.items() if row not in pointed and not is_missing(cell)]
    has_commas = any(map(_COMMA_DECIMAL.fullmatch, others)) or any(map(_COMMA_DECIMAL.fullmatch, map(str.strip, pointed.values())))
    bare = {row: cell for row, cell in pointed.items() if not (has_commas and _COMMA_DECIMAL.fullmatch(cell.strip()))}
    is_decimal = not all(_GROUPS.fullmatch(cell.strip()) for cell in bare.values()) or (not has_commas and any("," in cell for cell in others)) or _has_fractions(reading, assigned.head.column)
    found.pointed = bare
    if is_decimal:
        found.says = _Says.DECIMALS
    elif has_commas or any(cell.count(".") > 1 for cell in bare.values()):
        found.says = _Says.THOUSANDS
    elif found.is_count:
        found.says = _of_counts(list(bare.values()), [*map(int, filter(_WHOLE.fullmatch, others)), *_whole_numbers(reading, assigned.head.column)])
    else:
        found.says = _Says.OPEN if len(bare) >= _FEWEST else _Says.ONE
    return found


def _number(cell: str) -> str:
    """Without the unit behind it."""
    found = _FIRST.fullmatch(cell.strip())
    return found[1] if found else cell.strip()


def _of_counts(pointed: list[str], whole: list[int]) -> _Says:
    """Nobody counts in thousandths. But a program may print all whole numbers with three decimals, and teachers may be shares of posts."""
    largest = max(whole, default=0)
    if not 0 < largest < _THOUSAND or max(int(cell.replace(".", "")) for cell in pointed) > _MOST_APART * largest:
        return _Says.OPEN if len(pointed) >= _FEWEST or not all(map(_ALL_ZEROS.fullmatch, pointed)) or whole else _Says.ONE
    return _Says.THOUSANDS


def _may_have_points(reading: Reading, column: int) -> bool:
    """Of a long list by its first rows: its figures come out of one program."""
    below = _below(reading)
    cells = reading.sheet.cells(column, below[:_SAMPLE] if reading.sheet.is_long else below)
    if isinstance(cells, pl.Series):
        return bool(cells.str.contains(".", literal=True).any()) and not _are_decimals(cells)
    return any(type(cell) is str and "." in cell for cell in cells)


def _are_decimals(cells: pl.Series) -> bool:
    """What a sample of a long list shows already: a point that has not three digits behind it."""
    pointed = cells.filter(cells.str.contains(r"^\d*\.\d+$"))
    return not pointed.is_empty() and not pointed.str.contains(f"^(?:{_GROUPS.pattern})$").all()


def _below(reading: Reading) -> range:
    return range(reading.head.last + 1, len(reading.sheet.rows))


def _texts(reading: Reading, column: int) -> Iterator[tuple[int, str]]:
    return ((row, cell) for row, cell in reading.sheet.filled(column, _below(reading)) if type(cell) is str)


def _numbers(reading: Reading, column: int) -> Iterator[float]:
    return (cell for cell in reading.sheet.cells(column, _below(reading)) if isinstance(cell, (int, float)) and not isinstance(cell, bool)) if not reading.sheet.is_long else iter(())


def _has_fractions(reading: Reading, column: int) -> bool:
    return any(number != number // 1 for number in _numbers(reading, column))


def _whole_numbers(reading: Reading, column: int) -> list[int]:
    return [int(number) for number in _numbers(reading, column) if 0 <= number < 10**9]


def _change(reading: Reading, column: int, made: dict[int, str]) -> None:
    """The sheet with other texts in some rows of a column."""
    if not made:
        return
    sheet = reading.sheet
    if sheet.is_long:
        reading.sheet = replace(sheet, rows=cast(Any, sheet.rows).changed(column, made))
        return
    rows: list[list[Cell]] = [*sheet.rows]
    for row, text in made.items():
        rows[row] = [*rows[row][:column], text, *rows[row][column + 1 :]]
    reading.sheet = replace(sheet, rows=rows)


def _as_thousands(reading: Reading, column: _Column) -> Finding:
    head, count, first = column.head.shown, len(column.pointed), next(iter(column.pointed.values())).strip()
    value = first.replace(".", "")
    message = Message(
        f"“{head}”有 {count} 格带点的数，点后都是三位（如“{first}”），看本表其他的数是千位分隔，都已照此读取（{first} 读作 {value}）；若是小数点，请在来源文件中写 `decimal: \".\"`",
        f"`{head}`: {count} cells have three digits behind each point (e.g. {first!r}); by the other figures these are thousands, and so they were read ({first} as {value}). If the point is a decimal one, write `decimal: \".\"` in the source",
    )
    return _told(reading, column.head, column.pointed, Severity.INFO, "cell-not-literal", message)


def _unknown(reading: Reading, column: _Column) -> Finding:
    head, count, first = column.head.shown, len(column.pointed), next(iter(column.pointed.values())).strip()
    message = Message(
        f"“{head}”有 {count} 格带点的数，点后都是三位（如“{first}”），不知是小数还是千位分隔（{first.replace('.', '')}），都没有采用；"
        "请去掉千位分隔，或在来源文件中写明小数点：`decimal: \",\"`（点是千位分隔）或 `decimal: \".\"`",
        f"`{head}`: {count} cells have three digits behind each point (e.g. {first!r}): decimals, or thousands ({first.replace('.', '')})? None of them was used. "
        "Write them without marks for thousands, or say in the source which mark decimals have: `decimal: \",\"` (the point sets thousands apart) or `decimal: \".\"`",
    )
    return _told(reading, column.head, column.pointed, Severity.WARNING, "mark-unknown", message)


def _told(reading: Reading, head: ColumnHead, cells: dict[int, str], severity: Severity, rule: str, message: Message) -> Finding:
    first, *others = reading.sheet.all_at(sorted(cells), head.column)
    return Finding(severity, rule, message, *first, shown(cells[min(cells)]), against=tuple(others))
