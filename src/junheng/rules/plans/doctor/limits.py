"""Targets against limits that documents set, each with its source and how sure we are of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

from junheng.rules.citation import Confidence
from junheng.rules.plans.doctor.claims import claims
from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.found import FOLDER, PlanFinding, found
from junheng.rules.plans.doctor.sums import show
from junheng.terms import Message
from junheng.terms.content import Content, parse


class Bound(Content):
    id: str
    pattern: str
    unless: str = "(?!)"
    unit: tuple[str, ...]
    worse: Literal["below", "above", "beyond"]
    value: Decimal
    applies: Literal["national", "region", "plausible"]
    needs: str = ""
    since: int | None = None
    scheme: str = ""
    confidence: Confidence
    zh: str
    en: str
    source: str


class Bounds(Content):
    limits: tuple[Bound, ...]


@cache
def bounds() -> tuple[Bound, ...]:
    return parse((FOLDER / "limits.yaml").read_text("utf-8"), "limits.yaml", Bounds).limits


_KINDS = {"national": "below-limit", "region": "looser-than-known", "plausible": "doubtful-value"}


def limits(examined: Examined) -> Iterator[PlanFinding]:
    for name, clause, value, unit, text, at, start in _asked(examined):
        for bound in bounds():
            named = re.search(bound.pattern, name) or re.search(bound.pattern, clause)
            fits = unit in bound.unit and named and not re.search(bound.unless, f"{name} {clause}") and re.search(bound.needs, text)
            if fits and (value < bound.value if bound.worse == "below" else value > bound.value):
                sure = bound.confidence.label
                limit = Message(f"{bound.zh}（{bound.source}；{sure.zh}）", f"{bound.en} ({bound.source}; {sure.en})")
                later = bound.since and examined.issued and examined.issued[0] < bound.since
                later = later or (bound.scheme == "quality" and not re.search("优质均衡", examined.text + examined.document.name))
                yield found("below-later-limit" if later else _KINDS[bound.applies], at, f"{show(value)}{unit}", start, name=name, limit=limit, value=f"{show(value)}{unit}")
                break


def _asked(examined: Examined) -> Iterator[tuple[str, str, Decimal, str, str, Told | int | None, int]]:
    rates = [each for each in claims(examined) if not each.present]
    for each in rates:
        yield each.name, each.clause, each.value, each.unit, each.told.text if each.told else each.name, each.place, each.start
    for told in examined.told:
        for one in told.figures:
            if one.unit in ("学时", "课时", "人", "名") and not re.search("现有|目前", one.clause):
                yield one.left + one.right, "", one.value, one.unit, told.text, told, one.start
