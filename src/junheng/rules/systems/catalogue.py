"""Reads the catalogue of systems."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from junheng.rules.systems.system import Group, System, SystemFile
from junheng.terms.content import parse

FILE = Path(__file__).with_name("catalogue.yaml")


@cache
def groups() -> tuple[Group, ...]:
    return parse(FILE.read_text("utf-8"), FILE.name, SystemFile).groups


@cache
def systems() -> dict[str, System]:
    """Every system by its id, in the order of the catalogue."""
    found = [system for group in groups() for system in group.systems]
    twice = {each.id for each in found if [one.id for one in found].count(each.id) > 1}
    assert not twice, f"ids that stand twice: {', '.join(sorted(twice))}"
    return {each.id: each for each in found}
