"""What a user hands in - a file, a zip, a folder - to the files in it. A folder and a zip of it are one and the same."""

from __future__ import annotations

import difflib
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from junheng.facts.intake.books.parts import open_archive, read_member
from junheng.facts.intake.values.sheet import (
    GZIP,
    MOST_BYTES,
    MOST_MEMBERS,
    MOST_UNPACKED,
    SPREADSHEETS,
    TEXTS,
    File,
    TooLarge,
    damaged,
    is_table,
    safe,
    title_of,
    too_big,
)
from junheng.terms import Finding, Message, Severity, UsageError, joined
from junheng.terms.reasons import reason

ZIP = ".zip"
_KNOWN = " ".join((*SPREADSHEETS, *TEXTS, *(text + GZIP for text in TEXTS), ZIP))
_PACKED = (ZIP, ".rar", ".7z", ".tar", ".tgz", ".gz")  # may hold what was meant to be read
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini", "__macosx")
_DEEPEST = 2  # zips inside each other, the one handed in not counted
_NO_TABLE = Message("不是电子表格", "is no spreadsheet")
_TOO_DEEP = Message(f"是套得太深的压缩包（里面的压缩包最多打开 {_DEEPEST} 层）", f"is a zip too deep inside others (of zips inside each other {_DEEPEST} are opened)")
_Read = Callable[[], bytes]
_NEAR = 3  # files that are named where one is not there


def open_files(path: Path, findings: list[Finding]) -> Iterator[File]:
    """The file itself, or those in a zip or a folder. Raises UsageError where there is none."""
    shown = safe(str(path))
    try:
        if path.is_dir():
            yield from _chosen(_of_folder(path), path, findings)
            return
        if not path.is_file():
            raise _no_file(path, shown)
    except (OSError, ValueError):  # a name too long or with a NUL
        raise UsageError(f"没有文件“{shown[:200]}”", f"there is no file {shown[:200]}") from None
    read = partial(_read_path, path, shown)
    unpacked = _unpacked(read, path.name)
    above = () if path.is_absolute() else tuple(map(safe, reversed(path.parent.parts[:-1])))  # as the user wrote it
    file = File(title_of(path.name), safe(path.absolute().parent.name), shown, unpacked, path=path if unpacked is read else None, above=above)
    if path.suffix.lower() == ZIP:
        yield from _chosen(_of_zip(file.read(), file.name), path, findings)
    elif is_table(path.name):
        yield file
    else:
        raise UsageError(f"读不了“{file.name}”：可读的文件类型为 {_KNOWN}", f"cannot read {file.name}: the types read are {_KNOWN}")


def _no_file(path: Path, shown: str) -> UsageError:
    if path.exists():
        return UsageError(
            f"“{shown}”不是普通文件（是设备或管道），不读取；请给出文件、文件夹或 zip", f"{shown} is a device or a pipe and is not read; give a file, a folder or a zip"
        )
    if path.is_symlink():
        return UsageError(f"“{shown}”是链接，指向的文件不存在", f"{shown} is a link to a file that is not there")
    near = _near(path)
    return UsageError(f"没有文件“{shown}”{near.zh}", f"there is no file {shown}{near.en}")


def _near(path: Path) -> Message:
    """The folder that is not there either, else the files in it that are called nearly so."""
    if not path.parent.is_dir():
        return Message(f"，也没有文件夹 {safe(str(path.parent))}", f", nor a folder {safe(str(path.parent))}")
    near = difflib.get_close_matches(path.name, sorted(each.name for each in path.parent.iterdir()), n=_NEAR)
    said = ", ".join(map(safe, near))
    return Message(f"；相近的有：{said}", f"; nearly so are called: {said}") if near else Message("", "")


