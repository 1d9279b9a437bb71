"""junheng evaluate: facts in, verdict out."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import api, as_json, options, progress
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS, to_the_end
from junheng.findings.doubts import doubts

Reports = Annotated[list[Path] | None, typer.Option(help="报告文件（.docx .xlsx .pdf .html），可多次 / report to write; repeatable")]


def evaluate(
    files: options.Files,
    standard: options.Standard = "cn/national/quality-2017",
    source: options.Source = None,
    corrections: options.Corrections = None,
    report: Reports = None,
    year: options.Year = None,
    area: options.Area = None,
    every: options.Every = None,
    exclude: options.Exclude = None,
    setting: options.Setting = None,
    explanations: options.Explanations = None,
    authority: options.Authority = None,
    store: options.Store = None,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """评估一个县：达标、不达标、无法判断，以及缺什么。Hold a standard against a county's facts.

    例 Example: junheng evaluate county.xlsx --standard cn/national/quality-2017 --report verdict.docx
    """
    spoken = options.spoken(lang)
    for path in report or ():
        options.check_report(path, [*files, standard, source, corrections, explanations])
    with progress.shown(spoken, quiet=json):
        what = api.read(
            *files, source=source, year=year, area=area, every=every or (), store=store, corrections=corrections, explanations=explanations, authority=authority
        )
    found = api.evaluate(what, standard, options.settings_of(setting), exclude or ())
    layers = api.layers(what, found, exclude or ())
    what.delivery.findings.extend(doubts(found))
    api.keep_snapshot(what, store)
    with to_the_end():
        if json:
            typer.echo(as_json.dump(as_json.evaluation(found, what.delivery, spoken, layers)))
        else:
            importlib.import_module("junheng.cli.show").evaluation(found, what.delivery, spoken, layers)
    for path in report or ():
        # reports load charts and document writers: only where one is asked for
        importlib.import_module("junheng.reports").write_report(found, what.delivery, path, spoken, layers)
        typer.echo(options.written(path, spoken), err=json)
    return FACTS_HAVE_ERRORS if what.delivery.has_errors else DONE

