"""junheng plan: plans as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from junheng.cli import options, plan_show
from junheng.terms import UsageError


class Action(StrEnum):
    LIST = "list"
    SHOW = "show"


What = Annotated[Action, typer.Argument(help="list 列出自带规划；show 显示一篇规划或一个目标 / list the shipped plans; show a plan or a target")]
Which = Annotated[str | None, typer.Argument(help="规划编号或文件，或 规划/目标，如 d5/T158 / id or file of a plan, or PLAN/TARGET")]


def plan(action: What = Action.LIST, which: Which = None, json: options.AsJson = False, lang: options.Language = None) -> int:
    """规划：目标、职责、现状和责任方。Plans: targets, duties, present figures and who answers.

    例 Example: junheng plan show d5

    例 Example: junheng plan show d5/T158
    """
    spoken = options.spoken(lang)
    if action == Action.LIST:
        return plan_show.list_plans(json, spoken)
    if which is None:
        raise UsageError("请给出要显示的规划，如 junheng plan show d5", "name the plan to show, e.g. junheng plan show d5")
    return plan_show.show_plan(which, json, spoken)
