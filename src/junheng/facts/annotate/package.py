"""An .xlsx or .xlsm with the findings in it. Only the parts concerned are touched, and of those only the bytes concerned."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from junheng.facts.annotate.cells import marked, notes_link, scanned, settled
from junheng.facts.annotate.list_sheet import HEAD, list_sheet
from junheng.facts.annotate.marks import Entry, Position, SheetMarks, address, by_sheet, note
from junheng.facts.annotate.notes import with_boxes, with_texts, without_ours
from junheng.facts.annotate.seal import Seal
from junheng.facts.annotate.styles import Styles
from junheng.facts.annotate.xml_edit import (
    LINKS,
    MAIN,
    Link,
    appended,
    changed,
    in_utf8,
    links,
    links_path,
    prefix_of,
    text,
    tree,
    with_heads_printed,
    with_link,
    with_type,
    with_vml,
)
from junheng.facts.intake.values.sheet import LIST_MARK, LIST_SHEET, title_of
from junheng.terms import Lang, Message

MOST_NOTES = 5_000  # on one sheet: programs slow down with more; the colour and the list go on
_TYPES, _BOOK = "[Content_Types].xml", "xl/workbook.xml"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."


class NotThisWay(Exception):
    """The workbook is not built as an .xlsx usually is: its cells are copied into a new one instead."""


@dataclass
class _Package:
    """The parts of the file by name: as they are, or as they were changed."""

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)
    list_part: str = ""

    def __post_init__(self) -> None:
        self.names = {info.filename for info in self.archive.infolist()}

    def get(self, part: str) -> bytes | None:
        if part not in self.changed and part in self.names:
            self.changed[part] = in_utf8(self.archive.read(part))
        return self.changed.get(part)

    def need(self, part: str) -> bytes:
        found = self.get(part)
        if found is None:
            raise NotThisWay(part)
        return found

    def links(self, part: str) -> list[Link]:
        return links(self.get(links_path(part)), part)

    def add(self, stem: str, suffix: str, content: bytes) -> str:
        """A new part under a name that is free."""
        number = next(each for each in range(1, 100_000) if f"{stem}{each}{suffix}" not in self.names | self.changed.keys())
        self.changed[f"{stem}{number}{suffix}"] = content
        return f"{stem}{number}{suffix}"

    def link(self, part: str, kind: str, target: str) -> str:
        path = links_path(part)
        key = f"rIdJunheng{len(self.links(part)) + 1}"
        self.changed[path] = with_link(self.get(path), key, kind, target)
        return key

    def written(self) -> bytes:
        """The list comes last, with the sum of all the others in it: by that a copy is told that nobody saved since."""
        out, listed, seal = io.BytesIO(), self.changed.pop(self.list_part), Seal()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in self.archive.infolist():
                if info.filename != self.list_part:
                    content = self.changed.pop(info.filename) if info.filename in self.changed else self.archive.read(info)
                    seal.add(info.filename, content)
                    new.writestr(info, content)
            for name, content in self.changed.items():
                seal.add(name, content)
                new.writestr(_info(name), content, zipfile.ZIP_DEFLATED)
            seal.add(self.list_part, listed)
            new.writestr(_info(self.list_part), seal.put_into(listed), zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def annotated(raw: bytes, file: str, entries: Sequence[Entry], lang: Lang) -> tuple[bytes, list[Message]]:
    """The workbook with notes, colours and the list, and what could not be done to it. file: as the findings call it. Raises NotThisWay."""
    book = _Book(_Package(zipfile.ZipFile(io.BytesIO(raw))), lang)
    for name, marks in book.with_old_marks(by_sheet(entries, file)).items():
        book.mark(name, marks)
    book.write_list(entries, file)
    return book.package.written(), book.said


class _Book:
    def __init__(self, package: _Package, lang: Lang) -> None:
        self.package, self.lang = package, lang
        self.said: list[Message] = []
        root = tree(package.need(_BOOK), _BOOK)
        if root.tag != f"{{{MAIN}}}workbook":
            raise NotThisWay("strict")
        targets = {link.key: link for link in package.links(_BOOK)}
        listed = [(each.get("name", ""), targets.get(each.get(f"{{{LINKS}}}id", ""))) for each in root.iterfind(f".//{{{MAIN}}}sheet")]
        self._all_names = {name for name, _ in listed}
        self._parts = {title_of(name): link.target for name, link in listed if link and link.kind == "worksheet"}
        self._names = {title_of(name): name for name, _ in listed}
        self._styles_part = next((link.target for link in targets.values() if link.kind == "styles"), "")
        self._list = next((name for name in self._parts if self._is_list(name)), None)
        self._styles = Styles(package.need(self._styles_part))
        self._plain = self._styles.without_marks()
        if any(name.startswith("_xmlsignatures/") for name in package.names):
            self.said.append(Message("原文件的数字签名对副本无效", "the digital signature of the file does not hold for the copy"))

    def _is_list(self, name: str) -> bool:
        said = LIST_MARK.encode()
        return name.startswith(LIST_SHEET) and (said in self.package.need(self._parts[name]) or said in (self.package.get("xl/sharedStrings.xml") or b""))

    def with_old_marks(self, marks: dict[str, SheetMarks]) -> dict[str, SheetMarks]:
        """Every sheet to look at: those with findings, and in a copy that was annotated before, all others too."""
        found = {name: each for name, each in marks.items() if name in self._parts}
        if self._list is not None:
            found |= {name: SheetMarks() for name in self._parts if name not in found and name != self._list}
        return found

    def mark(self, name: str, marks: SheetMarks) -> None:
        part = self._parts[name]
        xml = self.package.need(part)
        scan = scanned(xml, marks, self._plain)
        cells = settled(scan, marks)
        edits = marked(xml, scan, cells, self._styles.marked, self._plain)
        key = self._note(name, part, scan.notes_link, cells)
        if key:
            edits.insert(0, notes_link(xml, scan, key))
        self.package.changed[part] = changed(xml, edits)

    def _note(self, name: str, part: str, boxes_key: str, cells: dict[Position, list[Entry]]) -> str | None:
        """Writes the notes; returns the key of a link to their boxes where the sheet had none."""
        own = {link.kind: link.target for link in self.package.links(part)}
        threads = self.package.get(own.get("threadedComment", "")) or b""
        before = self.package.get(own.get("comments", ""))
        texts, gone = without_ours(before) if before else (None, set[Position]())
        notes = {cell: note(entries, self.lang) for cell, entries in cells.items() if f'ref="{address(cell)}"'.encode() not in threads}
        self._tell_what_has_no_note(name, cells, notes)
        if not notes and not gone:
            return None
        texts, new = with_texts(texts, notes)
        boxes = next((link.target for link in self.package.links(part) if link.key == boxes_key), "")
        box_xml = with_boxes(self.package.get(boxes), new, gone, {cell: len(said) for cell, said in notes.items()})
        if "comments" in own:
            self.package.changed[own["comments"]] = texts
        else:
            target = self.package.add("xl/commentsJunheng", ".xml", texts)
            self.package.link(part, "comments", target)
            self.package.changed[_TYPES] = with_type(self.package.need(_TYPES), target, f"{_KIND}comments+xml")
        if boxes:
            self.package.changed[boxes] = box_xml
            return None
        target = self.package.add("xl/drawings/vmlDrawingJunheng", ".vml", box_xml)
        self.package.changed[_TYPES] = with_vml(self.package.need(_TYPES))
        return self.package.link(part, "vmlDrawing", target)

    def _tell_what_has_no_note(self, name: str, cells: dict[Position, list[Entry]], notes: dict[Position, str]) -> None:
        if len(notes) < len(cells):
            zh, en = "已有会话批注的单元格只标颜色，并列入清单", "cells that have a threaded comment are coloured and listed only"
            self.said.append(Message(f"工作表“{name}”：{zh}", f"sheet {name}: {en}"))
        if len(notes) > MOST_NOTES:
            for cell in sorted(notes, key=lambda cell: all(each.points_to for each in cells[cell]))[MOST_NOTES:]:
                del notes[cell]
            zh, en = f"批注只写前 {MOST_NOTES} 个，其余标颜色并列入清单", f"the first {MOST_NOTES} cells got notes; the others are coloured and listed"
            self.said.append(Message(f"工作表“{name}”：{zh}", f"sheet {name}: {en}"))

    def write_list(self, entries: Sequence[Entry], file: str) -> None:
        styles = self._styles.for_list()
        content = list_sheet(
            entries, styles, lambda entry: self._styles.marked(styles[2], [entry]),
            lambda entry: self._names[entry.finding.sheet] if entry.finding.file == file and entry.finding.sheet in self._parts else "", self.lang,
        )
        self.package.changed[self._styles_part] = self._styles.written()
        if self._list is not None:
            self.package.list_part = self._parts[self._list]
            self.package.changed[self.package.list_part] = content
            self.package.changed[_BOOK] = with_heads_printed(self.package.need(_BOOK), self._names[self._list], list(self._names).index(self._list), HEAD)
            return
        name = next(each for each in (LIST_SHEET, *(f"{LIST_SHEET} ({n})" for n in range(2, 1000))) if each not in self._all_names)
        part = self.package.add("xl/worksheets/sheetJunheng", ".xml", content)
        key = self.package.link(_BOOK, "worksheet", part)
        book = self.package.need(_BOOK)
        number = max((int(each) for each in re.findall(rb'\bsheetId="(\d+)"', book)), default=0) + 1
        p = prefix_of(book, "sheets").decode()
        book = appended(book, "sheets", f'<{p}sheet xmlns:r="{LINKS}" name="{text(name)}" sheetId="{number}" r:id="{key}"/>'.encode())
        self.package.changed[_BOOK] = with_heads_printed(book, name, len(self._names), HEAD)
        self.package.list_part = part
        self.package.changed[_TYPES] = with_type(self.package.need(_TYPES), part, f"{_KIND}worksheet+xml")
