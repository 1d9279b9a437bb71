"""One reading in a process of its own: `python -m junheng.cli.benches.readers NAME PATH`.

Prints seconds (from the files on disk to what the reader makes of them, imports done before), seconds of all cores together
and the peak of its memory.
"""

from __future__ import annotations

import gc
import importlib
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
from python_calamine import CalamineWorkbook

from junheng.facts import load
from junheng.facts.checks import catalogue
from junheng.facts.intake import read_files
from junheng.facts.intake.heads.source import load_source, source_ids


def _facts(path: Path) -> object:
    """Everything a check does but printing: facts in tables, and every finding."""
    return load([path])


def _read(path: Path) -> object:
    """Every cell as the value it stands for, each finding about a cell, each row's school; no tables and no checks of facts yet."""
    return read_files([path])


def _only_open(folder: Path) -> None:
    """Every cell of every sheet, by the reader that the intake uses."""
    for path in sorted(folder.iterdir()):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def _typed(path: Path) -> object:
    """With a type for each column. Numbers typed with blanks or in full width would make it refuse the file; here they are lost."""
    return pl.read_csv(path, skip_rows=1, ignore_errors=True)


def _untyped(path: Path) -> object:
    """Every cell as text."""
    return pl.read_csv(path, skip_rows=1, infer_schema=False)


READERS: dict[str, Callable[[Path], object]] = {"junheng": _facts, "junheng, reading": _read, "calamine": _only_open, "polars": _typed, "polars, as text": _untyped}


_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    """Seconds of this process and of those it has started and waited for."""
    used = map(resource.getrusage, _PROCESSES)
    return sum(each.ru_utime + each.ru_stime for each in used)


def main(name: str, path: Path) -> None:
    gc.set_threshold(1_000_000)  # as the command line does
    for source in source_ids():  # our own content is read once per process, like imports
        load_source(source)
    catalogue()
    intake = "junheng.facts.intake"
    for late in (f"{intake}.family", f"{intake}.books.long_rows", f"{intake}.values.plain_cells", "multiprocessing.popen_fork", "multiprocessing.connection"):
        importlib.import_module(late)  # what the intake imports only where a file asks for it
    begun, used = time.perf_counter(), _cpu()
    made = READERS[name](path)
    seconds = time.perf_counter() - begun
    del made  # what was read is used before it is let go
    for child in multiprocessing.active_children():  # the reader does not wait for what has nothing more to tell
        child.join()
    cpu = _cpu() - used
    peak = sum(resource.getrusage(whose).ru_maxrss for whose in _PROCESSES) / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
