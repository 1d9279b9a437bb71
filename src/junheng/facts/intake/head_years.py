"""Heads that name a year: 2023年 beside 2024年 over the same columns. Only this year's are of use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from junheng.facts.intake.head import ColumnHead

_YEAR = re.compile(r"((?:19|20)\d{2})(?:(?:19|20)?\d{2})?(?:学年度?|年度?)(?:初|秋季?|[91]月1?日?)?")


def split_years(heads: Iterable[ColumnHead], year: int) -> tuple[list[ColumnHead], list[ColumnHead]]:
    """The heads, with this year's name taken out, and those of another year as if it were not named."""
    now, other = list[ColumnHead](), list[ColumnHead]()
    for head in heads:
        said = {int(found) for part in head.parts for found in _YEAR.findall(part)}
        parts = [_YEAR.sub("", part) for part in head.parts] if said else []
        kept = tuple(part for part in parts if part)
        own = head._replace(parts=kept) if kept else head
        (other if said - {year} and kept else now).append(own)
    return now, other
