"""The school rule: so many indicators kept, and every other near enough. Three-valued: true, false, cannot be told."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import narwhals.stable.v2 as nw

from junheng.findings.engine import Status, holds
from junheng.rules import Rules

Frame = nw.LazyFrame[Any]


def with_verdicts(rows: Frame, rules: Rules) -> Frame:
    """Adds `<id>:pass`, `<id>:rest` (near enough), `met`, and `verdict` (Boolean; null: cannot be told or no rule)."""
    standard = rules.standard
    share = standard.school_rule.rest_share if standard.school_rule else None
    near = Fraction(share.value) if share else Fraction(1)
    tests = []
    for rule, indicator in zip(standard.indicators, rules.indicators, strict=True):
        tests.append(holds(indicator, rule.limits).alias(f"{indicator.id}:pass"))
        tests.append(holds(indicator, rule.limits, near).alias(f"{indicator.id}:rest"))
    rows = rows.with_columns(*tests)
    counts = {"met": _held(rules, "pass"), "told": _told(rules, "pass"), "near": _held(rules, "rest"), "told_near": _told(rules, "rest")}
    rows = rows.with_columns(*[count.alias(name) for name, count in counts.items()])
    return rows.with_columns(_verdict(rules).alias("verdict"))


def _held(rules: Rules, test: str) -> nw.Expr:
    """How many indicators hold; what cannot be told does not."""
    return nw.sum_horizontal(*[nw.col(f"{each.id}:{test}").cast(nw.Int64) for each in rules.indicators])


def _told(rules: Rules, test: str) -> nw.Expr:
    """Of how many it can be told whether they hold."""
    return nw.sum_horizontal(*[(~nw.col(f"{each.id}:{test}").is_null()).cast(nw.Int64) for each in rules.indicators])


def _verdict(rules: Rules) -> nw.Expr:
    rule = rules.standard.school_rule
    if rule is None:
        return nw.lit(None, nw.Boolean)
    asked: nw.Expr = nw.lit(0, nw.Int64)
    for stage in rules.standard.stages:
        number = sum(stage in each.limits for each in rules.standard.indicators)
        asked = nw.when(nw.col("stage") == stage).then(nw.lit(number, nw.Int64)).otherwise(asked)
    needed = nw.lit(rule.at_least, nw.Int64)
    enough = nw.col("met") >= needed
    too_few = asked - (nw.col("told") - nw.col("met")) < needed
    if rule.rest_share is not None:
        enough = enough & (nw.col("near") == asked)
        too_few = too_few | (nw.col("told_near") > nw.col("near"))
    counted = nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16)
    return nw.when(counted & enough).then(nw.lit(True)).otherwise(nw.when(counted & too_few).then(nw.lit(False)))
