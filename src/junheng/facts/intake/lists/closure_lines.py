"""What a line of the list of closures says besides the facts: the kind of change, the successor's code, the date of approval."""

from __future__ import annotations

from junheng.facts.delivery import ClosureSaid
from junheng.facts.intake.heads.columns import Assigned
from junheng.facts.intake.lists.reading import Reading, column_of
from junheng.facts.intake.values import cells
from junheng.facts.intake.values.text import plain, shown, words

_CLOSED = ("撤销", "停办", "关闭")  # and nobody is said to take the pupils in


def closure_lines(reading: Reading, assigned: list[Assigned]) -> None:
    """Kept with their cells until every list of the delivery is read, since the successor stands in another."""
    wanted, columns = reading.source.keep_rows, {each.parts[-1]: each.column for each in reading.head.columns}
    if not wanted or not wanted.codes:
        return
    places = {fact: column_of(assigned, fact) for fact in ("closed", "successor")}
    places |= {name: _column(columns, heads) for name, heads in (("code", wanted.codes), ("date", wanted.dates), ("kind", wanted.heads))}
    for row in reading.rows:
        said = {name: reading.sheet.cell(row, place) if place is not None else "" for name, place in places.items()}
        at = {name: reading.sheet.place(row, place) for name, place in places.items() if place is not None}
        since, code = cells.year(said["closed"]).value, cells.code(said["code"]).value
        date = cells.year(said["date"]).value
        reading.delivery.closures.append(ClosureSaid(
            reading.sheet.file, reading.sheet.name, at, since if isinstance(since, int) else None, shown(said["successor"]), str(code or ""),
            date if isinstance(date, int) else None, shown(said["date"]), shown(said["kind"]), plain(said["kind"]) in set(map(plain, _CLOSED)),
        ))


def _column(columns: dict[str, int], heads: tuple[str, ...]) -> int | None:
    return next((columns[word] for head in heads if (word := words(head)) in columns), None)
