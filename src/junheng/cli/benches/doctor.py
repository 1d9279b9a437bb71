"""The plan doctor against a list of problems: which are found, and what else it says, judged by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from junheng.rules.plans.doctor import PlanFinding, check_document, check_together
from junheng.rules.plans.reading import read_document

MUST = ("arithmetic", "year", "conflict", "numbering", "impossible")
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


def told(outcome: Outcome) -> str:
    lines = [f"{each.id:5} {each.group:12} {each.of:7} {'-' if each.of == 'none' or not each.expects else 'found' if each.found else 'MISSED'}  "
             + "; ".join(f"{one.plan} {one.line} {one.kind} {one.figure}" for one in each.missed) + each.why for each in outcome.problems]
    lines += ["", "unlisted findings:"]
    lines += [f"  {'false' if each in outcome.false else '?????' if each in outcome.unjudged else 'true '} {each.plan} {each.line} {each.kind}: {each.figure}" for each in outcome.unlisted]
    lines += ["", *(f"{name:12} {found} / {total}" for name, (found, total) in outcome.classes().items())]
    lines.append(f"{outcome.findings} findings on {outcome.pages:.1f} pages; false alarms {len(outcome.false)} ({len(outcome.false) / outcome.pages:.2f} a page); not judged {len(outcome.unjudged)}")
    return "\n".join(lines)
