"""A school that stands in two lines of one sheet, for the same year and stage."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity


def twice(sheet: Sheet, letter: str, before: int, row: int, school: str, names: Sequence[str | None] = (None, None)) -> Finding:
    """letter: the column by which the school is named."""
    then, now = names
    if then and now and then != now:
        zh, en = f"在第 {before + 1} 行是“{then}”，在这一行是“{now}”；若是两所学校", f"is {then} in row {before + 1} and {now} here; if these are two schools"
        message = Message(f"“{school}”{zh}，请更正其中一个标识码；若是同一所，请删去多余的一行", f"{school} {en}, correct the code of one of them; if they are one, remove a row")
    else:
        message = Message(
            f"“{school}”在第 {before + 1} 行已经填过；同一学校、学年、学段只应有一行，请删去多余的一行或更正标识码",
            f"{school} already stands in row {before + 1}; a school has one row for a year and stage: remove one of them, or correct its code",
        )
    at, there = (f"{letter}{each + 1}" if letter else sheet.place(each) for each in (row, before))
    return Finding(Severity.WARNING, "school-twice", message, sheet.file, sheet.name, at, school, against=((sheet.file, sheet.name, there),))
