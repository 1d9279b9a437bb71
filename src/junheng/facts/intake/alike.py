"""Rows of one sheet that speak of the same school: lines by grade are added up, all others are reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from junheng.facts.delivery import Value
from junheng.facts.intake.add_up import Columns
from junheng.facts.intake.sheet import Sheet
from junheng.facts.intake.text import plain
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Finding, Message, Severity


def report_twice(sheet: Sheet, rows: Sequence[int], facts: Columns, years: Sequence[Value], findings: list[Finding]) -> None:
    """A school that stands twice in one sheet, for the same year and stage: one of its lines is superfluous."""
    stages = next((values for (_, fact, _), (values, _) in facts.items() if fact == "stage"), [None] * len(rows))
    keys = list(zip(_schools(facts, len(rows)), years, stages, strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict[Hashable, int] = {}
    for key, row in zip(keys, rows, strict=True):
        before = first.setdefault(key, row)
        if before != row and key[0] is not None:
            findings.append(_twice(sheet, before, row, str(key[0])))


def add_rows(facts: Columns, columns: dict[str, list[Value]], keep: Sequence[int]) -> list[int]:
    """Adds the quantities of each school, year and stage into its first row. One missing part makes the sum missing."""
    schools = _schools(facts, len(columns["school"]))
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in keep:
        groups[(schools[index], columns["year"][index], columns["stage"][index])].append(index)
    quantities = [name for name in columns if SCHOOL_YEARS.column(name).type == Type.QUANTITY]
    for name in quantities:
        values = list(columns[name])
        for members in groups.values():
            parts = [values[index] for index in members]
            values[members[0]] = None if None in parts else sum(int(part) for part in parts if part is not None)
        columns[name] = values
    return [members[0] for members in groups.values()]


def _schools(facts: Columns, length: int) -> list[str | None]:
    """By what a row names its school: the code, else name and township."""
    none: list[Value] = [None] * length
    codes, names, towns = (facts.get(("schools", fact, None), (none, ""))[0] for fact in ("school", "name", "township"))
    return [
        str(code) if code else f"{plain(name)} {plain(town or '')}".strip() if name else None
        for code, name, town in zip(codes, names, towns, strict=True)
    ]


def _twice(sheet: Sheet, before: int, row: int, school: str) -> Finding:
    return Finding(
        Severity.WARNING, "school-twice",
        Message(
            f"“{school}”在第 {before + 1} 行已经填过；同一学校、学年、学段只应有一行，请删去多余的一行或更正标识码",
            f"{school} already stands in row {before + 1}; a school has one row for a year and stage: remove one of them, or correct its code",
        ),
        sheet.file, sheet.name, sheet.place(row), school,
    )
