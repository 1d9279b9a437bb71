"""Intake to store: the only place where the two meet."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from junheng.facts.attached import without_attached
from junheng.facts.checks import (
    BLANK,
    PUPILS,
    Checked,
    catalogue,
    checked,
    closures_against,
    explained,
    uncounted,
    unheld,
    unlike_year_before,
    without_pupils,
)
from junheng.facts.delivery import Delivery, Value
from junheng.facts.intake import NOTHING_SAID, Said, read_files
from junheng.facts.intake.missing_forms import facts_lost
from junheng.facts.intake.without_basics import BASICS
from junheng.facts.kinds_by_stages import with_kinds
from junheng.facts.store import Facts, facts_of
from junheng.facts.tables import SCHOOL_YEARS
from junheng.facts.wrong_year import folded
from junheng.terms import Finding, Severity, Stage

if TYPE_CHECKING:
    from junheng.facts.checks.explanations import Explanation

_FORM_TOLD = ("form-missing", "form-blank", "year-disagrees")
_OF_CODE = ("code_changed", "code_apart", "code_form", "stage_missing", "senior_nowhere", "appeared", *BLANK)
_OF_LOST = (*BLANK, "column_lost", "pupils_lost")
NOTHING_MORE: Mapping[str, Value] = MappingProxyType({})

__all__ = ["Said", "load"]


def load(
    files: Sequence[str | Path], source: str | None = None, said: Said = NOTHING_SAID, corrections: Path | None = None,
    explanations: Sequence[Explanation] = (), authority: Sequence[str] | None = None, kept: Facts | None = None,
    every: Mapping[str, Value] = NOTHING_MORE,
) -> tuple[Facts, Delivery]:
    """Read files as one delivery, corrected before their facts are merged. The findings stand in the delivery; facts that could not be used are missing.

    kept: an earlier delivery, whose years the checks hold this one's against. every: of `every_school`.
    """
    delivery = read_files([Path(file) for file in files], source, said, corrections)
    facts = facts_of(delivery, authority)
    if every:
        facts, told = importlib.import_module("junheng.facts.every_school").with_every_school(facts, every)  # few say anything
        delivery.findings += told
    _drop_split_elsewhere(delivery, facts)
    facts, told = with_kinds(facts)
    delivery.findings += told
    if delivery.said_before:
        delivery.findings += unlike_year_before(delivery.said_before, facts, kept)
    if delivery.closures:
        delivery.findings += closures_against(delivery.closures, facts)
    delivery.findings += [*uncounted(delivery.blocks, facts, kept), *unheld(delivery, facts, kept)]
    found = _without_lost(_without_told(checked(facts, kept=kept), delivery.findings), delivery, facts)
    found = without_attached(found, delivery.forms, facts)
    delivery.findings[:], found = folded(delivery.findings, found, delivery.blocks)
    delivery.findings += explained(found, explanations)
    return facts, delivery


def _drop_split_elsewhere(delivery: Delivery, facts: Facts) -> None:
    """教职工 of one sheet and 专任教师 of another: nothing lacks."""
    if any(each.rule == "column-not-split" for each in delivery.findings):
        delivery.findings[:] = [each for each in delivery.findings if each.rule != "column-not-split" or not _is_given(each, delivery, facts)]


def _is_given(lacks: Finding, delivery: Delivery, facts: Facts) -> bool:
    """Whether the schools of its sheet have the fact that a column of theirs holds only in part or with others."""
    own = {school for block in delivery.blocks if (block.file, block.sheet) == (lacks.file, lacks.sheet) and "school" in block.columns for school in block.columns["school"]}
    rows = facts.school_years.filter(pl.col("school").is_in(own)) if own else facts.school_years
    of_stages = [("", rows), *((stage.label.zh, rows.filter(pl.col("stage") == stage.value)) for stage in Stage)]
    return any(
        lacks.allowed == f"{stage}{column.header.zh}" and some[column.name].null_count() < some.height for stage, some in of_stages for column in SCHOOL_YEARS.columns
    )


def _without_lost(found: list[Checked], delivery: Delivery, facts: Facts) -> list[Checked]:
    """Without the blanks of a form that is told to be lost, or to be of another year; and of the pupils that no school gives."""
    if any(each.rule in _FORM_TOLD for each in delivery.findings):
        lost = facts_lost(delivery.forms)
        found = [each for each in found if not (_check(each) in _OF_LOST and (each.school, each.year, each.column, each.stage) in lost)]
        no_pupils = {(school, year) for school, year, fact, _ in lost if fact == "pupils"}
        found = [each for each in found if _check(each) != "stage_missing" or (each.school, each.year) not in no_pupils]
    if any(_check(each) == "pupils_lost" for each in found):
        told = without_pupils(facts)
        found = [each for each in found if (each.school, each.year) not in told or not (_check(each) == "stage_missing" or (_check(each) in BLANK and each.column in PUPILS))]
    silent = {(each.school, each.year) for each in found if _check(each) == "stage_missing"}
    stages = {(each.school, each.year, each.stage) for each in found if _check(each) in BLANK and each.column == "pupils" and (each.school, each.year) in silent} if silent else ()
    return [each for each in found if (each.school, each.year, each.stage) not in stages or _check(each) not in BLANK or each.column not in PUPILS]


def _check(one: Checked) -> str:
    return catalogue()[one.rule].check


def _without_told(found: list[Checked], told: Sequence[Finding]) -> list[Checked]:
    """A cell that could not be used, or of no stage, is not blank: its error is told already. So are a blank that the other parts of its whole show not to be 0, a code that breaks the order of its list, a school without a form of basic facts, and codes that a whole sheet lacks."""
    said = [each for each in told if each.rule in ("cell-unusable", "fact-twice") or (each.rule == "blank-unknown" and each.severity == Severity.WARNING)]
    unusable = {place for each in said for place in (each.place, *each.against)}
    out_of_order = {each.place for each in told if each.rule == "code-out-of-order"}
    if any(each.rule == "kind-by-stages" for each in told):
        found = [each for each in found if each.column != "kind" or catalogue()[each.rule].check != "field_blank"]
    nowhere = {str(code) for each in told if each.rule == "basics-missing" for code in (each.found, each.allowed)}
    found = [each for each in found if each.finding.found not in nowhere or catalogue()[each.rule].check != "unlisted"]
    other_code = {each.found for each in told if each.rule == "basics-missing" and each.allowed != BASICS}
    found = [each for each in found if each.school not in other_code or catalogue()[each.rule].check not in _OF_CODE]
    without_codes = {(each.file, each.sheet) for each in told if each.rule == "codes-missing"}
    found = [each for each in found if each.school != each.name or catalogue()[each.rule].check != "code_form" or each.finding.place[:2] not in without_codes]
    stageless = {(each.file, each.sheet, each.cell) for each in told if each.rule == "stage-unknown"}
    found = [each for each in found if catalogue()[each.rule].check not in BLANK or (*each.finding.place[:2], each.finding.cell.lstrip(ascii_uppercase)) not in stageless]
    silent = {"code_apart": out_of_order} | dict.fromkeys((*BLANK, "field_blank", "blank_here", "pupils_lost"), unusable)
    return [each for each in found if each.finding.place not in silent.get(catalogue()[each.rule].check, ())]
