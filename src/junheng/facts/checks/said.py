"""What a check says of one school: the column, what was found and allowed, and the words with both numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from junheng.terms import Finding, Message

ASKED = {  # of whoever reads a finding, by whether a reason may be given
    False: Message("请核对原始记录，更正有误的一处", "Compare with the records and correct the one that is wrong"),
    True: Message("请核对；有误则更正，属实可说明原因（--explanations）", "Look at it: correct it if it is wrong, or give the reason (--explanations)"),
}


@dataclass(frozen=True)
class Said:
    """`others`: the columns that contradict the one the finding stands at. at: file, sheet and cell, where not those of the fact."""

    column: str
    found: str
    allowed: str
    words: Message
    others: tuple[str, ...] = ()
    at: tuple[str, str, str] | None = None


Row = dict[str, Any]  # of a table, by its columns
Found = Iterator[tuple[Row, Said]]  # the rows that a check tells of, each with what it says


@dataclass(frozen=True)
class Checked:
    """A finding and what it is about, by which an explanation is matched with it."""

    rule: str
    school: str
    name: str
    year: int
    stage: str
    column: str
    finding: Finding
    area: str = ""


def number(value: float | int | None, scale: int = 1) -> str:
    if value is None:
        return "-"
    whole = value / scale
    return str(int(whole)) if float(whole).is_integer() else f"{whole:.10g}"
