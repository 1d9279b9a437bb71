"""Coordinates that no school can have: swapped, 0/0, one alone, out of range, in another country."""

from __future__ import annotations

from junheng.facts.intake.heads.source import Within
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

EARTH = Within(latitude=(-90, 90), longitude=(-180, 180))


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
