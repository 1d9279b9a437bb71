"""Rows of one sheet that speak of the same school: lines by grade are added up, all others are reported."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.schools.twice import twice
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain_texts
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.facts.texts import all_differ, placed
from junheng.terms import Finding


def report_twice(sheet: Sheet, rows: Sequence[int], facts: Columns, years: pl.Series, findings: list[Finding]) -> None:
    """A school that stands twice in one sheet, for the same year and stage: one of its lines is superfluous."""
    stages = next((values for (_, fact, _), (values, _) in facts.items() if fact == "stage"), pl.repeat(None, len(rows), eager=True))
    schools = _schools(facts, len(rows))
    if (schools.slice(1) > schools.head(-1)).all(ignore_nulls=False) or all_differ(schools):
        return
    keys = pl.DataFrame({"school": schools, "year": years, "stage": stages})
    again = keys.is_duplicated() & schools.is_not_null()
    first: dict[Hashable, int] = {}
    (codes, code_at), (names, name_at) = (facts.get(("schools", fact, None), (None, "")) for fact in ("school", "name"))
    for index, *key in keys.with_row_index().filter(again).iter_rows():
        before = first.setdefault(tuple(key), index)
        if before != index:
            letter = code_at if codes is not None and codes[index] is not None else name_at
            called = [names[each] if names is not None else None for each in (before, index)]
            findings.append(twice(sheet, letter, rows[before], rows[index], str(key[0]), called))


def add_rows(facts: Columns, columns: dict[str, pl.Series], keep: pl.Series) -> tuple[dict[str, pl.Series], pl.Series]:
    """Adds the quantities of each school, year and stage into its first row. One missing part makes the sum missing.

    keep: the places of the rows that count. Returns the columns, each as long as `keep` now is, and the places of the first rows.
    """
    schools = _schools(facts, columns["school"].len())
    rows = pl.DataFrame({**columns, "_school": schools})[keep].with_columns(keep.alias("_place"))
    quantities = [name for name in columns if SCHOOL_YEARS.column(name).type == Type.QUANTITY]
    sums = [pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in quantities]
    others = [pl.col(name).first() for name in (*columns, "_place") if name not in (*quantities, "year", "stage")]
    groups = rows.group_by("_school", "year", "stage", maintain_order=True).agg(*sums, *others)
    return {name: groups[name] for name in columns}, groups["_place"]


def _schools(facts: Columns, length: int) -> pl.Series:
    """By what a row names its school: the code, else name and township."""
    none = pl.repeat(None, length, dtype=pl.String, eager=True)
    codes, names, towns = (facts.get(("schools", fact, None), (none, ""))[0] for fact in ("school", "name", "township"))
    without = codes.is_null().arg_true()
    if not without.len():
        return codes
    name, town = (plain_texts(texts.gather(without)) for texts in (names, towns))
    told = pl.concat_str(name, pl.lit(" "), town.fill_null("")).str.strip_chars(" ")
    return placed(codes, without, pl.select(pl.when((name != "") & name.is_not_null()).then(told)).to_series())
