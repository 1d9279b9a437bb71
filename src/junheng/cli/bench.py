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
    "defects": Message("各种错误能否在原单元格查出", "kinds of defects, and whether check finds each at its cell"),
}

Name = Annotated[str, typer.Argument(help="基准测试的名称：evaluate、defects / name of the benchmark: evaluate, defects")]
Schools = Annotated[int, typer.Option(min=100, help="学校数 / number of schools")]
Years = Annotated[int, typer.Option(min=1, max=50, help="学年数 / number of years")]
Repeats = Annotated[int, typer.Option(min=1, help="每个参加者运行几次，取中位数 / runs of each contestant; the median counts")]
Data = Annotated[list[Path] | None, typer.Option(help="defects：另加的县数据目录，可多次 / defects: a further county's folder; repeatable")]


def bench(
    name: Name,
    schools: Schools = 200_000,
    years: Years = 10,
    repeats: Repeats = 3,
    data: Data = None,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """基准测试：在同一次运行中与同类工具比较，只报比值。The benchmarks, against peers, in one run: ratios.

    例 Example: junheng bench evaluate --schools 20000
    """
    if name not in BENCHES:
        near = difflib.get_close_matches(name, BENCHES, n=1)
        hint = Message(f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else Message("。", ".")
        known = ", ".join(BENCHES)
        raise UsageError(f"没有基准测试“{name}”{hint.zh}可用：{known}", f"no benchmark {name}{hint.en} There are: {known}")
    run = importlib.import_module(f"junheng.cli.benches.{name}").run
    if name == "defects":
        return int(run(data or (), repeats, json, options.spoken(lang)))
    return int(run(schools, years, repeats, json, options.spoken(lang)))
