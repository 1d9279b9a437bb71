"""The page on checks lists every rule as the catalogue has it, and every kind of defect of the benchmark."""

from __future__ import annotations

from pathlib import Path

from junheng.cli.benches.defects import KINDS
from junheng.facts.checks import Rule, catalogue

PAGE = (Path(__file__).parents[2] / "docs/checks.md").read_text("utf-8")


def row(rule: Rule) -> str:
    columns = " ".join(f"`{each}`" for each in rule.read)
    may = "yes" if rule.explainable else "no"
    return f"| {rule.number} | {rule.severity} | {rule.text.en} / {rule.text.zh} | {rule.check} | {columns} | {may} |"


def test_every_rule_stands_in_the_table_as_it_is() -> None:
    missing = [row(each) for each in catalogue().values() if row(each) not in PAGE.splitlines()]
    assert missing == [], "\n".join(missing)
    listed = [line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if line.endswith((" yes |", " no |"))]
    assert listed == list(catalogue())


def test_every_kind_of_defect_is_listed_and_there_are_at_least_forty() -> None:
    assert [each.name for each in KINDS if f"`{each.name}`" not in PAGE] == []
    assert len([each for each in KINDS if not each.plausible]) >= 40
