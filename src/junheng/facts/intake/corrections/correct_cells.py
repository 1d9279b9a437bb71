"""Corrections by cell: put into the sheet before it is read, so that the new value is read like any other of its column."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from junheng.facts.delivery import Delivery
from junheng.facts.intake.corrections.entries import CELL, Row, applied, key_of, stale
from junheng.facts.intake.values.sheet import Sheet, number_of
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Severity


class CellCorrections:
    """The corrections by cell of one delivery; what no file took up is reported at the end."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = list(rows)
        self._sheets: dict[str, set[str]] = {}  # of each file
        self._file_of: dict[int, str] = {}  # of a correction whose file is there
        self._done: set[int] = set()

    def apply(self, sheets: Sequence[Sheet], label: str, names: Iterable[str], delivery: Delivery) -> None:
        """label: how findings name the file; names: what else a clerk may call it."""
        known = {plain(each) for each in (label, *names)}
        self._sheets[label] = {sheet.name for sheet in sheets}
        for index, row in enumerate(self._rows):
            if plain(row["file"]) in known:
                self._file_of[index] = label
                self._sheet_of(index, row, sheets, label, delivery)

    def _sheet_of(self, index: int, row: Row, sheets: Sequence[Sheet], label: str, delivery: Delivery) -> None:
        found = [sheet for sheet in sheets if plain(sheet.name) == plain(row["sheet"])] or (
            list(sheets) if len(sheets) == 1 and not row["sheet"] else []
        )
        if found:
            self._done.add(index)
            _correct(row, found[0], label, delivery)

    def report_rest(self, findings: list[Finding]) -> None:
        for index, row in enumerate(self._rows):
            if index not in self._done:
                findings.append(self._unknown(row, self._file_of.get(index)))

    def _unknown(self, row: Row, label: str | None) -> Finding:
        if label is None:
            near = _near(row["file"], self._sheets)
            if not row["file"]:
                return row.finding(
                    "correction-unknown", Severity.ERROR, f"文件不止一个，更正没有写明是哪一个，未采用；有：{near}",
                    f"there is more than one file, and the correction does not say which; it was not used. There are: {near}", "", near,
                )
            return row.finding(
                "correction-unknown", Severity.ERROR, f"没有文件“{row['file']}”，更正未采用；相近的有：{near}",
                f"there is no file {row['file']}, and the correction was not used; the nearest are: {near}", row["file"], near,
            )
        near = _near(row["sheet"], self._sheets[label])
        return row.finding(
            "correction-unknown", Severity.ERROR, f"“{label}”中没有可用的工作表“{row['sheet']}”，更正未采用；有：{near}",
            f"{label} has no sheet {row['sheet']} that is read, and the correction was not used; it has: {near}", row["sheet"], near,
        )


def _near(said: str, names: Iterable[str]) -> str:
    every = sorted(names)
    return "、".join(difflib.get_close_matches(said, every, n=3, cutoff=0.3) or every[:3])


def _correct(row: Row, sheet: Sheet, label: str, delivery: Delivery) -> None:
    address = CELL.fullmatch(plain(row["cell"]).upper().replace("$", ""))
    place = (int(address.group(2)) - 1, number_of(address.group(1))) if address else None
    width = max(map(len, sheet.rows), default=0)
    if place is None or place[0] >= len(sheet.rows) or place[1] >= width:
        last = sheet.place(max(len(sheet.rows), 1) - 1, max(width, 1) - 1)
        delivery.findings.append(row.finding(
            "correction-unknown", Severity.ERROR, f"表中没有单元格“{row['cell']}”（表到 {last} 为止），更正未采用",
            f"there is no cell {row['cell']} (the sheet ends at {last}); the correction was not used", row["cell"], f"A1:{last}",
        ))
        return
    cells = sheet.rows[place[0]]
    if sheet.rows[place[0]] == [] or place[1] >= len(cells):
        cells = sheet.rows[place[0]] = [*cells, *[""] * (place[1] + 1 - len(cells))]  # blank rows may be one list
    held = cells[place[1]]
    if key_of(held) != key_of(row["old"]):
        delivery.findings.append(stale(row, f"{label} {sheet.name} {sheet.place(*place)}".replace("  ", " "), shown(held)))
        return
    cells[place[1]] = row["new"]
    sheet.changed()
    correction = row.at(label, sheet.name, sheet.place(*place), shown(held))
    delivery.corrections.append(correction)
    delivery.findings.append(applied(correction))
