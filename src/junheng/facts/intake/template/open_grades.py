"""Grades left blank in the template that other schools fill, where the others of the line make less than its pupils: nobody knows them, and nothing else would say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from junheng.facts.delivery import Value
from junheng.facts.intake.values.cells import is_missing
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Finding, Message, Severity, Stage

_YEARS = {Stage.PRIMARY.value: 6, Stage.JUNIOR.value: 3, Stage.SENIOR.value: 3}


def open_grades(sheet: Sheet, rows: Sequence[int], columns: Mapping[str, Sequence[Value]], places: Mapping[str, int]) -> Iterator[Finding]:
    """Once for a sheet, as of a list (`blank-unknown`)."""
    if not {"stage", "pupils", *PUPILS_BY_GRADE} <= columns.keys():
        return
    asked = {(stage, name) for name in PUPILS_BY_GRADE for stage, value in zip(columns["stage"], columns[name], strict=True) if value}  # what nobody has is not
    found = list[tuple[int, int]]()
    left: int | None = None
    for at, (row, stage, pupils) in enumerate(zip(rows, columns["stage"], columns["pupils"], strict=True)):
        own = {name: columns[name][at] for name in PUPILS_BY_GRADE[: _YEARS.get(str(stage), 0)]}
        filled = [value for value in own.values() if isinstance(value, int)]
        blank = [places[name] for name, value in own.items() if value is None and (stage, name) in asked]
        if blank and filled and isinstance(pupils, int) and sum(filled) < pupils and all(is_missing(sheet.cell(row, place)) for place in blank):
            left = pupils - sum(filled) if left is None else left
            found += ((row, place) for place in blank)
    if found and left is not None:
        yield _told(sheet, found, left)


def _told(sheet: Sheet, found: Sequence[tuple[int, int]], left: int) -> Finding:
    first, *others = (sheet.at(row, place) for row, place in found)
    return Finding(
        Severity.WARNING, "blank-unknown",
        Message(
            f"各年级在校生数有 {len(found)} 格空着，同行已填各年级之和不到在校生数（{first[2]} 一行少 {left}），不知道是多少，按缺失处理；请补填，没有的填 0",
            f"{len(found)} cells of pupils by grade are blank where the other grades of the line make less than its pupils (by {left} at {first[2]}): "
            "nobody knows them, and they stay missing. Fill them in, with 0 where there are none",
        ),
        *first, against=tuple(others),
    )
