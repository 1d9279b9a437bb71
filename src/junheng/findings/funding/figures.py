"""Figures as the tests use them: exact, with the cells they came from, or with what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from junheng.terms import Message, Place, Unit

_FEW = 3


@dataclass(frozen=True)
class Figure:
    """`value` in the unit, exact; None where `missing` says what lacks. `places`: every cell it was read from."""

    label: Message
    unit: Unit
    value: Fraction | None
    places: tuple[Place, ...] = ()
    missing: tuple[Message, ...] = ()

    @property
    def told(self) -> str:
        return "?" if self.value is None else exact(self.value)


@dataclass(frozen=True)
class Run:
    """Cells of one sheet, the many of a sum as first:last. `number`: how many they are."""

    file: str
    sheet: str
    cells: str
    number: int


def runs(places: Iterable[Place]) -> list[Run]:
    """By sheet: cells that lie one below the other as first:last; more than a few of these as one, from the first to the last."""
    by_sheet: dict[tuple[str, str], set[str]] = {}
    for file, sheet, cell in places:
        by_sheet.setdefault((file, sheet), set()).add(cell)
    found = []
    for (file, sheet), cells in by_sheet.items():
        ranges = _ranges(sorted(cells, key=_row_of))
        if len(ranges) > _FEW:
            ranges = [(ranges[0][0], ranges[-1][1], len(cells))]
        found += [Run(file, sheet, first if first == last else f"{first}:{last}", number) for first, last, number in ranges]
    return found


def _ranges(cells: list[str]) -> list[tuple[str, str, int]]:
    """First, last, how many."""
    found: list[tuple[str, str, int]] = []
    for cell in cells:
        letters, row = _row_of(cell)[1:]
        if found and _row_of(found[-1][1])[1:] == (letters, row - 1):
            found[-1] = (found[-1][0], cell, found[-1][2] + 1)
        else:
            found.append((cell, cell, 1))
    return found


def _row_of(cell: str) -> tuple[int, str, int]:
    """Orders addresses as a sheet does; what is no single address stands for itself."""
    split = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    return (len(split.group(1)), split.group(1), int(split.group(2))) if split else (99, cell, 0)


def missing_of(figures: Iterable[Figure]) -> tuple[Message, ...]:
    """What lacks, each once."""
    return tuple(dict.fromkeys(each for figure in figures for each in figure.missing))


def exact(value: Fraction) -> str:
    """With thousands parted; all its decimals where they end within four, else ≈ and two."""
    scaled = value * 10_000
    if scaled.denominator == 1:
        return _trimmed(scaled.numerator, 4)
    return f"≈{_trimmed(_half_up(value * 100), 2)}"


def apart(left: Fraction, right: Fraction, times: int = 1) -> tuple[str, str]:
    """Two numbers, `times` 100 as percentages, with at least two decimals and as many more as it takes to see them differ."""
    for decimals in range(2, 16):
        shown = [_trimmed(_half_up(each * times * 10**decimals), decimals) for each in (left, right)]
        if shown[0] != shown[1] or left == right:
            return shown[0], shown[1]
    return str(left * times), str(right * times)


def joined(parts: Iterable[Message]) -> Message:
    found = list(parts)
    return Message("；".join(each.zh for each in found), "; ".join(each.en for each in found))


def _half_up(value: Fraction) -> int:
    return int((abs(value) + Fraction(1, 2)) // 1) * (1 if value >= 0 else -1)


def _trimmed(scaled: int, decimals: int) -> str:
    """`scaled` / 10^decimals without zeros at its end."""
    whole, rest = divmod(abs(scaled), 10**decimals)
    tail = f"{rest:0{decimals}d}".rstrip("0")
    return f"{'-' if scaled < 0 else ''}{whole:,}{'.' if tail else ''}{tail}"
