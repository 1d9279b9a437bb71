"""A cell left blank in a column that the other schools fill, while another sheet gives the figure: nothing lacks, and a block may have slipped."""

from __future__ import annotations

import numpy as np
import polars as pl

from junheng.facts.checks.said import Found, Said, number
from junheng.facts.checks.school_list import FEWEST_ALIKE, SchoolList
from junheng.facts.tables import SCHOOL_YEARS, Column
from junheng.terms import Message, Stage

FILLED = 0.6  # of the schools of a sheet
_SHEET = ("_file", "_sheet", "stage")
_KEY = list(SCHOOL_YEARS.key)


def blank_here(listed: SchoolList) -> Found:
    """Only where some line is handed in twice: most deliveries have none."""
    records, rows = listed.facts.records["school_years"], listed.facts.school_years
    if records.height <= rows.height:
        return
    columns = [column for column in SCHOOL_YEARS.columns if column.unit and 0 < records[column.name].null_count() < records.height]
    if not columns:
        return
    sheets = records.group_by(_SHEET, maintain_order=True).agg(pl.len().alias("_of"), *[pl.col(column.name).count() for column in columns])
    given, of = sheets.select(column.name for column in columns).to_numpy(), sheets["_of"].to_numpy()[:, None]
    partly = (given >= FILLED * of) & (given >= FEWEST_ALIKE) & (given < of)
    for place in np.flatnonzero(partly.any(axis=0)):
        of_sheets = sheets.select(_SHEET).filter(pl.Series(partly[:, place]))
        yield from _told(listed, records.join(of_sheets, on=_SHEET, how="semi", maintain_order="left"), columns[place])


def _told(listed: SchoolList, records: pl.DataFrame, column: Column) -> Found:
    blank = records.filter(pl.col(column.name).is_null()).select(*_KEY, "_file", "_sheet", "_row")
    given = records.filter(pl.col(column.name).is_not_null())
    here = given.filter(pl.col("stage") == Stage.WHOLE.value).select(*_KEY, "_file", "_sheet")  # a school of two stages gives it in one of its lines
    line = ["_file", "_sheet", "_row"]  # the column of another stage's list on the same sheet
    blank = blank.join(given.select(line), on=line, how="anti", maintain_order="left")
    blank = blank.join(here, on=[*_KEY, "_file", "_sheet"], how="anti", maintain_order="left")
    known = blank.join(listed.facts.school_years.select(*_KEY, column.name), on=_KEY, maintain_order="left").filter(pl.col(column.name).is_not_null())
    by_code = listed.of_codes(known["school"].unique()) if known.height else {}
    for row in known.to_dicts():
        value = number(row[column.name], column.scale)
        words = Message(f"“{column.header.zh}”空着，另一张表填的是 {value}", f"`{column.header.en}` is blank; another sheet gives {value}")
        at = listed.facts.cell_of("school_years", column.name, row)
        yield {**by_code.get((row["school"], row["year"]), {}), **row}, Said(column.name, "", value, words, at=at)
