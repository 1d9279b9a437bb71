"""Heads that name a year: 2023年 beside 2024年 over the same columns. Only this year's are of use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from junheng.facts.intake.heads.head import ColumnHead

_YEAR = re.compile(r"((?:19|20)\d{2})(?:(?:19|20)?\d{2})?(?:学年度?|年度?)(?:初|秋季?|[91]月1?日?)?")
_SPRING = re.compile(r"(?:19|20)\d{2}年春季?(?:学期)?")
_BARE = re.compile(r"(?:19|20)\d{2}(?:(?:19|20)?\d{2})?")


def split_years(heads: Iterable[ColumnHead], year: int) -> tuple[list[ColumnHead], list[ColumnHead]]:
    """The heads, with this year's name taken out, and those of another year as if it were not named. 2023年春季 beside 2023年秋季 is of the school year before."""
    now, other = list[ColumnHead](), list[ColumnHead]()
    heads = list(heads)
    has_autumn = any(f"{year}年秋" in part for head in heads for part in head.parts)
    for head in heads:
        said = {int(found) for part in head.parts for found in _YEAR.findall(part)}
        said |= {int(part[:4]) for part in head.parts if len(head.parts) > 1 and _BARE.fullmatch(part)}  # 在校生 over 2022 and 2023
        is_spring = has_autumn and any(f"{year}年春" in part for part in head.parts)
        parts = ["" if _BARE.fullmatch(part) else _YEAR.sub("", _SPRING.sub("", part) if is_spring else part) for part in head.parts] if said else []
        kept = tuple(part for part in parts if part)
        own = head._replace(parts=kept) if kept else head
        (other if (said - {year} or is_spring) and kept else now).append(own)
    return now, other


def columns_of_year(heads: tuple[ColumnHead, ...], year: int | None) -> tuple[ColumnHead, ...]:
    """The columns of a form that are this year's, the year's name taken out; all of them where their heads do not tell years apart.

    year: of the form, where its title says it; else the last that the heads name.
    """
    named = [_named_in(head) for head in heads]
    years = {each for said in named for each in said}
    if len(years) < 2:
        return heads
    own = year if year in years else max(years)
    return tuple(_without_year(head) for head, said in zip(heads, named, strict=True) if not said or own in said)


def years_apart(head: ColumnHead) -> tuple[frozenset[int], ColumnHead]:
    """The years that a head names, and the head without them."""
    said = _named_in(head) if any("20" in part or "19" in part for part in head.parts) else set()
    return frozenset(said), _without_year(head) if said else head


def _named_in(head: ColumnHead) -> set[int]:
    found = {int(year) for part in head.parts for year in _YEAR.findall(part)}
    return found | {int(part[:4]) for part in head.parts if _BARE.fullmatch(part)}


def _without_year(head: ColumnHead) -> ColumnHead:
    parts = ("" if _BARE.fullmatch(part) else _YEAR.sub("", part) for part in head.parts)
    return head._replace(parts=tuple(filter(None, parts)) or ("本学年",))


def last_year(heads: Iterable[ColumnHead]) -> int | None:
    """The last of the years that stand in heads over figures, where nothing else says the sheet's."""
    return max(years_in(heads), default=None)


def years_in(heads: Iterable[ColumnHead]) -> set[int]:
    """The years in heads over figures; a date (建成年份 2010年) over a column of its own is none."""
    said = [(_named_in(head), head.parts) for head in heads]
    return {year for named, parts in said if len(named) == 1 and _without_year_left(parts) for year in named}


def _without_year_left(parts: tuple[str, ...]) -> bool:
    """Whether a head says more than its year."""
    return any(_YEAR.sub("", part) and not _BARE.fullmatch(part) for part in parts)
