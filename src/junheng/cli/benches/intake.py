"""junheng bench intake: a county's workbooks, a long list (typed by hands, and exported) and another country's census read, against only opening the same files.

Every reading is a process of its own, by turns, so that all see the same machine and the peak of memory is each one's own.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from junheng.cli.benches.census_data import write_census
from junheng.cli.benches.intake_data import write_list, write_workbooks
from junheng.terms import Lang, Message

WORKBOOKS, LIST_TO_WORKBOOKS = 300, 600  # at most so many workbooks; fewer with a shorter list, for a quick look
ALLOWED = {"calamine": 2.0, "polars": 3.0, "polars, as text": 3.0}
US, ONLY_READING = "junheng", "junheng, reading"


@dataclass(frozen=True)
class Reading:
    """One reader of one input: every run's seconds, and the largest peak of memory."""

    what: str
    reader: str
    seconds: list[float]
    cpu_seconds: list[float]
    peak_mb: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def run(schools: int, years: int, repeats: int, as_json: bool, lang: Lang = Lang.EN) -> int:
    """schools: lines of the list. years: has no meaning here, both inputs are of one."""
    books = max(3, min(WORKBOOKS, schools // LIST_TO_WORKBOOKS))
    with tempfile.TemporaryDirectory(prefix="junheng-bench-") as folder:
        _say(Message("正在写出示例文件", "writing the made-up files"), lang)
        workbooks, line_list = write_workbooks(Path(folder) / "county", books), write_list(Path(folder) / "list.csv", schools)
        export = write_list(Path(folder) / "export.csv", schools, typed=False)
        census = write_census(Path(folder) / "census.csv", schools)
        readings = [
            *_by_turns("workbooks", workbooks, (US, "calamine"), repeats, lang),
            *_by_turns("list", line_list, (US, ONLY_READING, "polars", "polars, as text"), repeats, lang),
            *_by_turns("export", export, (US, ONLY_READING, "polars", "polars, as text"), repeats, lang),
            *_by_turns("census", census, (US, ONLY_READING, "polars", "polars, as text"), repeats, lang),
        ]
        command = _command(workbooks, repeats, lang)
    result = _result(readings, command, books, schools)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1) if as_json else _told(readings, result).to(lang))
    return 0


def _by_turns(what: str, path: Path, readers: tuple[str, ...], repeats: int, lang: Lang) -> list[Reading]:
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in readers}
    for turn in range(repeats):
        for name in readers:
            _say(Message(f"{path.name}，第 {turn + 1} 轮：{name}", f"{path.name}, round {turn + 1}: {name}"), lang)
            runs[name].append(json.loads(_python("-m", "junheng.cli.benches.readers", name, str(path))))
    return [
        Reading(what, name, [each["seconds"] for each in found], [each["cpu_seconds"] for each in found],
                max(each["peak_mb"] for each in found))
        for name, found in runs.items()
    ]


def _command(folder: Path, repeats: int, lang: Lang) -> dict[str, float]:
    """The whole command with start and printing, and the whole process of only opening the files."""
    ours, least = [], []
    for _ in range(repeats):
        _say(Message("整条命令 junheng check --json", "the whole command junheng check --json"), lang)
        ours.append(_timed("-m", "junheng", "check", str(folder), "--json", done=(0, 1)))  # 1: some made-up figures contradict others
        least.append(_timed("-c", _LEAST, str(folder)))
    return {"check_seconds": statistics.median(ours), "least_seconds": statistics.median(least)}


_LEAST = "import sys; from pathlib import Path; from python_calamine import CalamineWorkbook as W; " \
         "[[b.get_sheet_by_name(n).to_python() for n in b.sheet_names] for b in map(W.from_path, map(str, Path(sys.argv[1]).iterdir()))]"


def _timed(*words: str, done: tuple[int, ...] = (0,)) -> float:
    begun = time.perf_counter()
    _python(*words, done=done)
    return time.perf_counter() - begun


def _python(*words: str, done: tuple[int, ...] = (0,)) -> str:
    """What a process prints; `done`: the exit codes by which it has done its work."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as the command line does
    ended = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env=env)
    if ended.returncode not in done:
        raise RuntimeError(f"{' '.join(words[:3])} ended with {ended.returncode}: {ended.stderr[-500:]}")
    return ended.stdout


def _result(readings: list[Reading], command: dict[str, float], books: int, lines: int) -> dict[str, Any]:
    ours = [each for each in readings if each.reader.startswith(US)]
    return {
        "workbooks": books, "list_lines": lines, "cores": os.cpu_count(), "python": platform.python_version(),
        "readings": [
            {"what": each.what, "reader": each.reader, "seconds": each.seconds, "median": each.median,
             "cpu_seconds": each.cpu_seconds, "peak_mb": each.peak_mb}
            for each in readings
        ],
        "ratios": [
            {"what": each.what, "of": us.reader, "to": each.reader, "ratio": us.median / each.median, "allowed": ALLOWED[each.reader],
             "cpu_ratio": statistics.median(us.cpu_seconds) / statistics.median(each.cpu_seconds)}
            for us in ours for each in readings if each.what == us.what and each not in ours
        ],
        "command": {**command, "ratio": command["check_seconds"] / command["least_seconds"]},
    }


_WHAT = {"workbooks": Message("工作簿", "workbooks"), "list": Message("一览表", "list"), "export": Message("导出表", "export"), "census": Message("别国名录", "census")}


def _told(readings: list[Reading], result: dict[str, Any]) -> Message:
    head = Message(
        f"{result['workbooks']} 个教基工作簿；{result['list_lines']} 行的学校一览表，有人手填的数字的和系统导出的；同样长的别国名录（秒为中位数）",
        f"{result['workbooks']} workbooks of 教基 tables; a list of {result['list_lines']} schools, with figures typed by hand and as a system exports it, and another country's census as long (seconds: medians)",
    )
    lines = [head]
    for each in readings:
        what, figures = _WHAT[each.what], f"{each.median:8.2f} s {statistics.median(each.cpu_seconds):8.2f} CPU s {each.peak_mb:8.0f} MB"
        lines.append(Message(f"{what.zh} {each.reader:18}{figures}", f"{what.en:10} {each.reader:18}{figures}"))
    for ratio in result["ratios"]:
        what, figures = _WHAT[ratio["what"]], f"{ratio['ratio']:.2f} (CPU {ratio['cpu_ratio']:.2f})"
        lines.append(Message(
            f"{what.zh}：{ratio['of']} 与 {ratio['to']} 之比 {figures}，目标不超过 {ratio['allowed']:g}",
            f"{what.en}: {ratio['of']} to {ratio['to']} {figures}, at most {ratio['allowed']:g} is wanted",
        ))
    command = result["command"]
    figures = f"{command['check_seconds']:.2f} s / {command['least_seconds']:.2f} s = {command['ratio']:.2f}"
    lines.append(Message(f"整条命令（含启动）：{figures}", f"the whole command, start included: {figures}"))
    return Message("\n".join(each.zh for each in lines), "\n".join(each.en for each in lines))


def _say(message: Message, lang: Lang) -> None:
    typer.echo(message.to(lang), err=True)
