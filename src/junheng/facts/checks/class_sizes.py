"""Whether the classes of a school, by their sizes, can hold each of its grades: no class is of two grades."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import polars as pl

from junheng.facts.checks.rule import Rule
from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import SchoolList
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Message, SchoolKind, Stage

_GRADES = {Stage.PRIMARY.value: 6, Stage.JUNIOR.value: 3}
_STANDARD = {Stage.PRIMARY.value: 45, Stage.JUNIOR.value: 50}  # pupils of a class of standard size, as L26 and L27 count them
_LARGER = {"classes_large": 55, "classes_big": 65, "classes_oversize": 1_000}
_ALL = ("classes_standard", *_LARGER)


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


SIZE_CHECKS = {"grades_in_classes": grades_in_classes}
