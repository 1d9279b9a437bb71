"""Where the annotated copies go, checked before the work begins."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from junheng.terms import UsageError

SNAPSHOT = "snapshot:"


def is_one_file(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and not paths[0].is_dir() and paths[0].suffix.lower() != ".zip"


def check_target(out: Path, paths: Sequence[Path]) -> None:
    """Raises UsageError where the copies cannot be written, or would replace what is read."""
    if any(str(path).startswith(SNAPSHOT) for path in paths):
        raise UsageError("快照不是工作簿，不能批注；请给出原文件", "a snapshot is no workbook to be annotated; give the files it came from")
    if is_one_file(paths):
        _check_file(out, paths[0])
    else:
        _check_folder(out, paths)
    parent = out.absolute().parent
    if out.exists() and not os.access(out, os.W_OK):
        raise UsageError(
            f"写不了“{out}”：它不可写；若在 Excel、WPS 中打开着，请先关闭，或给出另一个名字",
            f"cannot write {out}: it may not be written; if it is open in Excel or WPS, close it first, or give another name",
        )
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise UsageError(
            f"写不了“{out}”：目录 {parent} 不存在或不可写；请给出可写的位置",
            f"cannot write {out}: the folder {parent} does not exist or cannot be written; name a place that can be written",
        )


def _check_file(out: Path, path: Path) -> None:
    wanted = ".xlsm" if path.suffix.lower() == ".xlsm" else ".xlsx"
    if out.suffix.lower() != wanted or out.is_dir():
        raise UsageError(
            f"“{path.name}”的批注副本应是 {wanted} 文件，不能写成“{out}”", f"the annotated copy of {path.name} is an {wanted} file, not {out}; name it so"
        )
    if out.exists() and path.exists() and out.samefile(path):
        raise UsageError(f"批注副本“{out}”会覆盖原文件；请换一个文件名", f"the annotated copy {out} would replace the file itself; give another name")


def _check_folder(out: Path, paths: Sequence[Path]) -> None:
    if out.is_file() or out.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".zip"):
        raise UsageError(
            f"文件不止一个（或是文件夹、zip），--annotate 后应为文件夹名，不能是“{out}”",
            f"there is more than one file (or a folder, or a zip): --annotate needs the name of a folder, not {out}",
        )
    whole = out.resolve()
    for path in paths:
        given = path.resolve()
        if given.is_relative_to(whole) or (given.is_dir() and whole.is_relative_to(given)):
            raise UsageError(
                f"文件夹“{out}”里有要读的文件（{path}），副本会覆盖它或下次被读入；请换一个文件夹",
                f"the folder {out} and what is read ({path}) lie in one another: copies would replace files or be read the next time; "
                "name another folder",
            )
