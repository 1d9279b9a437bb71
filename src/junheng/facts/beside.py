"""Work beside other work: by threads, since Polars and numpy let Python go on meanwhile."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

LONG = 50_000  # rows of a list: to read the columns of fewer, a thread's turns cost more than they save
_USUAL = sys.getswitchinterval()  # seconds; not asked for each time: another list may be read meanwhile
_TURN = 0.0001  # seconds that a thread may keep the others waiting: most of their steps are as short, and Python's own fifty times that cost a county's checks a sixth
Later = Callable[[], Any]  # what the work has found, once it is done


def threads_for(rows: int) -> int:
    """How many read the columns of a list."""
    return 2 if rows >= LONG else 0


@contextmanager
def beside(threads: int) -> Iterator[Callable[..., Later]]:
    """Gives `later(work, *given)`: the work begun at once in another thread, in the order given; without threads, done when it is first asked for.

    An error of the work is raised where it is asked for.
    """
    if not threads:
        yield lambda work, *given: cache(partial(work, *given))
        return
    sys.setswitchinterval(_TURN)
    pool = importlib.import_module("concurrent.futures").ThreadPoolExecutor(threads)  # few files need it
    try:
        yield lambda work, *given: pool.submit(work, *given).result
    finally:
        pool.shutdown(cancel_futures=True)
        sys.setswitchinterval(_USUAL)
