"""What the checks stand on: the rows of a table with what they are compared with - the school, its stages, last year."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from junheng.facts.checks.wholes import OF_WHOLE, with_wholes
from junheng.facts.kinds_by_stages import kinds_by_stages
from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import SchoolKind, Stage

KEY = ("school", "year", "stage")
SUMMED = ("pupils", "classes", "teachers", "boarders")
_OTHER_SIZES = ("classes_large", "classes_big", "classes_oversize")
NEVER_NONE = ("pupils", "classes", "teachers")  # a school that is taught has some: a blank is never 0
TAUGHT = [kind.value for kind in SchoolKind if kind.stages]  # a census that names no kind has no list of what each must fill
FILLED, FEWEST_FILLED = 0.75, 5  # the share of schools alike, and at least so many, that give what is usual
MANY_FILLED, FEW_FILLED = 0.66, 2  # the same of what no school has none of
USUAL = "_usual_"
LIST = "_list"  # a number is grouped by more quickly than an area, a year and a stage
GROWN = "_grown"  # the same school as last year, which took in another: of it only falls are told
FEWEST_PEERS = 8  # schools that can tell an outlier
_FEW = 10_000  # rows
SIZES = (50, 200, 600)  # pupils: schools on one side of these are of one size


def ground_of(facts: Facts) -> pl.DataFrame:
    """`school_years`, with the facts of whole schools in rows of theirs, and what they are held against.

    all_*: sums over the school's stages; of a fact of the whole school only where a stage gives one too. *_before: last year. _comparable: the same school as last year, and it took in no other; _grown: it did.
    _list: a number for the rows of one area, year and stage. _peers: one for schools of one kind, stage, year and size in an area. _usual_*: whether nearly all that teach alike (stage, year, area) give
    a figure; only of figures that some of them lack.
    """
    figures = with_wholes(facts.school_years)
    run = _runs(figures)
    rows = _with_sums(_with_schools(figures, _schools(facts), run), run)
    rows = rows.with_columns(_number("stage", Stage, rows["stage"].unique()).alias("_stage"), run.cast(pl.UInt32))
    size = pl.sum_horizontal(*[(pl.col("all_pupils") > limit).cast(pl.Int8) for limit in SIZES])
    of_list = (pl.col("_area").fill_null(-1) * 10_000 + pl.col("year")) * 10 + pl.col("_stage")
    rows = _with_standard(_with_usual(rows.with_columns(of_list.alias(LIST))))
    peers = ((pl.col("year").cast(pl.Int64) * 10 + pl.col("_stage")) * 100 + pl.col("_kind").fill_null(0)) * 10 + size
    is_few = 0 < rows.height <= _FEW
    rows = rows.with_columns((peers + _own_area() * 10**9 if is_few else peers).alias("_peers"))
    return _beside_last_year(_with_more_peers(rows, size > 0) if is_few else rows)


def _own_area() -> pl.Expr:
    """A number for the area: counties are unlike, and a school is held against those of its own. Areas of few schools are held together, and so is a nation."""
    return pl.when(pl.len().over(LIST) >= FEWEST_PEERS).then(pl.col("_area").fill_null(-1) + 1).otherwise(0)


def _with_more_peers(rows: pl.DataFrame, more_than_tiny: pl.Expr) -> pl.DataFrame:
    """In a county most kinds and sizes have too few schools to tell an outlier by: those of one stage and year are then held against each other. Their
    ratios differ more, and so does what is called far. Not the tiny ones, of which any figure per pupil may be large.
    """
    few = (pl.len().over("_peers") < FEWEST_PEERS) & pl.col("kind").is_in(TAUGHT) & more_than_tiny
    together = -(pl.col("year").cast(pl.Int64) * 10 + pl.col("_stage") + _own_area() * 10**6)
    return rows.with_columns(pl.when(few).then(together).otherwise("_peers").alias("_peers"))


def series_of(values: np.ndarray) -> pl.Series:
    """Of few rows by way of a list: given an array, Polars loads numpy.ma, a thirtieth of what a county's evaluation takes."""
    dtype = pl.Boolean() if values.dtype == np.bool_ else pl.Int64()
    return pl.Series(values.tolist() if len(values) <= _FEW else values, dtype=dtype)


