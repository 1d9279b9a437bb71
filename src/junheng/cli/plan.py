"""junheng plan COMMAND: plans (规划) read, checked, followed. Each command stands in its own file of cli/plans."""

from __future__ import annotations

import importlib

import typer

from junheng.cli.app import unknown_command
from junheng.terms import Lang, Message, UsageError

PARTS = {
    "read": Message("读规划文档：目标、职责、现状，每项都有出处和把握", "read a plan's document: targets, duties and facts, each with its place and confidence"),
    "check": Message("检查规划：重算数字，查编号、年份、矛盾、做不到和缺依据之处", "check a plan: figures recomputed, numbering, years, conflicts, what cannot be or has no ground"),
    "accept": Message("把审阅过的表变成规划文件", "turn the reviewed sheet into the plan file"),
    "draft": Message("由评估结论和缺口起草规划（Word 和规划文件），待定处留白", "draft a plan from verdicts and gaps (Word and plan file), with blanks for what people decide"),
    "show": Message("列出自带规划，或显示一篇规划、一个目标", "list the shipped plans, or show a plan or a target"),
    "progress": Message("进展：每个目标的灯、速度、逾期清单、半年报", "how the targets fare: lights, pace, what is overdue, the half-year report"),
}
_HELP = Message(
    "规划：从中文规划文档读出目标、职责与现状，由人审阅后存为规划文件。各命令的用法：junheng plan 命令 --help\n\n例 Example: junheng plan read 县规划.docx --review 审阅表.xlsx",
    "Plans: targets, duties and facts read out of a Chinese plan, reviewed by a person, kept as a plan file. Each command's own help: junheng plan COMMAND --help\n\nExample: junheng plan read plan.docx --review review.xlsx",
)


def group(arguments: list[str], lang: Lang) -> typer.Typer:
    """The sub-application; only the module of the command that is called is imported. Raises UsageError for an unknown one."""
    called = next((argument for argument in arguments if argument in PARTS), None)
    if arguments and not arguments[0].startswith("-") and arguments[0] != called:
        raise unknown_command(f"plan {arguments[0]}", PARTS)
    if called is None and not {"-h", "--help"} & set(arguments):
        names = ", ".join(PARTS)
        raise UsageError(f"请写明要做什么：{names}；如 junheng plan show d5", f"say what to do: {names}; e.g. junheng plan show d5")
    app = typer.Typer(help=_HELP.to(lang), add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    for name, text in PARTS.items():
        function = getattr(importlib.import_module(f"junheng.cli.plans.{name}"), name) if name == called else _listed
        app.command(name, short_help=text.to(lang))(function)
    return app


def _listed() -> None:
    raise AssertionError("not loaded")
