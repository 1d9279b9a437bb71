"""One column of a sheet read: raw cells in, values and findings out."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, cast

import polars as pl

from junheng.facts.beside import Later
from junheng.facts.delivery import Value
from junheng.facts.intake.heads.assumed import ASSUMED
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.source import HELPERS, Compared, FormFact, Source, SourceColumn
from junheng.facts.intake.values import cells as read
from junheng.facts.intake.values.cells import NOTHING, AtOnce, Reading, has_thousands, is_dash, is_in_full_width
from junheng.facts.intake.values.sheet import Cell, Sheet, letter
from junheng.facts.intake.values.text import brief, plain
from junheng.facts.intake.values.unit_behind import quantities
from junheng.facts.intake.values.units import LAND, MONEY, times_of
from junheng.facts.tables import DTYPES, TABLES, Column, Type
from junheng.facts.texts import placed
from junheng.terms import Finding, Message, Place, Severity, Stage, Unit, joined

_FEW, _SAMPLE = 400, 1_000  # texts of a column of names, e.g. townships, in so many of its cells: more are not looked at one by one
_FEW_WIDE = 10  # cells of a column with digits in full width, or with thousands set apart: more are told together
MANY = 2_000  # cells of a column from which they are first read all at once
_DOTTED = re.compile(r"(\d+)\.0+")


@dataclass(frozen=True)
class Assigned:
    """A column of the sheet and the fact it holds; `stage` is None where each row's own kind decides. doubt: as of `Match`."""

    head: ColumnHead
    source: SourceColumn
    stage: Stage | None
    strength: int
    doubt: str = ""

    @property
    def key(self) -> tuple[str, str, Stage | None]:
        return (self.source.table, self.source.fact, self.stage)

    @property
    def letter(self) -> str:
        return letter(self.head.column)


def table_column(source: Source, column: SourceColumn | FormFact) -> Column:
    """The table's column; a part of a sum is of the kind of its total."""
    if column.fact in HELPERS:
        return HELPERS[column.fact]
    names = {column.fact} | {added.fact for added in source.added_up if column.fact in added.parts}
    return next(each for each in TABLES[column.table].columns if each.name in names)


def reader(source: Source, column: SourceColumn | FormFact, unit: str) -> Callable[[Cell], Reading]:
    """How a cell of this column is read. `unit` is the one its head or title names."""
    kind = table_column(source, column)
    if kind.type == Type.CHOICE:
        names = source.allowed(column.fact)
        allowed = "、".join(label.zh for label in kind.labels.values())
        return lambda cell: read.choice(cell, names, allowed)
    if kind.type == Type.QUANTITY:
        return quantities(kind, unit)
    if column.fact == "point":
        return read.point
    if kind.type == Type.FLAG and column.fact in source.values:
        return _flags(source.values[column.fact])
    if column.fact in read.OF_PERSONS:
        return read.OF_PERSONS[column.fact]
    return {
        Type.TEXT: read.text, Type.CODE: read.code, Type.YEAR: read.year, Type.NUMBER: read.number,
        Type.FLAG: read.flag, Type.DATE: read.date,
    }[kind.type]


def _flags(values: dict[str, tuple[str, ...]]) -> Callable[[Cell], Reading]:
    """A yes-or-no fact written in codes of the source's own."""
    names = {plain(word): value for value, words in values.items() for word in words}

    def read_cell(cell: Cell) -> Reading:
        found = read.choice(cell, names, "、".join(names))
        return found if found.value is None else Reading(found.value == "yes")

    return read_cell


def _undotted(cell: Cell) -> Cell:
    """Codes that passed through a statistics program come as the text 1.0."""
    found = _DOTTED.fullmatch(cell.strip()) if isinstance(cell, str) and "." in cell else None
    return found.group(1) if found else cell


