"""A reading at the terminal: tables of targets, duties and facts, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from junheng.cli.show import console_of
from junheng.rules.plans.document import Reading
from junheng.rules.plans.plan import BaselineFact, Duty, Plan, Target
from junheng.terms import Lang, Message

_KINDS = {
    "must": Message("必须", "must"), "must_not": Message("不得", "must not"), "establish": Message("建立制度", "set up"), "rhythm": Message("定期", "again and again"),
    "publish": Message("公开", "publish"),
}
_LEVELS = {
    "school": Message("学校", "school"), "township": Message("乡镇", "township"), "county": Message("县", "county"), "city": Message("市", "city"),
    "province": Message("省", "province"),
}


def show(reading: Reading, lang: Lang) -> None:
    console, plan = console_of(), reading.plan
    place = f"  {plan.place.to(lang)}" if plan.place else ""
    console.print(Text(f"{plan.title.to(lang)}  [{_LEVELS[plan.level.value].to(lang)}]{place}"))
    for table in (_targets(plan, lang), _duties(plan, lang), _facts(plan, lang)):
        if table.row_count:
            console.print(table)
    for line in _left_out(reading, lang):
        console.print(Text(line))


def figure(value: Decimal | None, value_from: Decimal | None, unit: str) -> str:
    if value is None:
        return "-"
    span = f"{plain(value_from)}–{plain(value)}" if value_from is not None else plain(value)
    return f"{span} {'%' if unit == 'percent' else unit}".strip()


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _table(title: Message, heads: Sequence[Message], lang: Lang) -> Table:
    table = Table(title=title.to(lang), title_justify="left", show_lines=False)
    for head in heads:
        table.add_column(head.to(lang), overflow="fold")
    return table


_LINE, _SURE = Message("行", "line"), Message("把握", "confidence")


def _targets(plan: Plan, lang: Lang) -> Table:
    heads = (Message("编号", "id"), _LINE, Message("指标", "indicator"), Message("比较", "is"), Message("值", "value"), Message("期限", "deadline"), _SURE)
    table = _table(Message(f"目标 {len(plan.targets)} 项", f"{len(plan.targets)} targets"), heads, lang)
    for each in plan.targets:
        value = figure(each.value, each.value_from, each.unit) if each.value is not None or each.relative_to is None else each.relative_to.to(lang)
        table.add_row(each.id, str(each.line), Text(_of(each, lang)), each.comparator, Text(value), each.when.printed or "-", _sure(each))
    return table


def _of(each: Target, lang: Lang) -> str:
    return each.indicator.to(lang)


def _duties(plan: Plan, lang: Lang) -> Table:
    heads = (Message("编号", "id"), _LINE, Message("类别", "kind"), Message("内容", "what"), Message("责任方", "owner"), Message("频次", "rhythm"), _SURE)
    table = _table(Message(f"职责 {len(plan.duties)} 项", f"{len(plan.duties)} duties"), heads, lang)
    for each in plan.duties:
        role = plan.role(each.owner)
        table.add_row(
            each.id, str(each.line), _KINDS[each.kind.value].to(lang), Text(each.what), role.title.to(lang) if role else "-",
            each.rhythm.value if each.rhythm else "-", _sure(each),
        )
    return table


def _facts(plan: Plan, lang: Lang) -> Table:
    heads = (Message("编号", "id"), _LINE, Message("现状", "fact"), Message("值", "value"), _SURE)
    table = _table(Message(f"现状 {len(plan.facts)} 项", f"{len(plan.facts)} facts"), heads, lang)
    for each in plan.facts:
        table.add_row(each.id, str(each.line), Text(each.fact.to(lang)), figure(each.value, None, each.unit), _sure(each))
    return table


def _sure(each: Target | Duty | BaselineFact) -> str:
    return "-" if each.confidence is None else f"{each.confidence:.2f}"


def _left_out(reading: Reading, lang: Lang) -> list[str]:
    plan = reading.plan
    read = {each.line for each in (*plan.targets, *plan.duties, *plan.facts)}
    silent = [each for each in reading.document.sentences if not each.title and each.line not in read]
    empty = [each.title.to(lang) for each in plan.programmes if each.empty]
    lines = [each.to(lang) for each in reading.said]
    if empty:
        lines.append(Message(f"只提到名称、没有内容的工程：{'、'.join(empty)}", f"programmes that are only named: {', '.join(empty)}").to(lang))
    lines.append(Message(
        f"{len(reading.document.sentences)} 句中有 {len(silent)} 句所在行没有读出任何内容（多为指导思想和一般论述）；把握低于 0.6 的请务必核对",
        f"of {len(reading.document.sentences)} sentences {len(silent)} stand in lines of which nothing was read (mostly general words); check what has a confidence under 0.6",
    ).to(lang))
    return lines
