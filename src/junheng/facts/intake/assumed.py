"""Columns that were read as a fact though their words may mean something else: not where another column of the delivery says the fact."""

from __future__ import annotations

from dataclasses import replace

from junheng.facts.delivery import Block, Delivery
from junheng.facts.intake.columns import ASSUMED
from junheng.terms import Finding, Message, Severity


def drop_assumed(delivery: Delivery) -> None:
    """教师数 is no second figure beside the 专任教师 of another sheet: whoever keeps both may mean the staff."""
    for place, finding in enumerate(delivery.findings):
        if finding.rule != ASSUMED:
            continue
        columns = _columns(finding)
        own = [(block, fact) for block in delivery.blocks if (block.file, block.sheet) == (finding.file, finding.sheet) for fact, at in block.letters.items() if at in columns and fact in block.columns]
        told = {(block.file, block.sheet, block.letters.get(fact)) for block, fact in own}
        facts = {fact for _, fact in own}
        if any(fact in block.columns and (block.file, block.sheet, block.letters.get(fact)) not in told and not _is_assumed(block, fact, delivery) for block in delivery.blocks for fact in facts):
            delivery.blocks[:] = [_without(block, facts) if (block.file, block.sheet) == (finding.file, finding.sheet) else block for block in delivery.blocks]
            delivery.findings[place] = _not_used(finding)


def _is_assumed(block: Block, fact: str, delivery: Delivery) -> bool:
    at = block.letters.get(fact)
    return any(each.rule == ASSUMED and (each.file, each.sheet) == (block.file, block.sheet) and at in _columns(each) for each in delivery.findings)


def _columns(finding: Finding) -> set[str]:
    return {cell.rstrip("0123456789") for _, _, cell in (finding.place, *finding.against)}


def _without(block: Block, facts: set[str]) -> Block:
    return replace(block, columns={name: values for name, values in block.columns.items() if name not in facts or block.table != "school_years"})


def _not_used(finding: Finding) -> Finding:
    return replace(
        finding, severity=Severity.INFO, rule="column-aside",
        message=Message(
            f"“{finding.found}”不一定就是“{finding.allowed}”，另一张表有“{finding.allowed}”，这一列未采用",
            f"`{finding.found}` need not be `{finding.allowed}`, which another sheet gives: this column was not used",
        ),
    )
