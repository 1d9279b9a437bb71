"""Lists of townships stacked on one sheet, each closed by a 合计 of its own: which schools such a line is of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from junheng.facts.intake.lists.rounding import is_off
from junheng.facts.intake.lists.totals import Summed, is_grand
from junheng.facts.intake.values.sheet import Sheet

_MOST, _FEWEST = 500, 2  # lines of totals, as a county has fewer townships; of one alone, and of one figure, nothing can be told
Blocks = Mapping[int, tuple[int, int]]  # by the line: the places of its first school, and behind its last


def totals_of_blocks(sheet: Sheet, totals: Sequence[int], schools: Sequence[int], columns: Sequence[Summed]) -> Blocks:
    """Lines that say 合计 and nothing more, and are of the schools between them and the one before (or behind), as their figures tell; a last one that is the sum of all schools is of all."""
    grand = [row for row in totals if is_grand(sheet.rows[row])] if len(totals) >= _FEWEST else []
    if not _FEWEST <= len(grand) <= _MOST or not schools:
        return {}
    of_all = {row: _agreeing(sheet, row, schools, columns, (0, len(schools))) for row in grand}
    found: Blocks = {}
    most = 0
    for above in (True, False):
        edges = [-1, *grand] if above else [*grand, len(sheet.rows)]
        places = [bisect_left(schools, edge) for edge in edges]
        blocks = {row: block for row, block in zip(grand, pairwise(places), strict=True) if block[0] < block[1]}
        own = {row: _agreeing(sheet, row, schools, columns, block) for row, block in blocks.items()}
        blocks = {row: block for row, block in blocks.items() if own[row] >= of_all[row]}
        gain = sum(own[row] - of_all[row] for row in blocks)
        if gain >= _FEWEST and gain > most:
            found, most = blocks, gain
    return found


def _agreeing(sheet: Sheet, row: int, schools: Sequence[int], columns: Sequence[Summed], block: tuple[int, int]) -> int:
    """The columns in which the line is the sum of the block."""
    first, last = block
    cells = sheet.rows[row]
    count = 0
    for each in columns:
        part = each.values.slice(first, last - first)
        said = each.read(cells[each.column]).value if each.column < len(cells) else None
        count += said is not None and not part.null_count() and not is_off(sheet, row, schools[first:last], each, int(part.sum()), int(said))
    return count
