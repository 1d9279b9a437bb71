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
    met = _count(rules, "pass", True)
    return rows.with_columns(met.alias("met"), _verdict(rules).alias("verdict"))


def _count(rules: Rules, test: str, value: bool) -> nw.Expr:
    total: nw.Expr = nw.lit(0, nw.Int64)
    for indicator in rules.indicators:
        column = nw.col(f"{indicator.id}:{test}")
        held = column if value else ~column
        total = total + held.fill_null(False).cast(nw.Int64)
    return total


def _verdict(rules: Rules) -> nw.Expr:
    rule = rules.standard.school_rule
    if rule is None:
        return nw.lit(None, nw.Boolean)
    asked: nw.Expr = nw.lit(0, nw.Int64)
    for stage in rules.standard.stages:
        number = sum(stage in each.limits for each in rules.standard.indicators)
        asked = nw.when(nw.col("stage") == stage).then(nw.lit(number, nw.Int64)).otherwise(asked)
    met, failed = _count(rules, "pass", True), _count(rules, "pass", False)
    needed = nw.lit(rule.at_least, nw.Int64)
    enough, too_few = met >= needed, asked - failed < needed
    if rule.rest_share is not None:
        enough = enough & (_count(rules, "rest", True) == asked)
        too_few = too_few | (_count(rules, "rest", False) > nw.lit(0, nw.Int64))
    counted = nw.col("status") == nw.lit(Status.COUNTED.value, nw.Int16)
    return nw.when(counted & enough).then(nw.lit(True)).otherwise(nw.when(counted & too_few).then(nw.lit(False)))