def unit_of(source: Source, assigned: Assigned, title_unit: str) -> tuple[str, bool]:
    """The unit of a column, and whether somebody said it: the head, else the title, else the source's habit."""
    if table_column(source, assigned.source).unit != Unit.YUAN:
        return assigned.head.unit or assigned.source.unit, True
    if assigned.head.unit in MONEY:
        return assigned.head.unit, True
    if title_unit:
        return title_unit, True
    return assigned.source.unit or "元", False


def long_columns(
    sheet: Sheet, rows: Sequence[int], assigned: Sequence[Assigned], source: Source, title_unit: str, later: Callable[..., Later]
) -> dict[int, Later]:
    """Of a long text: what its columns say, each by its place in the sheet. Names and choices are read beside the quantities, which every core takes a part of."""
    if not hasattr(sheet.rows, "column"):
        return {}
    units = {each.head.column: unit_of(source, each, title_unit)[0] for each in assigned}
    some = [each for each in assigned if table_column(source, each.source).type == Type.QUANTITY and _is_plain(each.source, units[each.head.column])]
    found: dict[int, Later] = {}
    for each in assigned:
        if each not in some:
            unit = units[each.head.column]
            read_cell = _reader_of(each.source, reader(source, each.source, unit))
            found[each.head.column] = later(_at_once, sheet.cells(each.head.column, rows), each, source, unit, read_cell)
    kinds = [(kind := table_column(source, each.source), _times(kind, units[each.head.column])) for each in some]
    columns = [each.head.column for each in some]
    texts, longest = [sheet.cells(column, rows) for column in columns], cast(Any, sheet.rows).longest(columns, rows)
    values = importlib.import_module("junheng.facts.intake.values.plain_cells").plain_quantities(texts, kinds, longest, sheet.exponents)
    return {each.head.column: partial(values.__getitem__, place) for place, each in enumerate(some)} | found


def read_column(
    sheet: Sheet, rows: Sequence[int], assigned: Assigned, source: Source, unit: str, findings: list[Finding], dashes: list[int], known: Later | None = None
) -> pl.Series:
    """The values of `rows`; what was not literal or could not be used is added to `findings`, the places of dashes to `dashes`. known: of `long_columns`."""
    cells = _as_texts(sheet.cells(assigned.head.column, rows))
    read_cell = _reader_of(assigned.source, reader(source, assigned.source, unit))
    values, rest, wide = known() if known else _at_once(cells, assigned, source, unit, read_cell)
    tell, stands_for_figure = _teller(sheet, assigned, read_cell), cache(lambda cell: is_dash(cell) and plain(cell) not in assigned.source.words_for_missing)
    found: list[Value] = []
    told: dict[int, Finding] = {}
    for index, cell in zip(rest, _some(cells, rest), strict=True):
        value, finding = tell(cell, rows[index])
        found.append(value)
        if finding:
            told[index] = finding
        elif value is None and stands_for_figure(cell):
            dashes.append(index)
    wide = sorted({*wide, *(index for index, each in told.items() if is_in_full_width(each.allowed))})
    apart, together = (wide, []) if len(wide) <= _FEW_WIDE else (wide[:1], wide[1:])
    told |= {index: cast(Finding, tell(cell, rows[index])[1]) for index, cell in zip(apart, _some(cells, apart), strict=True)}
    if together:
        places = tuple(sheet.all_at([rows[index] for index in together], assigned.head.column))
        told = {index: each for index, each in told.items() if not is_in_full_width(each.allowed)} | {wide[0]: _all_in_full_width(told[wide[0]], assigned, places)}
    told = _thousands_together(sheet, rows, assigned, told)
    findings += (told[index] for index in sorted(told))
    return placed(values, rest, pl.Series(found, dtype=values.dtype, strict=True)) if found else values


