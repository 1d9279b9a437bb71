"""The progress of a plan for machines: docs/schemas/plan-progress.json. Nothing is rounded; null where there is no value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from junheng import __version__
from junheng.cli import as_json
from junheng.facts import Delivery
from junheng.findings.progress import Actual, Light, PlanProgress, Progress
from junheng.terms import Lang, Message


def as_plain(found: PlanProgress, delivery: Delivery, lang: Lang) -> dict[str, Any]:
    counts, shares = found.counts(), found.thresholds
    return {
        "plan": found.plan.id, "place": found.place, "date": found.day.isoformat(), "snapshot": found.snapshot, "program_version": __version__,
        "thresholds": {"on_track": float(shares.on_track), "lagging": float(shares.lagging), "about": float(shares.about),
                       "source": shares.source.to(lang)},
        "counts": {light.value: counts[light] for light in Light},
        "targets": [_target(found, each, lang) for each in found.targets],
        "findings": as_json.findings([*found.findings, *delivery.findings], lang),
    }


def _target(found: PlanProgress, each: Progress, lang: Lang) -> dict[str, Any]:
    target, judged, led = each.target, each.judged, each.trend
    role, baseline = found.plan.role(target.owner), target.baseline
    return {
        "id": target.id, "indicator": target.indicator.to(lang), "comparator": target.comparator, "value": _number(target.value),
        "value_from": _number(target.value_from), "unit": target.unit, "year": target.when.year, "printed": target.when.printed,
        "rhythm": target.when.rhythm and target.when.rhythm.value, "owner": role and role.title.to(lang),
        "light": each.light.value, "colour": each.light.colour.en, "word": each.light.label.to(lang),
        "baseline": baseline and {"value": _number(baseline.value), "year": baseline.year},
        "milestones": [{"year": one.year, "value": _number(one.value)} for one in target.milestones],
        "now": _actual(each.now, lang), "actuals": [_actual(one, lang) for one in each.actuals],
        "expected": _number(judged.expected), "way": _number(judged.way), "way_due": _number(judged.due),
        "next": judged.next and {"year": int(judged.next.at), "value": _number(judged.next.value)},
        "needed_a_year": _number(led.needed), "pace_a_year": _number(led.pace), "forecast": _number(led.forecast),
        "forecast_holds": led.holds, "reached": led.reached,
        "overdue": [{"year": due.year, "value": _number(due.value), "is_goal": due.is_goal} for due in each.overdue],
        "missing": each.missing and {"lack": each.missing.lack.value, "said": each.missing.said.to(lang)}, "notes": _said(each.notes, lang),
        "measures": [one.id for one in found.plan.measures if target.id in one.targets],
    }


def _actual(actual: Actual | None, lang: Lang) -> dict[str, Any] | None:
    if actual is None:
        return None
    met = actual.value if isinstance(actual.value, bool) else None
    return {"time": float(actual.at), "told": actual.told.to(lang), "value": _number(actual.number), "met": met, "source": actual.source.to(lang), "by": actual.by}


def _number(value: Any) -> float | None:
    return None if value is None else float(Fraction(value))


def _said(messages: tuple[Message, ...], lang: Lang) -> list[str]:
    return [message.to(lang) for message in messages]
