"""junheng bench NAME: the benchmarks, against peers, in one run."""

from __future__ import annotations

import difflib
import importlib
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import options
from junheng.terms import Message, UsageError

BENCHES = {
    "evaluate": Message("全国规模的评估，与 DuckDB SQL 和 pandas 比较", "a nation's evaluation, against DuckDB SQL and pandas"),
    "intake": Message("读入 300 个工作簿和 20 万行的一览表，与只打开文件比较", "300 workbooks and a list of 200,000 lines read, against only opening them"),
    "defects": Message("各种错误能否在原单元格查出", "kinds of defects, and whether check finds each at its cell"),
    "kill": Message("提交中途被强行终止，快照目录是否总能打开", "deliveries killed at any moment, and whether the store opens every time"),
    "doctor": Message("规划检查：埋设的问题和五份规划的问题逐个比对", "plans checked: every planted and every listed problem, found or missed"),
    "plans": Message("读规划：读出的目标与手工标注逐条比较", "plans read: every target against the gold written by hand"),
    "mutate": Message("弄坏的工作簿：拒绝、说明，还是悄悄算错", "damaged workbooks: refused, told of, or silently wrong"),
}

Name = Annotated[str, typer.Argument(help="基准测试的名称：evaluate、intake、defects、kill、doctor、plans、mutate / name of the benchmark: evaluate, intake, defects, kill, doctor, plans, mutate")]
Files = Annotated[list[Path] | None, typer.Argument(help="mutate：另加的工作簿、文件夹 / mutate: further workbooks, folders")]
Schools = Annotated[int, typer.Option(min=100, help="学校数 / number of schools")]
Years = Annotated[int, typer.Option(min=1, max=50, help="学年数 / number of years")]
Repeats = Annotated[int, typer.Option(min=1, help="每个参加者运行几次，取中位数 / runs of each contestant; the median counts")]
Data = Annotated[list[Path] | None, typer.Option(help="defects：另加的县数据目录；doctor、plans：五份规划所在的目录；可多次 / defects: a further county's folder; doctor, plans: the folder of the five plans; repeatable")]
Kills = Annotated[int, typer.Option(min=1, help="kill：终止几次 / kill: how many times")]
Count = Annotated[int, typer.Option(min=1, help="mutate：弄坏几份 / mutate: how many workbooks")]
Log = Annotated[Path | None, typer.Option(help="mutate：逐份写入 JSON 行的文件 / mutate: a file for one line of JSON per workbook")]
Only = Annotated[list[int] | None, typer.Option(help="mutate：只重做这几号，可多次 / mutate: only these numbers again; repeatable")]
Seed = Annotated[int, typer.Option(help="kill、mutate：随机种子 / kill, mutate: seed of the random numbers")]


def bench(
    name: Name,
    files: Files = None,
    schools: Schools = 200_000,
    years: Years = 10,
    repeats: Repeats = 3,
    data: Data = None,
    kills: Kills = 1000,
    count: Count = 10_000,
    seed: Seed = 20_261_125,
    log: Log = None,
    only: Only = None,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """基准测试：在同一次运行中与同类工具比较，只报比值。The benchmarks, against peers, in one run: ratios.

    例 Example: junheng bench evaluate --schools 20000

    例 Example: junheng bench intake --repeats 5
    """
    if name not in BENCHES:
        near = difflib.get_close_matches(name, BENCHES, n=1)
        hint = Message(f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else Message("。", ".")
        known = ", ".join(BENCHES)
        raise UsageError(f"没有基准测试“{name}”{hint.zh}可用：{known}", f"no benchmark {name}{hint.en} There are: {known}")
    run = importlib.import_module(f"junheng.cli.benches.{name}").run
    if name == "defects":
        return int(run(data or (), repeats, json, options.spoken(lang)))
    if name in ("doctor", "plans"):
        return int(run(data or (), json, options.spoken(lang)))
    if name == "kill":
        return int(run(kills, seed, json, options.spoken(lang)))
    if name == "mutate":
        return int(run(files or (), count, seed, json, options.spoken(lang), log, only or ()))
    return int(run(schools, years, repeats, json, options.spoken(lang)))
