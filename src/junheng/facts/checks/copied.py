"""Figures that stand in the line of another school: copied over its own, or moved there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import polars as pl

from junheng.facts.checks.rule import BEFORE
from junheng.facts.checks.said import Found, Row, Said
from junheng.facts.tables import SCHOOL_YEARS
from junheng.facts.texts import all_differ
from junheng.terms import Message, Stage, Unit

# above 0: so many are never the same by chance; the areas and values of a whole school tell it by fewer
FEWEST_FIGURES, FEWEST_OF_WHOLE = 12, 8
FEWEST_PUPILS = 60  # most figures of a smaller school are 1 or 2
FEWEST_AREAS = 4
FEWEST_BROKEN = 2  # figures with decimals, where all that is given is the same: round ones may be
FEWEST_MOVED = 3  # that are no more one's own
_AREAS = [column.name for column in SCHOOL_YEARS.columns if column.unit == Unit.SQUARE_METRE]
_KEY = ("year", "stage")
OfCodes = Callable[[Iterable[str]], Mapping[tuple[str, int], Row]]  # the rows of some schools in the lists, by code and year


def _with_enough(rows: pl.DataFrame, figures: Sequence[str]) -> pl.Series:
    """The places of the rows with so many figures above 0; not a row is looked at where no half of the table has so many columns."""
    whole = rows["stage"] == Stage.WHOLE.value
    found = []
    halves = (whole, FEWEST_OF_WHOLE), (~whole & (rows["pupils"] >= FEWEST_PUPILS), FEWEST_FIGURES)
    above = rows.select(pl.col(figures) > 0)
    for half, fewest in halves if figures else ():
        given = [name for name in figures if (above[name] & half).any()]
        if len(given) >= fewest:
            found.append(pl.lit(half) & (_given(given) >= fewest))
    return rows.select(pl.any_horizontal(found)).to_series().arg_true() if found else pl.Series([], dtype=pl.UInt32)


def _given(names: Sequence[str]) -> pl.Expr:
    """How many of the figures are above 0."""
    return pl.sum_horizontal(*[(pl.col(name) > 0).cast(pl.UInt8) for name in names])


def copied(rows: pl.DataFrame, of_codes: OfCodes) -> Found:
    """Every figure of a line as another school has it. rows: `school_years`."""
    figures = [name for name, kind in rows.schema.items() if kind == pl.Int64 and rows[name].null_count() < rows.height]
    places = _with_enough(rows, figures)
    if places.len():
        yield from _alike(_maybe_alike(rows, places, rows.select(figures)[places]), figures, of_codes)


def _maybe_alike(rows: pl.DataFrame, places: pl.Series, figures: pl.DataFrame) -> pl.DataFrame:
    """What is the same in every figure is so in a sum of them, each with a weight of its own: that is quickly told.

    figures: those of the rows at the places.
    """
    sums = weighted_sums(figures)
    return rows.clear() if all_differ(sums) else rows[places.filter(sums.is_duplicated())]


def weighted_sums(figures: pl.DataFrame) -> pl.Series:
    """Of each row a sum that is that of another where all its figures are, and seldom else: the weights are large and unlike."""
    weighted = [pl.col(name) * pow(7_919, place + 1, 32_749) for place, name in enumerate(figures.columns)]
    return figures.select(pl.sum_horizontal(*weighted)).to_series()


def areas_copied(rows: pl.DataFrame, of_codes: OfCodes) -> Found:
    """Measured to a part of a square metre, four areas are never the same by chance; those whose every figure is the same are told already.

    Of lists with three areas the value of the equipment is the fourth.
    """
    given = [name for name in _AREAS if rows[name].null_count() < rows.height]
    given += ["equipment_value"] if len(given) == FEWEST_AREAS - 1 and rows["equipment_value"].null_count() < rows.height else []
    if len(given) < FEWEST_AREAS:
        return
    places = (rows["stage"] == Stage.WHOLE.value).arg_true()
    areas = rows.select(given)[places]
    enough = areas.select(_given(given) >= FEWEST_AREAS).to_series()
    if not enough.all():
        places, areas = places.filter(enough), areas.filter(enough)
    if places.is_empty():
        return
    many = _maybe_alike(rows, places, areas)
    if many.is_empty():  # nearly always
        return
    figures = [name for name, kind in rows.schema.items() if kind == pl.Int64]
    broken = pl.sum_horizontal(*[(pl.col(name) % SCHOOL_YEARS.column(name).scale != 0).cast(pl.UInt8) for name in given])
    is_told = pl.struct(*_KEY, *figures).is_duplicated() & ((_given(figures) >= FEWEST_OF_WHOLE) | (broken < FEWEST_BROKEN))
    yield from _alike(many.filter(~is_told), given, of_codes)


def areas_moved(ground: pl.DataFrame) -> Found:
    """A school whose areas are no longer its own of the year before, but those that another school of the list had: the line has moved.

    ground: as `ground_of` makes it. Areas stay what they are, so that three in one line tell whose line it is.
    """
    if "_comparable" not in ground.columns:
        return
    rows = ground.filter(pl.col("_comparable") & (pl.col("stage") == Stage.WHOLE.value))
    given = [name for name in _AREAS if rows[name].null_count() < rows.height]
    if len(given) < FEWEST_MOVED:
        return
    others = [((pl.col(name) > 0) & (pl.col(name) != pl.col(f"{name}{BEFORE}"))).cast(pl.UInt8) for name in given]
    moved = rows.filter(pl.sum_horizontal(others) >= FEWEST_MOVED)
    if moved.is_empty():
        return
    areas_then = [pl.col(f"{name}{BEFORE}").alias(name) for name in given]
    then = rows.select("_area", "year", pl.col("school").alias("_of"), pl.col("name").alias("_of_name"), *areas_then)
    whose = moved.join(then, on=["_area", "year", *given], how="inner", nulls_equal=True, maintain_order="left")
    for row in whose.unique("school", keep="none", maintain_order=True).filter(pl.col("school") != pl.col("_of")).to_dicts():
        here = [name for name in given if row[name] and row[name] != row[f"{name}{BEFORE}"]]
        words = Message(
            f"与{row['_of_name']}（{row['_of']}）上学年的相同，共 {len(here)} 项", f"those of {row['_of_name']} ({row['_of']}) the year before, {len(here)} figures"
        )
        yield row, Said(here[0], f"{row['name']} = {row['_of_name']}", "", words, tuple(here[1:]))


def _alike(many: pl.DataFrame, figures: list[str], of_codes: OfCodes) -> Found:
    if many.is_empty():
        return
    alike = many.filter(pl.struct(*_KEY, *figures).is_duplicated()).sort("school")
    by_code = of_codes(alike["school"].unique()) if alike.height else {}
    seen: dict[tuple[object, ...], str] = {}
    for row in alike.iter_rows(named=True):
        first = seen.setdefault(tuple(row[name] for name in (*_KEY, *figures)), row["school"])
        if first == row["school"]:
            continue
        this, other = (by_code.get((code, row["year"]), {}).get("name") or code for code in (row["school"], first))
        count = sum(row[name] is not None for name in figures)
        column = next(column.name for column in SCHOOL_YEARS.columns if row.get(column.name) and column.name in figures)
        words = Message(f"与{other}（{first}）相同，共 {count} 项", f"the same as {other} ({first}), {count} figures")
        yield {**row, "name": this}, Said(column, f"{this} = {other}", "", words, tuple(name for name in figures if row[name]))
