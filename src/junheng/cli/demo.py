"""junheng demo: every example evaluated, one table of verdicts, how two plans fare, and the reports written, that of the funds too."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from junheng import reports
from junheng.cli import api, options, show
from junheng.cli.app import DONE
from junheng.findings import Evaluation
from junheng.findings.progress import follow, read_actuals, thresholds
from junheng.reports.content import Report
from junheng.rules.plans import load_plan
from junheng.terms import Lang, Message, UsageError
from junheng.terms.reasons import reason

Folder = Annotated[Path, typer.Option(help="例子所在目录 / the folder of the examples")]
Out = Annotated[Path, typer.Option(help="报告写到哪里 / where the reports go")]


@dataclass(frozen=True)
class Example:
    """Files (a pattern) under a folder of the examples, the standard to hold against them, the reports to write."""

    folder: str
    pattern: str
    standard: str
    report: str
    suffixes: tuple[str, ...] = (".html", ".docx")


ALL = (".docx", ".xlsx", ".pdf", ".html")
EXAMPLES = (
    Example("county", "*.xlsx", "cn/national/quality-2017", "county-quality-2017", ALL),
    Example("county", "*.xlsx", "cn/national/basic-2012", "county-basic-2012"),
    Example("plan-d2-school", "*.csv", "cn/national/quality-2017", "plan-d2-school"),
    Example("worked-example", "*.csv", "cn/national/basic-2012", "worked-example"),
    Example("maracanau-2022", "*.csv", "maracanau.yaml", "maracanau-2022", ALL),
)


@dataclass(frozen=True)
class Followed:
    """A plan held against the example county, as of a day that does not move: the county's facts are of 2023 and 2024."""

    plan: str
    actuals: str
    report: str


COUNTY, HALF_YEAR, DAY = "county", Message("2025年上半年", "first half of 2025"), datetime.date(2025, 6, 30)
FOLLOWED = (Followed("county-plan/plan.yaml", "county-plan/actuals.yaml", "county-plan-progress"), Followed("d5", "county-plan/d5-actuals.yaml", "plan-d5-progress"))


def demo(
    examples: Folder = Path("examples"), out: Out = Path("out/demo"), store: options.Store = None, lang: options.Language = None
) -> int:
    """评估自带的例子，打印结论表，写出报告。Evaluate the examples, print the verdicts, write the reports.

    例 Example: junheng demo --out /tmp/demo
    """
    spoken = options.spoken(lang)
    _prepare(examples, out)
    left_out: list[str] = []
    for example in EXAMPLES:
        found, what = _evaluate(examples, example, store)
        show.evaluation(found, what.delivery, spoken)
        for path in (out / f"{example.report}.{spoken}{suffix}" for suffix in example.suffixes):
            _report(found, what, path, spoken, left_out)
    _funds(examples, out, spoken, left_out)
    county = api.read(*_files(examples, COUNTY, "*.xlsx"))
    for each in FOLLOWED:
        _follow(examples, each, county, out, spoken, left_out)
    for line in dict.fromkeys(left_out):
        typer.echo(line)
    typer.echo(Message(f"报告在 {out.resolve()}", f"the reports are in {out.resolve()}").to(spoken))
    return DONE


def _prepare(examples: Path, out: Path) -> None:
    if not (examples / "county").is_dir():
        raise UsageError(
            f"目录“{examples}”中没有例子；请在项目目录中运行，或用 --examples 指明",
            f"there are no examples in {examples}; run this in the project's folder, or name it with --examples",
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了目录 {out}（{reason(error).zh}）", f"cannot make the folder {out} ({reason(error).en})") from None


def _evaluate(examples: Path, example: Example, store: Path | None) -> tuple[Evaluation, api.Read]:
    what = api.read(*_files(examples, example.folder, example.pattern))
    own = examples / example.folder / example.standard
    found = api.evaluate(what, str(own) if own.is_file() else example.standard)
    api.keep_snapshot(what, store)
    return found, what


def _funds(examples: Path, out: Path, lang: Lang, left_out: list[str]) -> None:
    """The funding tests of the example county, as reports only: at the terminal they would fill pages."""
    what = api.read(*_files(examples, COUNTY, "*.xlsx"), *_files(examples, "county-funds", "*.xlsx"))
    if what.facts.tables["funds"].is_empty():
        return
    told = reports.funding_report(api.funding(what), what.delivery, lang)
    for suffix in (".html", ".docx"):
        _written(told, out / f"county-funding.{lang}{suffix}", lang, left_out)


def _files(examples: Path, folder: str, pattern: str) -> Sequence[Path]:
    return sorted(path for path in (examples / folder).glob(pattern) if not path.name.startswith("~"))


def _follow(examples: Path, each: Followed, county: api.Read, out: Path, lang: Lang, left_out: list[str]) -> None:
    own = examples / each.plan
    plan = load_plan(str(own) if own.is_file() else each.plan)
    found = follow(plan, county.facts, DAY, thresholds({}), read_actuals(examples / each.actuals))
    told = reports.progress_report(found, county.delivery, lang, HALF_YEAR)
    typer.echo("\n" + reports.render_text(reports.summary(told)), nl=False)
    for suffix in (".docx", ".html"):
        _written(told, out / f"{each.report}.{lang}{suffix}", lang, left_out)


def _report(found: Evaluation, what: api.Read, path: Path, lang: Lang, left_out: list[str]) -> None:
    _written(reports.evaluation_report(found, what.delivery, lang), path, lang, left_out)


def _written(told: Report, path: Path, lang: Lang, left_out: list[str]) -> None:
    """A report that this machine cannot write (no Chinese font for PDF) is named, and the others are still written."""
    try:
        reports.write(told, path)
    except UsageError as error:
        left_out.append(Message(f"未写出 {path.name}：{error.message.zh}", f"left out {path.name}: {error.message.en}").to(lang))
