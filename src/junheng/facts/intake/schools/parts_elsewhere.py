"""X（小学部） in one list and X（初中部） in another: one school X, as it is where both stand in one list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import polars as pl

from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Place, Severity

_STAGE = "(小学|初中|高中)"
_PART = rf"^(.{{2,}}?)(?:\s*[-—–－]+\s*)?[（(]?{_STAGE}(?:部|段|教学部|学部)[)）]?$"
_STAGE_ALONE = rf"^(.*(?:学校|中学|一贯制|九年制))\s*(?:[-—–－]+\s*[（(]?|[（(]){_STAGE}[)）]?$"  # 石门学校-小学: behind what is no name of a school (石门镇-小学) it is a part of the name
_OF_ONE = re.compile(_PART), re.compile(_STAGE_ALONE)
_ENDS = "部", "段"
_MAY_BE = rf"(?:部|段|[-—–－（(]\s*{_STAGE})[)）]?$"
_Told = tuple[str | None, str, str, str]  # of a row: its code, name, township and area


def names_a_part(names: pl.Series) -> bool:
    """Whether some name may be that of a part; a long list has none."""
    return bool(names.str.contains(_MAY_BE).any())


def part_of(name: str) -> tuple[str, str] | None:
    """The school's own name and the stage, where the name is that of a part: X（小学部）, X初中部, X学校-小学."""
    found = next((found for each in _OF_ONE if (found := each.match(name))), None) if _may_be_part(name) else None
    return (found[1], found[2]) if found else None


def parts_of(names: pl.Series) -> tuple[pl.Series, pl.Series]:
    """`part_of` of every name."""
    first, second = (names.str.extract_groups(each) for each in (_PART, _STAGE_ALONE))
    own, stage = ((first.struct.field(each), second.struct.field(each)) for each in "12")
    return own[0].zip_with(own[0].is_not_null(), own[1]), stage[0].zip_with(stage[0].is_not_null(), stage[1])


def _may_be_part(name: str) -> bool:
    bare = name.rstrip("）)")
    return bare.endswith(_ENDS) or (bare.endswith(("小学", "初中", "高中")) and (bare[-3:-2] in "-—–－（( "))


def parts_elsewhere(told: Sequence[_Told], list_of: Callable[[int], int]) -> dict[int, str]:
    """The school's own name for rows that are a part of it. list_of: the list in which a row stands.

    Only where no list has two lines of the school, and their codes do not tell two schools.
    """
    lines: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    bases: dict[int, str] = {}
    for index, (_, name, _, area) in enumerate(told):
        if found := part_of(name):
            bases[index] = found[0]
            lines[area, plain(found[0])].append((index, found[1]))
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


def parts_told(name: str, whole: str, place: Place, is_elsewhere: bool = True) -> Finding:
    """is_elsewhere: the other stages stand in another list."""
    zh, en = ("另一张表中同一学校的", " in another sheet") if is_elsewhere else ("同一学校", " in other lines")
    return Finding(
        Severity.INFO, "school-parts",
        Message(
            f"“{name}”与{zh}其他学段，按一所学校“{whole}”读取；若是两所学校，请写明各自的标识码",
            f"{name} and the other stages of that school{en} were read as one school, {whole}. If they are two schools, write the code of each",
        ),
        *place, name, whole,
    )
