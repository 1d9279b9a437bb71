"""Fact tables left on disk give the verdicts of the same facts loaded; files that are no fact tables are refused in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import junheng as jh
from junheng.cli.benches.data import write_facts
from junheng.facts.store import Facts, scan
from junheng.facts.store.frames import empty_records, empty_tables
from junheng.facts.store.on_disk import OnDisk
from junheng.findings import evaluate
from junheng.rules import load_standard
from junheng.terms import UsageError

RULES = "cn/national/quality-2017"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_facts(tmp_path, 300, 2)
    return tmp_path


def test_the_verdicts_are_those_of_the_loaded_facts(folder: Path) -> None:
    empty = empty_tables()
    read = {name: pl.concat([empty[name], pl.read_parquet(folder / f"{name}.parquet")], how="diagonal") for name in ("schools", "school_years")}
    loaded = evaluate(Facts({**empty, **read}, empty_records(), {}), load_standard(RULES))
    scanned = jh.evaluate(jh.scan(folder), standard=RULES)
    assert len(scanned.schools) > 300
    assert scanned.schools == loaded.schools
    assert scanned.areas.keys == loaded.areas.keys
    assert scanned.areas.verdict.tolist() == loaded.areas.verdict.tolist()
    for name, each in scanned.areas.spreads.items():
        np.testing.assert_array_equal(each.cv, loaded.areas.spreads[name].cv)  # NaN: cannot be told


def test_a_table_is_loaded_when_it_is_asked_for(folder: Path) -> None:
    facts = scan(folder)
    tables = facts.tables
    assert isinstance(tables, OnDisk)
    assert facts.height("schools") == 600
    assert tables._loaded == {}
    assert facts.schools.height == 600
    assert set(tables._loaded) == {"schools"}
    assert facts.tables["county_years"].is_empty()  # no file: no rows
    assert facts.schools["latitude"].null_count() == 600  # no column: missing in every row


def _drop(path: Path, table: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    change(pl.read_parquet(path / f"{table}.parquet")).write_parquet(path / f"{table}.parquet")


MISTAKES: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: (path / "schools.parquet").unlink(), "there is no schools.parquet"),
    (lambda path: (path / "pupils.parquet").write_bytes(b""), "pupils.parquet is no fact table"),
    (lambda path: (path / "schools.parquet").write_bytes(b"PAR1nothing"), "schools.parquet cannot be read"),
    (lambda path: _drop(path, "school_years", lambda each: each.rename({"pupils": "pupil"})), "did you mean pupils?"),
    (lambda path: _drop(path, "school_years", lambda each: each.cast({"pupils": pl.Float64})), "column pupils is Float64, wanted Int64"),
    (lambda path: _drop(path, "school_years", lambda each: each.drop("stage")), "the column stage is missing"),
]


@pytest.mark.parametrize(("spoil", "words"), MISTAKES)
def test_files_that_are_no_fact_tables(folder: Path, spoil: Callable[[Path], object], words: str) -> None:
    spoil(folder)
    with pytest.raises(UsageError) as refused:
        scan(folder)
    assert words in refused.value.message.en
    assert refused.value.message.zh != refused.value.message.en


def test_whole_numbers_of_another_width_are_taken(folder: Path) -> None:
    _drop(folder, "school_years", lambda each: each.cast({"pupils": pl.Int32, "year": pl.Int64}))
    assert scan(folder).school_years.schema["pupils"] == pl.Int64
