"""One number, one source: which of two sources is believed where they give a fact differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DEFAULT = Path(__file__).parent / "authority.yaml"


@cache
def default_order() -> tuple[str, ...]:
    return tuple(yaml.load(_DEFAULT.read_text("utf-8"), Loader=yaml.CSafeLoader)["order"])


@dataclass(frozen=True)
class Authority:
    """order: sources, the most trusted first; None for the default. sources: the source of each file of the delivery."""

    order: Sequence[str] | None = None
    sources: Mapping[str, str] = field(default_factory=dict)

    def chosen(self, said: Sequence[tuple[str, Any]]) -> tuple[str, Any] | None:
        """The source and the value to use, of (file, value) pairs that differ; None where nobody is to be preferred."""
        order = default_order() if self.order is None else self.order
        sources = [self.sources.get(file, "") for file, _ in said]
        if len(set(sources)) < 2 or not set(sources) <= set(order):
            return None
        best = min(sources, key=order.index)
        values = {value for source, (_, value) in zip(sources, said, strict=True) if source == best}
        return (best, values.pop()) if len(values) == 1 else None
