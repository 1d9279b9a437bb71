"""Whether the classes of a school, by their sizes, can hold each of its grades: no class is of two grades. And whether they are all its classes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import polars as pl

from junheng.facts.checks.ground import LIST
from junheng.facts.checks.rule import Rule, column_of
from junheng.facts.checks.said import Found, Row, Said
from junheng.facts.checks.school_list import SchoolList
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Message, SchoolKind, Stage, joined

_GRADES = {Stage.PRIMARY.value: 6, Stage.JUNIOR.value: 3}
_STANDARD = {Stage.PRIMARY.value: 45, Stage.JUNIOR.value: 50}  # pupils of a class of standard size, as L26 and L27 count them
_LARGER = {"classes_large": 55, "classes_big": 65, "classes_oversize": 1_000}
_ALL = ("classes_standard", *_LARGER)
FEWEST_LINES, FEWEST_SIZES, FEW_OFF = 5, 2, 0.05  # of a list whose columns of sizes make all classes, and the share of its lines in which they may not


def grades_in_classes(listed: SchoolList, rule: Rule) -> Found:
    """Large classes that were entered as smaller ones: the school's total may fit, and a grade does not. Points teach several grades in a class."""
    for stage, count in _GRADES.items():
        grades = PUPILS_BY_GRADE[:count]
        given = pl.all_horizontal(pl.col(name).is_not_null() for name in (*grades, *_ALL))
        rows = listed.by_hand.filter((pl.col("stage") == stage) & given & (pl.col("kind") != SchoolKind.TEACHING_POINT.value))
        apart = pl.sum_horizontal((pl.col(name) > 0).cast(pl.Int64) for name in grades)
        wanted = pl.sum_horizontal((pl.col(name) / _STANDARD[stage]).ceil() for name in grades)
        sums = pl.sum_horizontal(_ALL)
        adds_up = pl.col("classes").is_null() | (pl.col("classes") == sums)  # else that is told, and which of them is wrong is not known
        holds = pl.sum_horizontal(pl.col("classes_standard") * _STANDARD[stage], *(pl.col(name) * limit for name, limit in _LARGER.items()))  # else all pupils are too many, which L26 and L27 tell
        for row in rows.filter((sums >= apart) & (wanted > sums) & adds_up & (pl.col("pupils") <= holds), pl.col("pupils") == pl.sum_horizontal(grades)).to_dicts():
            larger = [limit for name, limit in _LARGER.items() for _ in range(row[name])]
            classes = sum(row[name] for name in _ALL)
            least = _fewest([row[name] for name in grades], _STANDARD[stage], larger)
            if least > classes:
                told = "、".join(str(row[name]) for name in grades)
                words = Message(
                    f"各年级 {told} 人，按所填班额至少要 {least} 个班，填的共 {classes} 个班", f"grades of {told} pupils need at least {least} classes of these sizes; {classes} are given")
                yield row, Said("classes_standard", str(row["classes_standard"]), "", words, (*grades, "classes"))


def _fewest(grades: Sequence[int], standard: int, larger: Sequence[int]) -> int:
    """The fewest classes in which grades can be held apart, the larger ones used where they spare most."""
    limit = max(larger, default=0)  # a bound from below: all larger classes as large as the largest
    best = [0, *[0] * len(larger)]  # by the number of larger classes used
    for pupils in grades:
        own = [_with(pupils, standard, limit, used) for used in range(len(larger) + 1)]
        best = [min(best[used - some] + own[some] for some in range(used + 1)) for used in range(len(larger) + 1)]
    return min(best)


def _with(pupils: int, standard: int, limit: int, used: int) -> int:
    """The classes of a grade with so many larger ones among them."""
    needed = min(used, ceil(pupils / limit)) if used else 0
    return needed + ceil(max(0, pupils - needed * limit) / standard)


def sizes_of_list(listed: SchoolList, rule: Rule) -> Found:
    """A list with the columns of some sizes, which make all classes in nearly every line: the others are told. With all sizes L04 tells it, and a sum that is too large."""
    rows = listed.by_hand.filter(pl.col("stage") != Stage.WHOLE.value, pl.col("classes") > 0)
    if not any(rows[name].null_count() for name in _ALL):  # nothing that L04 does not tell
        return
    given = rows.group_by(LIST, maintain_order=True).agg(pl.len().alias("_size"), pl.col(_ALL).count())
    for counts in given.filter(pl.col("_size") >= FEWEST_LINES, pl.any_horizontal(pl.col(name) == 0 for name in _ALL)).to_dicts():
        parts = [name for name in _ALL if counts[name]]
        if len(parts) >= FEWEST_SIZES:
            yield from _fewer_of_sizes(rows.filter(pl.col(LIST) == counts[LIST]), parts)


def _fewer_of_sizes(rows: pl.DataFrame, parts: Sequence[str]) -> Found:
    whole = rows.filter(pl.all_horizontal(pl.col(parts).is_not_null())).with_columns(_sum=pl.sum_horizontal(parts))
    differ = whole.filter(pl.col("_sum") != pl.col("classes"))
    if whole.height < FEWEST_LINES or differ.height > max(1.0, FEW_OFF * whole.height):
        return
    heads = joined((column_of(name).header for name in parts), " + ", " + ")
    for row in differ.filter(pl.col("_sum") < pl.col("classes")).to_dicts():
        words = Message(f"班数 {row['classes']}，{heads.zh} 共 {row['_sum']}", f"{row['classes']} classes, {heads.en} {row['_sum']}")
        yield row, _said_of_sizes(row, parts, words)


def _said_of_sizes(row: Row, parts: Sequence[str], words: Message) -> Said:
    """At the classes; where no class has a size, at the first of these, which was perhaps not filled in."""
    if row["_sum"]:
        return Said("classes", str(row["classes"]), f"= {row['_sum']}", words, tuple(parts))
    return Said(parts[0], "0", f"= {row['classes']}", words, (*parts[1:], "classes"))


SIZE_CHECKS = {"grades_in_classes": grades_in_classes, "sizes_of_list": sizes_of_list}
