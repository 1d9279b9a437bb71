"""Items outside the numbers of schools: judged by a county's own facts, by documents, or by every school."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw

from junheng.facts.store import Facts
from junheng.findings.engine import holds
from junheng.findings.verdicts.areas import counted_units
from junheng.rules import Limit, Rules, catalogue
from junheng.rules.indicators import StageName
from junheng.rules.standards import Item, Part
from junheng.terms import Message, Stage, Verdict


@dataclass(frozen=True)
class ItemVerdict:
    item: Item
    verdict: Verdict
    found: Message  # what the verdict rests on, or what is missing


def judge_items(area: str, year: int, facts: Facts, units: nw.DataFrame[Any], rules: Rules) -> tuple[ItemVerdict, ...]:
    reported = facts.tables["county_years"]
    rows = [row for row in reported.iter_rows(named=True) if row["area"] == area and row["year"] == year]
    return tuple(_judge(item, rows, area, year, units) for item in rules.standard.items)


def _judge(item: Item, rows: list[dict[str, Any]], area: str, year: int, units: nw.DataFrame[Any]) -> ItemVerdict:
    if item.judged_by == "schools":
        return _by_schools(item, area, year, units)
    own = [row for row in rows if row["item"] == item.id]
    if item.judged_by == "document":
        return _by_document(item, own)
    return _by_value(item, own)


def _by_document(item: Item, rows: list[dict[str, Any]]) -> ItemVerdict:
    held = next((row["met"] for row in rows if row["met"] is not None), None)
    if held is None:
        return ItemVerdict(item, Verdict.CANNOT_TELL, _missing(item))
    wanted = item.part != Part.VETO  # a veto item is passed by `no`
    word = Message("是" if held else "否", "yes" if held else "no")
    return ItemVerdict(item, Verdict.PASS if held == wanted else Verdict.FAIL, _with_papers(word, rows))


def _by_value(item: Item, rows: list[dict[str, Any]]) -> ItemVerdict:
    tests: list[bool] = []
    shown: list[Message] = []
    for stage, limit in item.limits.items():
        value = next((row["value"] for row in rows if (row["stage"] or "all") == stage and row["value"] is not None), None)
        if value is None:
            return ItemVerdict(item, Verdict.CANNOT_TELL, _missing(item))
        tests.append(limit.holds(Decimal(repr(value))))
        label, text = None if stage == "all" else Stage(stage).label, f"{value:g} {limit.symbol} {limit.value}"
        shown.append(Message(f"{label.zh} {text}", f"{label.en} {text}") if label else Message(text, text))
    found = Message("；".join(each.zh for each in shown), "; ".join(each.en for each in shown))
    return ItemVerdict(item, Verdict.PASS if all(tests) else Verdict.FAIL, _with_papers(found, rows))


def _with_papers(found: Message, rows: list[dict[str, Any]]) -> Message:
    """What was found, with the papers the county names for it: a supervisor looks there."""
    papers = "、".join(dict.fromkeys(row["evidence"] for row in rows if row["evidence"]))
    return Message(f"{found.zh}（{papers or '未写依据材料'}）", f"{found.en} ({papers or 'no paper is named'})")


def _missing(item: Item) -> Message:
    return Message(f"缺少“县域项目”表中 {item.id} 的数据", f"the fact {item.id} of the county items is missing")


def _by_schools(item: Item, area: str, year: int, units: nw.DataFrame[Any]) -> ItemVerdict:
    indicator = catalogue()[str(item.indicator)]
    limits: dict[StageName, Limit] = {stage: limit for stage, limit in item.limits.items() if stage != "all"}
    needed = ("status", "area", "year", "stage", "name", f"{indicator.id}:n", f"{indicator.id}:d")
    own = counted_units(units.select(*needed)).filter((nw.col("area") == area) & (nw.col("year") == year))
    tested = own.with_columns(holds(indicator, limits).alias("held")).filter(nw.col("stage").is_in(list(limits)))
    held = tested["held"].to_list()
    failing = [name for name, passed in zip(tested["name"].to_list(), held, strict=True) if passed is False]
    if failing:
        names = "、".join(dict.fromkeys(failing))
        return ItemVerdict(item, Verdict.FAIL, Message(f"不达标：{names}", f"not held by: {names}"))
    if not held or None in held:
        number = held.count(None)
        return ItemVerdict(item, Verdict.CANNOT_TELL, Message(f"{number} 个学段缺少数据", f"facts of {number} school stages are missing"))
    return ItemVerdict(item, Verdict.PASS, Message(f"{len(held)} 个学段全部达标", f"held by all {len(held)} school stages"))
