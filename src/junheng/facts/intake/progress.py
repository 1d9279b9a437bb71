"""How far long work has come. Nobody listens unless the command line says who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`done` of `total` files, and the rows read so far."""

    done: int
    total: int
    file: str
    rows: int


_listeners: list[Callable[[Step], None]] = []


def listen(listener: Callable[[Step], None]) -> Callable[[], None]:
    """The listener is told of every file that is begun; call what is returned to end it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def begun(done: int, total: int, file: str, rows: int) -> None:
    for listener in _listeners:
        listener(Step(done, total, file, rows))
