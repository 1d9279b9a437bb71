"""The text of a content file: a shipped one by its id, or a user's own by its path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from junheng.terms import Message, UsageError


def content_text(ref: str, folder: Path, ids: Sequence[str], what: Message) -> str:
    """`ref` is one of `ids`, which are the shipped files of `folder`, or the path of a YAML file. what: what the file holds.

    Raises UsageError where it is neither, or cannot be read.
    """
    if ref in ids:
        return (folder / f"{ref}.yaml").read_text("utf-8")
    path = Path(ref)
    if path.is_dir():
        raise UsageError(f"{what.zh}“{ref}”是文件夹，应为 YAML 文件", f"the {what.en} {ref} is a folder; give a YAML file")
    if not path.is_file():
        names = ", ".join(ids)
        raise UsageError(
            f"没有{what.zh}“{ref}”：既不是自带的（{names}），也不是文件",
            f"no {what.en} {ref}: it is neither shipped ({names}) nor a file",
        )
    try:
        return path.read_text("utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(
            f"读不了{what.zh}文件 {ref}：应为 UTF-8 编码的 YAML 文本（{type(error).__name__}）",
            f"cannot read the file {ref} ({what.en}): it should be YAML text in UTF-8 ({type(error).__name__})",
        ) from None
