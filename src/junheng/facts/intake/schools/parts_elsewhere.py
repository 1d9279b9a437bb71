"""X（小学部） in one list and X（初中部） in another: one school X, as it is where both stand in one list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Place, Severity

PART = r"^(.{2,}?)[（(]?(小学|初中|高中)(?:部|段|教学部|学部)[)）]?$"
_PART = re.compile(PART)
_ENDS = ("部", "段")
_Told = tuple[str | None, str, str, str]  # of a row: its code, name, township and area


def names_a_part(names: pl.Series) -> bool:
    """Whether some name may be that of a part; a long list has none."""
    own = pl.col("").str.strip_chars_end("）)")
    return bool(names.rename("").to_frame().select(pl.any_horizontal(own.str.ends_with(end) for end in _ENDS).any()).item())


def parts_elsewhere(told: Sequence[_Told], list_of: Callable[[int], int]) -> dict[int, str]:
    """The school's own name for rows that are a part of it. list_of: the list in which a row stands.

    Only where no list has two lines of the school, and their codes do not tell two schools.
    """
    lines: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    bases: dict[int, str] = {}
    for index, (_, name, _, area) in enumerate(told):
        found = _PART.match(name) if name.rstrip("）)").endswith(_ENDS) else None
        if found:
            bases[index] = found[1]
            lines[area, plain(found[1])].append((index, found[2]))
    if not lines:
        return {}
    for index, (_, name, _, area) in enumerate(told):
        if index not in bases and (area, plain(name)) in lines:
            lines[area, plain(name)].append((index, ""))
    return dict(_of_one_school(told, lines.values(), list_of, bases))


def _of_one_school(
    told: Sequence[_Told], schools: Iterable[list[tuple[int, str]]], list_of: Callable[[int], int], bases: dict[int, str],
) -> Iterator[tuple[int, str]]:
    for rows in schools:
        lists = [list_of(index) for index, _ in rows]
        codes = {told[index][0] for index, _ in rows} - {None}
        if len({part for _, part in rows}) > 1 and len(set(lists)) == len(lists) and len(codes) < 2:
            yield from ((index, bases[index]) for index, part in rows if part)


def parts_told(name: str, whole: str, place: Place) -> Finding:
    return Finding(
        Severity.INFO, "school-parts",
        Message(
            f"“{name}”与另一张表中同一学校的其他学段，按一所学校“{whole}”读取；若是两所学校，请写明各自的标识码",
            f"{name} and the other stages of that school in another sheet were read as one school, {whole}. If they are two schools, write the code of each",
        ),
        *place, name, whole,
    )
