"""What is written for a person: the whole file or none of it, and why not."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from junheng.terms import UsageError
from junheng.terms.reasons import reason


def write_whole(path: Path, content: bytes) -> None:
    """Replaces the file at once when all of it is on the disk. Raises UsageError where it cannot be written, and leaves what was there."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)  # a pipe or the like is written to, never replaced
        else:
            _replace(path.resolve(), content)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        why = reason(error) if isinstance(error, OSError) else reason(OSError(errno.ELOOP, ""))
        raise UsageError(
            f"写不了“{path}”：{why.zh}。请给出可以写入的文件夹中的文件名",
            f"cannot write {path}: {why.en}. Name a file in a folder that can be written",
        ) from None


def _replace(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=".junheng-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