def _number(name: str, choices: type[Stage] | type[SchoolKind], among: pl.Series) -> pl.Expr:
    """A number for each choice, quicker to group by than the texts; 0 where none is given. among: the choices that are there."""
    there = set(among)
    given = [(pl.col(name) == choice.value).cast(pl.Int64) * number for number, choice in enumerate(choices, start=1) if choice.value in there]
    return pl.sum_horizontal(pl.lit(0, pl.Int64), *given)


def _with_schools(rows: pl.DataFrame, schools: pl.DataFrame, run: pl.Series) -> pl.DataFrame:
    """Each school and year is looked up once; not even that where the list names the same ones in the same order."""
    if not run.flags["SORTED_ASC"]:
        return rows.join(schools, on=list(KEY[:2]), how="left", maintain_order="left")
    named = rows.select(KEY[:2]).filter((run != run.shift(1)).fill_null(True))
    found = schools if named.equals(schools.select(KEY[:2])) else named.join(schools, on=list(KEY[:2]), how="left", maintain_order="left")
    return pl.concat([rows, found.drop(KEY[:2])[run]], how="horizontal")


def _with_usual(rows: pl.DataFrame) -> pl.DataFrame:
    figures = [name for name in SCHOOL_YEARS.by_name if rows[name].dtype == pl.Int64 and 0 < rows[name].null_count() < rows.height]
    if not figures:
        return rows
    alike = pl.col(LIST) * 3 + pl.col("_taught").fill_null(2)
    rows = rows.with_columns(alike.alias("_alike"))
    given = rows.group_by("_alike").agg(pl.len().alias("_size"), pl.col(figures).count())
    usual = [_is_usual(name) for name in figures]
    groups = given.select("_alike", *[each.alias(f"{USUAL}{name}") for name, each in zip(figures, usual, strict=True)])
    some = [each.name for each in groups.iter_columns() if each.dtype == pl.Boolean and each.any()]
    if not some:
        return rows.drop("_alike")
    rows = rows.join(groups.select("_alike", *some), on="_alike", how="left", maintain_order="left").drop("_alike")
    together = [name for name in SUMMED if f"{USUAL}{name}" in some]  # of several stages in one figure (stages-together): no stage's is blank
    return rows.with_columns((pl.col(f"{USUAL}{name}") & ~(pl.col(name).is_not_null() & (pl.col("stage") == Stage.WHOLE.value)).any().over("_run")).alias(f"{USUAL}{name}") for name in together)


def _is_usual(name: str) -> pl.Expr:
    share, fewest = (MANY_FILLED, FEW_FILLED) if name in NEVER_NONE else (FILLED, FEWEST_FILLED)
    return (pl.col(name) >= pl.max_horizontal(share * pl.col("_size"), fewest)) & (pl.col(name) < pl.col("_size"))


def _with_standard(rows: pl.DataFrame) -> pl.DataFrame:
    """Where no list gives the classes of standard size: those of no other. The checks of sizes and pupils need all four; what is left over is none where the others are too many (L04)."""
    if rows["classes_standard"].null_count() < rows.height or any(rows[name].null_count() == rows.height for name in _OTHER_SIZES):
        return rows
    rest = pl.col("classes") - pl.sum_horizontal(_OTHER_SIZES, ignore_nulls=False)
    return rows.with_columns(rest.clip(0).alias("classes_standard"))


