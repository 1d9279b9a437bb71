"""Parts of a workbook changed in place: bytes are put in, and every other byte stays what it was."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CANNOT_STAND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([A-Za-z0-9._-]+)["'][^>]*\?>""")


@dataclass(frozen=True)
class Edit:
    """`removed` bytes at `at` give way to `put`."""

    at: int
    removed: int
    put: bytes


def changed(xml: bytes, edits: list[Edit]) -> bytes:
    """With every edit made. Their offsets are those of the text as it was; they do not overlap."""
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda each: each.at):  # stable: what is put at one place keeps its order
        pieces += [xml[done : edit.at], edit.put]
        done = edit.at + edit.removed
    return b"".join([*pieces, xml[done:]])


def text(value: str) -> str:
    """A text as it may stand in XML, in an element or an attribute."""
    return escape(_CANNOT_STAND.sub("\ufffd", value), {'"': "&quot;", "\r": " "})


def in_utf8(xml: bytes) -> bytes:
    """Offsets are counted in UTF-8; the rare part in UTF-16 is turned into it."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _said_in_utf8(xml.decode("utf-16"))
    said = _ENCODING.match(xml)
    if said and said.group(1).lower() not in (b"utf-8", b"ascii", b"us-ascii"):
        return _said_in_utf8(xml.decode(said.group(1).decode()))
    return xml


def _said_in_utf8(text: str) -> bytes:
    return re.sub(rb'encoding=["\'][^"\']*["\']', b'encoding="UTF-8"', text.encode(), count=1)


def tree(xml: bytes, part: str) -> ElementTree.Element:
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
        raise ValueError(f"{part} declares entities")
    return ElementTree.fromstring(xml)


def appended(xml: bytes, name: str, child: bytes) -> bytes:
    """`child` as the last one in the last element called `name`, whatever prefix that has; it may have been empty."""
    closing = list(re.finditer(rb"</(?:\w+:)?" + name.encode() + rb"\s*>", xml))
    if closing:
        return changed(xml, [Edit(closing[-1].start(), 0, child)])
    empty = re.search(rb"<((?:\w+:)?" + name.encode() + rb")(\s[^>]*)?/>", xml)
    if not empty:
        raise ValueError(f"no <{name}>")
    opened = b"<" + empty.group(1) + (empty.group(2) or b"") + b">" + child + b"</" + empty.group(1) + b">"
    return changed(xml, [Edit(empty.start(), len(empty.group()), opened)])


def with_heads_printed(book: bytes, name: str, place: int, row: int) -> bytes:
    """A workbook of which a sheet, by its name and its place among all, is printed with a row at the top of every page."""
    if re.search(rb'<(?:\w+:)?definedName\b(?=[^>]*"_xlnm\.Print_Titles")[^>]*\blocalSheetId="%d"' % place, book):
        return book
    p, sheet = prefix_of(book, "sheets").decode(), name.replace("'", "''")
    child = f"<{p}definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">'{text(sheet)}'!${row}:${row}</{p}definedName>"
    if re.search(rb"<(?:\w+:)?definedNames[\s/>]", book):
        return appended(book, "definedNames", child.encode())
    before = list(re.finditer(rb"</(?:\w+:)?(?:sheets|functionGroups|externalReferences)\s*>", book))[-1]
    return changed(book, [Edit(before.end(), 0, f"<{p}definedNames>{child}</{p}definedNames>".encode())])


def prefix_of(xml: bytes, name: str) -> bytes:
    found = re.search(rb"<((?:\w+:)?)" + name.encode() + rb"[\s/>]", xml)
    return found.group(1) if found else b""


# --- which part belongs to which


@dataclass(frozen=True)
class Link:
    key: str
    kind: str  # the last word of its type: worksheet, comments, vmlDrawing
    target: str  # a path in the package


def links_path(part: str) -> str:
    return f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"


def links(xml: bytes | None, part: str) -> list[Link]:
    """The parts of the package that a part names, out of its list of links; None: it has no such list."""
    if not xml:
        return []
    found = []
    for each in tree(xml, part):
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), each.get("Target", ""))).lstrip("/")
            found.append(Link(each.get("Id", ""), each.get("Type", "").rsplit("/", 1)[-1], target))
    return found


def with_link(xml: bytes | None, key: str, kind: str, target: str) -> bytes:
    """target: an absolute path in the package, which needs no counting of `..`."""
    child = f'<Relationship xmlns="{PACKAGE}relationships" Id="{key}" Type="{LINKS}/{kind}" Target="/{text(target)}"/>'
    return appended(xml or f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{PACKAGE}relationships"/>'.encode(),
                    "Relationships", child.encode())


def with_vml(types: bytes) -> bytes:
    if b'extension="vml"' in types.lower():
        return types
    kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    return appended(types, "Types", f'<Default xmlns="{PACKAGE}content-types" Extension="vml" ContentType="{kind}"/>'.encode())


def with_type(types: bytes, part: str, kind: str) -> bytes:
    child = f'<Override xmlns="{PACKAGE}content-types" PartName="/{text(part)}" ContentType="{kind}"/>'
    return appended(types, "Types", child.encode())
