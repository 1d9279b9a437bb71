"""The report of an evaluation, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.facts import Delivery
from junheng.findings import Evaluation
from junheng.reports.case import Case
from junheng.reports.content import Part, Report, numbered
from junheng.reports.sections.counted import counted_part
from junheng.reports.sections.county import county_part
from junheng.reports.sections.items import items_part
from junheng.reports.sections.lacking import lacking_part
from junheng.reports.sections.layers import layers_parts
from junheng.reports.sections.schools import schools_part
from junheng.reports.sections.sources import findings_part, sources_part
from junheng.reports.sections.verdict import verdict_part
from junheng.terms import Lang


def build(evaluation: Evaluation, delivery: Delivery, lang: Lang, others: Sequence[Evaluation] = ()) -> Report:
    case = Case(evaluation, delivery, lang, tuple(others))
    judged = (schools_part(case), county_part(case), lacking_part(case), items_part(case)) if case.results else ()
    parts: tuple[Part, ...] = (
        verdict_part(case), *judged, counted_part(case), *layers_parts(case), sources_part(case), findings_part(case),
    )
    return Report(_title(case), case.to(case.standard.title), lang, numbered(parts, lang))


def _title(case: Case) -> str:
    if len(case.area_years) == 1:
        name = case.name(*case.area_years[0])
        return case.say(f"{name}义务教育均衡评估报告", f"Balance of compulsory education: {name}")
    if len({area for area, _ in case.area_years}) == 1:  # one county, several years: they stand over its sections
        area = case.area_years[0][0]
        return case.say(f"{area}义务教育均衡评估报告", f"Balance of compulsory education: {area}")
    return case.say("义务教育均衡评估报告", "Balance of compulsory education")
