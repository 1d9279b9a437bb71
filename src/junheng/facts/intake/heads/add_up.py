"""Facts printed in parts, added up: classes by size, arts teachers by course, yes-or-no by any of several heads."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar, cast

import polars as pl

from junheng.facts.delivery import Value
from junheng.facts.intake.heads.source import AddedUp, FormFact, Source, SourceColumn, once_per_source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.tables import TABLES, Type
from junheng.terms import Finding, Message, Severity, Stage

Key = tuple[str, str, Stage | None]  # table, fact, stage
Columns = dict[Key, tuple[pl.Series, str]]  # of a list: values, letters
_Values = TypeVar("_Values", pl.Series, list[Value])  # of a list's rows, or of one form


_Sum = tuple[Key, AddedUp, dict[str, Key]]


@dataclass(frozen=True)
class _Plan:
    """What follows from which facts a sheet has, whatever their values.

    broken: sums of which some parts lack, with the stage, the parts that lack and one that is there. sums: what is added up, of which
    facts by part, in this order. by_line: sums of some stages, in lists of which each line tells its stage. parts: what is taken out at the end.
    """

    broken: list[tuple[AddedUp, Stage | None, list[str], Key]]
    sums: list[_Sum]
    by_line: list[_Sum]
    parts: list[Key]


class _Plans:
    """Those of a source, made once for each set of facts: the forms of a county have the same in every workbook."""

    def __init__(self, source: Source) -> None:
        self._source, self._met = source, dict[tuple[Key, ...], _Plan]()

    def of(self, keys: tuple[Key, ...]) -> _Plan:
        if (found := self._met.get(keys)) is None:
            if len(self._met) > _MOST_MET:
                self._met.clear()
            found = self._met[keys] = self._made(keys)
        return found

    def _made(self, keys: tuple[Key, ...]) -> _Plan:
        broken = list(_broken(keys, self._source))
        no_sum = {(added.fact, stage) for added, stage, _, _ in broken}
        there = dict.fromkeys(keys)
        sums: list[_Sum] = []
        by_line: list[_Sum] = []
        for added in self._source.added_up:
            for stage in dict.fromkeys(stage for _, fact, stage in there if fact in added.parts):
                key = ("school_years", added.fact, stage)
                if key in there or key[1:] in no_sum or not _is_whole(added, stage, there):
                    continue
                parts = {part: place for part in added.parts if (place := ("school_years", part, stage)) in there}
                if added.stages and stage is None:
                    by_line.append((key, added, parts))
                elif not added.stages or stage in added.stages:
                    sums.append((key, added, parts))
                    there[key] = None
        return _Plan(broken, sums, by_line, [key for key in there if key[1] in self._source.parts])


def _is_whole(added: AddedUp, stage: Stage | None, there: Collection[Key]) -> bool:
    """Whether the parts that are there make the sum; the one that some offices fill with it does so alone."""
    parts = [part for part in added.parts if ("school_years", part, stage) in there]
    return not added.complete or added.overlap in parts or len(parts) == len(added.parts) - (added.overlap is not None)


_MOST_MET = 1_000
_plans_of = once_per_source(_Plans)


def add_up(
    facts: dict[Key, tuple[_Values, str]], source: Source, sheet: Sheet, row: int, findings: list[Finding], stages: Callable[[], pl.Series] | None = None
) -> None:
    """The office's own total where there is one, else the sum; never both. The parts are taken out of `facts`.

    row: where the heads stand, for a finding about a column that is not there. stages: of each line of a list, where its heads do not tell them.
    """
    plan = _plans_of(source).of(tuple(facts))
    findings += [_part_missing(source, sheet, row, added, stage, lack, facts[there][1]) for added, stage, lack, there in plan.broken]
    for key, added, parts in plan.sums:
        facts[key] = _total({part: facts[place] for part, place in parts.items()}, added)
    if stages and plan.by_line:
        of_lines = stages()
        for key, added, parts in plan.by_line:
            _add_lines(cast(Any, facts), key, parts, added, of_lines)
    for key in plan.parts:
        del facts[key]


def _add_lines(facts: Columns, key: Key, parts: dict[str, Key], added: AddedUp, stages: pl.Series) -> None:
    """Of the lines of some stages: 46-50人 is a standard class in a junior school and a large one in a primary school."""
    these = stages.is_in([stage.value for stage in added.stages]).fill_null(False)
    before, letters = facts.get(key, (pl.repeat(None, these.len(), dtype=pl.Int64, eager=True), ""))
    if before.filter(these).null_count() == these.sum():  # not yet of another sum
        total, more = _total({part: facts[place] for part, place in parts.items()}, added)
        facts[key] = total.zip_with(these, before), "+".join(dict.fromkeys([*filter(None, letters.split("+")), *more.split("+")]))


def _broken(keys: Sequence[Key], source: Source) -> Iterator[tuple[AddedUp, Stage | None, list[str], Key]]:
    """Sums of which some parts are there and others not: the parts that lack, and one that is there."""
    for added in source.added_up:
        parts = [part for part in added.parts if part != added.overlap] if added.complete else []
        for stage in dict.fromkeys(stage for _, fact, stage in keys if fact in parts):
            there = [part for part in parts if ("school_years", part, stage) in keys]
            wanted = not added.stages or stage in added.stages
            given = ("school_years", added.fact, stage) in keys or _is_given_otherwise(added, stage, keys, source)
            if wanted and len(there) < len(parts) and not given:
                yield added, stage, [part for part in parts if part not in there], ("school_years", there[0], stage)


def _is_given_otherwise(added: AddedUp, stage: Stage | None, keys: Sequence[Key], source: Source) -> bool:
    """Whether another sum of the same fact has parts of its own there: 45人及以下 in place of 25人及以下 to 41-45人."""
    others = (each for each in source.added_up if each.fact == added.fact and (not each.stages or stage in each.stages))
    return any(("school_years", part, stage) in keys for each in others for part in each.parts if part not in added.parts)


def _part_missing(source: Source, sheet: Sheet, row: int, added: AddedUp, stage: Stage | None, parts: list[str], letters: str) -> Finding:
    about = TABLES["school_years"].column(added.fact).header
    named: list[SourceColumn | FormFact] = [*source.columns, *(fact for form in source.forms for fact in form.facts)]
    words = {each.fact: (each.heads if isinstance(each, SourceColumn) else each.rows if each.columns[:1] in ((), ("合计",)) else each.columns)[0] for each in named}
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
