"""The library's doors, and what the commands share: read files, hold a standard or the funding rules against them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from junheng.facts import Delivery, Facts, Said, load
from junheng.facts.checks import checked, explained
from junheng.facts.intake.template.workbook import ID as TEMPLATE
from junheng.facts.store import default_store, keep, read_snapshot
from junheng.facts.store import scan as scan_tables
from junheng.findings import Evaluation
from junheng.findings import evaluate as hold
from junheng.rules import Rules, load_standard
from junheng.terms import Finding, Severity, UsageError

if TYPE_CHECKING:
    from junheng.findings.funding import Funding

SNAPSHOT = "snapshot:"


def _order(authority: str | None) -> list[str] | None:
    """`cn/jiaoji,cn/county-export`: sources, the most trusted first; `none` for no order; None for the default."""
    if authority is None or authority == "none":
        return None if authority is None else []
    order = [each.strip() for each in authority.split(",")]
    known = [*importlib.import_module("junheng.facts.intake.heads.source").source_ids(), TEMPLATE]
    strange = next((each for each in order if each not in known and not Path(each).is_file()), None)
    if strange is not None:
        allowed = ", ".join(known)
        raise UsageError(f"--authority 中没有来源“{strange}”；可用：{allowed}，或 none", f"--authority: no source {strange}; there are {allowed}, or none")
    return order


@dataclass(frozen=True)
class Read:
    facts: Facts
    delivery: Delivery


def read(
    *files: str | Path, source: str | None = None, year: int | None = None, area: str | None = None, store: str | Path | None = None,
    corrections: str | Path | None = None, explanations: str | Path | None = None, authority: str | None = None, kept: Facts | None = None,
    every: Sequence[str] = (),
) -> Read:
    """Files of one delivery, or `snapshot:NAME` of a kept one. Findings about the data stand in `.delivery.findings`.

    corrections, explanations: files (docs/corrections.md, docs/checks.md). authority: sources, the most trusted first. kept: the facts of
    an earlier delivery, whose years the checks hold this one's against. every: what holds for every school whose files do not say it (`ownership=public`).
    """
    reasons = importlib.import_module("junheng.facts.checks.explanations").read_explanations(Path(explanations)) if explanations is not None else ()
    if "" in files:  # as a path it would be the folder one stands in
        raise UsageError("文件名是空的；请写出文件、文件夹或 zip 的名称", "the name of a file is empty; name a file, a folder or a zip")
    if len(files) == 1 and str(files[0]).startswith(SNAPSHOT):
        if corrections is not None or every:
            given = "--corrections" if corrections is not None else "--every"
            raise UsageError(f"快照不能再改动：请对原文件使用 {given}", f"a snapshot cannot be changed: give {given} with the files themselves")
        again = kept_facts(str(files[0]), store)
        return Read(again, Delivery(findings=explained(checked(again, kept=kept), reasons)))
    said = importlib.import_module("junheng.facts.every_school").every_school(every) if every else {}
    facts, delivery = load(files, source, Said(year=year, area=area), Path(corrections) if corrections is not None else None, reasons, _order(authority), kept, said)
    return Read(facts, delivery)


def kept_facts(snapshot: str, store: str | Path | None = None) -> Facts:
    """The facts of a kept delivery. Raises UsageError where the store has none of this name."""
    return read_snapshot(Path(store) if store else default_store(), snapshot.removeprefix(SNAPSHOT))


def scan(folder: str | Path) -> Read:
    """Fact tables as Parquet files (schools.parquet, school_years.parquet, ...), for what is too large to load: a nation.

    Columns, types and units as in `junheng.facts.tables`; counts in persons, areas in 0.01 m2, money in fen.
    """
    return Read(scan_tables(Path(folder)), Delivery())


def evaluate(
    what: Read, standard: str, settings: Mapping[str, str] | None = None, exclude: Sequence[str] = ()
) -> Evaluation:
    """standard: an id such as cn/national/quality-2017, or the path of a YAML file."""
    return hold(what.facts, load_standard(standard, settings), exclude)


def evaluate_rules(what: Read, rules: Rules, exclude: Sequence[str] = ()) -> Evaluation:
    """A standard that is loaded already, e.g. the layer below another."""
    return hold(what.facts, rules, exclude)


def funding(
    what: Read, rules: str = "cn/funding", settings: Mapping[str, str] | None = None, year: int | None = None
) -> Funding:
    """The funding tests. rules: an id or a YAML file; year: one fiscal year (calendar), all of them without it."""
    loaded = importlib.import_module("junheng.rules.funding").load_funding(rules, settings)  # no other command needs them
    found: Funding = importlib.import_module("junheng.findings.funding").judge_funding(what.facts, loaded, year)
    return found


def layers(what: Read, found: Evaluation, exclude: Sequence[str] = ()) -> list[Evaluation]:
    """The same facts under the layers below, the nearest first: a province's standard beside the nation's."""
    below = found.rules.base
    evaluations = []
    while below is not None:
        evaluations.append(evaluate_rules(what, below, exclude))
        below = below.base
    return evaluations


def keep_snapshot(what: Read, store: str | Path | None) -> None:
    """Where the user named a store, failing to write is a mistake; otherwise it is only said."""
    try:
        keep(what.facts, Path(store) if store else default_store(), what.delivery.findings)
    except UsageError as error:
        if store is not None:
            raise
        what.delivery.findings.append(Finding(Severity.WARNING, "snapshot-not-kept", error.message))
