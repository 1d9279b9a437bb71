"""Reads the shipped indicator files. One file, one list; the id of an indicator is unique over all of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from junheng.rules.indicators.definition import Indicator, IndicatorFile
from junheng.terms.content import parse

FOLDER = Path(__file__).parent


@cache
def catalogue() -> dict[str, Indicator]:
    """Every shipped indicator by its id."""
    found: dict[str, Indicator] = {}
    for path in sorted(FOLDER.rglob("*.yaml")):
        content = parse(path.read_text("utf-8"), path.relative_to(FOLDER).as_posix(), IndicatorFile)
        for indicator in content.indicators:
            assert indicator.id not in found, f"{indicator.id} stands in two files"
            found[indicator.id] = indicator
    return found