def _read_path(path: Path, shown: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_big(shown, size, MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了“{shown}”（{reason(error).zh}）", f"cannot read {shown} ({reason(error).en})") from None


def _unpacked(read: _Read, name: str) -> _Read:
    """How a .csv.gz is read: as the text in it, and never more of it than of any file."""
    return partial(_gunzip, read, safe(name)) if name.lower().endswith(GZIP) else read


def _gunzip(read: _Read, name: str) -> bytes:
    raw = read()
    if raw[:2] != b"\x1f\x8b":
        return raw  # a text that is only called so
    try:
        with gzip.open(io.BytesIO(raw)) as packed:
            text = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise damaged(name, str(error)) from None
    if len(text) > MOST_BYTES:
        raise too_big(name, len(text), MOST_BYTES)
    return text


# --- many files: those that are tables, in the order of their names, and a word about every other one


def _chosen(members: Iterable[tuple[str, _Read | None]], whole: Path, findings: list[Finding]) -> Iterator[File]:
    """`members`: each name inside, and how it is read (None: it cannot be)."""
    called = safe(whole.absolute().name)
    alone = safe(whole.stem if whole.is_file() else called)  # the folder of what lies in none
    passed_over: dict[str, Finding] = {}
    found = False
    for name, read in sorted(_with_packed(members, called, passed_over), key=lambda each: each[0]):
        parts = [part for part in safe(name.replace("\\", "/")).split("/") if part not in ("", ".")] or [""]
        inside, (*folders, own) = "/".join(parts), parts
        of_system = next((part for part in parts if _is_of_the_system(part)), None)
        if ".." in parts:
            passed_over[inside] = _not_read(called, inside, Message("的路径通向压缩包之外", "has a path that leads out of the zip"), Severity.WARNING)
        elif of_system:
            upto = "/".join(parts[: parts.index(of_system) + 1])
            passed_over[upto] = _not_read(called, upto, Message("是系统或办公软件的隐藏文件", "is a hidden file of the system or an office program"))
        elif read is None:
            why = Message("打不开，或是指向文件夹的链接", "cannot be opened, or is a link to a folder")
            passed_over[inside] = _not_read(called, inside, why, Severity.WARNING)
        elif not is_table(own):
            packed = own.lower().endswith(_PACKED)
            why = _TOO_DEEP if own.lower().endswith(ZIP) else _NO_TABLE  # all others of its kind have been opened
            passed_over[inside] = _not_read(called, inside, why, Severity.WARNING if packed else Severity.INFO)
        else:
            found = True
            where = f"{called}/{inside}"
            folder, *above = [re.sub(r"\.zip$", "", each, flags=re.IGNORECASE) for each in reversed(folders)] + [alone]
            yield File(title_of(own), folder, where, _unpacked(read, where), among_others=True, above=tuple(above))
    findings.extend(passed_over.values())
    if not found:
        zh, en = ("压缩包", "the zip") if whole.is_file() else ("文件夹", "the folder")
        told = [each.message for each in passed_over.values() if each.severity == Severity.WARNING][:3]  # what was perhaps meant
        more = joined([Message("", ""), *told], zh="。", en=". ")
        raise UsageError(
            f"{zh}“{called}”中没有电子表格；可读的文件类型为 {_KNOWN}{more.zh}", f"there is no spreadsheet in {en} {called}; the types read are {_KNOWN}{more.en}"
        )


def _with_packed(members: Iterable[tuple[str, _Read | None]], called: str, passed_over: dict[str, Finding]) -> Iterator[tuple[str, _Read | None]]:
    """The members, and in place of each zip what is in it: schools hand in a zip each, and an office zips those."""
    held = members_in_all = 0  # of zips inside: all stay open until the last of their files is read
    waiting = [(name, read, 0) for name, read in members]
    for name, read, depth in waiting:
        if read is None or depth == _DEEPEST or not name.lower().endswith(ZIP) or any(map(_is_of_the_system, name.split("/"))):
            yield name, read
            continue
        try:
            raw = read()
            if (held := held + len(raw)) > MOST_UNPACKED:
                raise too_big(safe(name), held, MOST_UNPACKED)
            packed = list(_of_zip(raw, safe(name)))
        except UsageError as error:
            why = Message(f"打不开（{error.message.zh}）", f"cannot be opened ({error.message.en})")
            passed_over[safe(name)] = _not_read(called, safe(name), why, Severity.WARNING)
            continue
        if (members_in_all := members_in_all + len(packed)) > MOST_MEMBERS:
            raise _too_many(called)
        waiting.extend((f"{name}/{inside}", how, depth + 1) for inside, how in packed)


def _is_of_the_system(part: str) -> bool:
    return part.startswith((".", "~$")) or part.lower() in _OF_THE_SYSTEM


def _not_read(whole: str, inside: str, why: Message, severity: Severity = Severity.INFO) -> Finding:
    doubtful = severity == Severity.WARNING
    zh = "；如含有要报送的表，请解开或另行给出" if doubtful else ""
    en = "; unpack it, or give it by itself, if it holds tables that belong here" if doubtful else ""
    message = Message(f"“{inside}”{why.zh}，未读取{zh}", f"{inside} {why.en} and was not read{en}")
    return Finding(severity, "member-not-read", message, whole, "", "", inside, _KNOWN)


def _too_many(whole: str) -> UsageError:
    return UsageError(
        f"“{whole}”中有 {MOST_MEMBERS} 个以上的文件，最多可读 {MOST_MEMBERS} 个；请指明要读的文件夹",
        f"{whole} holds more than {MOST_MEMBERS} files; at most {MOST_MEMBERS} are read. Name the folder that is meant",
    )


def _of_zip(raw: bytes, name: str) -> Iterator[tuple[str, _Read | None]]:
    archive = open_archive(raw, name)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise _too_many(name)
    for info in infos:
        inside = _member_name(info)
        yield inside, partial(read_member, archive, info, f"{name}/{safe(inside)}")


def _member_name(info: zipfile.ZipInfo) -> str:
    """Zips made on a Chinese Windows write names in GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _of_folder(top: Path) -> Iterator[tuple[str, _Read | None]]:
    """Every file below, and every folder that is not entered: hidden ones, and links, which may run in a circle."""
    seen, waiting = 0, [str(top)]
    for folder in waiting:  # one by one: os.walk would call itself for each folder inside another, and these may be a thousand deep
        at, folders, files = next(os.walk(folder, onerror=_refuse), (folder, [], []))
        kept = [name for name in folders if not _is_of_the_system(name) and not Path(at, name).is_symlink()]
        left_out = [name for name in folders if name not in kept]
        waiting += [os.path.join(at, name) for name in kept]
        seen += len(files) + len(folders) + len(left_out)
        if seen > MOST_MEMBERS:
            raise _too_many(safe(str(top)))
        below = Path(at).relative_to(top).parts
        for name in (*files, *left_out):
            path = os.path.join(at, name)
            yield "/".join((*below, name)), partial(_read_path, Path(path), safe(path)) if os.path.isfile(path) else None


def _refuse(error: OSError) -> None:
    shown = safe(str(error.filename))
    raise UsageError(f"读不了文件夹“{shown}”（{reason(error).zh}）", f"cannot read the folder {shown} ({reason(error).en})")


def file_unknown(file: File, why: Message, severity: Severity = Severity.WARNING) -> Finding:
    """One file of many: the others are read, and this one is not passed over in silence."""
    return Finding(severity, "file-unknown", Message(f"未采用：{why.zh}", f"not used: {why.en}"), file.name, "", "", file.where)


def not_opened(file: File, error: UsageError) -> Finding:
    """Of one file of many that is empty, damaged or locked, an error: a school may lack. A text may be a readme. Raises the error again where it is no such file, or is too large."""
    is_text = file.name.lower().endswith(".txt")
    if not file.among_others or (isinstance(error, TooLarge) and not is_text):
        raise error
    if is_text:
        return file_unknown(file, error.message)
    zh, en = error.message.zh.rstrip("。"), error.message.en.rstrip(".")
    why = Message(f"{zh}；请换成能打开的文件，不需要的请移走", f"{en}. Put one in its place that can be opened, or take it away if it is not needed")
    return file_unknown(file, why, Severity.ERROR)
