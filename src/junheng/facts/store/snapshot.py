"""Snapshots on disk: one folder per delivery, named by its content, written once."""

from __future__ import annotations

import difflib
import errno
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from junheng.facts.delivery import Correction
from junheng.facts.store.facts import Addressed, Facts
from junheng.facts.store.frames import empty_records, empty_tables
from junheng.facts.store.whole_folder import clear_left_over, held, on_disk, write_through, written_aside
from junheng.terms import Finding, Message, Severity, UsageError
from junheng.terms.reasons import reason

INDEX = "snapshot.json"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LISTED, _AREAS = 5, 2  # snapshots that are named where one is not there, and areas of each
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")


def default_store() -> Path:
    """JUNHENG_STORE, else the user's data folder."""
    given = os.environ.get("JUNHENG_STORE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "junheng" / "snapshots"


def keep(facts: Facts, store: Path, findings: list[Finding] | None = None) -> Path:
    """Writes the snapshot unless it is there. It appears whole or not at all: written aside, brought to disk, then renamed.

    What another program altered is put aside and written again; `findings` tells of it.
    """
    clear_left_over(store)
    target = store / facts.snapshot
    if _is_intact(target):
        return target
    try:
        with written_aside(store) as folder:
            _write(facts, folder)
            with held(target) as still_there:
                if still_there and not _is_intact(target):
                    _put_aside(target, findings)
            folder.rename(target)
        on_disk(store)
    except OSError as error:
        if not _is_intact(target):  # else somebody wrote the same content meanwhile
            raise _unwritable(store, error) from None
    return target


def _put_aside(target: Path, findings: list[Finding] | None) -> None:
    kept = Path(tempfile.mkdtemp(prefix=f".altered-{target.name}-", dir=target.parent))
    target.rename(kept)
    if findings is not None:
        zh, en = f"快照 {target} 由较早版本保存，或曾被改动、损坏，已重新写入；原内容移到 {kept.name}", (
            f"the snapshot {target} was kept by an earlier version, or had been altered or damaged; it was written again; what lay there is now in {kept.name}")
        findings.append(Finding(Severity.WARNING, "snapshot-renewed", Message(zh, en)))


def _unwritable(store: Path, error: OSError) -> UsageError:
    why = reason(error)
    what = Message("请先腾出空间，或", "free some space, or ") if error.errno in _FULL else Message("可", "")
    return UsageError(
        f"写不进快照目录 {store}（{why.zh}）；{what.zh}用 --store 或环境变量 JUNHENG_STORE 另指目录",
        f"cannot write to the snapshot folder {store} ({why.en}); {what.en}name another with --store or JUNHENG_STORE",
    )


def _write(facts: Facts, folder: Path) -> None:
    for kind, frames in (("tables", facts.tables), ("records", facts.records)):
        (folder / kind).mkdir()
        for name, frame in frames.items():
            if not frame.is_empty():  # read back as empty
                packed = io.BytesIO()  # written by us: the engine does not say that a disk is full
                frame.write_parquet(packed, compression="zstd")
                write_through(folder / kind / f"{name}.parquet", packed.getbuffer())
        on_disk(folder / kind)
    index: dict[str, object] = {"snapshot": facts.snapshot, "letters": facts.letters}
    if facts.corrections:
        index["corrections"] = [asdict(each) for each in facts.corrections]
    if facts.calendar_year:
        index["calendar_year"] = True
    index["files"] = _hashes(folder)
    write_through(folder / INDEX, json.dumps({**index, "seal": _seal(index)}, ensure_ascii=False, indent=1).encode())
    on_disk(folder)


def _hashes(folder: Path) -> dict[str, str]:
    """Every file of a snapshot but its index. What file managers leave in every folder is none of it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / INDEX and not path.name.startswith(".") and path.name.lower() not in _OF_THE_SYSTEM:
            with path.open("rb") as opened:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(opened, "sha256").hexdigest()
    return found


def _seal(index: Mapping[str, object]) -> str:
    rest = {name: value for name, value in index.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _index(folder: Path) -> dict[str, Any]:
    """Raises ValueError where the folder is not as it was written: a file altered, removed, added, or this list of them."""
    index = json.loads((folder / INDEX).read_text("utf-8"))
    if not isinstance(index, dict) or index.get("seal") != _seal(index):
        raise ValueError(INDEX)
    if index["snapshot"] != folder.name:
        raise ValueError(index["snapshot"])
    now = _hashes(folder)
    changed = sorted(name for name in now.keys() | index["files"].keys() if now.get(name) != index["files"].get(name))
    if changed:
        raise ValueError(", ".join(changed))
    return index


def _is_intact(folder: Path) -> bool:
    try:
        return bool(_index(folder))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def read_snapshot(store: Path, name: str) -> Facts:
    """A kept snapshot by its name. Its files must be those that were written, and their content have the hash it is named by."""
    folder = store / name
    if Path(name).name != name:
        raise UsageError(
            f"快照名称“{name}”不能含目录；请写快照的名称（如 14f4a7e4266c2e9e），目录用 --store 指明",
            f"the name of a snapshot, {name}, holds no folder: give the name alone (e.g. 14f4a7e4266c2e9e), and its folder with --store",
        )
    if not (folder / INDEX).is_file():
        raise _altered(folder, Message(f"{INDEX} 不在", f"{INDEX} is gone")) if (folder / "tables").is_dir() else _unknown(store, name)
    try:
        index = _index(folder)
        frames = {
            kind: {**empty, **{path.stem: pl.read_parquet(path) for path in sorted((folder / kind).glob("*.parquet"))}}
            for kind, empty in (("tables", empty_tables()), ("records", empty_records()))
        }
        letters = {table: [_addressed(*entry) for entry in entries] for table, entries in index["letters"].items()}
        corrections = tuple(Correction(**each) for each in index.get("corrections", ()))
        facts = Facts(frames["tables"], frames["records"], letters, corrections, bool(index.get("calendar_year")))
        same = facts.snapshot == name
    except ValueError as error:
        what = INDEX if isinstance(error, UnicodeDecodeError | json.JSONDecodeError) else str(error)[:200]
        raise _altered(folder, Message(what, what)) from None
    except OSError as error:
        why = reason(error)
        raise UsageError(f"读不了快照 {folder}（{why.zh}）；请检查读取权限", f"cannot read the snapshot {folder} ({why.en}): see whether you may read it") from None
    except (KeyError, TypeError, AttributeError, pl.exceptions.PolarsError) as error:
        raise _altered(folder, Message(type(error).__name__, type(error).__name__)) from None
    if not same:
        raise _altered(folder, Message(facts.snapshot, facts.snapshot))
    return _with_later_columns(facts)


def _addressed(file: str, sheet: str, of: str, letters: dict[str, str] | str) -> Addressed:
    """An earlier version kept each column by itself: `小学/pupils/12`."""
    if isinstance(letters, dict):
        return file, sheet, of, letters
    stage, column, *row = of.split("/")
    return file, sheet, f"{stage}/{''.join(row)}", {column: letters}


def _with_later_columns(facts: Facts) -> Facts:
    """What an earlier version kept lacks the columns that came since: they are missing, and it keeps its name."""
    tables, records = ({name: _completed(frame, empty[name]) for name, frame in frames.items()}
                       for frames, empty in ((facts.tables, empty_tables()), (facts.records, empty_records())))
    later = replace(facts, tables=tables, records=records)
    later.__dict__["snapshot"] = facts.snapshot
    return later


def _completed(frame: pl.DataFrame, empty: pl.DataFrame) -> pl.DataFrame:
    return frame if set(empty.columns) <= set(frame.columns) else pl.concat([empty, frame], how="diagonal_relaxed")


def _unknown(store: Path, name: str) -> UsageError:
    """With what the store holds: the nearest names, else the newest, each with its areas, years and the day it was kept."""
    kept = sorted(store.glob(f"*/{INDEX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    names = [path.parent.name for path in kept if not path.parent.name.startswith(".")]  # unfinished, or put aside
    near = [each for each in names if name and each.startswith(name)] or difflib.get_close_matches(name, names, n=5, cutoff=0.6)
    shown = "、".join(_told_apart(store / each) for each in (near or names)[:_LISTED])
    which = Message("相近的有", "the nearest are") if near else Message("最近保存的有", "the newest are")
    if not names:
        return UsageError(
            f"快照目录 {store} 中没有快照 {name}（目录是空的；junheng evaluate 会保存快照，或用 --store 指明目录）",
            f"there is no snapshot {name} in {store}: it is empty. `junheng evaluate` keeps snapshots; name their folder with --store",
        )
    return UsageError(
        f"快照目录 {store} 中没有快照 {name}；共有 {len(names)} 个，{which.zh}：{shown}",
        f"there is no snapshot {name} in {store}; it holds {len(names)}, {which.en}: {shown.replace('、', ', ')}",
    )


def _told_apart(folder: Path) -> str:
    """Its name and what it is of: `14f4a7e4266c2e9e (甲县 2023 2024; 2024-10-08)`. Of one that cannot be read the day alone."""
    day = datetime.fromtimestamp((folder / INDEX).stat().st_mtime).date().isoformat()
    try:
        of = pl.read_parquet(folder / "tables" / "schools.parquet", columns=["area", "year"])
    except (OSError, pl.exceptions.PolarsError):
        return f"{folder.name} ({day})"
    areas, years = (of[name].drop_nulls().unique().sort().to_list() for name in ("area", "year"))
    said = f"{' '.join(areas[:_AREAS])}{' …' if len(areas) > _AREAS else ''} {' '.join(map(str, years))}".strip()
    return f"{folder.name} ({said}; {day})"


def _altered(folder: Path, what: Message) -> UsageError:
    return UsageError(
        f"快照 {folder} 的内容与名称不符（{what.zh}），可能被改动或损坏，不予使用；请重新提交原文件",
        f"the content of the snapshot {folder} is not what its name says ({what.en}): altered or damaged, it is not used. "
        "Hand in the files again",
    )
