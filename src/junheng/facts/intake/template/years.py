"""School years of the template that cannot be: before compulsory education, or far from begun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from junheng.facts.delivery import Value
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.years import EARLIEST, latest
from junheng.terms import Finding, Message, Severity


def impossible_years(sheet: Sheet, rows: Sequence[int], years: Sequence[Value], column: int) -> Iterator[Finding]:
    """Once for each such year of a sheet, at its first cell."""
    last = latest()
    for year in sorted({year for year in set(years) if isinstance(year, int) and not EARLIEST <= year <= last}):
        first, *others = (sheet.at(row, column) for row, each in zip(rows, years, strict=True) if each == year)
        more = Message(f"，共 {len(others) + 1} 行如此", f", in {len(others) + 1} lines") if others else Message("", "")
        yield Finding(
            Severity.WARNING, "year-implausible",
            Message(
                f"学年填的是 {year}/{year + 1}，不合情理{more.zh}；这些行按此学年读取，与其他学年的表对不上，请更正",
                f"the school year is {year}/{year + 1}, which cannot be{more.en}: such a line was read as of that year and belongs to no other; correct it",
            ),
            *first, str(year), f"{EARLIEST}-{last}", tuple(others),
        )
