"""junheng bench mutate: workbooks damaged in many ways, each read and evaluated like any other.

A damage may be refused, told of, or change nothing. A figure that changes without a word is what must not happen.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import typer

from junheng.cli import api
from junheng.cli.benches import mutations
from junheng.cli.benches.county import write_county
from junheng.cli.benches.mutations import Book
from junheng.findings import Evaluation, area_results
from junheng.findings.doubts import doubts
from junheng.rules import load_standard
from junheng.terms import Finding, Lang, Message, UsageError, Verdict

STANDARD = "cn/national/quality-2017"
EXAMPLES = Path("examples/county")
MOST_SECONDS, MOST_MB = 60, 1024
BYTES = (mutations.bytes_flipped, mutations.part_flipped, mutations.cut_off)
BYTES_SHARE = 0.25  # of all damages
SMALL = 20_000  # bytes
PROGRESS = 250


class Outcome(StrEnum):
    REFUSED = "refused"  # one clear sentence
    SAME = "same"  # every figure as before
    MISSING = "missing"  # figures lack, and what was computed from them is told to be missing
    TOLD = "told"  # figures differ, and a finding says so at the sheet
    ELSEWHERE = "told_elsewhere"  # ... at another sheet: the year before, the total
    ANOTHER = "another_value"  # figures typed in place of others: a different fact, not to be seen
    SILENT = "silent"
    CRASH = "crash"


Key = tuple[str, int, str]  # school, year, stage
Unit = tuple[Any, ...]  # area, pupils, verdict, then value and verdict of each indicator


@dataclass(frozen=True)
class Figures:
    schools: dict[Key, Unit]
    areas: dict[Key, Unit]


@dataclass(frozen=True)
class Found:
    snapshot: str
    figures: Figures
    findings: Counter[tuple[str, ...]]


@dataclass
class Subject:
    """A delivery of which one file is damaged: the last of `files`."""

    name: str
    files: list[Path]

    @property
    def size(self) -> int:
        return sum(path.stat().st_size for path in self.files)

    @cached_property
    def is_read(self) -> bool:
        try:
            return bool(self.as_handed_in)
        except UsageError:
            return False

    @property
    def content(self) -> bytes:
        return self.files[-1].read_bytes()

    @cached_property
    def book(self) -> Book:
        return mutations.opened(self.content, self.files[-1].name)

    @cached_property
    def as_handed_in(self) -> Found:
        return _found(self.files)

    @cached_property
    def written_again(self) -> Found:
        return self.with_content(mutations.written(self.book, self.files[-1].name))

    def with_content(self, content: bytes, before: Found | None = None) -> Found:
        """`before` itself where the facts are the same."""
        with tempfile.TemporaryDirectory(prefix="junheng-mutate-") as folder:
            # the name and the name of the folder may say the year
            place = Path(folder) / self.files[-1].parent.name
            place.mkdir()
            path = place / self.files[-1].name
            path.write_bytes(content)
            return _found([*self.files[:-1], path], before)


@dataclass(frozen=True)
class Tried:
    kind: str
    subject: str
    outcome: Outcome
    what: str
    said: str = ""


def run(files: Sequence[Path], count: int, seed: int, as_json: bool, lang: Lang, examples: Path = EXAMPLES) -> int:
    begun, rng = time.perf_counter(), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="junheng-mutate-") as folder:
        groups = _subjects([examples, *files], Path(folder))
        tried = []
        for number in range(1, count + 1):
            tried.append(_one(_chosen(groups, rng), rng))
            if number % PROGRESS == 0:
                typer.echo(f"{number} / {count}", err=True)
    result = _result(tried, time.perf_counter() - begun)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1) if as_json else _told(result).to(lang))
    return 1 if result["outcomes"][Outcome.CRASH] or result["peak_mb"] > MOST_MB else 0


def _subjects(given: Sequence[Path], folder: Path) -> list[list[Subject]]:
    """Groups of like deliveries, tried equally often: each file of a folder by itself, its years together, our template."""
    groups = [[Subject("template", [write_county(folder / "示例县2023", 40)])]]
    for each in given:
        paths = sorted(path for path in each.rglob("*") if path.suffix in (".xlsx", ".csv")) if each.is_dir() else [each]
        if not paths or not each.exists():
            raise UsageError(f"“{each}”中没有工作簿", f"there is no workbook in {each}")
        by_folder: dict[tuple[Path, str], list[Path]] = {}
        for path in paths:
            by_folder.setdefault((path.parent, path.suffix), []).append(path)
        groups += [[Subject(path.name, [path]) for path in same] for same in by_folder.values()]
        groups += [[Subject(f"{same[-1].name} +", same)] for same in by_folder.values() if 1 < len(same) <= 10]
    return groups


def _chosen(groups: list[list[Subject]], rng: random.Random) -> Subject:
    """Small deliveries more often than large ones, which cost more; none that is refused as it is."""
    while True:
        group = rng.choices(groups, [1 / (SMALL + sum(each.size for each in group) / len(group)) for group in groups])[0]
        subject = rng.choice(group)
        if subject.is_read:
            return subject


def _found(files: Sequence[Path], before: Found | None = None) -> Found:
    what = api.read(*files)
    if before and what.facts.snapshot == before.snapshot:
        return before
    found = api.evaluate_rules(what, load_standard(STANDARD))
    findings = [*what.delivery.findings, *doubts(found)]
    return Found(what.facts.snapshot, _figures(found), Counter(map(_about, findings)))


def _about(each: Finding) -> tuple[str, ...]:
    return (each.file, each.sheet, each.rule, each.severity.value, each.cell, each.found)


def _figures(found: Evaluation) -> Figures:
    schools = {
        (each.school, each.year, each.stage.value): (
            each.area, each.pupils, each.verdict, each.status.name, *((one.value, one.verdict) for one in each.measured),
        )
        for each in (*found.schools, *found.not_counted)
    }
    areas = {
        (each.area, each.year, each.stage.value): (each.pupils, each.verdict, *((one.mean, one.cv) for one in each.indicators))
        for each in area_results(found)
    }
    return Figures(schools, areas)


# --- one damage


def _one(subject: Subject, rng: random.Random) -> Tried:
    is_book = subject.files[-1].suffix == ".xlsx"
    if rng.random() < BYTES_SHARE:
        flip = rng.choice(BYTES if is_book else BYTES[::2])
        content, before, kind, what = flip(subject.content, rng), subject.as_handed_in, flip.__name__, ""
    else:
        damage, done, book = mutations.DAMAGES[0], None, subject.book
        while done is None:
            damage, book = rng.choice(mutations.DAMAGES), mutations.copied(subject.book)
            done = damage(book, rng)
        content, before, kind, what = mutations.written(book, subject.files[-1].name), subject.written_again, damage.__name__, done
    outcome, said = _outcome(subject, content, before, what)
    if outcome == Outcome.SILENT and _only_values(subject, content, kind):
        outcome = Outcome.ANOTHER
    return Tried(kind, subject.name, outcome, what, said)


def _outcome(subject: Subject, content: bytes, before: Found, what: str) -> tuple[Outcome, str]:
    try:
        with _not_longer():
            after = subject.with_content(content, before)
    except UsageError as error:
        return Outcome.REFUSED, error.message.en
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a library is no Exception
        return Outcome.CRASH, f"{type(error).__name__}: {error}"
    differs = _difference(before.figures, after.figures)
    if not differs:
        return Outcome.SAME, ""
    new = list((after.findings - before.findings).elements())
    said = "; ".join(" ".join((each[2], each[1], each[4])) for each in new[:3])
    if not new:
        return (Outcome.MISSING if differs == "missing" else Outcome.SILENT), differs
    near = any(each[0] == subject.files[-1].name and (not each[1] or each[1] in what) for each in new)
    return (Outcome.TOLD if near or not what else Outcome.ELSEWHERE), said


@contextmanager
def _not_longer() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TimeoutError(f"more than {MOST_SECONDS} s")

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.alarm(MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _difference(before: Figures, after: Figures) -> str:
    """'' where no figure differs; "missing" where figures only lack and their verdicts say so; else the first that differs."""
    if before == after:
        return ""
    for key in before.schools.keys() | after.schools.keys():
        one, other = before.schools.get(key), after.schools.get(key)
        if one is None or other is None:
            return f"{key} is {'new' if one is None else 'gone'}"
        if one != other and not _only_lacks(one, other):
            pairs = [f"{a} became {b}" for a, b in zip(one, other, strict=True) if a != b]
            return f"{key}: {'; '.join(pairs)}"
    if before.schools == after.schools:
        return f"the areas: {before.areas} became {after.areas}"
    return "missing"


def _only_lacks(one: Unit, other: Unit) -> bool:
    """What is there is as it was; a verdict that no longer can be told is told to be so."""
    pairs = [*zip(one[:2], other[:2], strict=True), *((a[0], b[0]) for a, b in zip(one[4:], other[4:], strict=True))]
    verdict = other[2] in (one[2], None, Verdict.CANNOT_TELL)
    return verdict and all(b is None or a == b for a, b in pairs)


def _only_values(subject: Subject, content: bytes, kind: str) -> bool:
    """Whether figures or texts were put in place of others of their kind, and nothing else."""
    if kind == mutations.another_value.__name__:
        return True
    if kind not in {flip.__name__ for flip in BYTES}:
        return False
    try:
        damaged = mutations.opened(content, subject.files[-1].name)
    except Exception:
        return False
    old, new = ([[(cell, type(cell)) for row in page.rows for cell in row] for page in book] for book in (subject.book, damaged))
    if [len(page) for page in old] != [len(page) for page in new]:
        return False
    changed = [(a, b) for one, other in zip(old, new, strict=True) for a, b in zip(one, other, strict=True) if a != b]
    return bool(changed) and all(a[1] is b[1] and a[0] != "" and b[0] != "" for a, b in changed)


# --- the result


def _result(tried: Sequence[Tried], seconds: float) -> dict[str, Any]:
    kinds = sorted({each.kind for each in tried})
    return {
        "count": len(tried), "seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "outcomes": {each.value: sum(one.outcome == each for one in tried) for each in Outcome},
        "kinds": {kind: dict(Counter(each.outcome.value for each in tried if each.kind == kind)) for kind in kinds},
        "silent": [f"{each.kind} {each.subject}: {each.what}: {each.said}" for each in tried if each.outcome == Outcome.SILENT],
        "crashes": [f"{each.kind} {each.subject}: {each.what}: {each.said}" for each in tried if each.outcome == Outcome.CRASH],
    }


def _told(result: dict[str, Any]) -> Message:
    names = [each.value for each in Outcome]
    lines = ["".join(f"{name:>15}" for name in names)]
    lines += ["".join(f"{own.get(name, 0):>15}" for name in names) + f"  {kind}" for kind, own in result["kinds"].items()]
    lines += [f"  {each[:400]}" for each in (*result["crashes"], *result["silent"])]
    table = "\n".join(lines)
    outcomes, seconds = result["outcomes"], round(result["seconds"])
    return Message(
        f"{table}\n{result['count']} 份，{seconds} 秒，内存最多 {result['peak_mb']:.0f} MB：崩溃 {outcomes['crash']}，数变了而没有说明 {outcomes['silent']}",
        f"{table}\n{result['count']} workbooks in {seconds} s, at most {result['peak_mb']:.0f} MB: {outcomes['crash']} crashes, "
        f"{outcomes['silent']} figures changed without a word",
    )
