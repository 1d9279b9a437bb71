"""Dashes where figures should stand: whoever wrote them may have meant 0 or not counted, so those that stay missing are told."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import reduce

import polars as pl

from junheng.facts.intake.heads.add_up import Columns, Key
from junheng.facts.intake.lists.blank_parts import MOST_NAMED, Cell, from_top, places
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.lists.unsaid import NOT_TAUGHT
from junheng.facts.intake.values.sheet import number_of
from junheng.facts.intake.values.text import brief
from junheng.facts.tables import DTYPES, Type
from junheng.terms import Finding, Message, Severity, Stage, joined

_MOST_COLUMNS = 8  # that are named one by one


def dashes_unknown(reading: Reading, before: Columns, said: AbstractSet[Cell]) -> Iterator[Finding]:
    """Once for a list, with its columns. before: the facts as they were before parts were added up. said: the cells that are told by themselves."""
    if not reading.dashes:
        return
    by_column = dict[str, list[int]]()
    figures = [(key, values, letters) for key, (values, used) in before.items() if key[0] == "school_years" and values.dtype == DTYPES[Type.QUANTITY] for letters in used.split("+")]
    for key, values, letters in figures:
        if letters in reading.dashes:
            at = pl.Series(reading.dashes[letters], dtype=pl.UInt32)
            at = _lost(reading, at.filter(values.gather(at).is_null()), key, letters)
            told = [place for place, column in said if column == letters]
            if found := _of_stage(reading, at.filter(~at.is_in(told)) if told else at, key[2]).to_list():
                by_column[letters] = found
    if by_column:
        yield _told(reading, {letters: by_column[letters] for letters in sorted(by_column, key=number_of)})


def _lost(reading: Reading, at: pl.Series, key: Key, letters: str) -> pl.Series:
    """Those for which a fact lacks; 美术 of a list that gives 艺术 as the sum of its courses lacks nowhere."""
    made = [values.gather(at).is_null() for values, used in reading.facts.values() if letters in used.split("+")]
    if made:
        return at.filter(reduce(operator.or_, made))
    is_given = any((key[0], added.fact, key[2]) in reading.facts for added in reading.source.added_up if key[1] in added.parts)
    return at.clear() if is_given else at


def _of_stage(reading: Reading, at: pl.Series, stage: Stage | None) -> pl.Series:
    """Those in lines that have the stage: the junior columns of a primary school hold no figure anyway."""
    figures = {(of, letters): values for (table, _, of), (values, letters) in reading.facts.items() if table == "school_years" and values.dtype == DTYPES[Type.QUANTITY]}
    if stage is None:
        kinds = reading.column("schools", "kind")
        return at if kinds is None else at.filter(~kinds.gather(at).is_in([kind.value for kind in NOT_TAUGHT]).fill_null(False))
    if stage == Stage.WHOLE or at.is_empty() or len({of for of, _ in figures} - {None, Stage.WHOLE}) < 2:
        return at
    own = [values.gather(at).alias(letters) for (of, letters), values in figures.items() if of == stage]
    return at.filter(pl.DataFrame(own).select(pl.any_horizontal(pl.all() > 0).fill_null(False)).to_series())


def _told(reading: Reading, by_column: dict[str, list[int]]) -> Finding:
    sheet, rows = reading.sheet, reading.rows
    heads = {each.column: each.shown for each in reading.head.columns}
    count = sum(map(len, by_column.values()))
    first, *others = places(sheet, rows, ((at, letters) for letters, found in by_column.items() for at in found[:MOST_NAMED]))
    at, letters = from_top((found[0], letters) for letters, found in by_column.items())[0]
    cell = brief(sheet.column(number_of(letters) - sheet.left, [rows[at]])[0])
    some = [(heads[number_of(letters) - sheet.left], len(found)) for letters, found in by_column.items()][:_MOST_COLUMNS]
    named = joined(Message(f"“{head}”{number} 格", f"`{head}` {number}") for head, number in some)
    more = Message(f"等 {len(by_column)} 列", f" and others, {len(by_column)} columns in all") if len(by_column) > _MOST_COLUMNS else Message("", "")
    return Finding(
        Severity.INFO, "dash-unknown",
        Message(
            f"应填数的 {count} 格填的是“{cell}”一类的记号（{named.zh}{more.zh}），不知是没有还是没有统计，按缺失处理；没有的请填 0",
            f"{count} cells that should hold a figure hold a mark like {cell!r} ({named.en}{more.en}): none, or not counted? They are missing; write 0 where there are none",
        ),
        *first, cell, against=tuple(others),
    )
