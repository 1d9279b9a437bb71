"""The benchmark in small: three contestants agree, a difference is noticed, ratios are told, wrong use is one sentence."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from junheng.cli.app import run
from junheng.cli.benches import contestant, county, evaluate, intake_data, peers_engine
from junheng.cli.benches.data import write_facts
from junheng.cli.benches.outcome import Outcome
from junheng.facts import load

SCHOOLS, YEARS = 1400, 3


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    write_facts(folder, SCHOOLS, YEARS)
    return folder


@pytest.fixture(scope="module")
def ours(nation: Path) -> Outcome:
    return peers_engine.told(peers_engine.run(nation))


@pytest.mark.parametrize("name", [name for name in contestant.CONTESTANTS if name != "junheng"])
def test_the_peers_find_what_the_engine_finds(name: str, nation: Path, ours: Outcome, tmp_path: Path) -> None:
    pytest.importorskip(name, reason=f"left out: the peer {name} of the benchmark (it is not installed)")
    contestant.main(name, nation, tmp_path / "outcome.json")
    assert ours.difference(Outcome.read(tmp_path / "outcome.json")) is None


def test_the_nation_has_every_verdict(ours: Outcome) -> None:
    assert set(ours.schools) == set(ours.areas) == {"pass", "fail", "cannot_tell"}


def test_the_same_seed_gives_the_same_nation(nation: Path, tmp_path: Path) -> None:
    write_facts(tmp_path, SCHOOLS, YEARS)
    assert all((tmp_path / path.name).read_bytes() == path.read_bytes() for path in nation.glob("*.parquet"))


@pytest.mark.parametrize(("name", "index"), [("q1:cv", 0), ("q5:theil_within", 3)])
def test_a_difference_is_told_with_its_place(name: str, index: int, ours: Outcome) -> None:
    figures = {**ours.figures, name: list(ours.figures[name])}
    figures[name][index] *= 1 + 1e-8
    told = ours.difference(Outcome(ours.schools, ours.areas, figures))
    assert told is not None
    assert told.startswith(f"{name} of {ours.figures['key'][index]}")


def test_another_count_of_verdicts_is_a_difference(ours: Outcome) -> None:
    assert ours.difference(Outcome({**ours.schools, "pass": 0}, ours.areas, ours.figures)) is not None


def test_disagreement_tells_no_ratio(nation: Path, ours: Outcome, tmp_path: Path) -> None:
    for name in contestant.CONTESTANTS:
        ours.write(tmp_path / f"{name}.json")
    Outcome(ours.schools, {"pass": 1}, ours.figures).write(tmp_path / "pandas.json")
    with pytest.raises(evaluate.UsageError, match="disagree"):
        evaluate._check_agreement(tmp_path)


def test_the_county_is_a_workbook_that_evaluates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county.write_county(tmp_path, 40)
    assert run(["evaluate", str(path), "--json", "--store", str(tmp_path / "store")]) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    assert {each["stage"] for each in told["areas"]} == {"primary", "junior"}
    assert [each for each in told["findings"] if each["severity"] == "error"] == []


def _bench(*words: str) -> int:
    return run(["bench", *words])


def test_one_run_tells_the_ratios(capfd: pytest.CaptureFixture[str], needs: Callable[[str], str]) -> None:
    for peer in evaluate.PEERS:
        needs(f"package:{peer}")
    assert _bench("evaluate", "--schools", "400", "--years", "1", "--repeats", "1", "--json") == 0
    told: dict[str, Any] = json.loads(capfd.readouterr().out)
    assert {each["name"] for each in told["nation"]} == set(contestant.CONTESTANTS)
    assert all(each["peak_mb"] > 0 and each["median"] > 0 for each in told["nation"])
    assert told["ratio_to_sql"] > 0
    assert told["county"]["ratio"] > 0
    assert "polars" in {each["package"] for each in told["county"]["imports"]}


def test_a_missing_peer_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "duckdb" else real(name, *rest))
    assert _bench("evaluate", "--lang", "en") == 2
    error = capsys.readouterr().err
    assert "duckdb" in error
    assert "junheng[bench]" in error


def test_an_unknown_benchmark_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert _bench("evalute", "--lang", "en") == 2
    assert "evaluate" in capsys.readouterr().err


def test_workbooks_and_the_list_are_read_whole(tmp_path: Path) -> None:
    """What the intake's benchmark measures is real reading: every row is kept, and nothing but odd digits is told."""
    facts, delivery = load([intake_data.write_workbooks(tmp_path / "county", 12)])
    assert facts.schools.height == 12
    assert delivery.rows_in == delivery.rows_kept > 12 * 50
    assert {each.rule for each in delivery.findings} <= {"cell-not-literal", "schools-uncounted", "columns-unheld"}
    facts, delivery = load([intake_data.write_list(tmp_path / "list.csv", 250)])
    assert (facts.schools.height, delivery.rows_in, delivery.rows_kept) == (250, 250, 250)
    assert {each.rule for each in delivery.findings} <= {"cell-not-literal", "schools-uncounted", "columns-unheld"}
    facts, delivery = load([intake_data.write_list(tmp_path / "export.csv", 250, typed=False)])
    assert (facts.schools.height, delivery.rows_kept, [each.rule for each in delivery.findings]) == (250, 250, ["schools-uncounted", "columns-unheld"])


def test_the_same_seed_gives_the_same_list(tmp_path: Path) -> None:
    one, two = (intake_data.write_list(tmp_path / name, 50).read_bytes() for name in ("a.csv", "b.csv"))
    assert one == two


def test_bench_intake_tells_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    main_code = run(["bench", "intake", "--schools", "200", "--repeats", "1", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert main_code == 0
    assert (result["workbooks"], result["list_lines"]) == (3, 200)
    peers = ("polars", "polars, as text")
    assert [(each["what"], each["of"], each["to"]) for each in result["ratios"]] == [
        ("workbooks", "junheng", "calamine"), *[(what, us, peer) for what in ("list", "export", "census") for us in ("junheng", "junheng, reading") for peer in peers],
    ]
    medians = {(each["what"], each["reader"]): each["median"] for each in result["readings"]}
    for each in result["ratios"]:
        assert each["ratio"] == pytest.approx(medians[each["what"], each["of"]] / medians[each["what"], each["to"]])
