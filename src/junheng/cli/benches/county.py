"""One county from the command line against the least such a command can cost: import polars, read the file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from junheng.cli.benches.data import write_facts
from junheng.cli.benches.peers_engine import STANDARD
from junheng.facts.intake.template.workbook import MARK, NOTES_SHEET, VERSION, VERSION_LABEL, header
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS, Column, Table, Type

SCHOOLS_IN_COUNTY = 300
LEAST = "import polars, sys; from python_calamine import CalamineWorkbook as W; b = W.from_path(sys.argv[1]); " \
        "[b.get_sheet_by_name(name).to_python() for name in b.sheet_names]"


def write_county(folder: Path, schools: int = SCHOOLS_IN_COUNTY) -> Path:
    """The made-up schools of one county and one year, as the filled template."""
    folder.mkdir(parents=True, exist_ok=True)
    write_facts(folder, schools, 1)
    names = pl.read_parquet(folder / "schools.parquet").with_columns(pl.lit("示例县").alias("area"))
    path = folder / "county.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet(NOTES_SHEET).write_row(1, 0, [VERSION_LABEL, VERSION])
        write_sheet(book, SCHOOLS, names)
        write_sheet(book, SCHOOL_YEARS, pl.read_parquet(folder / "school_years.parquet"))
    return path


def write_sheet(book: Any, table: Table, frame: pl.DataFrame) -> None:
    sheet = book.add_worksheet(table.title.zh)
    sheet.write_row(0, 0, [MARK, *(header(column) for column in table.columns)])
    for place, column in enumerate(table.columns, start=1):
        values = frame[column.name].to_list() if column.name in frame.columns else []
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.write(row, place, _cell(column, value))


def _cell(column: Column, value: Any) -> Any:
    if column.choices:
        return column.choices(value).label.zh  # type: ignore[attr-defined]
    if column.type == Type.FLAG:
        return "是" if value else "否"
    return value / column.scale if column.scale > 1 else value


def command(path: Path) -> list[str]:
    return [sys.executable, "-m", "junheng", "evaluate", str(path), "--standard", STANDARD, "--json"]


def measure(path: Path, repeats: int) -> tuple[list[float], list[float]]:
    """Seconds of the whole process: the command, and the least; by turns, so that both see the same machine."""
    ours, least = [], []
    for _ in range(repeats):
        ours.append(_seconds(command(path), path.parent))
        least.append(_seconds([sys.executable, "-c", LEAST, str(path)], path.parent))
    return ours, least


def imports(path: Path, top: int = 12) -> list[tuple[str, float]]:
    """Where the import time goes: seconds by top package, of their own modules, the largest first."""
    words = command(path)
    timed = subprocess.run([words[0], "-X", "importtime", *words[1:]], capture_output=True, text=True, check=False,
                           env=_environment(path.parent))
    spent: Counter[str] = Counter()
    for line in timed.stderr.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and len(parts) == 3 and parts[0].strip().isdigit():
            package = parts[2].strip().split(".")[0]
            spent["(standard library)" if package.lstrip("_") in _STANDARD else package] += int(parts[0])
    return [(package, microseconds / 1e6) for package, microseconds in spent.most_common(top)]


_STANDARD = {name.lstrip("_") for name in sys.stdlib_module_names}


def _seconds(words: list[str], folder: Path) -> float:
    begun = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=_environment(folder))
    if done.returncode not in (0, 1):  # 1: the facts have findings, and are evaluated all the same
        raise RuntimeError(f"{' '.join(words[:4])} ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - begun


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "JUNHENG_STORE": str(folder / "store")}
