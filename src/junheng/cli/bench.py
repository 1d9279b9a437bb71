"""junheng bench NAME: the benchmarks, against peers, in one run."""

from __future__ import annotations

import difflib
import importlib
from typing import Annotated

import typer

from junheng.cli import options
from junheng.terms import Message, UsageError

BENCHES = {
    "evaluate": Message("全国规模的评估，与 DuckDB SQL 和 pandas 比较", "a nation's evaluation, against DuckDB SQL and pandas"),
    "intake": Message("读入 300 个工作簿和 20 万行的一览表，与只打开文件比较", "300 workbooks and a list of 200,000 lines read, against only opening them"),
}

Name = Annotated[str, typer.Argument(help="基准测试的名称：evaluate、intake / name of the benchmark: evaluate, intake")]
Schools = Annotated[int, typer.Option(min=100, help="学校数 / number of schools")]
Years = Annotated[int, typer.Option(min=1, max=50, help="学年数 / number of years")]
Repeats = Annotated[int, typer.Option(min=1, help="每个参加者运行几次，取中位数 / runs of each contestant; the median counts")]


def bench(
    name: Name,
    schools: Schools = 200_000,
    years: Years = 10,
    repeats: Repeats = 3,
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
    return int(run(schools, years, repeats, json, options.spoken(lang)))
