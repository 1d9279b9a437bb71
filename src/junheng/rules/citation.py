"""Where a value comes from, since when it holds, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from junheng.terms import Message, UsageError
from junheng.terms.content import Content, ContentError, Path, Read, Text, keys_of


class Confidence(StrEnum):
    THREE = "three"  # three or more independent sources
    TWO = "two"
    ONE = "one"
    ONE_AND_MEMORY = "one_and_memory"
    MEMORY = "memory"  # from memory only: shown as unverified
    DOUBT = "doubt"  # the sources contradict each other or are silent: shown as unverified
    OWN = "own"  # the user's own file answers for it

    @property
    def verified(self) -> bool:
        return self not in (Confidence.MEMORY, Confidence.DOUBT)

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS = {
    Confidence.THREE: Message("三个以上来源", "three or more sources"),
    Confidence.TWO: Message("两个来源", "two sources"),
    Confidence.ONE: Message("一个来源", "one source"),
    Confidence.ONE_AND_MEMORY: Message("一个来源", "one source"),
    Confidence.MEMORY: Message("未核实", "unverified"),
    Confidence.DOUBT: Message("存疑，未核实", "open doubt, unverified"),
    Confidence.OWN: Message("自定标准", "the user's own standard"),
}

# a date may be known to the year only: 2017, 2017-04, 2017-04-26
PartialDate = Annotated[str, Read(str)]


class Document(Content):
    """A document a standard rests on. `evidence` are the addresses where it, or a text quoting it, was read."""

    number: str
    title: Text
    valid_from: PartialDate | None = None  # none where no source tells since when it holds
    still_valid_on: PartialDate | None = None  # the last day for which a source still applies it
    evidence: tuple[str, ...] = ()
    note: Text | None = None


class Cite(Content):
    """One clause of one of the standard's documents."""

    of: str  # key in the standard's `documents`
    clause: Text
    confidence: Confidence
    valid_from: PartialDate | None = None  # where it differs from the document's
    still_valid_on: PartialDate | None = None
    note: Text | None = None


class Limit(Content):
    """A value to hold: exactly one of the four senses. `cite` says where it is asked."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    more_than: Decimal | None = None
    less_than: Decimal | None = None
    cite: Cite | None = None

    def wrong(self) -> Message | None:
        given = [name for name in SENSES if getattr(self, name) is not None]
        if len(given) == 1:
            return None
        found, names = ", ".join(given) or "-", ", ".join(SENSES)
        return Message(f"{names} 中只写一个；现有：{found}", f"write exactly one of {names}; found: {found}")

    @cached_property
    def sense(self) -> str:
        return next(name for name in SENSES if getattr(self, name) is not None)

    @cached_property
    def value(self) -> Decimal:
        found = getattr(self, self.sense)
        assert isinstance(found, Decimal)
        return found

    @property
    def higher_is_better(self) -> bool:
        return self.sense in ("at_least", "more_than")

    def holds(self, value: float | Decimal) -> bool:
        """Whether `value`, in the indicator's own unit, keeps the limit. For exact tests see the engine."""
        given = Decimal(value)
        return {
            "at_least": given >= self.value,
            "at_most": given <= self.value,
            "more_than": given > self.value,
            "less_than": given < self.value,
        }[self.sense]

    @property
    def symbol(self) -> str:
        return {"at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<"}[self.sense]


SENSES = ("at_least", "at_most", "more_than", "less_than")


def known_document(cite: Cite, documents: dict[str, Document]) -> Document:
    if cite.of not in documents:
        names = ", ".join(sorted(documents))
        raise UsageError(
            f"引用了文件“{cite.of}”，但 documents 中没有；现有：{names}",
            f"cites the document `{cite.of}`, which `documents` does not hold; it holds: {names}",
        )
    return documents[cite.of]


def check_cites(part: object, documents: dict[str, Document], lines: Mapping[Path, int], file: str) -> None:
    """Raises ContentError at the first citation of a document that `documents` does not hold."""
    for place, cite in _cites_at(part, ()):
        try:
            known_document(cite, documents)
        except UsageError as error:
            line = lines.get((*place, "of"), lines.get(("documents",), 1))
            raise ContentError(file, line, error.message.zh, error.message.en) from None


def cites(part: object) -> list[Cite]:
    """Every citation inside a part of content, in order."""
    return [cite for _, cite in _cites_at(part, ())]


def _cites_at(part: object, place: Path) -> Iterator[tuple[Path, Cite]]:
    if isinstance(part, Cite):
        yield place, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _cites_at(value, (*place, key))
    elif isinstance(part, (list, tuple)):
        for index, value in enumerate(part):
            yield from _cites_at(value, (*place, index))
    elif isinstance(part, Content):
        for name in keys_of(type(part)):
            yield from _cites_at(getattr(part, name), (*place, name))
