"""The colours of the marks: each style that a marked cell has is copied, with another fill. All else of it stays."""

from __future__ import annotations

import re

from junheng.facts.annotate.marks import Entry, gravest
from junheng.facts.annotate.xml_edit import Edit, changed
from junheng.terms import Severity

# light enough for black text, apart in brightness too; the last digits are unusual, so that our own marks are known again
COLOURS = {Severity.ERROR: "FFF4A6A3", Severity.WARNING: "FFFFE48D", Severity.INFO: "FFD9E8F7"}
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*/>|<((?:\w+:)?)xf\b[^>]*>.*?</\1xf>", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill\s*/>|<((?:\w+:)?)fill\b[^>]*>.*?</\1fill>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\s*/>|<((?:\w+:)?)font\b[^>]*>.*?</\1font>", re.DOTALL)


class Styles:
    """A workbook's styles part. Raises ValueError where it is not built as every program builds it."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._fills, self._fonts, self._xfs = (_Section(xml, *each) for each in (("fills", _FILL), ("fonts", _FONT), ("cellXfs", _XF)))
        p = self._fills.prefix
        known = {colour: index for index, fill in enumerate(self._fills.items) for colour in COLOURS.values() if colour.encode() in fill.upper()}
        solid = b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="%s"/><%sbgColor indexed="64"/></%spatternFill></%sfill>'
        self.fills = {
            severity: known.get(colour) or self._fills.add(solid % (p, p, p, colour.encode(), p, p, p))
            for severity, colour in COLOURS.items()
        }
        self._made: dict[tuple[int, int], int] = {}

    def marked(self, style: int, entries: list[Entry]) -> int:
        return self.filled(style, self.fills[gravest(entries)])

    def filled(self, style: int, fill: int) -> int:
        style = style if style < len(self._xfs.items) else 0
        if (style, fill) not in self._made:
            xf = _with(_with(self._xfs.items[style], b"fillId", fill), b"applyFill", 1)
            self._made[style, fill] = self._xfs.add(xf)
        return self._made[style, fill]

    def without_marks(self) -> dict[int, int]:
        """The styles of marks from an earlier time, and a style like each without the colour."""
        ours = {b'fillId="%d"' % fill for fill in self.fills.values()}
        old = [index for index, xf in enumerate(self._xfs.items[: self._xfs.original]) if any(each in xf for each in ours)]
        return {index: self.filled(index, 0) for index in old}

    def for_list(self) -> tuple[int, int, int, int]:
        """Styles of the list: its title, its heads, its texts, a link."""
        p = self._fonts.prefix
        bold = self._fonts.add(b'<%sfont><%sb/><%ssz val="11"/><%sname val="Calibri"/></%sfont>' % (p, p, p, p, p))
        link = self._fonts.add(b'<%sfont><%su/><%ssz val="11"/><%scolor rgb="FF0563C1"/><%sname val="Calibri"/></%sfont>' % (p, p, p, p, p, p))
        q = self._xfs.prefix
        xf = b'<%sxf numFmtId="0" fontId="%d" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyAlignment="1"><%salignment vertical="top" wrapText="1"/></%sxf>'
        title = self._xfs.add(xf.replace(b' wrapText="1"', b"") % (q, bold, q, q))
        return (title, self._xfs.add(xf % (q, bold, q, q)), self._xfs.add(xf % (q, 0, q, q)), self._xfs.add(xf % (q, link, q, q)))

    def written(self) -> bytes:
        return changed(self._xml, [edit for section in (self._fills, self._fonts, self._xfs) for edit in section.edits()])


class _Section:
    """One list of the part (fills, fonts, cellXfs): what is in it, and what is added to its end."""

    def __init__(self, xml: bytes, name: str, item: re.Pattern[bytes]) -> None:
        found = re.search(rb"<((?:\w+:)?)%s\b([^>]*)>(.*?)</\1%s\s*>" % (name.encode(), name.encode()), xml, re.DOTALL)
        if not found:
            raise ValueError(f"no <{name}>")
        self.prefix, self._attributes = found.group(1), (found.start(2), found.group(2))
        self._end = found.end(3)
        self.items = [each.group() for each in item.finditer(found.group(3))]
        self.original = len(self.items)

    def add(self, item: bytes) -> int:
        self.items.append(item)
        return len(self.items) - 1

    def edits(self) -> list[Edit]:
        at, attributes = self._attributes
        counted = re.sub(rb'\bcount\s*=\s*["\']\d+["\']', b'count="%d"' % len(self.items), attributes)
        return [Edit(at, len(attributes), counted), Edit(self._end, 0, b"".join(self.items[self.original :]))]


def _with(xf: bytes, name: bytes, value: int) -> bytes:
    """The tag with one attribute set."""
    tag, rest = re.match(rb"(<[^>]*>)(.*)", xf, re.DOTALL).groups()  # type: ignore[union-attr]
    new, changes = re.subn(rb"\b%s\s*=\s*[\"'][^\"']*[\"']" % name, b'%s="%d"' % (name, value), tag)
    return (new if changes else re.sub(rb"^(<(?:\w+:)?xf)", b'\\g<1> %s="%d"' % (name, value), tag)) + rest
