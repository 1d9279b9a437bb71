"""Why the system refused a file, in both languages: it answers in its own alone."""

from __future__ import annotations

import errno

from junheng.terms.message import Message, same

_REASONS = {
    errno.ENOSPC: Message("磁盘已满", "the disk is full"),
    errno.EDQUOT: Message("磁盘配额已用完", "the quota of the disk is used up"),
    errno.EACCES: Message("没有权限，或文件正被其他程序打开", "no right to do so, or another program holds the file open"),
    errno.EPERM: Message("没有权限", "no right to do so"),
    errno.EFBIG: Message("文件超过磁盘或系统允许的大小", "the file is larger than the disk or the system allows"),
    errno.EROFS: Message("磁盘是只读的", "the disk is read-only"),
    errno.ENOENT: Message("没有这个文件或文件夹", "there is no such file or folder"),
    errno.ENOTDIR: Message("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: Message("这是文件夹", "it is a folder"),
    errno.ENAMETOOLONG: Message("文件名太长", "the name is too long"),
    errno.ELOOP: Message("链接绕成了圈", "links that run in a circle"),
    errno.EIO: Message("磁盘读写出错", "the disk failed"),
}


def reason(error: OSError) -> Message:
    return _REASONS.get(error.errno or 0) or same(error.strerror or type(error).__name__)
