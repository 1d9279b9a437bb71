"""The number of schools that a title, a note or the row of totals states: where the list has fewer, lines were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Message, Severity

_STATED = re.compile(r"(?:共|合计|总计)(?:有|计)?(?:各级各类)?(?:中小学|学校)?[((]?(\d{1,5})[))]?所")
_SCHOOLS = re.compile(r"\d+所")
_BELOW = 10  # lines under the last school in which a note is looked for


def report_stated(sheet: Sheet, head: Head, schools: Sequence[int], findings: list[Finding]) -> bool:
    """Whether a number is stated. Fewer may be stated where only some are counted as schools; more cannot be. A text with several numbers of schools says them of parts."""
    is_stated = False
    last = schools[-1] if schools else head.last
    for row in (*range(head.first), *range(last + 1, min(len(sheet.rows), last + 1 + _BELOW))):
        for column, count in _stated(sheet, row):
            is_stated = True
            findings += [_fewer(sheet, row, column, count, len(schools))] if count > len(schools) else []
    return is_stated


def _stated(sheet: Sheet, row: int) -> Iterator[tuple[int, int]]:
    for column, cell in enumerate(sheet.rows[row]):
        if isinstance(cell, str) and "所" in cell:
            found = _STATED.search(plain(cell))
            if found and len(_SCHOOLS.findall(plain(cell))) == 1:
                yield column, int(found.group(1))


def _fewer(sheet: Sheet, row: int, column: int, stated: int, count: int) -> Finding:
    return Finding(
        Severity.WARNING, "schools-fewer",
        Message(
            f"表中写明共 {stated} 所学校，名单只有 {count} 所；请看是否有行被删去",
            f"the sheet states {stated} schools and lists {count}: see whether lines were lost",
        ),
        *sheet.at(row, column), shown(sheet.rows[row][column]), f"≤ {count}",
    )
