"""Results for machines: the documented shapes of docs/schemas. Nothing is rounded; null where there is no value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from junheng import __version__
from junheng.facts import Delivery
from junheng.findings import AreaIndicator, AreaResult, Evaluation, SchoolVerdict, area_results
from junheng.proposals.gaps import gap
from junheng.rules import Limit
from junheng.terms import Finding, Lang


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)  # one line: `indent` would be ten times slower


def evaluation(found: Evaluation, delivery: Delivery, lang: Lang, layers: Sequence[Evaluation] = ()) -> dict[str, Any]:
    results = area_results(found)
    return {
        "standard": found.rules.standard.id,
        "rules_version": found.rules.version,
        "snapshot": found.facts.snapshot,
        "program_version": __version__,
        "areas": [_area(result) for result in results],
        "schools": [_school(school) for school in found.schools],
        "not_counted": [
            {"school": each.school, "name": each.name, "year": each.year, "stage": each.stage.value,
             "status": each.status.name.lower(), "reason": each.status.message.to(lang)}
            for each in found.not_counted
        ],
        "items": [
            {"area": area, "year": year, "id": item.item.id, "part": item.item.part.value, "verdict": item.verdict.value,
             "found": item.found.to(lang)}
            for area, year in dict.fromkeys((result.area, result.year) for result in results)
            for item in found.items(area, year)
        ],
        "layers": [_layer(each) for each in layers],
        "findings": findings(delivery.findings, lang),
    }


def _layer(found: Evaluation) -> dict[str, Any]:
    """A standard below the one asked for: its verdicts, beside."""
    return {
        "standard": found.rules.standard.id, "rules_version": found.rules.version,
        "areas": [
            {"area": area, "year": year, "stage": stage, "verdict": found.verdict(group).value}
            for group, (area, year, stage) in enumerate(found.areas.keys)
        ],
        "schools": [
            {"school": each.school, "year": each.year, "stage": each.stage.value,
             "verdict": each.verdict and each.verdict.value, "met": each.met}
            for each in found.schools
        ],
    }


def findings(found: Iterable[Finding], lang: Lang) -> list[dict[str, Any]]:
    return [
        {"severity": each.severity.value, "rule": each.rule, "file": each.file, "sheet": each.sheet, "cell": each.cell,
         "found": each.found, "allowed": each.allowed_in(lang), "message": each.message.to(lang),
         "against": [dict(zip(("file", "sheet", "cell"), place, strict=True)) for place in each.against]}
        for each in found
    ]


def _area(result: AreaResult) -> dict[str, Any]:
    return {
        "area": result.area, "year": result.year, "stage": result.stage.value, "schools": result.schools,
        "pupils": result.pupils, "pupils_missing": result.pupils_missing, "verdict": result.verdict.value, "overall": result.overall.value,
        "composite_cv": result.composite_cv, "composite_limit": _limit(result.composite_limit),
        "composite_verdict": result.composite_verdict and result.composite_verdict.value,
        "schools_verdict": result.schools_verdict and result.schools_verdict.value,
        "schools_pass": result.schools_pass, "schools_fail": result.schools_fail, "unknown": result.unknown,
        "unlisted": result.unlisted, "unlisted_pupils": result.unlisted_pupils,
        "indicators": [_area_indicator(each) for each in result.indicators],
    }


def _area_indicator(each: AreaIndicator) -> dict[str, Any]:
    return {
        "id": each.indicator.id, "mean": each.mean, "sd": each.sd, "cv": each.cv, "limit": _limit(each.limit),
        "verdict": each.verdict and each.verdict.value, "known_cv": each.known_cv, "missing": each.missing,
        "unofficial": each.unofficial, "inequality": each.inequality,
        "splits": [{"by": s.by, "parts": s.parts, "cv_between": s.cv_between, "theil_between": s.theil_between} for s in each.splits],
        "influence": [{"school": d.school, "name": d.name, "influence": d.influence} for d in each.drivers],
    }


def _school(school: SchoolVerdict) -> dict[str, Any]:
    indicators = []
    for measured in school.measured:
        lack = gap(school, measured)
        indicators.append({
            "id": measured.indicator.id, "value": measured.value, "threshold": _limit(measured.limit),
            "verdict": measured.verdict and measured.verdict.value, "near_enough": measured.near_enough,
            "missing": lack.missing if lack else None, "missing_unit": lack.unit.value if lack else None,
            "one_unit_flips": lack.one_unit if lack else None, "rounding_flips": lack.rounding if lack else None,
        })
    return {
        "school": school.school, "name": school.name, "area": school.area, "year": school.year, "stage": school.stage.value,
        "kind": school.kind, "pupils": school.pupils, "points": school.points,
        "verdict": school.verdict and school.verdict.value, "met": school.met, "indicators": indicators,
    }


def _limit(limit: Limit | None) -> float | None:
    return float(limit.value) if limit else None
