"""Columns that were read as a fact though their words may mean something else: not where another column of the delivery says the fact."""

from __future__ import annotations

from dataclasses import replace

from junheng.facts.delivery import Delivery
from junheng.terms import Finding, Message, Severity

ASSUMED = "column-assumed"
_Place = tuple[str, str, str]  # file, sheet, column


def drop_assumed(delivery: Delivery) -> None:
    """教师数 is no second figure beside the 专任教师 of another sheet: whoever keeps both may mean the staff."""
    assumed = {place: finding for finding in delivery.findings if finding.rule == ASSUMED for place in _places(finding)}
    if not assumed:
        return
    told = {fact for block in delivery.blocks for fact, at in block.letters.items() if fact in block.columns and (block.file, block.sheet, at) not in assumed}
    dropped = set[int]()
    for number, block in enumerate(delivery.blocks):
        again = {fact for fact, at in block.letters.items() if fact in told and (block.file, block.sheet, at) in assumed}
        if again:
            dropped |= {id(assumed[block.file, block.sheet, block.letters[fact]]) for fact in again}
            delivery.blocks[number] = replace(block, columns={name: values for name, values in block.columns.items() if name not in again})
    delivery.findings[:] = [_not_used(finding) if id(finding) in dropped else finding for finding in delivery.findings]


def _places(finding: Finding) -> list[_Place]:
    """Its columns."""
    return [(file, sheet, cell.rstrip("0123456789")) for file, sheet, cell in (finding.place, *finding.against)]


def _not_used(finding: Finding) -> Finding:
    return replace(
        finding, severity=Severity.INFO, rule="column-aside",
        message=Message(
            f"“{finding.found}”不一定就是“{finding.allowed}”，另一张表有“{finding.allowed}”，这一列未采用",
            f"`{finding.found}` need not be `{finding.allowed}`, which another sheet gives: this column was not used",
        ),
    )
