"""Facts to units: the school stages that are judged, with the totals each indicator needs.

A unit is one stage of one school in one year, its teaching points joined to it where the standard asks for that.
Everything is written once in narwhals; every literal is typed, every sum is of integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS, ways_of
from junheng.findings.engine.points import join_points
from junheng.findings.engine.status import STAGES_WITH_PUPILS, Scope, with_status
from junheng.rules import Indicator
from junheng.rules.indicators import StageName
from junheng.terms import SchoolKind, Stage

Frame = nw.LazyFrame[Any]
KEY = ["school", "year"]
_YEARS = 10_000  # more than a year has
_SCHOOL_FACTS = ["name", "area", "kind", "counted", "ownership", "run_by", "location", "township", "working", "closed"]
_WHOLE = {column.name for column in SCHOOL_YEARS.columns if column.whole}


def unit_rows(facts: Facts, scope: Scope, columns: Sequence[str], weights: Mapping[StageName, int]) -> Frame:
    """One row per stage of every school, counted or not: its facts, `status`, `weight`, `weighted_pupils`.

    columns: the fact columns needed. Facts of the whole school are under `<column>@whole`.
    weighted_pupils: sum over the unit's stages of weight x pupils; null while one of them is missing.
    Two joins and one grouping of the facts, whatever the standard: a nation's texts are compared as seldom as can be.
    """
    own = sorted(set(columns) | {"pupils"})
    shared = [column for column in own if column in _WHOLE]
    given = _keyed(facts.plan("school_years")).select("unit", *KEY, "stage", "offered", *own)
    given = given.with_columns(_weight(weights).alias("weight"))
    schools = _keyed(facts.plan("schools")).select("unit", *KEY, *_SCHOOL_FACTS)
    schools = schools.with_columns(nw.coalesce("name", "school").alias("name"))  # a school that is only known by its code
    schools = _with_kind_stages(schools).join(_per_school(given, shared), on="unit", how="left")
    schools = schools.with_columns(_weighted_pupils().alias("weighted_pupils"))
    # a stage whose school is on no list lies in no area: it has no name either, and is taken out when the plan has run
    reported = given.filter(nw.col("stage").is_in(_STAGES)).join(schools.drop(*KEY), on="unit", how="left")
    rows = nw.concat([reported, *_missing_stages(schools, weights)], how="diagonal").drop(*_HELPERS)
    return join_points(facts, scope, with_status(rows, scope), own, shared)


_STAGES = [stage.value for stage in STAGES_WITH_PUPILS]
_HELPERS = ["unit", "known", "unknown", *(f"{word}:{stage}" for word in ("has", "due") for stage in _STAGES)]


def _keyed(table: pl.LazyFrame) -> Frame:
    """Adds `unit`: school and year as one integer, of no other meaning. Joining texts costs twice the time."""
    code = pl.col("school").cast(pl.Categorical).to_physical().cast(pl.Int64)
    return nw.from_native(table.with_columns((code * _YEARS + pl.col("year")).alias("unit")))


def _weight(weights: Mapping[StageName, int]) -> nw.Expr:
    weight: nw.Expr = nw.lit(1, nw.Int64)
    for stage, value in weights.items():
        weight = nw.when(nw.col("stage") == stage).then(nw.lit(value, nw.Int64)).otherwise(weight)
    return weight


def _per_school(given: Frame, shared: Sequence[str]) -> Frame:
    """Per school and year: weighted pupils, which stages are reported, the facts of the whole school."""
    is_stage = nw.col("stage").is_in(_STAGES)
    product = nw.when(is_stage).then(nw.col("weight") * nw.col("pupils"))
    lacking = is_stage & nw.col("pupils").is_null()
    whole = nw.col("stage") == Stage.WHOLE.value
    return given.group_by("unit").agg(
        product.sum().alias("known"),
        lacking.cast(nw.Int64).sum().alias("unknown"),
        *[(nw.col("stage") == stage).cast(nw.Int64).sum().alias(f"has:{stage}") for stage in _STAGES],
        *[nw.when(whole).then(nw.col(column)).max().alias(f"{column}@whole") for column in shared],
    )


def _with_kind_stages(schools: Frame) -> Frame:
    """Adds `due:<stage>`: whether a school's kind has the stage."""
    due = [
        nw.col("kind").is_in([kind.value for kind in SchoolKind if stage in kind.stages]).fill_null(False).alias(f"due:{stage}")
        for stage in _STAGES
    ]
    return schools.with_columns(*due)


def _absent(stage: str) -> nw.Expr:
    return nw.col(f"due:{stage}") & (nw.col(f"has:{stage}").fill_null(0) == 0)


def _weighted_pupils() -> nw.Expr:
    """Null where a stage's pupils are missing, or a stage that the school's kind has is not reported at all."""
    complete = nw.col("unknown") == 0
    for stage in _STAGES:
        complete = complete & ~_absent(stage)
    return nw.when(complete).then(nw.col("known"))


def _missing_stages(schools: Frame, weights: Mapping[StageName, int]) -> list[Frame]:
    """Rows of the stages which a school's kind has but nobody reported: their facts are missing."""
    rows = []
    for stage in _STAGES:
        absent = schools.filter(_absent(stage)).with_columns(nw.lit(stage).alias("stage"))
        rows.append(absent.with_columns(_weight(weights).alias("weight")))
    return rows


def columns_of(indicators: Sequence[Indicator]) -> list[str]:
    """Every column by which their sums may be given."""
    sums = [(part.column for part in each) for indicator in indicators for each in indicator.sums]
    return sorted({column for each in sums for way in ways_of(tuple(each)) for column in way})
