"""What a file really is, by its first bytes: names lie."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from junheng.rules.plans.document import Line
from junheng.rules.plans.reading.opening import said
from junheng.rules.plans.reading.opening.text import text_lines
from junheng.terms import Message, UsageError
from junheng.terms.reasons import reason

MOST_BYTES = 60 * 2**20
_OLE = b"\xd0\xcf\x11\xe0"
_OTHERS = {
    b"\x89PNG": Message("PNG 图片", "a PNG picture"), b"\xff\xd8\xff": Message("JPEG 图片", "a JPEG picture"),
    b"GIF8": Message("GIF 图片", "a GIF picture"), b"BM": Message("BMP 图片", "a BMP picture"),
    b"II*\x00": Message("TIFF 图片", "a TIFF picture"), b"MM\x00*": Message("TIFF 图片", "a TIFF picture"),
    b"Rar!": Message("RAR 压缩包", "a RAR archive"), b"7z\xbc\xaf": Message("7z 压缩包", "a 7z archive"),
    b"\x1f\x8b": Message("gzip 压缩包", "a gzip archive"), b"{\\rtf": Message("RTF 文件，请另存为 .docx", "an RTF file; save it as .docx"),
}


def open_lines(path: Path) -> list[Line]:
    """The lines of a document, from 1. Raises UsageError."""
    raw = _bytes(path)
    if not raw.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise said.empty(path.name)
    lines = _lines(raw, path)
    if not any(line.text.strip() for line in lines):
        raise said.empty(path.name)
    return lines


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"“{path}”是文件夹；请给出一份文档", f"{path} is a folder; give one document")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise said.too_big(path.name, size, MOST_BYTES)
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"没有文件“{path}”", f"there is no file {path}") from None
    except OSError as error:
        raise UsageError(f"读不了“{path}”（{reason(error).zh}）", f"cannot read {path} ({reason(error).en})") from None


def _lines(raw: bytes, path: Path) -> list[Line]:
    name, suffix = path.name, path.suffix.lower()
    if raw[:4] == b"PK\x03\x04":
        return list(_engine("word").word_lines(raw, name))
    if raw[:1024].lstrip().startswith(b"%PDF"):
        return list(_engine("pdf").pdf_lines(raw, name))
    if raw[:4] == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise said.password(name)
        return list(_engine("old_word").old_word_lines(path))
    for magic, kind in _OTHERS.items():
        if raw.startswith(magic):
            raise said.other(name, kind.zh, kind.en)
    if suffix in (".docx", ".doc", ".pdf"):
        raise said.damaged(name, suffix, f"{len(raw)} bytes")
    return text_lines(raw, name)


def _engine(name: str) -> Any:
    """The reader of one format: its library is loaded only for a file that needs it."""
    return importlib.import_module(f"junheng.rules.plans.reading.opening.{name}")
