"""What is written for a person: the whole file or none of it, and why not."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from junheng.terms import Message, UsageError
from junheng.terms.reasons import reason

_ELSEWHERE = Message("请给出可以写入的文件夹中的文件名", "Name a file in a folder that can be written")
_ROOM = Message("请先腾出空间，或给出另一块磁盘上的文件名", "Free some space first, or name a file on another disk")
_CLOSE = Message("文件若在 Excel、WPS 中打开着，请先关闭；或给出可以写入的文件夹中的文件名", "If the file is open in Excel or WPS, close it first; or name a file in a folder that can be written")
_TO_DO = {errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EFBIG: _ROOM, errno.EACCES: _CLOSE, errno.EPERM: _CLOSE}


def write_whole(path: Path, content: bytes) -> None:
    """Replaces the file at once when all of it is on the disk. Raises UsageError where it cannot be written, and leaves what was there."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)  # a pipe or the like is written to, never replaced
        else:
            _replace(path.resolve(), content)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        why = reason(error) if isinstance(error, OSError) else reason(OSError(errno.ELOOP, ""))
        what = _TO_DO.get(getattr(error, "errno", None) or 0, _ELSEWHERE)
        raise UsageError(f"写不了“{path}”：{why.zh}。{what.zh}", f"cannot write {path}: {why.en}. {what.en}") from None


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
