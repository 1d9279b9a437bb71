"""What the doctor finds: a kind of the catalogue at a place, with the figure. And the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from junheng.rules.plans.doctor.examined import Told
from junheng.terms import Message, Severity
from junheng.terms.content import Content, Text, parse

FOLDER = Path(__file__).parent


class Kind(Content):
    """One kind of finding. `says` holds {names} that a finding fills; `do` is what to do about it."""

    kind: str
    family: str
    severity: Severity
    title: Text
    says: Text
    do: Text


class _Catalogue(Content):
    source: str
    families: dict[str, Text]
    kinds: tuple[Kind, ...]


@cache
def _catalogue() -> _Catalogue:
    return parse((FOLDER / "catalogue.yaml").read_text("utf-8"), "catalogue.yaml", _Catalogue)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in the order of the catalogue."""
    return {each.kind: each for each in _catalogue().kinds}


def families() -> dict[str, Message]:
    """What an author does about a group of kinds, in the order of a report."""
    return _catalogue().families


@dataclass(frozen=True)
class PlanFinding:
    """`line` of the document, None where the plan has no lines; `figure` as it was recomputed or as it stands."""

    kind: str
    line: int | None
    message: Message
    figure: str = ""
    paragraph: str = ""
    lines: tuple[int, ...] = ()  # further places of the same thing
    plan: str = ""

    @property
    def severity(self) -> Severity:
        return kinds()[self.kind].severity

    @property
    def do(self) -> Message:
        return kinds()[self.kind].do


def found(kind: str, at: Told | int | None, figure: str = "", offset: int = 0, lines: tuple[int, ...] = (), **fields: object) -> PlanFinding:
    """`at`: the sentence (and the `offset` in it) or the line. `fields` fill the {names} of the kind; one may be a Message."""
    says = kinds()[kind].says
    zh = {name: value.zh if isinstance(value, Message) else value for name, value in fields.items()}
    en = {name: value.en if isinstance(value, Message) else value for name, value in fields.items()}
    message = Message(says.zh.format(figure=figure, **zh), says.en.format(figure=figure, **en))
    line = at.at(offset) if isinstance(at, Told) else at
    paragraph = at.sentence.paragraph if isinstance(at, Told) else ""
    return PlanFinding(kind, line, message, figure, paragraph, tuple(each for each in lines if each != line))
