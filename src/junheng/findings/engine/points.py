"""Teaching points join their parent school - pupils and resources added - before anything is split or divided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from junheng.facts.store import Facts
from junheng.findings.engine.status import Scope, Status, is_point
from junheng.rules.standards import Points

Frame = nw.LazyFrame[Any]
KEY = ["school", "year"]


def join_points(facts: Facts, scope: Scope, rows: Frame, own: Sequence[str], shared: Sequence[str]) -> Frame:
    """`rows` with the joining points added to their parents; the points' own rows stay, marked MERGED.

    own: columns of the stage; shared: those of them that also stand, as `<column>@whole`, for the whole school.
    """
    rows = rows.with_columns(nw.lit(0, nw.Int64).alias("points"))
    if scope.counts.points != Points.MERGE:
        return rows
    joining = rows.filter(is_point() & (nw.col("status") == Status.COUNTED.value))
    found = joining.select(*KEY, "stage", "area").join(_parents(facts), on=[*KEY, "area"], how="left")
    # the parent must count in the point's own stage, or its pupils would be lost
    counted = (
        rows.filter(~is_point() & (nw.col("status") == Status.COUNTED.value))
        .select(nw.col("school").alias("unit"), "year", "stage").with_columns(nw.lit(True).alias("parent_counts"))
    )
    found = found.join(counted, on=["unit", "year", "stage"], how="left").select(*KEY, "stage", "unit", "parent_counts")
    rows = _marked(rows, found)
    merging = found.filter(nw.col("parent_counts").fill_null(False)).select(*KEY, "stage", "unit")
    moved = rows.join(merging, on=[*KEY, "stage"], how="inner").filter(nw.col("status") == Status.MERGED.value)
    moved = moved.with_columns((nw.col("weight") * nw.col("pupils")).alias("weighted_pupils"))
    rows = _added(rows, moved, own, ["stage"])
    rows = _added(rows, moved, ["weighted_pupils"], [])
    whole = [f"{column}@whole" for column in shared]
    return _added(rows, moved.select(*KEY, "unit", *whole).unique(), whole, []) if whole else rows


def _parents(facts: Facts) -> Frame:
    """school, year, area -> unit: the parent by its code, else by a name that only one school has.

    Only one of the area; or, of several 中心小学, only one of the point's own township.
    """
    schools = nw.from_native(facts.plan("schools"))
    points = schools.filter(is_point()).select(*KEY, "area", "township", "parent", "parent_code")
    others = schools.select(nw.col("school").alias("unit"), "year", "area", "township", "name")
    by_code = others.select("unit", "year", "area").with_columns(nw.col("unit").alias("code"))
    found = points
    for key, lookup in (("parent_code", by_code), ("parent", by_code)):
        renamed = lookup.select(nw.col("unit").alias(f"by_{key}"), "year", "area", nw.col("code").alias(key))
        found = found.join(renamed, on=[key, "year", "area"], how="left")
    for name, within in (("by_name", ["year", "area"]), ("by_township", ["year", "area", "township"])):
        names = others.group_by("name", *within).agg(nw.col("unit").min().alias(name), nw.len().alias("bearers"))
        names = names.filter(nw.col("bearers") == 1).select(name, *within, nw.col("name").alias("parent"))
        found = found.join(names, on=["parent", *within], how="left")
    unit = nw.coalesce(*(nw.col(f"by_{way}") for way in ("parent_code", "parent", "name", "township")))
    return found.select(*KEY, "area", nw.when(unit != nw.col("school")).then(unit).alias("unit"))


def _marked(rows: Frame, found: Frame) -> Frame:
    """The points' own rows: merged, or why they cannot be."""
    rows = rows.join(found.with_columns(nw.lit(True).alias("joins")), on=[*KEY, "stage"], how="left")
    reason = (
        nw.when(nw.col("unit").is_null())
        .then(nw.lit(Status.PARENT_UNKNOWN.value, nw.Int16))
        .otherwise(
            nw.when(nw.col("parent_counts").fill_null(False))
            .then(nw.lit(Status.MERGED.value, nw.Int16))
            .otherwise(nw.lit(Status.PARENT_OUT.value, nw.Int16))
        )
    )
    joins = nw.col("joins").fill_null(False) & (nw.col("status") == Status.COUNTED.value)
    return rows.with_columns(nw.when(joins).then(reason).otherwise(nw.col("status")).alias("status")).drop(
        "unit", "parent_counts", "joins"
    )


def _added(rows: Frame, moved: Frame, columns: Sequence[str], also: list[str]) -> Frame:
    """Adds `moved` (under `unit`) to the rows of their units. A sum with a missing part is missing."""
    key = ["unit", "year", *also]
    facts = [nw.col(name).sum().alias(f"{name}@points") for name in columns]
    gaps = [nw.col(name).is_null().sum().cast(nw.Int64).alias(f"{name}@gaps") for name in columns]
    sums = moved.group_by(*key).agg(*facts, *gaps, nw.len().cast(nw.Int64).alias("points@points"))
    sums = sums.with_columns(nw.col("unit").alias("school")).drop("unit")
    rows = rows.join(sums, on=["school", "year", *also], how="left")
    joined = nw.col("points@points").fill_null(0) > 0
    with_points = [
        nw.when(joined)
        .then(nw.when(nw.col(f"{name}@gaps") == 0).then(nw.col(name) + nw.col(f"{name}@points")))
        .otherwise(nw.col(name))
        .alias(name)
        for name in columns
    ]
    if "stage" in also:
        with_points.append(nw.col("points@points").fill_null(0).alias("points"))
    extra = [f"{name}@{suffix}" for name in columns for suffix in ("points", "gaps")]
    return rows.with_columns(*with_points).drop(*extra, "points@points")
