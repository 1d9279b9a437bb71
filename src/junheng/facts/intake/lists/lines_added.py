"""Lists with several lines for a school, by grade or sex, that are added up: lines that would be counted twice.

What a line is of stands in columns that are no figures and differ within a school, read or not: Grade, Sex. A line of a total (All grades, 合计) is no part, and one that says the same as another
of its school is there twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.heads.columns import Assigned, table_column
from junheng.facts.intake.heads.rows import says_total
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.tables import Type
from junheng.terms import Finding, Message, Severity

_SCHOOL, _ROW = "school", "row"
_MOST_WORDS = 400  # of a column that tells grades, classes or sexes
_MOST_GRADES = 20  # different numbers in such a column
_FEW = 0.1  # of the lines: where more say the same as another with other figures, there are several of a grade, as of classes
_TOLD_ONCE = 10  # repeated lines; more are told together
_FEWEST_SCHOOLS, _FEWEST_LINES = 2, 3  # of a line that is the sum of the others without saying so; with it


@dataclass(frozen=True)
class Lines:
    """Lines to be left out: totals of their school, and lines that are there twice."""

    totals: list[int]
    again: list[int]


def lines_added(reading: Reading, assigned: Sequence[Assigned]) -> Lines:
    """Findings about what is no line of its own stand in the delivery, but for the totals, which are told as all totals are."""
    figures = list(dict.fromkeys(each.head.column for each in assigned if table_column(reading.source, each.source).type == Type.QUANTITY))
    frame = _frame(reading, assigned, figures)
    keys = _keys(frame, figures) if frame.height else []
    if not keys:
        return Lines([], [])
    again = _repeated(frame, keys)
    reading.delivery.findings += _told(reading, again)
    totals: list[int] = []
    frame = frame.filter(~pl.col(_ROW).is_in([row for row, _, _ in again])) if again else frame
    for key in keys:
        group = [_SCHOOL, *(other for other in keys if other != key and frame[other].n_unique() < frame.height)]
        own = _totals(frame, key, group, figures, reading)
        reading.delivery.findings += _off(reading, frame, own, group, figures)
        totals += own
        frame = frame.filter(~pl.col(_ROW).is_in(own)) if own else frame
    return Lines(totals, [row for row, _, _ in again])


def _frame(reading: Reading, assigned: Sequence[Assigned], figures: Sequence[int]) -> pl.DataFrame:
    """What each line says, as text: its school, and all columns."""
    rows = reading.rows
    columns = {str(each.column): _texts(reading, each.column) for each in reading.head.columns}
    named = {each.source.fact: columns[str(each.head.column)] for each in assigned if each.source.table == "schools" and str(each.head.column) in columns}
    by_name = pl.concat_str([named[fact] for fact in ("name", "township") if fact in named], separator=" ") if "name" in named else None
    code = named.get("school")
    none = pl.lit("")
    school = pl.when((code if code is not None else none) != "").then(code if code is not None else none).otherwise(by_name if by_name is not None else none)
    frame = pl.DataFrame({_ROW: pl.Series(rows, dtype=pl.Int64), **columns}).with_columns(school.alias(_SCHOOL))
    gone = [str(each.head.column) for each in assigned if each.source.fact in ("school", "name", "township")]
    return frame.select(pl.exclude([name for name in gone if int(name) not in figures]))


def _texts(reading: Reading, column: int) -> pl.Series:
    cells = reading.sheet.cells(column, reading.rows)
    return cells if isinstance(cells, pl.Series) else pl.Series([plain(cell) for cell in cells], dtype=pl.String)


def _keys(frame: pl.DataFrame, figures: Sequence[int]) -> list[str]:
    """Columns of few words, or numbers, that differ within some school: Grade, and not its figures."""
    own = {_ROW, _SCHOOL, *map(str, figures)}
    words = [name for name in frame.columns if name not in own and 1 < frame[name].n_unique() <= (_MOST_WORDS if frame[name].str.contains(r"[^\d.]").any() else _MOST_GRADES)]
    if not words:
        return []
    differing = frame.group_by(_SCHOOL).agg(pl.col(words).n_unique()).select(pl.col(words).max()).row(0, named=True)
    return [name for name in words if differing[name] > 1]


def _totals(frame: pl.DataFrame, key: str, group: Sequence[str], figures: Sequence[int], reading: Reading) -> list[int]:
    """Lines whose key says all, of schools that have others."""
    said = [text for text in frame[key].unique().to_list() if text and says_total(text)] or _sums_of_others(frame, key, group, figures, reading)
    if not said:
        return []
    is_total = pl.col(key).is_in(said)
    return frame.filter(is_total & (~is_total).any().over(_SCHOOL))[_ROW].to_list()


def _sums_of_others(frame: pl.DataFrame, key: str, group: Sequence[str], figures: Sequence[int], reading: Reading) -> list[str]:
    """What stands in lines that are, in every school, the sum of the others: Whole, or nothing."""
    if not figures or frame.height > LONGEST_BY_HAND:
        return []
    numbers = pl.Series([figure(cell) for cell in reading.sheet.column(figures[0], frame[_ROW].to_list())], dtype=pl.Float64)
    lines = frame.with_columns(numbers.alias("=")).filter(pl.len().over(group) >= _FEWEST_LINES)
    is_sum = (pl.col("=") > 0) & (pl.col("=") * 2 == pl.col("=").sum().over(group)) & (pl.col("=").null_count().over(group) == 0)
    found = lines.with_columns(is_sum.alias("is")).group_by(key).agg(pl.col("is").all(), pl.col(_SCHOOL).n_unique().alias("schools"))
    return found.filter(pl.col("is") & (pl.col("schools") >= _FEWEST_SCHOOLS))[key].to_list()


def _off(reading: Reading, frame: pl.DataFrame, totals: list[int], group: Sequence[str], figures: Sequence[int]) -> Iterator[Finding]:
    """Totals that are not the sum of the lines they are of, in figures that all of these have."""
    if not totals or frame.height > LONGEST_BY_HAND:
        return
    parts: dict[tuple[str, ...], list[int]] = {}
    gone = {*totals}
    for row, *of in frame.select(_ROW, *group).iter_rows():
        if row not in gone:
            parts.setdefault(tuple(of), []).append(row)
    for row, *of in frame.filter(pl.col(_ROW).is_in(totals)).select(_ROW, *group).iter_rows():
        for column in figures:
            said = figure(reading.sheet.cell(row, column))
            own = [figure(cell) for cell in reading.sheet.column(column, parts.get(tuple(of), []))]
            if said is not None and own and None not in own and abs(sum(filter(None, own)) - said) > 1e-6 * max(said, 1):
                yield _disagrees(reading, row, column, sum(filter(None, own)))


def _repeated(frame: pl.DataFrame, keys: Sequence[str]) -> list[tuple[int, int, bool]]:
    """Lines with the row of the one that said the same before, and whether the figures are the same too."""
    by_key, whole = [_SCHOOL, *(key for key in keys if frame[key].n_unique() < frame.height)], [name for name in frame.columns if name != _ROW and (name == _SCHOOL or frame[name].n_unique() < frame.height)]
    if len(by_key) == 1:
        return []
    again = frame.filter(~pl.struct(by_key).is_first_distinct() & (pl.col(_SCHOOL) != ""))
    if again.is_empty():
        return []
    same = {*frame.filter(~pl.struct(whole).is_first_distinct())[_ROW]}
    if len(same & {*again[_ROW]}) < again.height > _FEW * frame.height:
        return []
    before = {tuple(key): row for row, *key in frame.filter(pl.struct(by_key).is_first_distinct()).select(_ROW, *by_key).iter_rows()}
    return [(row, before[tuple(key)], row in same) for row, *key in again.select(_ROW, *by_key).iter_rows()]


def _told(reading: Reading, again: Sequence[tuple[int, int, bool]]) -> Iterator[Finding]:
    sheet = reading.sheet
    some = again if len(again) <= _TOLD_ONCE else again[:1]
    for row, before, is_same in some:
        more = len(again) - 1 if len(again) > _TOLD_ONCE else 0
        zh, en = ("，各数也相同", " with the same figures") if is_same else ("，但数不同", " with other figures")
        also = Message(f"；共 {more + 1} 行如此", f"; so it is with {more + 1} lines") if more else Message("", "")
        yield Finding(
            Severity.WARNING, "line-twice",
            Message(
                f"这一行与第 {sheet.place(before)} 行是同一学校的同一年级（班、性别等）{zh}{also.zh}，没有相加；多余的请删去，若是另一个班，请在表中写明",
                f"this line is of the same school and grade (class, sex …) as row {sheet.place(before)}{en}{also.en}: it was not added. Remove it if it is superfluous; if it is of another class, say so in the table",
            ),
            *sheet.at(row), next((shown(cell) for cell in sheet.rows[row] if plain(cell)), ""),
            against=(sheet.at(before), *(sheet.at(other) for other, _, _ in (again[1:] if more else ()))),
        )


def _disagrees(reading: Reading, row: int, column: int, total: float) -> Finding:
    sheet, head = reading.sheet, next(each.shown for each in reading.head.columns if each.column == column)
    found, allowed = shown(sheet.cell(row, column)), f"{total:.10g}"
    return Finding(
        Severity.WARNING, "total-disagrees",
        Message(
            f"这所学校的合计行“{head}”填的是 {found}，各行之和为 {allowed}；合计不作为数据，但两者之一有误，请核对",
            f"the school's line of totals says {found} for `{head}`, its other lines add up to {allowed}; a total is no fact, but one of the two is wrong: look at both",
        ),
        *sheet.at(row, column), found, f"= {allowed}",
    )
