"""What stands below a list, after a blank line or under a head of its own, and is no part of it: a summary by township, amounts by project, closures, signatures. Its lines are no schools."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.match import Matcher
from junheng.facts.intake.heads.rows import SCHOOLS_NAME, is_note_or_total
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import is_filled, plain, shown
from junheng.terms import Finding, Message, Severity

_FEWEST, _NEARLY_ALL = 3, 0.9  # lines that tell what a column holds, and the share of them
_LOOKED_AT = 100  # lines that tell what the columns hold
_HEAD_OF_SCHOOLS = re.compile(r".{0,3}(?:学校|校名)")  # 撤并学校, 并入学校: no school's own name
_FIGURE = re.compile(r"[\d.,，]+(?:人|个|间|册|台|套|元|万元|亩|平方米|㎡)?")


@dataclass(frozen=True)
class _Shape:
    """What the columns of a list hold."""

    name: int
    code: int | None  # where the codes have nearly all as many digits
    digits: int
    are_named: bool  # as schools are
    figures: tuple[int, ...]

    def is_school(self, cells: Sequence[Cell], below_head: bool) -> bool:
        """Whether more of a line is as in the list than is not. Below a head of its own it needs the name of a school, or a code."""
        name, code = _at(cells, self.name), _at(cells, self.code)
        fits = [_names_school(name), self.code is not None and len(plain(code)) == self.digits and is_number(code)]
        if below_head and not any(fits):
            return False
        figures = [cell for column in self.figures if any(map(str.isalnum, plain(cell := _at(cells, column))))]
        good = sum(fits) + sum(map(_is_figure, figures))
        bad = sum(2 if _names_school(cell) else 1 for cell in figures if not _is_figure(cell))
        bad += (plain(code) != "" and self.code is not None and not fits[1]) + is_number(name) + plain(name).endswith(":")
        return not bad or good > bad

    def is_head(self, cells: Sequence[Cell]) -> bool:
        """Texts alone, some where figures or names of schools stand, and no school among them."""
        texts, told = [plain(cell) for cell in cells if plain(cell)], plain(_at(cells, self.name))
        is_apart = any(plain(_at(cells, column)) for column in self.figures) or (told and self.are_named and not _names_school(told))
        return len(texts) > 1 and bool(is_apart) and not any(any(map(str.isdigit, text)) or _names_school(text) or text.endswith(":") for text in texts)


def without_tables_below(sheet: Sheet, head: Head, matcher: Matcher) -> tuple[Sheet, list[Finding]]:
    """The sheet without them, and what is to be said. What may be a school stays."""
    found, read, shape, told_by = list[range](), list[int](), None, 0
    for run in _runs(sheet, head.last + 1) if sheet.may_be_typed else ():
        if len(read) >= 2 * told_by and told_by < _LOOKED_AT:
            shape, told_by = _shape(sheet, head, read, matcher), len(read)
        is_next = bool(found) and not any(map(is_filled, sheet.rows[found[-1].stop : run.start]))
        first = _first_apart(sheet, run, shape, is_next) if shape else None
        found += [] if first is None else [range(first, run.stop)]
        read += run if first is None else ()
    if not found:
        return sheet, []
    out = {row for rows in found for row in rows}
    rows = [[] if row in out else cells for row, cells in enumerate(sheet.rows)]
    return replace(sheet, rows=rows, merged=[each for each in sheet.merged if each[0] not in out]), [_left_out(sheet, each) for each in found]


def _runs(sheet: Sheet, first: int) -> list[range]:
    """The lines between blank ones, cut where one may be a head or a signature; none where there is but one such run."""
    starts, blank, was_begun = [first], set[int](), False
    for row in range(first, len(sheet.rows)):
        cells = sheet.rows[row]
        if not is_filled(cells):
            blank.add(row)
        begins = _may_begin(cells)
        if row - 1 in blank or (begins and not was_begun):
            starts.append(row)
        was_begun = begins
    ends = [*starts[1:], len(sheet.rows)]
    runs = [[row for row in range(start, end) if row not in blank] for start, end in zip(starts, ends, strict=True)]
    found = [range(run[0], run[-1] + 1) for run in runs if run]
    return found if len(found) > 1 else []


def _may_begin(cells: Sequence[Cell]) -> bool:
    """Two texts and more without a figure, or a label: 制表：."""
    if any(type(cell) in (int, float) for cell in cells):
        return False
    texts = [text for cell in cells if (text := plain(cell))]
    return len(texts) > 1 and (texts[0].endswith(":") or not any(any(map(str.isdigit, text)) for text in texts))


def _shape(sheet: Sheet, head: Head, rows: Sequence[int], matcher: Matcher) -> _Shape | None:
    """None where neither names nor codes tell the schools."""
    facts = {match.column.fact: each.column for each in reversed(head.columns) if (match := matcher.match(each)) and match.column and match.column.table == "schools"}
    name = facts.get("name")
    schools = [sheet.rows[row] for row in rows if name is not None and plain(_at(sheet.rows[row], name)) and not is_number(_at(sheet.rows[row], name))]
    if name is None or len(schools) < _FEWEST:
        return None
    fewest = _NEARLY_ALL * len(schools)
    are_named = sum(_names_school(_at(cells, name)) for cells in schools) >= fewest
    code = facts.get("school")
    lengths = [len(plain(_at(cells, code))) for cells in schools if is_number(_at(cells, code))]
    digits = max(set(lengths), key=lengths.count) if lengths and lengths.count(max(set(lengths), key=lengths.count)) >= fewest else 0
    columns = [each.column for each in head.columns if each.column not in (name, code)]
    figures = tuple(column for column in columns if _holds_figures([_at(cells, column) for cells in schools]))
    return _Shape(name, code if digits else None, digits, are_named, figures) if are_named or digits else None


def _holds_figures(cells: Sequence[Cell]) -> bool:
    given = [cell for cell in cells if any(map(str.isalnum, plain(cell)))]
    return len(given) >= _FEWEST and sum(map(_is_figure, given)) >= _NEARLY_ALL * len(given)


def _first_apart(sheet: Sheet, run: range, shape: _Shape, is_next: bool) -> int | None:
    """The first line of a table that is none of the list. None where a line may be a school. is_next: right below another such table, whose head it may share."""
    first, below_head, schools = None, is_next, False
    for row in run:
        filled = [cell for cell in sheet.rows[row] if plain(cell)]
        if len(filled) == 1 or (is_note_or_total(filled[0]) and not (_is_labelled(filled) and any(map(is_number, filled)))):
            continue  # a note or a total, as it is told everywhere
        is_head = shape.is_head(sheet.rows[row])
        if not is_head and shape.is_school(sheet.rows[row], below_head):
            return None
        below_head |= is_head
        schools |= any(map(_names_school, filled))
        first = row if first is None else first
    is_apart = below_head or not schools
    is_alone = len(run) == 1 and not is_next and run[0] > 0 and is_filled(sheet.rows[run[0] - 1]) and not _is_labelled(sheet.rows[run[0]])  # a school without figures may be called anything
    return first if is_apart and not is_alone else None


def _left_out(sheet: Sheet, rows: range) -> Finding:
    tells = any(is_number(cell) or _names_school(cell) for row in rows for cell in sheet.rows[row] if not _is_labelled(sheet.rows[row]))
    last = sheet.place(rows[-1])
    return Finding(
        Severity.WARNING if tells else Severity.INFO, "table-below",
        Message(
            f"名单下方的这些行（至第 {last} 行）与名单的列对不上（汇总、项目、撤并或签名行？），不作为学校，未采用；若有学校，请按名单的列填写",
            f"these lines below the list (to row {last}) are not laid out as the list is (a summary, projects, closures, signatures?): "
            "not taken for schools and not used. If there are schools among them, write them as in the list",
        ),
        sheet.file, sheet.name, sheet.place(rows[0]), next(shown(cell) for cell in sheet.rows[rows[0]] if plain(cell)),
    )


def _is_labelled(cells: Sequence[Cell]) -> bool:
    """联系电话：12345 is no figure of a table."""
    return plain(next(cell for cell in cells if plain(cell))).endswith(":")


def _names_school(cell: Cell) -> bool:
    return not is_number(cell) and SCHOOLS_NAME.fullmatch(plain(cell)) is not None and not _HEAD_OF_SCHOOLS.fullmatch(plain(cell))


def _is_figure(cell: Cell) -> bool:
    return is_number(cell) or _FIGURE.fullmatch(plain(cell)) is not None


def _at(cells: Sequence[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None and column < len(cells) else ""
