"""What a contestant must have found, in a form that can be laid beside the others'."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

TOLERANCE = 1e-9
_TINY = 1e-12  # under this a part of the inequality is cancellation, not a figure


@dataclass(frozen=True)
class Outcome:
    """How many school stages and areas pass, fail, cannot be told; and every area's figures, sorted by area."""

    schools: dict[str, int]
    areas: dict[str, int]
    figures: dict[str, list[Any]]

    @classmethod
    def of(cls, schools: Iterable[bool | None], areas: Iterable[bool | None], figures: Mapping[str, Any]) -> Outcome:
        order = np.argsort(np.array(figures["key"]))
        listed = {name: np.array(values)[order].tolist() for name, values in figures.items()}
        return cls(_counts(schools), _counts(areas), listed)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Outcome:
        return cls(**json.loads(path.read_text("utf-8")))

    def difference(self, other: Outcome) -> str | None:
        """In words, where the two differ; None where they agree."""
        if self.schools != other.schools:
            return f"school verdicts: {self.schools} and {other.schools}"
        if self.areas != other.areas:
            return f"area verdicts: {self.areas} and {other.areas}"
        if self.figures["key"] != other.figures["key"]:
            return f"{len(self.figures['key'])} and {len(other.figures['key'])} areas, or other ones"
        for name in self.figures.keys() - {"key"}:
            mine, theirs = (np.array(each.figures[name], dtype=np.float64) for each in (self, other))
            apart = ~np.isclose(mine, theirs, rtol=TOLERANCE, atol=_TINY, equal_nan=True)
            if apart.any():
                at = int(np.flatnonzero(apart)[0])
                return f"{name} of {self.figures['key'][at]}: {mine[at]!r} and {theirs[at]!r}"
        return None


def _counts(verdicts: Iterable[bool | None]) -> dict[str, int]:
    names = {True: "pass", False: "fail", None: "cannot_tell"}
    return dict(sorted(Counter(names[each] for each in verdicts).items()))
