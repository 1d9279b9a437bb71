"""Forms in which no figure is ever 0 and many are blank: a program that prints nothing for 0, or a clerk who writes -."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from junheng.facts.delivery import Block
from junheng.facts.tables import TABLES, Type
from junheng.terms import Finding, Message, Severity

FEWEST = 20  # blank figures of a delivery
SHARE = 0.01  # of its figures: fewer are slips, each told by itself


def never_zero(blocks: Iterable[Block]) -> Iterator[Finding]:
    """Once for a delivery that writes no 0, at the first blank cell. Missing is never zero: so the figures stay missing, and whoever knows better writes 0."""
    first, blank, filled = None, 0, 0
    for block in blocks:
        if not block.is_form or block.table != "school_years":
            continue
        for name, (value, *_) in block.columns.items():
            if name not in _FIGURES:
                continue
            blank, filled = blank + (value is None), filled + (value is not None)
            first = first or ((block, name) if value is None else None)
    if first and blank >= max(FEWEST, SHARE * (blank + filled)):
        yield _habit(*first, blank)


_FIGURES = {column.name for column in TABLES["school_years"].columns if column.type == Type.QUANTITY}


def _habit(block: Block, name: str, count: int) -> Finding:
    return Finding(
        Severity.WARNING, "zero-never-written",
        Message(
            f"这批报表中没有一个 0，却有 {count} 格空着或写作“-”：导出程序或填表人可能不写 0。空着按缺失处理，用到它的判定为“无法判断”；确实为 0 的，请在导出设置中选“显示零值”，或补填 0",
            f"no figure of these forms is 0, and {count} are blank or -: the program that printed them, or whoever filled them in, may leave 0 out. A blank is missing, and what asks for it cannot be told: "
            "where it is 0, let the program print zeros, or write 0",
        ),
        block.file, block.sheet, block.letters.get(name, ""),
    )
