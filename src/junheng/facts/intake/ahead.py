"""Many workbooks: a second process opens them, in their order, while the first makes facts of those that are open.

It only reads and screens small workbooks; whatever else a file is, or if the process is gone, the file is opened as if there were none.
"""

from __future__ import annotations

import dataclasses
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from junheng.facts.intake.book import read_sheets
from junheng.facts.intake.screen import screen
from junheng.facts.intake.sheet import File, Sheet
from junheng.terms import Finding

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FEWEST = 60  # files: fewer are read sooner than a process has started
_LARGEST = 2**20  # bytes of a workbook: a larger one costs more to hand over than it saves
_PATIENCE = 30.0  # seconds for one workbook, before its process is given up
Opened = tuple[list[Sheet], list[Finding], int]  # the sheets that may be read, what is said of them, the rows of those that may not


def opened_ahead(files: Sequence[File]) -> Iterator[Opened | None]:
    """For each file, in their order: what was opened, or None where it has to be opened here."""
    ahead = _Ahead(files)
    try:
        for _ in files:
            yield ahead.taken()
    finally:
        ahead.close()


class _Ahead:

    def __init__(self, files: Sequence[File]) -> None:
        self._from: Connection | None = None
        if len(files) < FEWEST or sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
            return  # other systems cannot start a process that knows what this one knows
        forked = importlib.import_module("multiprocessing").get_context("fork")  # a hundredth of a second that small deliveries do not need
        self._from, into = forked.Pipe(duplex=False)
        self._process = forked.Process(target=_open_all, args=(files, self._from, into), daemon=True)
        self._process.start()
        into.close()

    def taken(self) -> Opened | None:
        if self._from is None:
            return None
        with suppress(EOFError, OSError):
            if self._from.poll(_PATIENCE):
                found: Opened | None = self._from.recv()
                return found
        self.close()
        return None

    def close(self) -> None:
        if self._from is not None:
            self._from.close()
            self._process.kill()
            self._process.join()
            self._from = None


def _open_all(files: Sequence[File], other_end: Connection, into: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the first process ends this one too
    other_end.close()
    with suppress(OSError):  # the first process is gone
        for file in files:
            into.send(_opened(file))


def _opened(file: File) -> Opened | None:
    """What cannot be opened is tried again by the first process, which says why."""
    with suppress(Exception):
        raw = file.read()
        if raw[:2] == b"PK" and len(raw) <= _LARGEST:
            findings: list[Finding] = []
            sheets, refused = screen(read_sheets(dataclasses.replace(file, read=partial(bytes, raw)), findings), findings)
            return sheets, findings, refused
    return None
