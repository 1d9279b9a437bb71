"""The budgets that keep the house light, measured on the code as it stands."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "junheng"
FILES = sorted(SOURCE.rglob("*.py"))
BANNED_NAMES = {"utils", "util", "common", "core", "base", "manager", "helper", "helpers"}
LONGEST_FILE, MEDIAN_FILE = 600, 120
MEDIAN_FUNCTION, LONG_FUNCTION, SHARE_OF_LONG = 10, 50, 0.03


def _tracked() -> list[Path]:
    """Files of the repository, and new ones that are not ignored. Where there is no git (an sdist): the folders."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return [path for folder in ("src", "tests", "docs") for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def _functions() -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function, its docstring left out."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                docs = node.body[0] if ast.get_docstring(node) is not None else None
                lines = node.end_lineno - node.lineno + 1  # type: ignore[operator]
                lines -= (docs.end_lineno - docs.lineno + 1) if docs else 0  # type: ignore[operator]
                yield f"{path.relative_to(ROOT)}:{node.name}", lines


def test_no_file_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_FILE


def test_functions_are_short() -> None:
    lengths = dict(_functions())
    long = {name: length for name, length in lengths.items() if length > LONG_FUNCTION}
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION
    assert len(long) <= SHARE_OF_LONG * len(lengths), long


def test_no_name_says_nothing() -> None:
    parts = {part for path in SOURCE.rglob("*") if "__pycache__" not in path.parts for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert parts & BANNED_NAMES == set()


def test_no_import_inside_a_function() -> None:
    """Optional engines come by importlib, so that nobody looks for a circle that is not there."""
    found = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


# written in pieces, so that this file does not find itself
_ADDRESSES = re.compile("|".join([
    r"(--|PIP_|UV_)?" + "(extra-)?" + "index" + r"-url\s*[=\s]\s*(https?|file):", "pypi" + r"\.org/simple", "files" + r"\.pythonhosted\.org",
    r"registry" + r"\.npmjs", "file:" + "///", r"(?<![\w./])" + "/(opt|home|work|root)" + r"/[a-z]",
]))
_TEXT = {".py", ".toml", ".md", ".yaml", ".yml", ".lock", ".json", ".txt", ".cfg", ""}


def test_no_registry_address_and_no_path_of_one_machine() -> None:
    found = []
    for path in _tracked():
        if path.suffix not in _TEXT or not path.is_file() or path.name == "LICENSE":
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
            if _ADDRESSES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize("pattern", ["*.min.js", "*.min.css", "*.woff", "*.woff2", "*.ttf", "*.otf"])
def test_no_script_style_or_font_of_others_in_the_tree(pattern: str) -> None:
    assert [path for path in _tracked() if path.match(pattern)] == []
