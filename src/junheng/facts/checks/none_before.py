"""A stock that is 0 in one year and large in the next: the 0 is what a deleted cell or another row left there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from junheng.facts.checks.ground import LIST
from junheng.facts.checks.rule import BEFORE, Rule, catalogue, column_of
from junheng.facts.checks.said import Found, Said, number
from junheng.facts.checks.school_list import SchoolList
from junheng.terms import Message

FEW, SHARE = 2, 0.1  # schools of a list, and the share of them, that a hand may have left at 0; more were given theirs


def none_before(listed: SchoolList, rule: Rule) -> Found:
    """At the 0, of a school that taught in both years; as much as a jump of the column has to be."""
    rows = listed.by_hand
    if "_comparable" not in rows.columns:
        return
    leasts = {each.over: each.least for each in catalogue().values() if each.check == "jump"}
    taught = rows.filter(pl.col("_comparable").fill_null(False) & (pl.col("all_pupils") > 0) & (pl.col(f"all_pupils{BEFORE}") > 0))
    for name in rule.columns:
        column = column_of(name)
        least = leasts[name] * column.scale
        is_none = (pl.col(f"{name}{BEFORE}") == 0) & (pl.col(name) > least)
        for row in taught.filter(is_none & (is_none.sum().over(LIST) <= pl.max_horizontal(FEW, SHARE * pl.len().over(LIST)))).to_dicts():
            value = number(row[name], column.scale)
            words = Message(f"{column.header.zh} 0，下一学年 {value}", f"{column.header.en} 0, the year after {value}")
            yield {**row, "year": row["year"] - 1}, Said(name, "0", "> 0", words)


NONE_CHECKS: Mapping[str, Callable[[SchoolList, Rule], Found]] = {"none_before": none_before}
