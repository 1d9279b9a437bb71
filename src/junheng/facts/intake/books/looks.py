"""What the bytes of a long text tell before anything is made of it: how its lines end, and what could harm. Piece by piece, also while it is read.

A piece is small enough for a processor's own memory, where it is quickly looked at.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np

PIECE = 2**17  # bytes: where each has the end of a line, no line is as long as two of them
_READ = 2**20
_NINE, _POINT, _E = b"9.e"
_LOWER = 0x20  # what the code of a small letter has and that of a capital has not
_TAB, _LINE_END, _RETURN, _BLANK = b"\t\n\r "
_MAY_HARM = ((0xC2, range(0x80, 0xA0)), (0xE2, range(0x80, 0x82)), (0xEF, range(0xBF, 0xC0)))  # how the longer harmful characters begin in UTF-8
_HARMFUL = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbf[\xbe\xbf]")


class Looks:
    """Of all pieces that were seen so far.

    ends: of lines. Any control character that is no tab and does not end a line counts as one: then there seem to be more lines than are read.
    has_lone_returns: some lines end in a way of their own; are_short: each line is shorter than the longest cell may be; is_quoted: quotation
    marks stand somewhere; has_exponents: a number may be written as 1e3.
    """

    def __init__(self) -> None:
        self.ends, self.are_short = 0, True
        self.has_lone_returns = self.is_quoted = self.has_exponents = self._deletes = self._may_harm = False

    def see(self, piece: bytes, length: int) -> None:
        """length: of the piece without the byte behind it, which is there too unless the text ends."""
        codes = np.frombuffer(piece, np.uint8)
        own, after = codes[:length], codes[1:]
        ends = int(np.count_nonzero(own < _BLANK)) - (int(np.count_nonzero(own == _TAB)) if b"\t" in piece else 0)
        if b"\r" in piece and (returns := np.flatnonzero(own == _RETURN)).size:
            self.has_lone_returns |= bool(returns[-1] >= after.size or (after[returns] != _LINE_END).any())
            ends -= returns.size
        self.ends += ends
        self.are_short = self.are_short and ends > 0
        self._deletes = self._deletes or b"\x7f" in piece
        self.is_quoted = self.is_quoted or b'"' in piece
        self._may_harm = self._may_harm or any(bytes((first,)) in piece and _follows(own, after, first, seconds) for first, seconds in _MAY_HARM)
        self.has_exponents = self.has_exponents or ((b"e" in piece or b"E" in piece) and _may_have_exponent(own, after))

    def has_harmful(self, raw: bytes) -> bool:
        """Whether the whole text holds characters that move a cursor, turn the direction of writing or cannot be written."""
        return self._deletes or (self._may_harm and _HARMFUL.search(raw) is not None)

    def lines(self, raw: bytes) -> int:
        """How many there are; 0 where some end in a way of their own."""
        return 0 if self.has_lone_returns else self.ends + (not raw.endswith(b"\n"))


def looked_at(raw: bytes) -> Looks:
    looks = Looks()
    for start in range(0, len(raw), PIECE):
        looks.see(raw[start : start + PIECE + 1], min(PIECE, len(raw) - start))
    return looks


def read_and_looked_at(path: Path) -> tuple[bytes, Looks] | None:
    """One thread reads, another looks at what is there already. None where the file changes meanwhile. Raises OSError."""
    with path.open("rb", buffering=0) as file, ThreadPoolExecutor(1) as pool:
        size = os.fstat(file.fileno()).st_size
        whole = io.BytesIO(bytes(size))  # gives the bytes out as they are, without a copy
        with whole.getbuffer() as there:
            read_so_far: SimpleQueue[int] = SimpleQueue()
            reading = pool.submit(_read, file, there, read_so_far.put)
            looks, seen = Looks(), 0
            for upto in iter(read_so_far.get, -1):
                last = upto if upto == size else upto - 1  # the byte behind a piece has to be there
                while seen < last:
                    length = min(PIECE, last - seen)
                    looks.see(bytes(there[seen : seen + length + 1]), length)
                    seen += length
            is_whole = reading.result() and seen == size
    return (whole.getvalue(), looks) if is_whole else None


def _read(file: io.FileIO, there: memoryview, tell: Callable[[int], None]) -> bool:
    """Whether the file ends where the room for it ends. Tells how far it is read, and -1 in the end."""
    at = 0
    try:
        while at < len(there) and (count := file.readinto(there[at : at + _READ])):
            at += count
            tell(at)
        return at == len(there) and not file.read(1)
    finally:
        tell(-1)


def _may_have_exponent(codes: Any, after: Any) -> bool:
    """Whether an e stands behind a digit or a point, or behind a stroke, which stands between them: one comparison for all twelve."""
    may_end_number = codes[: len(after)] - np.uint8(_POINT) <= _NINE - _POINT
    may_end_number &= (after | _LOWER) == _E
    return bool(may_end_number.any())


def _follows(codes: Any, after: Any, first: int, seconds: range) -> bool:
    found = np.flatnonzero(codes == first)
    next_to = after[found[found < len(after)]]
    return bool(((next_to >= seconds.start) & (next_to < seconds.stop)).any())
