"""Facts printed in parts, added up: classes by size, arts teachers by course, yes-or-no by any of several heads."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, TypeVar, cast

import polars as pl

from junheng.facts.delivery import Value
from junheng.facts.intake.sheet import Sheet
from junheng.facts.intake.source import AddedUp, FormFact, Source, SourceColumn
from junheng.facts.tables import TABLES, Type
from junheng.terms import Finding, Message, Severity, Stage

Key = tuple[str, str, Stage | None]  # table, fact, stage
Columns = dict[Key, tuple[pl.Series, str]]  # of a list: values, letters
_Values = TypeVar("_Values", pl.Series, list[Value])  # of a list's rows, or of one form


def add_up(facts: dict[Key, tuple[_Values, str]], source: Source, sheet: Sheet, row: int, findings: list[Finding]) -> None:
    """The office's own total where there is one, else the sum; never both. The parts are taken out of `facts`.

    row: where the heads stand, for a finding about a column that is not there.
    """
    named = {fact for _, fact, _ in facts}
    if named.isdisjoint(source.parts):
        return
    broken = list(_broken(facts, source))
    findings += [_part_missing(source, sheet, row, *each) for each in broken]
    no_sum = {(added.fact, stage) for added, stage, _, _ in broken}
    for added in source.added_up:
        if named.isdisjoint(added.parts):
            continue
        named.add(added.fact)
        for stage in dict.fromkeys(stage for _, fact, stage in facts if fact in added.parts):
            key = ("school_years", added.fact, stage)
            if key not in facts and key[1:] not in no_sum and (not added.stages or stage in added.stages):
                given = {part: facts[place] for part in added.parts if (place := ("school_years", part, stage)) in facts}
                facts[key] = _total(given, added)
    for key in [key for key in facts if key[1] in source.parts]:
        del facts[key]


def _broken(facts: Mapping[Key, tuple[Any, str]], source: Source) -> Iterator[tuple[AddedUp, Stage | None, list[str], str]]:
    """Sums of which some parts are there and others not: the parts that lack, and the letters of one that is there."""
    for added in source.added_up:
        parts = [part for part in added.parts if part != added.overlap] if added.complete else []
        for stage in dict.fromkeys(stage for _, fact, stage in facts if fact in parts):
            there = [part for part in parts if ("school_years", part, stage) in facts]
            wanted = not added.stages or stage in added.stages
            if wanted and len(there) < len(parts) and ("school_years", added.fact, stage) not in facts:
                yield added, stage, [part for part in parts if part not in there], facts["school_years", there[0], stage][1]


def _part_missing(source: Source, sheet: Sheet, row: int, added: AddedUp, stage: Stage | None, parts: list[str], letters: str) -> Finding:
    about = TABLES["school_years"].column(added.fact).header
    named: list[SourceColumn | FormFact] = [*source.columns, *(fact for form in source.forms for fact in form.facts)]
    words = {each.fact: (each.heads if isinstance(each, SourceColumn) else each.columns or each.rows)[0] for each in named}
    lack = "、".join(words.get(part, part) for part in parts)
    place = letters if letters[-1].isdigit() else f"{letters}{row + 1}"
    return Finding(
        Severity.WARNING, "part-missing",
        Message(
            f"“{about.zh}”由几项相加，没有找到“{lack}”，其余各项之和不是总数，未采用；请补上该列（行），或填写总数",
            f"`{about.en}` is added up from several parts; {lack} was not found, and the sum of the others is no total: it was not used. "
            "Add the column (or row), or give the total",
        ),
        sheet.file, sheet.name, place, "", lack,
    )


def _total(given: dict[str, tuple[_Values, str]], added: AddedUp) -> tuple[_Values, str]:
    if added.overlap in given and len(given) > 1 and _is_the_sum(given, added.overlap):
        given = {added.overlap: given[added.overlap]}
    is_flag = TABLES["school_years"].column(added.fact).type == Type.FLAG
    return _together([values for values, _ in given.values()], is_flag), "+".join(letters for _, letters in given.values())


def _together(parts: Sequence[_Values], is_flag: bool) -> _Values:
    """Row by row: a sum is missing where a part is; yes-or-no is yes where one is, missing where none is and one is missing, else no."""
    if isinstance(parts[0], pl.Series):
        return reduce(operator.or_ if is_flag else operator.add, parts)
    total = _any if is_flag else _sum
    return [total(row) for row in zip(*parts, strict=True)]


def _is_the_sum(given: dict[str, tuple[_Values, str]], overlap: str) -> bool:
    others = _together([values for part, (values, _) in given.items() if part != overlap], is_flag=False)
    own, total = (values if isinstance(values, pl.Series) else pl.Series(values, dtype=pl.Int64) for values in (given[overlap][0], others))
    both = own.is_not_null() & total.is_not_null()
    return bool((own.filter(both) != 0).any()) and bool((own.filter(both) == total.filter(both)).all())


def _sum(values: Iterable[Value]) -> Value:
    parts = list(values)
    return None if None in parts else sum(map(int, cast(list[int], parts)))


def _any(values: Iterable[Value]) -> Value:
    said = list(values)
    if any(said):
        return True
    return None if None in said else False
