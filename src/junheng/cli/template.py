"""junheng template: the empty workbook to fill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import options
from junheng.cli.app import DONE
from junheng.facts.intake.template_write import write_template
from junheng.terms import UsageError

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
    if path.exists() and not force:
        raise UsageError(f"“{path}”已经存在；加 --force 覆盖，或换一个名字", f"{path} exists; add --force to replace it, or give another name")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了目录 {path.parent}（{error.strerror}）", f"cannot make the folder {path.parent} ({error.strerror})") from None
    write_template(path)
    typer.echo(options.written(path, options.spoken(lang)))
    return DONE
