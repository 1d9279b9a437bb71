"""What killed processes leave is cleared away; what a living process writes is not; a full or closed disk is one sentence."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from junheng.cli.app import run
from junheng.facts.delivery import Block, Delivery
from junheng.facts.store import Facts, facts_of, keep, read_snapshot, snapshot, whole_folder
from junheng.terms import UsageError

COUNTY = "学校标识码,学校名称,办学类型,小学在校生数,小学专任教师数\n2199000001,甲县第一小学,小学,1000,50\n2199000002,甲县第二小学,小学,800,40\n"


def facts(pupils: int) -> Facts:
    columns: dict[str, list[object]] = {"school": ["s1"], "year": [2023], "stage": ["primary"], "pupils": [pupils]}
    return facts_of(Delivery([Block("school_years", "a.csv", "", [2], columns, {"pupils": "C"})]))  # type: ignore[arg-type]


def unfinished(store: Path) -> list[str]:
    return sorted(path.name for path in store.glob(f"{whole_folder.PREFIX}*"))


def writing(store: str, code: str) -> subprocess.Popen[str]:
    """A process that has begun to write into the store, and does what `code` says."""
    words = "import sys, time\nfrom pathlib import Path\nfrom junheng.facts.store.whole_folder import written_aside\n" \
            f"with written_aside(Path({store!r})) as folder:\n  print(folder.name, flush=True)\n  {code}\n"
    return subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def test_the_folder_of_a_living_process_stays_and_that_of_a_killed_one_goes(tmp_path: Path) -> None:
    with writing(str(tmp_path), "time.sleep(60)") as process:
        assert process.stdout
        name = process.stdout.readline().strip()
        old = time.time() - 10 * whole_folder.OLD
        os.utime(tmp_path / name, (old, old))  # however long it takes
        keep(facts(1), tmp_path)
        assert unfinished(tmp_path) == [name]
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert unfinished(tmp_path) == [name]
    kept = keep(facts(2), tmp_path)
    assert unfinished(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([facts(1).snapshot, kept.name])


def test_a_delivery_that_is_there_already_clears_away_too(tmp_path: Path) -> None:
    keep(facts(1), tmp_path)
    (tmp_path / f"{whole_folder.PREFIX}1-x").mkdir()
    keep(facts(1), tmp_path)
    assert unfinished(tmp_path) == []


def test_where_folders_cannot_be_locked_only_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_folder, "fcntl", None)
    for name, age in (("young", 60.0), ("old", whole_folder.OLD + 60.0)):
        folder = tmp_path / f"{whole_folder.PREFIX}{name}"
        folder.mkdir()
        os.utime(folder, (time.time() - age, time.time() - age))
    keep(facts(1), tmp_path)
    assert unfinished(tmp_path) == [f"{whole_folder.PREFIX}young"]


def _keep_many(store: Path, numbers: list[int]) -> None:
    for number in numbers:
        keep(facts(number), store)


@pytest.mark.parametrize("same", [True, False])
def test_deliveries_at_once(same: bool, tmp_path: Path) -> None:
    """Four processes, forty snapshots: each is whole, whether the others write the same or something else."""
    start = multiprocessing.get_context("spawn")
    wanted = [list(range(40)) if same else list(range(10 * part, 10 * part + 10)) for part in range(4)]
    processes = [start.Process(target=_keep_many, args=(tmp_path, numbers)) for numbers in wanted]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert {path.name for path in tmp_path.iterdir()} == {facts(number).snapshot for number in range(40)}
    for number in range(40):
        assert read_snapshot(tmp_path, facts(number).snapshot).school_years["pupils"].to_list() == [number]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    path = tmp_path / "甲县2023学年学校一览表.csv"
    path.write_text(COUNTY, "utf-8")
    return path


def full(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """A disk on which so many files have room."""
    written = iter(range(100))
    real: Callable[..., None] = whole_folder.write_through

    def write(path: Path, content: bytes) -> None:
        if next(written) >= after:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        real(path, content)

    monkeypatch.setattr(snapshot, "write_through", write)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_full_disk_is_one_sentence_and_leaves_no_half_snapshot(
    after: int, county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = county.parent / "store"
    full(monkeypatch, after)
    assert run(["evaluate", str(county), "--store", str(store), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert told.err.strip() == (
        f"error: cannot write to the snapshot folder {store} (the disk is full); free some space, or name another with --store or JUNHENG_STORE"
    )
    assert list(store.iterdir()) == []


def test_an_altered_snapshot_that_cannot_be_written_again_is_not_called_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (keep(facts(1), tmp_path) / "tables" / "school_years.parquet").write_bytes(b"")
    full(monkeypatch, 1)
    with pytest.raises(UsageError, match="the disk is full"):
        keep(facts(1), tmp_path)


def test_a_full_disk_of_a_store_nobody_named_is_a_finding(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUNHENG_STORE", str(county.parent / "store"))
    full(monkeypatch, 1)
    assert run(["evaluate", str(county), "--json", "--lang", "en"]) in (0, 1)
    told = capsys.readouterr().out
    assert '"snapshot-not-kept"' in told
    assert "free some space" in told


def test_a_store_that_may_not_be_written(county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    store = county.parent / "store"
    store.mkdir()

    def refuse(*_: object, **__: object) -> str:  # root may write anywhere: the refusal is the system's own, only sooner
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(store))

    monkeypatch.setattr(whole_folder.tempfile, "mkdtemp", refuse)
    assert run(["evaluate", str(county), "--store", str(store), "--lang", "en"]) == 2
    assert f"cannot write to the snapshot folder {store} (no right to do so, or another program holds the file open); name another" in capsys.readouterr().err
    with pytest.raises(UsageError, match="no right to do so"):
        keep(facts(1), store)


def test_a_kept_snapshot_can_be_read_and_handed_in_again_where_nothing_may_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(facts(1), tmp_path)
    monkeypatch.setattr(whole_folder.tempfile, "mkdtemp", lambda *_, **__: pytest.fail("nothing needs to be written"))
    assert keep(facts(1), tmp_path) == tmp_path / facts(1).snapshot
    assert read_snapshot(tmp_path, facts(1).snapshot).school_years["pupils"].to_list() == [1]


def test_what_is_named_is_on_disk_before_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut: every file and every folder is brought to disk before the rename, the store's own list after it."""
    done: list[str] = []
    real_sync, real_rename = os.fsync, Path.rename

    def sync(opened: int) -> None:
        done.append(os.readlink(f"/proc/self/fd/{opened}"))
        real_sync(opened)

    def rename(self: Path, target: Path) -> Path:
        done.append("renamed")
        return real_rename(self, target)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("left out: /proc, which tells what is synchronised")
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "rename", rename)
    kept = keep(facts(1), tmp_path)
    before, after = done[: done.index("renamed")], done[done.index("renamed") + 1 :]
    names = {Path(path).name for path in before}
    assert {path.name for path in kept.rglob("*")} <= names
    assert any(name.startswith(whole_folder.PREFIX) for name in names)
    assert after == [str(tmp_path)]
