"""Work beside other work: for long lists by two threads, since Polars and numpy let Python go on meanwhile."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

LONG = 50_000  # rows: of fewer, a thread's turns cost more than they save
Later = Callable[[], Any]  # what the work has found, once it is done


@contextmanager
def beside(rows: int, threads: int = 2) -> Iterator[Callable[..., Later]]:
    """Gives `later(work, *given)`: the work begun at once in another thread, in the order given; of few rows, done when it is first asked for.

    An error of the work is raised where it is asked for.
    """
    if rows < LONG:
        yield lambda work, *given: cache(partial(work, *given))
        return
    pool = importlib.import_module("concurrent.futures").ThreadPoolExecutor(threads)  # short lists start without it
    try:
        yield lambda work, *given: pool.submit(work, *given).result
    finally:
        pool.shutdown(cancel_futures=True)
