"""What one form says, and whose it says it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from junheng.facts.delivery import Beside, Value
from junheng.facts.intake.forms.form_between import NOTHING_BETWEEN, Between, Key
from junheng.facts.intake.forms.form_crossed import Crossed
from junheng.facts.intake.forms.form_sums import FormSums
from junheng.facts.intake.forms.form_tables import FormTable
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.match import stages_named
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Place, Severity, Stage

_NOT_WHOLE = re.compile(r"\.0+$")  # 2199000001.0: a code that was a number once


_ATTACHED = "附设班类型"


class Who(NamedTuple):
    """The school that a form names; false where it names none."""

    code: str | None
    name: str | None

    def __bool__(self) -> bool:
        return bool(self.code or self.name)


_NOBODY = Who(None, None)


@dataclass
class Found:
    """What one form says: facts by table and stage, each with its address; the school it names; its year."""

    table: FormTable
    sheet: Sheet
    facts: dict[tuple[str, str, Stage | None], tuple[list[Value], str]] = field(default_factory=dict)
    who: Who = _NOBODY
    year: int | None = None
    is_home: bool = False  # of basic facts, which name their school
    is_continued: bool = False  # more columns of the form above (续表)
    sums: FormSums | None = None
    crossed: tuple[Crossed, ...] = ()
    stated: dict[tuple[Key, str], tuple[int, int]] = field(default_factory=dict)
    between: Between = NOTHING_BETWEEN
    before: dict[tuple[str, str | None], tuple[int, str]] = field(default_factory=dict)  # what it says of the year before, as in `SaidBefore`
    graduates: tuple[str, int, str] | None = None
    attached: frozenset[str] = frozenset()  # stages of its 附设班
    beside: Sequence[Beside] = ()
    dashes: Sequence[tuple[Key, tuple[int, int], str]] = ()  # facts that a dash stands for, with the cell and its address
    seat: tuple[str, str, str] | None = None  # as of `FormsOf`
    area_code: tuple[str, str, str] | None = None  # as of `FormsOf`

    @property
    def labels(self) -> set[str]:
        return {label for _, labels in self.table.grid.rows for label in labels}

    def settle_attached(self, source: Source) -> None:
        """附设普通初中班 in a primary school: of classes beside those of its kind its basic facts tell."""
        row = next((row for row, labels in self.table.grid.rows if labels[-1] == _ATTACHED), None)
        said = [cell for cell in self.sheet.rows[row][1:] if isinstance(cell, str) and "班" in cell and _ATTACHED not in plain(cell)] if row is not None else []
        self.attached = frozenset(stage.value for cell in said for stage in stages_named(cell, source.stages.items()))

    def fact(self, name: str) -> Value:
        found = self.facts.get(("schools", name, None))
        return found[0][0] if found else None

    def settle(self) -> None:
        """Who it is stands in the line over its head, or (the form of basic facts) in its rows."""
        code, name = self.fact("school"), self.fact("name")
        self.is_home = bool(code or name)
        self.who = Who(_NOT_WHOLE.sub("", str(code)) if code else self.table.code, str(name) if name else self.table.name)


school_year_of = lru_cache(maxsize=1 << 10)(title.school_year)  # most titles say the same in all workbooks


def form_finding(found: Found, rule: str, severity: Severity, zh: str, en: str) -> Finding:
    return Finding(severity, rule, Message(zh, en), *form_place(found), found.table.title)


def form_place(found: Found) -> Place:
    """Where what is said of the form as a whole stands: its head."""
    return found.sheet.file, found.sheet.name, found.sheet.place(found.table.head_row)
