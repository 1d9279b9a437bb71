"""junheng bench evaluate: a made-up nation, evaluated by this engine, by DuckDB SQL and by pandas, in one run.

Every run is a process of its own, so that the peak of memory is its own. Results are compared before any ratio is told.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from junheng.cli.benches import county
from junheng.cli.benches.contestant import CONTESTANTS
from junheng.cli.benches.outcome import Outcome
from junheng.terms import Lang, Message, UsageError

PEERS = ("duckdb", "pandas", "pyarrow")
COUNTY_REPEATS = 15  # half a second each, and single ones stray by a tenth
GROWTH = (20, 4, 1)  # the nation divided by
SLOWER_THAN_SQL, SLOWER_THAN_LEAST = 1.5, 3.0  # what we allow ourselves


@dataclass(frozen=True)
class Measure:
    """One contestant at one size: seconds of every run, and the largest peak of memory."""

    name: str
    schools: int
    seconds: list[float]
    cpu_seconds: list[float]  # of all cores together
    peak_mb: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def run(schools: int, years: int, repeats: int, as_json: bool, lang: Lang = Lang.EN) -> int:
    _check_peers()
    with tempfile.TemporaryDirectory(prefix="junheng-bench-") as folder:
        sizes = sorted({max(100, schools // part) for part in GROWTH})
        measures = [each for size in sizes for each in _contest(Path(folder) / str(size), size, years, repeats, lang)]
        path = county.write_county(Path(folder) / "county")
        ours, least = county.measure(path, max(COUNTY_REPEATS, repeats))
        imports = county.imports(path)
    result = _result(measures, years, ours, least, imports)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1) if as_json else _told(measures, result).to(lang))
    return 0


def _check_peers() -> None:
    missing = [name for name in PEERS if importlib.util.find_spec(name) is None]
    if missing:
        names = ", ".join(missing)
        raise UsageError(
            f"基准测试要用的 {names} 没有安装；请运行 pip install 'junheng[bench]'",
            f"the benchmark needs {names}, which is not installed: pip install 'junheng[bench]'",
        )


def _contest(folder: Path, schools: int, years: int, repeats: int, lang: Lang) -> list[Measure]:
    """All contestants by turns on one nation, written by a process of its own. Raises UsageError where they disagree."""
    folder.mkdir()
    _python("-c", "import sys; from pathlib import Path; from junheng.cli.benches.data import write_facts; "
            "write_facts(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))", str(folder), str(schools), str(years))
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
    for turn in range(repeats):
        for name in CONTESTANTS:
            _say(Message(f"{schools} 所学校，第 {turn + 1} 轮：{name}", f"{schools} schools, round {turn + 1}: {name}"), lang)
            outcome = str(folder / f"{name}.json")
            runs[name].append(json.loads(_python("-m", "junheng.cli.benches.contestant", name, str(folder), outcome)))
        if turn == 0:
            _check_agreement(folder)
    for file in folder.glob("*.parquet"):
        file.unlink()
    return [Measure(name, schools, [each["seconds"] for each in found],
                    [each["cpu_seconds"] for each in found], max(each["peak_mb"] for each in found))
            for name, found in runs.items()]


def _check_agreement(folder: Path) -> None:
    outcomes = {name: Outcome.read(folder / f"{name}.json") for name in CONTESTANTS}
    first, mine = next(iter(outcomes.items()))
    for name, theirs in outcomes.items():
        apart = mine.difference(theirs)
        if apart:
            raise UsageError(
                f"结果不一致，不报比值：{first} 与 {name} 的 {apart}",
                f"the contestants disagree, so no ratio is told: {first} and {name}, {apart}",
            )


def _python(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[:3]}: {done.stderr[-800:]}")
    return done.stdout


def _say(text: Message, lang: Lang) -> None:
    typer.echo(text.to(lang), err=True)


def _result(
    measures: list[Measure], years: int, ours: list[float], least: list[float], imports: list[tuple[str, float]]
) -> dict[str, Any]:
    largest = {each.name: each for each in measures if each.schools == max(one.schools for one in measures)}
    mine = largest["junheng"].median
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "load": round(os.getloadavg()[0], 2)},
        "years": years,
        "nation": [
            {"name": each.name, "schools": each.schools, "seconds": each.seconds, "median": each.median,
             "cpu_seconds": each.cpu_seconds, "peak_mb": each.peak_mb} for each in measures
        ],
        "ratio_to_sql": mine / largest["duckdb"].median,
        "ratio_to_pandas": mine / largest["pandas"].median,
        "county": {
            "seconds": ours, "least_seconds": least, "ratio": statistics.median(ours) / statistics.median(least),
            "imports": [{"package": package, "seconds": seconds} for package, seconds in imports],
        },
    }


def _told(measures: list[Measure], result: dict[str, Any]) -> Message:
    machine, one = result["machine"], result["county"]
    rows = [f"{'':10}{'schools':>9}{'median s':>10}{'min s':>8}{'CPU s':>8}{'peak MB':>9}"]
    rows += [
        f"{each.name:10}{each.schools:>9}{each.median:>10.2f}{min(each.seconds):>8.2f}"
        f"{statistics.median(each.cpu_seconds):>8.2f}{each.peak_mb:>9.0f}" for each in measures
    ]
    table = "\n".join(rows)
    parts = "\n".join(f"  {each['package']:22}{each['seconds']:.3f}" for each in one["imports"])
    ours, least = statistics.median(one["seconds"]), statistics.median(one["least_seconds"])
    sql, pandas = result["ratio_to_sql"], result["ratio_to_pandas"]
    return Message(
        f"{machine['cores']} 核，Python {machine['python']}，负载 {machine['load']}；{result['years']} 个学年；三方结果一致\n{table}\n"
        f"与 DuckDB SQL 之比 {sql:.2f}（目标不超过 {SLOWER_THAN_SQL}），与 pandas 之比 {pandas:.2f}（目标小于 1）\n\n"
        f"一个县（{county.SCHOOLS_IN_COUNTY} 所学校）：命令 {ours:.2f} 秒，仅导入 polars 并读文件 {least:.2f} 秒，"
        f"比值 {one['ratio']:.2f}（目标不超过 {SLOWER_THAN_LEAST:g}）\n导入时间（秒，按包）：\n{parts}",
        f"{machine['cores']} cores, Python {machine['python']}, load {machine['load']}; {result['years']} years; all results agree\n{table}\n"
        f"ratio to DuckDB SQL {sql:.2f} (target at most {SLOWER_THAN_SQL}), to pandas {pandas:.2f} (target under 1)\n\n"
        f"one county of {county.SCHOOLS_IN_COUNTY} schools: the command {ours:.2f} s, import polars and read the file {least:.2f} s, "
        f"ratio {one['ratio']:.2f} (target at most {SLOWER_THAN_LEAST:g})\nimport time (s, by package):\n{parts}",
    )
