"""Fact tables that lie as Parquet files, a nation's for one: read when they are asked for, and only their columns in use."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from junheng.facts.store.frames import schema
from junheng.facts.tables import TABLES
from junheng.terms import UsageError

_NEEDED = ("schools", "school_years")


class OnDisk(Mapping[str, pl.DataFrame]):
    """Table name -> frame, loaded on first use; `plans` are the same tables unread. One row per key is expected."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the files are no fact tables."""
        files = {file.stem: file for file in sorted(folder.glob("*.parquet"))}
        _check_names(folder, files)
        self.plans = {
            name: _plan(name, files[name]) if name in files else pl.LazyFrame(schema=schema(table)) for name, table in TABLES.items()
        }
        self._loaded: dict[str, pl.DataFrame] = {}

    def __getitem__(self, name: str) -> pl.DataFrame:
        if name not in self._loaded:
            self._loaded[name] = self.plans[name].collect()
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)


def _check_names(folder: Path, files: Mapping[str, Path]) -> None:
    wanted = "、".join(f"{name}.parquet" for name in TABLES)
    for name in _NEEDED:
        if name not in files:
            raise UsageError(
                f"{folder} 中没有 {name}.parquet；可有的文件：{wanted}",
                f"there is no {name}.parquet in {folder}; the files may be: {wanted.replace('、', ', ')}",
            )
    unknown = [name for name in files if name not in TABLES]
    if unknown:
        raise UsageError(
            f"{files[unknown[0]]} 不是数据表；可有的文件：{wanted}",
            f"{files[unknown[0]]} is no fact table; the files may be: {wanted.replace('、', ', ')}",
        )


def _plan(name: str, file: Path) -> pl.LazyFrame:
    """The file with the table's columns and types; a column it has not is missing in every row."""
    try:
        plan = pl.scan_parquet(file)
        given = plan.collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0][:200]
        raise UsageError(f"{file} 读不出来（{reason}）", f"{file} cannot be read ({reason})") from None
    types = schema(TABLES[name])
    for column, found in given.items():
        if column not in types:
            near = difflib.get_close_matches(column, types, n=1)
            hint_zh, hint_en = (f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
            raise UsageError(f"{file} 的列 {column} 不存在{hint_zh}", f"{file}: there is no column {column}{hint_en}")
        if found != types[column] and not (found.is_integer() and types[column].is_integer()):
            raise UsageError(
                f"{file} 的列 {column} 是 {found}，应为 {types[column]}", f"{file}: the column {column} is {found}, wanted {types[column]}"
            )
    missing = [name for name in TABLES[name].key if name in types and name not in given]
    if missing:
        raise UsageError(f"{file} 缺少列 {missing[0]}", f"{file}: the column {missing[0]} is missing")
    return plan.select(
        pl.col(column).cast(kind) if column in given else pl.lit(None, kind).alias(column) for column, kind in types.items()
    )
