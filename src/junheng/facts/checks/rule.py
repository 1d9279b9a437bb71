"""One row of the catalogue of checks, and reading it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from junheng.facts.tables import TABLES, Column
from junheng.terms import Message, Severity

CATALOGUE = Path(__file__).parent / "catalogue.yaml"
DERIVED = "all_"  # all_pupils: the sum over the stages of a school
BEFORE = "_before"  # pupils_before: last year's
Term = tuple[int, str]  # how many times which column


@dataclass(frozen=True)
class Rule:
    """What each kind of check makes of its columns and numbers stands in the head of the catalogue."""

    number: str
    check: str
    text: Message
    severity: Severity = Severity.WARNING
    table: str = "school_years"
    stages: tuple[str, ...] = ()
    left: tuple[Term, ...] = ()
    right: tuple[Term, ...] = ()
    optional: tuple[str, ...] = ()  # parts of the left that count as nothing where they are missing
    columns: tuple[str, ...] = ()
    one: str = ""
    other: str = ""
    over: str = ""
    under: str = ""
    before: str = ""
    low: float = 0
    high: float = 0
    times: float = 0
    least: float = 0
    to_zero: bool = True  # a jump to 0 is one too
    at: str = ""
    source: str = "logic"
    explainable: bool = True

    @property
    def by_column(self) -> tuple[Rule, ...]:
        """A rule over several columns (`blank`, `whole`) as one rule for each of them."""
        return tuple(replace(self, columns=(name,)) for name in self.columns) or (self,)

    @property
    def column_before(self) -> str:
        """Of a jump: the column of the year before."""
        return f"{self.before or self.over}{BEFORE}"

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which nothing can be said."""
        before = (self.column_before,) if self.check in ("jump", "all_at_once", "halved", "moved_alone") else ()
        named = (self.one, self.other, self.over, self.under)
        return (*(name for _, name in self.right), *filter(None, named), *self.columns, *before)

    @property
    def read(self) -> tuple[str, ...]:
        """Every column the rule reads."""
        return tuple(dict.fromkeys((*(name for _, name in self.left), *self.needed)))

    @property
    def place(self) -> str:
        """The column at whose cell a finding stands."""
        first_of_sum = self.left[0][1] if self.left else ""
        first_column = self.columns[0] if self.columns else "school"
        return self.at or first_of_sum or self.other or self.over or first_column


def column_of(name: str, table: str = "school_years") -> Column:
    """The column of a table; of what is derived, the one it is derived from."""
    return TABLES[table].column(name.removeprefix(DERIVED))


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its number. It is read at every evaluation, so all is taken for text, as it stands; a test holds its content."""
    read = _plain(yaml.compose(CATALOGUE.read_text("utf-8"), Loader=yaml.CBaseLoader))
    return {row["number"]: _rule(row) for row in read["rules"]}


def _plain(node: yaml.Node | None) -> Any:
    """What the loader would make of it, in half the time: no tags, no anchors."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(each) for each in node.value] if isinstance(node, yaml.SequenceNode) else node.value  # type: ignore[union-attr]


def _rule(row: dict[str, Any]) -> Rule:
    severity = Severity(row.pop("severity", "warning"))
    text = Message(row.pop("zh"), row.pop("en"))
    column = row.pop("column", "")
    for side in ("left", "right"):
        row[side] = tuple(_term(part) for part in row.get(side, ()))
    for name in ("stages", "optional", "columns"):
        row[name] = tuple(row.get(name, ()))
    row.update({name: float(row[name]) for name in ("low", "high", "times", "least") if name in row})
    row.update({name: row[name] == "true" for name in ("to_zero", "explainable") if name in row})
    row.setdefault("explainable", severity != Severity.ERROR)
    if column:
        row["over"] = column
    return Rule(text=text, severity=severity, **row)


def _term(text: str) -> Term:
    times, _, name = text.rpartition(" ")
    return int(times or 1), name
