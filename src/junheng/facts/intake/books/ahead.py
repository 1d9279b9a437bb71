"""Many workbooks: a second process opens them, in their order, while the first makes facts of those that are open.

When the first would have to wait, it opens one of the next itself. Both only read and screen small workbooks; whatever else a file is,
or if the process is gone, the file is opened as if there were none.
"""

from __future__ import annotations

import dataclasses
import importlib
import mmap
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.heads.labels_first import look_ahead
from junheng.facts.intake.persons.screen import screen
from junheng.facts.intake.values.sheet import File, Sheet
from junheng.terms import Finding

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FEWEST = 60  # files: fewer are read sooner than a process has started
_TOGETHER = 8  # workbooks that are handed over in one go: each time costs as much as a tenth of opening one
_CLOSE = 8  # files: what comes sooner is left to the second process, which may have begun it
_LARGEST = 2**20  # bytes of a workbook: a larger one costs more to hand over than it saves
_ROOM = 2**20  # bytes of workbooks that are on their way
_PATIENCE = 30.0  # seconds for one workbook, before its process is given up


class Opened(NamedTuple):
    sheets: list[Sheet]  # that may be read
    findings: list[Finding]
    refused: int  # rows of sheets that may not be read
    content: int  # the hash of the whole file, as this process has it too


def opened_ahead(files: Sequence[File]) -> Iterator[Opened | None]:
    """For each file, in their order: what was opened, or None where it has to be opened here."""
    ahead = _Ahead(files)
    try:
        for number in range(len(files)):
            yield ahead.taken(number)
    finally:
        ahead.close()


class _Ahead:

    def __init__(self, files: Sequence[File]) -> None:
        self._from: Connection | None = None
        self._kept: dict[int, Opened | None] = {}
        if len(files) < FEWEST or sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
            return  # other systems cannot start a process that knows what this one knows
        self._files, self._next = files, 0  # of those from `_next` on, this process has opened none
        self._mine = mmap.mmap(-1, len(files))  # both see it: a 1 for each file that this process opens
        self._mine[0] = 1  # while the other starts
        forked = importlib.import_module("multiprocessing").get_context("fork")  # a hundredth of a second that small deliveries do not need
        self._from, into = forked.Pipe(duplex=False)
        with suppress(OSError):
            fcntl = importlib.import_module("fcntl")  # not there on other systems
            fcntl.fcntl(into.fileno(), fcntl.F_SETPIPE_SZ, _ROOM)
        self._process = forked.Process(target=_open_all, args=(files, self._mine, self._from, into), daemon=True)
        self._process.start()
        into.close()

    def taken(self, number: int) -> Opened | None:
        if self._from is None or self._mine[number]:
            return self._kept.pop(number, None)
        with suppress(EOFError, OSError):
            while number not in self._kept and self._ready(number):
                self._kept |= {at: opened for at, opened in self._from.recv().items() if at >= number}  # not what both have opened
        if number not in self._kept:
            self.close()
        return self._kept.pop(number, None)

    def _ready(self, number: int) -> bool:
        """Whether the other process has handed something over; until then this one makes itself useful."""
        assert self._from is not None
        while not self._from.poll():
            self._next = max(self._next, number + _CLOSE)
            if self._next >= len(self._files):
                return self._from.poll(_PATIENCE)
            self._mine[self._next] = 1
            self._kept[self._next] = _opened(self._files[self._next])
            self._next += 1
        return True

    def close(self) -> None:
        if self._from is not None:
            self._from.close()
            self._process.kill()
            self._process.join(0)  # not waited for: its memory takes a while to go
            self._from = None


def _open_all(files: Sequence[File], taken: mmap.mmap, other_end: Connection, into: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the first process ends this one too
    other_end.close()
    with suppress(OSError):  # the first process is gone
        some: dict[int, Opened | None] = {}
        for number, file in enumerate(files):
            if not taken[number]:
                some[number] = _opened(file)
            if some and (len(some) == _TOGETHER or number + 1 == len(files)):
                into.send(some)
                some = {}


def _opened(file: File) -> Opened | None:
    """What cannot be opened is tried again by the first process, which says why."""
    with suppress(Exception):
        raw = file.read()
        if raw[:2] == b"PK" and len(raw) <= _LARGEST:
            findings: list[Finding] = []
            sheets, refused = screen(read_sheets(dataclasses.replace(file, read=partial(bytes, raw)), findings), findings)
            for sheet in sheets:
                look_ahead(sheet)
            return Opened(sheets, findings, refused, hash(raw))
    return None
