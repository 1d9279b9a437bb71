"""Coordinates of the house's own workbook that cannot be, one without the other say; and a datum that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from junheng.facts.delivery import Value
from junheng.facts.intake.heads.points import EARTH, impossible, shown_point, why_impossible
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import brief
from junheng.terms import Finding, Message, Severity

_LATITUDE, _LONGITUDE, _DATUM = "latitude", "longitude", "datum"
_NO_LETTERS = re.compile(r"[\W_]")
_KNOWN = {"WGS84", "WGS1984", "GCJ02", "BD09", "CGCS2000", "2000国家大地坐标系", "国家2000", "国家大地2000", "大地2000", "国家2000坐标系", "火星坐标", "百度坐标"}
_ALLOWED = "WGS-84、GCJ-02、BD-09、CGCS2000"


def settle_points(sheet: Sheet, rows: Sequence[int], places: Mapping[str, int], columns: dict[str, list[Value]], findings: list[Finding]) -> None:
    """Takes out pairs that are impossible, each with a finding at its cell."""
    findings += _datums(sheet, rows, places, columns.get(_DATUM, []))
    if _LATITUDE not in columns or _LONGITUDE not in columns:
        return
    for index, (latitude, longitude) in enumerate(zip(columns[_LATITUDE], columns[_LONGITUDE], strict=True)):
        north, east = (each if isinstance(each, (int, float)) else None for each in (latitude, longitude))
        wrong = why_impossible(north, east)
        if wrong:
            column = places[_LONGITUDE if north is not None and east is None else _LATITUDE]
            findings.append(impossible(sheet, sheet.place(rows[index], column), shown_point(north, east), wrong, EARTH))
            columns[_LATITUDE][index] = columns[_LONGITUDE][index] = None


def _datums(sheet: Sheet, rows: Sequence[int], places: Mapping[str, int], values: Sequence[Value]) -> Iterator[Finding]:
    """Once for each that is none of those that can be turned into each other."""
    at: dict[str, list[int]] = {}
    for row, value in zip(rows, values, strict=False):
        if isinstance(value, str) and _NO_LETTERS.sub("", value).upper() not in _KNOWN:
            at.setdefault(value, []).append(row)
    for value, those in at.items():
        yield Finding(
            Severity.WARNING, "datum-unknown",
            Message(
                f"“坐标系”填的是“{brief(value)}”（{len(those)} 行），可用的是 {_ALLOWED}；坐标照原样采用，不同坐标系之间可差几百米，请核对",
                f"the datum is {brief(value)!r} in {len(those)} rows; allowed are {_ALLOWED}. The coordinates were used as they are, and datums lie some hundred metres apart: look at it",
            ),
            *sheet.at(those[0], places[_DATUM]), brief(value), _ALLOWED, tuple(sheet.at(row, places[_DATUM]) for row in those[1:]),
        )
