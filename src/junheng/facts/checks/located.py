"""Where the facts of many findings stand, looked up for the schools they are about in one pass over the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from junheng.facts.checks.rule import BEFORE, DERIVED
from junheng.facts.checks.said import Said
from junheng.facts.store import Facts
from junheng.facts.tables import TABLES
from junheng.terms import Place

Row = dict[str, Any]
NOWHERE: Place = ("", "", "")


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
            named = next(self._cells(table, row, name), None)
            if named:
                return named
        return next(((each["_file"], each["_sheet"], str(each["_row"])) for each in self._records(table, row)), NOWHERE)

    def against(self, table: str, row: Row, one: Said, at: Place) -> tuple[Place, ...]:
        """The cells of the facts that contradict it, those that are given."""
        found = (cell for name in one.others for cell in self._cells(table, row, name, only_given=True))
        return tuple(dict.fromkeys(cell for cell in found if cell != at))

    def _cells(self, table: str, row: Row, name: str, only_given: bool = False) -> Iterator[Place]:
        """Of the fact, those that are given first; of a sum over the stages, each stage's; of last year's, last year's."""
        name, of_stages = name.removeprefix(DERIVED), name.startswith(DERIVED)
        if name.endswith(BEFORE):
            name, row = name.removesuffix(BEFORE), {**row, "year": row["year"] - 1}
        where = next((each for each in (table, "school_years", "schools") if name in TABLES[each].by_name), table)
        records = self._records(where, row | {"stage": None} if of_stages else row)
        given = [record for record in records if record[name] is not None]
        blank = () if only_given else (record for record in records if record[name] is None)
        yield from filter(None, (self._facts.cell_of(where, name, record) for record in (*given, *blank)))

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
