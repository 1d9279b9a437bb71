"""Facts to units: the school stages that are judged, with the totals each indicator needs.

A unit is one stage of one school in one year, its teaching points joined to it where the standard asks for that.
Everything is written once in narwhals; every literal is typed, every sum is of integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS
from junheng.findings.engine.points import join_points
from junheng.findings.engine.status import STAGES_WITH_PUPILS, Scope, with_status
from junheng.rules import Indicator
from junheng.rules.indicators import StageName
from junheng.terms import SchoolKind, Stage

Frame = nw.LazyFrame[Any]
KEY = ["school", "year"]
_SCHOOL_FACTS = ["name", "area", "kind", "counted", "ownership", "run_by", "location", "township", "working", "closed"]
_WHOLE = {column.name for column in SCHOOL_YEARS.columns if column.whole}


def unit_rows(facts: Facts, scope: Scope, columns: Sequence[str], weights: Mapping[StageName, int]) -> Frame:
    """One row per stage of every school, counted or not: its facts, `status`, `weight`, `weighted_pupils`.

    columns: the fact columns needed. Facts of the whole school are under `<column>@whole`.
    weighted_pupils: sum over the unit's stages of weight x pupils; null while one of them is missing.
    """
    own = sorted(set(columns) | {"pupils"})
    shared = [column for column in own if column in _WHOLE]
    schools = nw.from_native(facts.schools.lazy())
    stages = nw.from_native(facts.school_years.lazy()).select("school", "year", "stage", "offered", *own)
    rows = _stage_rows(schools, stages)
    rows = rows.join(schools.select(*KEY, *_SCHOOL_FACTS), on=KEY, how="left")
    rows = with_status(rows, scope)
    whole = stages.filter(nw.col("stage") == Stage.WHOLE.value).select(
        *KEY, *[nw.col(column).alias(f"{column}@whole") for column in shared]
    )
    rows, whole = join_points(facts, scope, rows, whole, own)
    return _with_weights(rows, weights).join(whole, on=KEY, how="left")


def _stage_rows(schools: Frame, stages: Frame) -> Frame:
    """The reported stages, and those which a school's kind has but nobody reported: their facts are missing."""
    reported = stages.filter(nw.col("stage").is_in([stage.value for stage in STAGES_WITH_PUPILS]))
    asked = [(kind.value, stage.value) for kind in SchoolKind for stage in kind.stages]
    kinds = nw.from_dict(
        {"kind": [kind for kind, _ in asked], "stage": [stage for _, stage in asked]},
        {"kind": nw.String, "stage": nw.String},
        backend=reported.implementation,
    ).lazy()
    due = schools.select(*KEY, "kind").join(kinds, on="kind", how="inner").select(*KEY, "stage")
    missing = due.join(reported.select(*KEY, "stage"), on=[*KEY, "stage"], how="anti")
    return nw.concat([reported, missing], how="diagonal")


def _with_weights(rows: Frame, weights: Mapping[StageName, int]) -> Frame:
    weight: nw.Expr = nw.lit(1, nw.Int64)
    for stage, value in weights.items():
        weight = nw.when(nw.col("stage") == stage).then(nw.lit(value, nw.Int64)).otherwise(weight)
    rows = rows.with_columns(weight.alias("weight"))
    product = nw.col("weight") * nw.col("pupils")
    sums = rows.group_by(*KEY).agg(
        product.sum().alias("weighted_pupils"), product.is_null().sum().cast(nw.Int64).alias("unknown")
    )
    known = nw.when(nw.col("unknown") == 0).then(nw.col("weighted_pupils"))
    return rows.join(sums.select(*KEY, known.alias("weighted_pupils")), on=KEY, how="left")


def columns_of(indicators: Sequence[Indicator]) -> list[str]:
    return sorted({column for indicator in indicators for column in indicator.columns})
