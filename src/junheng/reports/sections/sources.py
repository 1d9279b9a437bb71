"""What the report rests on: our readings, documents and clauses, special cases, and what was found in the data."""

from __future__ import annotations

from collections.abc import Iterator

from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Row, Table, Tone
from junheng.reports.numbers import LIMIT, limit_text
from junheng.reports.sections.county import OFFICIAL, VARIANTS
from junheng.reports.sections.items import confidence_cell
from junheng.rules import Cite
from junheng.terms import Finding, Message, Severity, Stage

FIRST = 200  # findings printed in full
SEVERITIES = {
    Severity.ERROR: Message("× 错误", "× error"), Severity.WARNING: Message("△ 请核对", "△ warning"),
    Severity.INFO: Message("· 说明", "· info"),
}


def sources_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("口径与依据", "Readings and sources"))]
    standard = case.standard
    if standard.readings:
        blocks += [Heading(2, case.say("本软件的理解", "Our readings")), _readings(case)]
    if standard.transitions:
        blocks += [Heading(2, case.say("特殊情况", "Special cases")), _transitions(case)]
    if standard.documents:
        blocks += [Heading(2, case.say("文件", "Documents")), _documents(case)]
    blocks += [Heading(2, case.say("条款", "Clauses")), _clauses(case)]
    return Part(tuple(blocks))


def _readings(case: Case) -> Table:
    columns = (Column(case.say("理解", "reading"), 34), Column(case.say("对应设置", "setting"), 12))
    rows = tuple((Cell(case.to(each.text)), Cell(each.setting or "—")) for each in case.standard.readings)
    notes = (case.say("依据没有说明的地方，本软件这样处理；有设置的可以改。",
                      "Where the sources are silent this is what we take; a setting changes it."),)
    return Table(case.say("我们的理解", "our readings"), case.say("理解", "readings"), columns, rows, notes=notes, captioned=False)


def _transitions(case: Case) -> Table:
    titles = {indicator.id: indicator.title for indicator in case.evaluation.rules.indicators}
    titles |= {item.id: item.title for item in case.standard.items}
    columns = (Column(case.say("特殊情况", "special case"), 24), Column(case.say("可能影响", "may change"), 14),
               Column(case.say("可信度", "confidence"), 6, Align.CENTER))
    rows = tuple(
        (Cell(case.to(each.text)), Cell(case.join([case.to(titles[name]) for name in each.concerns]) or "—"),
         confidence_cell(case, each.cite))
        for each in case.standard.transitions
    )
    notes = (case.say("本软件不自动适用，由人决定。", "Never applied by the program: a person decides."),)
    return Table(case.say("特殊情况", "special cases"), case.say("特殊情况", "special cases"), columns, rows, notes=notes, captioned=False)


def _documents(case: Case) -> Table:
    columns = (
        Column(case.say("文号", "number"), 8), Column(case.say("名称", "title"), 14), Column(case.say("起始", "valid from"), 5),
        Column(case.say("最近仍适用", "still applied on"), 5), Column(case.say("说明与出处", "note, and where it was read"), 20),
    )
    rows = []
    for each in case.standard.documents.values():
        note = [case.to(each.note)] if each.note else []
        rows.append((
            Cell(each.number), Cell(case.to(each.title)), Cell(each.valid_from or _unknown(case)),
            Cell(each.still_valid_on or _unknown(case)), Cell("\n".join([*note, *each.evidence]) or "—"),
        ))
    return Table(case.say("文件", "documents"), case.say("文件", "documents"), columns, tuple(rows),
                 captioned=False)


def _unknown(case: Case) -> str:
    return case.say("不详", "unknown")


def _clauses(case: Case) -> Table:
    columns = (
        Column(case.say("规定", "rule"), 14), Column(case.say("值", "value"), 6), Column(case.say("文号与条款", "document, clause"), 14),
        Column(case.say("起始", "valid from"), 4), Column(case.say("最近仍适用", "still applied on"), 4),
        Column(case.say("可信度", "confidence"), 6, Align.CENTER), Column(case.say("说明", "note"), 20),
    )
    rows = tuple(_clause_row(case, *each) for each in _cited(case))
    notes = (case.say("标 ▲ 的未核实：使用前请对照原文。", "▲ is unverified: compare with the text before use."),)
    return Table(case.say("条款与可信度", "clauses and confidence"), case.say("条款", "clauses"), columns, rows, notes=notes, captioned=False)


