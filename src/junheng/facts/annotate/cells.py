"""The cells of a sheet's part: found by a parser, marked by changing one attribute of their tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from junheng.facts.annotate.marks import Entry, Position, SheetMarks, address, places
from junheng.facts.annotate.xml_edit import LINKS, Edit, prefix_of

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_STYLE = re.compile(rb"""(\ss\s*=\s*)(?:"[^"]*"|'[^']*')""")
# what may only stand behind the link to the notes' shapes
_BEHIND_NOTES = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "AlternateContent", "extLst"}
StyleOf = Callable[[int, list[Entry]], int]  # the style a cell has, and its findings -> the style it gets


_SHEET, _PART, _ROW, _CELL, _CONTENT = 1, 2, 3, 4, 5  # how deep each stands


@dataclass
class _Row:
    at: int
    end: int = 0  # of its closing tag
    style: int | None = None
    cells: list[tuple[int, int, int, bool]] = field(default_factory=list)  # column, where, style, is filled


@dataclass
class SheetScan:
    """What has to be known of a sheet to mark it: the wanted rows, the merged ranges, where the notes' link goes."""

    wanted: Collection[int]
    wanted_columns: Collection[int]
    old_styles: Collection[int] = ()  # of marks from an earlier time, to be taken away
    rows: dict[int, _Row] = field(default_factory=dict)
    first_in_column: dict[int, int] = field(default_factory=dict)  # column -> the first row in which it is filled
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    old_marks: list[tuple[int, int]] = field(default_factory=list)  # where, style
    notes_link: str = ""
    link_goes: int = 0

    def top_of(self, cell: Position) -> Position:
        """The cell that shows what stands in a merged range."""
        for r1, c1, r2, c2 in self.merged:
            if r1 <= cell[0] <= r2 and c1 <= cell[1] <= c2:
                return (r1, c1)
        return cell


