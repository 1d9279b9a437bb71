"""junheng systems: the 150 systems that the plans name, what serves each, and what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.table import Column, Table
from rich.text import Text

from junheng.cli import as_json, options
from junheng.cli.app import DONE
from junheng.cli.show import console_of
from junheng.rules.plans import plan_ids
from junheng.rules.systems import State, System, groups
from junheng.rules.systems import systems as catalogue
from junheng.terms import Lang, Message, UsageError

Which = Annotated[str | None, typer.Argument(help="系统编号，如 S022；不写则列出全部 / id of a system; all are listed without it")]
InState = Annotated[State | None, typer.Option("--state", help="只列一种状态 / only those of one state")]
InPlan = Annotated[str | None, typer.Option("--plan", help="只列一篇规划中的，如 d5 / only those of one plan")]


def systems(which: Which = None, state: InState = None, plan: InPlan = None, json: options.AsJson = False, lang: options.Language = None) -> int:
    """规划提到的 150 个系统各由什么支持、到什么程度。The 150 systems of the plans: what serves each, and how far.

    例 Example: junheng systems --state partly --plan d5
    """
    spoken = options.spoken(lang)
    found = _chosen(which, state, plan)
    if json:
        typer.echo(as_json.dump([_as_json(each, spoken) for each in found]))
    else:
        _show(found, spoken, whole=which is not None)
    return DONE


def _chosen(which: str | None, state: State | None, plan: str | None) -> list[System]:
    if which is not None and which not in catalogue():
        raise UsageError(f"没有系统“{which}”；编号从 S001 到 S150", f"no system {which}; the ids run from S001 to S150")
    if plan is not None and plan not in plan_ids():
        known = ", ".join(plan_ids())
        raise UsageError(f"没有规划“{plan}”；自带规划：{known}", f"no plan {plan}; the shipped ones are {known}")
    return [
        each for each in catalogue().values()
        if which in (None, each.id) and state in (None, each.state) and (plan is None or plan in each.plans)
    ]


def _as_json(each: System, lang: Lang) -> dict[str, Any]:
    return {
        "id": each.id, "title": each.title.to(lang), "state": each.state.value, "reason": each.reason.to(lang) if each.reason else None,
        "served_by": [{"kind": one.kind.value, "name": one.name} for one in each.served_by],
        "tier": [one.value for one in each.tier], "rhythm": [one.value for one in each.rhythm],
        "sources": [{"plan": one.plan, "lines": list(one.lines)} for one in each.sources],
    }


def _show(found: list[System], lang: Lang, whole: bool) -> None:
    console = console_of()
    kept = {each.id for each in found}
    for group in groups():
        rows = [each for each in group.systems if each.id in kept]
        if rows:
            console.print(Text(f"\n{group.title.to(lang)}"))
            console.print(_table(rows, lang, whole))
    console.print(Text("\n" + _counts(found).to(lang)))


def _table(rows: Iterable[System], lang: Lang, whole: bool) -> Table:
    heads = [Message("编号", "id"), Message("系统", "system"), Message("状态", "state"), Message("由什么支持", "served by"), Message("缺什么，或为何不做", "what is missing, or why not")]
    table = Table(*[Column(head.to(lang), overflow="fold") for head in heads], box=None, pad_edge=False)
    for each in rows:
        table.add_row(each.id, Text(each.title.to(lang)), each.state.label.to(lang), Text(_served(each, lang, whole)), Text(each.reason.to(lang) if each.reason else ""))
    return table


def _served(each: System, lang: Lang, whole: bool) -> str:
    """By kind; of a long list the first names and how many more."""
    parts = []
    for kind in dict.fromkeys(one.kind for one in each.served_by):
        names = [one.name for one in each.served_by if one.kind == kind]
        shown = names if whole or len(names) <= 3 else [*names[:2], f"+{len(names) - 2}"]
        parts.append(f"{kind.label.to(lang)} {', '.join(shown)}")
    return Message("；", "; ").to(lang).join(parts)


def _counts(found: list[System]) -> Message:
    by_state = Counter(each.state for each in found)
    parts = [(state.label, by_state[state]) for state in State if by_state[state]]
    return Message(
        f"共 {len(found)} 个：" + "，".join(f"{label.zh} {number}" for label, number in parts),
        f"{len(found)} in all: " + ", ".join(f"{label.en} {number}" for label, number in parts),
    )
