"""A zip laid out as plainly as can be: part after part, then the list of them, then the end. Told by its bytes alone.

What zip readers may understand differently - gaps, comments, twice the same name, lists that disagree - is no plain zip.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import NamedTuple

from junheng.facts.intake.values.sheet import MOST_UNPACKED

_HEADER, _LENGTHS = 30, struct.Struct("<HH")  # before each part
_LINE = struct.Struct("<4sHHHHHHIIIHHHHHII")  # of the list
_END = struct.Struct("<4sHHHHIIH")
_BEHIND = 8  # the flag of sizes that stand behind a part
_SIZES, _OFFSET = slice(16, 28), slice(42, 46)  # in a line; the sizes stand in the header too
_STORED, _DEFLATED = 0, 8


class _Part(NamedTuple):
    start: int
    packed: int
    size: int
    checksum: int
    how: int
    flags: int


class PlainZip:
    """The parts of a zip by their names in lower case.

    frame: all bytes that are the same in two zips whose parts differ only where they may, dates apart.
    """

    def __init__(self, raw: bytes, may_differ: Callable[[str], bool], largest: int) -> None:
        """Raises ValueError, struct.error where it is no plain zip, or a part that may differ is larger than `largest` bytes."""
        self._raw, self._largest = raw, largest
        self.parts: dict[str, _Part] = {}
        *_, count, length, listed, _ = _END.unpack_from(raw, max(0, len(raw) - _END.size))
        if raw[-_END.size :] != _END.pack(b"PK\5\6", 0, 0, count, count, length, listed, 0) or listed + length != len(raw) - _END.size:
            raise ValueError("not the end of a plain zip")
        found, end, gap = list[bytes](), 0, range(1)
        for _ in range(count):
            name, part, line, at = self._listed(listed)
            header = raw[at : at + _HEADER]
            if at - end not in gap or name in self.parts or not (part.flags & _BEHIND or header[14:26] == line[_SIZES]):
                raise ValueError("not where it should be")
            gap = range(12, 25) if part.flags & _BEHIND else range(1)
            self.parts[name], end, listed = part, part.start + part.packed, listed + len(line)
            found += [header[:10], raw[at + 26 : part.start], line[:12], line[28:42], line[_LINE.size :]]
            if not may_differ(name):
                found += [line[_SIZES], raw[part.start : end]]
            elif max(part.size, part.packed) > largest:
                raise ValueError("too large")
        if listed + _END.size != len(raw) or sum(part.size for part in self.parts.values()) > MOST_UNPACKED:
            raise ValueError("more than a plain zip")
        self.frame = tuple(found)

    def _listed(self, listed: int) -> tuple[str, _Part, bytes, int]:
        """The part that stands at this place of the list: its name, itself, its line and where its header begins."""
        _, _, _, flags, how, _, _, checksum, packed, size, *lengths, _, _, _, at = _LINE.unpack_from(self._raw, listed)
        line = self._raw[listed : listed + _LINE.size + sum(lengths)]
        name = line[_LINE.size : _LINE.size + lengths[0]].decode("ascii")
        start = at + _HEADER + sum(_LENGTHS.unpack_from(self._raw, at + 26))
        if not name.isprintable() or "\\" in name:
            raise ValueError(name)
        return name.lower(), _Part(start, packed, size, checksum, how, flags), line, at

    def read(self, name: str) -> bytes:
        """Raises KeyError, ValueError, zlib.error where the part is not there, too large, or not what the list says."""
        part = self.parts[name]
        content = self._raw[part.start : part.start + part.packed]
        if part.flags & 1 or part.size > self._largest or part.how not in (_STORED, _DEFLATED):
            raise ValueError(name)
        if part.how == _DEFLATED:
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            content = unpacking.decompress(content, part.size + 1)
            if not unpacking.eof or unpacking.unused_data:
                raise ValueError(name)
        if len(content) != part.size or zlib.crc32(content) != part.checksum:
            raise ValueError(name)
        return content
