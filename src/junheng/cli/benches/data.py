"""A made-up nation as fact tables: log-normal schools in counties, points with parents, a few facts missing.

Seeded. Written once as Parquet, so that every contestant starts from the same bytes on disk.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from junheng.terms import SchoolKind, Stage

Floats = npt.NDArray[np.float64]
SCHOOLS_PER_COUNTY = 69  # the nation has about 200 000 schools in 2 900 counties
FIRST_YEAR = 2014
SEED = 20261125
_MISSING = 0.0002  # of every kind of fact
_KINDS = {
    SchoolKind.PRIMARY: 0.53, SchoolKind.TEACHING_POINT: 0.12, SchoolKind.JUNIOR: 0.2, SchoolKind.NINE_YEAR: 0.09,
    SchoolKind.COMPLETE: 0.05, SchoolKind.TWELVE_YEAR: 0.01,
}
# a fact, and how much of it a school of ordinary means has per pupil
_OF_STAGE = {
    "teachers_doctor": 0.0002, "teachers_master": 0.004, "teachers_bachelor": 0.05, "teachers_college": 0.02,
    "backbone_teachers": 0.016, "teachers_pe": 0.007, "teachers_arts": 0.008,
    "classes": 0.024, "classes_large": 0.0005, "classes_big": 0.0001, "classes_oversize": 0.00003,
}
_OF_SCHOOL = {"multimedia_rooms": 0.038}
_MEASURED = {  # kept in steps of 1/10 000
    "teaching_area": 8.5, "indoor_sports_area": 0.8, "sports_ground_area": 14.0, "equipment_value": 3900.0,
}


def write_facts(folder: Path, schools: int, years: int, seed: int = SEED) -> None:
    """`schools.parquet` and `school_years.parquet`, in the shape and order of the store's tables."""
    rng = np.random.default_rng(seed)
    registry = _registry(rng, schools)
    county = registry["county"].to_numpy()
    wealth = rng.lognormal(0.15, 0.45, int(county.max()) + 1)[county]
    means = wealth * rng.lognormal(0, 0.18, schools)
    pupils = np.where(
        registry["kind"] == SchoolKind.TEACHING_POINT.value,
        rng.lognormal(3.7, 0.6, schools), rng.lognormal(6.0, 0.8, schools),
    )
    names, facts = [], []
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        names.append(registry.with_columns(pl.lit(year, pl.Int32).alias("year")))
        facts += _year(rng, registry, year, pupils, means)
        pupils = pupils * rng.normal(1.0, 0.03, schools).clip(0.8, 1.2)
    _sorted(names, ["school", "year"]).drop("county").write_parquet(folder / "schools.parquet")
    _sorted(facts, ["school", "year", "stage"]).write_parquet(folder / "school_years.parquet")


def _sorted(parts: list[pl.DataFrame], key: list[str]) -> pl.DataFrame:
    return pl.concat(parts, how="diagonal").sort(key)


def _registry(rng: np.random.Generator, schools: int) -> pl.DataFrame:
    county = rng.integers(0, max(1, schools // SCHOOLS_PER_COUNTY), schools)
    kinds = rng.choice([kind.value for kind in _KINDS], schools, p=list(_KINDS.values()))
    code = [f"31{number:08d}" for number in range(schools)]
    frame = pl.DataFrame(
        {
            "school": code, "county": county, "kind": kinds, "name": [f"示例学校 {each}" for each in code],
            "location": rng.choice(["urban", "town", "rural"], schools, p=[0.3, 0.4, 0.3]),
            "counted": kinds != SchoolKind.TEACHING_POINT.value,
        }
    ).with_columns(
        pl.format("示例县 {}", pl.col("county").cast(pl.String).str.zfill(4)).alias("area"),
        pl.format("乡镇 {}", pl.Series(rng.integers(1, 12, schools))).alias("township"),
        pl.lit("public").alias("ownership"), pl.lit("county").alias("run_by"),
        pl.lit(None, pl.Boolean).alias("working"), pl.lit(None, pl.Int32).alias("closed"),
        pl.lit(None, pl.String).alias("parent"),
    )
    parents = frame.filter(pl.col("kind") == SchoolKind.PRIMARY.value).group_by("county").agg(
        pl.col("school").min().alias("parent_code")
    )
    point = pl.col("kind") == SchoolKind.TEACHING_POINT.value
    return frame.join(parents, on="county", how="left", maintain_order="left").with_columns(
        pl.when(point).then(pl.col("parent_code")).alias("parent_code")
    )


def _year(
    rng: np.random.Generator, registry: pl.DataFrame, year: int, pupils: Floats, means: Floats
) -> list[pl.DataFrame]:
    """The rows of every stage, and of what the stages share."""
    kinds = registry["kind"]
    parts, whole = [], np.zeros(len(pupils))
    for stage in (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR):
        kept = kinds.is_in([kind.value for kind in SchoolKind if stage in kind.stages]).to_numpy()
        own = np.rint(pupils[kept] * rng.uniform(0.4, 1.0, int(kept.sum())))
        whole[kept] += own
        parts.append(_rows(rng, registry["school"].filter(pl.Series(kept)), year, stage, own, means[kept], _OF_STAGE)
                     .with_columns(pl.Series("pupils", own, pl.Int64)))
    shared = _rows(rng, registry["school"], year, Stage.WHOLE, whole, means, _OF_SCHOOL)
    for name, each in _MEASURED.items():
        steps = np.rint(whole * means * each * rng.lognormal(0, 0.15, len(whole)) * 100) * 100
        shared = shared.with_columns(_with_gaps(rng, name, steps))
    return [*parts, shared]


def _rows(
    rng: np.random.Generator, schools: pl.Series, year: int, stage: Stage, pupils: Floats, means: Floats,
    facts: dict[str, float],
) -> pl.DataFrame:
    keys = [schools, pl.Series("year", [year], pl.Int32).new_from_index(0, len(schools)),
            pl.Series("stage", [stage.value]).new_from_index(0, len(schools))]
    counts = dict[str, Floats]()
    gaps = []
    for name, each in facts.items():
        drawn = np.rint(pupils * means * each * rng.lognormal(0, 0.12, len(pupils)))
        counts[name] = _fitting(name, drawn, pupils, counts, stage)
        gaps.append(_with_gaps(rng, name, counts[name]))
    return pl.DataFrame([*keys, *gaps]).with_columns(pl.lit(None, pl.Boolean).alias("offered"))


def _fitting(name: str, drawn: Floats, pupils: Floats, counts: dict[str, Floats], stage: Stage) -> Floats:
    """Classes as many as hold the pupils, and so many large ones: facts that contradict each other would be findings."""
    if name == "classes":
        return np.maximum(drawn, np.ceil(pupils / 55))
    if name == "classes_large":
        of_standard = 45 if stage == Stage.PRIMARY else 50
        return np.ceil((pupils - of_standard * counts["classes"]) / (55 - of_standard)).clip(0)
    return drawn


def _with_gaps(rng: np.random.Generator, name: str, values: Floats) -> pl.Series:
    series = pl.Series(name, values, pl.Float64).cast(pl.Int64)
    return series.set(pl.Series(rng.random(len(values)) < _MISSING), None)
