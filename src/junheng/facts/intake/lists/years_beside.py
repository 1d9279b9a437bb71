"""Columns of several years beside each other (pupils of 2021, 2022, 2023), and columns beside them of which no head says the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from junheng.facts.delivery import Value
from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity


def by_year(assigned: Sequence[Assigned], of_plain: Value) -> list[tuple[int | None, list[Assigned]]]:
    """The columns of each year, where a sheet has one column per year; else all of them once. of_plain: the year of the figures whose heads say none; what a school is (name, kind, place) is of every year."""
    said = {each.source.year for each in assigned if each.source.year}
    if not said:
        return [(None, list(assigned))]
    own = {of_plain} if isinstance(of_plain, int) and any(map(_is_plain, assigned)) else set[int]()
    return [(year, [each for each in assigned if each.source.year == year or (each.source.year is None and (year == of_plain or not _is_plain(each)))]) for year in sorted(said | own)]


def without_year(sheet: Sheet, row: int, assigned: Sequence[Assigned]) -> Iterator[Finding]:
    """row: of the head. Figures of one year are none of the next."""
    plain = [each for each in assigned if _is_plain(each)] if any(each.source.year for each in assigned) else []
    if plain:
        heads = "、".join(each.head.shown for each in plain)
        yield Finding(
            Severity.WARNING, "column-without-year",
            Message(
                f"这张表按年分列，而“{heads}”没有写明是哪一年的，未采用；请用 --year 说明，或在来源文件的 constants 中写 year",
                f"this list has columns of several years, and {heads.replace('、', ', ')} say no year and were not used: give --year, or write `year` under constants of the source",
            ),
            *sheet.at(row, plain[0].head.column), heads,
        )


def _is_plain(each: Assigned) -> bool:
    return each.source.year is None and each.source.table == "school_years" and each.source.fact not in ("stage", "year")
