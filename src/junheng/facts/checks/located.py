"""Where the facts of many findings stand, looked up for the schools they are about in one pass over the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from junheng.facts.checks.rule import BEFORE, DERIVED
from junheng.facts.checks.said import Row, Said
from junheng.facts.checks.wholes import OF_WHOLE
from junheng.facts.store import Facts
from junheng.facts.tables import TABLES
from junheng.terms import Place, Stage

NOWHERE: Place = ("", "", "")


class _About(NamedTuple):
    """The fact that a check's column is about. of_stages: of every stage of the school. before: how many years ago. of_whole: one of the whole school."""

    column: str
    table: str
    of_stages: bool
    before: int
    of_whole: bool


@lru_cache
def _about(table: str, name: str) -> _About:
    column = name.removeprefix(DERIVED).removesuffix(BEFORE)
    where = next((each for each in (table, "school_years", "schools") if column in TABLES[each].by_name), table)
    return _About(column, where, name.startswith(DERIVED), int(name.endswith(BEFORE)), where == "school_years" and column in OF_WHOLE)


class Located:
    """`rows`: of the tables' facts that findings are about; other rows are not looked for."""

    def __init__(self, facts: Facts, rows: Iterable[Row]) -> None:
        self._facts = facts
        self._wanted: dict[str, set[object]] = {"school": set(), "area": set()}
        for row in rows:
            for name, values in self._wanted.items():
                values.add(row.get(name))
        self._found: dict[str, dict[tuple[object, ...], list[Row]]] = {}
        self._of_school: dict[tuple[object, ...], list[Row]] = {}  # every stage, once any is asked for

    def place(self, table: str, row: Row, one: Said) -> Place:
        """The cell of the fact, else of one that contradicts it, else the row of the school."""
        for name in (one.column, *one.others, "name"):
            about = _about(table, name)
            records = self._records_of(about, row)
            cells = (self._facts.cell_of(about.table, about.column, record) for record in sorted(records, key=lambda each: each[about.column] is None))
            named = next(filter(None, cells), None)
            if named:
                return named
        return next(((each["_file"], each["_sheet"], str(each["_row"])) for each in self._records(table, row)), NOWHERE)

    def against(self, table: str, row: Row, one: Said, at: Place) -> tuple[Place, ...]:
        """The cells of the facts that contradict it, those that are given."""
        found: dict[Place | None, None] = {}
        records: dict[tuple[str, bool, int, bool], list[Row]] = {}  # mostly one row holds them all
        for name in one.others:
            about = _about(table, name)
            of = about[1:]
            if of not in records:
                records[of] = self._records_of(about, row)
            for record in records[of]:
                if record[about.column] is not None:
                    found[self._facts.cell_of(about.table, about.column, record)] = None
        return tuple(place for place in found if place and place != at)

    def _records_of(self, about: _About, row: Row) -> list[Row]:
        if about.of_stages or about.before:
            row = {**row, **({"stage": None} if about.of_stages else {}), "year": row["year"] - about.before}
        found = self._records(about.table, row)
        if about.of_whole and row.get("stage") == Stage.WHOLE.value:  # it may stand in the line of the only stage
            stages = [each for each in self._any_stage().get((row["school"], row["year"]), []) if each["stage"] != Stage.WHOLE.value]
            return [*found, *stages] if found and len({each["stage"] for each in stages}) == 1 and found != stages else found
        return found

    def _records(self, table: str, row: Row) -> list[Row]:
        if table not in self._found:
            self._found[table] = self._indexed(table)
        records = self._found[table].get(tuple(row.get(part) for part in TABLES[table].key))
        if records is None and table == "school_years":  # found in the list of schools: any stage of the school
            return self._any_stage().get((row.get("school"), row.get("year")), [])
        return records or []

    def _any_stage(self) -> dict[tuple[object, ...], list[Row]]:
        if not self._of_school:
            self._of_school = defaultdict(list)
            for key, rows in self._found["school_years"].items():
                self._of_school[key[:2]] += rows
        return self._of_school

    def _indexed(self, table: str) -> dict[tuple[object, ...], list[Row]]:
        key = TABLES[table].key
        wanted = list(self._wanted[key[0]] - {None})
        index: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for record in self._facts.records[table].filter(pl.col(key[0]).is_in(wanted)).iter_rows(named=True):
            index[tuple(record[part] for part in key)].append(record)
        return index
