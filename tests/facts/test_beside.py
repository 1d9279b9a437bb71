"""Work beside other work gives what the same work gives alone."""

from __future__ import annotations

import threading

import pytest

from junheng.facts import beside


def test_without_threads_the_work_is_done_once_when_it_is_first_asked_for() -> None:
    done: list[int] = []
    with beside.beside(beside.threads_for(beside.LONG - 1)) as later:
        first, second = later(done.append, 1), later(done.append, 2)
        assert done == []
        second()
        first()
        first()
    assert done == [2, 1]


def test_of_many_rows_two_are_at_work_at_once() -> None:
    met = threading.Barrier(2, timeout=10)
    with beside.beside(beside.threads_for(beside.LONG)) as later:
        places = [later(met.wait), later(met.wait)]  # each waits for the other
        assert sorted(place() for place in places) == [0, 1]


@pytest.mark.parametrize("threads", [0, 2])
def test_an_error_is_raised_where_the_work_is_asked_for(threads: int) -> None:
    def fail() -> None:
        raise ValueError("no such column")

    with beside.beside(threads) as later:
        failing, other = later(fail), later(sum, [1, 2])
        with pytest.raises(ValueError, match="no such column"):
            failing()
        assert other() == 3
