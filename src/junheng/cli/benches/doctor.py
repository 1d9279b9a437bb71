"""junheng bench doctor: the plan doctor against lists of problems - which are found, and what else it says, judged by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
import yaml

from junheng.cli import as_json
from junheng.rules.plans.doctor import PlanFinding, check_document, check_together
from junheng.rules.plans.reading import read_document
from junheng.terms import Lang, Message, UsageError

FLAWED, GOLD = Path("tests/rules/plans/flawed"), Path("tests/rules/plans/gold/problems.yaml")
PLANTED = {
    "planted": ("gold.yaml", {"county": "county.txt", "school": "school.txt", "township": "township.md"}),
    "held-out": ("held-out.yaml", {"district": "held-out-district.txt", "clean": "held-out-clean-school.txt"}),
}
PAGE = 800  # Chinese characters


@dataclass(frozen=True)
class Expected:
    plan: str
    line: int
    kind: str
    figure: str = ""

    def fits(self, each: PlanFinding) -> bool:
        return (each.plan, each.kind) == (self.plan, self.kind) and self.line in (each.line, *each.lines) and self.figure in f"{each.figure} {each.message.zh}"


@dataclass(frozen=True)
class Problem:
    id: str
    group: str
    of: str
    missed: tuple[Expected, ...]  # of what it expects
    expects: int
    why: str

    @property
    def found(self) -> bool:
        return self.expects > 0 and not self.missed


@dataclass(frozen=True)
class Outcome:
    problems: tuple[Problem, ...]
    unlisted: tuple[PlanFinding, ...]  # findings that answer to no problem
    false: tuple[PlanFinding, ...]
    unjudged: tuple[PlanFinding, ...]
    pages: float
    findings: int

    def classes(self) -> dict[str, tuple[int, int]]:
        """Class -> found, of how many that can be found."""
        groups = dict.fromkeys(each.group for each in self.problems)
        return {name: (sum(each.found for each in self.problems if each.group == name), sum(each.group == name and each.of != "none" for each in self.problems)) for name in groups}


def judge(plans: Mapping[str, Path], gold: Path) -> Outcome:
    """`plans`: name in the gold list -> file. The list is tests/rules/plans/gold/problems.yaml, or one of its form."""
    content: dict[str, Any] = yaml.safe_load(gold.read_text("utf-8"))
    documents = {name: read_document(path) for name, path in plans.items()}
    names = {document.name: name for name, document in documents.items()}
    checked = [check_document(document) for document in documents.values()]
    said = [_named(each, names) for one in checked for each in (*one.findings, *one.recomputed)]
    said += [_named(each, names) for each in check_together(list(documents.values()))] if len(documents) > 1 else []
    problems, answered = [], set()
    for row in content["problems"]:
        expected = [Expected(**each) for each in row.get("finds", ())] + [Expected(kind="right", **each) for each in row.get("recomputed", ())]
        hits = {each: [index for index, one in enumerate(said) if each.fits(one)] for each in expected}
        answered |= {index for hit in hits.values() for index in hit}
        problems.append(Problem(row["id"], row["class"], row["of"], tuple(each for each, hit in hits.items() if not hit), len(expected), row.get("why", "")))
    unlisted = [one for index, one in enumerate(said) if index not in answered and one.kind != "right"]
    verdicts = {(row["plan"], row["kind"], row["line"]): row["is"] for row in content.get("judged", ())}
    by_verdict = {word: tuple(each for each in unlisted if verdicts.get((each.plan, each.kind, each.line)) == word) for word in ("alarm", None)}
    pages = sum(len("".join(line.text for line in document.lines)) for document in documents.values()) / PAGE
    return Outcome(tuple(problems), tuple(unlisted), by_verdict["alarm"], by_verdict[None], pages, sum(each.kind != "right" for each in said))


def _named(each: PlanFinding, names: Mapping[str, str]) -> PlanFinding:
    return PlanFinding(each.kind, each.line, each.message, each.figure, each.paragraph, each.lines, names.get(each.plan, each.plan))


def run(data: Sequence[Path], in_json: bool, lang: Lang) -> int:
    """`data`: folders that hold d1.txt to d5.txt. Raises UsageError where there is neither the source tree nor such a folder."""
    if not FLAWED.is_dir():
        raise UsageError(f"请在源码目录中运行（缺少 {FLAWED}）", f"run this in the source tree: there is no {FLAWED}")
    outcomes = {name: judge({plan: FLAWED / file for plan, file in plans.items()}, FLAWED / gold) for name, (gold, plans) in PLANTED.items()}
    for folder in data:
        plans = {f"D{number}": folder / f"d{number}.txt" for number in range(1, 6)}
        if not all(path.is_file() for path in plans.values()):
            raise UsageError(f"目录 {folder} 中没有规划 d1.txt 至 d5.txt", f"there are no plans d1.txt to d5.txt in {folder}")
        outcomes[str(folder)] = judge(plans, GOLD)
    if in_json:
        typer.echo(as_json.dump({name: totals(each) for name, each in outcomes.items()}))
    else:
        typer.echo("\n\n".join(f"# {name}\n{told(each, lang)}" for name, each in outcomes.items()))
    return 0


def totals(outcome: Outcome) -> dict[str, Any]:
    return {
        "classes": {name: {"found": found, "of": total} for name, (found, total) in outcome.classes().items()}, "findings": outcome.findings,
        "unlisted": len(outcome.unlisted), "false_alarms": len(outcome.false), "not_judged": len(outcome.unjudged), "pages": outcome.pages,
    }


def told(outcome: Outcome, lang: Lang) -> str:
    lines = [f"{each.id:5} {each.group:12} {each.of:7} {_state(each)}  {'; '.join(f'{one.plan} {one.line} {one.kind} {one.figure}' for one in each.missed)}{each.why}" for each in outcome.problems]
    lines += ["", Message("不对应所列问题的发现：", "findings that answer to no listed problem:").to(lang)]
    lines += [f"  {'ALARM' if each in outcome.false else '?    ' if each in outcome.unjudged else 'real '} {each.plan} {each.line} {each.kind}: {each.figure}" for each in outcome.unlisted]
    lines += ["", *(f"{name:12} {found} / {total}" for name, (found, total) in outcome.classes().items())]
    rate = len(outcome.false) / outcome.pages
    return "\n".join([*lines, Message(
        f"{outcome.pages:.1f} 页（每页{PAGE}字），发现 {outcome.findings} 处；误报 {len(outcome.false)} 处（每页 {rate:.2f}），未判断 {len(outcome.unjudged)} 处",
        f"{outcome.findings} findings on {outcome.pages:.1f} pages of {PAGE} characters; false alarms {len(outcome.false)} ({rate:.2f} a page), not judged {len(outcome.unjudged)}",
    ).to(lang)])


def _state(each: Problem) -> str:
    if each.of == "none":
        return "-     "
    return "found " if each.found else "MISSED"
