"""junheng plan read DOC: targets, duties and facts of a plan, for the screen, for machines, as a plan file or a sheet to review."""

from __future__ import annotations

import importlib
import json as json_text
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import options
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS
from junheng.cli.plans.screen import show
from junheng.rules.plans.document import Reading
from junheng.rules.plans.load import as_yaml
from junheng.rules.plans.plan import BaselineFact, Duty, Plan, Target
from junheng.rules.plans.reading import read_plan
from junheng.terms import Lang, Message, UsageError

Doc = Annotated[Path, typer.Argument(help="规划文档：.docx、.pdf（有文字层）、.txt、.md、.doc / the plan's document")]
Out = Annotated[Path | None, typer.Option(help="把读出的规划写成文件 / write the plan file PLAN.yaml")]
ReviewOut = Annotated[Path | None, typer.Option("--review", help="写出审阅表，逐条认可、改正或否决 / write the sheet to review, OUT.xlsx")]
Force = Annotated[bool, typer.Option(help="覆盖已有文件 / replace existing files")]


def read(doc: Doc, out: Out = None, review: ReviewOut = None, force: Force = False, json: options.AsJson = False, lang: options.Language = None) -> int:
    """读规划文档：目标、职责、现状，每项都有原句、出处和把握。Read a plan's document: each reading with sentence, place and confidence.

    例 Example: junheng plan read 县规划.docx --review 审阅表.xlsx
    """
    spoken = options.spoken(lang)
    check_out(out, (".yaml", ".yml"), force)
    check_out(review, (".xlsx",), force)
    reading = read_plan(doc)
    if out:
        write(out, as_yaml(reading.plan).encode())
    if review:
        write(review, importlib.import_module("junheng.cli.plans.review").review_book(reading, spoken))
    if json:
        typer.echo(dump(plan_json(reading, spoken)))
    else:
        show(reading, spoken)
    for path, what in ((out, Message("规划文件", "plan file")), (review, Message("审阅表", "sheet to review"))):
        if path:
            typer.echo(Message(f"{what.zh}：{path}", f"{what.en}: {path}").to(spoken), err=True)
    if review:
        typer.echo(Message(f"审阅后：junheng plan accept {review} --out 规划.yaml", f"after the review: junheng plan accept {review} --out PLAN.yaml").to(spoken), err=True)
    return DONE if reading.plan.targets or reading.plan.duties or reading.plan.facts else FACTS_HAVE_ERRORS


def check_out(path: Path | None, suffixes: tuple[str, ...], force: bool) -> None:
    """Before anything is read: whether a file may be written there. Raises UsageError."""
    if path is None:
        return
    if path.suffix.lower() not in suffixes or path.is_dir():
        raise UsageError(f"“{path}”应为 {suffixes[0]} 文件", f"{path} should be a {suffixes[0]} file")
    options.check_new(path, force)


def plan_json(reading: Reading, lang: Lang) -> dict[str, object]:
    """As docs/schemas/plan-read.json has it."""
    plan = reading.plan
    return {
        "document": reading.document.name, "title": plan.title.to(lang), "level": plan.level.value, "place": plan.place.to(lang) if plan.place else None,
        "targets": [_target(each, plan) for each in plan.targets], "duties": [_duty(each, plan) for each in plan.duties], "facts": [_fact(each) for each in plan.facts],
        "roles": [each.title.to(lang) for each in plan.roles],
        "programmes": [{"line": each.line, "title": each.title.to(lang), "empty": each.empty} for each in plan.programmes],
        "said": [each.to(lang) for each in reading.said],
    }


def _target(each: Target, plan: Plan) -> dict[str, object]:
    return {
        "id": each.id, "line": each.line, "paragraph": each.paragraph, "sentence": each.sentence, "indicator": each.indicator.zh, "comparator": each.comparator,
        "value": each.value, "value_from": each.value_from, "unit": each.unit, "deadline": each.when.printed, "deadline_year": each.when.year,
        "relative_to": each.relative_to.zh if each.relative_to else None, "owner": _owner(each, plan), "confidence": each.confidence,
    }


def _duty(each: Duty, plan: Plan) -> dict[str, object]:
    return {
        "id": each.id, "line": each.line, "paragraph": each.paragraph, "sentence": each.sentence, "kind": each.kind.value, "what": each.what,
        "owner": _owner(each, plan), "rhythm": each.rhythm.value if each.rhythm else None, "confidence": each.confidence,
    }


def _fact(each: BaselineFact) -> dict[str, object]:
    return {
        "id": each.id, "line": each.line, "paragraph": each.paragraph, "sentence": each.sentence, "fact": each.fact.zh, "value": each.value,
        "unit": each.unit, "confidence": each.confidence,
    }


def _owner(each: Target | Duty, plan: Plan) -> str | None:
    role = plan.role(each.owner)
    return role.title.zh if role else None




def dump(value: object) -> str:
    return json_text.dumps(value, ensure_ascii=False, allow_nan=False, default=_number)


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(type(value).__name__)
    return int(value) if value == value.to_integral_value() else float(value)


def write(path: Path, content: bytes) -> None:
    """The facts' way of writing, loaded only where something is written."""
    importlib.import_module("junheng.facts.whole_file").write_whole(path, content)
