"""junheng plan check PLAN: what is wrong or doubtful in a plan, each with its place, its figure and what to do."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from junheng.cli import as_json, options
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS, to_the_end
from junheng.cli.show import console_of
from junheng.rules.plans.doctor import Checked, PlanFinding, check_document, check_plan, check_together, families, kinds
from junheng.rules.plans.load import load_plan, plan_ids
from junheng.rules.plans.reading import read_plan
from junheng.terms import Lang, Message, Severity, UsageError, joined

Plans = Annotated[list[str] | None, typer.Argument(help="规划文档（.docx、.pdf、.txt 等）或规划文件 PLAN.yaml；几份规划会相互比较 / documents or plan files; several are compared, too")]
ReportOut = Annotated[Path | None, typer.Option("--report", help="报告：.docx .xlsx .pdf .html / write a report")]
Kinds = Annotated[bool, typer.Option("--kinds", help="列出检查的种类 / list the kinds of findings")]
_SEVERITY = {
    Severity.ERROR: Message("× 错误", "× error"), Severity.WARNING: Message("△ 请核对", "△ warning"), Severity.INFO: Message("· 说明", "· note"),
}


def check(plans: Plans = None, report: ReportOut = None, kinds_asked: Kinds = False, json: options.AsJson = False, lang: options.Language = None) -> int:
    """检查规划：每个问题在哪一行、数字多少、怎么办。Check a plan: each finding with its line, figure and what to do.

    例 Example: junheng plan check 县规划.docx --report 检查.docx
    """
    spoken = options.spoken(lang)
    if kinds_asked:
        _list_kinds(json, spoken)
        return DONE
    if not plans:
        raise UsageError("请给出至少一份规划，或用 --kinds 列出检查的种类", "give at least one plan, or list the kinds of findings with --kinds")
    if report:
        options.check_report(report, plans)
    checked, across = checked_plans(plans)
    if report:
        built = importlib.import_module("junheng.reports.plan_check").build(checked, across, spoken)
        importlib.import_module("junheng.reports").write(built, report)
    with to_the_end():
        if json:
            typer.echo(as_json.dump(found_json(checked, across, spoken)))
        else:
            _show(checked, across, spoken)
    if report:
        typer.echo(options.written(report, spoken), err=json)
    return FACTS_HAVE_ERRORS if any(each.has_errors for each in checked) else DONE


def checked_plans(plans: Sequence[str]) -> tuple[list[Checked], list[PlanFinding]]:
    """Each plan by itself, and what several ask differently. Raises UsageError."""
    twice = sorted({each for each in plans if plans.count(each) > 1})
    if twice:
        raise UsageError(f"同一份规划给了两次：{'、'.join(twice)}", f"a plan was given twice: {', '.join(twice)}")
    documents, checked = [], []
    for each in plans:
        if each in plan_ids() or Path(each).suffix.lower() in (".yaml", ".yml"):
            checked.append(check_plan(load_plan(each)))
        else:
            reading = read_plan(Path(each))
            if not (reading.plan.targets or reading.plan.duties or reading.plan.facts):
                said = joined(reading.said, "；", "; ")
                raise UsageError(said.zh or f"“{each}”中没有读出规划内容", said.en or f"nothing of a plan was read in {each}")
            documents.append(reading.document)
            checked.append(check_document(reading.document))
    return checked, check_together(documents) if len(documents) > 1 else []


def found_json(checked: Iterable[Checked], across: Sequence[PlanFinding], lang: Lang) -> dict[str, object]:
    """As docs/schemas/plan-check.json has it."""
    checked = list(checked)
    return {
        "findings": [_row(each, lang) for one in checked for each in one.findings] + [_row(each, lang) for each in across],
        "recomputed": [_row(each, lang) for one in checked for each in one.recomputed],
    }


def _row(each: PlanFinding, lang: Lang) -> dict[str, object]:
    return {
        "plan": each.plan, "line": each.line, "lines": list(each.lines), "paragraph": each.paragraph, "kind": each.kind, "family": kinds()[each.kind].family,
        "severity": each.severity.value, "message": each.message.to(lang), "figure": each.figure, "do": each.do.to(lang),
    }


def _show(checked: Sequence[Checked], across: Sequence[PlanFinding], lang: Lang) -> None:
    console = console_of()
    for one in checked:
        counts = Counter(each.severity for each in one.findings)
        told = "  ".join(f"{_SEVERITY[severity].to(lang)} {counts[severity]}" for severity in Severity)
        right = Message(f"重算无误 {len(one.recomputed)}", f"recomputed and right: {len(one.recomputed)}").to(lang)
        console.print(Text(f"{one.name}  {told}  {right}"))
        if one.findings:
            console.print(_table(one.findings, lang))
    if across:
        console.print(Text(Message("几份规划之间", "Between the plans").to(lang)))
        console.print(_table(across, lang))


def _table(findings: Sequence[PlanFinding], lang: Lang) -> Table:
    table = Table(show_lines=False)
    for head in (Message("程度", "severity"), Message("行", "line"), Message("问题", "finding"), Message("怎么办", "what to do")):
        table.add_column(head.to(lang), overflow="fold", no_wrap=head.en in ("severity", "line"))
    for each in findings:
        cells = (_SEVERITY[each.severity].to(lang), str(each.line or "-"), each.message.to(lang), each.do.to(lang))
        table.add_row(*map(Text, cells))
    return table


def _list_kinds(json: bool, lang: Lang) -> None:
    known = [each for each in kinds().values() if each.family != "trace"]
    if json:
        typer.echo(as_json.dump([
            {"kind": each.kind, "family": each.family, "severity": each.severity.value, "title": each.title.to(lang), "do": each.do.to(lang)} for each in known
        ]))
        return
    table = Table(show_lines=False)
    for head in (Message("种类", "kind"), Message("程度", "severity"), Message("问题", "finding"), Message("怎么办", "what to do")):
        table.add_column(head.to(lang), overflow="fold")
    for family, title in families().items():
        for each in (one for one in known if one.family == family):
            cells = (each.kind, _SEVERITY[each.severity].to(lang), f"{title.to(lang)}: {each.title.to(lang)}", each.do.to(lang))
            table.add_row(*map(Text, cells))
    console_of().print(table)
