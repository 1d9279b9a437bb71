"""All checks over one plan: a document, a plan that was read, or both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from junheng.rules.plans.doctor.authority import level, offices, places
from junheng.rules.plans.doctor.compare import compare
from junheng.rules.plans.doctor.conflicts import conflicts
from junheng.rules.plans.doctor.examined import Examined
from junheng.rules.plans.doctor.found import PlanFinding
from junheng.rules.plans.doctor.groups import groups
from junheng.rules.plans.doctor.impossible import impossible
from junheng.rules.plans.doctor.layout import layout, programmes
from junheng.rules.plans.doctor.limits import limits
from junheng.rules.plans.doctor.phrases import bases, frames, notions
from junheng.rules.plans.doctor.promises import promises
from junheng.rules.plans.doctor.ratios import ratios
from junheng.rules.plans.doctor.schools import schools
from junheng.rules.plans.doctor.sums import sums
from junheng.rules.plans.doctor.vocabulary import terms, wording
from junheng.rules.plans.doctor.years import years
from junheng.rules.plans.document import Document
from junheng.rules.plans.plan import Plan
from junheng.rules.plans.reading import reading_of
from junheng.terms import Severity

Check = Callable[[Examined], Iterator[PlanFinding]]
CHECKS: tuple[Check, ...] = (
    sums, ratios, schools, layout, programmes, groups, years, conflicts, impossible, limits, promises, notions, bases, places, level, offices, terms, wording, frames,
)
_GRAVEST = list(Severity)
_WORDS = 14  # characters of a line that tell it from others


@dataclass(frozen=True)
class Checked:
    """`findings` the gravest first, then by line; `recomputed`: sums and ratios that were worked out and are right."""

    name: str
    findings: tuple[PlanFinding, ...]
    recomputed: tuple[PlanFinding, ...] = ()
    document: Document | None = None

    def begins(self, line: int | None) -> str:
        """The first words of a line: what an author finds it by in Word, where lines have no numbers."""
        text = next((each.text.strip() for each in self.document.lines if each.number == line), "") if self.document else ""
        return text if len(text) <= _WORDS else f"{text[:_WORDS]}…"

    @property
    def has_errors(self) -> bool:
        return any(each.severity == Severity.ERROR for each in self.findings)


def check_document(document: Document) -> Checked:
    return _checked(document.name, Examined(document, reading_of(document).plan))


def check_plan(plan: Plan) -> Checked:
    """A plan file: it has no text, so only what its targets, duties and programmes tell."""
    return _checked(plan.id, Examined(Document(plan.id, ()), plan))


def _checked(name: str, examined: Examined) -> Checked:
    found = [replace(each, plan=name) for check in CHECKS for each in check(examined)]
    unique = {(each.kind, each.line, each.figure): each for each in found}
    right = tuple(each for each in unique.values() if each.kind == "right")
    wrong = [each for each in unique.values() if each.kind != "right"]
    return Checked(name, tuple(sorted(wrong, key=lambda each: (_GRAVEST.index(each.severity), each.line or 0, each.kind))), right, examined.document)


def check_together(documents: Sequence[Document]) -> list[PlanFinding]:
    """What several plans ask differently, for checking them side by side."""
    return compare([Examined(each) for each in documents])
