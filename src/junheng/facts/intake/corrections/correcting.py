"""A file of corrections held against one delivery: by cell before the sheets are read, by key once schools are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from junheng.facts.delivery import Delivery
from junheng.facts.intake.corrections.correct_cells import CellCorrections
from junheng.facts.intake.corrections.correct_facts import correct_facts
from junheng.facts.intake.corrections.entries import read_corrections
from junheng.facts.intake.values.sheet import Sheet


class Correcting:
    def __init__(self, path: Path, delivery: Delivery) -> None:
        rows = read_corrections(path, delivery.findings)
        self._cells = CellCorrections([row for row in rows if row.by_cell])
        self._facts = [row for row in rows if not row.by_cell]

    def sheets(self, sheets: Sequence[Sheet], label: str, names: Iterable[str], delivery: Delivery) -> None:
        """label: how findings name the file; names: what else a clerk may call it."""
        self._cells.apply(sheets, label, names, delivery)

    def facts(self, delivery: Delivery) -> None:
        self._cells.report_rest(delivery.findings)
        correct_facts(self._facts, delivery)
