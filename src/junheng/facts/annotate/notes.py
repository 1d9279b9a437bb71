"""Notes on cells: the part with their texts, and the part with the boxes in which old and new programs show them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from junheng.facts.annotate.marks import Position, address
from junheng.facts.annotate.xml_edit import MAIN, Edit, appended, changed, prefix_of, text, tree
from junheng.facts.intake.values.sheet import number_of

AUTHOR = "均衡 Junheng"
_SEPARATOR = "———— 均衡 Junheng ————"  # between a user's own note and ours
_EMPTY = f'<?xml version="1.0" encoding="UTF-8"?>\n<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_EMPTY_BOXES = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>"""
_KIND = b"""<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202"
 coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>
 <v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_BOX = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202"
 style="position:absolute;margin-left:80pt;margin-top:2pt;width:240pt;height:90pt;z-index:1;visibility:hidden"
 fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>
 <v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>
 <x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
 <x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>
 <x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_COMMENT = re.compile(rb"<((?:\w+:)?)comment\s([^>]*)>(.*?)</\1comment\s*>", re.DOTALL)
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_PLAIN = re.compile(rb"(<((?:\w+:)?)text\b[^>]*>)\s*<((?:\w+:)?)t\b([^>]*)>(.*?)</\3t>", re.DOTALL)


def without_ours(xml: bytes) -> tuple[bytes, set[Position]]:
    """The notes of users alone, and the cells whose notes from an earlier time were taken away."""
    names = [(each.text or "").strip() for each in tree(xml, "comments").iterfind(".//{*}author")]
    edits, gone = [], set()
    for found in _COMMENT.finditer(xml):
        attributes = dict(re.findall(rb'(\w+)="([^"]*)"', found.group(2)))
        author = int(attributes.get(b"authorId", b"-1"))
        if 0 <= author < len(names) and names[author] == AUTHOR:
            edits.append(Edit(found.start(), len(found.group()), b""))
            gone.add(_position(attributes[b"ref"].decode()))
        elif _SEPARATOR.encode() in found.group():
            edits.append(Edit(found.start(), len(found.group()), _users_part(found.group())))
    return changed(xml, edits), gone


def _users_part(comment: bytes) -> bytes:
    """A user's note, without what was written under it."""
    run = re.compile(rb"<((?:\w+:)?)r>(?:(?!</\1r>).)*?" + _SEPARATOR.encode() + rb".*?</\1r>", re.DOTALL)
    return run.sub(b"", comment)


def _position(ref: str) -> Position:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", ref).groups()  # type: ignore[union-attr]
    return int(digits) - 1, number_of(letters)


def with_texts(xml: bytes | None, notes: Mapping[Position, str]) -> tuple[bytes, list[Position]]:
    """The part with `notes` in it, and the cells that had none before and need a box. A user's own note stays, ours below it."""
    xml = xml or _EMPTY
    authors = [each.text for each in tree(xml, "comments").iterfind(".//{*}author")]
    p = prefix_of(xml, "comments").decode()
    taken = {re.search(rb'\bref="([^"]*)"', found.group(2)).group(1).decode(): found  # type: ignore[union-attr]
             for found in _COMMENT.finditer(xml)}
    edits, added, new = [], [], []
    for cell, said in notes.items():
        own = taken.get(address(cell))
        if own is None:
            author = authors.index(AUTHOR) if AUTHOR in authors else len(authors)
            body = f'<{p}text>{_run(p, said)}</{p}text>'
            added.append(f'<{p}comment ref="{address(cell)}" authorId="{author}">{body}</{p}comment>')
            new.append(cell)
        else:
            edits.append(Edit(own.start(), len(own.group()), _below(own.group(), _run(p, f"\n{_SEPARATOR}\n{said}"), p)))
    xml = appended(changed(xml, edits), "commentList", "".join(added).encode())
    if new and AUTHOR not in authors:
        xml = appended(xml, "authors", f"<{p}author>{AUTHOR}</{p}author>".encode())
    return xml, new


def _run(p: str, said: str) -> str:
    return f'<{p}r><{p}t xml:space="preserve">{text(said)}</{p}t></{p}r>'


def _below(comment: bytes, run: str, p: str) -> bytes:
    prefix = p.encode()
    comment = _PLAIN.sub(rb"\1<" + prefix + rb"r><" + prefix + rb"t\4>\5</" + prefix + rb"t></" + prefix + rb"r>", comment)
    return appended(comment, "text", run.encode())


def with_boxes(xml: bytes | None, cells: list[Position], gone: set[Position], lengths: Mapping[Position, int]) -> bytes:
    """The part with a box for each of `cells`; boxes of notes that are gone are taken away."""
    xml = xml or _EMPTY_BOXES
    xml = changed(xml, [Edit(shape.start(), len(shape.group()), b"") for shape in _SHAPE.finditer(xml) if _place(shape.group()) in gone])
    blocks = [int(each) for data in re.findall(rb'<o:idmap\b[^>]*\bdata="([\d,]*)"', xml) for each in data.split(b",") if each]
    used = [int(each) for each in re.findall(rb"_x0000_s(\d+)", xml)]
    first = max([1024 * (max(blocks, default=1)), *used]) + 1
    kind = b"" if b'id="_x0000_t202"' in xml else _KIND
    boxes = [_box(first + index, cell, lengths[cell]) for index, cell in enumerate(cells)]
    xml = appended(xml, "xml", kind + "".join(boxes).encode())
    wanted = sorted({*blocks, *range(first // 1024, (first + len(cells)) // 1024 + 1)})
    return re.sub(rb'(<o:idmap\b[^>]*\bdata=")[\d,]*"', lambda found: found.group(1) + ",".join(map(str, wanted)).encode() + b'"', xml, count=1)


def _place(shape: bytes) -> Position | None:
    row, column = re.search(rb"<x:Row>\s*(\d+)", shape), re.search(rb"<x:Column>\s*(\d+)", shape)
    return (int(row.group(1)), int(column.group(1))) if row and column else None


def _box(number: int, cell: Position, length: int) -> str:
    row, column = cell
    return _BOX.format(
        id=number, row=row, column=column, left=column + 1, right=column + 5, top=max(row - 1, 0), bottom=max(row - 1, 0) + min(5 + length // 22, 30)
    )
