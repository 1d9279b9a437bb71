"""junheng check: every finding about the data, at its cell; what changed since a kept snapshot."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from junheng.cli import api, as_json, options, progress, show
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS, to_the_end
from junheng.facts.checks import catalogue
from junheng.terms import Lang, UsageError

Annotate = Annotated[Path | None, typer.Option(help="把问题写进副本：一个文件写 .xlsx，几个文件写文件夹 / findings into a copy: an .xlsx, or a folder for several files")]
ChangedStandard = Annotated[str | None, typer.Option("--standard", help="与 --since 同用：按哪套标准比较结论（默认 cn/national/quality-2017）/ with --since: whose verdicts are compared")]
SinceOption = Annotated[str | None, typer.Option("--since", help="与保存的快照相比有何变化、哪些结论因此改变；年际检查也用它的往年数据 / what changed since a snapshot; its earlier years also serve the checks from year to year")]


def check(
    files: Annotated[list[str] | None, options.FILES] = None,
    source: options.Source = None,
    corrections: options.Corrections = None,
    since: SinceOption = None,
    standard: ChangedStandard = None,
    store: options.Store = None,
    year: options.Year = None,
    area: options.Area = None,
    every: options.Every = None,
    annotate: Annotate = None,
    explanations: options.Explanations = None,
    authority: options.Authority = None,
    force: Annotated[bool, typer.Option(help="与 --annotate 同用：覆盖已有的文件 / with --annotate: replace an existing file")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="列出检查规则 / list the rules of the checks")] = False,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """列出数据中的问题：在哪个单元格、填了什么、应当怎样。Every finding with file, sheet and cell.

    例 Example: junheng check county.xlsx --annotate checked.xlsx

    例 Example: junheng check county.xlsx --since 14f4a7e4266c2e9e --standard cn/national/basic-2012
    """
    spoken = options.spoken(lang)
    if rules:
        return _rules(json, spoken)
    if not files:
        raise UsageError("请给出至少一个文件，或用 --rules 列出检查规则", "give at least one file, or list the rules of the checks with --rules")
    if standard and since is None:
        raise UsageError(
            "check 只看数据，--standard 只与 --since 同用；要按标准评估请用 junheng evaluate",
            "check looks at the data alone: --standard goes with --since. For verdicts use junheng evaluate",
        )
    paths = [Path(each) for each in files]
    if annotate:
        _writer().check_target(annotate, paths, force)
    kept = api.kept_facts(since, store) if since is not None else None
    with progress.shown(spoken, quiet=json):
        what = api.read(
            *files, source=source, year=year, area=area, every=every or (), store=store, corrections=corrections, explanations=explanations, authority=authority, kept=kept
        )
    delivery = what.delivery
    telling = importlib.import_module("junheng.cli.since") if kept is not None else None  # only there is anything evaluated
    changed = telling.since(kept, what, standard or "cn/national/quality-2017") if telling else None
    with to_the_end():
        if json:
            typer.echo(as_json.dump({
                "findings": as_json.findings(delivery.findings, spoken),
                "rows_in": delivery.rows_in, "rows_kept": delivery.rows_kept, "rows_reported": delivery.rows_reported,
                "sources": {file: source or None for file, source in delivery.source_of.items()},
                **({"since": telling.as_json(changed)} if telling else {}),
            }))
        else:
            show.findings(delivery, spoken)
            if telling:
                telling.show(changed, spoken)
    if annotate:
        for copy, said in _writer().annotate(paths, delivery.findings, annotate, spoken):
            typer.echo("; ".join([options.written(copy, spoken), *(each.to(spoken) for each in said)]), err=json)
    return FACTS_HAVE_ERRORS if delivery.has_errors else DONE


def _writer() -> ModuleType:
    return importlib.import_module("junheng.facts.annotate")  # only where copies are asked for


def _rules(json: bool, lang: Lang) -> int:
    if json:
        typer.echo(as_json.dump([
            {"rule": each.number, "severity": each.severity.value, "check": each.check, "table": each.table, "text": each.text.to(lang),
             "columns": list(each.read), "explainable": each.explainable, "source": each.source}
            for each in catalogue().values()
        ]))
    else:
        show.rules_of_checks(catalogue().values(), lang)
    return DONE
