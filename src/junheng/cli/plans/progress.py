"""junheng plan progress: a plan's targets against the facts, with lights, pace and what is overdue."""

from __future__ import annotations

import datetime
import importlib
import re
from pathlib import Path
from typing import Annotated

import typer

from junheng import reports
from junheng.cli import api, as_json, options
from junheng.cli import progress as bar
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS, to_the_end
from junheng.cli.plans.progress_json import as_plain
from junheng.findings.progress import PlanProgress, follow, read_actuals, thresholds
from junheng.rules.plans import load_plan
from junheng.terms import Finding, Message, Severity, UsageError

PlanRef = Annotated[str, typer.Argument(metavar="PLAN", help="自带规划的编号（如 d5）或规划文件（YAML）/ id of a shipped plan, or a plan file")]
Actuals = Annotated[Path | None, typer.Option(help="带证据的现值（YAML 或电子表格）/ typed values with evidence, YAML or a sheet")]
Day = Annotated[str | None, typer.Option("--date", help="报告截至哪一天，如 2025-06-30；默认今天 / the day of the report")]
HalfYear = Annotated[str | None, typer.Option(help="半年报，如 2025-1（上半年）/ the half year in the title, e.g. 2025-1")]
Place = Annotated[str | None, typer.Option(help="数据中有几个县（学校）时，用哪一个 / which county (school) of the facts")]
Shares = Annotated[list[str] | None, typer.Option("--set", help="改变灯的界限，如 lights.lagging=0.6，可多次 / change the shares of the lights; repeatable")]
Reports = Annotated[list[Path] | None, typer.Option(help="报告文件（.docx .xlsx .pdf .html），可多次 / report to write; repeatable")]


def progress(
    plan: PlanRef,
    files: options.Files,
    actuals: Actuals = None,
    date: Day = None,
    half_year: HalfYear = None,
    place: Place = None,
    source: options.Source = None,
    corrections: options.Corrections = None,
    year: options.Year = None,
    area: options.Area = None,
    every: options.Every = None,
    setting: Shares = None,
    authority: options.Authority = None,
    store: options.Store = None,
    report: Reports = None,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """规划进展：目标 → 阶段目标 → 现状（数据或带证据的填报）→ 灯、所需速度、推算、逾期清单、半年报。A plan's targets against the facts.

    例 Example: junheng plan progress d5 county.xlsx --actuals actuals.yaml --half-year 2025-1 --report progress.docx
    """
    spoken = options.spoken(lang)
    for path in report or ():
        options.check_report(path, [*files, plan, actuals, source, corrections])
    period, day = _time(date, half_year)
    shares, said = thresholds(options.settings_of(setting)), load_plan(plan)
    stated = read_actuals(actuals) if actuals else None
    with bar.shown(spoken, quiet=json):
        what = api.read(*files, source=source, year=year, area=area, every=every or (), store=store, corrections=corrections, authority=authority)
    found = follow(said, what.facts, day, shares, stated, place)
    api.keep_snapshot(what, store)
    told = reports.progress_report(found, what.delivery, spoken, period)
    with to_the_end():
        if json:
            typer.echo(as_json.dump(as_plain(found, what.delivery, spoken)))
        else:
            typer.echo(reports.render_text(reports.summary(told)), nl=False)
            importlib.import_module("junheng.cli.show").findings_of(_worth_saying(found, what.delivery.findings), spoken)
    for path in report or ():
        reports.write(told, path)
        typer.echo(options.written(path, spoken), err=json)
    wrong = what.delivery.has_errors or any(each.severity == Severity.ERROR for each in found.findings)
    return FACTS_HAVE_ERRORS if wrong else DONE


def _worth_saying(found: PlanProgress, of_data: list[Finding]) -> list[Finding]:
    return [*found.findings, *(each for each in of_data if each.severity != Severity.INFO)]


def _time(date: str | None, half_year: str | None) -> tuple[Message | None, datetime.date]:
    """The half year as the title has it, and the day: what is given, else the end of that half year, else today."""
    day = _day(date) if date is not None else None
    if half_year is None:
        return None, day or datetime.date.today()
    form = re.fullmatch(r"(\d{4})-([12])", half_year)
    if form is None:
        raise UsageError(f"--half-year {half_year} 应写成 2025-1（上半年）或 2025-2", f"--half-year {half_year} should read 2025-1 or 2025-2")
    year, half = int(form[1]), int(form[2])
    end = datetime.date(year, 6, 30) if half == 1 else datetime.date(year, 12, 31)
    words = ("上半年", "first") if half == 1 else ("下半年", "second")
    return Message(f"{year}年{words[0]}", f"{words[1]} half of {year}"), day or end


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--date {text} 应写成 2025-06-30", f"--date {text} should read like 2025-06-30") from None
