"""Findings to marks: which cell of which sheet, what its note says, how grave it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from junheng.facts import told_first
from junheng.facts.intake.values.sheet import letter, number_of
from junheng.terms import Finding, Lang, Message, Severity, seen_from

Position = tuple[int, int]  # row and column from 0
MOST_IN_A_NOTE = 5  # findings; the list has them all
LONGEST = 500  # characters of one finding in a note
_PLACE = re.compile(r"([A-Z]{0,3})(\d{0,7})")
SEVERITY = {  # a sign and a word, so that nothing rests on the colour alone
    Severity.ERROR: Message("✗ 错误", "✗ error"), Severity.WARNING: Message("! 提醒", "! warning"), Severity.INFO: Message("i 说明", "i note"),
}


@dataclass(frozen=True)
class Entry:
    """A finding with its number in the list. points_to: its place, told at a cell with which it does not agree."""

    number: int
    finding: Finding
    points_to: str = ""

    @property
    def severity(self) -> Severity:
        return Severity.INFO if self.points_to else self.finding.severity

    def note(self, lang: Lang) -> str:
        if self.points_to:
            zh, en = f"第 {self.number} 条（{self.points_to}）与本格不符，也可能是本格填错", f"no. {self.number} ({self.points_to}) does not agree with this cell, which may be the wrong one"
            return f"【→ {self.number}】{Message(zh, en).to(lang)}"
        text = self.finding.message.to(lang)
        text = text if len(text) <= LONGEST else text[:LONGEST] + "…"
        return f"【{SEVERITY[self.finding.severity].to(lang)} {self.number}】{text}"


@dataclass
class SheetMarks:
    """What is marked on one sheet. A finding about a row or a column stands on its first filled cell."""

    cells: dict[Position, list[Entry]] = field(default_factory=dict)
    rows: dict[int, list[Entry]] = field(default_factory=dict)
    columns: dict[int, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry, cell: str) -> None:
        for row, column in places(cell):
            if row is not None and column is not None:
                self.cells.setdefault((row, column), []).append(entry)
            elif row is not None:
                self.rows.setdefault(row, []).append(entry)
            elif column is not None:
                self.columns.setdefault(column, []).append(entry)


def in_order(findings: Iterable[Finding]) -> list[Entry]:
    """The list's order, each numbered."""
    return [Entry(number, finding) for number, finding in enumerate(told_first.in_order(findings), start=1)]


def by_sheet(entries: Iterable[Entry], file: str) -> dict[str, SheetMarks]:
    """What is marked in one file: each finding at its cell, and at those against which it stands."""
    found: dict[str, SheetMarks] = {}
    for entry in entries:
        finding = entry.finding
        against = ((replace(entry, points_to=seen_from(place, finding.place)), place) for place in finding.against)
        for one, (of, sheet, cell) in ((entry, finding.place), *against):
            if of == file and cell:
                found.setdefault(sheet, SheetMarks()).add(one, cell)
    return found


def places(cell: str) -> list[tuple[int | None, int | None]]:
    """`B7`, `7` (a row), `B` (a column), `E6+F6` (two cells)."""
    found = []
    for part in cell.replace("$", "").split("+"):
        match = _PLACE.fullmatch(part.strip().upper())
        if match and any(match.groups()):
            letters, digits = match.groups()
            row, column = (int(digits) - 1 if digits else None), (number_of(letters) if letters else None)
            if (row is None or 0 <= row < 1_048_576) and (column is None or column < 16_384):
                found.append((row, column))
    return found


def address(cell: Position) -> str:
    return f"{letter(cell[1])}{cell[0] + 1}"


def gravest(entries: Iterable[Entry]) -> Severity:
    return min((entry.severity for entry in entries), key=list(Severity).index)


def note(entries: list[Entry], lang: Lang) -> str:
    """The text of a cell's note: the first findings, and how many more the list holds."""
    texts = [entry.note(lang) for entry in sorted(entries, key=lambda each: bool(each.points_to))[:MOST_IN_A_NOTE]]
    if len(entries) > MOST_IN_A_NOTE:
        more = len(entries) - MOST_IN_A_NOTE
        texts.append(Message(f"……另有 {more} 条，见最后的清单工作表", f"... and {more} more: see the list on the last sheet").to(lang))
    return "\n".join(texts)
