"""What the user said of all files on the command line; it goes before what a title says."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.terms import Stage


@dataclass(frozen=True)
class Said:
    year: int | None = None
    area: str | None = None
    stage: Stage | None = None
    usual_year: int | None = None  # what the other sheets of the file say, for one that says nothing
    usual_area: str | None = None  # as usual_year


NOTHING_SAID = Said()
