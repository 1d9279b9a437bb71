"""Schools whose whole name is the word of a kind, 中学 in a list of its township: elsewhere such a line heads a group of schools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.lists.reading import Reading, column_of
from junheng.facts.intake.lists.serial import HEADS
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Message, Severity

_MOSTLY = 0.5  # of the schools have a number, or a township; of a group's figures so many are the sums of its schools
_FEWEST = 2  # rows that make a sum
_NEARLY = 1e-6


def schools_by_kind(reading: Reading, assigned: list[Assigned], alone: list[int], schools: list[int]) -> list[int]:
    """Those of the lines of such a name that are numbered as the schools are, or have a township of their own, and are no sum of others. They are told.

    schools: the other lines; without any the list is a summary by kinds.
    """
    sheet = reading.sheet
    telling = [each.column for each in reading.head.columns if each.parts[-1] in HEADS]
    township = column_of(assigned, "township")
    used = [column for column in telling if _mostly(_is_numbered(sheet, row, column) for row in schools)]
    has_town = township is not None and _mostly(bool(plain(sheet.cell(row, township))) for row in schools)
    figures = [each.head.column for each in assigned if each.source.table == "school_years" and each.source.fact != "stage"]
    found = [
        row for row in alone
        if schools and (any(_is_numbered(sheet, row, column) for column in used) or (has_town and township is not None and plain(sheet.cell(row, township))))
        and not _is_sum(sheet, row, schools, figures)
    ]
    if found:
        reading.delivery.findings.append(_told(sheet, found, column_of(assigned, "name")))
    return found


def _mostly(said: Iterable[bool]) -> bool:
    each = [*said]
    return sum(each) > _MOSTLY * len(each)


def _is_numbered(sheet: Sheet, row: int, column: int) -> bool:
    return plain(sheet.cell(row, column)).isdigit()


def _is_sum(sheet: Sheet, row: int, schools: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether half of its figures are the sums of the schools below it, of those above it, or of all."""
    own = [figure(sheet.cell(row, column)) or 0.0 for column in columns]
    below, above = [each for each in schools if each > row], [each for each in schools if each < row][::-1]
    return any(_adds_up(sheet, own, beside, columns) for beside in (below, above, schools))


def _adds_up(sheet: Sheet, own: Sequence[float], beside: Sequence[int], columns: Sequence[int]) -> bool:
    sums, given = [0.0] * len(own), sum(value > 0 for value in own)
    for count, row in enumerate(beside, start=1):
        sums = [total + (figure(sheet.cell(row, column)) or 0.0) for total, column in zip(sums, columns, strict=True)]
        agreeing = sum(abs(total - value) < _NEARLY * value for total, value in zip(sums, own, strict=True) if value > 0)
        if count >= _FEWEST and agreeing > _MOSTLY * given:
            return True
    return False


def _told(sheet: Sheet, rows: Sequence[int], name: int | None) -> Finding:
    first = shown(sheet.cell(rows[0], name)) if name is not None else ""
    return Finding(
        Severity.INFO, "name-kind-alone",
        Message(
            f"{len(rows)} 行的校名只写了学校的类别（“{first}”），有序号或乡镇，各数也不是别的行之和，按学校读取；请写全校名（如“石桥镇中学”），若是小计请写“小计”",
            f"the names of {len(rows)} lines are a kind of school alone ({first}); they are numbered or have a township, their figures are no sums of other lines, and they were read as schools. "
            "Write the names in full (石桥镇中学), or 小计 for a subtotal",
        ),
        *sheet.at(rows[0], name), first, "", tuple(sheet.at(row, name) for row in rows[1:]),
    )
