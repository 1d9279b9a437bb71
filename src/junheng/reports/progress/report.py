"""The half-year report of a plan, section by section."""

from __future__ import annotations

from junheng.facts import Delivery
from junheng.findings.progress import PlanProgress
from junheng.findings.progress.actual import day_told
from junheng.reports.content import Report, numbered
from junheng.reports.progress.action import action_part
from junheng.reports.progress.each_target import look_part, pace_part
from junheng.reports.progress.first_page import first_page
from junheng.reports.progress.ground import findings_part, sources_part, untold_part
from junheng.reports.progress.told import Told
from junheng.terms import Lang, Message


def build(progress: PlanProgress, delivery: Delivery, lang: Lang, period: Message | None = None) -> Report:
    """period: the half year that the report is for, as it stands in the title."""
    told = Told(progress, lang)
    parts = (
        first_page(told), action_part(told), look_part(told), pace_part(told), *untold_part(told), *findings_part(told, delivery), sources_part(told),
    )
    return Report(_title(told, period), _subtitle(told), lang, numbered(parts, lang))


def _title(told: Told, period: Message | None) -> str:
    plan = told.to(told.progress.plan.title)
    if period is None:
        return told.say(f"{plan}进展报告", f"Progress report: {plan}")
    return told.say(f"{plan}{period.zh}进展报告", f"Progress report, {period.en}: {plan}")


def _subtitle(told: Told) -> str:
    progress = told.progress
    day = day_told(progress.day)
    return told.say(
        f"{progress.place}　截至{day.zh}　数据快照 {progress.snapshot}", f"{progress.place} - as of {day.en} - data snapshot {progress.snapshot}",
    )
