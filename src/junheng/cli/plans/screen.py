"""A reading at the terminal: tables of targets, duties and facts, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from junheng.cli.show import console_of
from junheng.rules.plans import labels
from junheng.rules.plans.document import Reading
from junheng.rules.plans.plan import BaselineFact, Duty, Plan, Target
from junheng.terms import Lang, Message


def show(reading: Reading, lang: Lang) -> None:
    console, plan = console_of(), reading.plan
    place = f"  {plan.place.to(lang)}" if plan.place else ""
    console.print(Text(f"{plan.title.to(lang)}  [{labels.level(plan.level).to(lang)}]{place}"))
    for table in (_targets(plan, lang), _duties(plan, lang), _facts(plan, lang)):
        if table.row_count:
            console.print(table)
    for line in _left_out(reading, lang):
        console.print(Text(line))


def _table(title: Message, heads: Sequence[Message], lang: Lang) -> Table:
    table = Table(title=title.to(lang), title_justify="left", show_lines=False)
    for head in heads:
        table.add_column(head.to(lang), overflow="fold")
    return table


_LINE, _SURE = Message("行", "line"), Message("把握", "confidence")


def _targets(plan: Plan, lang: Lang) -> Table:
    heads = (Message("编号", "id"), _LINE, Message("指标", "indicator"), Message("要求", "asked"), Message("期限", "deadline"), _SURE)
    table = _table(Message(f"目标 {len(plan.targets)} 项", f"{len(plan.targets)} targets"), heads, lang)
    for each in plan.targets:
        table.add_row(each.id, str(each.line), Text(each.indicator.to(lang)), Text(labels.asked(each).to(lang)), each.when.printed or "-", _sure(each))
    return table


def _duties(plan: Plan, lang: Lang) -> Table:
    heads = (Message("编号", "id"), _LINE, Message("类别", "kind"), Message("内容", "what"), Message("责任方", "owner"), Message("频次", "rhythm"), _SURE)
    table = _table(Message(f"职责 {len(plan.duties)} 项", f"{len(plan.duties)} duties"), heads, lang)
    for each in plan.duties:
        role = plan.role(each.owner)
        table.add_row(
            each.id, str(each.line), labels.kind(each.kind).to(lang), Text(each.what), role.title.to(lang) if role else "-",
            labels.rhythm(each.rhythm).to(lang) if each.rhythm else "-", _sure(each),
        )
    return table


def _facts(plan: Plan, lang: Lang) -> Table:
    heads = (Message("编号", "id"), _LINE, Message("现状", "fact"), Message("值", "value"), _SURE)
    table = _table(Message(f"现状 {len(plan.facts)} 项", f"{len(plan.facts)} facts"), heads, lang)
    for each in plan.facts:
        table.add_row(each.id, str(each.line), Text(each.fact.to(lang)), labels.figure(each).to(lang), _sure(each))
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
