"""A column of a list of which a part slid by one line: each figure fits the pupils of the line above it, or below, and not its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
FEWEST = 12  # lines that slid: fewer fit the line beside them by chance
NEARER = 0.5  # how far the figures are from what the other line's pupils let expect, of how far they are from what their own do
NO_CHANCE = 3.2  # the gain of all lines, in spreads of what they would gain and lose by chance
LEAST_GAIN = 2.5  # of a run, on the log scale: twelve lines that are a fifth off
BETTER = 0.7  # the share of the lines that fit better
_MOST = 1.5  # on the log scale: no single line says more


class _Slide(NamedTuple):
    first: int  # places of the rows
    last: int
    step: int  # -1: the figures are of the line above


def slid_columns(sheet: Sheet, rows: Sequence[int], pupils: str, figures: Mapping[str, Numbers], heads: Mapping[str, str]) -> Iterator[Finding]:
    """pupils, figures: columns of the sheet by their letters, with their values in these rows, NaN where none is given. Where most columns slid, it is the pupils' one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.column_stack(list(figures.values())))
    logs[~np.isfinite(logs)] = np.nan
    names = list(figures)
    size = logs[:, names.index(pupils)]
    enough = np.flatnonzero(((~np.isnan(logs + size[:, None])).sum(axis=0) >= FEWEST) & (np.array(names) != pupils))
    found = {names[enough[place]]: slide for place, slide in _slides(logs[:, enough], size)}
    if len(found) > 2 and 2 * len(found) > len(enough):
        first = next(iter(found.values()))
        found = {pupils: first._replace(step=-first.step)}
    for column, slide in found.items():
        yield _finding(sheet, rows, column, slide, heads.get(column, column))


def _slides(values: Matrix, size: Numbers) -> Iterator[tuple[int, _Slide]]:
    """Of each column. All are looked at together first: mostly there is none that gains enough."""
    if not values.shape[1]:
        return
    usual = np.nanmedian(values - size[:, None], axis=0)
    own = np.abs(values - size[:, None] - usual)
    best = dict[int, tuple[float, _Slide]]()
    for step in (-1, 1):
        beside = np.full(len(size), np.nan)
        beside[max(0, -step) : len(size) - max(0, step)] = size[max(0, step) : len(size) + min(0, step)]
        other = np.abs(values - beside[:, None] - usual)
        gains = np.nan_to_num(np.clip(own - other, -_MOST, _MOST))
        total = gains.cumsum(axis=0)
        lowest = np.minimum.accumulate(np.vstack([np.zeros(total.shape[1]), np.minimum(total, 0.0)[:-1]]), axis=0)
        for place in np.flatnonzero((total - lowest).max(axis=0) >= LEAST_GAIN).tolist():
            slide = _longest(gains[:, place], total[:, place], lowest[:, place], own[:, place], other[:, place], step)
            if slide and slide < best.get(place, (NEARER + 1, slide[1])):
                best[place] = slide
    yield from ((place, slide) for place, (_, slide) in best.items())


def _longest(gains: Numbers, total: Numbers, lowest: Numbers, own: Numbers, other: Numbers, step: int) -> tuple[float, _Slide] | None:
    """The run of lines that gains most, and how much nearer it is; None where it may be chance."""
    last = int(np.argmax(total - lowest))
    first = int(np.argmin(np.concatenate([[0.0], total[:last]])))
    told = gains[first : last + 1][gains[first : last + 1] != 0]
    if len(told) < FEWEST or float((told > 0).mean()) < BETTER or float(told.sum()) < NO_CHANCE * float(np.linalg.norm(told)):
        return None
    both = ~np.isnan(own[first : last + 1] + other[first : last + 1])
    nearer = float(other[first : last + 1][both].sum()) / float(own[first : last + 1][both].sum())
    return (nearer, _Slide(first, last, step)) if nearer <= NEARER else None


def _finding(sheet: Sheet, rows: Sequence[int], column: str, slide: _Slide, head: str) -> Finding:
    first, last = rows[slide.first] + 1, rows[slide.last] + 1
    zh, en = ("上", "above") if slide.step < 0 else ("下", "below")
    return Finding(
        Severity.WARNING, "column-slid",
        Message(
            f"“{head}”第 {first} 至 {last} 行的数与{zh}一行学校的在校生数相称，与本行不相称；请看这一列是否整体错了一行（插入或删除了单元格）",
            f"`{head}`: from row {first} to {last} the figures fit the pupils of the line {en} and not their own: did the column slide by one line (a cell inserted or deleted)?",
        ),
        sheet.file, sheet.name, f"{column}{first}", f"{column}{first}:{column}{last}",
    )
