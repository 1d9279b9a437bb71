"""Writing a folder so that it appears whole or not at all, and clearing away what killed processes left unfinished."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

PREFIX = ".writing-"
OLD = 24 * 3600  # seconds: nobody writes a snapshot for a day. Only where a folder cannot be locked


@contextlib.contextmanager
def written_aside(store: Path) -> Iterator[Path]:
    """A folder beside the snapshots, locked by this process until it is renamed or given up; then it is gone."""
    store.mkdir(parents=True, exist_ok=True)
    folder, lock = _locked_folder(store)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # no longer there where it was renamed
        if lock is not None:
            os.close(lock)


def _locked_folder(store: Path) -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=store))
        try:
            lock = _lock(folder)
        except BlockingIOError:
            continue  # somebody clears it away, between the two lines above
        if folder.is_dir():
            return folder, lock
        if lock is not None:
            os.close(lock)


def _lock(folder: Path, wait: bool = False) -> int | None:
    """None where folders cannot be locked. Raises BlockingIOError where a living process holds the lock.

    The kernel gives a lock back when its process ends, however it ends: no process number that another may bear by then.
    """
    if fcntl is None:
        return None
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        os.close(opened)
        if isinstance(error, BlockingIOError):
            raise
        return None  # this kind of disk knows no locks
    return opened


@contextlib.contextmanager
def held(folder: Path) -> Iterator[bool]:
    """One process at a time may move a folder away; False where another did while this one waited."""
    lock = _lock(folder, wait=True)
    try:
        yield folder.is_dir() and (lock is None or os.path.samestat(os.fstat(lock), folder.stat()))
    finally:
        if lock is not None:
            os.close(lock)


def clear_left_over(store: Path) -> None:
    """Removes folders of processes that ended while they wrote: those whose lock is free, else those that are a day old."""
    for folder in store.glob(f"{PREFIX}*"):
        try:
            lock = _lock(folder)
        except BlockingIOError:
            continue
        try:
            if lock is not None or _is_old(folder):
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            if lock is not None:
                os.close(lock)


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > OLD
    except OSError:
        return False


def write_through(path: Path, content: bytes | memoryview) -> None:
    """Returns when the content would survive a power cut."""
    with path.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def on_disk(folder: Path) -> None:
    """Waits until what a folder lists would survive a power cut."""
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders, and needs no such thing
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
