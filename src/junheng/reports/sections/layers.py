"""Several standards or layers on the same facts: thresholds and verdicts side by side."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.findings import Evaluation
from junheng.reports.case import Case
from junheng.reports.content import Block, Cell, Column, Heading, Part, Table
from junheng.reports.numbers import LIMIT, limit_text, verdict_cell
from junheng.rules import Limit, Rules
from junheng.terms import Stage


def layers_parts(case: Case) -> tuple[Part, ...]:
    """Nothing where there is only one layer."""
    evaluations = (case.evaluation, *case.others)
    layers = list(_layers([each.rules for each in evaluations]))
    if len(layers) < 2:
        return ()
    blocks: list[Block] = [Heading(1, case.say("各层标准对照", "Standards and layers side by side"))]
    blocks.append(_thresholds(case, layers))
    if len(evaluations) > 1:
        blocks.append(_verdicts(case, evaluations))
    return (Part(tuple(blocks)),)


def _layers(rules: list[Rules]) -> Iterator[Rules]:
    """Each once: the standards given, then those they extend."""
    seen: set[str] = set()
    for each in rules:
        layer: Rules | None = each
        while layer is not None:
            if layer.version + layer.standard.id not in seen:
                seen.add(layer.version + layer.standard.id)
                yield layer
            layer = layer.base


def _thresholds(case: Case, layers: list[Rules]) -> Table:
    columns = (Column(case.say("规定", "rule"), 16), *(Column(_name(case, each), 9) for each in layers))
    rows = []
    for title, limits, decimals in _limits(case, layers):
        texts = [limit_text(limit, decimals) for limit in limits]
        same = len(set(texts) - {"—"}) < 2
        rows.append((Cell(title), *(Cell(text if same or text == "—" else f"◆ {text}") for text in texts)))
    notes = (case.say("◆ 各层规定不同；— 该层没有规定。", "◆ the layers differ; — not asked by this layer."),)
    return Table(case.say("限值对照", "limits side by side"), case.say("限值对照", "limits"), columns, tuple(rows), notes=notes)


def _name(case: Case, rules: Rules) -> str:
    return f"{case.to(rules.standard.title)} [{rules.standard.id}]"


def _limits(case: Case, layers: list[Rules]) -> Iterator[tuple[str, list[Limit | None], int]]:
    titles = {indicator.id: indicator.title for rules in layers for indicator in rules.indicators}
    stages = list(dict.fromkeys(stage for rules in layers for stage in rules.standard.stages))
    for stage in stages:
        label = case.to(Stage(stage).label)
        for name, title in titles.items():
            limits = [rules.rule_of(name).limits.get(stage) if _has(rules, name) else None for rules in layers]
            if any(limits):
                yield f"{label} {case.to(title)}", limits, 0
        each = [rules.standard.area_rule.cv_each.get(stage) for rules in layers]
        composite = [rules.standard.area_rule.cv_composite.get(stage) for rules in layers]
        yield f"{label} {case.say('每项差异系数', 'each CV')}", each, LIMIT
        yield f"{label} {case.say('综合差异系数', 'composite CV')}", composite, LIMIT


def _has(rules: Rules, name: str) -> bool:
    return any(indicator.id == name for indicator in rules.indicators)


def _verdicts(case: Case, evaluations: tuple[Evaluation, ...]) -> Table:
    keys = list(dict.fromkeys(key for each in evaluations for key in each.areas.keys))
    columns = (Column(case.say("范围", "area, year, stage"), 16), *(Column(_name(case, each.rules), 9) for each in evaluations))
    rows = []
    for key in keys:
        area, year, stage = key
        cells = [
            verdict_cell(each.verdict(each.areas.keys.index(key)) if key in each.areas.keys else None, case.lang)
            for each in evaluations
        ]
        rows.append((Cell(f"{case.name(area, year)} {case.to(Stage(stage).label)}"), *cells))
    title = case.say("结论对照", "verdicts side by side")
    return Table(title, case.say("结论对照", "verdicts"), columns, tuple(rows))
