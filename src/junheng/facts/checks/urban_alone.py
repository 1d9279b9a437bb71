"""One school of a county that lies in a city by what it says, where no other of the county does and its township has others."""

from __future__ import annotations

import polars as pl

from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import FEWEST_ALIKE, SchoolList
from junheng.terms import Location, Message

_LIST = ("area", "year")
_FEWEST_BESIDE = 2  # schools of its township
_COUNTY = "[县旗]$"  # a city or a district has both


def urban_alone(listed: SchoolList) -> Found:
    is_urban = listed.named["location"] == Location.URBAN.value
    if not is_urban.any():
        return
    urban = pl.col("location") == Location.URBAN.value
    given = listed.named.filter(pl.col("location").is_not_null() & pl.col("area").str.contains(_COUNTY).fill_null(False))
    told = given.filter((pl.len().over(_LIST) > FEWEST_ALIKE) & (urban.sum().over(_LIST) == 1) & ((~urban).sum().over(*_LIST, "township") >= _FEWEST_BESIDE)).filter(urban)
    for row in told.filter(pl.col("township").is_not_null()).to_dicts():
        words = Message(f"填的是{Location.URBAN.label.zh}；本县其他学校、包括{row['township']}的都不是", f"{Location.URBAN.label.en}; no other school of the area is, nor those of {row['township']}")
        yield row, Said("location", Location.URBAN.label.zh, "", words, ("township",))
