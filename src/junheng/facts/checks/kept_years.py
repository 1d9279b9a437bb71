"""What a delivery is held against besides itself: the earlier years of a kept one, since an office hands in one year at a time."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from junheng.facts.kinds_by_stages import stated_kinds
from junheng.facts.store import Facts
from junheng.facts.tables import TABLES

YEARLY = ("schools", "school_years")


def years_of(facts: Facts) -> set[int]:
    return set(facts.schools["year"].drop_nulls())


def with_years_before(facts: Facts, kept: Facts) -> Facts:
    """The facts with the kept rows of earlier years that they do not hold themselves, of the areas that they hold. Where facts were read stays the delivery's own."""
    years = years_of(facts)
    areas = facts.schools["area"].unique().drop_nulls()
    schools = stated_kinds(kept).filter(pl.col("area").is_in(areas.implode()), pl.col("year") < max(years, default=0), ~pl.col("year").is_in(years))
    rows = kept.school_years.join(schools.select("school", "year"), on=["school", "year"], how="semi")
    earlier = zip(YEARLY, (schools, rows), strict=True)
    longer = {name: pl.concat([facts.tables[name], frame]).sort(TABLES[name].key, nulls_last=True) for name, frame in earlier}
    return replace(facts, tables={**facts.tables, **longer})
