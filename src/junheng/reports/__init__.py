"""How it is told: one report as plain data, written as Word, Excel, PDF or HTML. Nothing heavy is loaded here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from junheng.terms import Lang, Message, UsageError

if TYPE_CHECKING:
    from junheng.facts import Delivery
    from junheng.findings import Evaluation
    from junheng.findings.funding import Funding
    from junheng.findings.progress import PlanProgress
    from junheng.reports.content import Report
    from junheng.reports.plan_draft import Draft, Wanted
    from junheng.rules.plans.owners import Owners

__all__ = [
    "draft_plan", "draft_report", "evaluation_report", "explain", "funding_report", "progress_report", "render_text", "summary", "write", "write_report",
]

WRITERS = {
    ".docx": "junheng.reports.docx",
    ".xlsx": "junheng.reports.xlsx",
    ".pdf": "junheng.reports.pdf",
    ".html": "junheng.reports.html",
}


def write_report(
    evaluation: Evaluation, delivery: Delivery, path: Path, lang: Lang, others: Sequence[Evaluation] = ()
) -> None:
    """Write the report of an evaluation; the suffix of `path` says in which form.

    others: the same facts under other standards or layers, shown side by side.
    Raises UsageError for an unknown suffix, a path that cannot be written, and (PDF) where no Chinese font is found.
    """
    writer_of(path)  # a wrong suffix is said before the work begins
    write(evaluation_report(evaluation, delivery, lang, others), path)


def evaluation_report(
    evaluation: Evaluation, delivery: Delivery, lang: Lang, others: Sequence[Evaluation] = ()
) -> Report:
    found: Report = import_module("junheng.reports.full_report").build(evaluation, delivery, lang, others)
    return found


def explain(evaluation: Evaluation, delivery: Delivery, school: str, lang: Lang) -> Report:
    """One school down to the cells. `school`: code or name. Raises UsageError where there is no such school."""
    found: Report = import_module("junheng.reports.school_page").build(evaluation, delivery, school, lang)
    return found


def funding_report(found: Funding, delivery: Delivery, lang: Lang, every: bool = True) -> Report:
    """The funding tests. every: with all schools and all sources, as a report; else only what does not pass, as a terminal."""
    report: Report = import_module("junheng.reports.funding_page").build(found, delivery, lang, every)
    return report


def progress_report(progress: PlanProgress, delivery: Delivery, lang: Lang, period: Message | None = None) -> Report:
    """How a plan's targets fare. period: the half year, as it stands in the title."""
    found: Report = import_module("junheng.reports.progress").build(progress, delivery, lang, period)
    return found


def summary(report: Report) -> Report:
    """Its first page alone."""
    return replace(report, parts=report.parts[:1])


def draft_plan(evaluation: Evaluation, delivery: Delivery, wanted: Wanted, owners: Owners) -> Draft:
    """A plan out of verdicts and gaps. Raises UsageError where there is nothing to aim at, or no year left."""
    case = import_module("junheng.reports.case").Case(evaluation, delivery, Lang.ZH)
    found: Draft = import_module("junheng.reports.plan_draft").draft(case, wanted, owners)
    return found


def draft_report(draft: Draft) -> Report:
    """The draft in the official form, which is Chinese."""
    report: Report = import_module("junheng.reports.plan_draft").draft_report(draft)
    return report


def render_text(report: Report) -> str:
    """Plain text for a terminal."""
    text: str = import_module("junheng.reports.text").render(report)
    return text


def write(report: Report, path: Path) -> None:
    """Any report as a file. Raises as `write_report`."""
    rendered: bytes = writer_of(path).render(report)
    import_module("junheng.facts.whole_file").write_whole(path, rendered)


def writer_of(path: Path) -> Any:
    """The module that renders the form of `path`."""
    name = WRITERS.get(path.suffix.lower())
    if name is None:
        allowed = ", ".join(WRITERS)
        given = path.suffix or path.name
        raise UsageError(
            f"不认识的报告格式“{given}”；可用：{allowed}", f"unknown form of report {given}; allowed are: {allowed}"
        )
    return import_module(name)
