"""Snapshots on disk: one folder per delivery, named by its content, written once."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import polars as pl

from junheng.facts.delivery import Correction
from junheng.facts.store.facts import Facts
from junheng.facts.store.frames import empty_records, empty_tables
from junheng.terms import Message, UsageError

_INDEX = "snapshot.json"


def default_store() -> Path:
    """JUNHENG_STORE, else the user's data folder."""
    given = os.environ.get("JUNHENG_STORE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "junheng" / "snapshots"


def keep(facts: Facts, store: Path) -> Path:
    """Writes the snapshot unless it is there. It appears whole or not at all: written aside, then renamed."""
    target = store / facts.snapshot
    if (target / _INDEX).is_file():
        return target
    try:
        store.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=store))
    except OSError as error:
        raise _unwritable(store, error) from None
    try:
        _write(facts, aside)
        aside.rename(target)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        if not (target / _INDEX).is_file():  # somebody else may have written the same content meanwhile
            raise _unwritable(store, error) from None
    return target


def _unwritable(store: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(
        f"写不进快照目录 {store}（{reason}）；可用 --store 或环境变量 JUNHENG_STORE 另指目录",
        f"cannot write to the snapshot folder {store} ({reason}); name another with --store or JUNHENG_STORE",
    )


def _write(facts: Facts, folder: Path) -> None:
    for kind, frames in (("tables", facts.tables), ("records", facts.records)):
        (folder / kind).mkdir()
        for name, frame in frames.items():
            if frame.is_empty():
                continue  # read back as empty
            frame.write_parquet(folder / kind / f"{name}.parquet", compression="zstd")
    index: dict[str, object] = {"snapshot": facts.snapshot, "letters": facts.letters}
    if facts.corrections:
        index["corrections"] = [asdict(each) for each in facts.corrections]
    if facts.calendar_year:
        index["calendar_year"] = True
    (folder / _INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1), "utf-8")


def read_snapshot(store: Path, name: str) -> Facts:
    """A kept snapshot by its name. Its content must still have the hash it is named by."""
    folder = store / name
    if not (folder / _INDEX).is_file():
        raise _unknown(store, name)
    try:
        index = json.loads((folder / _INDEX).read_text("utf-8"))
        frames = {
            kind: {**empty, **{path.stem: pl.read_parquet(path) for path in sorted((folder / kind).glob("*.parquet"))}}
            for kind, empty in (("tables", empty_tables()), ("records", empty_records()))
        }
        letters = {table: [tuple(entry) for entry in entries] for table, entries in index["letters"].items()}
        corrections = tuple(Correction(**each) for each in index.get("corrections", ()))
        facts = Facts(frames["tables"], frames["records"], letters, corrections, bool(index.get("calendar_year")))
        same = facts.snapshot == name
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise _altered(folder, type(error).__name__) from None
    if not same:
        raise _altered(folder, facts.snapshot)
    return facts


def _unknown(store: Path, name: str) -> UsageError:
    """With what the store holds: the nearest names, else the newest."""
    kept = sorted(store.glob(f"*/{_INDEX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    names = [path.parent.name for path in kept]
    near = [each for each in names if name and each.startswith(name)] or difflib.get_close_matches(name, names, n=5, cutoff=0.6)
    shown = "、".join((near or names)[:5])
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


def _altered(folder: Path, what: str) -> UsageError:
    return UsageError(
        f"快照 {folder} 的内容与名称不符（{what}），可能被改动或损坏，不予使用；请重新提交原文件",
        f"the content of the snapshot {folder} is not what its name says ({what}): altered or damaged, it is not used. "
        "Hand in the files again",
    )
