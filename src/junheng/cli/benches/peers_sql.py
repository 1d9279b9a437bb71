"""Contestant: the same job in hand-written SQL on DuckDB. One-pass sums, exact integer tests, no definitions shared."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

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


def run(folder: Path) -> tuple[Any, list[tuple[Any, ...]], list[str]]:
    """The connection (it holds the table of units), the area rows and their names."""
    connection = importlib.import_module("duckdb").connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute(_units(folder))
    answer = connection.execute(_areas())
    return connection, answer.fetchall(), [column[0] for column in answer.description]


def told(result: tuple[Any, list[tuple[Any, ...]], list[str]]) -> Outcome:
    connection, rows, names = result
    verdicts = [row[0] for row in connection.execute("SELECT verdict FROM units WHERE status = 0").fetchall()]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    figures = {name: list(values) for name, values in columns.items() if ":" in name}
    keys = zip(columns["area"], columns["year"], columns["stage"], strict=True)
    figures["key"] = [f"{area} {year} {stage}" for area, year, stage in keys]
    return Outcome.of(verdicts, columns["verdict"], figures)


def _by_stage(values: dict[str, Any]) -> str:
    return "CASE stage " + " ".join(f"WHEN '{stage}' THEN {value}" for stage, value in values.items()) + " END"


def _sum(columns: tuple[str, ...]) -> str:
    return " + ".join(columns).replace("+ -", "- ")


def _numerator(figure: Figure) -> str:
    if figure.shared:
        return f"({_sum(figure.primary)}) * weight"
    if figure.primary == figure.junior:
        return _sum(figure.primary)
    return f"CASE stage WHEN 'primary' THEN {_sum(figure.primary)} ELSE {_sum(figure.junior)} END"


def _units(folder: Path) -> str:
    """One row per school stage: whether it counts, n and d, the value, each test, the verdict (true, false, null)."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    point = "(kind = 'teaching_point' OR (NOT coalesce(counted, true) AND kind = 'primary'))"
    terms = ", ".join(f"{_numerator(each)} AS {each.id}_n" for each in FIGURES)
    tests = ", ".join(
        f"CASE WHEN {d} > 0 THEN {each.id}_n * {each.left} >= {d} * right_{each.id} END AS {each.id}_pass, "
        f"CASE WHEN {d} > 0 THEN {each.id}_n * {each.left * 100} >= {d} * right_{each.id} * 85 END AS {each.id}_rest, "
        f"CASE WHEN {d} > 0 THEN ({each.id}_n * {each.times})::DOUBLE / ({d} * {each.per})::DOUBLE END AS {each.id}"
        for each, d in ((each, "weighted" if each.shared else "pupils") for each in FIGURES)
    )
    limits = ", ".join(f"{_by_stage(each.right)} AS right_{each.id}" for each in FIGURES)
    met = " + ".join(f"coalesce({each.id}_pass, false)::INT" for each in FIGURES)
    failed = " + ".join(f"coalesce(NOT {each.id}_pass, false)::INT" for each in FIGURES)
    near = " AND ".join(f"{each.id}_rest" for each in FIGURES)
    return f"""
CREATE TEMP TABLE units AS
WITH stages AS (
  SELECT school, year, stage, {_by_stage(WEIGHTS)} AS weight, offered, pupils, {", ".join(OWN_COLUMNS)}
  FROM read_parquet('{folder}/school_years.parquet') WHERE stage <> 'whole'
), sums AS (
  SELECT school, year, CASE WHEN count(*) = count(pupils) THEN sum(weight * pupils)::BIGINT END AS weighted
  FROM stages GROUP BY school, year
), whole AS (
  SELECT school, year, {", ".join(SHARED_COLUMNS)}
  FROM read_parquet('{folder}/school_years.parquet') WHERE stage = 'whole'
), joined AS (
  SELECT stages.*, name, area, kind, location, township, weighted, {", ".join(SHARED_COLUMNS)},
    CASE WHEN coalesce(closed <= stages.year, false) THEN 1 WHEN NOT coalesce(working, true) THEN 2
      WHEN kind IS NULL THEN 50 WHEN kind NOT IN ({kinds}) THEN 3 WHEN stage NOT IN ('primary', 'junior') THEN 9
      WHEN coalesce(pupils = 0, false) OR NOT coalesce(offered, true) THEN 8 WHEN {point} AND pupils IS NULL THEN 53
      WHEN {point} AND pupils < {SMALL_POINT} THEN 7 ELSE 0 END AS status
  FROM stages JOIN read_parquet('{folder}/schools.parquet') AS schools USING (school, year)
  JOIN sums USING (school, year) LEFT JOIN whole USING (school, year)
), terms AS (
  SELECT area, year, stage, school, name, kind, location, township, pupils, weight, weighted, status, {limits}, {terms}
  FROM joined
), tested AS (SELECT *, {tests} FROM terms)
SELECT * EXCLUDE ({", ".join(f"right_{each.id}" for each in FIGURES)}), {met} AS met,
  CASE WHEN status = 0 THEN CASE WHEN {met} >= {AT_LEAST} AND ({near}) THEN true
    WHEN {len(FIGURES)} - ({failed}) < {AT_LEAST} OR NOT ({near}) THEN false END END AS verdict
FROM tested"""


