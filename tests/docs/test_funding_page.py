"""The page on the funding tests lists every rule and every item as the content has them."""

from __future__ import annotations

from pathlib import Path

from junheng.rules.funding import Formula, FundingRule, load_funding
from junheng.terms import FundItem

PAGE = (Path(__file__).parents[2] / "docs/funding.md").read_text("utf-8")
CONTENT = load_funding().content
WHEN = {"always": "always", "where_reported": "where reported", "schools_reporting": "of schools that report it"}


def row(rule: FundingRule) -> str:
    limit = f" {rule.limit.symbol} {rule.limit.value}" if rule.limit else ""
    mark = "" if rule.cite.confidence.verified else "▲ "
    source = f"{CONTENT.documents[rule.cite.of].number} {rule.cite.clause.zh}; {mark}{rule.cite.confidence.label.en} {rule.cite.confidence.label.zh}"
    of, items = {"county": "county", "school": "each school"}[rule.scope], ", ".join(f"`{item}`" for item in rule.items)
    return f"| `{rule.id}` | {rule.title.en} / {rule.title.zh} | `{rule.formula}`{limit} | {of} | {items} | {source} | {WHEN[rule.asked]} |"


def between(name: str) -> list[str]:
    return PAGE.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip().splitlines()[2:]


def test_every_rule_stands_in_the_table_as_it_is() -> None:
    assert between("rules") == [row(rule) for rule in CONTENT.rules]


def test_every_item_stands_in_the_table() -> None:
    assert [(cells[1], cells[2], cells[3]) for cells in (line.split(" | ") for line in (f"- | {line[2:]}" for line in between("items")))] == [
        (f"`{item}`", item.label.zh, item.label.en) for item in FundItem
    ]


def test_every_formula_is_told() -> None:
    assert [formula for formula in Formula if f"`{formula}`" not in PAGE.split("<!-- rules -->")[0]] == []
