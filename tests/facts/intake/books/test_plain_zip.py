"""Only a zip that every reader understands in one way is a plain one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from junheng.facts.intake.books.plain_zip import PlainZip

PARTS = {"a.xml": b"<a/>", "Sheet.xml": b"<sheet>1</sheet>" * 20}


class Stream(io.BytesIO):
    """Something that cannot go back: the sizes of a part then stand behind it."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError


def packed(parts: dict[str, bytes], comment: bytes = b"", into: io.BytesIO | None = None) -> bytes:
    kept = into or io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        out.comment = comment
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def opened(raw: bytes) -> PlainZip:
    return PlainZip(raw, lambda name: name == "sheet.xml", 1_000)


def test_parts_are_read_by_their_names_in_lower_case() -> None:
    for raw in (packed(PARTS), packed(PARTS, into=Stream())):
        assert {name: opened(raw).read(name) for name in opened(raw).parts} == {"a.xml": b"<a/>", "sheet.xml": b"<sheet>1</sheet>" * 20}


def test_two_zips_have_one_frame_where_they_differ_in_what_may_differ() -> None:
    frame = opened(packed(PARTS)).frame
    assert frame == opened(packed({**PARTS, "Sheet.xml": b"<sheet>2</sheet>"})).frame
    assert frame != opened(packed({**PARTS, "a.xml": b"<b/>"})).frame
    assert frame != opened(packed({**PARTS, "b.xml": b""})).frame


@pytest.mark.parametrize("raw", [
    b"", b"PK\3\4", packed(PARTS, comment=b"said"), b"before" + packed(PARTS), packed(PARTS) + b"after",
    packed({**PARTS, "Sheet.xml": b"0" * 2_000}), packed({"a.xml": b"", "A.xml": b""}), packed({"表.xml": b""}),
    packed(PARTS).replace(b"a.xml", b"b.xml", 1)[:-1], packed(PARTS)[30:],
], ids=["empty", "a head", "comment", "before", "after", "too large", "one name twice", "not ascii", "cut", "headless"])
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises((ValueError, struct.error)):
        opened(raw)


def test_a_part_that_is_not_what_the_list_says_is_not_read() -> None:
    raw = packed(PARTS)
    at = raw.index(b"<a/>") if b"<a/>" in raw else opened(raw).parts["a.xml"].start
    for place in range(at, at + opened(raw).parts["a.xml"].packed):
        flipped = raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :]
        with pytest.raises((ValueError, zlib.error)):
            opened(flipped).read("a.xml")