def _areas() -> str:
    """Means, CVs, Theil and both splits from one pass of sums per area, year, stage and location; then the verdict."""
    sums, cells, parts, out = [], [], [], []
    for q in (each.id for each in FIGURES):
        known = f"FILTER (WHERE {q} IS NOT NULL AND pupils IS NOT NULL)"
        sums.append(
            f"sum(pupils) {known}::DOUBLE AS {q}_p, sum({q} * pupils) AS {q}_x, sum({q} * {q} * pupils) AS {q}_xx, "
            f"sum(CASE WHEN {q} > 0 THEN {q} * ln({q}) * pupils ELSE 0 * {q} END) AS {q}_xl, count(*) - count({q}) AS {q}_missing"
        )
        cells.append(
            f"sum({q}_p) AS {q}_sp, sum({q}_x) AS {q}_sx, sum({q}_xx) AS {q}_sxx, sum({q}_xl) AS {q}_sxl, "
            f"sum({q}_missing) AS {q}_sm, sum({q}_x * {q}_x / {q}_p) AS {q}_sb, "
            f"sum(CASE WHEN {q}_x > 0 THEN {q}_x * ln({q}_x / {q}_p) ELSE 0 * {q}_x END) AS {q}_sbl"
        )
        mean = f"({q}_sx / {q}_sp)"
        parts.append(
            f"{mean} AS mean_{q}, sqrt(greatest({q}_sxx / {q}_sp - {mean} * {mean}, 0)) / {mean} AS cv_{q}, "
            f"greatest({q}_sb / {q}_sp / ({mean} * {mean}) - 1, 0) AS vb_{q}, "
            f"greatest(({q}_sxx - {q}_sb) / {q}_sp / ({mean} * {mean}), 0) AS vw_{q}, "
            f"greatest({q}_sbl / {q}_sx - ln({mean}), 0) AS tb_{q}, greatest(({q}_sxl - {q}_sbl) / {q}_sx, 0) AS tw_{q}"
        )
        out.append(
            f'mean_{q} AS "{q}:mean", cv_{q} AS "{q}:cv", vb_{q} AS "{q}:cv_between", vw_{q} AS "{q}:cv_within", '
            f'tb_{q} AS "{q}:theil_between", tw_{q} AS "{q}:theil_within"'
        )
    limit = _by_stage(CV_LIMITS)
    over = " OR ".join(f"({each.id}_sm = 0 AND unknown = 0 AND cv_{each.id} > {limit})" for each in FIGURES)
    blank = " OR ".join(f"{each.id}_sm > 0 OR cv_{each.id} IS NULL" for each in FIGURES)
    return f"""
WITH cells AS (
  SELECT area, year, stage, location, count(*) FILTER (WHERE status = 0) AS n, count(*) FILTER (WHERE status >= 50) AS unknown,
    count(*) FILTER (WHERE status = 0 AND verdict = false) AS failed, count(*) FILTER (WHERE status = 0 AND verdict IS NULL) AS untold
  FROM units WHERE status = 0 OR status >= 50 GROUP BY area, year, stage, location
), sums AS (
  SELECT area, year, stage, location, {", ".join(sums)} FROM units WHERE status = 0 GROUP BY area, year, stage, location
), areas AS (
  SELECT area, year, stage, sum(n) AS schools, sum(unknown) AS unknown, sum(failed) AS failed, sum(untold) AS untold, {", ".join(cells)}
  FROM cells LEFT JOIN sums USING (area, year, stage, location) GROUP BY area, year, stage
), told AS (SELECT *, {", ".join(parts)} FROM areas)
SELECT area, year, stage, schools,
  CASE WHEN failed > 0 OR {over} THEN false WHEN untold > 0 OR unknown > 0 OR {blank} THEN NULL ELSE true END AS verdict,
  {", ".join(out)}
FROM told"""
