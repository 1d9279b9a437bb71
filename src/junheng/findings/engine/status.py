"""Which stage of which school counts, and if not, why: nothing drops out silently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import narwhals.stable.v2 as nw

from junheng.rules.standards import Counts, Points
from junheng.terms import Message, Ownership, RunBy, SchoolKind, Stage


class Status(IntEnum):
    """0 counts; below 50 is out; from 50 on it cannot be told."""

    COUNTED = 0
    CLOSED = 1
    NOT_WORKING = 2
    KIND = 3
    OWNERSHIP = 4
    RUN_BY = 5
    POINT = 6
    SMALL_POINT = 7
    NO_PUPILS = 8
    STAGE = 9
    EXCLUDED = 10
    MERGED = 11
    KIND_UNKNOWN = 50
    OWNERSHIP_UNKNOWN = 51
    RUN_BY_UNKNOWN = 52
    POINT_PUPILS_UNKNOWN = 53
    PARENT_UNKNOWN = 54
    PARENT_OUT = 55

    @property
    def message(self) -> Message:
        return _MESSAGES[self]


FIRST_UNKNOWN = 50
_MESSAGES = {
    Status.COUNTED: Message("计入", "counted"),
    Status.CLOSED: Message("已撤销", "closed"),
    Status.NOT_WORKING: Message("停办", "not working"),
    Status.KIND: Message("此类学校不计入", "schools of this kind are not counted"),
    Status.OWNERSHIP: Message("民办学校不计入", "private schools are not counted"),
    Status.RUN_BY: Message("非本县（市、区）举办，不计入", "not run by the county: not counted"),
    Status.POINT: Message("教学点不计入", "teaching points are not counted"),
    Status.SMALL_POINT: Message("规模小的教学点不计入", "small teaching points are not counted"),
    Status.NO_PUPILS: Message("没有在校生", "no pupils"),
    Status.STAGE: Message("此学段不在标准范围内", "the standard does not cover this stage"),
    Status.EXCLUDED: Message("由使用者指名排除", "excluded by name by the user"),
    Status.MERGED: Message("并入所属学校计算", "joined to its parent school"),
    Status.KIND_UNKNOWN: Message("缺少办学类型", "the kind of school is missing"),
    Status.OWNERSHIP_UNKNOWN: Message("缺少办学性质", "public or private is missing"),
    Status.RUN_BY_UNKNOWN: Message("缺少举办者", "who runs the school is missing"),
    Status.POINT_PUPILS_UNKNOWN: Message("教学点缺少在校生数，无法判断是否计入", "the teaching point's pupils are missing"),
    Status.PARENT_UNKNOWN: Message("教学点找不到所属学校", "the teaching point's parent school is not found"),
    Status.PARENT_OUT: Message("教学点的所属学校不计入", "the teaching point's parent school is not counted"),
}
STAGES_WITH_PUPILS = (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR)


@dataclass(frozen=True)
class Scope:
    """Who counts, and whom the user left out by name or code."""

    counts: Counts
    stages: tuple[str, ...]
    excluded: tuple[str, ...] = ()


def is_point() -> nw.Expr:
    """A teaching point by its kind, or because the statistics do not count it as a school."""
    counted = nw.col("counted").fill_null(True)
    kind = nw.col("kind").fill_null("")
    return (kind == SchoolKind.TEACHING_POINT.value) | (~counted & (kind == SchoolKind.PRIMARY.value))


def with_status(rows: nw.LazyFrame[Any], scope: Scope) -> nw.LazyFrame[Any]:
    """Adds `status` (Int16) to rows of stages joined with their schools. The first reason that holds is given.

    What is certainly out comes before what cannot be told: a missing fact that decides nothing is no doubt.
    """
    counts = scope.counts
    tests = [
        (nw.col("school").is_in(scope.excluded) | nw.col("name").is_in(scope.excluded), Status.EXCLUDED),
        ((nw.col("closed") <= nw.col("year")).fill_null(False), Status.CLOSED),
        (~nw.col("working").fill_null(True), Status.NOT_WORKING),
        (~nw.col("kind").is_null() & ~nw.col("kind").is_in([kind.value for kind in counts.kinds]), Status.KIND),
        *_ownership_tests(counts),
        (~nw.col("stage").is_in(list(scope.stages)), Status.STAGE),
        ((nw.col("pupils") == 0).fill_null(False) | ~nw.col("offered").fill_null(True), Status.NO_PUPILS),
        *_point_tests(counts),
        (nw.col("kind").is_null(), Status.KIND_UNKNOWN),
    ]
    tests.sort(key=lambda test: test[1] >= FIRST_UNKNOWN)  # stable: the order above within each half
    expression: nw.Expr = nw.lit(Status.COUNTED.value, nw.Int16)
    for test, status in reversed(tests):
        expression = nw.when(test).then(nw.lit(status.value, nw.Int16)).otherwise(expression)
    return rows.with_columns(expression.alias("status"))


def unknown(school: dict[str, Any], counts: Counts) -> list[Status]:
    """All that the row of a school does not say and who counts is decided by; `with_status` names the first."""
    public_or_private = counts.ownership is not None and school["ownership"] is None and school["run_by"] is None
    missing = (
        (school["kind"] is None, Status.KIND_UNKNOWN), (public_or_private, Status.OWNERSHIP_UNKNOWN),
        (counts.run_by is not None and school["run_by"] is None, Status.RUN_BY_UNKNOWN),
    )
    return [status for is_missing, status in missing if is_missing]


def _ownership_tests(counts: Counts) -> list[tuple[nw.Expr, Status]]:
    ownership = nw.when(nw.col("ownership").is_null() & (nw.col("run_by") == RunBy.PRIVATE.value)).then(
        nw.lit(Ownership.PRIVATE.value)
    ).otherwise(
        nw.when(nw.col("ownership").is_null() & ~nw.col("run_by").is_null()).then(
            nw.lit(Ownership.PUBLIC.value)
        ).otherwise(nw.col("ownership"))
    )
    tests: list[tuple[nw.Expr, Status]] = []
    if counts.ownership is not None:
        tests += [
            (ownership.is_null(), Status.OWNERSHIP_UNKNOWN),
            (~ownership.is_null() & ~ownership.is_in([each.value for each in counts.ownership]), Status.OWNERSHIP),
        ]
    if counts.run_by is not None:
        tests += [
            (nw.col("run_by").is_null(), Status.RUN_BY_UNKNOWN),
            (~nw.col("run_by").is_null() & ~nw.col("run_by").is_in([each.value for each in counts.run_by]), Status.RUN_BY),
        ]
    return tests


def _point_tests(counts: Counts) -> list[tuple[nw.Expr, Status]]:
    if counts.points == Points.OUT:
        return [(is_point(), Status.POINT)]
    if counts.points == Points.OWN and counts.points_own_from > 0:
        return [
            (is_point() & nw.col("pupils").is_null(), Status.POINT_PUPILS_UNKNOWN),
            (is_point() & (nw.col("pupils") < counts.points_own_from).fill_null(False), Status.SMALL_POINT),
        ]
    return []