class _Reader:
    """The parser's handlers, told apart by how deep they are called."""

    def __init__(self, scan: SheetScan) -> None:
        self.scan, self.depth, self.row, self.column = scan, 0, -1, -1
        self.open: _Row | None = None
        self.filled = False
        self.behind = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.depth += 1
        if self.depth == _CELL:
            if local == "c":
                self._cell(attributes)
        elif self.depth == _CONTENT:
            self.filled = self.filled or local in ("v", "is")
        elif self.depth == _ROW:
            self._in_part(local, attributes)
        elif self.depth == _PART:
            self._part(local, attributes)

    def _in_part(self, local: str, attributes: dict[str, str]) -> None:
        if local == "row":
            self._row(attributes)
        elif local == "mergeCell":
            self._merged(attributes.get("ref", ""))
        elif local == "col" and attributes.get("style"):
            first, last = (int(attributes.get(key, "0")) - 1 for key in ("min", "max"))
            self.scan.column_styles.append((first, last, int(attributes["style"])))

    def _part(self, local: str, attributes: dict[str, str]) -> None:
        if local == "legacyDrawing":
            self.scan.notes_link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        if local == "sheetData":
            self.behind = True
        elif self.behind and local in _BEHIND_NOTES and not self.scan.link_goes:
            self.scan.link_goes = self.parser.CurrentByteIndex

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 2)) - 1
        self.column = -1
        self.open = None
        if self.row in self.scan.wanted or len(self.scan.first_in_column) < len(self.scan.wanted_columns):
            style = int(attributes["s"]) if attributes.get("customFormat") in ("1", "true") and "s" in attributes else None
            self.open = _Row(self.parser.CurrentByteIndex, style=style)

    def _cell(self, attributes: dict[str, str]) -> None:
        found = places(attributes["r"]) if "r" in attributes else []
        self.column = found[0][1] if found and found[0][1] is not None else self.column + 1
        style = int(attributes.get("s", "0"))
        self.filled = False
        if style in self.scan.old_styles:
            self.scan.old_marks.append((self.parser.CurrentByteIndex, style))
        if self.open:
            self.open.cells.append((self.column, self.parser.CurrentByteIndex, style, False))

    def _merged(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        ends = [*places(first), *places(last or first)]
        if len(ends) == 2:
            (r1, c1), (r2, c2) = ends
            if r1 is not None and c1 is not None and r2 is not None and c2 is not None:
                self.scan.merged.append((r1, c1, r2, c2))

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if self.depth == _CELL and local == "c" and self.filled:
            if self.open:
                self.open.cells[-1] = (*self.open.cells[-1][:3], True)
            if self.column in self.scan.wanted_columns:
                self.scan.first_in_column.setdefault(self.column, self.row)
        elif self.depth == _ROW and local == "row" and self.open:
            self.open.end = self.parser.CurrentByteIndex
            if self.row in self.scan.wanted or self.row in self.scan.first_in_column.values():
                self.scan.rows[self.row] = self.open
            self.open = None
        elif self.depth == _SHEET and not self.scan.link_goes:
            self.scan.link_goes = self.parser.CurrentByteIndex
        self.depth -= 1


def scanned(xml: bytes, marks: SheetMarks, old_styles: Collection[int] = ()) -> SheetScan:
    rows = {row for row, _ in marks.cells} | set(marks.rows)
    scan = SheetScan(rows, set(marks.columns), old_styles)
    _Reader(scan).parser.Parse(xml, True)
    return scan


def settled(scan: SheetScan, marks: SheetMarks) -> dict[Position, list[Entry]]:
    """Every mark on the cell that shows it: rows and columns on their first filled cell, merged ranges on their first."""
    wanted: list[tuple[Position, list[Entry]]] = list(marks.cells.items())
    for row, entries in marks.rows.items():
        filled = (cell[0] for cell in scan.rows[row].cells if cell[3]) if row in scan.rows else iter(())
        wanted.append(((row, next(filled, 0)), entries))
    wanted += [((scan.first_in_column.get(column, 0), column), entries) for column, entries in marks.columns.items()]
    found: dict[Position, list[Entry]] = {}
    for cell, entries in wanted:
        found.setdefault(scan.top_of(cell), []).extend(entries)
    return {cell: _once(entries) for cell, entries in sorted(found.items())}


def _once(entries: list[Entry]) -> list[Entry]:
    """Each finding once; as what stands at the cell, where it also stands against it."""
    by_number = {entry.number: entry for entry in sorted(entries, key=lambda each: not each.points_to)}
    return [by_number[number] for number in sorted(by_number)]


def marked(xml: bytes, scan: SheetScan, marks: dict[Position, list[Entry]], style_of: StyleOf, plain: dict[int, int]) -> list[Edit]:
    """plain: the style without a mark, for each style of a mark from an earlier time."""
    touched: dict[int, Edit] = {at: _restyled(xml, at, plain[style]) for at, style in scan.old_marks}
    added: list[Edit] = []
    for cell, entries in marks.items():
        row = scan.rows.get(cell[0])
        if row is None:
            continue  # a row that holds nothing: its note is enough
        known = next((each for each in row.cells if each[0] == cell[1]), None)
        if known:
            style = plain.get(known[2], known[2])
            touched[known[1]] = _restyled(xml, known[1], style_of(style, entries))
        elif _has_cells(xml, row):
            after = next((each[1] for each in row.cells if each[0] > cell[1]), row.end)
            style = style_of(_style_of_blank(scan, row, cell[1]), entries)
            added.append(Edit(after, 0, b'<%sc r="%s" s="%d"/>' % (prefix_of(xml, "row"), address(cell).encode(), style)))
    return [*added, *touched.values()]


def _has_cells(xml: bytes, row: _Row) -> bool:
    tag = _TAG.match(xml, row.at)
    return tag is not None and not tag.group().endswith(b"/>")


def _style_of_blank(scan: SheetScan, row: _Row, column: int) -> int:
    if row.style is not None:
        return row.style
    return next((style for first, last, style in scan.column_styles if first <= column <= last), 0)


def _restyled(xml: bytes, at: int, style: int) -> Edit:
    found = _TAG.match(xml, at)
    assert found is not None  # the parser was here
    tag = found.group()
    new, changes = _STYLE.subn(b'\\g<1>"%d"' % style, tag, count=1)
    if not changes:
        new = re.sub(rb"^(<(?:\w+:)?c)", b'\\g<1> s="%d"' % style, tag)
    return Edit(at, len(tag), new)


def notes_link(xml: bytes, scan: SheetScan, key: str) -> Edit:
    tag = f'legacyDrawing xmlns:r="{LINKS}" r:id="{key}"/>'.encode()
    return Edit(scan.link_goes, 0, b"<" + prefix_of(xml, "sheetData") + tag)
