"""Contestant: this program's own engine, as `junheng evaluate` runs it, with every indicator split by location."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from junheng.cli.benches.outcome import Outcome
from junheng.facts.store import scan
from junheng.findings import Evaluation, evaluate
from junheng.findings.equity import Decomposition, decompose, side_by_side
from junheng.rules import load_standard

STANDARD = "cn/national/quality-2017"
LOCATIONS = pl.Enum(["urban", "town", "rural"])


def run(folder: Path) -> tuple[Evaluation, dict[str, Decomposition]]:
    evaluation = evaluate(scan(folder), load_standard(STANDARD))
    return evaluation, _splits(evaluation)


def _splits(evaluation: Evaluation) -> dict[str, Decomposition]:
    rows, areas = evaluation.areas.counted, evaluation.areas
    location = rows["location"].to_native().cast(LOCATIONS).to_physical().to_numpy().astype(np.int64)
    pupils = rows["pupils"].to_native().cast(pl.Float64).to_numpy()

    def split(values: npt.NDArray[np.float64]) -> Decomposition:
        known = ~np.isnan(values) & ~np.isnan(pupils)
        columns = (values, pupils, areas.groups, location)
        if not known.all():
            columns = tuple(column[known] for column in columns)
        return decompose(*columns, len(areas.keys), len(LOCATIONS.categories))

    return dict(zip(areas.spreads, side_by_side(split, [rows[name].to_numpy() for name in areas.spreads]), strict=True))


def told(result: tuple[Evaluation, dict[str, Decomposition]]) -> Outcome:
    evaluation, splits = result
    areas, verdicts = evaluation.areas, evaluation.areas.counted["verdict"].to_list()
    figures: dict[str, Any] = {"key": [f"{area} {year} {stage}" for area, year, stage in areas.keys]}
    for name, spread in areas.spreads.items():
        short = name[:2]
        figures[f"{short}:mean"], figures[f"{short}:cv"] = spread.known.mean, spread.known.cv
        split = splits[name]
        figures[f"{short}:cv_between"], figures[f"{short}:cv_within"] = split.cv_squared.between, split.cv_squared.within
        figures[f"{short}:theil_between"], figures[f"{short}:theil_within"] = split.theil.between, split.theil.within
    return Outcome.of(verdicts, [{1: True, 0: False}.get(int(each)) for each in areas.verdict], figures)
