"""Whose figures a plan is followed by: the county, township or school in the facts that the plan is for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from junheng.facts.store import Facts
from junheng.rules.plans import Level, Plan
from junheng.terms import Finding, Message, Severity, UsageError

_COLUMNS = {Level.SCHOOL: "name", Level.TOWNSHIP: "township"}


@dataclass(frozen=True)
class Place:
    """`facts` hold only what belongs to it."""

    name: str
    facts: Facts


def place_of(plan: Plan, facts: Facts, wanted: str | None, findings: list[Finding]) -> Place:
    """wanted: named by the user; else the plan's own place; else the only one there is. Raises UsageError where none is clear."""
    column = _COLUMNS.get(plan.level, "area")
    names = sorted({name for name in facts.schools[column].to_list() if name})
    names += sorted({name for name in facts.tables["county_years"]["area"].to_list() if name} - set(names)) if column == "area" else []
    own = [text for text in ((plan.place.zh, plan.place.en) if plan.place else ()) if text in names]
    name = _named(facts, column, wanted, names) if wanted else own[0] if own else names[0] if len(names) == 1 else None
    if name is None:
        shown = "、".join(names[:8]) or "-"
        raise UsageError(
            f"数据中有 {len(names)} 个地方（学校），不知道规划是哪一个的；请用 --place 指明：{shown}",
            f"the facts hold {len(names)} places (schools), and none is the plan's; name one with --place: {', '.join(names[:8]) or '-'}",
        )
    if plan.place is not None and name not in (plan.place.zh, plan.place.en):
        said = Message(
            f"规划是“{plan.place.zh}”的，数据是“{name}”的：本报告拿{name}的数据对照该规划",
            f"the plan is that of {plan.place.en}, the facts are those of {name}: the report holds the plan against the facts of {name}",
        )
        findings.append(Finding(Severity.WARNING, "plan-of-another-place", said))
    return Place(name, _restricted(facts, column, name))


def _named(facts: Facts, column: str, wanted: str, names: list[str]) -> str:
    codes = dict(zip(facts.schools["school"].to_list(), facts.schools["name"].to_list(), strict=True))
    name = codes.get(wanted, wanted) if column == "name" else wanted
    if name in names:
        return name
    raise UsageError(
        f"数据中没有“{wanted}”；有：{'、'.join(names[:8])}", f"the facts hold no {wanted}; they hold: {', '.join(names[:8])}",
    )


def _restricted(facts: Facts, column: str, name: str) -> Facts:
    schools = facts.schools.filter(pl.col(column) == name)
    codes, areas = schools["school"].unique().to_list(), schools["area"].unique().to_list() or [name]
    tables = dict(facts.tables)
    tables["schools"] = schools
    tables["school_years"] = facts.school_years.filter(pl.col("school").is_in(codes))
    for table in ("county_years", "funds"):
        rows = tables[table]
        tables[table] = rows.filter(pl.col("area").is_in(areas)) if column == "area" else rows.clear()
    return replace(facts, tables=tables)
