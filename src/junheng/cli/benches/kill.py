"""junheng bench kill: deliveries killed at random moments; after each, every snapshot of the store must read back.

The store holds an old snapshot while a new one is written: after a kill it must hold the old state or the new one, whole.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from junheng.cli.benches import county
from junheng.facts import load
from junheng.facts.store import read_snapshot
from junheng.facts.store.snapshot import INDEX
from junheng.facts.store.whole_folder import PREFIX
from junheng.terms import Lang, Message, UsageError

SIZES = (40, 120, 300)  # schools of the counties delivered by turns
PAIRED = 0.3  # of the kills fall on one of two deliveries at once
FINISHED = 25  # after so many kills one delivery is left to end, and must clear away what the killed ones left
LOOK = 0.0003  # seconds between two looks at the store
BEFORE, DURING, AFTER = "before", "during", "after"


@dataclass(frozen=True)
class Goods:
    """A delivery: its file, the name of its snapshot, seconds from the start to the writing, and of the writing."""

    path: Path
    snapshot: str
    begins: float = 0.0
    writes: float = 0.0


@dataclass
class Count:
    """What was seen. `fell`: before, during or after the writing; `held`: the old or the new state."""

    kills: int = 0
    fell: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    pairs: int = 0
    read_back: int = 0
    left_over: int = 0
    finished: int = 0
    failures: list[str] = field(default_factory=list)


def run(kills: int, seed: int, as_json: bool, lang: Lang) -> int:
    rng, seen = random.Random(seed), Count()
    with tempfile.TemporaryDirectory(prefix="junheng-kill-") as folder:
        store = Path(folder) / "store"
        goods = [_learn(_goods(Path(folder) / str(size), size), Path(folder) / "learn") for size in SIZES]
        _deliver(goods[0], store).wait()
        while seen.kills < kills and len(seen.failures) < 20:
            if _one_kill(rng, goods, store, seen) and seen.kills % FINISHED == 0:
                _one_finished(rng.choice(goods[1:]), goods, store, seen)
                typer.echo(f"{seen.kills} / {kills}", err=True)
    result = _result(seen, goods)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1) if as_json else _told(result).to(lang))
    return 1 if seen.failures else 0


def _goods(folder: Path, schools: int) -> Goods:
    path = county.write_county(folder, schools)
    return Goods(path, load([path])[0].snapshot)


def _deliver(goods: Goods, store: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "junheng", "evaluate", str(goods.path), "--store", str(store), "--json"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _learn(goods: Goods, store: Path) -> Goods:
    """When the writing begins and how long it takes, from watching the store of one whole delivery."""
    begun = time.perf_counter()
    process = _deliver(goods, store)
    first = _wait_for(process, lambda: bool(_unfinished(store)))
    _wait_for(process, lambda: (store / goods.snapshot).exists())
    ended = time.perf_counter()
    if process.wait() not in (0, 1) or not (store / goods.snapshot).exists():
        raise UsageError(f"{goods.path.name} 无法评估", f"{goods.path.name} cannot be evaluated")
    shutil.rmtree(store)
    return Goods(goods.path, goods.snapshot, first - begun, ended - first)


def _wait_for(process: subprocess.Popen[bytes], is_so: Any) -> float:
    while not is_so() and process.poll() is None:
        time.sleep(LOOK)
    return time.perf_counter()


def _unfinished(store: Path, process: subprocess.Popen[bytes] | None = None) -> list[Path]:
    return list(store.glob(f"{PREFIX}{process.pid if process else ''}*"))


def _one_kill(rng: random.Random, goods: list[Goods], store: Path, seen: Count) -> bool:
    """One delivery killed, perhaps beside another that is left to end; False where it ended before it was killed.

    The first of `goods` is the old state and stays.
    """
    new = rng.choice(goods[1:])
    shutil.rmtree(store / new.snapshot, ignore_errors=True)
    other = rng.choice(goods[1:]) if rng.random() < PAIRED else None
    if other:
        shutil.rmtree(store / other.snapshot, ignore_errors=True)
    beside = _deliver(other, store) if other else None
    victim = _deliver(new, store)
    _wait_for_the_moment(rng, victim, new, store)
    victim.kill()
    killed = victim.wait() not in (0, 1)
    left, is_new = len(_unfinished(store, victim)), (store / new.snapshot).exists()
    if beside and other:
        _check_beside(beside, other, store, seen)
    if killed:
        seen.kills += 1
        seen.left_over += left
        if other is not new:  # else nobody knows which of the two wrote it
            seen.fell[DURING if left else AFTER if is_new else BEFORE] += 1
            seen.held["new" if is_new else "old"] += 1
    _check_store(store, goods, seen)
    return killed


def _wait_for_the_moment(rng: random.Random, victim: subprocess.Popen[bytes], new: Goods, store: Path) -> None:
    """Half of the kills anywhere in the delivery, half within the writing and just after it."""
    if rng.random() < 0.5:
        until = time.perf_counter() + rng.random() * (new.begins + new.writes) * 1.1
        _wait_for(victim, lambda: time.perf_counter() > until)
        return
    wait = rng.random() * new.writes * 2
    seen = _wait_for(victim, lambda: bool(_unfinished(store, victim)))
    _wait_for(victim, lambda: time.perf_counter() > seen + wait)


def _check_beside(beside: subprocess.Popen[bytes], other: Goods, store: Path, seen: Count) -> None:
    seen.pairs += 1
    if beside.wait() not in (0, 1) or not (store / other.snapshot / INDEX).is_file():
        seen.failures.append(f"the delivery beside a killed one ended with {beside.returncode} and without {other.snapshot}")


def _check_store(store: Path, goods: list[Goods], seen: Count) -> None:
    known = {each.snapshot for each in goods}
    names = {name for name in os.listdir(store) if not name.startswith(".")}
    if goods[0].snapshot not in names or names - known:
        seen.failures.append(f"the store holds {sorted(names)}, it should hold {goods[0].snapshot} and none but {sorted(known)}")
    for name in sorted(names & known):
        try:
            read_snapshot(store, name)
            seen.read_back += 1
        except UsageError as error:
            seen.failures.append(error.message.en)


def _one_finished(goods: Goods, all_goods: list[Goods], store: Path, seen: Count) -> None:
    code = _deliver(goods, store).wait()
    seen.finished += 1
    if code not in (0, 1) or _unfinished(store) or not (store / goods.snapshot).exists():
        seen.failures.append(f"a delivery left to end gave {code}, and left {[path.name for path in _unfinished(store)]}")
    _check_store(store, all_goods, seen)


def _result(seen: Count, goods: list[Goods]) -> dict[str, Any]:
    return {
        "kills": seen.kills, "fell": {name: seen.fell[name] for name in (BEFORE, DURING, AFTER)},
        "held": {name: seen.held[name] for name in ("old", "new")}, "pairs": seen.pairs, "finished": seen.finished,
        "left_over": seen.left_over, "read_back": seen.read_back, "failures": seen.failures,
        "deliveries": [{"schools": size, "seconds_before_writing": each.begins, "seconds_of_writing": each.writes}
                       for size, each in zip(SIZES, goods, strict=True)],
    }


def _told(result: dict[str, Any]) -> Message:
    fell, held, failures = result["fell"], result["held"], result["failures"]
    shown = "".join(f"\n  {each}" for each in failures)
    return Message(
        f"强行终止 {result['kills']} 次：写快照之前 {fell[BEFORE]}、之中 {fell[DURING]}、之后 {fell[AFTER]}；之后的快照目录：旧 {held['old']}、新 {held['new']}。"
        f"其中 {result['pairs']} 次同时有另一份在提交；读回快照 {result['read_back']} 次；留下半成品 {result['left_over']} 个，"
        f"{result['finished']} 次完整提交后均应清除。失败 {len(failures)} 次{shown}",
        f"{result['kills']} kills: {fell[BEFORE]} before the writing, {fell[DURING]} during, {fell[AFTER]} after; the store then held the "
        f"old state {held['old']} times, the new one {held['new']} times. {result['pairs']} had another delivery beside them. Snapshots were read back "
        f"{result['read_back']} times; {result['left_over']} unfinished folders were left, none of which may outlast the next of "
        f"{result['finished']} whole deliveries. Failures: {len(failures)}{shown}",
    )
