"""Schools that handed in pupils and stand on no list of schools (their row there was refused, or is missing): they might be those that fail."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from junheng.facts.store import Facts
from junheng.findings.engine import FIRST_UNKNOWN, Status
from junheng.rules.indicators import StageName

_MOST_AREAS = 3  # of a year in which a school may lie; where there are more, one lost school does not keep all of them from their verdicts


@dataclass(frozen=True)
class Unlisted:
    """By area, year and stage: how many stages with pupils lie on no list, and their pupils."""

    stages: dict[tuple[str, int, StageName], int] = field(default_factory=dict)
    pupils: dict[tuple[str, int, StageName], int] = field(default_factory=dict)


def listed_apart(units: nw.DataFrame[Any], facts: Facts) -> tuple[nw.DataFrame[Any], Unlisted]:
    """The units of listed schools, and of the others how many might count in which area. Every listed school has a name, if only its code."""
    if not units["name"].null_count():
        return units, Unlisted()
    might = (nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16)) | (nw.col("status") >= nw.lit(FIRST_UNKNOWN, nw.Int16))
    lost = units.filter(nw.col("name").is_null() & might & (nw.col("pupils") > 0)).select("school", "year", "stage", "pupils").sort("school", "year", "stage")
    stages: dict[tuple[str, int, StageName], int] = defaultdict(int)
    pupils: dict[tuple[str, int, StageName], int] = defaultdict(int)
    areas: dict[int, list[str]] = {}
    for school, year, stage, count in lost.iter_rows():
        for area in _areas(facts, school, year, areas):
            stages[area, year, stage] += 1
            pupils[area, year, stage] += count
    return units.filter(~nw.col("name").is_null()), Unlisted(dict(stages), dict(pupils))


def _areas(facts: Facts, school: str, year: int, of_year: dict[int, list[str]]) -> list[str]:
    """Where a school may lie: in the areas of its file's other schools, else in any of the year. None where these are too many to tell."""
    records, lists = facts.records["school_years"], facts.records["schools"]
    files = records.filter((pl.col("school") == school) & (pl.col("year") == year))["_file"].unique().to_list()
    found = lists.filter(pl.col("_file").is_in(files) & (pl.col("year") == year))["area"].drop_nulls().unique().to_list()
    if not found:
        if year not in of_year:
            of_year[year] = facts.schools.filter(pl.col("year") == year)["area"].drop_nulls().unique().to_list()
        found = of_year[year]
    return sorted(found) if len(found) <= _MOST_AREAS else []
