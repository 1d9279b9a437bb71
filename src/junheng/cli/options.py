"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from junheng import reports
from junheng.cli.app import language
from junheng.terms import Lang, Message, UsageError

FILES = typer.Argument(help="电子表格、CSV、文件夹或 zip，或 snapshot:名称 / spreadsheets, CSV files, a folder or a zip, or snapshot:NAME")
Files = Annotated[list[str], FILES]
Source = Annotated[str | None, typer.Option(help="来源（表格类型）；不写则按表头识别 / form family; recognised by its heads if left out")]
Standard = Annotated[str, typer.Option(help="标准编号或 YAML 文件 / id of a standard, or a YAML file")]
Corrections = Annotated[Path | None, typer.Option(help="更正表（CSV 或 .xlsx）/ file of corrections, CSV or .xlsx")]
Year = Annotated[int | None, typer.Option(min=1900, max=2100, help="学年开始的年份（表中未写明时；填了以此为准，与表中不同会提醒）/ school year, where the files do not say it; it goes before what they say, which is told")]
Area = Annotated[str | None, typer.Option(help="县（市、区）名（表中未写明时）/ the area's name, where the files do not say it")]
Every = Annotated[list[str] | None, typer.Option(help="各校都相同而表中没有的，如 办学性质=公办，可多次（表中写明的以表为准）/ what holds for every school whose files do not say it, e.g. ownership=public; repeatable")]
Exclude = Annotated[list[str] | None, typer.Option(help="不计入的学校（校名或标识码），可多次 / leave a school out, by name or code; repeatable")]
Setting = Annotated[list[str] | None, typer.Option("--set", help="改变一项设置，如 counts.points=own，可多次 / change a setting; repeatable")]
Language = Annotated[Lang | None, typer.Option("--lang", help="语言：zh 或 en / language")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON for machines")]
Explanations = Annotated[Path | None, typer.Option(help="对检查结果的说明（YAML）/ reasons given for what the checks find (YAML)")]
Authority = Annotated[str | None, typer.Option(help="两个来源数据不同时信谁：来源按先后，逗号分隔；none 为都不采用 / whom to believe where sources differ: SOURCE,SOURCE, or none")]
Store = Annotated[Path | None, typer.Option(help="快照目录；不写用环境变量 JUNHENG_STORE，再不然用户数据目录 / where snapshots are kept; else JUNHENG_STORE, else the user's data folder")]


def spoken(lang: Lang | None) -> Lang:
    return lang or language(sys.argv[1:])


def check_report(path: Path, inputs: Iterable[str | Path | None]) -> None:
    """Said before the work begins, not after it: a form that is not known, a folder that is not there. None: not given."""
    if path.suffix.lower() not in reports.WRITERS:
        allowed = " ".join(reports.WRITERS)
        raise UsageError(f"写不了“{path.name}”这种报告；可用：{allowed}", f"cannot write a report {path.name}; allowed are: {allowed}")
    if any(_replaces(path, Path(each)) for each in inputs if each is not None):
        raise UsageError(
            f"报告“{path}”会覆盖输入文件，或落在要读的文件夹中；请换一个文件名",
            f"the report {path} would replace a file that is read, or lie in a folder that is read; give another name",
        )
    folder = path.parent
    if path.is_dir():
        raise UsageError(f"“{path}”是文件夹，写不成报告；请换一个文件名", f"{path} is a folder and no report can be written to it; give another name")
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageError(
            f"写不了报告“{path}”：目录 {folder} 不存在或不可写；请给出可写目录中的文件名",
            f"cannot write the report {path}: the folder {folder} does not exist or cannot be written; "
            "name a file in a folder that can be written",
        )


def check_new(path: Path, force: bool) -> None:
    """Said before the work begins: a file that is there already, and is not to be replaced; a folder that is not."""
    if path.exists() and not force:
        raise UsageError(f"“{path}”已经存在；加 --force 覆盖，或换一个名字", f"{path} exists; add --force to replace it, or give another name")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"没有目录 {path.parent}；请先建好", f"there is no folder {path.parent}; make it first")


def _replaces(path: Path, given: Path) -> bool:
    """Whether writing to `path` would change what is read, now or the next time."""
    if not given.is_dir():
        return given.exists() and path.exists() and path.samefile(given)
    return path.suffix.lower() == ".xlsx" and path.resolve().is_relative_to(given.resolve())


def settings_of(pairs: list[str] | None) -> dict[str, str]:
    found = {}
    for pair in pairs or ():
        path, equals, value = pair.partition("=")
        if not equals or not path:
            raise UsageError(
                f"--set {pair} 应写成 设置=值，如 counts.points=own", f"--set {pair} should be SETTING=VALUE, e.g. counts.points=own"
            )
        found[path.strip()] = value.strip()
    return found


def written(path: Path, lang: Lang) -> str:
    return Message(f"已写出 {path}", f"wrote {path}").to(lang)
