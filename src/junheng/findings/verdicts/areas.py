"""The area rule over plain arrays: means, CVs and verdicts of every area, year and stage at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from junheng.findings.engine import FIRST_UNKNOWN, Status, grouped
from junheng.findings.equity import Spread, plain_spread, side_by_side, weighted_spread
from junheng.findings.verdicts.ties import settled, ties
from junheng.findings.verdicts.unlisted import Unlisted
from junheng.rules import Limit, Rules
from junheng.rules.indicators import StageName
from junheng.rules.standards import CvFormula

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Key = tuple[str, int, StageName]  # area, year, stage
Bounds = tuple[Floats, npt.NDArray[np.bool_]]  # of each group: its limit (NaN: none), and whether it must stay under it
PASS, FAIL, UNKNOWN = 1, 0, -1  # verdicts in arrays


@dataclass(frozen=True)
class Spreads:
    """One indicator over all groups. `missing`: units that lack the fact; with any, `known` is information only."""

    known: Spread
    missing: Ints
    cv: Floats  # NaN where it cannot be told
    verdict: Ints


@dataclass(frozen=True)
class Areas:
    """`keys[g]` = (area, year, stage) of group g; everything else is (n_groups,)."""

    keys: list[Key]
    schools: Ints
    pupils: Floats
    unknown: Ints  # stages of which it cannot be told whether they count
    unlisted: Ints  # those of them that stand on no list of schools
    unlisted_pupils: Ints
    spreads: dict[str, Spreads]
    composite: Floats
    composite_verdict: Ints
    schools_verdict: Ints
    verdict: Ints
    groups: Ints = field(repr=False)  # group of each counted unit, in the order of every table
    counted: nw.DataFrame[Any] = field(repr=False)  # those units: who they are, location, pupils, verdict, values


def counted_units(units: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    return units.filter(nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16))


def judge_areas(units: nw.DataFrame[Any], rules: Rules, lost: Unlisted) -> Areas:
    """`units` in any order. The sums are made in the order of every table, so that the last bits are the same each time."""
    names = [indicator.id for indicator in rules.indicators]
    wanted = ["area", "year", "stage", "status", "location", "pupils", "verdict", *names]
    relevant, all_groups = grouped(
        units.select("school", *wanted).filter(
            (nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16))
            | (nw.col("status") >= nw.lit(FIRST_UNKNOWN, nw.Int16))
        ),
        wanted,
    )
    keys = _keys(relevant, all_groups)
    is_counted = (relevant["status"] == Status.COUNTED.value).to_numpy()
    groups, counted = all_groups[is_counted], counted_units(relevant)
    size = len(keys)
    unlisted = np.array([lost.stages.get(key, 0) for key in keys], dtype=np.int64)
    unknown = np.bincount(all_groups[~is_counted], minlength=size) + unlisted
    pupils = counted["pupils"].cast(nw.Float64).to_numpy()
    formula, bounds = rules.standard.cv_formula, _bounds(keys, rules.standard.area_rule.cv_each)
    values = [counted[name].to_numpy() for name in names]
    found = side_by_side(lambda own: _spread(own, pupils, groups, size, unknown, formula, bounds), values)
    spreads = dict(zip(names, found, strict=True))
    composite = _composite(spreads, size)
    composite_verdict = _limited(composite, _bounds(keys, rules.standard.area_rule.cv_composite))
    _settle(spreads, bounds, composite, composite_verdict, keys, groups, units, rules)
    schools_verdict = _every_school(counted, groups, size, unknown) if rules.standard.area_rule.every_school else None
    parts = [composite_verdict] if rules.standard.area_rule.cv_composite else []
    parts += [each.verdict for each in spreads.values()] if rules.standard.area_rule.cv_each else []
    parts += [schools_verdict] if schools_verdict is not None else []
    return Areas(
        keys, np.bincount(groups, minlength=size), np.bincount(groups, np.nan_to_num(pupils), minlength=size).astype(np.float64), unknown,
        unlisted, np.array([lost.pupils.get(key, 0) for key in keys], dtype=np.int64),
        spreads, composite, composite_verdict,
        schools_verdict if schools_verdict is not None else np.full(size, UNKNOWN), all_of(parts, size), groups, counted,
    )


def _settle(
    spreads: dict[str, Spreads], bounds: Bounds, composite: Floats, composite_verdict: Ints, keys: list[Key],
    groups: Ints, units: nw.DataFrame[Any], rules: Rules,
) -> None:
    """Judges again, exactly, what stands too near its limit for floats."""
    rule, formula = rules.standard.area_rule, rules.standard.cv_formula
    for name, each in spreads.items():
        for group in ties(each.cv, bounds[0]):
            each.verdict[group] = settled(group, rule.cv_each[keys[group][2]], [name], units, groups, formula)
    for group in ties(composite, _bounds(keys, rule.cv_composite)[0]):
        limit = rule.cv_composite[keys[group][2]]
        composite_verdict[group] = settled(group, limit, list(spreads), units, groups, formula)


def all_of(parts: list[Ints], size: int) -> Ints:
    """Fail where one fails; else unknown where one is; else pass. Without parts nothing can be told."""
    if not parts:
        return np.full(size, UNKNOWN)
    stacked = np.vstack(parts)
    failed, unknown = (stacked == FAIL).any(axis=0), (stacked == UNKNOWN).any(axis=0)
    return np.where(failed, FAIL, np.where(unknown, UNKNOWN, PASS))


def _keys(units: nw.DataFrame[Any], groups: Ints) -> list[Key]:
    """Area, year and stage of each group, from its first row."""
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    heads = units.select("area", "year", "stage")[firsts.tolist()]
    return [(area, year, stage) for area, year, stage in heads.iter_rows()]


def _spread(
    values: Floats, pupils: Floats, groups: Ints, size: int, unknown: Ints, formula: CvFormula, bounds: Bounds
) -> Spreads:
    values = values.astype(np.float64, copy=False)
    known = ~np.isnan(values) & ~np.isnan(pupils)
    missing = np.bincount(groups[~known], minlength=size)
    if not known.all():
        values, pupils, groups = values[known], pupils[known], groups[known]
    spread = spread_of(formula, values, pupils, groups, size)
    cv = np.where((missing > 0) | (unknown > 0), np.nan, spread.cv)
    return Spreads(spread, missing, cv, _limited(cv, bounds))


def spread_of(formula: CvFormula, values: Floats, pupils: Floats, groups: Ints, size: int) -> Spread:
    if formula == CvFormula.WEIGHTED:
        return weighted_spread(values, pupils, groups, size)
    return plain_spread(values, groups, size, sample=formula == CvFormula.SAMPLE)


def _composite(spreads: dict[str, Spreads], size: int) -> Floats:
    """The plain mean of the CVs; NaN where one of them cannot be told."""
    if not spreads:
        return np.full(size, np.nan)
    return np.asarray(np.mean(np.vstack([each.cv for each in spreads.values()]), axis=0))


def _bounds(keys: list[Key], limits: Mapping[StageName, Limit]) -> Bounds:
    by_stage = {stage: (float(limit.value), limit.sense == "less_than") for stage, limit in limits.items()}
    found = [by_stage.get(stage, (np.nan, False)) for _, _, stage in keys]
    return np.array([bound for bound, _ in found], dtype=np.float64), np.array([strict for _, strict in found], dtype=bool)


def _limited(cv: Floats, bounds: Bounds) -> Ints:
    """Judged unrounded. Without a limit there is no verdict: unknown."""
    bound, strict = bounds
    with np.errstate(invalid="ignore"):
        held = np.where(strict, cv < bound, cv <= bound)
    return np.where(np.isnan(cv) | np.isnan(bound), UNKNOWN, np.where(held, PASS, FAIL))


def _every_school(counted: nw.DataFrame[Any], groups: Ints, size: int, unknown: Ints) -> Ints:
    codes = counted.select(
        nw.when(nw.col("verdict").is_null()).then(nw.lit(UNKNOWN, nw.Int64))
        .otherwise(nw.col("verdict").cast(nw.Int64)).alias("code")
    )["code"].to_numpy()
    failed = np.bincount(groups[codes == FAIL], minlength=size) > 0
    untold = (np.bincount(groups[codes == UNKNOWN], minlength=size) > 0) | (unknown > 0)
    return np.where(failed, FAIL, np.where(untold, UNKNOWN, PASS))
