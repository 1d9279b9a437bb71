"""Which rows below the head of a list are schools; every other one is reported."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.heads.rows import (
    RowKind,
    is_kind_alone,
    is_of_closed,
    not_plain_names,
    not_plain_schools,
    places_among,
    row_kind,
    says_closed,
)
from junheng.facts.intake.lists.closure_lines import closure_lines
from junheng.facts.intake.lists.kind_alone import schools_by_kind
from junheng.facts.intake.lists.last_total import last_total
from junheng.facts.intake.lists.lines_added import lines_added
from junheng.facts.intake.lists.reading import Reading, column_of
from junheng.facts.intake.lists.school_totals import totals_of_schools
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown, words
from junheng.terms import Finding, Message, Severity

_MAIN = {"pupils", "classes", "teachers", "teaching_area", "floor_area", "land_area"}  # a working school has some of each


def pick_rows(reading: Reading, assigned: list[Assigned]) -> None:
    """Settles `rows` and `totals`. Of a long list nearly all lines are plain schools, told by their columns; only the others are looked at one by one."""
    sheet, head, source = reading.sheet, reading.head, reading.source
    below = range(head.last + 1, len(sheet.rows))
    sums = totals_of_schools(reading, assigned, below)
    marks = [each.column for each in head.columns if source.mark and plain(each.shown) == plain(source.mark)]
    codes = _column(sheet, column_of(assigned, "school"), below)
    code_heads = set(map(plain, _column(sheet, column_of(assigned, "school"), range(head.first, head.last + 1))))
    names = _column(sheet, column_of(assigned, "name"), below)
    may_be_other: Sequence[int] = range(len(below))
    if not marks and not source.keep_rows:
        may_be_other = not_plain_schools(codes, code_heads, names)
        at = column_of(assigned, "name")
        if len(may_be_other) == len(below) and at is not None and hasattr(sheet.rows, "column") and not any(codes):
            columns = [pl.Series(sheet.cells(column, below)) for column in range(sheet.width(below))]
            may_be_other = not_plain_names(columns, at, set(map(plain, sheet.cells(at, range(head.first, head.last + 1)))), source)
    closed = _closed_among(reading, assigned, below)
    others = sorted({*(below[index] for index in may_be_other), *closed, *sums}) if closed or sums else [below[index] for index in may_be_other]
    kept = _schools_among(reading, assigned, others, marks, closed, sums) if others else []
    if len(others) == len(below):
        reading.rows = kept
    elif others:
        reading.rows = _in_a_row(sorted({*below}.difference(others).union(kept)))
    else:
        reading.rows = below
    if (total := last_total(reading, assigned)) is not None:
        _take_out(reading, [total])
    if reading.source.add_rows and reading.rows:
        lines = lines_added(reading, assigned)
        _take_out(reading, lines.totals, into_totals=False)
        gone = {*lines.again}
        reading.rows = _in_a_row([row for row in reading.rows if row not in gone]) if gone else reading.rows
        reading.delivery.rows_in += len(gone)
    closure_lines(reading, assigned)
    reading.delivery.findings += _closed_with_figures(reading, column_of(assigned, "name"))
    reading.delivery.rows_in += len(reading.rows)
    reading.delivery.rows_kept += len(reading.rows)


def _take_out(reading: Reading, totals: Sequence[int], into_totals: bool = True) -> None:
    """Lines that are read as totals, though nothing in their names says it. into_totals: of the list, not of one school."""
    gone = {*totals}
    reading.rows = _in_a_row([row for row in reading.rows if row not in gone]) if gone else reading.rows
    reading.totals = sorted([*reading.totals, *totals]) if into_totals else reading.totals
    reading.delivery.rows_in += len(totals)
    reading.delivery.findings += [_row_finding(reading.sheet, row, RowKind.TOTAL) for row in totals]


def _closed_among(reading: Reading, assigned: list[Assigned], below: range) -> set[int]:
    """Lines of schools that have closed and are kept in the list without figures: taken for schools they would lack everything."""
    if not reading.source.compared or reading.source.keep_rows or not reading.sheet.may_be_typed:
        return set()
    if not _MAIN & {each.source.fact for each in assigned}:
        return set()
    figures = [each.head.column for each in assigned if each.source.table == "school_years" and each.source.fact != "stage"]
    return {row for row, cells in zip(below, reading.sheet.some(below), strict=True) if says_closed(cells, figures)}


def _closed_with_figures(reading: Reading, at: int | None) -> list[Finding]:
    """甲县五小（已撤并） with pupils: it is read, and said."""
    if at is None or not reading.source.compared or reading.source.keep_rows or not reading.sheet.may_be_typed:
        return []
    said = [row for row in reading.rows if is_of_closed(reading.sheet.cell(row, at))]
    message = Message("校名写明已停办或撤并，却填有数，仍按学校读取；请核对：若已撤并，请删去这一行", "its name says that the school has closed, but it has figures and was read as a school: if it has closed, take the line out")
    return [Finding(Severity.WARNING, "closed-with-figures", message, *reading.sheet.at(row, at), shown(reading.sheet.cell(row, at))) for row in said]


def _column(sheet: Sheet, column: int | None, rows: range) -> pl.Series | list[Cell]:
    return [""] * len(rows) if column is None else sheet.cells(column, rows)


def _in_a_row(rows: list[int]) -> Sequence[int]:
    """As a range where none is left out between them: columns are cut more quickly than picked from."""
    return range(rows[0], rows[-1] + 1) if rows and rows[-1] - rows[0] + 1 == len(rows) else rows


def _schools_among(reading: Reading, assigned: list[Assigned], rows: list[int], marks: list[int], closed: set[int], sums: set[int]) -> list[int]:
    """Which of some rows are schools; the others are reported."""
    sheet, head, delivery, source = reading.sheet, reading.head, reading.delivery, reading.source
    below = range(head.last + 1, len(sheet.rows))
    facts = {each.source.fact for each in assigned}
    places = [column_of(assigned, fact) for fact in ("school", "name", "kind")]
    codes_known = {"school", "name"} <= facts and any(map(plain, _column(sheet, places[0], below)))
    township = _column(sheet, column_of(assigned, "township"), below) if "kind" in facts else []
    townships = set(map(plain, set(township))) - {""}
    at_township = column_of(assigned, "township")
    townships |= places_among([_label(cells, places, at_township) for cells in sheet.some(rows)])
    head_rows = sheet.rows[head.first : head.last + 1]
    wanted, into = source.keep_rows, column_of(assigned, "successor")
    of_what = next((each.column for each in head.columns if wanted and each.parts[-1] in set(map(words, wanted.heads))), None)
    kept, merged = (set(map(plain, some)) for some in ((wanted.words, wanted.merged) if wanted else ((), ())))
    schools, alone = list[int](), list[int]()
    for row, cells in zip(rows, sheet.some(rows), strict=True):
        code, name, kind = (_at(cells, place) for place in places)
        marked = any(plain(_at(cells, column)) for column in marks)
        found = row_kind(cells, name, code, kind, head_rows, source, codes_known and "kind" in facts)
        if found == RowKind.BLANK or marked:
            continue
        is_place = found in (RowKind.SCHOOL, RowKind.NO_SCHOOL) and plain(_label(cells, places, at_township)) in townships
        if is_place and not any(map(str.isdigit, plain(code))) and not plain(kind):
            found = RowKind.TOTAL  # 松岭镇 where the schools' names, codes or numbers stand
        if found == RowKind.SCHOOL and row in closed:
            found = RowKind.CLOSED
        if found == RowKind.SCHOOL and row in sums:
            delivery.rows_in += 1
            delivery.findings.append(_row_finding(sheet, row, RowKind.TOTAL))
            continue
        what = _at(cells, of_what)
        if found == RowKind.SCHOOL and of_what is not None and plain(what) not in kept:
            found = RowKind.NOT_NEEDED
        if found == RowKind.SCHOOL:
            schools.append(row)
            if into is not None and plain(what) in merged and not plain(_at(cells, into)):
                delivery.findings.append(_no_successor(sheet, row, into, shown(what)))
        elif found == RowKind.TOTAL and is_kind_alone(name):
            alone.append(row)
        else:
            delivery.rows_in += 1
            reading.totals += [row] if found == RowKind.TOTAL else []
            reading.parts += [row] if found == RowKind.PART else []
            delivery.findings.append(_row_finding(sheet, row, found))
    own = schools_by_kind(reading, assigned, alone, schools) if alone else []
    for row in set(alone).difference(own):
        delivery.rows_in += 1
        reading.totals.append(row)
        delivery.findings.append(_row_finding(sheet, row, RowKind.TOTAL))
    reading.totals.sort()
    delivery.findings += _swallowed(sheet, head.last, places[:2])
    return sorted([*schools, *own])


def _swallowed(sheet: Sheet, last: int, places: list[int | None]) -> list[Finding]:
    """Lines of which a merged cell left nothing. Where most are merged so, that is how the sheet is laid out."""
    named = [(top, bottom) for top, left, bottom, right in sheet.merged if last < top < bottom and any(place is not None and left <= place <= right for place in places)]
    empty = dict.fromkeys((top, bottom) for top, bottom in named if any(map(plain, sheet.rows[top])) and not any(plain(cell) for row in sheet.rows[top + 1 : bottom + 1] for cell in row))
    message = Message("单元格合并到下一行，下一行的内容已丢失；请取消合并，补上被盖住的学校", "cells are merged with the line below, whose content is lost; unmerge them and write the school again")
    return [Finding(Severity.WARNING, "row-merged", message, sheet.file, sheet.name, sheet.place(top)) for top, _ in empty] if len(empty) * 4 < len(sheet.rows) - last else []


def _label(cells: list[Cell], places: list[int | None], township: int | None) -> Cell:
    """What a line is called: its name; where it has none, what is no number in the column of the codes, else the only text that it has.

    A township in its own column beside a blank name is a school that was not named.
    """
    code, name = (_at(cells, place) for place in places[:2])
    if plain(name) or plain(code):
        return name if plain(name) or any(map(str.isdigit, plain(code))) else code
    texts = [column for column, cell in enumerate(cells) if plain(cell) and not is_number(cell)]
    return cells[texts[0]] if len(texts) == 1 and texts[0] != township else ""


def _at(cells: list[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None and column < len(cells) else ""


def _no_successor(sheet: Sheet, row: int, column: int, what: str) -> Finding:
    return Finding(
        Severity.WARNING, "successor-missing",
        Message(
            f"写明是“{what}”，没有写并入哪所学校；请补上校名，否则两年之间接不上这所学校的学生",
            f"it says {what} and names no school that took the pupils in; write its name, else they cannot be followed from one year to the next",
        ),
        sheet.file, sheet.name, sheet.place(row, column),
    )


def _row_finding(sheet: Sheet, row: int, found: RowKind) -> Finding:
    severity = Severity.WARNING if found in (RowKind.NO_SCHOOL, RowKind.NOT_SPLIT) else Severity.INFO
    first = next((shown(cell) for cell in sheet.rows[row] if plain(cell)), "")
    return Finding(severity, f"row-{found.value.replace('_', '-')}", found.message, sheet.file, sheet.name, sheet.place(row), first)