def _with_sums(rows: pl.DataFrame, run: pl.Series) -> pl.DataFrame:
    """all_*: missing where a stage's figure is missing; of what is given for the whole school too, what the stages give."""
    if rows.is_empty():
        return rows.with_columns(pl.lit(None, pl.Int64).alias(f"all_{name}") for name in SUMMED)
    known = (rows["stage"] != Stage.WHOLE.value).fill_null(False)
    names = [*SUMMED, *_given_twice(rows, known)]
    figures, givens = rows.select(pl.col(names).fill_null(0)), rows.select(pl.col(names).is_not_null())
    numbers, told, found = run.to_numpy(), known.to_numpy(), dict[str, pl.Series]()
    stages = np.bincount(numbers, told)
    for name in names:
        figure, is_given = figures[name].to_numpy(), givens[name].to_numpy()
        if (is_given == told).all():  # given for every stage, and for none of the whole schools, as is usual
            total, is_told = np.bincount(numbers, figure), stages > 0
        else:
            given, total = np.bincount(numbers, is_given & told), np.bincount(numbers, figure * told)
            is_told = (given > 0) & (given == stages) if name in SUMMED else given > 0
        found |= {f"all_{name}": series_of(total.astype(np.int64)), f"_is_{name}": series_of(is_told)}
    sums = pl.DataFrame(found).select(pl.when(f"_is_{name}").then(f"all_{name}").alias(f"all_{name}") for name in names)
    return pl.concat([rows, sums[run]], how="horizontal")


def _runs(rows: pl.DataFrame) -> pl.Series:
    """A number for the rows of each school and year, from 0 as they come where they come in order, as in a stored table."""
    school, year = rows["school"], rows["year"]
    starts = ((school != school.shift(1)) | (year != year.shift(1))).fill_null(True)
    named = rows.select(KEY[:2]).filter(starts)
    school, year = named["school"], named["year"]
    if not school.null_count() and ((school > school.shift(1)) | ((school == school.shift(1)) & (year > year.shift(1)))).slice(1).all():
        return (starts.cum_sum().cast(pl.Int64) - 1).alias("_run").set_sorted()
    return rows.select(pl.struct(KEY[:2]).rank("dense").cast(pl.Int64) - 1).to_series().alias("_run")


def _given_twice(rows: pl.DataFrame, known: pl.Series) -> list[str]:
    """Facts of the whole school that are given for it and for a stage: hardly any delivery has them."""
    return given_in_both(rows, OF_WHOLE, known)


def given_in_both(rows: pl.DataFrame, names: Iterable[str], of_stage: pl.Series) -> list[str]:
    """The columns that are given in some row of a stage and in some row of the whole school."""
    names = [name for name in names if rows[name].null_count() < rows.height]
    if not names:
        return []
    halves = [rows.filter(half).select(pl.col(names).count() > 0).row(0) for half in (of_stage, ~of_stage)]
    return [name for name, one, other in zip(names, *halves, strict=True) if one and other]


def _schools(facts: Facts) -> pl.DataFrame:
    schools = kinds_by_stages(facts.schools.select("school", "year", "name", "area", "kind", "closed", "working"), facts.school_years)
    receivers = facts.schools["successor"].drop_nulls().unique().to_list()
    moved = pl.col("name").is_in(receivers) | pl.col("school").is_in(receivers) if receivers else pl.lit(False)
    area = pl.col("area").cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1)
    taught = pl.col("kind").is_in(TAUGHT).cast(pl.Int64).fill_null(2)
    numbers = (area.alias("_area"), _number("kind", SchoolKind, schools["kind"].unique()).alias("_kind"), taught.alias("_taught"))
    return schools.with_columns(moved.alias("moved"), *numbers)


def _beside_last_year(rows: pl.DataFrame) -> pl.DataFrame:
    if rows["year"].n_unique() < 2:  # most deliveries: nothing to stand beside
        return rows
    rows = rows.join(_year_before(rows), on=list(KEY), how="left", maintain_order="left")
    same = pl.col("kind") == pl.col("kind_before")
    return rows.with_columns((~pl.col("moved") & same).alias("_comparable"), (pl.col("moved") & same).alias(GROWN))


def _year_before(rows: pl.DataFrame) -> pl.DataFrame:
    figures = [name for name, dtype in rows.schema.items() if dtype == pl.Int64]
    return rows.select(
        "school", (pl.col("year") + 1).alias("year"), "stage", pl.col("kind").alias("kind_before"),
        *[pl.col(name).alias(f"{name}_before") for name in figures],
    ).unique(KEY)
