"""junheng plan show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from junheng.cli.app import run
from junheng.rules.plans import as_yaml, load_plan


def test_the_shipped_plans_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "show", "--json"]) == 0
    assert [(each["id"], each["targets"]) for each in json.loads(capsys.readouterr().out)] == [("d1", 37), ("d2", 20), ("d3", 56), ("d4", 26), ("d5", 68)]


def test_a_plan_is_shown_with_all_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "show", "d2", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert all(each in said for each in ("T047", "≤ 2%", "d2-11", "B08", "20240平方米", "S133"))
    assert run(["plan", "show", "d2", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert all(each in said for each in ("T047", "≤ 2%", "115 pieces", "logistics"))


def test_a_target_is_shown_with_where_it_stands_and_what_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "show", "d5/T202", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert all(each in said for each in ("第 53 行（四/（五））", "≥ 90%", "80%（年份不明）", "填报"))


def test_json_holds_figures_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "show", "d5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    share = next(each for each in found["targets"] if each["id"] == "T158")
    assert (share["value"], share["unit"], share["comparator"], share["when"]["year"]) == (85, "percent", ">=", None)
    assert run(["plan", "show", "d2", "--json"]) == 0
    floor = next(each for each in json.loads(capsys.readouterr().out)["facts"] if each["id"] == "B10")
    assert floor["value"] == 4.06


def test_a_users_own_plan_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(as_yaml(load_plan("d4")), "utf-8")
    assert run(["plan", "show", str(path), "--lang", "en"]) == 0
    assert "T139" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "e.g. junheng plan show d5"), (["show", "d6"], "d1, d2, d3, d4, d5"), (["show", "d1/T207"], "T001 to T037"), (["shew"], "did you mean show?"),
])
def test_what_there_is_not_is_answered_with_what_there_is(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", *arguments, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
