"""A blank or a dash in place of a figure of a form: none where the other parts make the whole; any other dash is told, since whoever wrote it may have meant 0 or not counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from junheng.facts.intake.forms.form_found import Found
from junheng.facts.intake.forms.form_sums import FormSums
from junheng.facts.intake.values.cells import is_dash, is_missing
from junheng.facts.intake.values.figures import figure, is_odd
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Finding, Message, Place, SchoolKind, Severity, Stage

Key = tuple[str, str, Stage | None]
_Cell = tuple[int, int]  # row, column
Wholes = dict[Key, list[tuple[_Cell, _Cell, tuple[_Cell, ...]]]]
MAY_BE_NONE = {"teachers_pe", "teachers_arts", "arts_course", "music", "fine_arts", "indoor_sports_area"}  # of which a school may have none; it has classrooms
_SLACK = 1e-6


def wholes_of(cells: Mapping[Key, _Cell], sums: FormSums) -> Wholes:
    """Of each fact that may be none its cell, and wherever it is one of all parts of a whole: that whole and the other parts."""
    found: Wholes = {}
    for key, own in cells.items():
        if key[1] in MAY_BE_NONE or key[1] in PUPILS_BY_GRADE:
            found.setdefault(key, []).extend((own, whole, tuple(part for part in parts if part != own)) for whole, parts in sums.complete_with(own))
    return found


def settle_by_sums(found: Found, wholes_of_facts: Wholes, blank: Sequence[Key], unusable: Collection[Key]) -> int:
    """Puts 0 where the other parts already make the whole; returns how many cells. Of grades only a dash is read: a teaching point leaves those blank that it does not have."""
    settled: set[_Cell] = set()
    for key in blank:
        if key in wholes_of_facts and key not in unusable:
            cell = next((own for own, whole, parts in wholes_of_facts[key] if _is_none(found, own, whole, parts, key[1])), None)
            if cell:
                found.facts[key] = [0], found.facts[key][1]
                settled.add(cell)
    return len(settled)


def _is_none(found: Found, own: _Cell, whole: _Cell, parts: tuple[_Cell, ...], fact: str) -> bool:
    cell = found.sheet.cell(*own)
    if not (is_dash(cell) if fact in PUPILS_BY_GRADE else is_missing(cell)):
        return False
    others, total = [found.sheet.cell(*part) for part in parts], figure(found.sheet.cell(*whole))
    return bool(total) and not any(map(is_odd, others)) and abs(sum(figure(each) or 0 for each in others) - (total or 0)) <= _SLACK


def dashes_in(found: Found, cells: Mapping[Key, _Cell], blank: Sequence[Key]) -> list[tuple[Key, _Cell, str]]:
    """The cells of a form that hold a dash in place of a fact, before its parts are added up, each with its address."""
    facts, rows = found.facts, found.sheet.rows
    return [(key, cells[key], facts[key][1]) for key in blank if facts[key][0][0] is None and len(line := rows[cells[key][0]]) > cells[key][1] and line[cells[key][1]] != "" and is_dash(line[cells[key][1]])]


def dashes_unknown(found: Found, kind: SchoolKind | None, told: Collection[Place]) -> Iterator[Finding]:
    """Those for which a fact lacks, of stages that the school has. told: cells that are told by themselves."""
    lost = {address for values, letters in found.facts.values() if values == [None] for address in letters.split("+")}
    said = set[_Cell]()
    for (_, _, stage), cell, address in found.dashes:
        is_taught = kind is None or stage in (None, Stage.WHOLE, *kind.stages)
        if address in lost and is_taught and cell not in said and found.sheet.at(*cell) not in told:
            said.add(cell)
            yield _unknown(found, cell)


def _unknown(found: Found, cell: _Cell) -> Finding:
    mark, label = shown(found.sheet.cell(*cell)), shown(next(filter(plain, found.sheet.rows[cell[0]]), "")).lstrip("　 #＃")
    heads = [each for each in found.table.grid.columns if each.column == cell[1]]
    of = f"{label} {heads[0].shown}" if heads and len(found.table.grid.columns) > _FEW_COLUMNS else label
    return Finding(
        Severity.INFO, "dash-unknown",
        Message(
            f"《{found.table.called}》应填数的“{of}”填的是“-”“/”一类的记号，不知是没有还是没有统计，按缺失处理；没有的请填 0",
            f"`{of}` of {found.table.called} should hold a figure and holds a mark like - or /: none, or not counted? It is missing; write 0 where there is none",
        ),
        *found.sheet.at(*cell), mark,
    )


_FEW_COLUMNS = 3  # 代码, 计量单位, 数量: the row says all
