"""junheng source new: a source file drafted from a spreadsheet that no source knows."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import as_json, options
from junheng.cli.app import DONE
from junheng.facts.draft import ASK, Draft, State, draft
from junheng.facts.whole_file import write_whole
from junheng.terms import Lang, Message, UsageError


class What(StrEnum):
    NEW = "new"


Action = Annotated[What, typer.Argument(help="new：起草 / draft one")]
File = Annotated[Path, typer.Argument(help="电子表格或 CSV / a spreadsheet or a CSV file")]
Out = Annotated[Path | None, typer.Option(help="写到哪个 .yaml；不写则打印 / the .yaml to write; printed without it")]


def source(
    what: Action,
    file: File,
    out: Out = None,
    force: Annotated[bool, typer.Option(help="覆盖已有文件 / replace an existing file")] = False,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """为认不出的表起草来源文件：认出的列写好，拿不准的列做记号，由人来定。Draft a source file for an unknown spreadsheet.

    例 Example: junheng source new list.xlsx --out my-source.yaml
    """
    spoken = options.spoken(lang)
    if out:
        _check_out(out, file, force)
    drafted = draft(file, spoken)
    if out:
        write_whole(out, drafted.text.encode())
    if json:
        typer.echo(as_json.dump(_as_json(drafted, spoken)))
    elif out is None:
        typer.echo(drafted.text, nl=False)
    typer.echo(_summary(drafted, file, out).to(spoken), err=out is None or json)
    return DONE


def _check_out(out: Path, file: Path, force: bool) -> None:
    if out.suffix.lower() not in (".yaml", ".yml") or out.is_dir():
        raise UsageError(f"来源文件是 .yaml 文件，不能写成“{out}”", f"a source file is a .yaml file; {out} is none")
    options.check_new(out, force)


def _as_json(drafted: Draft, lang: Lang) -> dict[str, object]:
    return {
        "sheet": drafted.sheet, "rows": drafted.rows, "missing": [each.to(lang) for each in drafted.missing], "beside": [each.to(lang) for each in drafted.beside], "draft": drafted.text,
        "columns": [
            {"column": each.letter, "head": each.head.shown, "state": each.state.value, "table": each.table or None, "fact": each.name or None,
             "stage": each.stage and each.stage.value, "unit": each.unit or each.head.unit or None, "score": each.score or None, "why": each.why.to(lang)}
            for each in drafted.columns
        ],
    }


def _summary(drafted: Draft, file: Path, out: Path | None) -> Message:
    taken, left = len(drafted.recognised), len(drafted.in_state(State.IGNORED)) + len(drafted.in_state(State.PERSONAL))
    ask = len(drafted.in_state(State.ASK)) + len(drafted.in_state(State.UNKNOWN))
    name = out or "my-source.yaml"
    missing = len(drafted.missing)
    count = len(drafted.beside)
    beside = Message(f"，另有 {count} 处没有起草", f", {count} more sheets or parts were not drafted") if count else Message("", "")
    return Message(
        f"{len(drafted.columns)} 列、{drafted.rows} 行：认出 {taken} 列，{ask} 列要人来定（以“{ASK}”开头的行），忽略 {left} 列；还缺 {missing} 项（以“# !”开头）{beside.zh}。"
        f"改好后：junheng check {file} --source {name}",
        f"{len(drafted.columns)} columns, {drafted.rows} rows: {taken} recognised, {ask} for a person to settle (lines that begin with `{ASK}`), {left} ignored; "
        f"{missing} things are missing (`# !`){beside.en}. Then: junheng check {file} --source {name}",
    )
