"""Figures that changed places within a school, or between two schools, since the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import polars as pl

from junheng.facts.checks.copied import areas_moved
from junheng.facts.checks.ground import LIST
from junheng.facts.checks.list_columns import FEW_FIT
from junheng.facts.checks.list_slips import FEWEST_DIGITS, digits_of
from junheng.facts.checks.rule import BEFORE, Rule, column_of
from junheng.facts.checks.said import Found, Row, Said, number
from junheng.facts.checks.school_list import SchoolList
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Message, Stage

MOVED, TIMES = 6, 2.0  # persons, and times as many, by which both columns moved
MOVED_ALONE = 5  # persons, where no other column of the school moved by more than NEAR
OF_LIST = 0.5  # the share of a list from which on its columns changed places
NEAR, NEAR_SHARE = 1, 0.1  # by how much each may differ from the other's of the year before
MOVED_STAGE, OF_STAGE = 5, 0.25  # persons, and the share of the larger, by which both stages moved
NEAR_STAGE, NEARER = 2, 4  # by how much each may differ from the other stage's of the year before, and how much nearer both are so
_STAGES = ((Stage.PRIMARY, Stage.JUNIOR), (Stage.JUNIOR, Stage.SENIOR), (Stage.PRIMARY, Stage.SENIOR))
FEWEST_LOWEST = 2  # persons of the lowest degree
_LOWEST, _HIGHER = "teachers_below", ("teachers_master", "teachers_bachelor", "teachers_college")
_OTHER = "_of_other"
_NOT_OF_DEGREE = ("teachers_pe", "teachers_arts")


def _family(start: str) -> list[str]:
    return [column.name for column in SCHOOL_YEARS.columns if column.name.startswith(start) and not column.sum_of and column.name not in _NOT_OF_DEGREE]


_FAMILIES = (_family("teachers_"), _family("titles_"))  # parts of one whole, which a hand mixes up


def exchanged_here(listed: SchoolList, rule: Rule) -> Found:
    """Two columns of one school that fit the year before only when they change places: 18 of 本科 and 5 of 专科, and now 5 and 18. Where most of a list have it so, the columns are told (P40)."""
    rows = compared(listed)
    lists = rows.group_by(LIST).agg(pl.len().alias("_count")) if rows.height else rows
    for names in _FAMILIES if rows.height else ():
        given = [name for name in names if rows[name].null_count() < rows.height and f"{name}{BEFORE}" in rows.columns]
        moved = rows.filter(pl.sum_horizontal(_has_moved(name, MOVED_ALONE).cast(pl.Int8) for name in given) >= 2) if len(given) > 1 else rows.clear()
        for place, one in enumerate(given if moved.height else ()):
            for other in given[place + 1 :]:
                found = moved.filter(_fit_crosswise(one, other, given))
                alone = found.join(lists, on=LIST).filter((pl.len().over(LIST) < FEW_FIT) | (pl.len().over(LIST) < OF_LIST * pl.col("_count"))) if found.height else found
                yield from ((row, _said_of_two(row, one, other)) for row in alone.to_dicts())
    yield from _with_the_lowest(rows) if rows.height else ()


def _with_the_lowest(rows: pl.DataFrame) -> Found:
    """专科 0 and 高中阶段以下 2, the year before 2 and 0: nobody of the lowest degree comes up by two at once, so few persons are enough."""
    if f"{_LOWEST}{BEFORE}" not in rows.columns or rows[_LOWEST].null_count() == rows.height:
        return
    now, then = pl.col(_LOWEST), pl.col(f"{_LOWEST}{BEFORE}")
    some = rows.filter(((now == 0) & (then >= FEWEST_LOWEST)) | ((then == 0) & (now >= FEWEST_LOWEST)))
    for one in _HIGHER if some.height else ():
        crossed = (pl.col(one) == then) & (pl.col(f"{one}{BEFORE}") == now) & ~_fit_crosswise(one, _LOWEST, _given(rows, _FAMILIES[0]))
        yield from ((row, _said_of_two(row, one, _LOWEST)) for row in some.filter(crossed).to_dicts())


def compared(listed: SchoolList) -> pl.DataFrame:
    rows = listed.by_hand
    return rows.filter(pl.col("_comparable").fill_null(False)) if "_comparable" in rows.columns else rows.clear()


def _has_moved(name: str, least: int = MOVED) -> pl.Expr:
    now, then = pl.col(name), pl.col(f"{name}{BEFORE}")
    more, less = pl.max_horizontal(now, then), pl.min_horizontal(now, then)
    return now.is_not_null() & then.is_not_null() & (more - less >= least) & (more >= TIMES * less)


def _fit_crosswise(one: str, other: str, names: Sequence[str]) -> pl.Expr:
    """Both columns moved, each to where the other was; a few persons are enough where nothing else moved."""
    fits, moved = _fits(one, other) & _fits(other, one), _has_moved(one) & _has_moved(other)
    near = [(pl.col(a) - pl.col(f"{b}{BEFORE}")).abs() <= NEAR for a, b in ((one, other), (other, one), *((name, name) for name in names if name not in (one, other)))]
    alone = pl.all_horizontal(each.fill_null(True) for each in near)
    return fits & (moved | (alone & _has_moved(one, MOVED_ALONE) & _has_moved(other, MOVED_ALONE)))


def _fits(name: str, other: str) -> pl.Expr:
    then = pl.col(f"{other}{BEFORE}")
    return (pl.col(name) - then).abs() <= pl.max_horizontal(pl.lit(NEAR), NEAR_SHARE * then)


def _said_of_two(row: Row, one: str, other: str) -> Said:
    (a, b), values = (column_of(name).header for name in (one, other)), [row[name] for name in (one, other, f"{one}{BEFORE}", f"{other}{BEFORE}")]
    words = Message(
        f"{a.zh} {values[0]}，{b.zh} {values[1]}；上学年分别为 {values[2]} 和 {values[3]}，请看是否填反",
        f"{a.en} {values[0]}, {b.en} {values[1]}; the year before {values[2]} and {values[3]}: see whether they were mixed up",
    )
    return Said(one, str(values[0]), "", words, (other, f"{one}{BEFORE}", f"{other}{BEFORE}"))


def stages_exchanged(listed: SchoolList, rule: Rule) -> Found:
    """Two stages of one school, whose figures fit the year before only crosswise: the primary teachers in the line of the junior stage. Said once for a school."""
    rows = compared(listed)
    rows = rows.filter(pl.any_horizontal(_stage_moved(name) for name in _given(rows, rule.columns))) if rows.height and _given(rows, rule.columns) else rows.clear()
    names = _given(rows, rule.columns)
    if rows.height < 2 or not names:
        return
    figures = [pl.col(each) for name in names for each in (name, f"{name}{BEFORE}")]
    for one, other in _STAGES:
        first, second = (rows.filter(pl.col("stage") == stage.value) for stage in (one, other))
        if first.is_empty() or second.is_empty():
            continue
        pairs = first.join(second.select("school", "year", *[each.name.suffix(_OTHER) for each in figures]), on=["school", "year"], how="inner", maintain_order="left")
        pairs = pairs.with_columns(_fits_crosswise(name).fill_null(False).alias(f"_{name}") for name in names)
        for row in pairs.filter(pl.any_horizontal(f"_{name}" for name in names)).to_dicts():
            yield row, _said_of_stages(row, [name for name in names if row[f"_{name}"]], one, other)


def _given(rows: pl.DataFrame, names: Iterable[str]) -> list[str]:
    return [name for name in names if f"{name}{BEFORE}" in rows.columns and rows[name].null_count() < rows.height]


def _stage_moved(name: str, end: str = "") -> pl.Expr:
    now, then = pl.col(f"{name}{end}"), pl.col(f"{name}{BEFORE}{end}")
    return (now - then).abs() >= pl.max_horizontal(pl.lit(MOVED_STAGE), OF_STAGE * pl.max_horizontal(now, then))


def _fits_crosswise(name: str) -> pl.Expr:
    now, then = (pl.col(name), pl.col(f"{name}{_OTHER}")), (pl.col(f"{name}{BEFORE}"), pl.col(f"{name}{BEFORE}{_OTHER}"))
    straight = (now[0] - then[0]).abs() + (now[1] - then[1]).abs()
    across = [(now[0] - then[1]).abs(), (now[1] - then[0]).abs()]
    near = [apart <= pl.max_horizontal(pl.lit(NEAR_STAGE), NEAR_SHARE * was) for apart, was in zip(across, reversed(then), strict=True)]
    return _stage_moved(name) & _stage_moved(name, _OTHER) & near[0] & near[1] & (straight >= NEARER * (across[0] + across[1]))


def _said_of_stages(row: Row, names: list[str], one: Stage, other: Stage) -> Said:
    name, header = names[0], column_of(names[0]).header
    a, b, was, were = (row[f"{name}{end}"] for end in ("", _OTHER, BEFORE, f"{BEFORE}{_OTHER}"))
    more = Message(f"，另有 {len(names) - 1} 项如此", f"; so it is with {len(names) - 1} more figures") if len(names) > 1 else Message("", "")
    words = Message(
        f"{header.zh}：{one.label.zh} {a}、{other.label.zh} {b}；上学年分别为 {was} 和 {were}{more.zh}，请看是否填反",
        f"{header.en}: {one.label.en} {a}, {other.label.en} {b}; the year before {was} and {were}{more.en}: see whether they were mixed up",
    )
    return Said(name, str(a), "", words, (*names[1:], f"{name}{BEFORE}"))


def of_each_other(listed: SchoolList, rule: Rule) -> Found:
    """Two schools of a list, each with the figure that the other had the year before: of four digits that is no chance. Said at both; not where their areas are told to have moved (P41)."""
    rows = compared(listed)
    told = set[str]()
    for name in rule.columns:
        for row in _pairs(rows, name):
            told = told or {str(each["school"]) for each, _ in areas_moved(listed.ground)} | {""}
            if row["school"] not in told:
                column, shown = column_of(name), number(row[name], column_of(name).scale)
                own = number(row[f"{name}{BEFORE}"], column.scale)
                words = Message(
                    f"{column.header.zh} {shown} 是{row['_name']}（{row['_school']}）上学年的，后者本学年的 {own} 是本校上学年的，请看是否填反",
                    f"{column.header.en} {shown} is what {row['_name']} ({row['_school']}) had the year before, whose {own} of this year this school had: see whether they were mixed up",
                )
                yield row, Said(name, shown, own, words, (f"{name}{BEFORE}",))


def _pairs(rows: pl.DataFrame, name: str) -> Iterator[Row]:
    """Each row with the other school's code and name."""
    then = f"{name}{BEFORE}"
    if then not in rows.columns:
        return
    digits = [digits_of(each) >= FEWEST_DIGITS for each in (name, then)]
    changed = rows.filter((pl.col(name) > 0) & (pl.col(then) > 0) & (pl.col(name) != pl.col(then))).filter(*digits)
    if changed.height > 1:
        others = changed.select("_area", "year", "stage", pl.col(name).alias(then), pl.col(then).alias(name), pl.col("school").alias("_school"), pl.col("name").alias("_name"))
        yield from changed.join(others, on=["_area", "year", "stage", name, then], how="inner", maintain_order="left").unique(["school", "year"], keep="first", maintain_order=True).to_dicts()


PLACE_CHECKS: Mapping[str, Callable[[SchoolList, Rule], Found]] = {"exchanged_here": exchanged_here, "stages_exchanged": stages_exchanged, "of_each_other": of_each_other}
