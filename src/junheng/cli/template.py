"""junheng template: the empty workbook to fill."""

from __future__ import annotations

from itertools import starmap
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import options
from junheng.cli.app import DONE
from junheng.facts.intake.template.write import AskedItem, write_template
from junheng.rules import load_standard, standard_ids
from junheng.rules.citation import Limit
from junheng.terms import Stage, UsageError

NAME = "junheng-template.xlsx"
Target = Annotated[Path, typer.Argument(help="目录，或 .xlsx 文件名 / a folder, or the name of an .xlsx file")]


def template(
    target: Target = Path(),
    force: Annotated[bool, typer.Option(help="覆盖已有文件 / replace an existing file")] = False,
    lang: options.Language = None,
) -> int:
    """生成填报模板：每张表一个工作表，含说明、下拉选项和示例行。Write the workbook to fill.

    例 Example: junheng template .
    """
    path = target if target.suffix.lower() == ".xlsx" else target / NAME
    if target.suffix and target.suffix.lower() != ".xlsx" and not target.is_dir():
        raise UsageError(f"模板是 .xlsx 文件，不能写成“{target.name}”", f"the template is an .xlsx file; {target.name} is of another kind")
    if path.exists() and not force:
        raise UsageError(f"“{path}”已经存在；加 --force 覆盖，或换一个名字", f"{path} exists; add --force to replace it, or give another name")
    if not path.parent.is_dir():
        raise UsageError(f"没有目录 {path.parent}；请先建好", f"there is no folder {path.parent}; make it first")
    write_template(path, asked_items())
    typer.echo(options.written(path, options.spoken(lang)))
    return DONE


def asked_items() -> list[AskedItem]:
    """What the shipped standards ask of a county beside its schools: the list a county fills 县域项目 from.

    An item of two standards has a line for each: one may ask for a value where the other asks for yes or no."""
    items = [(ref, item) for ref in standard_ids() for item in load_standard(ref).standard.items if item.judged_by != "schools"]
    return [
        AskedItem(item.id, ref, item.title, "；".join(starmap(_limit, item.limits.items())) or "是 / 否 (yes / no)", str(item.unit or "")) for ref, item in items
    ]


def _limit(stage: str, limit: Limit) -> str:
    label = None if stage == "all" else Stage(stage).label
    return f"{f'{label.zh} {label.en} ' if label else ''}{limit.symbol} {limit.value}"
