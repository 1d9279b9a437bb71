"""Columns of one year that nothing is held against but their sums and the county's means: two that changed places whole leave no trace."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.checks.rule import catalogue
from junheng.facts.checks.uncounted import FEWEST, years_alone
from junheng.facts.delivery import Delivery
from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity

_WHOLES = ("pupils", "classes", "teachers", "computers", "classrooms")  # every school's ratios tell of these
_TABLE, APART = "school_years", "；"  # heads hold 、 themselves


def unheld(delivery: Delivery, facts: Facts, kept: Facts | None) -> Iterator[Finding]:
    """Once for each year without another beside it, of lists that a hand may have filled. kept: as in `checked`.

    In a form the parts stand among others of their row and column, whose sums tell.
    """
    lists = [block for block in delivery.blocks if not block.is_form and block.table == _TABLE and delivery.source_of.get(block.file) not in delivery.sources_exported]
    for year in years_alone(facts, kept) if lists else ():
        own = [block for block in lists if year in block.columns["year"]]
        columns = [column for column in SCHOOL_YEARS.columns if column.name in _parts() and any(column.name in block.columns for block in own)]
        if len(columns) > 1 and FEWEST <= (facts.schools["year"] == year).sum() <= LONGEST_BY_HAND:
            zh, en = APART.join(column.header.zh for column in columns), "; ".join(column.header.en for column in columns)
            yield Finding(
                Severity.INFO, "columns-unheld",
                Message(
                    f"{year}/{year + 1} 学年没有相邻学年可比，以下各列中若有两列整列填反而各自都说得通，没有别的数查得出：{zh}；请对照表头，或与上学年一起提交",
                    f"there is no year beside {year}/{year + 1} to compare: if two of these columns changed places whole and each could be the other, nothing would show it: {en}. "
                    "Look at the heads, or hand in the year before too",
                ),
                own[0].file, "", "", zh,
            )


@cache
def _parts() -> frozenset[str]:
    """Counts that are only parts of another figure."""
    rules = [rule for rule in catalogue().values() if rule.table == _TABLE and rule.check in ("equal", "at_most")]
    names = {name for rule in rules for _, name in rule.left} - set(_WHOLES)
    return frozenset(name for name in names if SCHOOL_YEARS.column(name).scale == 1)
