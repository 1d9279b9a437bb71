"""junheng check: every finding about the data, at its cell."""

from __future__ import annotations

from typing import Annotated

import typer

from junheng.cli import api, as_json, options, show
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS
from junheng.facts.checks import catalogue
from junheng.terms import Lang, UsageError


def check(
    files: Annotated[list[str] | None, options.FILES] = None,
    source: options.Source = None,
    year: options.Year = None,
    area: options.Area = None,
    explanations: options.Explanations = None,
    authority: options.Authority = None,
    rules: Annotated[bool, typer.Option("--rules", help="列出检查规则 / list the rules of the checks")] = False,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """列出数据中的问题：在哪个单元格、填了什么、应当怎样。Every finding with file, sheet and cell.

    例 Example: junheng check county.xlsx
    """
    spoken = options.spoken(lang)
    if rules:
        return _rules(json, spoken)
    if not files:
        raise UsageError("请给出至少一个文件，或用 --rules 列出检查规则", "give at least one file, or list the rules of the checks with --rules")
    delivery = api.read(*files, source=source, year=year, area=area, explanations=explanations, authority=authority).delivery
    if json:
        rows = {"rows_in": delivery.rows_in, "rows_kept": delivery.rows_kept, "rows_reported": delivery.rows_reported}
        typer.echo(as_json.dump({"findings": as_json.findings(delivery.findings, spoken), **rows}))
    else:
        show.findings(delivery, spoken)
    return FACTS_HAVE_ERRORS if delivery.has_errors else DONE


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
