"""One contestant in a process of its own: `python -m junheng.cli.benches.contestant NAME FOLDER OUTCOME`.

Prints seconds (from the files on disk to the results, imports done before), seconds of all cores together (a busy machine
changes these less) and the peak of its memory.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path

CONTESTANTS = {"junheng": "peers_engine", "duckdb": "peers_sql", "pandas": "peers_pandas"}
_ENGINES = {"junheng": "polars", "duckdb": "duckdb", "pandas": "pandas"}


def main(name: str, folder: Path, outcome: Path) -> None:
    module = importlib.import_module(f"junheng.cli.benches.{CONTESTANTS[name]}")
    importlib.import_module(_ENGINES[name])
    if name == "pandas":
        importlib.import_module("pyarrow.parquet")
    begun, used = time.perf_counter(), time.process_time()
    result = module.run(folder)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak}))
    module.told(result).write(outcome)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
