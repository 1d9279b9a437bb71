"""One area, year and stage told in full: every indicator's spread, its variants, its split and who drives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from junheng.findings.equity import decompose, leave_one_out, plain_spread, weighted_spread
from junheng.findings.equity.inequality import inequality
from junheng.findings.evaluation import Evaluation, told
from junheng.findings.verdicts import counted_units
from junheng.rules import Indicator, Limit
from junheng.rules.indicators import StageName
from junheng.terms import Message, Stage, Verdict

EPSILON = 0.5  # Atkinson: how much a gap at the bottom weighs more than one at the top
SPLITS = ("location", "township")


@dataclass(frozen=True)
class Split:
    """The share of CV squared, and of Theil's T, that lies between the parts of the area (the rest lies within)."""

    by: str
    parts: int
    cv_between: float | None
    theil_between: float | None


@dataclass(frozen=True)
class Driver:
    """How the CV would change without one school: `influence` above 0 means that it widens the gap."""

    school: str
    name: str
    influence: float


@dataclass(frozen=True)
class AreaIndicator:
    """`cv` is None where it cannot be told; `known_cv` is over the schools that have the fact (information only)."""

    indicator: Indicator
    mean: float | None
    sd: float | None
    cv: float | None
    known_cv: float | None
    missing: int
    limit: Limit | None
    verdict: Verdict | None
    unofficial: dict[str, float | None]  # cv_population, cv_sample or, where those are official, cv_weighted
    inequality: dict[str, float | None]
    splits: tuple[Split, ...]
    drivers: tuple[Driver, ...]  # strongest first


@dataclass(frozen=True)
class AreaResult:
    area: str
    year: int
    stage: Stage
    title: Message  # the standard's name of the stage
    schools: int
    pupils: int | None  # of the schools that reported them; None where none did
    pupils_missing: int  # counted stages that did not report their pupils
    unknown: int  # stages of which it cannot be told whether they count
    verdict: Verdict
    overall: Verdict
    schools_verdict: Verdict | None
    schools_pass: int
    schools_fail: int
    composite_cv: float | None
    composite_limit: Limit | None
    composite_verdict: Verdict | None
    indicators: tuple[AreaIndicator, ...]


def area_results(evaluation: Evaluation) -> tuple[AreaResult, ...]:
    """Every area of an evaluation, in order. Costs a few milliseconds an area: for reports, not for a nation."""
    return tuple(_area(evaluation, group) for group in range(len(evaluation.areas.keys)))


def _area(evaluation: Evaluation, group: int) -> AreaResult:
    areas, standard = evaluation.areas, evaluation.rules.standard
    area, year, stage = areas.keys[group]
    rows = counted_units(evaluation.units)
    own = rows[np.flatnonzero(areas.groups == group).tolist()]
    verdicts = own["verdict"].to_list()
    limit = standard.area_rule.cv_composite.get(stage)
    return AreaResult(
        area, year, Stage(stage), standard.stages[stage].title,
        int(areas.schools[group]), *_pupils(own), int(areas.unknown[group]),
        evaluation.verdict(group), evaluation.overall(group),
        told(int(areas.schools_verdict[group])) if standard.area_rule.every_school else None,
        verdicts.count(True), verdicts.count(False),
        number(areas.composite[group]) if standard.area_rule.composite else None,
        limit, told(int(areas.composite_verdict[group])) if limit else None,
        tuple(_indicator(evaluation, group, stage, own, indicator) for indicator in evaluation.rules.indicators),
    )


def _pupils(own: nw.DataFrame[Any]) -> tuple[int | None, int]:
    known = own["pupils"].drop_nulls()
    return (int(known.sum()) if len(known) or not len(own) else None), len(own) - len(known)


def _indicator(
    evaluation: Evaluation, group: int, stage: StageName, own: nw.DataFrame[Any], indicator: Indicator
) -> AreaIndicator:
    spreads = evaluation.areas.spreads[indicator.id]
    known = own.filter(~nw.col(indicator.id).is_null() & ~nw.col("pupils").is_null())
    values, pupils = known[indicator.id].to_numpy(), known["pupils"].cast(nw.Float64).to_numpy()
    limit = evaluation.rules.standard.area_rule.cv_each.get(stage)
    spread = spreads.known
    return AreaIndicator(
        indicator, number(spread.mean[group]), number(spread.sd[group]), number(spreads.cv[group]),
        number(spread.cv[group]), int(spreads.missing[group]), limit,
        told(int(spreads.verdict[group])) if limit else None,
        _unofficial(values, pupils), _inequality(values, pupils), _splits(known, values, pupils), _drivers(known, values, pupils),
    )


Floats = npt.NDArray[np.float64]


def _one_group(values: Floats) -> npt.NDArray[np.int64]:
    return np.zeros(len(values), dtype=np.int64)


def _unofficial(values: Floats, pupils: Floats) -> dict[str, float | None]:
    groups = _one_group(values)
    return {
        "cv_weighted": number(weighted_spread(values, pupils, groups, 1).cv[0]),
        "cv_population": number(plain_spread(values, groups, 1, sample=False).cv[0]),
        "cv_sample": number(plain_spread(values, groups, 1, sample=True).cv[0]),
    }


def _inequality(values: Floats, pupils: Floats) -> dict[str, float | None]:
    found = inequality(values, pupils, _one_group(values), 1, EPSILON)
    return {name: number(getattr(found, name)[0]) for name in found.__dataclass_fields__}


def _splits(known: nw.DataFrame[Any], values: Floats, pupils: Floats) -> tuple[Split, ...]:
    """By town and village, by township; not where a school's own is missing: nothing is put into a group by guess."""
    found = []
    for by in SPLITS:
        names = known[by].to_list()
        codes = {name: code for code, name in enumerate(sorted({name for name in names if name is not None}))}
        if len(codes) < 2 or None in names:
            continue
        parts = decompose(values, pupils, _one_group(values), np.array([codes[name] for name in names]), 1, len(codes))
        found.append(
            Split(by, len(codes), number(parts.cv_squared.share_between[0]), number(parts.theil.share_between[0]))
        )
    return tuple(found)


def _drivers(known: nw.DataFrame[Any], values: Floats, pupils: Floats) -> tuple[Driver, ...]:
    influence = leave_one_out(values, pupils, _one_group(values), 1).influence
    found = [
        Driver(school, name, float(each))
        for school, name, each in zip(known["school"].to_list(), known["name"].to_list(), influence, strict=True)
        if not np.isnan(each)
    ]
    return tuple(sorted(found, key=lambda driver: (-abs(driver.influence), driver.school)))


def number(value: float) -> float | None:
    """NaN is how arrays say `cannot tell`; everywhere else that is None."""
    return None if np.isnan(value) else float(value)
