"""A bar on a terminal for what takes longer than half a second: files, rows. Nothing is loaded or shown before."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from junheng.facts.intake.progress import Step, listen
from junheng.terms import Lang, Message

PATIENCE = 0.5  # seconds without a word


@contextmanager
def shown(lang: Lang, quiet: bool) -> Iterator[None]:
    """quiet: the output is for machines."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    bar = _Bar(lang)
    end = listen(bar.step)
    try:
        yield
    finally:
        end()
        bar.close()


class _Bar:
    """Drawn by a timer's thread, so that one large file shows it too."""

    def __init__(self, lang: Lang) -> None:
        self._lang, self._bar, self._task, self._closed = lang, None, None, False
        self._last = Step(0, 0, "", 0)
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE, self._open)
        self._timer.daemon = True
        self._timer.start()

    _bar: Any
    _task: Any

    def step(self, step: Step) -> None:
        with self._lock:
            self._last = step
            if self._bar is not None:
                self._draw()

    def _open(self) -> None:
        console = importlib.import_module("rich.console").Console(stderr=True)
        bar = importlib.import_module("rich.progress").Progress(console=console, transient=True)
        with self._lock:
            if self._closed:
                return
            self._bar = bar
            self._task = self._bar.add_task("", total=None)
            self._draw()
            self._bar.start()

    def _draw(self) -> None:
        step = self._last
        # the name of one large file and no share of it: how long it will take is not known
        self._bar.update(self._task, description=told(step).to(self._lang), completed=step.done, total=step.total if step.total > 1 else None)

    def close(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bar is not None:
                self._bar.stop()


def told(step: Step) -> Message:
    """What stands before the bar."""
    if not step.total:
        return Message("正在查看文件", "looking at the files")
    if step.done >= step.total:
        return Message(f"已读 {step.total} 个文件、{step.rows} 行，正在汇总", f"{step.total} files and {step.rows} rows read, putting them together")
    rows = Message(f"，已读 {step.rows} 行", f", {step.rows} rows so far") if step.rows else Message("", "")
    return Message(f"正在读取 {step.file}{rows.zh}", f"reading {step.file}{rows.en}")
