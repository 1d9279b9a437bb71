"""Coordinates of a list that no school can have are reported, not stored."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.points import EARTH, impossible, shown_point, why_impossible
from junheng.facts.intake.heads.source import Within
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding

_POINT, _LATITUDE, _LONGITUDE = (("schools", fact, None) for fact in ("point", "latitude", "longitude"))


def settle_coordinates(sheet: Sheet, rows: Sequence[int], facts: Columns, within: Within | None, findings: list[Finding]) -> None:
    """Splits a cell with both coordinates, and takes out pairs that are impossible, each with a finding at its cell."""
    if _POINT in facts:
        _split(facts)
    if _LATITUDE not in facts or _LONGITUDE not in facts:
        return
    (latitudes, where), (longitudes, of_longitude) = facts[_LATITUDE], facts[_LONGITUDE]
    box = within or EARTH
    taken_out = []
    for index in _doubtful(latitudes, longitudes, box):
        latitude, longitude = latitudes[index], longitudes[index]
        wrong = why_impossible(latitude, longitude, box)
        if wrong:
            findings.append(impossible(sheet, f"{where}{rows[index] + 1}", shown_point(latitude, longitude), wrong, box))
            taken_out.append(index)
    if taken_out:
        facts[_LATITUDE], facts[_LONGITUDE] = (latitudes.scatter(taken_out, None), where), (longitudes.scatter(taken_out, None), of_longitude)


def _doubtful(latitudes: pl.Series, longitudes: pl.Series, box: Within) -> list[int]:
    """All but those that lie plainly within the box."""
    (south, north), (west, east) = box.latitude, box.longitude
    inside = latitudes.is_between(south, north) & (latitudes != 0) & (longitudes != 0)
    inside &= longitudes.is_between(west, east) if west <= east else (longitudes >= west) | (longitudes <= east)
    nowhere = latitudes.is_null() & longitudes.is_null()
    return (~(inside.fill_null(False) | nowhere)).arg_true().to_list()


def _split(facts: Columns) -> None:
    points, letter = facts.pop(_POINT)
    degrees = points.cast(pl.String).str.split_exact(" ", 1).struct.unnest().cast(pl.Float64)
    for key, values in zip((_LATITUDE, _LONGITUDE), degrees.iter_columns(), strict=True):
        facts[key] = (values, letter)
