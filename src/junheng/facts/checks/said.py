"""What a check says of one school: the column, what was found and allowed, and the words with both numbers."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.terms import Finding, Message


@dataclass(frozen=True)
class Said:
    """`others`: the columns that contradict the one the finding stands at. at: file, sheet and cell, where not those of the fact."""

    column: str
    found: str
    allowed: str
    words: Message
    others: tuple[str, ...] = ()
    at: tuple[str, str, str] | None = None


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


def number(value: float | int | None, scale: int = 1) -> str:
    if value is None:
        return "-"
    whole = value / scale
    return str(int(whole)) if float(whole).is_integer() else f"{whole:.10g}"
