"""junheng systems: the table, its filters and the JSON of the documented shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from junheng.cli.app import run

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/systems.json").read_text("utf-8"))


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["systems", *arguments, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    return found


def test_all_150_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys)
    assert len(found) == 150
    assert [each["id"] for each in found if each["state"] != "works" and not each["reason"]] == []


def test_the_states_part_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert sum(len(told(capsys, "--state", state)) for state in ("works", "partly", "not_yet", "declined")) == 150


def test_a_plan_shows_its_own_systems(capsys: pytest.CaptureFixture[str]) -> None:
    of_d1 = told(capsys, "--plan", "d1")
    assert "S087" in [each["id"] for each in of_d1]
    assert all("d1" in [source["plan"] for source in each["sources"]] for each in of_d1)
    declined = told(capsys, "--plan", "d1", "--state", "declined")
    assert [each["id"] for each in declined] == ["S065", "S114", "S136"]  # blogs, habits, growth files


def test_one_system_is_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for lang in ("zh", "en"):
        assert run(["systems", "S142", "--lang", lang]) == 0
        said[lang] = capsys.readouterr().out
    assert "综合素质评价" in said["zh"]
    assert "共 1 个：不做 1" in said["zh"]
    assert "1 in all: declined 1" in said["en"]


@pytest.mark.parametrize(("arguments", "said"), [
    (["S151"], "S001 to S150"), (["--plan", "d9"], "d1, d2, d3, d4, d5"), (["--state", "done"], "not_yet"),
])
def test_what_there_is_not_is_answered_with_what_there_is(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["systems", *arguments, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
