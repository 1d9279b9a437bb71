"""What a newcomer relies on: the commands, the first two lines to type, the lock, the reason of every dependency."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TARGETS = ("demo", "test", "check", "fix", "lock", "bench", "bench-evaluate", "bench-intake", "bench-defects", "bench-kill", "bench-mutate", "bench-plans", "bench-doctor")


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def _locked() -> dict[str, set[str]]:
    """Every locked package with its versions (one per marker)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.MULTILINE):
        found.setdefault(name.lower(), set()).add(version)
    return found


@pytest.mark.parametrize("target", TARGETS)
def test_every_command_of_the_house_is_a_make_target(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_first_two_commands_are_demo_and_test(readme: str) -> None:
    blocks = re.findall(r"```(?:sh|bash|console)?\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL)
    commands = [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]
    assert commands[:2] == ["make demo", "make test"]


def test_the_lock_names_no_index_and_no_folder() -> None:
    assert [line for line in LOCK.splitlines() if line.startswith("-") or "://" in line or "/" in line] == []


def test_everything_locked_is_pinned_by_hash() -> None:
    heads = [index for index, line in enumerate(LOCK.splitlines()) if line and not line.startswith((" ", "#"))]
    lines = LOCK.splitlines()
    assert [lines[index] for index in heads if "==" not in lines[index] or "--hash=sha256:" not in lines[index + 1]] == []


def test_the_lock_holds_every_dependency_in_a_version_that_is_asked_for() -> None:
    locked, wanted = _locked(), [*PROJECT["dependencies"], *(each for group in PROJECT["optional-dependencies"].values() for each in group)]
    missing = [each for each in wanted if _name(each) not in locked]
    assert missing == [], "run `make lock`"
    outside = []
    for each in wanted:
        for sign, bound in re.findall(r"(>=|<)\s*([0-9.]+)", each):
            for version in locked[_name(each)]:
                held = _numbers(version) >= _numbers(bound) if sign == ">=" else _numbers(version) < _numbers(bound)
                outside += [] if held else [f"{each}: {version}"]
    assert outside == [], "run `make lock`"


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(each) for each in re.findall(r"\d+", version.split("post")[0])][:4]
    return tuple(numbers + [0] * (4 - len(numbers)))


def test_every_runtime_dependency_has_its_reason() -> None:
    documented = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = {match.lower().replace("_", "-") for match in re.findall(r"^\| `([^`]+)`", documented, re.MULTILINE)}
    optional = [each for name, group in PROJECT["optional-dependencies"].items() if name != "dev" for each in group]
    assert {_name(each) for each in [*PROJECT["dependencies"], *optional]} - rows == set()


def test_the_licence_is_the_one_declared() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_ci_runs_what_a_newcomer_runs() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    assert path.read_text("utf-8").rstrip().endswith("make test")
