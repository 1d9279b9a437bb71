"""What the forms of a whole delivery say of a sum that one school's form gets wrong everywhere: other schools' forms of the same layout bear it out."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from junheng.terms import Finding, Place

_AT_LEAST, _TIMES = 5, 5  # forms that have to bear out a rule; by which they are more than those that do not
_KEPT, _MOST_KEPT = 24, 400  # of like workbooks; of all
_MOST_DOUBTED = 20  # of one rule: where more forms break it, it is none


class _Forms(Protocol):
    """The layouts of a workbook's forms, the same object for all workbooks that have them."""

    def witnesses(self, values: array[float], asked: Collection[Hashable]) -> Iterator[Hashable]:
        """Of each form the rules among those asked that its figures bear out."""


@dataclass
class _Like:
    """Workbooks of the same layouts: how many there were, and the figures of the first of them."""

    forms: _Forms
    count: int = 0
    figures: list[array[float]] = field(default_factory=list)


class Witnesses:
    """The forms of a delivery. Nothing is asked of them unless a sum does not come out, and then once at the end.

    A rule is known by its words, so that schools of all kinds bear it out whose forms print it.
    """

    def __init__(self) -> None:
        self._alike, self._kept = dict[int, _Like](), 0
        self._failed = Counter[Hashable]()
        self._doubted = list[tuple[Hashable, list[Finding]]]()

    def see(self, forms: _Forms, figures: array[float]) -> None:
        like = self._alike.get(id(forms)) or self._alike.setdefault(id(forms), _Like(forms))
        like.count += 1
        if len(like.figures) < _KEPT and self._kept < _MOST_KEPT:
            self._kept += 1
            like.figures.append(figures)

    def asks(self, rule: Hashable) -> bool:
        """Whether what a form says against a rule may still matter."""
        return self._failed[rule] <= _MOST_DOUBTED

    def hear(self, rule: Hashable, findings: list[Finding]) -> None:
        """A form breaks the rule: what would be told of it."""
        self._failed[rule] += 1
        self._doubted.append((rule, findings))

    def renamed(self, since: int, name: str, label: str) -> None:
        for _, findings in self._doubted[since:]:
            findings[:] = [each.in_file(label) if each.file == name else each for each in findings]

    def __len__(self) -> int:
        return len(self._doubted)

    def findings(self, told: Sequence[Finding]) -> Iterator[Finding]:
        """Of the rules that were in doubt those that others bear out; each cell once."""
        if not self._doubted:
            return
        borne, known = self._borne_out(), {each.place for each in told if each.rule == "form-unbalanced"}
        for rule, findings in self._doubted:
            if borne[rule] >= max(_AT_LEAST, _TIMES * self._failed[rule]):
                yield from _not_told(findings, known)

    def _borne_out(self) -> Counter[Hashable]:
        """In how many forms a rule came out. Of many like workbooks the first stand for all."""
        asked, times = {rule for rule, _ in self._doubted}, Counter[Hashable]()
        for like in self._alike.values():
            own = Counter(rule for figures in like.figures for rule in like.forms.witnesses(figures, asked))
            for rule, count in own.items():
                times[rule] += count * like.count // len(like.figures)
        return times


def _not_told(findings: Sequence[Finding], known: set[Place]) -> Iterator[Finding]:
    for each in findings:
        if each.place not in known:
            known.add(each.place)
            yield each
