"""The benchmark of kills in small, and that it notices a store which does not hold the old or the new state whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from junheng.cli.app import run
from junheng.cli.benches import kill
from junheng.facts.store import read_snapshot
from junheng.facts.store.whole_folder import PREFIX
from junheng.terms import Lang

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="left out: killing by signal")


@pytest.fixture
def store(tmp_path: Path) -> tuple[Path, list[kill.Goods]]:
    goods = [kill._goods(tmp_path / str(size), size) for size in (3, 4)]
    for each in goods:
        assert kill._deliver(each, tmp_path / "store").wait() in (0, 1)
    return tmp_path / "store", goods


def test_a_whole_store_is_no_failure(store: tuple[Path, list[kill.Goods]]) -> None:
    kill._check_store(*store, seen := kill.Count())
    assert (seen.failures, seen.read_back) == ([], 2)


def test_an_altered_a_lost_and_a_strange_snapshot_are_failures(store: tuple[Path, list[kill.Goods]]) -> None:
    folder, goods = store
    next((folder / goods[1].snapshot / "records").iterdir()).write_bytes(b"")
    kill._check_store(*store, altered := kill.Count())
    assert "altered or damaged" in altered.failures[0]
    (folder / goods[1].snapshot).rename(folder / "strange")
    kill._check_store(*store, strange := kill.Count())
    assert "strange" in strange.failures[0]
    (folder / "strange").rename(folder / goods[1].snapshot)
    (folder / goods[0].snapshot).rename(folder / f"{PREFIX}gone")
    kill._check_store(*store, lost := kill.Count())
    assert goods[0].snapshot in lost.failures[0]


def test_an_unfinished_folder_that_stays_is_a_failure(store: tuple[Path, list[kill.Goods]], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, goods = store
    (folder / f"{PREFIX}1-x").mkdir()
    kill._one_finished(goods[1], goods, folder, seen := kill.Count())
    assert seen.failures == []
    monkeypatch.setattr(kill, "_unfinished", lambda *_: [folder / f"{PREFIX}1-y"])
    kill._one_finished(goods[1], goods, folder, seen)
    assert f"{PREFIX}1-y" in seen.failures[0]


def test_a_few_kills(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(kill, "SIZES", (3, 5, 8))
    monkeypatch.setattr(kill, "FINISHED", 2)
    assert run(["bench", "kill", "--kills", "4", "--seed", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kills"], told["finished"], told["failures"]) == (4, 2, [])
    assert sum(told["fell"].values()) == sum(told["held"].values()) <= 4
    assert told["read_back"] >= 6  # the old snapshot, each time


def test_failures_are_told_and_are_exit_code_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(kill, "SIZES", (3, 5))
    monkeypatch.setattr(kill, "read_snapshot", lambda store, name: read_snapshot(store, f"{name}x"))
    assert kill.run(1, 3, False, Lang.EN) == 1
    told = capsys.readouterr().out
    assert "1 kills" in told
    assert "there is no snapshot" in told
