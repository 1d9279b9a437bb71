"""Names that leave out the county, 第一小学 for 甲县第一小学: the parents and successors that a list names so, in full."""

from __future__ import annotations

import polars as pl

from junheng.facts.delivery import Block, Delivery
from junheng.terms import Finding, Message, Severity

_OTHERS = ("parent", "successor")  # facts that name another school


def others_in_full(delivery: Delivery) -> None:
    """Where the county's name before it makes it the name of a school of the delivery, and nothing else is called so."""
    asked = [index for index, block in enumerate(delivery.blocks) if block.table == "schools" and any(name in block.columns for name in _OTHERS)]
    if not asked:
        return
    names = {str(name) for block in delivery.blocks if block.table == "schools" and "name" in block.columns for name in block.columns["name"] if name}
    for index in asked:
        block = delivery.blocks[index]
        for fact in _OTHERS:
            block = _in_full(block, fact, names, delivery) if fact in block.columns else block
        delivery.blocks[index] = block


def _in_full(block: Block, fact: str, names: set[str], delivery: Delivery) -> Block:
    said, areas = list(block.columns[fact]), list(block.columns.get("area", ()))
    full = {
        place: f"{area}{name}" for place, (name, area) in enumerate(zip(said, areas, strict=False))
        if name and area and name not in names and f"{area}{name}" in names
    }
    if not full:
        return block
    place, name = next(iter(full.items()))
    delivery.findings.append(shortened(block.file, block.sheet, _cell(block, fact, place), str(said[place]), name))
    told = [full.get(place, name) for place, name in enumerate(said)]
    return block._replace(columns={**block.columns, fact: pl.Series(told, dtype=pl.String)})


def _cell(block: Block, fact: str, place: int) -> str:
    letters = block.letters.get(fact, "")
    return letters if block.is_form else f"{letters}{block.rows[place]}"


def shortened(file: str, sheet: str, cell: str, name: str, full: str) -> Finding:
    return Finding(
        Severity.INFO, "name-shortened",
        Message(
            f"校名省去了县名（如“{name}”），按全称“{full}”对应；若是另一所学校，请写明标识码",
            f"names leave out the county ({name!r}): they were taken for the full names ({full}). Write the code of a school that is another one",
        ),
        file, sheet, cell, name, full,
    )