def _thousands_together(sheet: Sheet, rows: Sequence[int], assigned: Assigned, told: dict[int, Finding]) -> dict[int, Finding]:
    """Many cells of a column with thousands set apart (16,088) are told together, as those in full width are."""
    alike = sorted(index for index, each in told.items() if each.severity == Severity.INFO and has_thousands(each.allowed))
    if len(alike) <= _FEW_WIDE:
        return told
    head, first, count = assigned.head.shown, told[alike[0]], len(alike)
    message = Message(
        f"“{head}”有 {count} 格含千位分隔符，都已照数字读取（如“{first.found}”）", f"`{head}`: {count} cells have thousands separators; all were read as the numbers they are (e.g. {first.found!r})")
    together = replace(first, message=message, against=tuple(sheet.all_at([rows[index] for index in alike[1:]], assigned.head.column)))
    gone = set(alike)
    return {index: each for index, each in told.items() if index not in gone} | {alike[0]: together}


def _all_in_full_width(first: Finding, assigned: Assigned, others: tuple[Place, ...]) -> Finding:
    head, count, note = assigned.head.shown, len(others) + 1, cast(Message, first.allowed)
    message = Message(
        f"“{head}”有 {count} 格是{note.zh.partition('，读作')[0]}，都已照数字读取（如“{first.found}”：{note.zh}）；可查找、替换成半角",
        f"`{head}`: {count} cells have {note.en.partition(', read as')[0]}; all were read as the numbers they are (e.g. {first.found!r}: {note.en}). They may be replaced by plain ones",
    )
    return replace(first, message=message, against=others)


def _teller(sheet: Sheet, assigned: Assigned, read_cell: Callable[[Cell], Reading]) -> Callable[[Cell, int], tuple[Value, Finding | None]]:
    """The value of a cell in some row and what is to be said of it. What is written the same in many rows is read and worded once."""
    known: dict[tuple[type, Cell], tuple[Value, Finding | None]] = {}

    def tell(cell: Cell, row: int) -> tuple[Value, Finding | None]:
        before = known.get((type(cell), cell))
        if before:
            value, finding = before
            return value, finding and finding.at(sheet.place(row, assigned.head.column))
        reading, finding = read_cell(cell), None
        if reading.wrong:
            finding = _cell_finding(Severity.ERROR, "cell-unusable", sheet, row, assigned, _undotted(cell), reading.wrong)
        elif reading.note:
            finding = _cell_finding(Severity.INFO, "cell-not-literal", sheet, row, assigned, _undotted(cell), reading.note)
        known[type(cell), cell] = reading.value, finding
        return reading.value, finding

    return tell


def _as_texts(cells: pl.Series | list[Cell]) -> pl.Series | list[Cell]:
    """A long column of texts alone as one column."""
    if isinstance(cells, list) and len(cells) >= MANY:
        try:
            return pl.Series(cells, dtype=pl.String, strict=True)
        except (TypeError, pl.exceptions.PolarsError):
            pass
    return cells


def _some(cells: pl.Series | list[Cell], rest: Sequence[int]) -> Iterable[Cell]:
    return cells.gather(list(rest)).to_list() if isinstance(cells, pl.Series) else map(cells.__getitem__, rest)


