"""How long at most what a person lays out and types is. What is longer came out of a system: it has one head, no slips of a hand, and is read and checked by its columns."""

from __future__ import annotations

MOST_TYPED = 20_000  # rows of a sheet, which may hold the lists of several counties and years
LONGEST_BY_HAND = 5_000  # lines of one list: no county has as many schools
