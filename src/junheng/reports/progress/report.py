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
    """period: the half year that the report is for, as it stands under the title."""
    told = Told(progress, lang)
    parts = (
        first_page(told), action_part(told), look_part(told), pace_part(told), *untold_part(told), *findings_part(told, delivery), sources_part(told),
    )
    plan = told.to(progress.plan.title)
    return Report(told.say(f"{plan}进展报告", f"Progress report: {plan}"), _subtitle(told, period), lang, numbered(parts, lang))


def _subtitle(told: Told, period: Message | None) -> str:
    progress, day = told.progress, day_told(told.progress.day)
    parts = [
        *([told.to(period)] if period else []), progress.place, told.say(f"截至{day.zh}", f"as of {day.en}"),
        told.say(f"数据快照 {progress.snapshot}", f"data snapshot {progress.snapshot}"),
    ]
    return told.say("　", " - ").join(parts)
