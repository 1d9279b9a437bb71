"""Coordinates against those of the year before, and of the other schools of the list."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from junheng.facts.checks.rule import BEFORE
from junheng.facts.checks.said import Said
from junheng.facts.checks.school_list import FEWEST_ALIKE, MOST_ALIKE, Found, SchoolList, far
from junheng.terms import Message

MOVED = 0.1  # degrees, some ten kilometres: no datum lies so far from another, and no school moves so far within its county
FEW_MOVED = 3  # schools of a list that are told one by one
_LIST = ("area", "year")


def _points(listed: SchoolList) -> pl.DataFrame:
    lacks = listed.named["latitude"].null_count() == listed.named.height
    return listed.named.clear() if lacks else listed.named.filter(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())


def _point_moved(listed: SchoolList) -> Found:
    """Far from where it stood the year before; once where many of a list do. Not what lies far from the other schools of its list in one of the years, which is told as that."""
    points = _points(listed) if listed.several_years else listed.named.clear()
    if points.is_empty():
        return
    before = points.select("school", pl.col("year") + 1, pl.col("latitude").alias("_north"), pl.col("longitude").alias("_east"))
    apart = pl.max_horizontal((pl.col("latitude") - pl.col("_north")).abs(), (pl.col("longitude") - pl.col("_east")).abs())
    moved = points.join(before, on=["school", "year"], how="inner", maintain_order="left").filter(apart > MOVED)
    told = {(row["school"], row["year"]) for row, _ in far(listed)} if moved.height else set()
    for rows in moved.partition_by(_LIST, maintain_order=True) if moved.height else ():
        some = [row for row in rows.to_dicts() if not {(row["school"], row["year"]), (row["school"], row["year"] - 1)} & told]
        more = Message(f"；同表共 {len(some)} 所如此", f"; so it is with {len(some)} schools of the list") if len(some) > FEW_MOVED else Message("", "")
        for row in some[: 1 if len(some) > FEW_MOVED else None]:
            now, then = f"{row['latitude']:g}, {row['longitude']:g}", f"{row.pop('_north'):g}, {row.pop('_east'):g}"
            words = Message(f"坐标（纬度，经度）{now}，上学年 {then}{more.zh}", f"the coordinates (latitude, longitude) are {now}, the year before {then}{more.en}")
            yield row, Said("latitude", now, "", words, ("longitude", f"latitude{BEFORE}", f"longitude{BEFORE}"))


def _same_point(listed: SchoolList) -> Found:
    """Nearly all schools of a list at one point: filled down, or the county's own. Said once."""
    alike = _points(listed).with_columns(pl.len().over(*_LIST, "latitude", "longitude").alias("_same"), pl.len().over(_LIST).alias("_count"))
    for row in alike.filter(pl.col("_same") >= FEWEST_ALIKE, pl.col("_same") >= MOST_ALIKE * pl.col("_count")).unique(_LIST, keep="first", maintain_order=True).to_dicts():
        at, same, count = f"{row['latitude']:g}, {row['longitude']:g}", row.pop("_same"), row.pop("_count")
        words = Message(f"{count} 所学校中有 {same} 所的坐标（纬度，经度）都是 {at}", f"{same} of {count} schools have the coordinates (latitude, longitude) {at}")
        yield row, Said("latitude", at, "", words, ("longitude",))


def _point_of_other(listed: SchoolList) -> Found:
    """Now exactly where one other school of the list stands, and elsewhere the year before: one coordinate was copied."""
    points = _points(listed) if listed.several_years else listed.named.clear()
    if points.is_empty():
        return
    point = ("latitude", "longitude")
    here = points.filter(pl.len().over(*_LIST, *point) == 2)
    before = points.select("school", pl.col("year") + 1, *[pl.col(name).alias(f"_{name}") for name in point])
    came = here.join(before, on=["school", "year"], how="inner", maintain_order="left").filter((pl.col("latitude") != pl.col("_latitude")) | (pl.col("longitude") != pl.col("_longitude")))
    others = here.select(*_LIST, *point, pl.col("school").alias("_school"), pl.col("name").alias("_name"))
    for row in came.join(others, on=[*_LIST, *point], how="inner", maintain_order="left").filter(pl.col("school") != pl.col("_school")).to_dicts() if came.height else ():
        now, then = f"{row['latitude']:.10g}, {row['longitude']:.10g}", f"{row.pop('_latitude'):.10g}, {row.pop('_longitude'):.10g}"
        code, name = row.pop("_school"), row.pop("_name")
        words = Message(
            f"坐标（纬度，经度）{now} 与{name}（{code}）完全相同，上学年为 {then}", f"the coordinates (latitude, longitude) {now} are those of {name} ({code}); the year before they were {then}"
        )
        yield row, Said("latitude", now, "", words, ("longitude", f"latitude{BEFORE}", f"longitude{BEFORE}"))


POINT_CHECKS: dict[str, Callable[[SchoolList], Found]] = {"point_moved": _point_moved, "same_point": _same_point, "point_of_other": _point_of_other}
