"""The state of reading one list: what the steps hand on to each other."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import polars as pl

from junheng.facts.delivery import Delivery, Value
from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.heads.head import ColumnHead, Head
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.lists.totals import Summed
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Message, SchoolKind, Stage

Scope = tuple[str, Stage | None]  # (table, stage)


@dataclass
class Reading:
    """The state of reading one list. rows: those of schools; totals: lines that are sums of others; parts: lines 其中; facts: see `Columns`."""

    sheet: Sheet
    source: Source
    head: Head
    delivery: Delivery
    rows: Sequence[int] = ()
    totals: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    facts: Columns = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)  # columns that are known, compared, and not kept
    unstaged: Sequence[ColumnHead] = ()  # of a stage that no head and no title can tell: each line's own kind decides
    beside: list[Summed] = field(default_factory=list)  # columns that are not kept and whose totals are compared
    numbers: AbstractSet[int] = frozenset()  # of the lines of the lists beside it
    subject_in: Message | None = None  # what names the subject, where it is not the title
    by_name: pl.Series | None = None  # the stage of each row by the school's name, where the list says none
    is_counted: bool = False  # as of `Block`
    stages_of: dict[int, list[int]] = field(default_factory=dict)  # by the line 小计 of a school: those of its stages
    unread: dict[int, set[int]] = field(default_factory=dict)  # by column: the rows of figures of which nobody can tell what they are
    dashes: dict[str, list[int]] = field(default_factory=dict)  # by column: the places among `rows` of cells that hold a dash and no figure

    def column(self, table: str, fact: str, stage: Stage | None = None) -> pl.Series | None:
        found = self.facts.get((table, fact, stage))
        return found[0] if found else None

    def scopes(self) -> list[Scope]:
        return list(dict.fromkeys((table, stage) for table, _, stage in self.facts if table == "school_years"))


def column_of(assigned: list[Assigned], fact: str) -> int | None:
    return next((each.head.column for each in assigned if each.source.fact == fact), None)


def constant(source: Source, name: str) -> Value:
    return source.constants.get(name)


def stages_of_lines(reading: Reading, kinds: pl.Series) -> pl.Series:
    """The stage of each line: as a column says it, else where its kind of school has but one, else by its name."""
    ones = {kind: taught[0].value for kind in kinds.unique() if kind and len(taught := SchoolKind(kind).stages) == 1}
    stages = kinds.replace_strict(list(ones), list(ones.values()), default=None, return_dtype=pl.String)
    if reading.by_name is not None:
        stages = stages.zip_with(stages.is_not_null() | kinds.is_not_null(), reading.by_name)
    said = reading.column("school_years", "stage")
    return stages if said is None else said.zip_with(said.is_not_null(), stages)
