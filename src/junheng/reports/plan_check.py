"""The findings about a plan as a report that its author can act on: grouped by what is to be done, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from junheng.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Part,
    Report,
    Row,
    Table,
    Tone,
    numbered,
)
from junheng.reports.sections.sources import SEVERITIES
from junheng.rules.plans.doctor import Checked, PlanFinding, families, kinds
from junheng.terms import Lang, Message, Severity, joined, same

_TONES = {Severity.ERROR: Tone.FAIL, Severity.WARNING: Tone.NEAR, Severity.INFO: Tone.PLAIN}
_SHOWN = 8  # further lines printed of one finding


def build(checked: Sequence[Checked], across: Sequence[PlanFinding], lang: Lang) -> Report:
    parts = []
    for one in checked:
        parts += [Part(tuple(_front(one, lang))), Part(tuple(_groups(one, lang)), landscape=True)]
    parts = [part for part in parts if part.blocks]
    if across:
        title = Message("几份规划之间", "Between the plans").to(lang)
        parts.append(Part((Heading(1, title), _table(title, across, lang, checked)), landscape=True))
    names = joined(same(one.name) for one in checked)
    return Report(Message("规划检查报告", "Check of a plan").to(lang), names.to(lang), lang, numbered(tuple(parts), lang))


def _front(one: Checked, lang: Lang) -> Iterator[Block]:
    yield Heading(1, Message(f"规划 {one.name}", f"Plan {one.name}").to(lang))
    yield Paragraph(_summary(one, lang), Tone.STRONG if one.has_errors else Tone.PLAIN)
    if one.findings:
        yield _overview(one, lang)


def _groups(one: Checked, lang: Lang) -> Iterator[Block]:
    for family, title in families().items():
        group = [each for each in one.findings if kinds()[each.kind].family == family]
        if group:
            yield Heading(2, title.to(lang))
            yield _table(title.to(lang), group, lang, (one,))
    if one.recomputed:
        yield Heading(2, families()["trace"].to(lang))
        yield _recomputed(one, lang)


def _summary(one: Checked, lang: Lang) -> str:
    counts = Counter(each.severity for each in one.findings)
    told = joined((Message(f"{SEVERITIES[each].zh}{counts[each]}处", f"{SEVERITIES[each].en} {counts[each]}") for each in Severity), zh="，")
    right = len(one.recomputed)
    return Message(
        f"{told.zh}；重算无误{right}处。先改错误，再逐条核对。", f"{told.en}; recomputed and right: {right}. Mend the errors first, then check the rest."
    ).to(lang)


def _overview(one: Checked, lang: Lang) -> Table:
    """What is to be done, and how often."""
    columns = (Column(Message("要做的事", "what to do").to(lang), 20), *(Column(SEVERITIES[each].to(lang), 6, Align.RIGHT) for each in Severity))
    rows: list[Row] = []
    counts = Counter((kinds()[each.kind].family, each.severity) for each in one.findings)
    for family, title in families().items():
        of_family = [counts[family, severity] for severity in Severity]
        if any(of_family):
            rows.append((Cell(title.to(lang)), *(Cell(str(count), count) for count in of_family)))
    name = Message("要做的事", "what to do").to(lang)
    return Table(name, name, columns, tuple(rows), captioned=False)


def _table(title: str, findings: Sequence[PlanFinding], lang: Lang, checked: Sequence[Checked]) -> Table:
    plans = {one.name: one for one in checked}
    columns = (
        Column(Message("程度", "severity").to(lang), 5), Column(Message("行", "line").to(lang), 4), Column(Message("段落与开头", "paragraph, and how the line begins").to(lang), 10),
        Column(Message("问题", "finding").to(lang), 24), Column(Message("怎么办", "what to do").to(lang), 16),
    )
    rows = tuple(
        (
            Cell(SEVERITIES[each.severity].to(lang), tone=_TONES[each.severity]), Cell(_lines(each, lang)),
            Cell(_place(each, plans.get(each.plan))), Cell(each.message.to(lang)), Cell(each.do.to(lang)),
        )
        for each in findings
    )
    return Table(title, title[:28], columns, rows, row_heads=0, captioned=False)


def _place(each: PlanFinding, plan: Checked | None) -> str:
    parts = [each.paragraph, plan.begins(each.line) if plan else ""]
    return "\n".join(part for part in parts if part) or "—"


def _lines(each: PlanFinding, lang: Lang) -> str:
    if each.line is None:
        return "—"
    more = [str(line) for line in sorted(set(each.lines))]
    shown = "、".join(more[:_SHOWN]) + ("…" if len(more) > _SHOWN else "")
    return f"{each.line}" + (Message(f"\n另：{shown}", f"\nalso {shown.replace('、', ', ')}").to(lang) if more else "")


def _recomputed(one: Checked, lang: Lang) -> Table:
    name = families()["trace"].to(lang)
    columns = (Column(Message("行", "line").to(lang), 5), Column(Message("重算", "recomputed").to(lang), 40))
    rows = tuple((Cell(str(each.line or "—")), Cell(each.message.to(lang))) for each in one.recomputed)
    return Table(name, name, columns, rows, row_heads=0, captioned=False)
