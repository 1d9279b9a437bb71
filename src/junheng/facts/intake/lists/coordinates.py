"""Coordinates that no school can have: swapped, 0/0, out of range, in another country. They are reported, not stored."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.source import Within
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

_POINT, _LATITUDE, _LONGITUDE = (("schools", fact, None) for fact in ("point", "latitude", "longitude"))
EARTH = Within(latitude=(-90, 90), longitude=(-180, 180))


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


def why_impossible(latitude: float | None, longitude: float | None, box: Within = EARTH) -> Message | None:
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        return Message("经纬度只有一个", "only one of the two is given")
    if latitude == 0 == longitude:
        return Message("0, 0 是没有填写", "0, 0 says that nothing was filled in")
    if _inside(latitude, longitude, box):
        return None
    if _inside(longitude, latitude, box):
        return Message("像是经度与纬度填反了", "latitude and longitude look swapped")
    if _inside(latitude, longitude, EARTH):
        return Message("不在本国范围内", "it lies outside the country")
    return Message("超出经纬度的范围", "out of the range of degrees")


def _split(facts: Columns) -> None:
    points, letter = facts.pop(_POINT)
    degrees = points.cast(pl.String).str.split_exact(" ", 1).struct.unnest().cast(pl.Float64)
    for key, values in zip((_LATITUDE, _LONGITUDE), degrees.iter_columns(), strict=True):
        facts[key] = (values, letter)


def _inside(latitude: float, longitude: float, box: Within) -> bool:
    (south, north), (west, east) = box.latitude, box.longitude
    across = longitude >= west or longitude <= east
    return south <= latitude <= north and (across if west > east else west <= longitude <= east)


def shown_point(latitude: float | None, longitude: float | None) -> str:
    return ", ".join("-" if each is None else str(each) for each in (latitude, longitude))


def impossible(sheet: Sheet, cell: str, found: str, wrong: Message, box: Within) -> Finding:
    (south, north), (west, east) = box.latitude, box.longitude
    allowed = Message(f"纬度 {south:g} 至 {north:g}，经度 {west:g} 至 {east:g}", f"latitude {south:g} to {north:g}, longitude {west:g} to {east:g}")
    return Finding(
        Severity.WARNING, "coordinates-impossible",
        Message(
            f"坐标（纬度，经度）为 {found}：{wrong.zh}；应为{allowed.zh}。已作缺失处理，请核对",
            f"the coordinates (latitude, longitude) are {found}: {wrong.en}; allowed: {allowed.en}. Taken as missing: check them",
        ),
        sheet.file, sheet.name, cell, found, allowed,
    )
