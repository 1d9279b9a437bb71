"""The facts of one delivery, ready for use: frames by table, and where each fact came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from junheng.facts.delivery import Block, Correction, Delivery
from junheng.facts.store.authority import Authority
from junheng.facts.store.clashes import Clash, told_together
from junheng.facts.store.frames import empty_records, merged, records
from junheng.facts.store.on_disk import OnDisk
from junheng.facts.tables import TABLES, Table
from junheng.terms import Message, Place

Addressed = tuple[str, str, str, dict[str, str]]  # of a table: file, sheet, the stage with the row of a form (`小学/12`) or of all rows (`小学/`), and the letters of each column


@dataclass(frozen=True)
class Facts:
    """`tables[name]` has one row per key; `records[name]` every row as delivered, with its place."""

    tables: Mapping[str, pl.DataFrame]
    records: dict[str, pl.DataFrame]
    letters: dict[str, list[Addressed]]
    corrections: tuple[Correction, ...] = ()
    calendar_year: bool = False  # how its years are told; no part of what names it

    @property
    def schools(self) -> pl.DataFrame:
        return self.tables["schools"]

    @property
    def school_years(self) -> pl.DataFrame:
        return self.tables["school_years"]

    def year_told(self, year: int) -> Message:
        return Message(f"{year} 年", str(year)) if self.calendar_year else Message(f"{year}/{year + 1} 学年", f"{year}/{year + 1}")

    def plan(self, table: str) -> pl.LazyFrame:
        """A table for the engine, which takes the columns it needs; what lies on disk is not loaded for it."""
        return self.tables.plans[table] if isinstance(self.tables, OnDisk) else self.tables[table].lazy()

    def height(self, table: str) -> int:
        return int(self.plan(table).select(pl.len()).collect().item())

    @cached_property
    def snapshot(self) -> str:
        """Names the facts to the letter, whatever the order or the folder of the files: 16 hexadecimal digits.

        Facts that somebody corrected are not those that were handed in so: the corrections count, where there are any.
        """
        digest = hashlib.sha256()
        for name, frame in sorted(self.tables.items()):
            if not frame.is_empty():
                digest.update(name.encode() + b"\n" + frame.sort(frame.columns).write_csv(float_precision=9).encode())
        for each in sorted(self.corrections):
            digest.update("\0".join(astuple(each)).encode())
        return digest.hexdigest()[:16]

    def corrected(self, file: str, sheet: str, cell: str) -> Correction | None:
        """The correction of a place as `places` gives it; a fact of several cells has those of each."""
        cells = cell.split("+")
        return next((each for each in self.corrections if (each.file, each.sheet) == (file, sheet) and each.cell in cells), None)

    @cached_property
    def _letters(self) -> dict[str, dict[tuple[str, str, str], dict[str, str]]]:
        found: dict[str, dict[tuple[str, str, str], dict[str, str]]] = {}
        for table, entries in self.letters.items():
            own = found[table] = {}
            for file, sheet, of, letters in entries:
                own[file, sheet, of] = own[file, sheet, of] | letters if (file, sheet, of) in own else letters
        return found

    def places(self, table: str, key: dict[str, object], column: str) -> list[Place]:
        """Where a fact was read: (file, sheet, cell), all of them."""
        rows = self.records[table].filter(pl.col(column).is_not_null())
        for name, value in key.items():
            rows = rows.filter(pl.col(name) == value)
        found = []
        for record in rows.iter_rows(named=True):
            file, sheet, row = record["_file"], record["_sheet"], record["_row"]
            found.append(self.cell_of(table, column, record) or (file, sheet, str(row)))
        return found

    def cell_of(self, table: str, column: str, record: dict[str, Any]) -> Place | None:
        """Where a fact of a row as delivered stands, or should stand; None where its sheet has no cell for it."""
        file, sheet, row, stage = record["_file"], record["_sheet"], record["_row"], record.get("stage") or ""
        letters = self._letters.get(table, {})
        of_row, of_sheet = letters.get((file, sheet, f"{stage}/{row}"), {}), letters.get((file, sheet, f"{stage}/"), {})
        found = of_row.get(column) or of_sheet.get(column)  # the row of a form has letters of its own
        return (file, sheet, _cells(found, row)) if found else None


def _cells(letters: str, row: int) -> str:
    """The addresses of a fact: letters that name their row already (a form's) stay as they are."""
    if "+" not in letters:
        return letters if letters[-1].isdigit() else f"{letters}{row}"
    return "+".join(_cells(each, row) for each in letters.split("+"))


def scan(folder: Path) -> Facts:
    """Facts that lie as Parquet files named by table, e.g. a nation's; without the places they were read from."""
    return Facts(OnDisk(folder), empty_records(), {})


def facts_of(delivery: Delivery, order: Sequence[str] | None = None) -> Facts:
    """Findings about facts given twice are added to the delivery's. `order`: the sources, the most trusted first."""
    by_table: dict[str, list[Block]] = {name: [] for name in TABLES}
    for block in delivery.blocks:
        by_table[block.table].append(block)
    raw = {name: records(TABLES[name], blocks) for name, blocks in by_table.items()}
    authority = Authority(order, delivery.source_of)
    delivered = Facts({}, raw, {name: _letters(blocks) for name, blocks in by_table.items()})
    found: list[tuple[Table, Clash]] = []
    tables = {name: merged(TABLES[name], frame, found, delivered.cell_of, authority) for name, frame in raw.items()}
    delivery.findings += told_together(found)
    # a closure is said once, for one year, and holds from then on
    if tables["schools"]["closed"].null_count() < tables["schools"].height:
        tables["schools"] = tables["schools"].with_columns(pl.coalesce("closed", pl.col("closed").min().over("school")))
    return replace(delivered, tables=tables, corrections=tuple(sorted(delivery.corrections)), calendar_year=delivery.calendar_year)


def _letters(blocks: list[Block]) -> list[Addressed]:
    found = []
    for block in blocks:
        said = block.columns.get("stage", [""])
        if block.is_form:  # a county's are many, each of one row
            found.append((block.file, block.sheet, f"{said[0] or ''}/{block.rows[0]}", block.letters))
            continue
        stages = [str(stage or "") for stage in (said.unique() if isinstance(said, pl.Series) else said)]
        for stage in sorted(set(stages)) if len(stages) > 1 else stages:
            found.append((block.file, block.sheet, f"{stage}/", block.letters))
    return found
