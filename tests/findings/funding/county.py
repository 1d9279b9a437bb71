"""A county's funds as a test writes them: yuan, pupils, one row each; no file is read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.store.facts import facts_of
from junheng.findings.funding import Answer, Funding, Outcome, judge_funding
from junheng.rules.funding import load_funding
from junheng.terms import Verdict

AREA, FILE = "甲县", "经费.xlsx"
PASS, FAIL, UNTOLD = Verdict.PASS, Verdict.FAIL, Verdict.CANNOT_TELL
Row = dict[str, Value]


def money(item: str, year: int, yuan: int | str, stage: str | None = None, school: str | None = None, area: str = AREA) -> Row:
    return {"area": area, "year": year, "item": item, "stage": stage, "school": school, "amount": int(Decimal(yuan) * 10_000)}


def school(code: str, year: int, kind: str = "primary", location: str | None = "rural", **more: Value) -> Row:
    return {"school": code, "year": year, "name": f"{code}校", "area": AREA, "kind": kind, "ownership": "public", "location": location, **more}


def heads(code: str, year: int, pupils: int | None, stage: str = "primary", boarders: int | None = 0) -> Row:
    return {"school": code, "year": year, "stage": stage, "pupils": pupils, "boarders": boarders}


def funding(
    funds: Sequence[Row], schools: Sequence[Row] = (), stages: Sequence[Row] = (), year: int | None = None, **settings: str
) -> Funding:
    """settings: with `__` for the dots, e.g. pupils__spring_months="8"."""
    delivery = Delivery()
    for table, rows in (("funds", funds), ("schools", schools), ("school_years", stages)):
        if rows:
            delivery.blocks.append(_block(table, rows))
    rules = load_funding(settings={name.replace("__", "."): value for name, value in settings.items()})
    return judge_funding(facts_of(delivery), rules, year)


def _block(table: str, rows: Sequence[Row]) -> Block:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    letters = {name: chr(65 + place) for place, name in enumerate(names)}
    return Block(table, FILE, table, list(range(2, 2 + len(rows))), columns, letters)


def answer(found: Funding, rule: str, year: int) -> Answer:
    [told] = [each for part in found.years if part.year == year for each in part.answers if each.rule.id == rule]
    return told


def only(found: Funding, rule: str, year: int) -> Outcome:
    [outcome] = answer(found, rule, year).outcomes
    return outcome


def verdict(found: Funding, rule: str, year: int) -> Verdict | None:
    return answer(found, rule, year).verdict


def words(outcome: Outcome) -> str:
    return "；".join(each.zh for each in outcome.missing)
