"""The funding tests for machines: the documented shape of docs/schemas/funding.json."""

from __future__ import annotations

from typing import Any

from junheng import __version__
from junheng.cli.as_json import findings
from junheng.facts import Delivery
from junheng.findings.funding import Answer, Figure, Funding, FundingYear, Outcome, runs
from junheng.terms import Lang


def shape(found: Funding, delivery: Delivery, lang: Lang) -> dict[str, Any]:
    content = found.rules.content
    return {
        "rules": content.id, "rules_version": found.rules.version, "settings": dict(found.rules.settings),
        "snapshot": found.facts.snapshot, "program_version": __version__,
        "years": [_funding_year(found, year, lang) for year in found.years],
        "findings": findings(delivery.findings, lang),
    }


def _funding_year(found: Funding, year: FundingYear, lang: Lang) -> dict[str, Any]:
    return {
        "area": year.area, "year": year.year,
        "groups": [
            {"id": each.group.id, "title": each.group.title.to(lang), "basis": each.group.basis.value, "verdict": each.verdict and each.verdict.value}
            for each in year.groups
        ],
        "tests": [_test(found, each, lang) for each in year.answers],
    }


def _test(found: Funding, answer: Answer, lang: Lang) -> dict[str, Any]:
    rule, cite = answer.rule, answer.rule.cite
    return {
        "id": rule.id, "group": rule.group, "title": rule.title.to(lang), "formula": rule.formula.value,
        "document": found.rules.content.documents[cite.of].number, "clause": cite.clause.to(lang),
        "confidence": cite.confidence.value, "verified": cite.confidence.verified, "note": rule.note and rule.note.to(lang),
        "verdict": answer.verdict and answer.verdict.value, "not_asked": answer.not_asked and answer.not_asked.to(lang),
        "private_left_out": answer.left_out, "outcomes": [_outcome(each, lang) for each in answer.outcomes],
    }


def _outcome(outcome: Outcome, lang: Lang) -> dict[str, Any]:
    school = outcome.school
    return {
        "stage": outcome.stage and outcome.stage.value, "school": school and school.code, "name": school and school.name,
        "verdict": outcome.verdict and outcome.verdict.value,
        "left": None if outcome.left is None else float(outcome.left), "right": None if outcome.right is None else float(outcome.right),
        "sign": outcome.sign, "working": outcome.working.to(lang), "missing": [each.to(lang) for each in outcome.missing],
        "facts": [_figure(each, lang) for each in outcome.figures],
    }


def _figure(figure: Figure, lang: Lang) -> dict[str, Any]:
    return {
        "fact": figure.label.to(lang), "unit": figure.unit.value, "value": None if figure.value is None else float(figure.value),
        "places": [{"file": run.file, "sheet": run.sheet, "cell": run.cells, "cells": run.number} for run in runs(figure.places)],
    }
