"""What changed between two deliveries: facts added, gone and changed, school by school, with the cell of the new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from junheng.facts.register import Became, became
from junheng.facts.store import Facts
from junheng.facts.tables import TABLES, Column, Table
from junheng.terms import Message, Stage

_KEYS = {"schools": ("school",), "school_years": ("school", "stage"), "county_years": ("area", "item", "stage")}


class Kind(StrEnum):
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"

    @property
    def label(self) -> Message:
        return _KINDS[self]


_KINDS = {Kind.ADDED: Message("新增", "added"), Kind.GONE: Message("消失", "gone"), Kind.CHANGED: Message("改变", "changed")}


@dataclass(frozen=True)
class Change:
    """One fact of one school, or one item of the county; `old`, `new` in the fact's own unit. Place of the new fact, else of the old one.

    school: its code; of a county's item, the area, and `item` names it.
    """

    kind: Kind
    table: Table
    school: str
    name: str
    year: int
    stage: str | None
    item: str | None
    column: Column
    old: object
    new: object
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Comparison:
    """Two years held against each other; the years differ where a delivery brings the next one."""

    year_before: int
    year_after: int
    schools: tuple[Became, ...]
    facts: tuple[Change, ...]

    @property
    def codes(self) -> dict[str, str]:
        """Old code -> new code of the schools that are comparable."""
        return _new_codes(self.schools)


def _new_codes(schools: Iterable[Became]) -> dict[str, str]:
    return {each.before: each.after[0] for each in schools if each.before and each.is_comparable}


def compare(before: Facts, after: Facts) -> list[Comparison]:
    """Each year that both deliveries hold; and the last of the new one against the last of the old, where it is later."""
    return [_compared(before, old, after, new) for old, new in _years(before, after)]


def _years(before: Facts, after: Facts) -> list[tuple[int, int]]:
    old, new = (sorted(set(facts.school_years["year"].drop_nulls().to_list())) for facts in (before, after))
    pairs = [(year, year) for year in old if year in new]
    if old and new and (new[-1] > old[-1] or not pairs):
        pairs.append((old[-1], new[-1]))
    return pairs


def _compared(before: Facts, year_before: int, after: Facts, year_after: int) -> Comparison:
    fates = tuple(became(before, year_before, after, year_after))
    codes = _new_codes(fates)
    names = {code: each.name for each in fates for code in (each.before, *each.after) if code}
    names |= {each.after[0]: each.new_name or each.name for each in fates if each.is_comparable}
    changes = [
        change for name in _KEYS
        for change in _changes(TABLES[name], (before, year_before), (after, year_after), codes, names)
    ]
    return Comparison(year_before, year_after, fates, tuple(sorted(changes, key=_place)))


def _place(change: Change) -> tuple[str, str, int, int]:
    """School by school; its stages and columns as in the template."""
    stage = [*Stage].index(Stage(change.stage)) if change.stage else -1
    return change.school, change.item or "", stage, change.table.columns.index(change.column)


def _changes(
    table: Table, old: tuple[Facts, int], new: tuple[Facts, int], codes: dict[str, str], names: dict[str, str]
) -> Iterator[Change]:
    """By columns, so that a nation costs a join and not a loop."""
    key = _KEYS[table.name]
    frames = [facts.tables[table.name].filter(year=year) for facts, year in (old, new)]
    if "school" in key:
        frames[0] = frames[0].with_columns(pl.col("school").replace(codes))
    both = frames[0].join(frames[1], on=key, how="full", coalesce=True, suffix=":new", nulls_equal=True)
    original = {code: before for before, code in codes.items()}
    for column in table.columns:
        if column.name in (*key, "year"):
            continue
        rows = both.select(*key, old=column.name, new=f"{column.name}:new").filter(pl.col("old").ne_missing(pl.col("new")))
        if rows.is_empty():
            continue
        places = [_cells(facts, table, column, year) for facts, year in (old, new)]
        for row in rows.iter_rows(named=True):
            yield _change(row, table, column, new[1], names, original, places)


def _change(
    row: dict[str, object], table: Table, column: Column, year: int, names: dict[str, str], original: dict[str, str],
    places: Sequence[dict[tuple[object, object], tuple[str, str, str]]],
) -> Change:
    kind = Kind.ADDED if row["old"] is None else Kind.GONE if row["new"] is None else Kind.CHANGED
    who, *parts = _KEYS[table.name]
    school, stage, item, part = str(row[who]), row.get("stage"), row.get("item"), tuple(row[name] for name in parts)
    there = places[0].get((original.get(school, school), part)) if kind == Kind.GONE else places[1].get((school, part))
    file, sheet, cell = there or ("", "", "")
    return Change(
        kind, table, school, names.get(school, school), year, str(stage) if stage else None, str(item) if item else None, column,
        _amount(row["old"], column), _amount(row["new"], column), file, sheet, cell,
    )


def _amount(value: object, column: Column) -> object:
    return value / column.scale if column.scale > 1 and isinstance(value, int) else value


def _cells(facts: Facts, table: Table, column: Column, year: int) -> dict[tuple[object, object], tuple[str, str, str]]:
    """The first place of a fact, for every school and stage (or area, item and stage) at once."""
    rows = facts.records[table.name].filter(pl.col(column.name).is_not_null(), pl.col("year") == year)
    who, *parts = _KEYS[table.name]
    found: dict[tuple[object, object], tuple[str, str, str]] = {}
    for row in rows.iter_rows(named=True):
        at = facts.cell_of(table.name, column.name, row) or (row["_file"], row["_sheet"], str(row["_row"]))
        found.setdefault((row[who], tuple(row[name] for name in parts)), at)
    return found