def _at_once(
    cells: pl.Series | list[Cell], assigned: Assigned, source: Source, unit: str, read_cell: Callable[[Cell], Reading]
) -> AtOnce:
    """What a column of texts says, and the places of the cells that have to be read, or told of, one by one."""
    column, kind = assigned.source, table_column(source, assigned.source)
    dtype = DTYPES[kind.type]
    if not isinstance(cells, pl.Series):
        rest = [index for index, cell in enumerate(cells) if cell != "" or column.blank == "zero"]
        return AtOnce(pl.Series([None], dtype=dtype).new_from_index(0, len(cells)), rest)
    if column.fact == "point" and column.blank == "missing" and not column.minus:
        return cast(AtOnce, importlib.import_module("junheng.facts.intake.values.plain_cells").plain_points(cells))
    few = kind.type == Type.TEXT and cells.gather_every(max(1, len(cells) // _SAMPLE)).n_unique() <= _FEW
    if not few and _is_plain(column, unit):
        found = importlib.import_module("junheng.facts.intake.values.plain_cells").plain_values(cells, kind, _times(kind, unit))
        if found:
            return cast(AtOnce, found)
    return _by_distinct(cells, read_cell, dtype, with_dashes=kind.type == Type.QUANTITY)


def _is_plain(column: SourceColumn, unit: str) -> bool:
    """Whether its cells mean what they say: a blank is missing, no word stands for it, and nothing is converted."""
    return not column.minus and column.blank == "missing" and column.fact != "point" and unit not in LAND


def _times(kind: Column, unit: str) -> int:
    return times_of(kind.unit, unit)


def _by_distinct(cells: pl.Series, read_cell: Callable[[Cell], Reading], dtype: pl.DataType, with_dashes: bool) -> AtOnce:
    """Each text read once; those of which something is to be said are told of at every cell. with_dashes: these too, as of figures they are."""
    named = cells.cast(pl.Categorical)
    distinct, numbers = named.unique(), named.to_physical()
    texts = {number: text for number, text in zip(distinct.to_physical(), distinct.cast(pl.String), strict=True) if text is not None}
    readings = {number: read_cell(text) for number, text in texts.items()}
    by_number = [readings[number].value if number in readings else None for number in range(max(readings, default=-1) + 1)]
    told = [number for number, each in readings.items() if each.wrong or each.note or (with_dashes and each.value is None and is_dash(texts[number]))]
    return AtOnce(pl.Series(by_number, dtype=dtype, strict=True).gather(numbers), numbers.is_in(told).arg_true().to_list() if told else [])


def _reader_of(column: SourceColumn, read_cell: Callable[[Cell], Reading]) -> Callable[[Cell], Reading]:
    """How a cell is read where some words mean "missing" and a blank may mean zero."""
    missing = column.words_for_missing

    def read_one(cell: Cell) -> Reading:
        cell = _undotted(cell)
        if (cell == "" and column.blank != "zero") or (missing and plain(cell) in missing):
            return NOTHING
        reading = read_cell(cell)
        if reading.value is None and column.blank == "zero" and plain(cell) == "":
            return Reading(0, reading.note, reading.wrong)
        return reading

    return read_one


def _cell_finding(
    severity: Severity, rule: str, sheet: Sheet, row: int, assigned: Assigned, cell: Cell, what: Message
) -> Finding:
    head, found = assigned.head.shown, brief(cell)
    if severity == Severity.ERROR:
        message = Message(
            f"“{head}”填的是“{found}”，{what.zh}；已作缺失处理，请更正后重新提交",
            f"`{head}` holds {found!r}; {what.en}. Taken as missing: correct it and hand in again",
        )
    else:
        message = Message(f"“{head}”填的是“{found}”：{what.zh}", f"`{head}` holds {found!r}: {what.en}")
    return Finding(severity, rule, message, sheet.file, sheet.name, sheet.place(row, assigned.head.column), found, what)


def unknown_column(sheet: Sheet, head_row: int, head: ColumnHead) -> Finding:
    message = Message(
        f"不认识的列“{head.shown}”，未采用；若是需要的数据，请改表头或在来源文件中登记",
        f"the column `{head.shown}` is not known and was not used; if it is needed, rename it or add it to the source file",
    )
    return _of_head(Severity.WARNING, "column-unknown", message, sheet, head_row, head)


NOT_SPLIT = "column-not-split"


def whole_alone(sheet: Sheet, head_row: int, head: ColumnHead, fact: str, stage: Stage | None, compared: Compared, facts: Collection[str]) -> Finding:
    """教职工 of a list without 专任教师; 普通教室 of one without 教室: the fact is in it, or it is in the fact, and cannot be told. facts: that the list has."""
    column, is_whole = TABLES["school_years"].column(fact), bool(compared.whole_of)
    about = _of_stage(column.header, stage)
    means = Message(f"（{column.meaning.zh}）", f" ({column.meaning.en})") if column.meaning != column.header else Message("", "")
    said = Message(f"还含“{about.zh}”{means.zh}以外的数", f"holds more than `{about.en}`{means.en}") if is_whole else Message(f"只是“{about.zh}”的一部分", f"is a part of `{about.en}` only")
    message = Message(
        f"“{head.shown}”{said.zh}，表中没有单列“{about.zh}”，这一项缺失；请加一列“{about.zh}”",
        f"`{head.shown}` {said.en}, which has no column of its own: that fact is missing. Add a column {about.zh}",
    )
    if compared.beside:  # its head is called as the fact is, or nearly so
        message = _holds_another(head, column, TABLES["school_years"].column(compared.beside), stage, compared.beside in facts)
    return replace(_of_head(Severity.WARNING if is_whole else Severity.INFO, NOT_SPLIT, message, sheet, head_row, head), allowed=about.zh)


def _of_stage(about: Message, stage: Stage | None) -> Message:
    return Message(f"{stage.label.zh}{about.zh}", f"{about.en} of the {stage.label.en} stage") if stage else about


def _holds_another(head: ColumnHead, column: Column, other: Column, stage: Stage | None, is_there: bool) -> Message:
    """大班额 without 超大班额 beside it may be all from 56 on; with 其中：超大班额 it is. is_there: the other has a column."""
    about, more = _of_stage(column.header, stage), _of_stage(other.header, stage)
    if is_there:
        return Message(
            f"“{head.shown}”包括“{more.zh}”（{other.meaning.zh}），{column.meaning.zh}的没有单列，“{about.zh}”缺失；请加一列，只填 {column.meaning.zh}的",
            f"`{head.shown}` holds the `{more.en}` ({other.meaning.en}) too: those of {column.meaning.en} have no column of their own, and `{about.en}` is missing. Add a column of these alone",
        )
    return Message(
        f"“{head.shown}”可能连“{more.zh}”（{other.meaning.zh}）也算在内，表中没有那一列，看不出只算 {column.meaning.zh}的是多少，“{about.zh}”缺失；请加一列“{more.zh}”（没有的填 0）",
        f"`{head.shown}` may count `{more.en}` ({other.meaning.en}) too, which have no column of their own: how many are of {column.meaning.en} cannot be told, and `{about.en}` is missing. "
        f"Add a column {more.zh}, with 0 where there are none",
    )


def columns_assumed(sheet: Sheet, head_row: int, same: Sequence[Assigned], source: Source, said_in: Message | None = None) -> Finding:
    """same: the columns of one fact, of several stages; they are told once, at the first. said_in: the name in which the doubtful word stands."""
    assigned, *others = same
    about = table_column(source, assigned.source).header
    message = Message(
        f"“{assigned.head.shown}”按“{about.zh}”读取；若是，请把表头写成“{about.zh}”，若不是，请写明是什么",
        f"`{assigned.head.shown}` was read as `{about.en}`: write `{about.zh}` in the head if it is, else what it is",
    )
    if assigned.doubt:
        place = said_in or Message("", "")
        message = Message(
            f"“{assigned.head.shown}”按全部的“{about.zh}”读取，{place.zh}“{assigned.doubt}”可能只说其中一部分；若是一部分，请去掉这一列，若是全部，请改掉{place.zh}“{assigned.doubt}”",
            f"`{assigned.head.shown}` was read as all `{about.en}`, and {assigned.doubt}{place.en} may mean a part: take the column out if it is a part, else change these words",
        )
    against = tuple((sheet.file, sheet.name, sheet.place(head_row, each.head.column)) for each in others)
    return replace(_of_head(Severity.WARNING, ASSUMED, message, sheet, head_row, assigned.head), allowed=about.zh, against=against)


def subject_assumed(sheet: Sheet, head_row: int, columns: Sequence[Assigned], source: Source, said_in: Message | None) -> Finding:
    """Several facts below a title that may be of a part, told once. said_in: as of `columns_assumed`."""
    first, *others = columns
    place, facts = said_in or Message("", ""), list(dict.fromkeys(table_column(source, each.source).header for each in columns))
    told, heads = joined(facts), "、".join(each.head.shown for each in columns)
    message = Message(
        f"{place.zh or '标题中的'}“{first.doubt}”可能只说其中一部分，{len(columns)} 列按全部读取（{told.zh}；另一张表有的学校以那张表为准）；若是一部分，请去掉这张表，若是全部，请改掉“{first.doubt}”",
        f"{first.doubt}{place.en or ' in the title'} may mean a part: {len(columns)} columns were read as all there is ({told.en}; where another sheet gives it of a school, that goes before). "
        "Take the sheet out if it is of a part, else change the word",
    )
    against = tuple((sheet.file, sheet.name, sheet.place(head_row, each.head.column)) for each in others)
    return replace(_of_head(Severity.WARNING, ASSUMED, message, sheet, head_row, first.head), found=heads, allowed=told.zh, against=against)


def not_of_this_year(sheet: Sheet, head_row: int, head: ColumnHead) -> Finding:
    message = Message(
        f"看表头，“{head.shown}”不是本学年的实有总数（上学年、计划、生均，或只是其中一部分），未采用；若是实有总数，请改表头",
        f"by its head `{head.shown}` is not the whole of what there is this school year (last year's, planned, per pupil, or a part) and was not used: change the head if it is",
    )
    return _of_head(Severity.INFO, "column-aside", message, sheet, head_row, head)


def _of_head(severity: Severity, rule: str, message: Message, sheet: Sheet, head_row: int, head: ColumnHead) -> Finding:
    return Finding(severity, rule, message, sheet.file, sheet.name, sheet.place(head_row, head.column), head.shown)


def rivals(sheet: Sheet, head_row: int, first: Assigned, second: Assigned) -> Finding:
    zh = f"“{first.head.shown}”（{first.letter} 列）与“{second.head.shown}”（{second.letter} 列）都像是同一项，数值不同，均未采用"
    en = (
        f"`{first.head.shown}` (column {first.letter}) and `{second.head.shown}` (column {second.letter}) "
        "both look like the same fact and differ: neither was used"
    )
    return Finding(
        Severity.ERROR, "column-twice", Message(f"{zh}；请改清表头", f"{en}; make their heads distinct"),
        sheet.file, sheet.name, sheet.place(head_row, second.head.column), second.head.shown,
        against=((sheet.file, sheet.name, sheet.place(head_row, first.head.column)),),
    )


def said_better(sheet: Sheet, head_row: int, weaker: Assigned, read: Assigned, source: Source) -> Finding:
    """教师 beside 专任教师, 图书 > 合计 beside 图书 > 纸质. weaker: is known, and of the same fact, but another column says it better."""
    about = table_column(source, read.source).header
    message = Message(
        f"“{weaker.head.shown}”（{weaker.letter} 列）没有采用：“{about.zh}”按写得更明确的“{read.head.shown}”（{read.letter} 列）读取；若应采用这一列，请改清表头",
        f"`{weaker.head.shown}` (column {weaker.letter}) was not used: `{about.en}` was read from `{read.head.shown}` (column {read.letter}), which says it more plainly; make the heads distinct if it should be this one",
    )
    against = ((sheet.file, sheet.name, sheet.place(head_row, read.head.column)),)
    is_plain = weaker.strength == 0 or weaker.head.parts[:-1] == read.head.parts[:-1] != ()  # by the words, or within one group
    return replace(_of_head(Severity.INFO if is_plain else Severity.WARNING, "column-aside", message, sheet, head_row, weaker.head), allowed=read.head.shown, against=against)


def unit_assumed(sheet: Sheet, head_row: int, assigned: Assigned, unit: str) -> Finding:
    return Finding(
        Severity.WARNING, "unit-assumed",
        Message(
            f"“{assigned.head.shown}”没有写单位，按{unit}读取；请在表头注明单位",
            f"`{assigned.head.shown}` names no unit and was read in {unit}; name the unit in the head",
        ),
        sheet.file, sheet.name, sheet.place(head_row, assigned.head.column), unit,
    )
