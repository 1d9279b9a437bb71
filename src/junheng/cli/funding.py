"""junheng funding: the statutory funding tests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from junheng import reports
from junheng.cli import api, as_json, funding_json, options, progress, show
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS, to_the_end
from junheng.findings.funding import doubts

Rules = Annotated[str, typer.Option("--rules", help="经费规则编号或 YAML 文件 / id of funding rules, or a YAML file")]
Fiscal = Annotated[int | None, typer.Option("--year", min=1900, max=2100, help="只检验这个财政年度 / this fiscal year only")]
Setting = Annotated[list[str] | None, typer.Option("--set", help="改变一项设置，如 pupils.spring_months=8，可多次 / change a setting; repeatable")]
Reports = Annotated[list[Path] | None, typer.Option(help="报告文件（.docx .xlsx .pdf .html），可多次 / report to write; repeatable")]


def funding(
    files: options.Files,
    rules: Rules = "cn/funding",
    year: Fiscal = None,
    source: options.Source = None,
    corrections: options.Corrections = None,
    report: Reports = None,
    area: options.Area = None,
    setting: Setting = None,
    explanations: options.Explanations = None,
    authority: options.Authority = None,
    store: options.Store = None,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """检验经费：三个增长、按人数拨付的公用经费、培训、附加、债务，直到单元格。The funding tests, down to the cells.

    例 Example: junheng funding county.xlsx funds.xlsx --year 2024
    """
    spoken = options.spoken(lang)
    for path in report or ():
        options.check_report(path, [*files, rules, source, corrections, explanations])
    with progress.shown(spoken, quiet=json):
        what = api.read(
            *files, source=source, area=area, store=store, corrections=corrections, explanations=explanations, authority=authority
        )
    found = api.funding(what, rules, options.settings_of(setting), year)
    what.delivery.findings.extend(doubts(found))
    api.keep_snapshot(what, store)
    with to_the_end():
        if json:
            typer.echo(as_json.dump(funding_json.shape(found, what.delivery, spoken)))
        else:
            typer.echo(reports.render_text(reports.funding_report(found, what.delivery, spoken, every=False)), nl=False)
            show.warnings(what.delivery, spoken)
    for path in report or ():
        reports.write(reports.funding_report(found, what.delivery, spoken), path)
        typer.echo(options.written(path, spoken), err=json)
    return FACTS_HAVE_ERRORS if what.delivery.has_errors else DONE
