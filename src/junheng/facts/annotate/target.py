"""Where the annotated copies go, checked before the work begins."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from junheng.facts.annotate.seal import is_sealed
from junheng.facts.intake.deliver import labelled
from junheng.facts.intake.values.sheet import LIST_SHEET, File
from junheng.terms import UsageError

SNAPSHOT = "snapshot:"


def is_one_file(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and not paths[0].is_dir() and paths[0].suffix.lower() != ".zip"


def whole_list(out: Path) -> Path:
    """The list of everything, beside the copies of several files."""
    return out / f"{LIST_SHEET}.xlsx"


def path_of(label: str, file: File, alone: bool) -> Path:
    """Where the copy stands below the folder, whatever a member of a zip calls itself. Folders inside are kept: the year may stand there."""
    inside = PurePosixPath(file.where).parts[alone:] if file.among_others else PurePosixPath(label).parts
    parts = [re.sub(r'[<>:"|?*\\]', "_", part) for part in inside if part not in ("/", "..", ".")]
    path = Path(*parts)
    return path if path.suffix.lower() in (".xlsx", ".xlsm") else path.with_name(path.name + ".xlsx")


def check_target(out: Path, paths: Sequence[Path], force: bool = False) -> None:
    """Raises UsageError where the copies cannot be written, or would replace what is read. force: what else is there may be replaced."""
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
    if not force:
        _check_replaced(out, paths)


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


def _check_replaced(out: Path, paths: Sequence[Path]) -> None:
    """A copy of last time may be replaced; what a person has put into it since, or another file, may not."""
    kept = next((each for each in _copies(out, paths) if each.exists() and not _is_as_written(each)), None)
    if kept is not None:
        raise UsageError(
            f"“{kept}”已经存在，不是未改动过的批注副本（是别的文件，或写出后又修改保存过），不覆盖；请换一个名字，确实不要它时加 --force",
            f"{kept} exists and is no annotated copy as it was written (it is another file, or was saved since with what somebody mended), so it is not replaced: "
            "give another name, or add --force if it is not needed",
        )


def _copies(out: Path, paths: Sequence[Path]) -> Iterator[Path]:
    """All that may be written."""
    if is_one_file(paths):
        yield out
    elif out.is_dir():
        yield whole_list(out)
        yield from (out / path_of(label, file, alone=len(paths) == 1) for label, file in labelled(paths, []))


def _is_as_written(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            return is_sealed(book)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return False
