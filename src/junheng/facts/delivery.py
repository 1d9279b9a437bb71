"""What intake hands to the store: facts in columns, each row with its place, the findings about them, what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from junheng.facts.witnesses import Witnesses
from junheng.terms import Finding, Message, Place, Severity

Value = str | int | float | bool | None
Values = pl.Series | list[Value]  # of one fact: a list's are kept as a column from its text to the tables, a form's are few


class Block(NamedTuple):
    """Facts of one table out of one sheet: `columns[name][i]` stands in row `rows[i]`, column `letters[name]`.

    A fact added up from several cells has several letters, e.g. "AN+AO". A fact that is said of the whole sheet
    (the year in its title, the stage in its name) has none.
    is_form: one school's form, whose facts stand in many rows; then the letters are whole addresses, e.g. "E6+F6".
    is_counted: the sheet says how many lines it has, by totals, numbers or a stated number, so that a lost one shows; or it is the export of a system, which loses none.
    is_zero: all its figures are 0, and it is not known yet whether its schools teach the stage.
    """

    table: str
    file: str
    sheet: str
    rows: pl.Series | list[int]
    columns: Mapping[str, Values]
    letters: dict[str, str]
    is_form: bool = False
    is_counted: bool = False
    is_zero: bool = False

    def spelled_out(self) -> Block:
        """With values that can be changed one by one."""
        return self._replace(rows=list(self.rows), columns={name: list(values) for name, values in self.columns.items()})


@dataclass(frozen=True, order=True)
class Correction:
    """One fact corrected beside its file: the cell it stands in, what was written there, what holds, why, by whom, when.

    by: a role in the office, never a person's name.
    """

    file: str
    sheet: str
    cell: str
    old: str
    new: str
    reason: str
    by: str
    on: str
    said_in: str  # the line of the corrections file

    @property
    def told(self) -> Message:
        return Message(
            f"原为{_quoted(self.old)}，更正为{_quoted(self.new)}（{self.reason}；{self.by}，{self.on}）",
            f"corrected from {self.old or 'blank'} to {self.new or 'blank'} ({self.reason}; {self.by}, {self.on})",
        )


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "空"


@dataclass(frozen=True)
class SaidBefore:
    """What a form says of its school in the year before its own, in steps of the unit, each with its cell.

    year: the year before. facts: by name and stage. graduates: the stage, how many left it in the summer, the cell.
    """

    school: str
    year: int
    file: str
    sheet: str
    title: str
    facts: Mapping[tuple[str, str | None], tuple[int, str]]
    graduates: tuple[str, int, str] | None = None


@dataclass(frozen=True)
class ClosureSaid:
    """What a line of a list of closures says besides the facts of its school. at: the address of each of its cells, by closed, successor, code (the successor's), date, kind.

    since, date: the years. is_closed: the kind says that the school closed, not that it was merged.
    """

    file: str
    sheet: str
    at: Mapping[str, str]
    since: int | None
    successor: str
    code: str
    date: int | None
    date_told: str
    kind_told: str
    is_closed: bool

    def place(self, name: str) -> Place:
        return self.file, self.sheet, self.at.get(name, "")


class Beside(NamedTuple):
    """A fact of a form and the row right above or below it, of which none is read: their figures as they stand (None: blank) and their cells."""

    sheet: str
    title: str
    fact: str
    label: str
    own: float | None
    own_cell: str
    other: float | None
    other_cell: str


class BlankForm(NamedTuple):
    """A form without any figure, or (stage) without one of a stage that it asks for, and where it stands. title, called: as of `FormsOf`."""

    title: str
    stage: str
    called: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class FormsOf:
    """The titles of the forms that a file holds of a school and year. kind, area, name: as the file says it, None where it does not.

    filled: of those that hold a figure the title, a stage of which they do ('' for all of them) and what they are called for it: 初中班额情况 is 小学班额情况 of another stage.
    """

    school: str
    year: int
    kind: str | None
    file: str
    titles: frozenset[str]
    name: str | None = None
    area: str | None = None
    has_basics: bool = False  # a form that describes the school is among them
    attached: frozenset[str] = frozenset()  # stages of which it has classes beside those of its kind (附设班)
    filled: frozenset[tuple[str, str, str]] = frozenset()
    blank: tuple[BlankForm, ...] = ()
    beside: tuple[Beside, ...] = ()
    seat: tuple[str, str, str] | None = None  # where it says that it lies, in its own words, with the sheet and the cell
    area_code: tuple[str, str, str] | None = None  # the statistical code of that place, likewise


@dataclass
class Delivery:
    """One or several files read together. rows_in = rows_kept + rows_reported."""

    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows_in: int = 0
    rows_kept: int = 0
    sources: set[str] = field(default_factory=set)
    sources_by_calendar: set[str] = field(default_factory=set)  # those whose years are calendar years
    sources_exported: set[str] = field(default_factory=set)  # those whose lists a system writes, and no hand
    corrections: list[Correction] = field(default_factory=list)  # those that were applied
    source_of: dict[str, str] = field(default_factory=dict)  # the file as findings name it -> its source
    said_before: list[SaidBefore] = field(default_factory=list)
    forms: list[FormsOf] = field(default_factory=list)
    closures: list[ClosureSaid] = field(default_factory=list)
    between: list[Any] = field(default_factory=list)  # forms of files that hold one or two kinds alone, as `forms.form_between` compares them
    writes_zero: bool = False  # some form of it has a figure that is written as 0
    witnesses: Witnesses = field(default_factory=Witnesses)  # the sums of forms that others of the delivery may bear out

    @property
    def rows_reported(self) -> int:
        return self.rows_in - self.rows_kept

    @property
    def calendar_year(self) -> bool:
        """Whether all that was read speaks of calendar years."""
        return bool(self.sources) and self.sources == self.sources_by_calendar

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == Severity.ERROR for finding in self.findings)

    def counts(self) -> Counter[Severity]:
        return Counter(finding.severity for finding in self.findings)
