"""What the checks stand on: the rows of a table with what they are compared with - the school, its stages, last year."""

from __future__ import annotations

import polars as pl

from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import SchoolKind, Stage

KEY = ("school", "year", "stage")
SUMMED = ("pupils", "classes", "teachers", "boarders")
TAUGHT = [kind.value for kind in SchoolKind if kind.stages]  # a census that names no kind has no list of what each must fill
FILLED, FEWEST_FILLED = 0.8, 5  # the share of schools alike, and at least so many, that give what is usual
USUAL = "_usual_"
SIZES = (50, 200, 600)  # pupils: schools on one side of these are of one size


def ground_of(facts: Facts) -> pl.DataFrame:
    """`school_years` with what they are held against.

    all_*: sums over the school's stages; of a fact of the whole school only where a stage gives one too. *_before: last year. _comparable: the same school as last year, and it lives on.
    _peers: a number for schools of one kind, stage, year and size. _usual_*: whether nearly all that teach alike (stage, year, area) give
    a figure; only of figures that some of them lack.
    """
    rows = _with_schools(facts.school_years, _schools(facts))
    known = pl.col("stage") != "whole"
    sums = [_sum(name, known).alias(f"all_{name}") for name in SUMMED] + [_given(name, known).alias(f"all_{name}") for name in _given_twice(rows)]
    rows = rows.with_columns(each.over("school", "year") for each in sums)
    size = pl.sum_horizontal(*[(pl.col("all_pupils") > limit).cast(pl.Int8) for limit in SIZES])
    rows = _beside_last_year(_with_usual(rows))
    peers = ((pl.col("year").cast(pl.Int64) * 10 + _number("stage", Stage)) * 100 + _number("kind", SchoolKind)) * 10 + size
    return rows.with_columns(peers.alias("_peers"), (~pl.col("moved") & (pl.col("kind") == pl.col("kind_before"))).alias("_comparable"))


def _number(name: str, choices: type[Stage] | type[SchoolKind]) -> pl.Expr:
    """A number for each choice, quicker to group by than the texts."""
    values = [choice.value for choice in choices]
    return pl.col(name).cast(pl.Enum(values), strict=False).to_physical().cast(pl.Int64).fill_null(len(values))


def _with_schools(rows: pl.DataFrame, schools: pl.DataFrame) -> pl.DataFrame:
    """Where both name the same schools one after the other, as stored tables do, each row knows its school without looking it up."""
    starts = (rows["school"] != rows["school"].shift(1)) | (rows["year"] != rows["year"].shift(1))
    starts = starts.fill_null(True)
    if rows.select(KEY[:2]).filter(starts).equals(schools.select(KEY[:2])) and not schools["school"].null_count():
        return pl.concat([rows, schools.drop(KEY[:2])[starts.cum_sum() - 1]], how="horizontal")
    return rows.join(schools, on=list(KEY[:2]), how="left", maintain_order="left")


def _with_usual(rows: pl.DataFrame) -> pl.DataFrame:
    figures = [name for name, dtype in rows.schema.items() if dtype == pl.Int64 and 0 < rows[name].null_count() < rows.height]
    alike = [pl.col("area"), pl.col("year"), pl.col("stage"), pl.col("kind").is_in(TAUGHT).alias("_taught")]
    groups = rows.group_by(alike).agg(pl.len(), pl.col(figures).count())
    usual = pl.max_horizontal(FILLED * pl.col("len"), FEWEST_FILLED)
    groups = groups.with_columns((pl.col(name) >= usual) & (pl.col(name) < pl.col("len")) for name in figures)
    lacking = [name for name in figures if groups[name].any()]
    if not lacking:
        return rows
    told = groups.select("area", "year", "stage", "_taught", *[pl.col(name).alias(f"{USUAL}{name}") for name in lacking])
    return rows.with_columns(alike[-1]).join(told, on=["area", "year", "stage", "_taught"], how="left", nulls_equal=True, maintain_order="left")


def _sum(name: str, known: pl.Expr) -> pl.Expr:
    """Missing where a stage's figure is missing."""
    total = pl.when(known).then(pl.col(name)).sum()
    return pl.when((pl.col(name).is_null() & known).any() | ~known.any()).then(None).otherwise(total)


def _given(name: str, known: pl.Expr) -> pl.Expr:
    """What the stages give for themselves, whether all of them do or one; missing where none does."""
    given = pl.col(name).filter(known).drop_nulls()
    return pl.when(given.len() > 0).then(given.sum())


def _given_twice(rows: pl.DataFrame) -> list[str]:
    """Facts of the whole school that are given for it and for a stage: hardly any delivery has them."""
    names = [column.name for column in SCHOOL_YEARS.columns if column.whole and column.name not in SUMMED]
    halves = [rows.filter(half).select(pl.col(names).is_not_null().any()) for half in (pl.col("stage") == "whole", pl.col("stage") != "whole")]
    return [name for name in names if all(half[name].any() for half in halves)]


def _schools(facts: Facts) -> pl.DataFrame:
    schools = facts.schools.select("school", "year", "name", "area", "kind", "closed", "working")
    receivers = facts.schools["successor"].drop_nulls().unique().to_list()
    moved = pl.col("name").is_in(receivers) | pl.col("school").is_in(receivers)
    return schools.with_columns(moved.alias("moved"))


def _beside_last_year(rows: pl.DataFrame) -> pl.DataFrame:
    if rows["year"].n_unique() < 2:  # most deliveries: nothing to stand beside
        before = {f"{name}_before": dtype for name, dtype in rows.schema.items() if dtype == pl.Int64} | {"kind_before": pl.String()}
        return rows.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in before.items())
    return rows.join(_year_before(rows), on=list(KEY), how="left", maintain_order="left")


def _year_before(rows: pl.DataFrame) -> pl.DataFrame:
    figures = [name for name, dtype in rows.schema.items() if dtype == pl.Int64]
    return rows.select(
        "school", (pl.col("year") + 1).alias("year"), "stage", pl.col("kind").alias("kind_before"),
        *[pl.col(name).alias(f"{name}_before") for name in figures],
    ).unique(KEY)
