"""A part that is given twice: 女 in the row of the total and 合计 in the row 女, or 女 of the teachers in two forms of a school. Both are one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from junheng.facts.intake.forms.form_between import Key
from junheng.facts.intake.forms.form_outline import line_of, rules_of_columns, rules_of_rows
from junheng.facts.intake.forms.form_tables import FormGrid, FormTable
from junheng.facts.intake.forms.stage_rows import stage_rows_of
from junheng.facts.intake.heads.labels_first import ROW_NUMBERS
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import shown
from junheng.terms import Finding, Message, Severity

_MARK = re.compile("^其中")


class Crossed(NamedTuple):
    """in_total: the column of the part in the row of the whole; in_part: the column of the whole in the row of the part. By row and column."""

    in_total: tuple[int, int]
    in_part: tuple[int, int]


def crossed_in(grid: FormGrid, sheet: Sheet, source: Source) -> tuple[Crossed, ...]:
    """Where a row and a column are, by the same word, parts of a whole."""
    labels = min((each.column for each in grid.columns), default=1)
    lines = [line_of(row, sheet.rows[row], labels, source.of_which_words) for row, _ in grid.rows]
    words = {line.row: line.words for line in lines}
    heads = {each.column: _MARK.sub("", each.parts[-1]) for each in grid.columns}
    of_rows = [rule for rule in rules_of_rows(lines, stage_rows_of(source).is_block) if not rule.complete]
    of_columns = [rule for rule in rules_of_columns(grid.columns, source.of_which_words) if not rule.complete]
    return tuple(
        Crossed((row.whole, column.parts[0]), (row.parts[0], column.whole))
        for row in of_rows for column in of_columns if heads[column.whole] not in ROW_NUMBERS and words[row.parts[0]] == heads[column.parts[0]] != ""
    )


def stated_in(facts: Mapping[Key, tuple[int, int]], grid: FormGrid, source: Source) -> dict[tuple[Key, str], tuple[int, int]]:
    """The parts of its facts that a form states beside them (女 of the teachers), by fact and word. facts: where each stands."""
    heads = {each.column: _MARK.sub("", each.parts[-1]) for each in grid.columns}
    parts = [(rule.whole, rule.parts[0]) for rule in rules_of_columns(grid.columns, source.of_which_words) if not rule.complete]
    return {(fact, heads[part]): (row, part) for fact, (row, column) in facts.items() for whole, part in parts if whole == column}


class Stated(NamedTuple):
    """What a form of a school and year states. whose: the school and the year."""

    whose: Hashable
    sheet: Sheet
    table: FormTable
    parts: Mapping[tuple[Key, str], tuple[int, int]]


def wrong_between(forms: Iterable[Stated], told: Sequence[Finding]) -> Iterator[Finding]:
    """Where two forms of one school differ; told once, at the later one."""
    known = {each.place for each in told}
    first: dict[Hashable, dict[tuple[Key, str], tuple[Stated, tuple[int, int], float]]] = defaultdict(dict)
    for each in forms:
        own = first[each.whose]
        for part, place in each.parts.items():
            number = figure(each.sheet.cell(*place))
            if number is None:
                continue
            if part not in own:
                own[part] = each, place, number
                continue
            other, there, wanted = own[part]
            if wanted != number and known.isdisjoint((each.sheet.at(*place), other.sheet.at(*there))):
                yield _between(each, place, number, other, there, wanted)


def _between(one: Stated, at: tuple[int, int], number: float, other: Stated, there: tuple[int, int], wanted: float) -> Finding:
    place, elsewhere = one.sheet.place(*at), other.sheet.place(*there)
    head = next((each.shown for each in one.table.grid.columns if each.column == at[1]), "")
    where = f"{other.sheet.name} {elsewhere}" if other.sheet.name != one.sheet.name else elsewhere
    return Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"《{one.table.title}》“{head}”（{place}）填的是 {number:.10g}，而《{other.table.title}》（{where}）为 {wanted:.10g}，是同一个数，应相等；请核对这两格，改正填错的一格",
            f"`{head}` of {one.table.title} ({place}) is {number:.10g}, but {wanted:.10g} in {other.table.title} ({where}); they are one number. Compare the two cells and correct the wrong one",
        ),
        one.sheet.file, one.sheet.name, place, shown(one.sheet.cell(*at)), f"= {wanted:.10g}", (other.sheet.at(*there),),
    )


def wrong_crossings(forms: Sequence[tuple[tuple[Crossed, ...], Sheet, FormTable]], told: Sequence[Finding]) -> Iterator[Finding]:
    """told: what is told of the sums of these forms, which may be of one of the two cells."""
    known = {each.place for each in told}
    for crossings, sheet, table in forms:
        for each in crossings:
            one, other = figure(sheet.cell(*each.in_total)), figure(sheet.cell(*each.in_part))
            if one is not None and other is not None and one != other and not any(sheet.at(*place) in known for place in each):
                yield _finding(sheet, table, each, one, other)


def _finding(sheet: Sheet, table: FormTable, each: Crossed, one: float, other: float) -> Finding:
    first, second = (_cell_named(sheet, table, place) for place in each)
    at = sheet.place(*each.in_total)
    return Finding(
        Severity.WARNING, "form-unbalanced",
        Message(
            f"《{table.title}》{first.zh}填的是 {one:.10g}，而{second.zh}为 {other:.10g}，是同一个数，应相等；请核对这两格，改正填错的一格",
            f"{table.title}: {first.en} is {one:.10g}, but {second.en} is {other:.10g}; they are one number. Compare the two cells and correct the wrong one",
        ),
        sheet.file, sheet.name, at, shown(sheet.cell(*each.in_total)), f"= {other:.10g}", (sheet.at(*each.in_part),),
    )


def _cell_named(sheet: Sheet, table: FormTable, place: tuple[int, int]) -> Message:
    row, column = place
    label = next((shown(cell) for cell in sheet.rows[row][:2] if shown(cell)), "")
    head = next(each.shown for each in table.grid.columns if each.column == column)
    at = sheet.place(row, column)
    return Message(f"“{label}”一行“{head}”（{at}）", f"`{head}` in row `{label}` ({at})")
