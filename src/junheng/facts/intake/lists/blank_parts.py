"""A blank part of a whole is none where the filled ones make the whole: nobody is left for it. Where they do not, it is said that nobody knows it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from junheng.facts.by_hand import MOST_TYPED
from junheng.facts.intake.heads.add_up import Columns, Key
from junheng.facts.intake.lists.parts_of_wholes import FAMILIES, Family
from junheng.facts.intake.values.cells import is_dash, is_missing
from junheng.facts.intake.values.sheet import Sheet, number_of
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Place, Severity, Stage

MOST_NAMED = 200  # cells that a finding names
Cell = tuple[int, str]  # its place among the rows, and its column


class _Group(NamedTuple):
    """The columns of a list that make one whole of it. is_all: nothing of the whole is outside them."""

    whole: Key
    parts: tuple[Key, ...]
    is_all: bool


@dataclass
class _Told:
    """What is said of the families of one name. unknown: with how much the parts of the line lack."""

    family: Family
    none: list[Cell] = field(default_factory=list)
    unknown: dict[Cell, int] = field(default_factory=dict)
    is_all: bool = False


def blank_parts(facts: Columns, sheet: Sheet, rows: Sequence[int], findings: list[Finding]) -> set[Cell]:
    """Puts 0 into them. Each is told once for a list; returned are the cells of which it is said that nobody knows them.

    Columns that may count somebody twice (本科及以上 beside 本科) bear nothing out. It is asked before parts are added up: a blank size of classes would make its sum blank.
    """
    told = dict[str, _Told]()
    for family in FAMILIES if len(rows) <= MOST_TYPED else ():
        for group in _groups(facts, family):
            _settle(facts, sheet, rows, group, told.setdefault(family.words.en, _Told(family)))
    for each in told.values():
        findings += [_none(sheet, rows, each)] if each.none else []
        findings += [_unknown(sheet, rows, each)] if each.unknown else []
    return {cell for each in told.values() for cell in each.unknown}


def _groups(facts: Columns, family: Family) -> Iterator[_Group]:
    """Of each stage; of a total of all stages, as a school of nine grades has it, those of all of them."""
    for whole in [key for key in facts if key[1] == family.whole]:
        stage = whole[2]
        parts = {key: family.counted(key[1], key[2]) for key in facts if key[0] == whole[0] and key[1] in family.parts}
        own = {key: counted for key, counted in parts.items() if key[2] == stage}
        if not own and family.of_stages and stage in (None, Stage.WHOLE):
            own = parts
        every = [each for counted in own.values() for each in counted]
        if len(own) > 1 and len(set(every)) == len(every):
            yield _Group(whole, tuple(own), set(every) >= family.all_of(stage))


def _settle(facts: Columns, sheet: Sheet, rows: Sequence[int], group: _Group, told: _Told) -> None:
    whole, parts = facts[group.whole][0], {key: facts[key] for key in group.parts}
    if not any(values.null_count() for values, _ in parts.values()):
        return
    blank = {key: _where(is_missing, sheet, rows, *each) for key, each in parts.items()}
    may_be_none = {key: _where(is_dash, sheet, rows, *each) for key, each in parts.items()} if told.family.seldom_all else blank
    table = pl.DataFrame([values.alias(str(at)) for at, (values, _) in enumerate(parts.values())])
    filled, some = table.sum_horizontal(), table.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    is_readable = _count(values.is_null() for values, _ in parts.values()) == _count(blank.values())  # else the rest may be what could not be read
    is_none = ((filled == whole) & (whole > 0)).fill_null(False)
    is_open = ((filled < whole) & some & is_readable).fill_null(False)
    for key, (values, letters) in parts.items():
        taught = is_none if key[2] == group.whole[2] else is_none & _of_stage(parts, key[2])  # 七年级 of a primary school is no figure
        none, unknown = (taught & may_be_none[key]).arg_true(), (is_open & blank[key]).arg_true()
        if len(none):
            facts[key] = values.scatter(none, 0), letters
            told.none += [(at, letters) for at in none]
        if len(unknown) and key[2] == group.whole[2]:
            told.unknown |= {(at, letters): left for at, left in zip(unknown, (whole - filled).gather(unknown), strict=True)}
            told.is_all |= group.is_all


def _count(flags: Iterable[pl.Series]) -> pl.Series:
    return pl.DataFrame([each.cast(pl.Int32).alias(str(at)) for at, each in enumerate(flags)]).sum_horizontal()


def _of_stage(parts: Mapping[Key, tuple[pl.Series, str]], stage: Stage | None) -> pl.Series:
    """The lines in which a part of the stage is more than 0."""
    own = pl.DataFrame([values.alias(str(at)) for at, (key, (values, _)) in enumerate(parts.items()) if key[2] == stage])
    return own.select(pl.any_horizontal(pl.all() > 0).fill_null(False)).to_series()


def _where(is_so: Callable[[Hashable], bool], sheet: Sheet, rows: Sequence[int], values: pl.Series, letters: str) -> pl.Series:
    """The lines whose cell is so; what could not be read is no blank."""
    missing = values.is_null().arg_true() if letters.isalpha() else ()
    cells = sheet.column(number_of(letters) - sheet.left, [rows[at] for at in missing]) if len(missing) else []
    at = [at for at, cell in zip(missing, cells, strict=True) if is_so(cell)]
    return pl.repeat(False, len(rows), dtype=pl.Boolean, eager=True).scatter(at, True)


def from_top(cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (cell[0], number_of(cell[1])))


def places(sheet: Sheet, rows: Sequence[int], cells: Iterable[Cell]) -> list[Place]:
    """The first of them, from the top."""
    return [sheet.at(rows[at], number_of(letters) - sheet.left) for at, letters in from_top(cells)[:MOST_NAMED]]


def _none(sheet: Sheet, rows: Sequence[int], told: _Told) -> Finding:
    words, whole, count = told.family.words, SCHOOL_YEARS.column(told.family.whole).header, len(told.none)
    first, *others = places(sheet, rows, told.none)
    return Finding(
        Severity.INFO, "blank-none",
        Message(
            f"{words.zh}有 {count} 格空着或填“-”，同行已填各项之和就是{whole.zh}，按 0 读取",
            f"{count} cells of {words.en} are blank or a dash where the others of the line make all its {whole.en}: read as 0",
        ),
        *first, against=tuple(others),
    )


def _unknown(sheet: Sheet, rows: Sequence[int], told: _Told) -> Finding:
    """A warning where what is left over can be nowhere else."""
    words, whole, count = told.family.words, SCHOOL_YEARS.column(told.family.whole).header, len(told.unknown)
    first, *others = places(sheet, rows, told.unknown)
    left = told.unknown[from_top(told.unknown)[0]]
    return Finding(
        Severity.WARNING if told.is_all else Severity.INFO, "blank-unknown",
        Message(
            f"{words.zh}有 {count} 格空着或填“-”，同行已填各项之和不到{whole.zh}（{first[2]} 一行少 {left}），不知道是多少，按缺失处理；请补填，没有的填 0",
            f"{count} cells of {words.en} are blank or a dash where the others of the line make less than its {whole.en} (by {left} at {first[2]}): "
            "nobody knows them, and they stay missing. Fill them in, with 0 where there are none",
        ),
        *first, against=tuple(others),
    )
