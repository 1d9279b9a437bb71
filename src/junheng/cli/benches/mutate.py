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
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import typer

from junheng.cli import api
from junheng.cli.benches import mutations
from junheng.cli.benches.county import write_county
from junheng.cli.benches.heard import Found, Outcome, Retyped, found_in, judged
from junheng.cli.benches.mutations import Book
from junheng.facts.intake.values.sheet import letter
from junheng.rules import Rules, load_standard
from junheng.terms import Lang, Message, UsageError

STANDARD = "cn/national/quality-2017"
EXAMPLES = Path("examples/county")
MOST_SECONDS, MOST_MB = 60, 1024
BYTES = (mutations.bytes_flipped, mutations.part_flipped, mutations.cut_off)
MOST_RETYPED = 3  # cells: as many bytes as are flipped
MOST_SILENT = 0.02  # docs/robustness.md explains those that stay
BYTES_SHARE = 0.25  # of all damages
SMALL = 20_000  # bytes
PROGRESS = 250


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
    number: int
    kind: str
    subject: str
    outcome: Outcome
    what: str
    said: str = ""


def run(
    files: Sequence[Path], count: int, seed: int, as_json: bool, lang: Lang, log: Path | None = None, only: Sequence[int] = (),
    examples: Path = EXAMPLES,
) -> int:
    """only: the numbers of the damages to try, of `count`. Each is drawn for itself, so that one can be tried again."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="junheng-mutate-") as folder, _logged(log) as written:
        groups = _subjects([examples, *files], Path(folder))
        tried = []
        for number in only or range(1, count + 1):
            rng = random.Random(f"{seed} {number}")
            tried.append(_one(number, _chosen(groups, rng), rng))
            written(tried[-1])
            if number % PROGRESS == 0:
                typer.echo(f"{number} / {count}", err=True)
    result = _result(tried, time.perf_counter() - begun)
    typer.echo(json.dumps(result, ensure_ascii=False, indent=1) if as_json else _told(result).to(lang))
    return 1 if _has_failed(result) else 0


@contextmanager
def _logged(log: Path | None) -> Iterator[Callable[[Tried], None]]:
    """One line of JSON for each damage, as soon as it is tried."""
    if log is None:
        yield lambda _: None
        return
    with log.open("w", encoding="utf-8", buffering=1) as out:
        yield lambda each: print(json.dumps(asdict(each), ensure_ascii=False), file=out)


def _subjects(given: Sequence[Path], folder: Path) -> list[list[Subject]]:
    """Groups of like deliveries, tried equally often: each file of a folder by itself, its years together, our template.

    A file above the folders of the years, the list of closures, is handed in with all of them.
    """
    groups = [[Subject("template", [write_county(folder / "示例县2023", 40)])]]
    for each in given:
        paths = sorted(path for path in each.rglob("*") if path.suffix in (".xlsx", ".csv")) if each.is_dir() else [each]
        if not paths or not each.exists():
            raise UsageError(f"“{each}”中没有工作簿", f"there is no workbook in {each}")
        by_folder: dict[tuple[Path, str], list[Path]] = {}
        for path in paths:
            by_folder.setdefault((path.parent, path.suffix), []).append(path)
        inner = {folder: [path for path in paths if folder in path.parent.parents] for folder, _ in by_folder}
        groups += [[Subject(path.name, [*inner[folder], path]) for path in same] for (folder, _), same in by_folder.items()]
        groups += [[Subject(f"{same[-1].name} +", same)] for same in by_folder.values() if 1 < len(same) <= 10]
    return groups


def _chosen(groups: list[list[Subject]], rng: random.Random) -> Subject:
    """Small deliveries more often than large ones, which cost more; none that is refused as it is."""
    while True:
        group = rng.choices(groups, [1 / (SMALL + sum(each.size for each in group) / len(group)) for group in groups])[0]
        subject = rng.choice(group)
        if subject.is_read:
            return subject


@cache
def _rules() -> Rules:
    return load_standard(STANDARD)


def _found(files: Sequence[Path], before: Found | None = None) -> Found:
    what = api.read(*files)
    if before and what.facts.snapshot == before.facts.snapshot:
        return before
    return found_in(what.facts, what.delivery.findings, api.evaluate_rules(what, _rules()))


# --- one damage


def _one(number: int, subject: Subject, rng: random.Random) -> Tried:
    name, damaged = subject.files[-1].name, None
    if rng.random() < BYTES_SHARE:
        flip = rng.choice(BYTES if name.endswith(".xlsx") else BYTES[::2])
        content, before, kind, what = flip(subject.content, rng), subject.as_handed_in, flip.__name__, ""
    else:
        damage, done, damaged = mutations.DAMAGES[0], None, subject.book
        while done is None:
            damage, damaged = rng.choice(mutations.DAMAGES), mutations.copied(subject.book)
            done = damage(damaged, rng)
        content, before, kind, what = mutations.written(damaged, name), subject.written_again, damage.__name__, done
    outcome, said = _outcome(subject, content, before, damaged)
    return Tried(number, kind, subject.name, outcome, what, said)


def _outcome(subject: Subject, content: bytes, before: Found, damaged: Book | None = None) -> tuple[Outcome, str]:
    """damaged: the book whose content it is; None where only its bytes are known."""
    try:
        with _not_longer():
            after = subject.with_content(content, before)
    except UsageError as error:
        return Outcome.REFUSED, error.message.en
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a library is no Exception
        return Outcome.CRASH, f"{type(error).__name__}: {error}"
    return judged(before, after, lambda: _retyped(subject.book, damaged or _opened(content, subject.files[-1].name)))


def _opened(content: bytes, name: str) -> Book | None:
    try:
        return mutations.opened(content, name)
    except Exception:  # what the reader of this project could open may be closed to the other
        return None


@contextmanager
def _not_longer() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TimeoutError(f"more than {MOST_SECONDS} s of the processor")

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGPROF, stop)  # of the processor: a machine that halts is no fault
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _retyped(book: Book, damaged: Book | None) -> Retyped:
    """The cells whose figure or text became another, where nothing else was done; none where they are more than a few."""
    if damaged is None or [[len(row) for row in page.rows] for page in book] != [[len(row) for row in page.rows] for page in damaged]:
        return frozenset()
    found = set()
    for page, other in zip(book, damaged, strict=True):
        for row, (old, new) in enumerate(zip(page.rows, other.rows, strict=True), start=1):
            for column, (a, b) in enumerate(zip(old, new, strict=True)):
                if a == b or str(a) == str(b):
                    continue
                if "" in (a, b) or mutations.is_figure(a) != mutations.is_figure(b):
                    return frozenset()
                found.add((page.name, f"{letter(column)}{row}"))
    return frozenset(found) if len(found) <= MOST_RETYPED else frozenset()


# --- the result


def _result(tried: Sequence[Tried], seconds: float) -> dict[str, Any]:
    kinds = sorted({each.kind for each in tried})
    told = {outcome: [_shown(each) for each in tried if each.outcome == outcome] for outcome in (Outcome.SILENT, Outcome.CRASH)}
    return {
        "count": len(tried), "seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "outcomes": {each.value: sum(one.outcome == each for one in tried) for each in Outcome},
        "kinds": {kind: dict(Counter(each.outcome.value for each in tried if each.kind == kind)) for kind in kinds},
        "silent": told[Outcome.SILENT], "crashes": told[Outcome.CRASH],
    }


def _shown(each: Tried) -> str:
    return f"{each.number} {each.kind} {each.subject}: {each.what}: {each.said}"


def _has_failed(result: dict[str, Any]) -> bool:
    outcomes = result["outcomes"]
    return bool(outcomes[Outcome.CRASH] or result["peak_mb"] > MOST_MB or outcomes[Outcome.SILENT] > MOST_SILENT * result["count"] + 1)


def _told(result: dict[str, Any]) -> Message:
    names = [each.value for each in Outcome]
    lines = ["".join(f"{name:>15}" for name in ("n", *names))]
    for kind, own in (*result["kinds"].items(), ("", result["outcomes"])):
        lines.append("".join(f"{number:>15}" for number in (sum(own.values()), *(own.get(name, 0) for name in names))) + f"  {kind}")
    lines += [f"  {each[:400]}" for each in (*result["crashes"], *result["silent"])]
    table = "\n".join(lines)
    outcomes, seconds = result["outcomes"], round(result["seconds"])
    return Message(
        f"{table}\n{result['count']} 份，{seconds} 秒，内存最多 {result['peak_mb']:.0f} MB：崩溃 {outcomes['crash']}，数变了而没有说明 {outcomes['silent']}",
        f"{table}\n{result['count']} workbooks in {seconds} s, at most {result['peak_mb']:.0f} MB: {outcomes['crash']} crashes, "
        f"{outcomes['silent']} figures changed without a word",
    )
