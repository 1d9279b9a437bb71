"""junheng plan show: the shipped plans, one of them or a user's own, or one target."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Column, Table
from rich.text import Text

from junheng.cli import as_json, options
from junheng.cli.app import DONE
from junheng.cli.show import console_of
from junheng.rules.plans import Milestone, Plan, Target, labels, load_plan, plan_ids
from junheng.terms import Lang, Message, UsageError, same
from junheng.terms.content import plain

Which = Annotated[str | None, typer.Argument(help="规划编号或文件，或 规划/目标，如 d5/T158；不写则列出自带规划 / id or file of a plan, or PLAN/TARGET; the shipped ones are listed without it")]


def show(which: Which = None, json: options.AsJson = False, lang: options.Language = None) -> int:
    """显示一篇规划的目标、职责、现状和责任方，或其中一个目标。Show a plan, or one target of it.

    例 Example: junheng plan show d5

    例 Example: junheng plan show d5/T158
    """
    spoken = options.spoken(lang)
    return _list(json, spoken) if which is None else _show(which, json, spoken)


def _list(json: bool, lang: Lang) -> int:
    plans = [load_plan(each) for each in plan_ids()]
    if json:
        typer.echo(as_json.dump([{"id": each.id, "title": each.title.to(lang), "level": each.level.value, "targets": len(each.targets)} for each in plans]))
        return DONE
    console = console_of()
    for each in plans:
        console.print(Text(f"{each.id}  {each.title.to(lang)}  {_counted(each).to(lang)}"))
    return DONE


def _show(which: str, json: bool, lang: Lang) -> int:
    ref, _, name = which.partition("/")
    one = bool(name) and ref in plan_ids()
    plan = load_plan(ref if one else which)
    target = _target(plan, name) if one else None
    if json:
        typer.echo(as_json.dump(_numbers(target or plan)))
    elif target is not None:
        _print_target(plan, target, lang)
    else:
        _print_plan(plan, lang)
    return DONE


def _target(plan: Plan, name: str) -> Target:
    found = next((each for each in plan.targets if each.id == name), None)
    if found is None:
        first, last = plan.targets[0].id, plan.targets[-1].id
        raise UsageError(f"规划 {plan.id} 没有目标“{name}”；有 {first} 至 {last}", f"plan {plan.id} has no target {name}; it has {first} to {last}")
    return found


def _numbers(value: Any) -> Any:
    """As the file holds it; figures as numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (list, tuple)):
        return [_numbers(each) for each in value]
    if hasattr(value, "__dict__") and not isinstance(value, str):
        return {key: _numbers(getattr(value, key)) for key in plain(value)}
    return plain(value)


def _counted(plan: Plan) -> Message:
    followed = sum(each.measure is not None for each in plan.targets)
    no = sum(each.not_measurable is not None for each in plan.targets)
    typed = len(plan.targets) - followed - no
    return Message(
        f"{len(plan.targets)} 个目标：{followed} 个可由数据跟踪，{typed} 个需填报，{no} 个无法衡量",
        f"{len(plan.targets)} targets: {followed} followed from facts, {typed} typed in, {no} cannot be measured",
    )


def _print_plan(plan: Plan, lang: Lang) -> None:
    console = console_of()
    console.print(Text(f"{plan.title.to(lang)}  [{plan.id}]"))
    for said in (plan.source, plan.note):
        if said is not None:
            console.print(Text(said.to(lang)))
    console.print(Text(_counted(plan).to(lang)))
    for part in (_targets(plan, lang), _duties(plan, lang), *([_facts(plan, lang)] if plan.facts else [])):
        console.print()
        console.print(part)
    named = Message("规划点名的工程和制度：", "programmes and systems that the plan names: ").to(lang)
    empty = Message("（仅有名称）", " (a name only)").to(lang)
    stop = Message("；", "; ").to(lang)
    if plan.programmes:
        console.print(Text("\n" + named + stop.join(f"{each.id} {each.title.to(lang)}{empty if each.empty else ''}" for each in plan.programmes)))


def _targets(plan: Plan, lang: Lang) -> Table:
    heads = [Message("目标", "target"), Message("行", "line"), Message("指标", "what"), Message("要求", "asked"),
             Message("期限", "by when"), Message("责任方", "who"), Message("跟踪", "followed by")]
    table = _table(heads, lang)
    for each in plan.targets:
        said = (each.indicator, labels.asked(each), labels.deadline(each.when), labels.owner(plan, each.owner), labels.followed_by(each))
        table.add_row(each.id, str(each.line or ""), *[Text(part.to(lang)) for part in said])
    return table


def _step(target: Target, step: Milestone) -> Message:
    value = labels.quantity(step.value, target.unit)
    year = Message("（年份不明）", " (year unknown)") if step.year is None else same(f" ({step.year})")
    return Message(f"{value.zh}{year.zh}", f"{value.en}{year.en}")


def _duties(plan: Plan, lang: Lang) -> Table:
    table = _table([Message("职责", "duty"), Message("行", "line"), Message("类别", "kind"), Message("内容", "what"), Message("责任方", "who"), Message("频次", "how often")], lang)
    for each in plan.duties:
        what = each.what if each.note is None else f"{each.what}：{each.note.zh}" if lang == Lang.ZH else each.note.en
        often = labels.rhythm(each.rhythm).to(lang) if each.rhythm else ""
        table.add_row(each.id, str(each.line or ""), labels.kind(each.kind).to(lang), Text(what), labels.owner(plan, each.owner).to(lang), often)
    return table


def _facts(plan: Plan, lang: Lang) -> Table:
    table = _table([Message("现状", "present"), Message("行", "line"), Message("内容", "what"), Message("数值", "figure"), Message("说明", "note")], lang)
    for each in plan.facts:
        note = each.note.to(lang) if each.note else ""
        table.add_row(each.id, str(each.line or ""), Text(each.fact.to(lang)), labels.figure(each).to(lang), Text(note))
    return table


def _table(heads: list[Message], lang: Lang) -> Table:
    return Table(*[Column(head.to(lang), overflow="fold") for head in heads], box=None, pad_edge=False)


def _print_target(plan: Plan, target: Target, lang: Lang) -> None:
    rows = [
        (Message("规划", "plan"), plan.title),
        (Message("位置", "place"), Message(f"第 {target.line} 行（{target.paragraph}）", f"line {target.line} ({target.paragraph})")),
        (Message("原文用语", "in the plan's words"), Message(target.term, target.term) if target.term else None),
        (Message("范围", "scope"), labels.scope(target.scope) if target.scope else None),
        (Message("要求", "asked"), labels.asked(target)),
        (Message("期限", "by when"), labels.deadline(target.when)),
        (Message("年份依据", "about the year"), target.when.source),
        (Message("起点", "start"), labels.quantity(target.baseline.value, target.unit) if target.baseline else None),
        *((Message("阶段目标", "milestone"), _step(target, each)) for each in target.milestones),
        (Message("责任方", "who"), labels.owner(plan, target.owner)),
        (Message("跟踪", "followed by"), labels.followed_by(target)),
        (Message("为何无法衡量", "why not"), target.not_measurable),
        (Message("说明", "note"), target.note),
    ]
    console = console_of()
    console.print(Text(f"{plan.id}/{target.id}  {target.indicator.to(lang)}"))
    for head, said in rows:
        if said is not None:
            console.print(Text(f"  {head.to(lang)}{Message('：', ': ').to(lang)}{said.to(lang)}"))
