"""The figure of a cell as sums and comparisons take it, whether a fact is read from the cell or not: the same number that a fact would be."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from junheng.facts.intake.values.cells import is_missing, is_number, is_torn, unmarked
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import plain
from junheng.facts.intake.values.unit_behind import number_behind
from junheng.terms import Message

_DIGIT = re.compile(r"\d")


def figure(cell: Cell) -> float | None:
    """None where it is blank or cannot be used, which is told of elsewhere."""
    if type(cell) is float:  # nearly every cell
        return cell if 0 <= cell < math.inf else None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell) if 0 <= cell < math.inf else None
    if is_missing(cell) or not isinstance(cell, str):
        return None
    cell = number_behind(cell) or cell  # 40人 is read as 40
    if not is_number(cell) or is_torn(cell):
        return None
    number = float(plain(unmarked(cell)[0]).replace(",", ""))  # 330① is read as 330
    return number if 0 <= number < math.inf else None


@lru_cache(maxsize=1 << 16, typed=True)  # texts and blanks come again and again
def figure_or_0(cell: Cell) -> float:
    """NaN where something stands in place of a figure."""
    return math.nan if is_odd(cell) else figure(cell) or 0.0


def is_odd(cell: Cell) -> bool:
    """A text with digits that is no number, no one number, or none in this unit of counting: 12.34.5, 1 20, a date, 约30; a figure below 0."""
    if isinstance(cell, (int, float)):
        return cell < 0
    return isinstance(cell, str) and _DIGIT.search(cell) is not None and not is_missing(cell) and figure(cell) is None


def probably_wrong(at: str, found: str, others: int) -> Message:
    """What is said of a cell that does not fit other sums either; nothing where there are none."""
    if not others:
        return Message("", "")
    if not found:
        return Message(f"；{at}（空）还与另外 {others} 处不符，多半是漏填", f"; {at} (blank) does not fit {others} more of them, so it was probably left out")
    return Message(f"；{at}（{found}）还与另外 {others} 处不符，多半是它填错", f"; {at} ({found}) does not fit {others} more of them, so it is probably the wrong one")
