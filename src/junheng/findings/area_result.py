"""One area, year and stage told in full: every indicator's spread, its variants, its split and who drives it."""

from __future__ import annotations

import math
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
    unlisted: int  # those of them whose school handed in pupils and stands on no list of schools
    unlisted_pupils: int
    verdict: Verdict
    overall: Verdict
    schools_verdict: Verdict | None
    schools_pass: int
    schools_fail: int
    composite_cv: float | None
    composite_limit: Limit | None
    composite_verdict: Verdict | None
    indicators: tuple[AreaIndicator, ...]


def unlisted_told(result: AreaResult) -> Message:
    """Why the verdict cannot be told (or, where it fails all the same, who is not in it)."""
    return Message(
        f"另有 {result.unlisted} 所学校报了 {result.unlisted_pupils} 名学生，但学校名单中没有它们（或那一行缺项而未采用），不在上述各数之中，差异系数因此无法判断",
        f"{result.unlisted} more schools handed in {result.unlisted_pupils} pupils but stand on no list of schools (or their line there lacks something and was not used): "
        "they are in none of these figures, so the CVs cannot be told",
    )


Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Schools:
    """The counted schools of one area, in order, out of the frame once for all indicators."""

    codes: list[str]
    names: list[str]
    pupils: Floats  # NaN where missing
    parts: dict[str, list[str | None]]  # by each of SPLITS

    @classmethod
    def of(cls, own: nw.DataFrame[Any]) -> _Schools:
        pupils = own["pupils"].cast(nw.Float64).to_numpy().astype(np.float64)
        return cls(own["school"].to_list(), own["name"].to_list(), pupils, {by: own[by].to_list() for by in SPLITS})


_COLUMNS = ("school", "name", "status", "verdict", "pupils", *SPLITS)


def area_results(evaluation: Evaluation) -> tuple[AreaResult, ...]:
    """Every area of an evaluation, in order. Costs a few milliseconds an area: for reports, not for a nation."""
    return tuple(_area(evaluation, group) for group in range(len(evaluation.areas.keys)))


def _area(evaluation: Evaluation, group: int) -> AreaResult:
    areas, standard = evaluation.areas, evaluation.rules.standard
    area, year, stage = areas.keys[group]
    # only what is used below: putting all columns of a county through a filter per indicator costs more than its figures
    rows = evaluation.units.select(*_COLUMNS, *[each.id for each in evaluation.rules.indicators])
    own = counted_units(rows)[np.flatnonzero(areas.groups == group).tolist()]
    schools = _Schools.of(own)
    verdicts = own["verdict"].to_list()
    limit = standard.area_rule.cv_composite.get(stage)
    return AreaResult(
        area, year, Stage(stage), standard.stages[stage].title,
        int(areas.schools[group]), *_pupils(own), int(areas.unknown[group]), int(areas.unlisted[group]), int(areas.unlisted_pupils[group]),
        evaluation.verdict(group), evaluation.overall(group),
        told(int(areas.schools_verdict[group])) if standard.area_rule.every_school else None,
        verdicts.count(True), verdicts.count(False),
        number(areas.composite[group]) if standard.area_rule.composite else None,
        limit, told(int(areas.composite_verdict[group])) if limit else None,
        tuple(_indicator(evaluation, group, stage, schools, own[indicator.id].to_numpy(), indicator) for indicator in evaluation.rules.indicators),
    )


def _pupils(own: nw.DataFrame[Any]) -> tuple[int | None, int]:
    known = own["pupils"].drop_nulls()
    return (int(known.sum()) if len(known) or not len(own) else None), len(own) - len(known)


def _indicator(
    evaluation: Evaluation, group: int, stage: StageName, schools: _Schools, values: Floats, indicator: Indicator
) -> AreaIndicator:
    spreads = evaluation.areas.spreads[indicator.id]
    values = values.astype(np.float64)
    known = np.flatnonzero(~np.isnan(values) & ~np.isnan(schools.pupils))
    values, pupils = values[known], schools.pupils[known]
    limit = evaluation.rules.standard.area_rule.cv_each.get(stage)
    spread = spreads.known
    return AreaIndicator(
        indicator, number(spread.mean[group]), number(spread.sd[group]), number(spreads.cv[group]),
        number(spread.cv[group]), int(spreads.missing[group]), limit,
        told(int(spreads.verdict[group])) if limit else None,
        _unofficial(values, pupils), _inequality(values, pupils), _splits(schools, known, values, pupils), _drivers(schools, known, values, pupils),
    )


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


def _splits(schools: _Schools, known: Ints, values: Floats, pupils: Floats) -> tuple[Split, ...]:
    """By town and village, by township; not where a school's own is missing: nothing is put into a group by guess."""
    found = []
    for by in SPLITS:
        names = [schools.parts[by][index] for index in known]
        codes = {name: code for code, name in enumerate(sorted({name for name in names if name is not None}))}
        if len(codes) < 2 or None in names:
            continue
        parts = decompose(values, pupils, _one_group(values), np.array([codes[name] for name in names]), 1, len(codes))
        found.append(
            Split(by, len(codes), number(parts.cv_squared.share_between[0]), number(parts.theil.share_between[0]))
        )
    return tuple(found)


def _drivers(schools: _Schools, known: Ints, values: Floats, pupils: Floats) -> tuple[Driver, ...]:
    influence = leave_one_out(values, pupils, _one_group(values), 1).influence
    found = [
        Driver(schools.codes[index], schools.names[index], each)
        for index, each in zip(known.tolist(), influence.tolist(), strict=True)
        if not math.isnan(each)
    ]
    return tuple(sorted(found, key=lambda driver: (-abs(driver.influence), driver.school)))


def number(value: float) -> float | None:
    """NaN is how arrays say `cannot tell`; everywhere else that is None."""
    return None if np.isnan(value) else float(value)
