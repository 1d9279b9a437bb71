"""Figures of the whole school in the line of a stage, or of a stage in the line of the whole school, as when a block of a sheet has slipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import polars as pl

from junheng.facts.checks.ground import SUMMED, given_in_both
from junheng.facts.checks.said import Found, Row, Said
from junheng.facts.checks.school_list import SchoolList
from junheng.facts.tables import SCHOOL_YEARS, Column
from junheng.terms import Message, Stage, joined

_SCHOOL, _PAGE = ("school", "year"), ("_file", "_sheet")
_RIGHT = "_right_"  # before a column's name: whether the school gives it on this page in the line it belongs in
_FIGURES = [column.name for column in SCHOOL_YEARS.columns if column.unit]
_NOTHING_MORE = Message("", "")


def other_line(listed: SchoolList) -> Found:
    """Once for each line, where most schools of a page give a figure in the line it belongs in; once for all where few do, as after a block that slipped near the top.

    Schools of several stages may give what they share by stage, or their pupils together: where few give a figure in its line they are not looked at. Sums of the stages may stand in both.
    """
    rows = listed.facts.school_years
    mixed = [SCHOOL_YEARS.column(name) for name in given_in_both(rows, _FIGURES, (rows["stage"] != Stage.WHOLE.value).fill_null(False))]
    told = _told(listed.facts.records["school_years"], mixed)
    if mixed and told.select(pl.any_horizontal(pl.col(column.name).any() for column in mixed)).item():
        for of_page in told.partition_by(*_PAGE, "year", maintain_order=True):
            yield from _of_page(listed, of_page, mixed)


def _told(records: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Of each line and column: whether its figure stands here, and nowhere in the line it belongs in."""
    is_whole = pl.col("stage") == Stage.WHOLE.value
    is_of_one = pl.col("stage").filter(~is_whole).n_unique().over(*_SCHOOL, *_PAGE) == 1
    marks = list[pl.Expr]()
    for column in columns:
        there = pl.col(column.name).is_not_null()
        right = (there & (is_whole == column.whole)).any()
        asked = is_of_one | pl.lit(column.name not in SUMMED)
        marks += [(right.over(*_SCHOOL, *_PAGE) & asked).alias(f"{_RIGHT}{column.name}"), (there & ~right.over(_SCHOOL) & asked).alias(column.name)]
    return records.select(*_SCHOOL, "stage", *_PAGE, is_of_one.alias("_of_one"), *marks) if columns else records.clear()


def _of_page(listed: SchoolList, told: pl.DataFrame, mixed: Sequence[Column]) -> Found:
    counts = _counts(told, mixed)
    usual = [column for column in mixed if counts[column.name][0] > counts[column.name][1]]
    for row, here in _lines_of(listed, told, usual):
        yield row, _said(here, row["stage"])
    alone = told.filter("_of_one")
    counts = _counts(alone, mixed)
    unusual = [column for column in mixed if column not in usual and counts[column.name][0]]
    for row, here in islice(_lines_of(listed, alone, unusual), 1):
        wrong = counts[here[0].name][1]
        yield row, _said(here, row["stage"], Message(f"，像这样的有 {wrong} 所学校，其他学校填在另一行", f"; so it is in {wrong} schools, and in the other line in the others"))


def _counts(told: pl.DataFrame, columns: Sequence[Column]) -> dict[str, tuple[int, int]]:
    """How many lines are of schools that give the figure in its line, and how many hold it in the other."""
    return {column.name: (int(told[f"{_RIGHT}{column.name}"].sum()), int(told[column.name].sum())) for column in columns}


def _lines_of(listed: SchoolList, told: pl.DataFrame, columns: Sequence[Column]) -> Iterator[tuple[Row, list[Column]]]:
    """The lines that hold some of the columns where they do not belong, each with those."""
    found = told.filter(pl.any_horizontal(pl.lit(False), *(column.name for column in columns)))
    by_code = listed.of_codes(found["school"].unique()) if found.height else {}
    for row in found.to_dicts():
        listing = by_code.get((row["school"], row["year"]), {key: row[key] for key in _SCHOOL})
        yield {**listing, "stage": row["stage"]}, [column for column in columns if row[column.name]]


def _said(here: Sequence[Column], stage: str, more: Message = _NOTHING_MORE) -> Said:
    first, label = joined(column.header for column in here[:3]), Stage(stage).label
    words = Message(f"“{label.zh}”行填有{first.zh}等 {len(here)} 项{more.zh}", f"the line of {label.en} holds {len(here)}: {first.en}{more.en}")
    return Said(here[0].name, label.zh, "", words)
