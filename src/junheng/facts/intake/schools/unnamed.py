"""Lists without the codes or without the names of their schools, where their source has a column for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from junheng.terms import Finding, Message, Severity


@dataclass(frozen=True)
class Listed:
    """Rows of one list among all rows of a delivery. asked: `school`, `name`: what its source has a column for."""

    file: str
    sheet: str
    start: int
    length: int
    asked: frozenset[str]


def report_unnamed(lists: Iterable[Listed], codes: pl.Series, names: pl.Series, keys: pl.Series) -> Iterator[Finding]:
    """Once for each list. What another sheet of the delivery says of its schools, a name for the code or a code for the name, is enough.

    codes, names: of every row of the delivery; keys: what each school is called by.
    """
    for each in lists:
        if each.length > 1:  # a school that hands in its own figures is told by its name
            code, name, key = (values.slice(each.start, each.length) for values in (codes, names, keys))
            if "school" in each.asked and code.null_count() == each.length and not key.is_in(codes.drop_nulls().implode()).all():
                yield _no_codes(each)
            if "name" in each.asked and name.null_count() == each.length and not key.is_in(keys.filter(names.is_not_null()).implode()).all():
                yield _no_names(each)


def _no_codes(one: Listed) -> Finding:
    return Finding(
        Severity.INFO, "codes-missing",
        Message(
            "这张表没有学校标识码，各校只凭校名识别：校名一改便接不上另一学年，同名的学校分不开；请补上“学校标识码”一列",
            "this list has no school codes, so its schools are known by name alone: one that is renamed cannot be followed to another year, "
            "and two of one name are not told apart. Add the column 学校标识码",
        ),
        one.file, one.sheet,
    )


def _no_names(one: Listed) -> Finding:
    return Finding(
        Severity.WARNING, "names-missing",
        Message(
            "这张表没有校名，各校只凭标识码识别：结果中只见代码，校名与乡镇、类型是否相符无从核对；请补上“学校名称”一列",
            "this list has no names, so its schools are known by code alone: results show codes only, and whether name, township and kind fit "
            "cannot be checked. Add the column 学校名称",
        ),
        one.file, one.sheet,
    )
