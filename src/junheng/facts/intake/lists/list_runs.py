"""Columns of a list that add up to another one by their figures, whatever their heads say: 一年级 to 六年级 beside 学生数.

Found in some of the rows: what agrees there in so many figures, and so large ones, does not agree by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
_LONGEST, _FARTHEST = 20, 12  # columns of a run; columns between a total and its parts
_SHARE = 0.7  # of the rows: fewer that agree at first sight, and nothing is looked at
_FIRST, _SHARE_FIRST = 8, 0.5  # rows that are asked first, and the share of them
_SHIFTS, _LENGTHS = np.array([  # of all runs: from the total to the first column, and how many columns
    (shift, length) for length in range(2, _LONGEST + 1) for far in range(1, _FARTHEST + 1) for shift in (far, 1 - far - length)
]).T
_PROOF, _PROOF_ALIKE = 20.0, 8.0  # chance would make what agrees once in e20 lists; where the heads are of one kind, less will do
_SMALL = 4  # figures up to so large prove nothing
_PASSES = 3  # rooms within buildings within the whole
_FEW_OFF, _FEW_OFF_BY_FIGURES = 8, 50  # rows that agree for each that does not; where nothing but the figures says so, all the more
_FEWEST_GOOD, _FEW_OFF_OF_SHORT = 6, 4  # in a list that an office keeps itself: what agrees in so many and in four of five is meant, and two slips of a sheet are nothing strange


class Run(NamedTuple):
    whole: int
    parts: tuple[int, ...]  # places in the matrix


class FigureColumns(NamedTuple):
    """What is looked at of a list. values: one column per figure of the list, NaN where a cell holds none. step: the last place of a measure, 0 of a count.

    closer: a column in more rows, since what is 0 in some may not be in others. are_alike: whether the heads of some places say
    that they are parts of one whole. is_short: whether an office keeps the list itself.
    """

    values: Matrix
    step: Numbers
    closer: Callable[[int], Numbers]
    are_alike: Callable[[Sequence[int]], bool]
    is_short: bool = False


def slack_of(steps: Numbers) -> float:
    """Each figure of a measure is rounded."""
    return 0.5 * float(steps.max()) * len(steps) + 1e-6


def excess_of(whole: Numbers, parts: Matrix) -> tuple[Numbers, Flags]:
    """By how much the parts are more than the whole in each row, and whether that can be said: a blank may be anything that is missing."""
    blank = np.isnan(parts)
    excess = np.nansum(parts, axis=1) - whole
    known = ~np.isnan(whole) & ~blank.all(axis=1)
    return np.where(known, excess, np.nan), known & ~blank.any(axis=1)


def runs_among(columns: FigureColumns) -> list[Run]:
    """Each total with the columns beside it that make it."""
    order = list(range(columns.values.shape[1]))
    found: list[Run] = []
    for _ in range(_PASSES):
        new = _best(columns, [run for run in _candidates(columns, order) if run not in found], found)
        if not new:
            break
        found += new
        within = {part for run in found for part in run.parts}
        order = [place for place in order if place not in within]
    return found


def _candidates(columns: FigureColumns, order: list[int]) -> Iterator[Run]:
    """At first sight: blanks as 0, and as much off as the roughest of all columns allows. Of each total the rows with its largest figures are asked first."""
    values = np.nan_to_num(columns.values[:, order])
    before = np.hstack([np.zeros((len(values), 1)), values.cumsum(axis=1)])
    rough, proves = 0.5 * float(columns.step.max()), _proof(values)
    largest = np.argsort(-values, axis=0)[:_FIRST]
    for whole in np.flatnonzero(proves.sum(axis=0) >= _PROOF_ALIKE).tolist():
        inside = (whole + _SHIFTS >= 0) & (whole + _SHIFTS + _LENGTHS <= len(order))
        starts, lengths = whole + _SHIFTS[inside], _LENGTHS[inside]

        def agrees(rows: Any, places: Any, whole: int = whole, starts: Any = starts, lengths: Any = lengths) -> Any:
            """The share of the proof with which runs at these places make the whole in some rows."""
            sums = before[rows][:, (starts + lengths)[places]] - before[rows][:, starts[places]]
            fits = np.abs(sums - values[rows, whole][:, None]) <= rough * (lengths[places] + 1) + 1e-6
            return proves[rows, whole] @ fits / proves[rows, whole].sum()

        likely = np.flatnonzero(agrees(largest[:, whole], slice(None)) >= _SHARE_FIRST)
        sure = agrees(slice(None), likely) >= max(_SHARE, _PROOF_ALIKE / proves[:, whole].sum())
        for start, length in zip(starts[likely[sure]].tolist(), lengths[likely[sure]].tolist(), strict=True):
            yield Run(order[whole], tuple(order[start : start + length]))


def _best(columns: FigureColumns, runs: Sequence[Run], before: Sequence[Run]) -> list[Run]:
    """Of runs that share columns the one that agrees in most rows, then the one with the larger figures, then the shorter one."""
    judged = [(*judged_of, len(run.parts), run) for run in dict.fromkeys(runs) if (judged_of := _judged(columns, run))]
    taken: list[Run] = list(before)
    for _, _, _, run in sorted(judged):
        if not any(run.whole == other.whole and set(run.parts) & set(other.parts) for other in taken) and not _turned(run, taken):
            taken.append(run)
    return taken[len(before) :]


def _turned(run: Run, others: Sequence[Run]) -> bool:
    return any(run.whole in other.parts and other.whole in run.parts for other in others)


def _judged(columns: FigureColumns, run: Run) -> tuple[int, float] | None:
    """How many rows do not agree, and the proof (the less, the better) of those that do; None where chance could make it."""
    parts, whole = np.column_stack([columns.closer(part) for part in run.parts]), columns.closer(run.whole)
    slack = slack_of(columns.step[[run.whole, *run.parts]])
    excess, is_full = excess_of(whole, parts)
    good = np.abs(excess) <= slack
    off = int((~good & (is_full | (excess > 0)) & ~np.isnan(excess)).sum())
    full = good & (whole > 0) & ((np.nan_to_num(parts) > 0).sum(axis=1) > 1)
    is_said = columns.are_alike(run.parts)
    if not bears_out(int(full.sum()), off, is_said, columns.is_short) or not (np.nan_to_num(parts[full][:, [0, -1]]) > 0).any(axis=0).all():
        return None
    proof = float(_proof(whole[full] / (1 + 2 * slack)).sum())
    return (off, -proof) if proof >= (_PROOF_ALIKE if is_said else _PROOF) else None


def _proof(wholes: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How unlikely it is that chance would make each of these figures."""
    return np.log(np.maximum(wholes / _SMALL, 1.0))


def bears_out(good: int, off: int, is_said: bool, is_short: bool) -> bool:
    """is_said: the heads say it too."""
    return surely_bears_out(good, off, is_said) or (is_short and good >= max(_FEWEST_GOOD, off * _FEW_OFF_OF_SHORT))


def surely_bears_out(good: int, off: int, is_said: bool) -> bool:
    """A pupil of two stages, counted once, makes sums that come out nearly everywhere, and rightly not in some."""
    return off * (_FEW_OFF if is_said else _FEW_OFF_BY_FIGURES) <= good or (off == 1 and good > 2)
