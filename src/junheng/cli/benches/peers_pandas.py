"""Contestant: the same job in pandas, whole columns at a time."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from junheng.cli.benches.job import (
    AT_LEAST,
    CV_LIMITS,
    FIGURES,
    KINDS,
    OWN_COLUMNS,
    SHARED_COLUMNS,
    SMALL_POINT,
    WEIGHTS,
    Figure,
)
from junheng.cli.benches.outcome import Outcome

KEY = ["school", "year"]
AREA = ["area", "year", "stage"]
SCHOOL_FACTS = ["name", "area", "kind", "counted", "location", "township", "working", "closed"]


def run(folder: Path) -> tuple[Any, Any]:
    """The units, and the areas with their figures."""
    pd = importlib.import_module("pandas")
    units = _units(pd, folder)
    return units, _areas(pd, units)


def told(result: tuple[Any, Any]) -> Outcome:
    units, areas = result
    names = [name for name in areas.columns if ":" in name]
    figures = {name: areas[name].to_numpy() for name in names}
    figures["key"] = [f"{area} {year} {stage}" for area, year, stage in areas.index]
    return Outcome.of(_told(units.loc[units["status"] == 0, "verdict"]), _told(areas["verdict"]), figures)


def _told(codes: Any) -> list[bool | None]:
    return [{1: True, 0: False}.get(code) for code in codes.to_numpy().tolist()]


def _units(pd: Any, folder: Path) -> Any:
    columns = [*KEY, "stage", "offered", "pupils", *OWN_COLUMNS, *SHARED_COLUMNS]
    facts = pd.read_parquet(folder / "school_years.parquet", columns=columns)
    schools = pd.read_parquet(folder / "schools.parquet", columns=[*KEY, *SCHOOL_FACTS])
    is_whole = facts["stage"] == "whole"
    rows = facts[~is_whole].drop(columns=list(SHARED_COLUMNS))
    whole = facts.loc[is_whole, [*KEY, *SHARED_COLUMNS]]
    rows["weight"] = rows["stage"].map(WEIGHTS)
    rows["weighted"] = rows["weight"] * rows["pupils"]
    sums = rows.groupby(KEY, sort=False)["weighted"].sum(min_count=1)
    sums[rows["pupils"].isna().groupby([rows["school"], rows["year"]], sort=False).any()] = np.nan
    rows = rows.drop(columns="weighted").merge(sums.reset_index(), on=KEY)
    rows = rows.merge(schools, on=KEY).merge(whole, on=KEY, how="left")
    rows["status"] = _status(rows)
    primary = (rows["stage"] == "primary").to_numpy()
    for figure in FIGURES:
        _measure(rows, figure, primary)
    _judge(rows)
    return rows


def _status(rows: Any) -> Any:
    point = (rows["kind"] == "teaching_point") | ((rows["counted"] == False) & (rows["kind"] == "primary"))  # noqa: E712
    tests = [
        rows["closed"] <= rows["year"], rows["working"].eq(False), rows["kind"].isna(), ~rows["kind"].isin(KINDS),
        ~rows["stage"].isin(["primary", "junior"]), (rows["pupils"] == 0) | rows["offered"].eq(False),
        point & rows["pupils"].isna(), point & (rows["pupils"] < SMALL_POINT),
    ]
    return np.select([np.asarray(test, dtype=bool) for test in tests], [1, 2, 50, 3, 9, 8, 53, 7], 0)


def _sum(rows: Any, columns: tuple[str, ...]) -> Any:
    return sum(-rows[name[1:]] if name.startswith("-") else rows[name] for name in columns)


def _measure(rows: Any, figure: Figure, primary: Any) -> None:
    """Value and both tests: whole numbers under 2^53, so the tests are exact in doubles too."""
    top = _sum(rows, figure.primary).to_numpy(dtype=np.float64)
    if figure.primary != figure.junior:
        top = np.where(primary, top, _sum(rows, figure.junior).to_numpy(dtype=np.float64))
    if figure.shared:
        top = top * rows["weight"].to_numpy()
    bottom = rows["weighted" if figure.shared else "pupils"].to_numpy(dtype=np.float64)
    right = np.where(primary, figure.right["primary"], figure.right["junior"]) * bottom
    rows[f"{figure.id}_unknown"] = unknown = ~(bottom > 0) | np.isnan(top)
    rows[f"{figure.id}_pass"] = ~unknown & (top * figure.left >= right)
    rows[f"{figure.id}_rest"] = ~unknown & (top * figure.left * 100 >= right * 85)
    with np.errstate(invalid="ignore", divide="ignore"):
        rows[figure.id] = np.where(unknown, np.nan, (top * figure.times) / (bottom * figure.per))


def _judge(rows: Any) -> None:
    met = sum(rows[f"{each.id}_pass"].astype("int8") for each in FIGURES)
    failed = sum((~rows[f"{each.id}_pass"] & ~rows[f"{each.id}_unknown"]).astype("int8") for each in FIGURES)
    near = sum(rows[f"{each.id}_rest"].astype("int8") for each in FIGURES)
    far = sum((~rows[f"{each.id}_rest"] & ~rows[f"{each.id}_unknown"]).astype("int8") for each in FIGURES)
    rows["met"] = met
    enough, too_few = (met >= AT_LEAST) & (near == len(FIGURES)), (len(FIGURES) - failed < AT_LEAST) | (far > 0)
    rows["verdict"] = np.where(rows["status"] != 0, -1, np.where(enough, 1, np.where(too_few, 0, -1)))


def _areas(pd: Any, units: Any) -> Any:
    """Means, CVs, Theil and both splits from one pass of sums per area, year, stage and location; then the verdict."""
    relevant = units[(units["status"] == 0) | (units["status"] >= 50)]
    counted = relevant["status"] == 0
    key = [relevant[name] for name in (*AREA, "location")]
    summed = {"n": counted, "unknown": ~counted, "failed": counted & (relevant["verdict"] == 0),
              "untold": counted & (relevant["verdict"] == -1)}
    with np.errstate(invalid="ignore", divide="ignore"):
        for q in (each.id for each in FIGURES):
            value = relevant[q].where(counted)
            known = value.notna() & relevant["pupils"].notna()
            weight = relevant["pupils"].where(known)
            product = value * weight
            logs = np.log(value.where(value > 0, 1.0))
            summed |= {f"{q}_p": weight, f"{q}_x": product, f"{q}_xx": value * product, f"{q}_xl": product * logs,
                       f"{q}_missing": counted & ~known}
    cells = pd.DataFrame(summed).groupby(key, sort=False, observed=True).sum()
    for q in (each.id for each in FIGURES):
        mean = cells[f"{q}_x"] / cells[f"{q}_p"]
        cells[f"{q}_b"] = cells[f"{q}_x"] * mean
        cells[f"{q}_bl"] = cells[f"{q}_x"] * np.log(mean.where(mean > 0, 1.0))
    return _told_areas(cells.groupby(level=AREA, sort=False).sum())


def _told_areas(areas: Any) -> Any:
    limit = areas.index.get_level_values("stage").map(CV_LIMITS).to_numpy(dtype=np.float64)
    over = np.zeros(len(areas), dtype=bool)
    blank = (areas["untold"] > 0).to_numpy() | (areas["unknown"] > 0).to_numpy()
    for q in (each.id for each in FIGURES):
        p, x, xx, xl, b, bl = (areas[f"{q}_{part}"] for part in ("p", "x", "xx", "xl", "b", "bl"))
        mean = x / p
        cv = np.sqrt((xx / p - mean * mean).clip(lower=0)) / mean
        missing = ((areas[f"{q}_missing"] > 0) | (areas["unknown"] > 0)).to_numpy()
        over |= ~missing & (cv.to_numpy() > limit)
        blank |= missing | cv.isna().to_numpy()
        areas[f"{q}:mean"], areas[f"{q}:cv"] = mean, cv
        areas[f"{q}:cv_between"] = (b / p / (mean * mean) - 1).clip(lower=0)
        areas[f"{q}:cv_within"] = ((xx - b) / p / (mean * mean)).clip(lower=0)
        areas[f"{q}:theil_between"] = (bl / x - np.log(mean)).clip(lower=0)
        areas[f"{q}:theil_within"] = ((xl - bl) / x).clip(lower=0)
    areas["verdict"] = np.where((areas["failed"] > 0) | over, 0, np.where(blank, -1, 1))
    return areas
