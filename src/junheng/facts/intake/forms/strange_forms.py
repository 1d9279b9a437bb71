"""Forms of a school of which the file holds no basic facts while it holds those of others: pasted in from another school's workbook."""

from __future__ import annotations

from collections.abc import Iterable

from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain
from junheng.terms import Finding, Message, Severity

_LINES_ABOVE = 6  # of a head, in which the school is named


class AtHome:
    """The schools whose basic facts (学校基本情况) a file holds, by code and name."""

    def __init__(self, schools: Iterable[tuple[str | None, str | None]]) -> None:
        known = list(schools)
        self._codes = {code for code, _ in known if code}
        self._names = {plain(name) for _, name in known if name}
        self._told: dict[tuple[str | None, str | None], bool] = {}

    def is_strange(self, code: str | None, name: str | None) -> bool:
        """A name may leave out the county, or have the branch behind it."""
        if (code, name) not in self._told:
            self._told[code, name] = bool(self._names) and self._is_none_of_them(code, plain(name or ""))
        return self._told[code, name]

    def _is_none_of_them(self, code: str | None, name: str) -> bool:
        if code in self._codes:
            return False
        return bool(name) and not any(name in other or other in name for other in self._names)


def strange_form(sheet: Sheet, head_row: int, title: str, code: str | None, name: str | None) -> Finding:
    """At the cell over the head that names the other school."""
    rows = range(max(0, head_row - _LINES_ABOVE), head_row)
    called = [plain(each) for each in (code, name) if each]
    named = [(row, at) for row in rows for at, cell in enumerate(sheet.rows[row]) if any(each in plain(cell) for each in called)]
    place = sheet.place(*named[-1]) if named else sheet.place(head_row)
    return Finding(
        Severity.WARNING, "school-disagrees",
        Message(
            f"《{title}》写的是“{name}”，而这个文件里只有别的学校的基本情况；已按“{name}”读取，请看是否误放了另一所学校的表",
            f"{title} names {name}, while this file holds the basic facts of other schools only: it was read as {name}'s. See whether another school's form was put here",
        ),
        sheet.file, sheet.name, place, name or code or "",
    )
