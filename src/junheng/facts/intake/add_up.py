"""Facts printed in parts, added up: classes by size, arts teachers by course, yes-or-no by any of several heads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from junheng.facts.delivery import Value
from junheng.facts.intake.source import AddedUp, Source
from junheng.facts.tables import TABLES, Type
from junheng.terms import Stage

Column = tuple[list[Value], str]  # values, letters
Columns = dict[tuple[str, str, Stage | None], Column]  # by table, fact, stage


def add_up(facts: Columns, source: Source) -> None:
    """The office's own total where there is one, else the sum; never both. The parts are taken out of `facts`."""
    if not any(fact in source.parts for _, fact, _ in facts):
        return
    for added in source.added_up:
        for stage in dict.fromkeys(stage for _, fact, stage in facts if fact in added.parts):
            key = ("school_years", added.fact, stage)
            if key not in facts and (not added.stages or stage in added.stages):
                given = {part: facts[place] for part in added.parts if (place := ("school_years", part, stage)) in facts}
                facts[key] = _total(given, added)
    for key in [key for key in facts if key[1] in source.parts]:
        del facts[key]


def _total(given: dict[str, Column], added: AddedUp) -> Column:
    if added.overlap in given and len(given) > 1 and _is_the_sum(given, added.overlap):
        given = {added.overlap: given[added.overlap]}
    total = _any if TABLES["school_years"].column(added.fact).type == Type.FLAG else _sum
    rows = zip(*(values for values, _ in given.values()), strict=True)
    return [total(row) for row in rows], "+".join(letters for _, letters in given.values())


def _is_the_sum(given: dict[str, Column], overlap: str) -> bool:
    others = [values for part, (values, _) in given.items() if part != overlap]
    sums = [_sum(row) for row in zip(*others, strict=True)]
    pairs = [
        (own, other) for own, other in zip(given[overlap][0], sums, strict=True) if own is not None and other is not None
    ]
    return any(own for own, _ in pairs) and all(own == other for own, other in pairs)


def _sum(values: Iterable[Value]) -> Value:
    parts = list(values)
    return None if None in parts else sum(map(int, cast(list[int], parts)))


def _any(values: Iterable[Value]) -> Value:
    """Yes where one is; missing where none is and one is missing; else no."""
    said = list(values)
    if any(said):
        return True
    return None if None in said else False