def _clause_row(case: Case, name: str, value: str, cite: Cite) -> Row:
    document = case.standard.documents[cite.of]
    return (
        Cell(name), Cell(value), Cell(f"{document.number} {case.to(cite.clause)}"),
        Cell(cite.valid_from or document.valid_from or _unknown(case)),
        Cell(cite.still_valid_on or document.still_valid_on or _unknown(case)),
        confidence_cell(case, cite), Cell(case.to(cite.note) if cite.note else "—"),
    )


def _cited(case: Case) -> Iterator[tuple[str, str, Cite]]:
    """Name, value and clause of everything the verdicts rest on. Items have their own table."""
    standard = case.standard
    for rule, indicator in zip(standard.indicators, case.evaluation.rules.indicators, strict=True):
        title = case.to(indicator.title)
        if rule.cite:
            yield title, case.say("计算口径", "how counted"), rule.cite
        for stage, limit in rule.limits.items():
            if limit.cite:
                yield f"{title} {case.to(Stage(stage).label)}", limit_text(limit), limit.cite
    general: list[tuple[str, str, Cite | None]] = [
        (case.say("哪些学校计入", "which schools count"), "—", standard.counts.cite),
        (case.say("拆分权重", "weights of the split"), " : ".join(str(each) for each in standard.split_weights.values()),
         standard.split_cite),
        (case.say("差异系数算法", "formula of the CV"), case.to(VARIANTS[OFFICIAL[standard.cv_formula]]), standard.cv_cite),
        *_rule_cites(case),
    ]
    yield from ((name, value, cite) for name, value, cite in general if cite)


def _rule_cites(case: Case) -> Iterator[tuple[str, str, Cite | None]]:
    school, area = case.standard.school_rule, case.standard.area_rule
    if school:
        yield case.say("学校规则", "school rule"), f"≥ {school.at_least}", school.cite
        if school.rest_share:
            yield case.say("其余指标", "the rest"), limit_text(school.rest_share), school.rest_share.cite
    if area.every_school:
        yield case.say("所有学校达标", "every school passes"), "—", area.cite
    for name, limits in (("差异系数 / CV", area.cv_each), ("综合差异系数 / composite CV", area.cv_composite)):
        zh, _, en = name.partition(" / ")
        for stage, limit in limits.items():
            yield f"{case.say(zh, en)} {case.to(Stage(stage).label)}", limit_text(limit, LIMIT), limit.cite


def findings_part(case: Case) -> Part:
    """What was found in the data, the gravest first."""
    order = list(Severity)
    findings = sorted(case.delivery.findings, key=lambda finding: order.index(finding.severity))
    blocks: list[Block] = [Heading(1, case.say("数据问题", "What was found in the data"))]
    counts = case.delivery.counts()
    named = case.join([f"{case.to(SEVERITIES[each])} {counts[each]}" for each in order])
    reported = case.delivery.rows_reported
    rest_zh, rest_en = (f"，其余{reported}行见下", f", {reported} reported below") if reported else ("", "")
    blocks.append(Paragraph(case.say(
        f"读入{case.delivery.rows_in}行，采用{case.delivery.rows_kept}行{rest_zh}。{named}。",
        f"{case.delivery.rows_in} rows read, {case.delivery.rows_kept} used{rest_en}. {named}.",
    )))
    if findings:
        blocks.append(_findings(case, findings))
    return Part(tuple(blocks), landscape=True)


def _findings(case: Case, findings: list[Finding]) -> Table:
    columns = (
        Column(case.say("程度", "severity"), 5), Column(case.say("文件", "file"), 9), Column(case.say("工作表", "sheet"), 5),
        Column(case.say("单元格", "cell"), 5), Column(case.say("发现", "found"), 10), Column(case.say("允许", "allowed"), 8),
        Column(case.say("说明", "message"), 18),
    )
    rows = tuple(_finding_row(case, finding) for finding in findings[:FIRST])
    more = len(findings) - FIRST
    notes = (case.say(f"还有{more}条未列出，请用 junheng check 查看全部。",
                      f"{more} more are not listed: junheng check shows all."),) if more > 0 else ()
    return Table(case.say("数据问题", "findings"), case.say("数据问题", "findings"), columns, rows, notes=notes, row_heads=0,
                 captioned=False)


def _finding_row(case: Case, finding: Finding) -> Row:
    tone = {Severity.ERROR: Tone.FAIL, Severity.WARNING: Tone.NEAR}.get(finding.severity, Tone.PLAIN)
    texts = [finding.file, finding.sheet, finding.cell_in(case.lang), finding.found, finding.allowed_in(case.lang)]
    return (Cell(case.to(SEVERITIES[finding.severity]), tone=tone), *(Cell(text or "—") for text in texts),
            Cell(case.to(finding.message)))
