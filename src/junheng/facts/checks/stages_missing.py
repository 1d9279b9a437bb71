"""Stages that a school has by its kind and of which nothing was handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import FEWEST_ALIKE, MOST_ALIKE, SchoolList
from junheng.terms import Message, SchoolKind, Stage

_SCHOOL = ["school", "year"]
_FEW_LACK, _LOOKED_AT = 0.03, 20  # a share of the schools of a kind; up to so many schools each is looked at for itself
_WITH_SENIOR = [kind.value for kind in SchoolKind if Stage.SENIOR in kind.stages and len(kind.stages) > 1]


def _stage_missing(listed: SchoolList) -> Found:
    """A school that reports some of its stages and not this one; or none, where most others report it. Not the senior stage of a list that has none."""
    rows = _silent(listed)
    silent = rows.filter(~_is_senior_nowhere(listed, rows))
    by_code = listed.of_codes(silent["school"].unique()) if silent.height else {}
    for school, year, stage in silent.select(*_SCHOOL, "stage").iter_rows():
        row = by_code[school, year]
        label, kind = Stage(stage).label, SchoolKind(row["kind"]).label
        words = Message(f"{kind.zh}，没有{label.zh}学段的数", f"{kind.en}, no figures of its {label.en} stage")
        yield row, Said("kind", kind.zh, "", words)


def _senior_nowhere(listed: SchoolList) -> Found:
    """Once for each area and year, at its first school."""
    rows = _silent(listed, _WITH_SENIOR)
    for of_list in rows.filter(_is_senior_nowhere(listed, rows)).partition_by("area", "year", maintain_order=True):
        row = listed.of_codes([of_list["school"][0]])[of_list["school"][0], of_list["year"][0]]
        words = Message(f"{SchoolKind(row['kind']).label.zh}等 {of_list.height} 所", f"{of_list.height} schools, the first of them: {SchoolKind(row['kind']).label.en}")
        yield row, Said("kind", SchoolKind(row["kind"]).label.zh, "", words)


def _is_senior_nowhere(listed: SchoolList, silent: pl.DataFrame) -> pl.Series:
    """Of the rows of `_silent`: the senior stage of a school on a list of several, in an area of which no file has a line of that stage, nor the name of a school that has it alone.

    A list of compulsory education names its 完全中学 too; the forms of a school hold all of its stages.
    """
    is_senior = silent["stage"] == Stage.SENIOR.value
    if not is_senior.any():
        return is_senior
    areas = listed.named.select(*_SCHOOL, "area", "kind")
    with_senior = areas.join(listed.facts.school_years.filter(pl.col("stage") == Stage.SENIOR.value), on=_SCHOOL, how="semi")["area"]
    known = pl.concat([with_senior, areas.filter(pl.col("kind") == SchoolKind.SENIOR.value)["area"]]).unique()
    of_sheets = listed.facts.records["school_years"].select("school", several=pl.col("school").n_unique().over("_file", "_sheet") >= FEWEST_ALIKE)
    return is_senior & ~silent["area"].is_in(known.implode()) & silent["school"].is_in(of_sheets.filter("several")["school"].implode())


def _silent(listed: SchoolList, kinds: Sequence[str] = ()) -> pl.DataFrame:
    """School, year, area and stage of what is missing. kinds: of these alone, where others are not asked for."""
    # a sheet of one stage may hold a column of another (backbone teachers): beside other stages, only the pupils say that it was handed in
    if listed.all_given():
        return pl.DataFrame(schema={**listed.named.select(*_SCHOOL, "area").schema, "stage": pl.String})
    there = listed.facts.school_years.select(*_SCHOOL, "stage", pl.col("pupils").is_not_null().alias("given"))
    expected = listed.expected().filter(pl.col("kind").is_in(kinds)) if kinds else listed.expected()
    rows = expected.join(there, on=[*_SCHOOL, "stage"], how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("given").is_null().alias("no_row"), pl.col("given").fill_null(False)).with_columns(
        pl.col("given").any().over(_SCHOOL).alias("in_part"), pl.col("given").mean().over("area", "year", "stage").alias("share"),
        pl.col("no_row").mean().over("year", "stage", "kind").alias("lacking"), pl.len().over("year", "stage", "kind").alias("alike"))
    # many schools of a kind without the stage: the list tells kinds loosely (a composite school may begin at grade 7), or only totals
    loosely = (pl.col("lacking") > _FEW_LACK) & (pl.col("alike") > _LOOKED_AT)
    return rows.filter(~pl.col("given") & ~loosely & (pl.col("in_part") | (pl.col("no_row") & (pl.col("share") >= MOST_ALIKE)))).select(*_SCHOOL, "area", "stage")


STAGE_CHECKS: Mapping[str, Callable[[SchoolList], Found]] = {"stage_missing": _stage_missing, "senior_nowhere": _senior_nowhere}
